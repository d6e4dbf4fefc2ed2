"""Things dragged over the lane from elsewhere: the tray, the gallery, the file manager."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QMimeData, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent

from app.library.timeline import Insert, Item, Lane, Move, Place, Plan, Snap, SnapLines, caret_at, plan
from app.ui.kit.mime import arrivals_in, generations_in, names_in, refusal_of, shot_items_in
from app.ui.timeline.drag import EDGE_PX, MAX_SPEED_PX, grid_frames
from app.ui.timeline.lane import LaneView
from app.ui.timeline.model import Preview

MAX_SHOWN = 500  # files whose ghosts are shown; more are imported all the same
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@dataclass(frozen=True)
class Load:
    """What is carried, and the lane as if it stood in the tray already."""

    ids: tuple[str, ...]
    lane: Lane
    lines: SnapLines
    generations: tuple[str, ...] = ()
    from_outside: bool = False
    refusal: str = ""


class LaneDrop(QObject):
    """Shows where a drop would land and tells of it.

    `describe` knows the lengths of generations that are not in the shot yet, `refuse` why some cannot be.
    """

    planned = Signal(object)
    items_dropped = Signal(list, object, bool)
    files_dropped = Signal(list, object)

    def __init__(self, lane: LaneView) -> None:
        super().__init__(lane)
        self.describe: Callable[[Sequence[str]], Sequence[Item]] = stills
        self.refuse: Callable[[Sequence[str]], str] = lambda _ids: ""
        self._lane = lane
        self._model = lane.model
        self._load: Load | None = None
        self._held: Snap | None = None
        lane.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent):
            self._load = self.load_of(event.mimeData())
            return self._answer(event, self._load is not None)
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            return self._answer(event, self._drop(event.position(), event.modifiers(), event.mimeData()))
        if isinstance(event, QDragMoveEvent):
            return self._answer(event, self._move(event.position(), event.modifiers()))
        if event.type() == QEvent.Type.DragLeave:
            self._end()
            return True
        return False

    def _answer(self, event: QDropEvent, accepted: bool) -> bool:
        if accepted:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()
        return True

    def load_of(self, data: QMimeData | None) -> Load | None:
        """What `data` carries for this lane; None where it has no use for it."""
        model = self._model
        if model.shot is None:
            return None
        own = tuple(i for i in shot_items_in(data) if i in model.lane.by_id)
        if own:
            waiting = tuple(i for i in own if i not in model.lane.index)
            return self._load_with((), waiting or own)
        found = generations_in(data)
        if found:
            items = self.describe(found)
            if not items:
                return None
            load = self._load_with(items, tuple(i.id for i in items))
            return replace(load, generations=tuple(found), refusal=self.refuse(found))
        refusal = refusal_of(data)
        if refusal:
            return replace(self._load_with((), ()), refusal=refusal)
        names = names_in(data)
        if names:
            items = stills(names[:MAX_SHOWN])
            return replace(self._load_with(items, tuple(i.id for i in items)), from_outside=True)
        return None

    def _load_with(self, items: Sequence[Item], ids: tuple[str, ...]) -> Load:
        model = self._model
        grid = grid_frames(self._lane.scale, model.rate)
        lines = SnapLines(model.lane, ids, model.playhead, grid)
        return Load(ids, model.lane_with(items) if items else model.lane, lines)

    def _move(self, point: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        load = self._load
        if load is None or self._model.shot is None:
            return False
        self.scroll_at_edge(point.x())
        if load.refusal:
            change = Plan(note=load.refusal)
            self._model.set_preview(Preview(change, "refused", self._model.lane, pointer=QPointF(point)))
            return False
        self._model.set_preview(self._preview(load, point, modifiers))
        return True

    def _preview(self, load: Load, point: QPointF, modifiers: Qt.KeyboardModifier) -> Preview:
        model, scale = self._model, self._lane.scale
        frame = scale.frame(point.x())
        snapping = model.snaps and not modifiers & SHIFT
        force = bool(modifiers & CTRL)
        caret = None
        if snapping or force:
            caret = caret_at(load.lane, frame, scale.px_per_frame, load.ids, force)
        moving = frozenset(load.ids)
        grabbed = load.ids[0]
        if caret is not None:
            change = plan(load.lane, Insert(load.ids, caret))
            after = model.lane_after(load.lane, change)
            return Preview(change, "insert", after, moving, model.rows, QPointF(point), grabbed)
        self._held = (
            load.lines.snap(max(0.0, frame), (0,), scale.px_per_frame, self._held) if snapping else None
        )
        start = self._held.frame if self._held is not None else max(0, round(frame))
        if grabbed in load.lane.index:  # carried out of the lane and back
            change = plan(load.lane, Move(load.ids, grabbed, start, self._held))
        else:
            change = plan(load.lane, Place(load.ids, start, self._held))
        return Preview(change, "place", load.lane, moving, model.rows, QPointF(point), grabbed)

    def _drop(self, point: QPointF, modifiers: Qt.KeyboardModifier, data: QMimeData) -> bool:
        load = self._load
        if load is None or not self._move(point, modifiers):
            self._end()
            return False
        preview = self._model.preview
        self._end()
        if preview is None or preview.plan.is_empty:
            return False
        frame = preview.plan.ghosts[0].frame
        if load.generations:
            self.items_dropped.emit(list(load.generations), frame, preview.mode == "insert")
        elif load.from_outside:
            found = arrivals_in(data)
            if not found:
                return False
            self.files_dropped.emit(found, frame)
        else:
            self.planned.emit(preview.plan)
        return True

    def scroll_at_edge(self, x: float) -> None:
        """One step at the lane's edges; the platform repeats its move events while the pointer rests."""
        depth = max(EDGE_PX - x, 0.0) - max(x - (self._lane.width() - EDGE_PX), 0.0)
        if depth:
            self._lane.scroller.scroll_by(-MAX_SPEED_PX * 0.016 * max(-1.0, min(depth / EDGE_PX, 1.0)))

    def _end(self) -> None:
        self._load = None
        self._held = None
        self._model.set_preview(None)


def stills(names: Sequence[str]) -> list[Item]:
    """Items of the project's default length, for what is not known any better."""
    return [Item(f"new {k} {name}", None, name=name) for k, name in enumerate(names)]
