"""What lies over the gallery while files are held over it: where they will go."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.ui.kit import theme, tokens
from app.ui.kit.text import tr

INSET_PX = 12
COVER = 0.9


class DropVeil(QWidget):
    """A dashed frame and one sentence; the mouse goes through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("galleryDropVeil")
        self.setAccessibleName(tr("Drop to import into the library"))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def cover(self, show: bool) -> None:
        """It lies over its parent, or not."""
        if show:
            self.setGeometry(self.parentWidget().rect())
            self.raise_()
        self.setVisible(show)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = INSET_PX + tokens.RING_PX / 2
        area = QRectF(self.rect()).adjusted(inside, inside, -inside, -inside)
        painter.setOpacity(COVER)
        painter.fillRect(self.rect(), theme.colour("canvas"))
        painter.fillRect(area, theme.colour("accent-wash"))
        painter.setOpacity(1.0)
        pen = QPen(theme.colour("accent"), tokens.RING_PX)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.drawRoundedRect(area, tokens.RADIUS_CONTROL, tokens.RADIUS_CONTROL)
        painter.setPen(theme.colour("text"))
        painter.setFont(theme.font("title"))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self.accessibleName())
        painter.end()
