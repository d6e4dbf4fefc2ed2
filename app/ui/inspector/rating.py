"""Five stars to click: the rating of an item, or of all that are selected."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.inspector import strip_paint as draw
from app.ui.kit import icons, theme, tokens
from app.ui.kit.text import tr

STARS = 5
CELL_PX = 24


class Rating(QWidget):
    """A click on the star of the rating in force takes it away. Keys: ← and →, 0 to 5. None: not all have the same."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector_rating")
        self.setAccessibleName(tr("Rating"))
        self.setToolTip(tr("Rating  0–5"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._value: int | None = 0
        self._hovered = 0
        self._describe()
        theme.theme_changed.connect(self.update)

    def set_value(self, value: int | None, editable: bool) -> None:
        """Shows this rating."""
        self._value = value
        self.setEnabled(editable)
        self._describe()
        self.update()

    def value(self) -> int | None:
        """What is shown."""
        return self._value

    def star_rect(self, star: int) -> QRect:
        """Where this star is, 1 to 5."""
        return QRect((star - 1) * CELL_PX, 0, CELL_PX, CELL_PX)

    def sizeHint(self) -> QSize:
        return QSize(STARS * CELL_PX, CELL_PX)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _describe(self) -> None:
        words = tr("mixed") if self._value is None else tr("{n} of 5", n=self._value) if self._value else tr("not rated")
        self.setAccessibleDescription(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        shown = self._hovered or self._value or 0
        for star in range(1, STARS + 1):
            cell = self.star_rect(star)
            lit = star <= shown
            role = "text-off" if not self.isEnabled() else "accent" if lit else "text-3"
            at = (CELL_PX - tokens.ICON) // 2
            mixed = self._value is None and not self._hovered  # a dash is no star
            icon = "minus" if mixed else "star-filled" if lit else "star"
            painter.drawPixmap(cell.left() + at, at, icons.pixmap(icon, tokens.ICON, role, self.devicePixelRatioF()))
        if self.hasFocus():
            draw.ring_inside(painter, QRectF(self.rect()))
        painter.end()

    # -- gestures ----------------------------------------------------------------------------------------------------

    def _star_at(self, event: QMouseEvent) -> int:
        point = event.position().toPoint()
        return min(STARS, point.x() // CELL_PX + 1) if self.rect().contains(point) else 0

    def mousePressEvent(self, event: QMouseEvent) -> None:
        star = self._star_at(event)
        if event.button() == Qt.MouseButton.LeftButton and star:
            self.chosen.emit(0 if star == self._value else star)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._star_at(event))

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()

    def _hover(self, star: int) -> None:
        if star != self._hovered:
            self._hovered = star
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        value, key = self._value or 0, event.key()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            wanted = max(0, min(STARS, value + (1 if key == Qt.Key.Key_Right else -1)))
        elif plain and Qt.Key.Key_0 <= key <= Qt.Key.Key_5:
            wanted = key - Qt.Key.Key_0
        else:
            super().keyPressEvent(event)
            return
        if wanted != self._value:
            self.chosen.emit(wanted)
