"""A field of several lines whose text is given out once, when it is left: notes, captions."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.ui.kit import theme

LEAST_LINES = 2
MOST_LINES = 10
FRAME_PX = 14  # the sheet's borders and paddings and the document's own edge
LENGTH = 100_000


class KeptText(QPlainTextEdit):
    """Belongs to one thing at a time (`of`); going to another keeps what was typed for the first."""

    left = Signal(str, str)  # of, text: only when it was changed

    def __init__(self, name: str, title: str, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(2)
        theme.set_font(self, "body")
        self._of: str | None = None
        self._stored = ""
        self.textChanged.connect(self._fit)
        theme.theme_changed.connect(self._fit)
        self._fit()

    def set_text(self, of: str | None, text: str, editable: bool) -> None:
        """Shows the text of this thing. What is being typed for the same thing stays."""
        if of != self._of:
            self.keep()
        elif self.toPlainText() != self._stored:
            self._stored = text
            return
        self.setReadOnly(not editable)
        self._of, self._stored = of, text
        if text != self.toPlainText():
            self.setPlainText(text)

    def keep(self) -> None:
        """What was typed is given out, once."""
        text = self.toPlainText()[:LENGTH]
        if self._of is not None and text != self._stored:
            self._stored = text
            self.left.emit(self._of, text)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.keep()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.accept()  # single letters are text here
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as its text, within limits; then it scrolls."""
        line = QFontMetricsF(theme.font("body")).lineSpacing()
        lines = max(LEAST_LINES, min(MOST_LINES, self._count_lines()))
        height = math.ceil(lines * line) + FRAME_PX
        if height != self.height():
            self.setFixedHeight(height)

    def _count_lines(self) -> int:
        return round(self.document().size().height())  # QPlainTextDocumentLayout counts in lines
