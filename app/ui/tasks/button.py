"""The tasks button of the toolbar: a ring that fills, and how many tasks wait or run."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QToolButton, QWidget

from app.ui.kit import theme
from app.ui.kit.text import counted, short_number, tr

RING_PX = 16


class TasksButton(QToolButton):
    """Shows `set_tasks(count, permille)`; its room is kept when there is nothing to do, so nothing moves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tasks_button")
        self.setProperty("words", True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(RING_PX, RING_PX))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumWidth(48)
        theme.set_font(self, "body")
        theme.theme_changed.connect(self._draw)
        self._count, self._permille = 0, 0
        self.set_tasks(0, 0)

    def set_tasks(self, count: int, permille: int) -> None:
        """So many tasks wait or run; the one at work is so far."""
        self._count, self._permille = count, permille
        words = counted(count, "Tasks: 1 at work", "Tasks: {n} at work") if count else tr("Tasks: nothing to do")
        self.setAccessibleName(words)
        self.setToolTip(f"{words}  Ctrl+Shift+T")
        self.setText(f" {short_number(count)}" if count else " ")
        self._draw()

    def _draw(self) -> None:
        dpr = self.devicePixelRatioF()
        ring = QPixmap(round(RING_PX * dpr), round(RING_PX * dpr))
        ring.setDevicePixelRatio(dpr)
        ring.fill(Qt.GlobalColor.transparent)
        painter = QPainter(ring)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(2, 2, RING_PX - 4, RING_PX - 4)
        painter.setPen(QPen(theme.colour("line-strong"), 2))
        painter.drawEllipse(area)
        if self._count:
            painter.setPen(QPen(theme.colour("accent"), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawArc(area, 90 * 16, -round(self._permille * 360 * 16 / 1000))
        painter.end()
        self.setIcon(QIcon(ring))
