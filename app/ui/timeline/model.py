"""What the timeline shows now: shot, items, selection, playhead, and the plan under the pointer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, QPointF, Signal

from app.library.timeline import Gesture, Item, Lane, Plan, apply, item_of, lane_of, nominal_rate, plan

if TYPE_CHECKING:
    from db.rows import Shot, ShotItem

Mode = Literal["move", "place", "insert", "hold", "trim", "unplace", "refused"]
_DEFAULT_FPS = (24, 1)
HOLD_S = 2


@dataclass(frozen=True)
class Preview:
    """A plan that is being shown but not yet done; `lane` is what to paint below the ghosts."""

    plan: Plan
    mode: Mode
    lane: Lane
    moving: frozenset[str] = frozenset()
    rows: Mapping[str, ShotItem] = field(default_factory=dict)
    pointer: QPointF | None = None
    grabbed: str = ""
    origin: int | None = None


class ShotModel(QObject):
    """The one state that lane, tray and header paint from. Ids are those of the shot's rows."""

    changed = Signal()
    selection_changed = Signal()
    playhead_changed = Signal(int)
    preview_changed = Signal()
    snap_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shot: Shot | None = None
        self.rows: dict[str, ShotItem] = {}
        self.fps = _DEFAULT_FPS
        self.rate = 24
        self.project_hold = HOLD_S * 24
        self.lane: Lane = lane_of((), self.project_hold)
        self.selected: tuple[str, ...] = ()
        self.current: str | None = None
        self.playhead = 0
        self.preview: Preview | None = None
        self.snaps = True
        self.gap: tuple[int, int] | None = None
        self.lane_is_new = True  # False when only pictures or counts came anew: a drag may go on
        self._anchor: str | None = None

    def set_shot(self, shot: Shot | None, rows: Iterable[ShotItem]) -> None:
        """Shows another shot, or the same one after a change: selection and playhead stay where they can."""
        same = shot is not None and self.shot is not None and shot.id == self.shot.id
        self.shot = shot
        self.rows = {row.id: row for row in rows} if shot is not None else {}
        self.fps = (shot.fps_num, shot.fps_den) if shot is not None else _DEFAULT_FPS
        self.rate = nominal_rate(*self.fps)
        self.project_hold = HOLD_S * self.rate
        ordered = sorted(self.rows.values(), key=_order)
        before = self.lane
        self.lane = lane_of((item_of(row, self.fps) for row in ordered), self.project_hold)
        self.lane_is_new = not same or (before.items, before.tray) != (self.lane.items, self.lane.tray)
        if self.lane_is_new:
            self.set_preview(None)
            self.gap = None
        if not same:
            self.playhead = 0
            self._anchor = None
        self.changed.emit()
        self.playhead_changed.emit(self.playhead)
        self.select([i for i in self.selected if i in self.rows] if same else [], current=self.current)

    def plan(self, gesture: Gesture) -> Plan:
        """What a gesture would change now."""
        return plan(self.lane, gesture)

    def lane_with(self, items: Sequence[Item]) -> Lane:
        """The lane with further unplaced items, as when some are dragged in from outside."""
        return lane_of([*self.lane.items, *self.lane.tray, *items], self.project_hold)

    def lane_after(self, lane: Lane, change: Plan) -> Lane:
        """The lane as it would be after `change`."""
        return lane_of(apply([*lane.items, *lane.tray], change), self.project_hold)

    # --- selection -------------------------------------------------------------------------------

    def select(self, ids: Iterable[str], current: str | None = None) -> None:
        """Exactly `ids` are selected; `current` is the one with the focus, else the last of them."""
        chosen = tuple(dict.fromkeys(i for i in ids if i in self.rows))
        if current not in self.rows:
            current = chosen[-1] if chosen else None
        if (chosen, current) == (self.selected, self.current):
            return
        self.selected, self.current = chosen, current
        if self._anchor not in self.rows:
            self._anchor = current
        self.selection_changed.emit()

    def select_one(self, item_id: str) -> None:
        """Only this one; later ranges start from it."""
        self._anchor = item_id
        self.select([item_id], current=item_id)

    def toggle(self, item_id: str) -> None:
        """In or out of the selection."""
        self._anchor = item_id
        rest = [i for i in self.selected if i != item_id]
        self.select(rest if item_id in self.selected else [*rest, item_id], current=item_id)

    def select_range(self, item_id: str) -> None:
        """Everything from the anchor to this one in time (in the tray: in its order)."""
        order = [i.id for i in (*self.lane.items, *self.lane.tray)]
        if self._anchor not in order or item_id not in order:
            self.select_one(item_id)
            return
        ends = sorted((order.index(self._anchor), order.index(item_id)))
        self.select(order[ends[0] : ends[1] + 1], current=item_id)

    def choose_gap(self, frame: float | None) -> None:
        """The gap around `frame` is the one that the close key closes; None: no gap."""
        gap = None if frame is None else self.lane.gap_at(frame)
        if gap != self.gap:
            self.gap = gap
            self.selection_changed.emit()

    def placed_selection(self) -> tuple[str, ...]:
        """The selected items of the lane, in its order."""
        return tuple(
            sorted((i for i in self.selected if i in self.lane.index), key=self.lane.index.__getitem__)
        )

    def tray_selection(self) -> tuple[str, ...]:
        """The selected items of the tray, in its order."""
        chosen = set(self.selected)
        return tuple(i.id for i in self.lane.tray if i.id in chosen)

    # --- playhead and preview --------------------------------------------------------------------

    def set_playhead(self, frame: int) -> None:
        """The playhead stands on `frame`, never before the first."""
        frame = max(0, frame)
        if frame != self.playhead:
            self.playhead = frame
            self.playhead_changed.emit(frame)

    def set_preview(self, preview: Preview | None) -> None:
        """Shows a plan, or none."""
        if preview is not None or self.preview is not None:
            self.preview = preview
            self.preview_changed.emit()

    def set_snaps(self, on: bool) -> None:
        """Whether drags hold on to lines."""
        if on != self.snaps:
            self.snaps = on
            self.snap_changed.emit(on)


def _order(row: ShotItem) -> tuple[int, int, str]:
    frame = row.timeline_frame
    position = row.position if row.position is not None else row.seq
    return (frame if frame is not None else 0, position, row.id)
