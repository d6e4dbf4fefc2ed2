"""Menus: rounded, without the system's square shadow."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget


def menu(name: str, parent: QWidget) -> QMenu:
    """An empty menu in the look of the program; `name` is its object name."""
    made = QMenu(parent)
    made.setObjectName(name)
    return style_menu(made)


def style_menu(made: QMenu) -> QMenu:
    """`made` has round corners; call it before it opens the first time."""
    made.setWindowFlags(
        made.windowFlags() | Qt.WindowType.FramelessWindowHint | Qt.WindowType.NoDropShadowWindowHint
    )
    made.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
    return made
