"""What tests of the inspector do with the pointer and where they look."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.library import details as reads
from app.ui.inspector.panel import InspectorPanel
from app.ui.inspector.strip import Strip
from app.ui.session import Session
from tests.ui.inspector.film import Film

DUNE = "dune_walk_0412"
NO_GRAB = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)  # popups without a screen


def select(session: Session, film: Film, name: str, count: int = 1) -> None:
    session.selection.set(film.ids[name], count, [])


def strip_of(panel: InspectorPanel, name: str = "variant_strip") -> Strip:
    found = panel.findChild(Strip, name)
    assert isinstance(found, Strip)
    return found


def click(qtbot: QtBot, strip: Strip, place: int) -> None:
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=strip.cell_rect(place).center())


def primary_of(film: Film, name: str) -> str:
    return reads.detail(film.library, film.ids[name]).variants[0].id


def visible_menu() -> QMenu:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible())
