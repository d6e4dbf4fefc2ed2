"""How sections of the inspector are built: a head of 32 px, then content with the panel's inset, a line between."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.kit import theme
from app.ui.kit.labels import label

HEAD_PX = 32
INSET_PX = 16


class Line(QWidget):
    """A line of 1 px with room around it."""

    def __init__(self, parent: QWidget, above: int = 8, below: int = 4) -> None:
        super().__init__(parent)
        fill = QWidget(self)
        fill.setProperty("ground", "line")
        fill.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        fill.setFixedHeight(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(INSET_PX, above, INSET_PX, below)
        column.setSpacing(0)
        column.addWidget(fill)


class Head(QWidget):
    """The title of a section; what acts on it stands at the right."""

    clicked = Signal()

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._title = label(title, "strong", parent=self)
        self._count = label("", "body", "text-3", parent=self)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(INSET_PX, 0, 12, 0)
        self.row.setSpacing(8)
        self.row.addWidget(self._title)
        self.row.addWidget(self._count)
        self.row.addStretch(1)
        self.setFixedHeight(theme.scaled(HEAD_PX))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def set_title(self, title: str) -> None:
        """Says something else."""
        self._title.setText(title)

    def title(self) -> str:
        """What it says."""
        return self._title.text()

    def set_count(self, text: str) -> None:
        """The number behind the title; empty for none."""
        self._count.setText(text)

    def count(self) -> str:
        """The number behind the title."""
        return self._count.text()


def column(owner: QWidget) -> QVBoxLayout:
    """A layout from top to bottom without margins."""
    made = QVBoxLayout(owner)
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(0)
    return made


def inset(content: QWidget, owner: QWidget, above: int = 0, below: int = 0, side: int = INSET_PX) -> QWidget:
    """`content` with the panel's inset at both sides, or another one."""
    made = QWidget(owner)
    box = QVBoxLayout(made)
    box.setContentsMargins(side, above, side, below)
    box.setSpacing(0)
    box.addWidget(content)
    return made
