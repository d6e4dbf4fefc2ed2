"""Frames written and read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.library.timeline import clock, nominal_rate, parse_frame, short_timecode, timecode


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ("48", 48),
        (" +12 ", 112),
        ("-12", 88),
        ("−12", 88),
        ("-500", 0),
        ("0:04", 96),
        ("1:00", 1440),
        ("0:03:18", 90),
        ("00:00:04:22", 118),
        ("+0:01", 124),
        ("", None),
        ("x", None),
        ("1:2:3:4:5", None),
        ("4.5", None),
        ("+-3", None),
        ("1::2", None),
        ("99999999999", None),
        ("²", None),
    ],
)
def test_typed_frames(text: str, frame: int | None) -> None:
    assert parse_frame(text, 100, 24) == frame


@given(st.integers(0, 10_000_000), st.sampled_from([12, 16, 24, 25, 30, 60]))
def test_a_timecode_reads_back_as_its_frame(frame: int, rate: int) -> None:
    assert parse_frame(timecode(frame, rate), 0, rate) == frame


def test_forms() -> None:
    assert timecode(118, 24) == "00:00:04:22"
    assert short_timecode(90, 24) == "0:03:18"
    assert clock(3661) == "1:01:01"
    assert nominal_rate(24000, 1001) == 24
    assert nominal_rate(30, 0) == 30
