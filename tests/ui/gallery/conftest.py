"""A gallery page on a real library, painted offscreen, and a way to wait for what it reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.library.library import Library
from app.ui.gallery.page import GalleryPage
from app.ui.kit import theme
from app.ui.session import Session
from db import Filter
from tests import factories

NO_KEYS = Qt.KeyboardModifier.NoModifier


class Desk:
    """The page under test with its library."""

    def __init__(self, session: Session, page: GalleryPage, qtbot: QtBot) -> None:
        self.session, self.page, self.qtbot = session, page, qtbot
        self.library: Library = session.library
        self.view, self.model = page.view, page.model

    def settle(self) -> None:
        """Everything that was asked for has arrived and was painted, thumbnails too."""
        for _ in range(2):
            self.qtbot.waitUntil(self._quiet, timeout=10_000)
            QApplication.processEvents()

    def _quiet(self) -> bool:
        if self.page.listing.busy or self.session.background.busy:
            return False
        thumbnails = self.session.thumbnails
        cards = [self.model.card(row) for row in self.view.visible_rows()] if self.view.isVisible() else []
        wanted = {card.thumbnail_url for card in cards if card is not None and card.thumbnail_url}
        return all(thumbnails.get(name) is not None or thumbnails.failed(name) for name in wanted)

    def names(self) -> list[str]:
        """What is shown, in order."""
        return [self.model.data(self.model.index(row, 0)) for row in range(self.model.rowCount())]

    def chosen(self) -> list[str]:
        """The names of the chosen items."""
        cards = (
            self.model.card(row)
            for first, last in self.view.selection.rows()
            for row in range(first, last + 1)
        )
        return [card.name or "" for card in cards if card is not None]

    def current(self) -> str | None:
        """The name of the current item."""
        card = self.model.card(self.view.selection.current())
        return card.name if card is not None else None

    def row(self, name: str) -> int:
        """Where the item is."""
        return self.names().index(name)

    def picture(self, row: int) -> QPoint:
        """The middle of the picture of a row."""
        return self.view.tiles.picture(self.view.cell(row), self.model.card(row)).center()

    def click(self, row: int, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
        """A click on a picture."""
        QTest.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, keys, self.picture(row))

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
        """A key, with the focus on the gallery."""
        QTest.keyClick(self.view, key, keys)

    def text(self, name: str) -> str:
        """What the label of this object name says."""
        label = self.page.findChild(QLabel, name)
        assert label is not None
        return label.text()

    def push(self, name: str) -> None:
        """A click on the button of this object name."""
        button = self.page.findChild(QAbstractButton, name)
        assert button is not None
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def show(self, wanted: Filter) -> None:
        """The session asks for another filter."""
        self.session.show(wanted)
        self.settle()

    def drag_to(self, at: QPoint) -> None:
        """The mouse moves there with the left button down."""
        left = Qt.MouseButton.LeftButton
        where = QPointF(at)
        event = QMouseEvent(
            QEvent.Type.MouseMove, where, QPointF(self.view.viewport().mapToGlobal(at)), left, left, NO_KEYS
        )
        QApplication.sendEvent(self.view.viewport(), event)

    def hover(self, at: QPoint) -> None:
        """The mouse moves there without a button."""
        none = Qt.MouseButton.NoButton
        where = QPointF(at)
        event = QMouseEvent(
            QEvent.Type.MouseMove, where, QPointF(self.view.viewport().mapToGlobal(at)), none, none, NO_KEYS
        )
        QApplication.sendEvent(self.view.viewport(), event)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Twelve items, item_0011 first."""
    return factories.make_library(tmp_path, items=12)


@pytest.fixture
def open_desk(qapp: QApplication, qtbot: QtBot) -> Iterator[Callable[[Library], Desk]]:
    """Opens pages of 700 × 560 px: three columns of 160 px, and closes them."""
    if theme.name() != "dark" or not qapp.styleSheet() or theme.duration_ms("fast"):
        theme.apply(qapp, "dark", reduce_motion=True)
    opened: list[Desk] = []

    def build(library: Library) -> Desk:
        session = Session(library)
        page = GalleryPage(session)
        qtbot.addWidget(page)
        page.resize(560, 480)
        page.show()
        page.activateWindow()
        qtbot.waitExposed(page)
        desk = Desk(session, page, qtbot)
        desk.view.setFocus(Qt.FocusReason.MouseFocusReason)
        desk.settle()
        opened.append(desk)
        return desk

    yield build
    for desk in opened:
        desk.page.hide()
        desk.session.close()


@pytest.fixture
def desk(open_desk: Callable[[Library], Desk], library: Library) -> Desk:
    """A page on twelve items."""
    return open_desk(library)
