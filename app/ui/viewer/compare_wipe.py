"""The line between two pictures of which one lies over the other: where it stands, and the knob that is dragged."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui.kit import icons, theme, tokens
from app.ui.kit.text import tr

LINE_PX = 2
EDGE_PX = 1
KNOB_PX = 32
STEP = 0.02  # of [ and ]


def line_x(area: QRect, at: float) -> int:
    """Where the line is: 0 is the left edge of the pictures' area, 1 the right one."""
    return area.left() + round(area.width() * min(1.0, max(0.0, at)))


def place_of(area: QRect, x: int) -> float:
    """What part of the area is left of x."""
    return min(1.0, max(0.0, (x - area.left()) / area.width())) if area.width() > 0 else 0.5


def right_of(area: QRect, at: float) -> QRect:
    """What the second picture covers."""
    x = line_x(area, at)
    return QRect(x, area.top(), max(0, area.left() + area.width() - x), area.height())


def stepped(at: float, steps: int) -> float:
    """The line so many steps further, on a whole step."""
    return min(1.0, max(0.0, round(at / STEP + steps) * STEP))


class WipeLine(QWidget):
    """As wide as its knob; the line runs through its middle. `moved` says where the line is wanted."""

    moved = Signal(float)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("compare_wipe")
        self.setAccessibleName(tr("Line between A and B"))
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area = QRect()
        self._grabbed: int | None = None  # how far from the line it was taken
        self.hide()

    def place(self, area: QRect, at: float) -> None:
        """The line stands there in this area of its parent."""
        self._area = area
        x = line_x(area, at)
        self.setGeometry(x - KNOB_PX // 2, area.top(), KNOB_PX, area.height())
        self.setAccessibleDescription(tr("{percent} % from the left", percent=round(at * 100)))

    def knob(self) -> QRect:
        """The round grip in the middle of the line."""
        made = QRect(0, 0, KNOB_PX, KNOB_PX)
        made.moveCenter(QPoint(KNOB_PX // 2, self.height() // 2))
        return made

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._grabbed = round(event.position().x()) - KNOB_PX // 2

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is not None:
            self.moved.emit(place_of(self._area, self.x() + round(event.position().x()) - self._grabbed))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grabbed = None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        white, dark = theme.colour("on-scrim"), theme.colour("viewer")
        left = KNOB_PX // 2 - LINE_PX // 2
        painter.fillRect(left - EDGE_PX, 0, LINE_PX + 2 * EDGE_PX, self.height(), dark)
        painter.fillRect(left, 0, LINE_PX, self.height(), white)
        knob = self.knob()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(dark)
        painter.setBrush(white)
        painter.drawEllipse(knob.adjusted(1, 1, -1, -1))
        sign = icons.pixmap("move-horizontal", tokens.ICON, "viewer", self.devicePixelRatioF())
        painter.drawPixmap(knob.center() - QPoint(tokens.ICON // 2 - 1, tokens.ICON // 2 - 1), sign)
        painter.end()
