"""The page of comparing on a real library, and what tests ask of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.library import comparison
from app.library.library import Library
from app.ui.session import Session
from app.ui.viewer.compare import ComparePage

RED, BLUE, GREEN, GREY = (200, 30, 30), (30, 30, 200), (30, 160, 30), (90, 90, 90)
COLOURS = (RED, BLUE, GREEN, GREY)
Key = Qt.Key


class Desk:
    """The page with its library, and what tests ask of it."""

    def __init__(self, qtbot: QtBot, library: Library) -> None:
        self.qtbot, self.library = qtbot, library
        self.session = Session(library)
        self.page = ComparePage(self.session)
        self.stage = self.page.stage
        self.left = 0
        self.said: list[str] = []
        self.failed: list[str] = []
        self.page.left.connect(self._on_left)
        self.session.said.connect(lambda text, _undo: self.said.append(text))
        self.session.failed.connect(lambda text, _hint: self.failed.append(text))
        qtbot.addWidget(self.page)
        self.page.resize(1200, 700)
        self.page.show()
        qtbot.waitExposed(self.page)
        self.page.activateWindow()
        self.page.setFocus()

    def _on_left(self) -> None:
        self.left += 1

    def open(self, *items: str, sharp: bool = True) -> None:
        """These items are compared, and their pictures are there."""
        self.page.set_compared(comparison.chosen(self.library, items))
        if sharp:
            self.wait(lambda: all((found := self.page.pictures.get(each.variant)) is not None and found.sharp
                                  for each in self.page.compared()))
        self.settle()

    def settle(self) -> None:
        self.wait(lambda: not self.session.background.busy)
        QApplication.processEvents()
        self.wait(lambda: not self.session.background.busy)

    def wait(self, done: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(done, timeout=10_000)

    def key(self, key: Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.page.focusWidget() or self.page, key, keys)
        self.settle()

    def push(self, name: str) -> None:
        button = self.page.findChild(QAbstractButton, name)
        assert button is not None
        assert button.isVisible()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def pixel(self, x: int, y: int) -> tuple[int, int, int]:
        """What is seen at a point of the stage."""
        shown: QImage = self.stage.grab().toImage()
        found = shown.pixelColor(x, y)
        return found.red(), found.green(), found.blue()

    def middle(self, at: int) -> tuple[int, int, int]:
        """What is seen a little beside the middle of a picture's place."""
        spot = self.stage.cell(at).center()
        return self.pixel(spot.x() + 40, spot.y() + 60)

    def names(self) -> list[str]:
        return [label.text() for label in self.stage.labels if label.isVisible()]

    def percent(self) -> str:
        found = self.page.findChild(QWidget, "compare_percent")
        return str(found.text())  # type: ignore[union-attr]
