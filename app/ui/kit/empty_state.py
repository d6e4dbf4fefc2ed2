"""What stands where nothing is: what this place is for, and the way to fill it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.kit import theme, tokens
from app.ui.kit.buttons import Kind, push_button
from app.ui.kit.labels import IconLabel, label

LINE_WIDTH_PX = 288


@dataclass(frozen=True)
class Choice:
    """A button of an empty state; `name` is its object name."""

    text: str
    name: str
    do: Callable[[], object]


class EmptyState(QWidget):
    """An icon, a title, a line and up to two buttons in the middle; the first is the primary one."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._icon = IconLabel("image", "text-3", tokens.ICON_EMPTY, self)
        self._title = label("", "title", parent=self)
        self._line = label("", "body", "text-2", wrap=True, parent=self)
        self._line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._lay_out()
        theme.theme_changed.connect(self._fit_line)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(0)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addStretch(1)
        column.addWidget(self._icon, 0, centre)
        column.addSpacing(16)
        column.addWidget(self._title, 0, centre)
        column.addSpacing(4)
        column.addWidget(self._line, 0, centre)
        column.addSpacing(16)
        column.addLayout(self._buttons)
        column.addStretch(1)
        self._buttons.setAlignment(centre)

    def set_content(self, icon: str, title: str, line: str = "", choices: Sequence[Choice] = ()) -> None:
        """Says something else. An empty `icon`, `title` or `line` takes no room."""
        if icon:
            self._icon.set_icon(icon, "text-3")
        self._icon.setVisible(bool(icon))
        for words, text in ((self._title, title), (self._line, line)):
            words.setText(text)
            words.setVisible(bool(text))
        self._fit_line()
        self.setAccessibleName(". ".join(part for part in (title, line) if part))
        self._replace_buttons(choices[:2])

    def _fit_line(self) -> None:
        """A wrapped label in the middle of a layout does not ask for the height it needs."""
        self._line.ensurePolished()
        self._line.setFixedSize(LINE_WIDTH_PX, max(0, self._line.heightForWidth(LINE_WIDTH_PX)))

    def _replace_buttons(self, choices: Sequence[Choice]) -> None:
        while (item := self._buttons.takeAt(0)) is not None:
            if (button := item.widget()) is not None:
                button.hide()
                button.deleteLater()
        for place, choice in enumerate(choices):
            kind: Kind = "secondary" if place else "primary"
            made = push_button(choice.text, choice.name, kind, on_click=choice.do, parent=self)
            self._buttons.addWidget(made)
            made.show()
