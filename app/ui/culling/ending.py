"""The card at the end: what was decided, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.library.culling import Sums
from app.ui.culling import words
from app.ui.kit.buttons import push_button
from app.ui.kit.labels import label
from app.ui.kit.shadow import paint_card
from app.ui.kit.text import tr

WIDTH_PX = 440


class Ending(QWidget):
    """Sums and three ways on; stands in the middle of the mode."""

    def __init__(self, on_trash: Callable[[], object], on_back: Callable[[], object], on_next: Callable[[], object],
                 parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("cull_ending")
        self.setFixedWidth(WIDTH_PX)
        self._title = label("", "title", parent=self)
        self._line = label("", "body", "text-2", wrap=True, parent=self)
        self._line.setObjectName("cull_sums")
        self.next = push_button(tr("Next unrated"), "cull_next", on_click=on_next, parent=self)
        self.trash = push_button("", "cull_trash", on_click=on_trash, parent=self)
        self.back = push_button(tr("Back to the gallery"), "cull_done", "primary", on_click=on_back, parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._line)
        column.addSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for button in (self.next, self.trash, self.back):
            row.addWidget(button)
        column.addLayout(row)
        self.hide()

    def show_sums(self, sums: Sums, rejected: int, writable: bool) -> None:
        """The list came to this; `rejected` is the number of the whole project, which the trash button takes."""
        self._title.setText(words.left(sums) if sums.left else tr("All {n} are judged", n=sums.all))
        self._line.setText(words.sums_line(sums))
        self.setAccessibleName(f"{self._title.text()}. {self._line.text()}")
        self.next.setVisible(sums.left > 0)
        self.trash.setVisible(rejected > 0)
        self.trash.setEnabled(writable)
        text = (tr("Move rejected to Trash") if rejected == sums.rejected else
                tr("Move all {n} rejected to Trash", n=rejected))
        self.trash.setText(text)
        self.trash.setAccessibleName(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_card(painter, QRectF(self.rect()))
        painter.end()

    def take_focus(self) -> None:
        """The keyboard is on the safe button."""
        (self.next if self.next.isVisible() else self.back).setFocus(Qt.FocusReason.OtherFocusReason)


