"""The menu of a shot in the sidebar."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from app.ui.kit import icons, menus
from app.ui.kit.text import tr

ENTRIES = (  # id, text, key, icon, whether it writes
    ("items", "Show its items", "Enter", "images", False),
    ("rename", "Rename", "F2", "pencil", True),
    ("duplicate", "Duplicate", "Ctrl+D", "copy", True),
    ("delete", "Delete", "Del", "trash-2", True),
)


def open_menu(owner: QWidget, point: QPoint, writable: bool, handlers: Mapping[str, Callable[[], object]]) -> QMenu:
    """The menu stands open at `point` (global); it goes when it is closed."""
    menu = menus.menu("shot_menu", owner)
    for entry, text, key, icon, writes in ENTRIES:
        action = QAction(f"{tr(text)}\t{key}", menu)
        action.setObjectName(f"shot_{entry}")
        icons.set_icon(action, icon)
        action.setEnabled(writable or not writes)
        action.triggered.connect(_without_argument(handlers[entry]))
        menu.addAction(action)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(point)
    return menu


def _without_argument(function: Callable[[], object]) -> Callable[[bool], None]:
    def triggered(_checked: bool = False) -> None:
        function()

    return triggered
