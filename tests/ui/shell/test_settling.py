"""Keys that come faster than the news act on the item one is at, in the gallery and in the viewer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.library import pictures, shots
from app.ui.kit import theme
from tests.ui.shell.viewers import Viewer, library_of

pytestmark = pytest.mark.slow

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Viewer]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, "dark", reduce_motion=True)
    made = Viewer(qtbot, library_of(tmp_path))
    yield made
    made.close()


def test_delete_right_after_an_arrow_takes_the_item_one_is_at(desk: Viewer) -> None:
    desk.select(1)
    names = desk.names()
    QTest.keyClick(desk.window.gallery.view, Qt.Key.Key_Right)
    QTest.keyClick(desk.window.gallery.view, Qt.Key.Key_Delete)  # in the same turn: the session was not told yet
    desk.settle()
    assert desk.names() == [*names[:2], *names[3:]]


def test_a_name_typed_right_after_an_arrow_is_that_of_the_item_one_is_at(desk: Viewer) -> None:
    desk.select(1)
    names = desk.names()
    QTest.keyClick(desk.window.gallery.view, Qt.Key.Key_Right)
    QTest.keyClick(desk.window.gallery.view, Qt.Key.Key_F2)
    desk.settle()
    field = desk.window.focusWidget()
    assert field is not None
    assert field.objectName() == "inspector_name_field"
    field.setProperty("text", "another")
    QTest.keyClick(field, Qt.Key.Key_Return)
    desk.settle()
    assert desk.names() == [*names[:2], "another", *names[3:]]


def test_a_key_of_the_window_in_the_viewer_acts_on_what_is_looked_at(desk: Viewer) -> None:
    desk.open(0)
    QTest.keyClick(desk.page, Qt.Key.Key_Right)
    wanted = desk.showing.items.card(1)
    QTest.keyClick(desk.page, Qt.Key.Key_N, CTRL)
    desk.settle()
    assert wanted is not None
    assert desk.session.shot_id is not None
    assert [item.generation_id for item in shots.items(desk.library, desk.session.shot_id)] == [wanted.id]


def test_what_is_made_an_item_of_its_own_in_the_viewer_is_the_variant_that_is_seen(desk: Viewer) -> None:
    row = next(at for at, card in enumerate(desk.cards()) if card.variants == 3)
    desk.open(row)
    desk.key("Down")
    seen = desk.showing.variant()
    assert seen is not None
    assert not seen.is_primary
    of_it = [each.id for each in desk.showing.variants]
    card = desk.showing.card
    assert card is not None
    QTest.keyClick(desk.page, Qt.Key.Key_G, CTRL | SHIFT)
    desk.settle()
    assert [each.id for each in pictures.variants_of(desk.library, card.id)] == [each for each in of_it if each != seen.id]


def test_tagging_in_the_viewer_stands_on_the_picture_and_gives_the_keyboard_back(desk: Viewer) -> None:
    page = desk.open(2)
    desk.key("T")
    popover = desk.window.judging.tags
    assert popover is not None
    corner = page.stage.mapTo(desk.window, page.stage.rect().topRight())
    assert abs(popover.geometry().right() - corner.x()) <= 32
    assert popover.y() >= corner.y()
    desk.press("Escape", popover.field)
    assert not popover.isVisible()
    assert desk.window.focusWidget() is page
    desk.key("5")
    assert desk.cards()[2].rating == 5
