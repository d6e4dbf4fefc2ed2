"""The viewer in the window, through keys and mouse: in on the current item, through the gallery's order, back again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from app.library import details, editing
from app.ui.kit import theme
from db import Filter
from tests.ui.shell.viewers import Viewer, library_of

pytestmark = pytest.mark.slow

LEFT = Qt.MouseButton.LeftButton
NO_KEYS = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Viewer]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, "dark", reduce_motion=True)
    made = Viewer(qtbot, library_of(tmp_path))
    yield made
    made.close()


def test_space_opens_the_current_item_over_the_whole_window_and_sharp(desk: Viewer) -> None:
    page = desk.open(2)
    assert desk.name() == desk.names()[2]
    assert page.isVisible()
    assert page.hasFocus()
    assert not desk.window.toolbar.isVisible()
    assert not desk.window.gallery.isVisible()
    assert page.canvas.is_sharp()
    assert page.bar.place.text() == "3 of 6"
    assert page.bar.name.text() == desk.names()[2]


def test_a_double_click_on_a_tile_opens_it(desk: Viewer) -> None:
    view = desk.window.gallery.view
    at = view.tiles.picture(view.cell(1), desk.window.gallery.model.card(1)).center()
    QTest.mouseDClick(view.viewport(), LEFT, NO_KEYS, at)
    desk.settle()
    assert desk.session.page == "viewer"
    assert desk.name() == desk.names()[1]


def test_the_menu_opens_it_too_and_only_with_an_item(desk: Viewer) -> None:
    action = desk.window.actions_.by_id["view_item"]
    desk.window.gallery.view.selection.nothing()
    desk.settle()
    assert not action.isEnabled()
    desk.select(3)
    action.trigger()
    desk.settle()
    assert desk.name() == desk.names()[3]


def test_arrows_walk_through_the_gallerys_order_and_end_at_its_ends(desk: Viewer) -> None:
    desk.open(0)
    seen = [desk.name()]
    for _ in range(6):
        desk.key("Right")
        seen.append(desk.name())
    names = desk.names()
    assert seen == [*names, names[-1]]
    for _ in range(7):
        desk.key("Left")
    assert desk.name() == names[0]
    desk.key("End")
    assert desk.name() == names[-1]
    desk.key("Home")
    assert desk.name() == names[0]


def test_neighbours_are_read_ahead_two_on_and_one_back(desk: Viewer) -> None:
    page = desk.open(2)
    locations = [card.location or "" for card in desk.cards()]
    assert [page.stock.get(each) is not None for each in locations] == [False, True, True, True, True, False]
    page.showing.step(1)  # without a turn of the event loop the picture is there
    assert page.canvas.is_sharp()


def test_escape_goes_back_to_the_tile_which_is_current_chosen_and_seen(desk: Viewer) -> None:
    desk.open(0)
    desk.key("Right")
    desk.key("Right")
    desk.key("Right")
    desk.press("Escape", desk.page)
    view = desk.window.gallery.view
    assert desk.session.page == "gallery"
    assert view.selection.rows() == [(3, 3)]
    assert view.selection.current() == 3
    assert view.hasFocus()
    assert 3 in view.visible_rows()
    assert desk.window.toolbar.isVisible()
    assert desk.session.selection.current == desk.cards()[3].id
    assert desk.page.stock.held_bytes() == 0


def test_a_look_at_one_of_many_keeps_what_was_selected(desk: Viewer) -> None:
    desk.select(1, 2, 3)
    desk.press("Space", desk.window.gallery.view)
    desk.sharp()
    desk.press("Escape", desk.page)
    assert desk.window.gallery.view.selection.rows() == [(1, 3)]


def test_a_key_right_after_another_item_acts_on_that_one(desk: Viewer) -> None:
    desk.open(0)
    QTest.keyClick(desk.page, Qt.Key.Key_Right)
    QTest.keyClick(desk.page, Qt.Key.Key_S)  # in the same turn: the gallery has not followed yet
    desk.settle()
    assert [card.starred for card in desk.cards()] == [False, True, False, False, False, False]
    assert desk.page.bar.star.accessibleName() == "Unstar"
    desk.key("4")
    assert desk.cards()[1].rating == 4
    assert desk.page.bar.rating.text() == "Rating 4"
    desk.press("Ctrl+Z")
    assert desk.cards()[1].rating == 0
    desk.wait(lambda: desk.page.bar.rating.text() == "No rating")


def test_an_action_in_the_viewer_leaves_what_else_was_selected_alone(desk: Viewer) -> None:
    desk.select(0, 1, 2)
    desk.press("Space", desk.window.gallery.view)
    desk.key("S")
    assert sum(card.starred for card in desk.cards()) == 1


def test_up_and_down_go_through_variants_and_what_is_seen_counts_as_seen(desk: Viewer) -> None:
    row = next(row for row, card in enumerate(desk.cards()) if card.variants == 3)
    desk.open(row)
    first = desk.showing.variant()
    assert first is not None
    assert first.is_primary
    desk.key("Down")
    second = desk.showing.variant()
    assert second is not None
    assert second.id != first.id
    assert desk.page.canvas.is_sharp()
    desk.key("Down")
    desk.key("Down")
    desk.press("Escape", desk.page)
    desk.wait(lambda: desk.cards()[row].unseen == 0)


def test_enter_makes_the_seen_variant_primary_and_undo_takes_it_back(desk: Viewer) -> None:
    row = next(row for row, card in enumerate(desk.cards()) if card.variants == 3)
    item = desk.cards()[row].id
    desk.open(row)
    before = details.detail(desk.library, item).generation.primary_variant_id
    desk.key("Down")
    seen = desk.showing.variant()
    assert seen is not None
    desk.key("Return")
    assert details.detail(desk.library, item).generation.primary_variant_id == seen.id
    now = desk.showing.variant()
    assert now is not None
    assert (now.id, now.is_primary) == (seen.id, True)
    desk.press("Ctrl+Z")
    assert details.detail(desk.library, item).generation.primary_variant_id == before


def test_a_click_in_the_column_shows_a_variant_and_one_in_the_filmstrip_an_item(desk: Viewer) -> None:
    row = next(row for row, card in enumerate(desk.cards()) if card.variants == 3)
    page = desk.open(row)
    QTest.mouseClick(page.column, LEFT, NO_KEYS, page.column.cell(2).center())
    desk.sharp()
    assert desk.showing.variant() == desk.showing.variants[2]
    other = row + 1 if row < 5 else row - 1
    QTest.mouseClick(page.filmstrip, LEFT, NO_KEYS, page.filmstrip.cell(other).center())
    desk.sharp()
    assert desk.name() == desk.names()[other]
    assert page.filmstrip.cell(other).center().x() == pytest.approx(page.filmstrip.width() / 2, abs=1)
    QTest.mouseClick(page.filmstrip, LEFT, NO_KEYS, QPoint(2, 2))
    assert desk.name() == desk.names()[other]


def test_zoom_and_place_stay_from_one_picture_to_the_next(desk: Viewer) -> None:
    page = desk.open(0)
    desk.key("Z")
    page.canvas.zoom_to(4.0)
    desk.press("Shift+Right", page)
    before = page.canvas.picture_rect()
    assert before.left() < 0
    desk.key("Right")
    assert page.canvas.picture_rect() == before
    assert page.bar.percent.text() == "400 %"
    desk.key("Minus")
    assert page.bar.percent.text() == "300 %"
    desk.key("Plus")
    desk.key("Z")
    assert page.canvas.zoom.scale is None


def test_i_shows_what_is_known_and_follows(desk: Viewer) -> None:
    page = desk.open(0)
    desk.key("I")
    assert page.info.isVisible()
    assert desk.names()[0] in page.info.accessibleDescription()
    desk.key("Right")
    assert desk.names()[1] in page.info.accessibleDescription()
    desk.key("I")
    assert not page.info.isVisible()


def test_an_item_that_goes_makes_the_next_one_seen_and_undo_brings_it_back(desk: Viewer) -> None:
    desk.open(2)
    names = desk.names()
    desk.key("Delete")
    assert desk.name() == names[3]
    assert desk.page.bar.place.text() == "3 of 5"
    desk.press("Ctrl+Z")
    desk.sharp()
    assert desk.name() == names[2]
    assert desk.page.bar.place.text() == "3 of 6"


def test_what_others_do_meanwhile_is_followed(desk: Viewer) -> None:
    desk.open(3)
    cards = desk.cards()
    editing.trash(desk.library, [cards[0].seq])  # before it: the place moves, the item stays
    desk.settle()
    desk.sharp()
    assert desk.name() == cards[3].name
    assert desk.page.bar.place.text() == "3 of 5"
    editing.rename(desk.library, cards[3].id, "another name")
    desk.settle()
    assert desk.page.bar.name.text() == "another name"


def test_when_the_last_item_goes_the_gallery_is_back(desk: Viewer) -> None:
    desk.session.show(Filter(project_id=desk.library.project_id, text="item_2"))
    desk.settle()
    assert len(desk.cards()) == 1
    desk.open(0)
    desk.press("Delete", desk.page)
    desk.wait(lambda: desk.session.page == "gallery")
    assert desk.window.gallery.isVisible()


def test_a_missing_file_says_so_and_is_shown_when_it_is_back(desk: Viewer) -> None:
    card = desk.cards()[1]
    assert card.location
    file = desk.library.paths.file(card.location)
    away = file.rename(file.with_suffix(".away"))
    page = desk.open(1)
    assert page.trouble.isVisible()
    assert "not where it was" in page.trouble.text()
    desk.press("Escape", page)
    away.rename(file)
    desk.open(1)
    assert not page.trouble.isVisible()
    assert page.canvas.is_sharp()


def test_a_damaged_file_says_so(desk: Viewer) -> None:
    card = desk.cards()[1]
    assert card.location
    desk.library.paths.file(card.location).write_bytes(b"\x89PNG\r\n\x1a\nnot much of a picture")
    page = desk.open(1)
    assert "cannot be shown" in page.trouble.text()
    desk.key("Right")
    assert not page.trouble.isVisible()


def test_ctrl_c_copies_the_seen_file(desk: Viewer) -> None:
    desk.open(1)
    desk.key("Ctrl+C")
    urls = QGuiApplication.clipboard().mimeData().urls()
    original = desk.showing.original
    assert original is not None
    assert [Path(url.toLocalFile()) for url in urls] == [original.path]


def test_f_is_full_screen_and_leaving_the_viewer_leaves_it(desk: Viewer) -> None:
    desk.open(0)
    desk.key("F")
    assert desk.window.isFullScreen()
    desk.press("Escape", desk.page)
    assert not desk.window.isFullScreen()


def test_tab_stays_in_the_viewer_and_reaches_every_button(desk: Viewer) -> None:
    page = desk.open(0)
    reached: set[str] = set()
    for _ in range(20):
        QTest.keyClick(desk.window.focusWidget(), Qt.Key.Key_Tab)
        focused = desk.window.focusWidget()
        assert focused is page or page.isAncestorOf(focused)
        reached.add(focused.objectName())
    assert {"viewer_back", "viewer_fit", "viewer_pixels", "viewer_rating", "viewer_star", "viewer_info",
            "viewer_full_screen"} <= reached


def test_everything_in_the_viewer_has_a_name(desk: Viewer) -> None:
    page = desk.open(0)
    nameless = [each.objectName() or type(each).__name__ for each in page.findChildren(QWidget)
                if (isinstance(each, QAbstractButton) or each.focusPolicy() != Qt.FocusPolicy.NoFocus)
                and each.isVisible() and not each.accessibleName() and not each.objectName().startswith("qt_")]
    assert nameless == []
    assert page.accessibleDescription() == f"{desk.names()[0]}, 1 of 6"


def test_another_view_or_page_closes_the_viewer(desk: Viewer) -> None:
    desk.open(0)
    desk.session.show(Filter(project_id=desk.library.project_id).having("star"))
    desk.settle()
    assert desk.session.page == "gallery"
    assert not desk.page.isVisible()
    desk.session.show(Filter(project_id=desk.library.project_id))
    desk.settle()
    desk.open(0)
    desk.session.open_page("loras")
    desk.settle()
    stack = desk.window.findChild(QStackedWidget, "whole_pages")
    assert stack is not None
    assert stack.currentIndex() == 0
    assert desk.window.toolbar.isVisible()


def test_f6_stays_in_the_viewer(desk: Viewer) -> None:
    page = desk.open(0)
    for _ in range(3):
        desk.press("F6")
        focused = desk.window.focusWidget()
        assert focused is page or page.isAncestorOf(focused)


def test_the_bar_of_a_narrow_window_keeps_its_buttons(desk: Viewer) -> None:
    page = desk.open(0)
    desk.window.resize(960, 600)
    desk.settle()
    for name in ("viewer_star", "viewer_info", "viewer_full_screen"):
        button = page.findChild(QAbstractButton, name)
        assert button is not None
        assert button.geometry().right() < page.width()
    assert not page.bar.facts.isVisible()
