"""Frames and pixels at every zoom."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.ui.timeline.geometry import (
    LEFT_PX,
    MAX_ZOOM,
    Scale,
    clamped,
    content_px,
    fitting_zoom,
    least_zoom,
    steps,
    tick_label,
    ticks,
    track_px,
)

zooms = st.floats(0.002, MAX_ZOOM)
scrolls = st.floats(0, 1e6)
rates = st.sampled_from([12, 16, 24, 25, 30, 50, 60])
often = settings(deadline=None)

TABLE = [
    (64, 1, 1),
    (32, 2, 1),
    (16, 4, 1),
    (10.7, 6, 1),
    (5.4, 12, 2),
    (2.7, 24, 4),
    (1.34, 48, 12),
    (0.54, 120, 24),
    (0.27, 240, 48),
    (0.09, 720, 120),
    (0.045, 1440, 240),
    (0.009, 7200, 1440),
    (0.0045, 14400, 1440),
]


@often
@given(zooms, scrolls, st.integers(0, 1_000_000))
def test_a_frame_is_found_again_at_its_pixel(zoom: float, scroll: float, frame: int) -> None:
    scale = Scale(zoom, scroll)
    assert scale.frame(scale.x(frame)) == pytest.approx(frame, abs=1e-3)


@often
@given(zooms, zooms, scrolls, st.floats(0, 2000))
def test_zooming_keeps_the_frame_under_the_cursor(zoom: float, to: float, scroll: float, x: float) -> None:
    scale = Scale(zoom, scroll)
    assert scale.zoomed(to, x).x(scale.frame(x)) == pytest.approx(x, abs=0.01)


@often
@given(st.floats(1e-6, 1e4), st.floats(-1e7, 1e7), st.integers(0, 1_000_000), rates, st.integers(100, 4000))
def test_every_scale_is_brought_inside_its_limits(
    zoom: float, scroll: float, end: int, rate: int, width: int
) -> None:
    scale = clamped(Scale(zoom, scroll), end, rate, width)
    assert least_zoom(end, rate, width) <= scale.px_per_frame <= MAX_ZOOM
    assert scale.scroll_px >= 0
    assert scale.scroll_px <= content_px(scale.px_per_frame, end, rate, width) - width + 1e-6
    assert scale.x(0) <= LEFT_PX


@often
@given(st.integers(1, 1_000_000), rates, st.integers(200, 4000))
def test_the_whole_shot_fits(end: int, rate: int, width: int) -> None:
    scale = clamped(Scale(fitting_zoom(end, rate, width)), end, rate, width)
    assert scale.x(0) == LEFT_PX
    assert scale.x(end) <= width - LEFT_PX + 1e-6


@pytest.mark.parametrize(("zoom", "label", "tick"), TABLE)
def test_the_rulers_steps_at_24_frames(zoom: float, label: int, tick: int) -> None:
    assert steps(zoom, 24)[0] == label
    found = steps(zoom, 24)[1]
    assert found % tick == 0  # doubled where ticks would stand under 5 px
    assert found == tick or tick * zoom < 5


@often
@given(zooms, rates)
def test_labels_never_crowd_and_every_label_stands_on_a_tick(zoom: float, rate: int) -> None:
    label, tick = steps(zoom, rate)
    assert label * zoom >= 64 or label == 36000 * rate
    assert tick * zoom >= 5
    shown = list(ticks(Scale(zoom), rate, 0, 1200))
    labels = [frame for frame, labelled in shown if labelled]
    assert labels[0] == 0
    assert all(frame % label == 0 for frame in labels)
    assert len(shown) < 1200


def test_labels_are_seconds_or_frames() -> None:
    assert tick_label(0, 24) == "0:00"
    assert tick_label(96, 24) == "0:04"
    assert tick_label(100, 24) == ":04"
    assert tick_label(24 * 3600, 24) == "1:00:00"


def test_the_track_takes_what_the_height_leaves() -> None:
    assert track_px(144) == 92
    assert track_px(60) == 64
    assert track_px(900) == 160
