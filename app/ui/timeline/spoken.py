"""What the timeline says to people who hear it."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from app.library.timeline import Plan
from app.ui.kit.text import counted, tr
from app.ui.timeline.model import ShotModel


def describe(model: ShotModel, item_id: str | None) -> str:
    """The item: name, frame, length, its place in the row, whether it is selected."""
    lane = model.lane
    if item_id is None or item_id not in lane.by_id:
        return counted(len(lane.items), "1 item", "{n} items") if lane.items else tr("No items")
    item = lane.by_id[item_id]
    chosen = [tr("selected")] if item_id in model.selected else []
    row = lane.index.get(item_id)
    if row is None:
        number = 1 + next(k for k, i in enumerate(lane.tray) if i.id == item_id)
        where = [tr("unpositioned"), tr("{k} of {n}", k=number, n=len(lane.tray))]
        return ", ".join([item.name, *where, *chosen])
    length = counted(lane.ends[row] - lane.starts[row], "1 frame", "{n} frames")
    where = [tr("frame {f}", f=lane.starts[row]), length, tr("{k} of {n}", k=row + 1, n=len(lane.items))]
    return ", ".join([item.name, *where, *chosen])


def result(change: Plan) -> str:
    """A plan that was just done: where to, and what it holds on to."""
    if not change.ghosts or not any(g.id in change.moves for g in change.ghosts):
        return change.label
    said = tr("Moved to frame {f}", f=change.ghosts[0].frame)
    if change.caret is not None:
        said = tr("Inserted at frame {f}", f=change.ghosts[0].frame)
    if change.snap is not None:
        names = {"playhead": tr("playhead"), "start": tr("start of the shot"), "grid": tr("ruler")}
        target = names.get(change.snap.target, change.snap.name)
        said = tr("{said}, snapped to {target}", said=said, target=target)
    return f"{said}. {change.note}" if change.note else said


def announce(widget: QWidget, text: str) -> None:
    """A screen reader says `text` now; nothing happens where none listens."""
    if text and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
