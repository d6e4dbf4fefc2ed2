"""What a press becomes: a click, a drag of items or edges, a scrub, a rubber band."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, Protocol

from PySide6.QtCore import QPointF, QRectF, Qt

from app.library.timeline import Gesture, Insert, Move, SetHold, Snap, SnapLines, TrimStart, Unplace, caret_at
from app.ui.timeline.geometry import Scale, steps
from app.ui.timeline.hits import Hit
from app.ui.timeline.model import Mode, Preview, ShotModel

THRESHOLD_PX = 4
OUTSIDE_PX = 40
GRID_FROM_PX = 24
EDGE_PX = 40
MAX_SPEED_PX = 800.0
NO_BOX = QRectF()

Kind = Literal["item", "right", "left", "ruler", "empty"]
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Surface(Protocol):
    """What a drag needs of the lane."""

    @property
    def model(self) -> ShotModel:
        """The state it changes."""

    @property
    def scale(self) -> Scale:
        """Zoom and scroll now."""

    def width(self) -> int:
        """Width in px."""

    def height(self) -> int:
        """Height in px."""

    def is_over_tray(self, point: QPointF) -> bool:
        """Whether a point of the lane lies over the tray."""

    def items_in(self, box: QRectF) -> list[str]:
        """The items that a rubber band touches."""


def grid_frames(scale: Scale, rate: int) -> int:
    """The ruler's ticks as lines to hold on to, 0 while they are close together."""
    tick = steps(scale.px_per_frame, rate)[1]
    return tick if tick * scale.px_per_frame >= GRID_FROM_PX else 0


