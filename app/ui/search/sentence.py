"""The sentence below the search field that says what is wrong with a word."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QLineEdit

from app.ui.kit import theme, tokens
from app.ui.kit.shadow import paint_card

INSET_PX = 8
LEAST_PX = 160
MOST_PX = 400


class Sentence(QLabel):
    """Floats below the field over what is there, since a bar has no room for it."""

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(field)
        self._field = field
        self._taken_px = 0
        self.setObjectName("search_error")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setContentsMargins(INSET_PX, 4, INSET_PX, 4)
        theme.set_font(self, "small")
        theme.set_ink(self, "danger")
        self.hide()

    def say(self, sentence: str) -> None:
        """Shows the sentence, or goes."""
        self.setText(sentence)
        self.setAccessibleName(sentence)
        window = self._field.window()
        if sentence and self.parent() is not window:
            self.setParent(window)
            window.installEventFilter(self)
        self.setVisible(bool(sentence))
        self.place()

    def keep_below(self, taken_px: int) -> None:
        """So much below the field is taken by something else."""
        self._taken_px = taken_px
        self.place()

    def place(self) -> None:
        """Just below the field, or below what is there already."""
        if self.isHidden() or not self.text():
            return
        width = max(self._field.width(), LEAST_PX)
        self.setFixedWidth(width)
        room = QRect(0, 0, width - 2 * INSET_PX, MOST_PX)
        text = self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, self.text())
        self.setFixedHeight(text.height() + INSET_PX)
        self.move(self._field.mapTo(self._field.window(), QPoint(0, self._field.height() + 4 + self._taken_px)))
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_card(painter, QRect(self.rect()).toRectF(), tokens.RADIUS_CONTROL)
        painter.end()
        super().paintEvent(event)
