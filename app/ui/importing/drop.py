"""Files held over the window: a dashed frame and one sentence that names where they go."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.ui.kit import icons, theme, tokens
from app.ui.kit.text import tr


class DropOverlay(QWidget):
    """Lies over the gallery while files are held over it; the mouse goes through."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setObjectName("drop_overlay")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._sentence = ""
        self.hide()

    def show_for(self, project: str) -> None:
        """Shows that files go to this project."""
        self._sentence = tr("Import into {project}", project=project)
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wash = theme.colour("accent-wash")
        painter.setOpacity(0.92)
        painter.fillRect(self.rect(), wash)
        painter.setOpacity(1.0)
        pen = QPen(theme.colour("accent"), 2, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(12, 12, -12, -12), 8, 8)
        middle = self.rect().center()
        size = tokens.ICON_EMPTY
        pixmap = icons.pixmap("images", size, "text-2", self.devicePixelRatioF())
        painter.drawPixmap(middle.x() - size // 2, middle.y() - 40, pixmap)
        painter.setFont(theme.font("title"))
        painter.setPen(theme.colour("text"))
        painter.drawText(self.rect().adjusted(16, 24, -16, 0), Qt.AlignmentFlag.AlignCenter, self._sentence)
        painter.end()
