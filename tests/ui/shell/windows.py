"""A whole window on a real library, for tests of gestures that cross features."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.library import gallery
from app.library.library import Library
from app.settings import Settings
from app.ui.session import Session
from app.ui.shell.main_window import MainWindow
from db import Card, Filter
from tests import factories


class Desk:
    """One open window, and the questions tests ask of it."""

    def __init__(self, qtbot: QtBot, library: Library) -> None:
        self.qtbot = qtbot
        self.library = library
        self.session = Session(library)
        self.window = MainWindow(self.session, Settings())
        self.window.resize(1440, 900)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.settle()

    def settle(self) -> None:
        """Nothing is read in the background any more and every news was heard."""
        self.qtbot.waitUntil(lambda: not self.session.background.busy and not self.window.gallery.listing.busy,
                             timeout=20_000)
        QTest.qWait(20)
        self.qtbot.waitUntil(lambda: not self.session.background.busy and not self.window.gallery.listing.busy,
                             timeout=20_000)

    def wait(self, done: Callable[[], bool]) -> None:
        """Until it is so."""
        self.qtbot.waitUntil(done, timeout=20_000)

    def select(self, *rows: int) -> None:
        """These rows of the gallery are chosen, the last is current."""
        self.window.gallery.view.setFocus()
        self.window.gallery.view.selection.only(rows[0])
        for row in rows[1:]:
            self.window.gallery.view.selection.toggle(row)
        self.wait(lambda: self.session.selection.count == len(rows))

    def press(self, keys: str, widget: QWidget | None = None) -> None:
        """These keys are pressed in the widget that has the focus, as "Ctrl+Shift+Z" or "S"."""
        *held, key = keys.split("+") if keys != "+" else ["+"]
        modifiers = Qt.KeyboardModifier.NoModifier
        for name in held:
            modifiers |= {"Ctrl": Qt.KeyboardModifier.ControlModifier, "Shift": Qt.KeyboardModifier.ShiftModifier,
                          "Alt": Qt.KeyboardModifier.AltModifier}[name]
        code = getattr(Qt.Key, f"Key_{ {'Del': 'Delete'}.get(key, key) }")
        QTest.keyClick(widget or self.window.focusWidget() or self.window, code, modifiers)
        self.settle()

    def cards(self) -> list[Card]:
        """The cards of the gallery, as the library has them now."""
        ids = gallery.ids(self.library, self.session.filter)
        found = gallery.cards(self.library, [int(seq) for seq in ids])
        return [found[int(seq)] for seq in ids]

    def shown(self) -> list[int]:
        """The seqs the gallery shows."""
        return [self.window.gallery.model.order.seq_at(row) for row in range(len(self.window.gallery.model.order))]

    def close(self) -> None:
        """Window and library are closed."""
        self.window.close()
        self.session.close()
        self.window.deleteLater()


def filled_library(folder: Path) -> Library:
    """Twelve items, three shots."""
    library = factories.make_library(folder)
    factories.fill(library)
    return library


__all__ = ["Desk", "Filter", "filled_library"]
