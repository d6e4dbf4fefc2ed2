"""A clip along its time: its pictures, the segments on them, the playhead. In and out by keys or by dragging edges."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.kit import theme, tokens
from app.ui.kit.text import tr
from app.ui.training import words
from app.ui.training.pictures import Pictures
from db import Segment, TrainingItem

HEIGHT_PX = 56
BAR_PX = 8          # of the segments, below the pictures
GRAB_PX = 5
SECOND_MS = 1000


class SegmentStrip(QWidget):
    """← → move the playhead by a frame (Shift: ten), I and O set in and out, ↑ ↓ go through the segments, Del deletes."""

    moved = Signal(int)               # the playhead, ms
    segment_made = Signal(int, int)   # start, end
    segment_set = Signal(str, int, int)
    segment_chosen = Signal(object)   # id or None
    delete_asked = Signal(str)

    def __init__(self, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("segment_strip")
        self.setAccessibleName(tr("Segments of the clip"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT_PX)
        self.setMouseTracking(True)
        self.writable = True
        self._pictures = pictures
        self._item: TrainingItem | None = None
        self._segments: list[Segment] = []
        self.chosen: str | None = None
        self.at_ms = 0
        self.mark_ms: int | None = None  # an in-point whose out-point is still to come
        self._edge: tuple[str, int, int] | None = None  # segment, its start and end while an edge is dragged
        self._edge_is_start = False
        self._pressed = False
        pictures.changed.connect(self.update)

    # -- what is shown -----------------------------------------------------------------------------------------------

    def set_clip(self, item: TrainingItem | None, segments: Sequence[Segment]) -> None:
        """Shows this clip; the playhead stays as long as it is the same."""
        if item is None or self._item is None or item.id != self._item.id:
            self.at_ms, self.mark_ms, self.chosen, self._edge = 0, None, None, None
        self._item, self._segments = item, list(segments)
        if self.chosen is not None and all(segment.id != self.chosen for segment in self._segments):
            self.choose(None)
        self._describe()
        self.update()

    @property
    def duration_ms(self) -> int:
        """The length of the clip."""
        return self._item.duration_ms or 0 if self._item is not None else 0

    def frame_ms(self) -> float:
        """How long one frame is; a tenth of a second where that is not known."""
        told = self._item.metadata if self._item is not None else {}
        num, den = told.get("fps_num"), told.get("fps_den")
        return SECOND_MS * den / num if isinstance(num, int) and isinstance(den, int) and num > 0 and den > 0 else 100.0

    def choose(self, segment_id: str | None) -> None:
        """This segment is the one that keys change."""
        if segment_id != self.chosen:
            self.chosen = segment_id
            self.segment_chosen.emit(segment_id)
        self._describe()
        self.update()

    def go_to(self, ms: float) -> None:
        """The playhead is there, inside of the clip."""
        self.at_ms = max(0, min(self.duration_ms, round(ms)))
        self._describe()
        self.update()
        self.moved.emit(self.at_ms)

    # -- verbs -------------------------------------------------------------------------------------------------------

    def set_in(self) -> None:
        """The chosen segment starts at the playhead; without one, the next one will."""
        segment = self._chosen()
        if not self.writable:
            return
        if segment is None:
            self.mark_ms = self.at_ms
            self._describe()
            self.update()
        elif self.at_ms < segment.end_ms:
            self.segment_set.emit(segment.id, self.at_ms, segment.end_ms)

    def set_out(self) -> None:
        """The chosen segment ends at the playhead; without one, there is a new one from the in-point (or the start)."""
        segment = self._chosen()
        if not self.writable:
            return
        if segment is not None:
            if self.at_ms > segment.start_ms:
                self.segment_set.emit(segment.id, segment.start_ms, self.at_ms)
            return
        start = self.mark_ms or 0
        if start < self.at_ms:
            self.mark_ms = None
            self.segment_made.emit(start, self.at_ms)

    def _chosen(self) -> Segment | None:
        return next((segment for segment in self._segments if segment.id == self.chosen), None)

    def _step(self, by: int) -> None:
        if not self._segments:
            return
        ids = [segment.id for segment in self._segments]
        at = ids.index(self.chosen) if self.chosen in ids else -1 if by > 0 else len(ids)
        segment = self._segments[max(0, min(len(self._segments) - 1, at + by))]
        self.choose(segment.id)
        self.go_to(segment.start_ms)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        frames = self.frame_ms() * (10 if shift else 1)
        does = {
            Qt.Key.Key_Left: lambda: self.go_to(self.at_ms - frames), Qt.Key.Key_Right: lambda: self.go_to(self.at_ms + frames),
            Qt.Key.Key_Home: lambda: self.go_to(0), Qt.Key.Key_End: lambda: self.go_to(self.duration_ms),
            Qt.Key.Key_I: self.set_in, Qt.Key.Key_O: self.set_out,
            Qt.Key.Key_Up: lambda: self._step(-1), Qt.Key.Key_Down: lambda: self._step(1)}
        if event.key() in does and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            does[Qt.Key(event.key())]()
        elif event.key() == Qt.Key.Key_Delete and self.chosen is not None and self.writable:
            self.delete_asked.emit(self.chosen)
        elif event.key() == Qt.Key.Key_Escape and (self.chosen is not None or self.mark_ms is not None):
            self.mark_ms = None
            self.choose(None)
        else:
            super().keyPressEvent(event)

    # -- pointer -----------------------------------------------------------------------------------------------------

    def x_of(self, ms: int) -> float:
        """Where a time stands."""
        return ms * max(1, self.width() - 1) / max(1, self.duration_ms)

    def ms_at(self, x: float) -> int:
        """The time that stands there."""
        return max(0, min(self.duration_ms, round(x * self.duration_ms / max(1, self.width() - 1))))

    def _edge_at(self, x: float) -> tuple[Segment, bool] | None:
        near = [(abs(self.x_of(ms) - x), segment, is_start) for segment in self._segments
                for ms, is_start in ((segment.start_ms, True), (segment.end_ms, False))]
        best = min(near, key=lambda each: (each[0], each[1].id != self.chosen), default=None)
        return (best[1], best[2]) if best is not None and best[0] <= GRAB_PX and self.writable else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        x = event.position().x()
        edge = self._edge_at(x)
        if edge is not None:
            segment, self._edge_is_start = edge
            self._edge = (segment.id, segment.start_ms, segment.end_ms)
            self.choose(segment.id)
            return
        self._pressed = True
        at = self.ms_at(x)
        self.choose(next((s.id for s in self._segments if s.start_ms <= at < s.end_ms), None))
        self.go_to(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if self._edge is not None:
            segment_id, start, end = self._edge
            at = self.ms_at(x)
            self._edge = (segment_id, min(at, end - 1), end) if self._edge_is_start else (segment_id, start, max(at, start + 1))
            self.go_to(at)
        elif self._pressed:
            self.go_to(self.ms_at(x))
        else:
            self.setCursor(Qt.CursorShape.SizeHorCursor if self._edge_at(x) else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = False
        edge, self._edge = self._edge, None
        before = next((s for s in self._segments if edge is not None and s.id == edge[0]), None)
        if edge is not None and before is not None and (before.start_ms, before.end_ms) != edge[1:]:
            self.segment_set.emit(*edge)
        self.update()

    # -- painting ----------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(240, HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        pictures = QRect(0, 0, self.width(), self.height() - BAR_PX - 4)
        painter.fillRect(pictures, theme.colour("viewer"))
        if self._item is not None and self.duration_ms:
            self._paint_pictures(painter, pictures, self._item)
            self._paint_segments(painter, pictures)
            painter.fillRect(QRectF(self.x_of(self.at_ms) - 0.5, 0, 1.5, self.height()), theme.colour("accent"))
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), tokens.RING_PX))
            painter.drawRect(pictures.adjusted(1, 1, -1, -1))
        painter.end()

    def _paint_pictures(self, painter: QPainter, area: QRect, item: TrainingItem) -> None:
        wide = max(24, area.height() * 16 // 9)
        for x in range(0, area.width(), wide):
            image = self._pictures.at(item, self.ms_at(x))
            if image is None or image.isNull():
                continue
            place = QRect(x, 0, min(wide, area.width() - x), area.height())
            scale = max(wide / image.width(), area.height() / image.height())
            part = QRectF((image.width() - wide / scale) / 2, (image.height() - area.height() / scale) / 2,
                          place.width() / scale, area.height() / scale)
            painter.drawImage(QRectF(place), image, part)

    def _paint_segments(self, painter: QPainter, area: QRect) -> None:
        for segment in self._segments:
            start, end = segment.start_ms, segment.end_ms
            if self._edge is not None and self._edge[0] == segment.id:
                _id, start, end = self._edge
            left, right = self.x_of(start), self.x_of(end)
            chosen = segment.id == self.chosen
            bar = QRectF(left, area.bottom() + 5, max(2.0, right - left), BAR_PX)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent" if chosen else "line-strong"))
            painter.drawRoundedRect(bar, 2, 2)
            if chosen:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(theme.colour("accent"), tokens.RING_PX))
                painter.drawRect(QRectF(left, 1, max(2.0, right - left), area.height() - 2))
        if self.mark_ms is not None:
            painter.fillRect(QRectF(self.x_of(self.mark_ms), 0, 2, self.height()), theme.colour("warn"))

    def _describe(self) -> None:
        parts = [tr("at {time} of {length}", time=words.clock(self.at_ms), length=words.clock(self.duration_ms))]
        segment = self._chosen()
        if segment is not None:
            caption = segment.description or tr("no caption")
            parts.append(tr("segment {span}, {caption}", span=words.span(segment), caption=caption))
        elif self.mark_ms is not None:
            parts.append(tr("in at {time}", time=words.clock(self.mark_ms)))
        self.setAccessibleDescription(", ".join(parts))
