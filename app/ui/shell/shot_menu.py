"""The menu of a shot in the sidebar."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from app.ui.shell import row_menu
from app.ui.shell.row_menu import Entry

ENTRIES = (  # id, text, key, icon, whether it writes
    ("items", "Show its items", "Enter", "images", False),
    ("rename", "Rename", "F2", "pencil", True),
    ("duplicate", "Duplicate", "Ctrl+D", "copy", True),
    ("delete", "Delete", "Del", "trash-2", True),
)


def open_menu(owner: QWidget, point: QPoint, writable: bool, handlers: Mapping[str, Callable[[], object]]) -> QMenu:
    """The menu stands open at `point` (global); it goes when it is closed."""
    return row_menu.open_menu("shot_menu", owner, point, [
        Entry(entry, text, key, icon, handlers[entry], writable or not writes) for entry, text, key, icon, writes in ENTRIES])
