"""What lies under a point of the lane."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.ui.timeline.geometry import RULER_PX
from app.ui.timeline.view import View

Zone = Literal["ruler", "item", "left", "right", "empty"]
HANDLE_PX = 6
SMALL_PX = 18  # narrower items have their handles outside


@dataclass(frozen=True, slots=True)
class Hit:
    """A zone, the frame there, and the item it belongs to."""

    zone: Zone
    frame: float
    item_id: str = ""


def hit(view: View, x: float, y: float) -> Hit:
    """The zone under (x, y): handles are the 6 px at an item's edges, a left one only clips have."""
    frame = view.scale.frame(x)
    if y < RULER_PX:
        return Hit("ruler", frame)
    if not view.band.top <= y < view.band.top + view.band.height:
        return Hit("empty", frame)
    crowded = view.is_crowded
    small = None if crowded else _small_handle(view, x, frame)
    if small is not None:
        return small
    item = view.lane.at(frame)
    if item is None:
        return _near(view, x, frame)
    row = view.lane.index[item.id]
    left, right = view.scale.x(view.lane.starts[row]), view.scale.x(view.lane.ends[row])
    if crowded or right - left < SMALL_PX:
        return Hit("item", frame, item.id)
    if x >= right - HANDLE_PX:
        return Hit("right", frame, item.id)
    if item.is_clip and x < left + HANDLE_PX:
        return Hit("left", frame, item.id)
    return Hit("item", frame, item.id)


def _near(view: View, x: float, frame: float) -> Hit:
    """An item that is less than a pixel wide can still be pressed: the nearest start wins."""
    rows = view.visible_rows(x - 1, x + 1)
    if not rows:
        return Hit("empty", frame)
    row = min(rows, key=lambda k: abs(view.scale.x(view.lane.starts[k]) - x))
    near = abs(view.scale.x(view.lane.starts[row]) - x) <= 1
    return Hit("item", frame, view.lane.items[row].id) if near else Hit("empty", frame)


def _small_handle(view: View, x: float, frame: float) -> Hit | None:
    """The handles of the one selected item, outside of it while it is narrow."""
    if len(view.selected) != 1:
        return None
    (item_id,) = view.selected
    row = view.lane.index.get(item_id)
    if row is None:
        return None
    left, right = view.scale.x(view.lane.starts[row]), view.scale.x(view.lane.ends[row])
    if right - left >= SMALL_PX:
        return None
    if right <= x < right + HANDLE_PX:
        return Hit("right", frame, item_id)
    if view.lane.items[row].is_clip and left - HANDLE_PX <= x < left:
        return Hit("left", frame, item_id)
    return None
