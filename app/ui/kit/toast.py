"""What was just done, in one sentence, with the way back."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPoint, QPropertyAnimation, QRectF, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QEnterEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from app.ui.kit import theme
from app.ui.kit.buttons import icon_button, push_button
from app.ui.kit.elided import ElidedLabel
from app.ui.kit.labels import label
from app.ui.kit.shadow import ShadowUnder, paint_card
from app.ui.kit.text import tr

STAY_MS = 6000
HEIGHT_PX = 40
MARGIN_PX = 16
RISE_PX = 12


class Toast(QWidget):
    """One at a time, bottom centre of `parent`; goes after 6 s, but stays while hovered or focused.

    The action "Keyboard to the notification" (F8) calls `take_focus`.
    """

    def __init__(self, parent: QWidget, stay_ms: int = STAY_MS) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self._host = parent
        self._on_action: Callable[[], object] | None = None
        self._before: QWidget | None = None  # had the focus before the toast
        self._bottom_px = 0
        self._shadow = ShadowUnder(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(stay_ms)
        self._timer.timeout.connect(self.dismiss)
        self._slide = QPropertyAnimation(self, b"pos", self)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._sentence = ElidedLabel(mode="end", parent=self)
        self._sentence.setObjectName("toast_text")
        self._action = push_button("", "toast_action", "link", on_click=self._act, parent=self)
        self._keys = label("", "small", "text-2", parent=self)
        words = tr("Dismiss")
        self._close = icon_button("x", words, "toast_close", "Esc", True, on_click=self.dismiss)
        self._lay_out()
        parent.installEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)
        self._shadow.hide()
        self.hide()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 8, 0)
        row.setSpacing(4)
        row.addWidget(self._sentence)
        row.addSpacing(12)
        row.addWidget(self._action)
        row.addWidget(self._keys)
        row.addSpacing(4)
        row.addWidget(self._close)

    def show_message(
        self,
        text: str,
        action: str = "",
        on_action: Callable[[], object] | None = None,
        shortcut: str = "",
    ) -> None:
        """Shows `text` in place of what was shown; `action` ("Undo") is a button if `on_action` is given."""
        self._on_action = on_action
        self._sentence.setText(text)
        self.setAccessibleName(text)
        has_action = bool(action) and on_action is not None
        self._action.setText(action)
        self._action.setAccessibleName(action or tr("No action"))
        self._action.setVisible(has_action)
        self._keys.setText(shortcut)
        self._keys.setVisible(has_action and bool(shortcut))
        appears = self.isHidden()
        self._place()
        self._shadow.show()
        self._shadow.raise_()
        self.show()
        self.raise_()
        if appears:
            self._rise()
        self._restart()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def text(self) -> str:
        """The sentence shown, or shown last."""
        return self._sentence.text()

    def dismiss(self) -> None:
        """Hides the toast at once; the focus goes back to where it was."""
        self._timer.stop()
        self._slide.stop()
        if self._has_focus():
            there = self._before is not None and shiboken6.isValid(self._before) and self._before.isVisible()
            (self._before if there and self._before is not None else self._host).setFocus()
        self._on_action = None
        self.hide()
        self._shadow.hide()

    def take_focus(self) -> None:
        """The keyboard goes to the toast's button, if a toast is there."""
        if self.isVisible():
            target = self._close if self._action.isHidden() else self._action
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_bottom(self, bottom_px: int) -> None:
        """What lies at the parent's foot and is kept free (the timeline's height)."""
        self._bottom_px = bottom_px
        if self.isVisible():
            self._place()

    def _act(self) -> None:
        function = self._on_action
        self.dismiss()
        if function is not None:
            function()

    def _place(self) -> None:
        room = self._host
        height = theme.scaled(HEIGHT_PX)
        width = min(self.sizeHint().width(), room.width() - 2 * MARGIN_PX)
        self.resize(width, height)
        self._slide.stop()
        self.move((room.width() - width) // 2, room.height() - self._bottom_px - MARGIN_PX - height)
        self._shadow.follow(self.geometry())

    def _rise(self) -> None:
        duration = theme.duration_ms("normal")
        if duration:
            self._slide.setDuration(duration)
            self._slide.setStartValue(self.pos() + QPoint(0, RISE_PX))
            self._slide.setEndValue(self.pos())
            self._slide.start()

    def _restart(self) -> None:
        if self.underMouse() or self._has_focus():
            self._timer.stop()
        else:
            self._timer.start()

    def _has_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.isAncestorOf(new) and old is not None and not self.isAncestorOf(old):
            self._before = old
        if self.isVisible():
            self._restart()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._host and self.isVisible():
            self._place()
        return False

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        if self.isVisible():
            self._timer.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_card(painter, QRectF(self.rect()))
        painter.end()
