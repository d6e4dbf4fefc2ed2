"""The line above a page: what it is, how many there are, the way to its trash, and its buttons."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.ui.kit import theme
from app.ui.kit.buttons import icon_button
from app.ui.kit.labels import label
from app.ui.kit.text import counted, number, tr

HEIGHT_PX = 40


class PageHead(QWidget):
    """`trash_toggled` says whether the page shows its trash; the button is there while there is something in it."""

    trash_toggled = Signal(bool)

    def __init__(self, name: str, title: str, icon_buttons: list[QPushButton], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._title = title
        self.title = label(title, "strong", parent=self)
        self._count = label("", "small", "text-3", parent=self)
        self._in_trash = label("", "small", "text-2", parent=self)
        self.trash = icon_button("trash-2", tr("Show what is in Trash"), f"{name}_trash", small=True, checkable=True, parent=self)
        self.trash.toggled.connect(self._toggled)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self.title)
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self._in_trash)
        row.addWidget(self.trash)
        for button in icon_buttons:
            row.addWidget(button)
        self._fit()
        theme.theme_changed.connect(self._fit)

    def set_counts(self, shown: int, in_trash: int) -> None:
        """So many are shown, so many are in the trash."""
        self._count.setText(number(shown))
        there = in_trash > 0 or self.trash.isChecked()
        self.trash.setVisible(there)
        self._in_trash.setVisible(there)
        self._in_trash.setText("" if self.trash.isChecked() else counted(in_trash, "1 in Trash", "{n} in Trash"))

    def _toggled(self, on: bool) -> None:
        self.title.setText(tr("{page} in Trash", page=self._title) if on else self._title)
        words = tr("Leave Trash") if on else tr("Show what is in Trash")
        self.trash.setToolTip(words)
        self.trash.setAccessibleName(words)
        self.trash_toggled.emit(on)

    def _fit(self) -> None:
        self.setFixedHeight(theme.scaled(HEIGHT_PX))
