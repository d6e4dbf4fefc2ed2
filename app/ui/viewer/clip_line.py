"""The line of a clip's time: pulled by hand, with what is in memory, the marks and the sound behind it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from app.ui.kit import theme, tokens
from app.ui.kit.text import tr
from app.ui.viewer import waveform

HANDLE_PX = 12
LINE_PX = 2
FILL_PX = 3
MARK_PX = 12
FAR = 10  # frames of Page Up and Page Down


class ClipLine(QAbstractSlider):
    """A slider over the frames. `pulled` while the mouse or a key moves it; it is set by `show_frame` otherwise."""

    pulled = Signal(int)
    grabbed = Signal()
    released = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("clip_line")
        self.setAccessibleName(tr("Position in the clip"))
        self.setToolTip(tr("Position in the clip"))
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setPageStep(FAR)
        self.setSingleStep(1)
        self._quiet = False
        self._levels = b""
        self._cached: tuple[int, ...] = ()
        self._marks: tuple[int | None, int | None] = (None, None)
        self.valueChanged.connect(self._on_value)
        theme.theme_changed.connect(self.update)

    def show_frames(self, frames: int) -> None:
        """It is over so many frames."""
        self._quiet = True
        self.setRange(0, max(0, frames - 1))
        self._quiet = False
        self.update()

    def show_frame(self, frame: int) -> None:
        """The handle is there; nobody is told."""
        self._quiet = True
        self.setValue(frame)
        self._quiet = False

    def show_state(self, cached: tuple[int, ...], marks: tuple[int | None, int | None], levels: bytes) -> None:
        """Frames in memory, first and last frame of the loop, and how loud it is along the line."""
        if (cached, marks, levels) != (self._cached, self._marks, self._levels):
            self._cached, self._marks, self._levels = cached, marks, levels
            self.update()

    def x_of(self, frame: int) -> float:
        """Where a frame is, in pixels."""
        left, width = self._span()
        return left + width * (frame / self.maximum() if self.maximum() else 0.0)

    def frame_at(self, x: float) -> int:
        """The frame nearest to a place."""
        left, width = self._span()
        return round(min(1.0, max(0.0, (x - left) / width)) * self.maximum())

    def sizeHint(self) -> QSize:
        return QSize(200, tokens.CONTROL_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, tokens.CONTROL_PX)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or not self.maximum():
            event.ignore()
            return
        self.setSliderDown(True)
        self.grabbed.emit()
        self._pull(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._pull(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.isSliderDown():
            self.setSliderDown(False)
            self.released.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the wheel zooms the picture, wherever the pointer is

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, width = self._span()
        middle = self.height() / 2
        behind = QColor(theme.colour("text-3"))
        behind.setAlpha(110)
        waveform.paint(painter, self._levels, QRectF(left, 3, width, self.height() - 6), behind)
        on = self.isEnabled() and self.maximum() > 0
        painter.fillRect(QRectF(left, middle - LINE_PX / 2, width, LINE_PX), theme.colour("line-strong"))
        self._paint_cached(painter, middle)
        first, last = self._marks
        if on:
            start = left if first is None else min(self.x_of(first), self.x_of(self.value()))
            painter.fillRect(QRectF(start, middle - LINE_PX / 2, self.x_of(self.value()) - start, LINE_PX), theme.colour("accent"))
        for frame in (first, last):
            if frame is not None:
                painter.fillRect(QRectF(self.x_of(frame) - 1, middle - MARK_PX / 2, 2, MARK_PX), theme.colour("text"))
        painter.setBrush(theme.colour("text" if on else "text-off"))
        painter.setPen(QPen(theme.colour("panel"), 1))
        painter.drawEllipse(QPointF(self.x_of(self.value()), middle), HANDLE_PX / 2, HANDLE_PX / 2)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), tokens.RING_PX))
            ring = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(ring, tokens.RADIUS_CONTROL, tokens.RADIUS_CONTROL)
        painter.end()

    def _paint_cached(self, painter: QPainter, middle: float) -> None:
        colour = theme.colour("text-3")
        half = self._span()[1] / max(1, self.maximum()) / 2
        for first, last in stretches(self._cached):
            start, end = self.x_of(first) - half, self.x_of(last) + half
            painter.fillRect(QRectF(start, middle + FILL_PX + 1, max(1.0, end - start), FILL_PX - 1), colour)

    def _span(self) -> tuple[float, float]:
        return HANDLE_PX / 2 + 2, max(1.0, self.width() - HANDLE_PX - 4)

    def _pull(self, event: QMouseEvent) -> None:
        frame = self.frame_at(event.position().x())
        if frame == self.value():
            self.pulled.emit(frame)  # a press where the handle is, too
        else:
            self.setValue(frame)

    def _on_value(self, value: int) -> None:
        if not self._quiet:
            self.pulled.emit(value)


def stretches(frames: Sequence[int]) -> list[tuple[int, int]]:
    """Numbers as runs without a gap: first and last of each."""
    found: list[tuple[int, int]] = []
    for frame in sorted(frames):
        if found and frame == found[-1][1] + 1:
            found[-1] = (found[-1][0], frame)
        else:
            found.append((frame, frame))
    return found
