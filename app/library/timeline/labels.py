"""The names of steps, as the history and the Undo entry show them."""

from __future__ import annotations

from collections.abc import Sequence

from app.library.timeline.items import Lane

_MINUS = "\N{MINUS SIGN}"


def signed(number: int) -> str:
    """The number with its sign, a real minus where it is negative."""
    return f"+{number}" if number >= 0 else f"{_MINUS}{-number}"


def things(lane: Lane, ids: Sequence[str]) -> str:
    """One item by its name, several by their number."""
    if len(ids) == 1 and ids[0] in lane.by_id:
        return f"“{lane.by_id[ids[0]].name}”"
    return f"{len(ids):,} items"


def frames(number: int) -> str:
    """12 frames, 1 frame."""
    return "1 frame" if number == 1 else f"{number:,} frames"


def moved(lane: Lane, ids: Sequence[str], frame: int, by: int) -> str:
    """Move "a.png" to frame 48; Move 3 items by +24."""
    where = f"to frame {frame}" if len(ids) == 1 else f"by {signed(by)}"
    return f"Move {things(lane, ids)} {where}"


def placed(lane: Lane, ids: Sequence[str], frame: int) -> str:
    """Place "a.png" at frame 48; Place 5 items from frame 0."""
    return f"Place {things(lane, ids)} {'at' if len(ids) == 1 else 'from'} frame {frame}"


def closed(lengths: Sequence[int]) -> str:
    """Close gap of 12 frames; Close 7 gaps."""
    if len(lengths) == 1:
        return f"Close gap of {frames(lengths[0])}"
    return f"Close {len(lengths):,} gaps"


def items_move(number: int, by: int) -> str:
    """2 items move 28 frames later; nothing when nothing moves."""
    if not number or not by:
        return ""
    verb = "1 item moves" if number == 1 else f"{number:,} items move"
    return f"{verb} {frames(abs(by))} {'later' if by > 0 else 'earlier'}"
