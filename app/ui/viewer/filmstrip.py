"""The neighbours in the gallery's order, the one that is looked at in the middle. Painted; positions by arithmetic."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.kit import theme, tokens
from app.ui.kit.text import tr
from app.ui.kit.thumbs import Thumbs
from app.ui.viewer.items import Items

HEIGHT_PX = 88
THUMB = QSize(80, 45)
PITCH_PX = THUMB.width() + 8
RING_AWAY_PX = 3
NOTCH = 120


class Filmstrip(QWidget):
    """A click or the wheel goes to a neighbour; the arrow keys are the page's."""

    row_wanted = Signal(int)

    def __init__(self, items: Items, thumbs: Thumbs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("viewer_filmstrip")
        self.setAccessibleName(tr("Neighbours"))
        self.setFixedHeight(HEIGHT_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self._items, self._thumbs = items, thumbs
        self._turned = 0
        thumbs.cache.ready.connect(self._on_thumbnails)
        theme.theme_changed.connect(self.update)

    def cell(self, row: int) -> QRect:
        """Where the picture of a row is."""
        left = (self.width() - THUMB.width()) // 2 + (row - self._items.row()) * PITCH_PX
        return QRect(QPoint(left, (self.height() - THUMB.height()) // 2), THUMB)

    def row_at(self, at: QPoint) -> int:
        """The row whose picture is under a point; -1 between them."""
        middle = (self.width() - THUMB.width()) // 2
        row = self._items.row() + (at.x() - middle) // PITCH_PX
        return row if 0 <= row < self._items.count() and self.cell(row).contains(at) else -1

    def visible_rows(self) -> range:
        """The rows of which something is seen."""
        each_side = self.width() // 2 // PITCH_PX + 1
        row = self._items.row()
        return range(max(0, row - each_side), min(self._items.count(), row + each_side + 1))

    def _on_thumbnails(self, _locations: set[str]) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.colour("panel"))
        if self._items.row() >= 0:
            for row in self.visible_rows():
                card = self._items.card(row)
                self._thumbs.paint(painter, self.cell(row), card.thumbnail_url if card is not None else None)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("accent"), tokens.RING_PX))
            away = RING_AWAY_PX
            ring = QRectF(self.cell(self._items.row())).adjusted(-away, -away, away, away)
            painter.drawRoundedRect(ring, tokens.RADIUS_CONTROL, tokens.RADIUS_CONTROL)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self.row_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and row >= 0:
            self.row_wanted.emit(row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self.row_at(event.position().toPoint()) >= 0
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A notch is a neighbour; fine wheels and touch pads add up to notches."""
        turned = event.angleDelta()
        self._turned -= turned.y() or turned.x()
        steps = int(self._turned / NOTCH)
        if steps:
            self._turned -= steps * NOTCH
            row = min(max(0, self._items.row() + steps), self._items.count() - 1)
            if row != self._items.row():
                self.row_wanted.emit(row)
        event.accept()

    def sizeHint(self) -> QSize:
        return QSize(640, HEIGHT_PX)
