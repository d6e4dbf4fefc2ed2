"""The menus of the rows of the sidebar: shots, saved searches, tags."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from app.ui.kit import icons, menus
from app.ui.kit.text import tr


@dataclass(frozen=True)
class Entry:
    """One line: the id its action is named by, words, keys, icon, what it does, whether it is possible now."""

    id: str
    text: str
    keys: str
    icon: str
    do: Callable[[], object]
    possible: bool = True


def open_menu(name: str, owner: QWidget, point: QPoint, entries: Sequence[Entry]) -> QMenu:
    """The menu stands open at `point` (global); it goes when it is closed."""
    menu = menus.menu(name, owner)
    for entry in entries:
        action = QAction(f"{tr(entry.text)}\t{entry.keys}" if entry.keys else tr(entry.text), menu)
        action.setObjectName(f"{name}_{entry.id}")
        if entry.icon:
            icons.set_icon(action, entry.icon)
        action.setEnabled(entry.possible)
        action.triggered.connect(_without_argument(entry.do))
        menu.addAction(action)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(point)
    return menu


def _without_argument(function: Callable[[], object]) -> Callable[[bool], None]:
    def triggered(_checked: bool = False) -> None:
        function()

    return triggered
