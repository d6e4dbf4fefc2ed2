"""What the page says of training files."""

from __future__ import annotations

from app.library import training
from app.ui.kit.text import counted, tr
from db import Segment, TrainingItem


def clock(ms: int) -> str:
    """0:01.50: minutes, seconds, hundredths."""
    hundredths = ms // 10
    return f"{hundredths // 6000}:{hundredths // 100 % 60:02d}.{hundredths % 100:02d}"


def second_line(item: TrainingItem) -> str:
    """Length or “Picture”, segments, and its caption."""
    parts = [tr("Picture") if item.duration_ms is None else clock(item.duration_ms)]
    if item.segments:
        parts.append(counted(item.segments, "1 segment", "{n} segments"))
    caption = training.caption_of(item).replace("\n", " ")
    return ", ".join([*parts, caption or tr("no caption")])


def span(segment: Segment) -> str:
    """0:00.00 – 0:01.50"""
    return f"{clock(segment.start_ms)} – {clock(segment.end_ms)}"
