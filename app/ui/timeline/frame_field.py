"""A small field over the lane: a frame or a length is typed where it will be seen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui.kit import theme

WIDTH_PX = 112
HEIGHT_PX = 28


class FrameField(QLineEdit):
    """Enter gives the text to `accept`, which answers whether it was understood; Esc and leaving close it."""

    def __init__(self, lane: QWidget) -> None:
        super().__init__(lane)
        self._lane = lane
        self.setObjectName("timeline_frame_field")
        self.resize(WIDTH_PX, HEIGHT_PX)
        self._accept: Callable[[str], bool] = lambda _text: False
        self.textEdited.connect(self._on_edit)
        theme.set_font(self, "body")
        self.hide()

    def ask(self, question: str, hint: str, text: str, at: QRect, accept: Callable[[str], bool]) -> None:
        """Opens over `at` of the lane, `text` selected so that typing replaces it."""
        self._accept = accept
        self.setAccessibleName(question)
        self.setToolTip(hint)
        self.setPlaceholderText(question)
        theme.set_property(self, "invalid", False)
        room = self._lane.rect()
        x = max(8, min(at.left() + 8, room.width() - WIDTH_PX - 8))
        self.move(QPoint(x, max(0, min(at.top() + 8, room.height() - HEIGHT_PX))))
        self.setText(text)
        self.selectAll()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_field(self) -> None:
        """Gone; the focus is back on the lane."""
        had_focus = self.hasFocus()
        self.hide()
        if had_focus:
            self._lane.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_return(self) -> None:
        if self._accept(self.text()):
            self.close_field()
        else:
            theme.set_property(self, "invalid", True)
            self.selectAll()

    def _on_edit(self, _text: str) -> None:
        theme.set_property(self, "invalid", False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_field()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_return()  # not to the lane below, where Enter would open the field again
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.hide()
