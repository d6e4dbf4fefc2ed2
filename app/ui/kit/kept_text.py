"""A field of several lines whose text is given out once, when it is left."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.ui.kit import theme

LENGTH = 100_000


class KeptText(QPlainTextEdit):
    """Belongs to one thing at a time (`of`); going to another keeps what was typed for the first."""

    left = Signal(str, str)  # of, text: only when it was changed

    def __init__(self, name: str, title: str, placeholder: str, height_px: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setFixedHeight(height_px)
        theme.set_font(self, "body")
        self._of: str | None = None
        self._stored = ""

    def set_text(self, of: str | None, text: str, editable: bool) -> None:
        """Shows the text of this thing. What is being typed for the same thing stays."""
        if of != self._of:
            self.keep()
        elif self.toPlainText() != self._stored and self.hasFocus():
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
