"""Counts in a pill."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.kit import theme
from app.ui.kit.text import short_number

HEIGHT_PX = 18
INSET_PX = 5
ROLE = "small-strong"


def pill_width(n: int) -> int:
    """How wide the pill of `n` is: at least a circle."""
    text_width = QFontMetricsF(theme.font(ROLE)).horizontalAdvance(short_number(n))
    return max(pill_height(), round(text_width + 2 * INSET_PX))


def pill_height() -> int:
    """How high pills are at the text size in force."""
    return max(HEIGHT_PX, theme.line_px(ROLE) + 2)


def paint_pill(painter: QPainter, right: float, middle: float, n: int, quiet: bool = False) -> None:
    """Paints the count `n` with its right edge at `right`; `quiet` where it does not ask for attention."""
    width, height = pill_width(n), pill_height()
    area = QRectF(right - width, middle - height / 2, width, height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("pressed" if quiet else "accent-wash"))
    painter.drawRoundedRect(area, height / 2, height / 2)
    painter.setFont(theme.font(ROLE))
    painter.setPen(theme.colour("text-2" if quiet else "accent"))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, short_number(n))
    painter.restore()


class CountPill(QWidget):
    """A count beside a word. At 0 it is empty but keeps its place, so that nothing jumps."""

    def __init__(self, name: str, meaning: str, quiet: bool = False, parent: QWidget | None = None) -> None:
        """`meaning` is what is counted, for people who hear the window ("Filters")."""
        super().__init__(parent)
        self.setObjectName(name)
        self._meaning = meaning
        self._quiet = quiet
        self._n = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_count(0)
        theme.theme_changed.connect(self.updateGeometry)

    def count(self) -> int:
        """The number shown."""
        return self._n

    def set_count(self, n: int) -> None:
        """Shows `n`."""
        self._n = n
        self.setAccessibleName(f"{self._meaning}: {short_number(n)}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(pill_width(self._n), pill_height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._n <= 0:
            return
        painter = QPainter(self)
        middle = QPointF(self.rect().center()).y() + 0.5
        paint_pill(painter, self.width(), middle, self._n, self._quiet)
        painter.end()