class LaneDrag:
    """One press and what follows, until release or cancel. Nothing is changed before the release."""

    def __init__(self, surface: Surface, hit: Hit, point: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self.kind: Kind = hit.zone
        self.active = False
        self.box = NO_BOX
        self._surface = surface
        self._model = surface.model
        self._hit = hit
        self._press = QPointF(point)
        self._press_scroll = surface.scale.scroll_px
        self._press_modifiers = modifiers
        self._point = QPointF(point)
        self._modifiers = modifiers
        self.ids: tuple[str, ...] = ()
        self._lines: SnapLines | None = None
        self._held: Snap | None = None
        self._gesture: Gesture | None = None
        self._before = self._model.selected
        self._begin()

    def _begin(self) -> None:
        model, hit = self._model, self._hit
        if self.kind == "ruler":
            self.active = True
            self._lines = SnapLines(model.lane)
            self._scrub()
        elif self.kind == "empty":
            if not self._press_modifiers & SHIFT:
                model.select(())
                self._before = ()
            model.choose_gap(hit.frame)
        else:
            model.choose_gap(None)
            if hit.item_id not in model.selected and not self._press_modifiers & (CTRL | SHIFT):
                model.select_one(hit.item_id)

    # --- moving ----------------------------------------------------------------------------------

    def move(self, point: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """The pointer is at `point`: below 4 px nothing, then the plan for that place is shown."""
        self._point, self._modifiers = QPointF(point), modifiers
        if not self.active:
            if (self._point - self._press).manhattanLength() < THRESHOLD_PX:
                return
            self._start()
        self.renew()

    def renew(self) -> None:
        """The plan is worked out again, since the lane was scrolled or snapping was switched."""
        if not self.active:
            return
        if self.kind == "ruler":
            self._scrub()
        elif self.kind == "empty":
            self._band()
        elif self.kind == "item":
            self._carry()
        else:
            self._edge()

    def edge_speed(self) -> float:
        """Pixels per second that the lane scrolls by itself: faster the deeper in the 40 px at an edge."""
        if not self.active or self._surface.is_over_tray(self._point):
            return 0.0
        x, width = self._point.x(), self._surface.width()
        depth = max(EDGE_PX - x, 0.0) - max(x - (width - EDGE_PX), 0.0)
        return -MAX_SPEED_PX * max(-1.0, min(depth / EDGE_PX, 1.0))

    def has_left(self) -> bool:
        """Whether items are carried so far out that they are meant for another place of the window."""
        if not self.active or self.kind != "item" or self._surface.is_over_tray(self._point):
            return False
        x, y = self._point.x(), self._point.y()
        inside = -OUTSIDE_PX <= y <= self._surface.height() + OUTSIDE_PX
        return not inside or x < -OUTSIDE_PX

    def _start(self) -> None:
        self.active = True
        model = self._model
        if self.kind not in ("item", "left", "right"):
            return
        if self.kind == "item" and self._hit.item_id not in model.selected:
            others = model.selected if self._press_modifiers & CTRL else ()
            model.select((*others, self._hit.item_id), current=self._hit.item_id)
        placed = model.placed_selection()
        self.ids = placed if self.kind == "item" else (self._hit.item_id,)
        grid = grid_frames(self._surface.scale, model.rate)
        self._lines = SnapLines(model.lane, self.ids, model.playhead, grid)

    def _moved_frames(self) -> float:
        scale = self._surface.scale
        pixels = self._point.x() - self._press.x() + scale.scroll_px - self._press_scroll
        return pixels / scale.px_per_frame

    def _snaps(self) -> bool:
        return self._model.snaps and not self._modifiers & SHIFT

    def _snap(self, frame: float, offsets: tuple[int, ...]) -> Snap | None:
        if not self._snaps() or self._lines is None:
            self._held = None
            return None
        self._held = self._lines.snap(frame, offsets, self._surface.scale.px_per_frame, self._held)
        return self._held

    def _carry(self) -> None:
        surface, lane = self._surface, self._model.lane
        if surface.is_over_tray(self._point):
            self._show(Unplace(self.ids), "unplace")
            return
        if self.has_left():
            self._model.set_preview(None)
            self._gesture = None
            return
        force = bool(self._modifiers & CTRL)
        caret = None
        if force or self._snaps():
            pointer = surface.scale.frame(self._point.x())
            caret = caret_at(lane, pointer, surface.scale.px_per_frame, self.ids, force)
        if caret is not None:
            self._held = None
            self._show(Insert(self.ids, caret), "insert")
            return
        rows = [lane.index[i] for i in self.ids]
        first = lane.starts[rows[0]]
        grabbed = lane.starts[lane.index[self._hit.item_id]]
        wanted = max(0.0, first + self._moved_frames())
        last = lane.items[rows[-1]]
        end = lane.ends[rows[-1]] - first if last.fixed_length else 0
        snap = self._snap(wanted, (0, end) if end else (0,))
        frame = snap.frame if snap is not None else round(wanted)
        gesture = Move(self.ids, self._hit.item_id, frame + grabbed - first, snap)
        self._show(gesture, "move")

    def _edge(self) -> None:
        lane, item_id = self._model.lane, self._hit.item_id
        row = lane.index[item_id]
        start = lane.starts[row]
        edge = lane.ends[row] if self.kind == "right" else start
        wanted = edge + self._moved_frames()
        snap = self._snap(wanted, (0,))
        frame = snap.frame if snap is not None else round(wanted)
        if self.kind == "right":
            ripple = bool(self._modifiers & CTRL)
            self._show(SetHold(item_id, max(1, frame - start), ripple), "hold", snap)
        else:
            self._show(TrimStart(item_id, frame - start), "trim", snap)

    def _scrub(self) -> None:
        frame = self._surface.scale.frame(self._point.x())
        target = max(0, int(frame))
        if self._modifiers & SHIFT and self._lines is not None:
            snap = self._lines.snap(frame, (0,), self._surface.scale.px_per_frame)
            target = snap.frame if snap is not None else target
        self._model.set_playhead(target)

    def _band(self) -> None:
        x = self._press.x() + self._press_scroll - self._surface.scale.scroll_px
        self.box = QRectF(QPointF(x, self._press.y()), self._point).normalized()
        self._model.choose_gap(None)
        self._model.select((*self._before, *self._surface.items_in(self.box)))

    # --- showing and ending ----------------------------------------------------------------------

    def _show(self, gesture: Gesture, mode: Mode, snap: Snap | None = None) -> None:
        model = self._model
        if gesture == self._gesture and model.preview is not None:
            if mode == "insert":  # a picture hangs at the pointer; else nothing has to be painted again
                model.set_preview(replace(model.preview, pointer=QPointF(self._point)))
            return
        self._gesture = gesture
        change = model.plan(gesture)
        lane = model.lane
        row = lane.index[self._hit.item_id]
        origin: int | None = lane.starts[lane.index[self.ids[0]]]
        if mode in ("insert", "hold", "trim"):
            lane = model.lane_after(lane, change)
        if mode == "hold":
            origin = model.lane.ends[row] - model.lane.starts[row]
            if change.ghosts and snap is not None:
                landed = change.ghosts[0].frame + change.ghosts[0].length == snap.at
                change = replace(change, snap=snap if landed else None)
        model.set_preview(
            Preview(
                change,
                mode,
                lane,
                frozenset(self.ids),
                model.rows,
                QPointF(self._point),
                self._hit.item_id,
                origin,
            )
        )

    def release(self) -> Preview | None:
        """The pointer was let go: what was shown last is to be done. A press without a drag is a click."""
        preview = self._model.preview
        self._model.set_preview(None)
        self.box = NO_BOX
        if not self.active:
            self._click()
            return None
        return preview

    def cancel(self) -> None:
        """Nothing happened."""
        self.active = False
        self.box = NO_BOX
        self._model.set_preview(None)
        if self.kind == "empty":
            self._model.select(self._before)

    def _click(self) -> None:
        item_id = self._hit.item_id
        if not item_id:
            return
        if self._press_modifiers & SHIFT:
            self._model.select_range(item_id)
        elif self._press_modifiers & CTRL:
            self._model.toggle(item_id)
        else:
            self._model.select_one(item_id)
