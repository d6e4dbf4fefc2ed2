"""What could be typed next, below the search field: it never takes the focus, and stays until the next list is there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.library.suggesting import Suggestion
from app.ui.kit import theme, tokens
from app.ui.kit.shadow import ShadowUnder, paint_card
from app.ui.kit.text import counted, number, tr

INSET_PX = 4
ROW_PX = 28
TEXT_PX = 8
LEAST_PX = 280
BELOW_PX = 4
KEY_PX = 80  # sentences about keys begin below each other


class SuggestionPopup(QWidget):
    """`current` is the row that the arrow keys chose, -1 while none is; a click takes a row."""

    taken = Signal(object)  # Suggestion

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self.setObjectName("search_suggestions")
        self.setAccessibleName(tr("Suggestions"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self._field = field
        self._shadow: ShadowUnder | None = None
        self._rows: list[Suggestion] = []
        self.current = -1
        self._hovered = -1  # under the pointer: Enter does not take it
        self.hide()

    # -- what it shows -----------------------------------------------------------------------------------------------

    def show_rows(self, rows: Sequence[Suggestion]) -> None:
        """These are offered; none: it is closed. The row that was chosen stays chosen if it is still there."""
        if not rows:
            self.close_up()
            return
        chosen = self.suggestion()
        self._rows = list(rows)
        self.current = next((at for at, row in enumerate(rows) if chosen is not None and row.text == chosen.text), -1)
        self._speak()
        self._adopt()
        self.place()
        self.show()
        if self._shadow is not None:
            self._shadow.show()
        self.raise_()
        self.update()

    def rows(self) -> list[Suggestion]:
        """What is offered; nothing while it is closed."""
        return [] if self.isHidden() else list(self._rows)

    def suggestion(self) -> Suggestion | None:
        """The row that is chosen."""
        return self._rows[self.current] if 0 <= self.current < len(self._rows) else None

    def step(self, by: int) -> None:
        """The next row, or the one before, is chosen; past the ends none is."""
        stops = len(self._rows) + 1
        self.current = (self.current + 1 + by) % stops - 1
        self._speak()
        self.update()

    def close_up(self) -> None:
        """Nothing is offered."""
        self._rows, self.current = [], -1
        self.hide()
        if self._shadow is not None:
            self._shadow.hide()

    def _speak(self) -> None:
        chosen = self.suggestion()
        self.setAccessibleDescription(spoken(chosen) if chosen is not None
                                      else counted(len(self._rows), "1 suggestion", "{n} suggestions"))

    def _adopt(self) -> None:
        """It belongs to the window, over everything in it."""
        window = self._field.window()
        if self.parent() is not window:
            self.setParent(window)
            self._shadow = ShadowUnder(window)

    def place(self) -> None:
        """Just below the field, at least so wide that its words have room."""
        window = self._field.window()
        width = min(max(LEAST_PX, self._field.width()), window.width() - 16)
        at = self._field.mapTo(window, QPoint(0, self._field.height() + BELOW_PX))
        self.setGeometry(min(at.x(), window.width() - width - 8), at.y(), width,
                         2 * INSET_PX + len(self._rows) * theme.scaled(ROW_PX))
        if self._shadow is not None:
            self._shadow.follow(self.geometry())
            self._shadow.raise_()

    # -- pointer -----------------------------------------------------------------------------------------------------

    def row_rect(self, row: int) -> QRect:
        """Where a row stands."""
        high = theme.scaled(ROW_PX)
        return QRect(INSET_PX, INSET_PX + row * high, self.width() - 2 * INSET_PX, high)

    def _row_at(self, point: QPoint) -> int:
        return next((row for row in range(len(self._rows)) if self.row_rect(row).contains(point)), -1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position().toPoint())
        if row != self._hovered:
            self._hovered = row
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hovered = -1
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # what lies below does not hear of it

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position().toPoint())
        if row >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.taken.emit(self._rows[row])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_card(painter, QRectF(self.rect()))
        for row, offered in enumerate(self._rows):
            self._paint_row(painter, self.row_rect(row), offered, row)
        painter.end()

    def _paint_row(self, painter: QPainter, area: QRect, offered: Suggestion, row: int) -> None:
        chosen = row == self.current
        if chosen or row == self._hovered:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent-fill" if chosen else "hover"))
            painter.drawRoundedRect(QRectF(area), tokens.RADIUS_CONTROL, tokens.RADIUS_CONTROL)
        inner = area.adjusted(TEXT_PX, 0, -TEXT_PX, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        count = "" if offered.count is None else number(offered.count)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("on-accent" if chosen else "text-3"))
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, count)
        taken = round(QFontMetricsF(painter.font()).horizontalAdvance(count)) + TEXT_PX if count else 0
        words, left = inner.adjusted(0, 0, -taken, 0), middle | Qt.AlignmentFlag.AlignLeft
        name, about = parts(offered)
        body = QFontMetricsF(theme.font("body"))
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("on-accent" if chosen else "text"))
        painter.drawText(words, left, body.elidedText(name, Qt.TextElideMode.ElideMiddle, words.width()))
        rest = words.adjusted(max(KEY_PX, round(body.horizontalAdvance(name)) + TEXT_PX), 0, 0, 0)
        if about and rest.width() > 0:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("on-accent" if chosen else "text-3"))
            painter.drawText(rest, left, QFontMetricsF(painter.font()).elidedText(
                about, Qt.TextElideMode.ElideRight, rest.width()))


def parts(offered: Suggestion) -> tuple[str, str]:
    """(what a row is called, what is told of it): a value by its label, a key by itself with what it is for."""
    key = offered.text.endswith(":") or ":" not in offered.text
    return (offered.text, offered.label if offered.label != offered.text else "") if key else (offered.label, "")


def spoken(offered: Suggestion) -> str:
    """What is said of a row."""
    said = ", ".join(part for part in parts(offered) if part)
    return said if offered.count is None else f"{said}, {counted(offered.count, '1 item', '{n} items')}"
