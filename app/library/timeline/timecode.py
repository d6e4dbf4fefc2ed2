"""Frames as people write them: 118, +12, 0:04, 0:04:22, 00:00:04:22."""

from __future__ import annotations

import re
from fractions import Fraction

from app.library.timeline.items import MAX_FRAME

_SIGNED = re.compile(r"([+\-\N{MINUS SIGN}])\s*(.+)")


def nominal_rate(fps_num: int, fps_den: int) -> int:
    """Frames in a second of timecode: 24 for 24000/1001. Timecode here never drops frames."""
    return max(1, round(Fraction(fps_num, max(1, fps_den))))


def timecode(frame: int, rate: int) -> str:
    """hh:mm:ss:ff of a frame."""
    seconds, rest = divmod(max(0, frame), rate)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}:{rest:02d}"


def short_timecode(frame: int, rate: int) -> str:
    """m:ss:ff of a frame, with hours only where there are some."""
    seconds, rest = divmod(max(0, frame), rate)
    return f"{clock(seconds)}:{rest:02d}"


def clock(seconds: int) -> str:
    """m:ss, or h:mm:ss."""
    hours, minutes = seconds // 3600, seconds // 60 % 60
    return f"{hours}:{minutes:02d}:{seconds % 60:02d}" if hours else f"{minutes}:{seconds % 60:02d}"


def parse_frame(text: str, current: int, rate: int) -> int | None:
    """The frame that was typed, clamped at 0; with a sign it counts from `current`. None: not a frame.

    Two numbers are m:ss as on the ruler, three m:ss:ff as in the bubbles, four hh:mm:ss:ff.
    """
    text = text.strip()
    match = _SIGNED.fullmatch(text)
    amount = _unsigned(match[2] if match else text, rate)
    if amount is None:
        return None
    if match:
        amount = current + (amount if match[1] == "+" else -amount)
    return max(0, min(amount, MAX_FRAME))


def _unsigned(text: str, rate: int) -> int | None:
    parts = re.split(r"[:;]", text)
    if len(parts) > 4 or not all(p.isascii() and p.isdigit() and len(p) <= 10 for p in parts):
        return None
    numbers = [int(p) for p in parts]
    if len(numbers) == 1:
        return numbers[0]
    rest = numbers.pop() if len(numbers) > 2 else 0
    seconds = 0
    for number in numbers:
        seconds = seconds * 60 + number
    return seconds * rate + rest
