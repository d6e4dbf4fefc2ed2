"""Plain labels in a type role and a colour role."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from app.ui.kit import icons, theme, tokens


def label(
    text: str = "", role: str = "body", ink: str = "text", wrap: bool = False, parent: QWidget | None = None
) -> QLabel:
    """Text as it is: no markup is read. `wrap` for sentences; names go into an `ElidedLabel`."""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    theme.set_font(made, role)
    theme.set_ink(made, ink)
    return made


class IconLabel(QLabel):
    """An icon that is not a button; follows the theme."""

    def __init__(
        self, name: str, role: str = "text-2", size: int = tokens.ICON, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setFixedSize(size, size)
        self.set_icon(name, role)
        theme.theme_changed.connect(self._draw)

    def set_icon(self, name: str, role: str) -> None:
        """Shows another icon or the same in another colour."""
        self._name, self._role = name, role
        self._draw()

    def _draw(self) -> None:
        self.setPixmap(icons.pixmap(self._name, self.width(), self._role, self.devicePixelRatioF()))
