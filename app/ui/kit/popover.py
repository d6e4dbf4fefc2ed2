"""A card that floats over the window, below the button that opened it; Esc or a click elsewhere closes it."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.kit.buttons import icon_button
from app.ui.kit.labels import label
from app.ui.kit.shadow import ShadowUnder, paint_card
from app.ui.kit.text import tr

MARGIN_PX = 8


class Popover(QWidget):
    """A title, room for content (`body`), and a close button; `open_at` shows it, one edge on the opener's."""

    def __init__(self, name: str, title: str, window: QWidget, width_px: int = 400) -> None:
        super().__init__(window)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setFixedWidth(width_px)
        self._window = window
        self._opener: QWidget | None = None
        self._before: QWidget | None = None  # had the focus when it opened
        self._above = False
        self.anchor: QRect | None = None  # in the opener; None: all of it
        self._shadow = ShadowUnder(window)
        self._shadow.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 8, 16)
        column.setSpacing(8)
        self.head = QHBoxLayout()
        self.head.setSpacing(4)
        self.title = label(title, "strong", parent=self)
        self.head.addWidget(self.title, 1)
        self.head.addWidget(icon_button("x", tr("Close"), f"{name}_close", "Esc", True, on_click=self.dismiss, parent=self))
        column.addLayout(self.head)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 8, 0)
        self.body.setSpacing(8)
        column.addLayout(self.body)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()

    def toggle_at(self, opener: QWidget, *, above: bool = False) -> None:
        """Opens it at `opener`, or closes it if it is open."""
        if self.isVisible():
            self.dismiss()
        else:
            self.open_at(opener, above=above)

    def open_at(self, opener: QWidget, *, above: bool = False) -> None:
        """Shows it below (or above) the opener, or `anchor` in it, and inside the window."""
        self._opener, self._above, self._before = opener, above, QApplication.focusWidget()
        self.show()
        self.place()
        self._shadow.show()
        self._shadow.raise_()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def place(self) -> None:
        """It stands at its opener again, in its present height (after its content changed)."""
        if self._opener is None or not self.isVisible():
            return
        self.adjustSize()
        inside = self.anchor or self._opener.rect()
        anchor = QRect(self._opener.mapTo(self._window, inside.topLeft()), inside.size())
        left = min(anchor.left(), self._window.width() - self.width() - MARGIN_PX)
        top = anchor.top() - self.height() - MARGIN_PX if self._above else anchor.bottom() + MARGIN_PX
        top = max(MARGIN_PX, min(top, self._window.height() - self.height() - MARGIN_PX))
        self.move(max(MARGIN_PX, left), top)
        self._shadow.follow(self.geometry())

    def dismiss(self) -> None:
        """Hides it; the focus goes back to the opener, or to where it was if that is not to be seen."""
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self.hide()
        self._shadow.hide()
        for target in (self._opener, self._before):
            if target is not None and shiboken6.isValid(target) and target.isVisible():
                target.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent) and isinstance(watched, QWidget):
            inside = watched is self or self.isAncestorOf(watched)
            on_opener = self._opener is not None and (watched is self._opener or self._opener.isAncestorOf(watched))
            if self.isVisible() and not inside and not on_opener and watched.window() is self._window.window():
                self.dismiss()
        elif event.type() == QEvent.Type.Resize and watched is self._window:
            self.place()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_card(painter, QRectF(self.rect()))
        painter.end()
