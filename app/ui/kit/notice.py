"""The bar under the toolbar that stays until it was answered: what happened, what was kept, what to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.kit import theme
from app.ui.kit.buttons import icon_button, push_button
from app.ui.kit.elided import ElidedLabel
from app.ui.kit.labels import IconLabel
from app.ui.kit.text import tr

HEIGHT_PX = 40
ICONS = {
    "info": ("info", "text-2"),
    "warn": ("triangle-alert", "warn"),
    "danger": ("octagon-alert", "danger"),
}


class Notice(QWidget):
    """40 px over the full width: an icon, one sentence, one action, and a way to put it away."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._on_action: Callable[[], object] | None = None
        self._icon = IconLabel("info", parent=self)
        self._sentence = ElidedLabel(mode="end", parent=self)
        self._action = push_button("", f"{name}_action", "link", on_click=self._act, parent=self)
        self._close = icon_button("x", tr("Dismiss"), f"{name}_close", small=True, on_click=self.dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._sentence, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self.hide()

    def show_notice(
        self,
        text: str,
        kind: Literal["info", "warn", "danger"] = "warn",
        action: str = "",
        on_action: Callable[[], object] | None = None,
    ) -> None:
        """Shows `text` until it is dismissed, its action is taken, or another notice comes."""
        self._on_action = on_action
        self._icon.set_icon(*ICONS[kind])
        self._sentence.setText(text)
        self.setAccessibleName(text)
        self._action.setText(action)
        self._action.setAccessibleName(action or tr("No action"))
        self._action.setVisible(bool(action) and on_action is not None)
        self.setFixedHeight(theme.scaled(HEIGHT_PX))
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def text(self) -> str:
        """The sentence shown, or shown last."""
        return self._sentence.text()

    def dismiss(self) -> None:
        """Hides the notice."""
        self._on_action = None
        self.hide()

    def _act(self) -> None:
        function = self._on_action
        self.dismiss()
        if function is not None:
            function()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(QRectF(self.rect()), theme.colour("raised"))
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), theme.colour("line"))
        painter.end()
