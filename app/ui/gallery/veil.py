"""What lies over the gallery while files are held over it: where they will go."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.ui.kit import icons, theme, tokens

INSET_PX = 12
COVER = 0.92
UP_PX = 40


class DropVeil(QWidget):
    """A dashed frame and one sentence; the mouse goes through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._host = parent
        self.setObjectName("galleryDropVeil")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def cover(self, sentence: str) -> None:
        """It lies over its parent and says this."""
        self.setAccessibleName(sentence)
        self.setGeometry(self._host.rect())
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = INSET_PX + tokens.RING_PX / 2
        area = QRectF(self.rect()).adjusted(inside, inside, -inside, -inside)
        painter.setOpacity(COVER)
        painter.fillRect(self.rect(), theme.colour("accent-wash"))
        painter.setOpacity(1.0)
        painter.setPen(QPen(theme.colour("accent"), tokens.RING_PX, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(area, tokens.RADIUS_CARD, tokens.RADIUS_CARD)
        icon = icons.pixmap("images", tokens.ICON_EMPTY, "text-2", self.devicePixelRatioF())
        middle = self.rect().center()
        painter.drawPixmap(middle.x() - tokens.ICON_EMPTY // 2, middle.y() - UP_PX, icon)
        painter.setPen(theme.colour("text"))
        painter.setFont(theme.font("title"))
        painter.drawText(area.adjusted(16, 24, -16, 0), Qt.AlignmentFlag.AlignCenter, self.accessibleName())
        painter.end()
