"""Searching in the whole window: field, chips, filter menu, views and sidebar agree."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from app.library import editing, gallery, searches, tagging
from app.ui.gallery.head import ChipButton
from db import Condition, Filter
from tests.ui.shell.windows import Desk

NO_GRAB = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)  # popups without a screen
LEFT = Qt.MouseButton.LeftButton


def chip(desk: Desk, text: str) -> ChipButton:
    return next(button for button in desk.window.gallery.head.findChildren(ChipButton)
                if button.text() == text and not button.isHidden())


def note(desk: Desk) -> str:
    label = desk.window.gallery.head.findChild(QLabel, "galleryNote")
    assert label is not None
    return label.text()


def type_and_enter(desk: Desk, text: str) -> None:
    desk.window.search.focus_field()
    QTest.keyClicks(desk.window.search.field, text)
    QTest.keyClick(desk.window.search.field, Qt.Key.Key_Return)
    desk.settle()


@pytest.mark.parametrize("page", ["proposals", "loras", "training"])
def test_enter_with_the_same_words_brings_the_gallery_back(desk: Desk, page: str) -> None:
    type_and_enter(desk, "item")
    desk.session.open_page(page)
    desk.window.search.focus_field()
    desk.press("Return", desk.window.search.field)
    assert desk.session.page == "gallery"
    assert desk.session.filter.text == "item"


def test_what_is_typed_is_a_chip_and_its_cross_takes_it_away(desk: Desk) -> None:
    type_and_enter(desk, "item -star")
    assert desk.window.search.text() == "item"
    found = chip(desk, "Not starred")
    QTest.mouseClick(found, LEFT, pos=found.cross_rect().center())
    desk.settle()
    assert desk.session.filter == Filter(project_id=desk.library.project_id, text="item")
    assert desk.window.search.text() == "item"


@NO_GRAB
def test_a_click_on_a_chip_chooses_another_value(desk: Desk) -> None:
    desk.session.show(desk.session.filter.having("rating", "1", ":>="))
    desk.settle()
    QTest.mouseClick(chip(desk, "Rating 1 or more"), LEFT, pos=QPoint(8, 8))
    menu = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible())
    next(action for action in menu.actions() if action.text() == "3 or more").trigger()
    menu.close()
    assert desk.session.filter.asks("rating") == Condition("rating", ":>=", "3")


def test_the_filter_menu_saves_the_search_and_the_sidebar_has_it(desk: Desk) -> None:
    desk.session.show(desk.session.filter.having("star"))
    QTest.mouseClick(desk.window.search.filters.button, LEFT)
    panel = desk.window.search.filters.panel
    assert panel is not None
    panel.save.click()
    desk.wait(lambda: desk.window.sidebar.findChild(QLineEdit, "search_name_field") is not None)
    assert [(each.name, each.query) for each in searches.all_of(desk.library)] == [("Starred", "star")]
    desk.window.undo_actions.undo()
    desk.settle()
    assert searches.all_of(desk.library) == []


def test_suggestions_come_from_the_library(desk: Desk) -> None:
    seq = int(gallery.first_ids(desk.library, desk.session.filter, 1)[0])
    tagging.add(desk.library, [seq], "harbour/night")
    field = desk.window.search.field
    desk.window.activateWindow()
    field.take_focus()
    QTest.keyClicks(field, "tag:harb")
    desk.wait(lambda: bool(field.popup.rows()))
    QTest.keyClick(field, Qt.Key.Key_Tab)
    desk.settle()
    asked = desk.session.filter.asks("tag")
    assert asked is not None
    assert asked.value.startswith("harbour")
    assert len(desk.shown()) == 1


def test_the_order_and_its_direction_are_kept_over_the_sidebar(desk: Desk) -> None:
    desk.window.search.sort.actions_["name"].trigger()
    desk.settle()
    QTest.mouseClick(desk.window.sidebar.rows["unplaced"], LEFT)
    desk.settle()
    assert (desk.session.filter.sort, desk.session.filter.descending) == ("name", False)
    assert desk.window.search.sort.text() == "Name"


def test_an_order_by_likeness_is_by_the_selected_item(desk: Desk) -> None:
    desk.select(2)
    current = desk.session.selection.current
    desk.window.search.sort.actions_["similar"].trigger()
    desk.settle()
    assert (desk.session.filter.sort, desk.session.filter.like) == ("similar", current)


# --- views ---------------------------------------------------------------------------------------


def test_missing_files_are_looked_for_when_their_view_is_opened_and_again_when_asked(desk: Desk) -> None:
    cards = [card for card in desk.cards() if card.location]
    gone = desk.library.paths.file(str(cards[0].location))
    kept = gone.read_bytes()
    gone.unlink()
    QTest.mouseClick(desk.window.sidebar.rows["missing"], LEFT)
    desk.wait(lambda: desk.shown() == [cards[0].seq])
    desk.wait(lambda: note(desk).startswith("Looked at "))
    assert desk.session.filter == Filter(project_id=desk.library.project_id).having("missing")
    desk.wait(lambda: desk.window.sidebar.rows["missing"].count() == 1)
    gone.write_bytes(kept)
    again = desk.window.gallery.head.findChild(QPushButton, "galleryNoteButton")
    assert again is not None
    assert again.text() == "Look again"
    QTest.mouseClick(again, LEFT)
    desk.wait(lambda: desk.shown() == [])
    desk.wait(lambda: "No files are missing" in [label.text() for label in desk.window.gallery.findChildren(QLabel)])
    QTest.mouseClick(desk.window.sidebar.rows["all"], LEFT)
    assert note(desk) == ""


def test_rejected_has_a_row_only_while_there_are_some_or_it_is_shown(desk: Desk) -> None:
    row = desk.window.sidebar.rows["rejected"]
    assert row.isHidden()
    editing.set_rejected(desk.library, [desk.shown()[0]], True)
    desk.wait(row.isVisible)
    QTest.mouseClick(row, LEFT)
    desk.settle()
    assert len(desk.shown()) == 1
    desk.library.store.undo()
    desk.wait(lambda: desk.shown() == [])
    desk.wait(lambda: "Nothing rejected" in [label.text() for label in desk.window.gallery.findChildren(QLabel)])
    assert row.isVisible()
    QTest.mouseClick(desk.window.sidebar.rows["all"], LEFT)
    desk.wait(row.isHidden)


def test_recent_import_says_when_it_was(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    from app.library.importing import Import, Target
    from tests import factories
    from tests.import_driver import examine_here

    (tmp_path / "new.png").write_bytes(factories.png_bytes(number=77))
    Import(desk.library, [tmp_path / "new.png"], Target(), examine_here).run()
    QTest.mouseClick(desk.window.sidebar.rows["recent"], LEFT)
    desk.wait(lambda: len(desk.shown()) == 1)
    desk.wait(lambda: note(desk).startswith("Imported "))
    assert desk.window.sidebar.rows["recent"].isChecked()


# --- restart -------------------------------------------------------------------------------------


def test_sections_and_open_tags_are_as_they_were_after_a_restart(desk: Desk) -> None:
    tagging.add(desk.library, [desk.shown()[0]], "look/warm")
    desk.wait(lambda: bool(desk.window.sidebar.tags.model.paths()))
    desk.window.sidebar.tags.tree.open_paths(["look"])
    desk.window.sidebar.sections["searches"].set_open(False)
    assert desk.window.state()["sidebar"] == {"closed": ["searches"], "tags": ["look"]}


def test_the_library_that_is_read_only_still_searches(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk.library.store, "read_only", True)
    desk.session.show(replace(desk.session.filter, text="item"))
    desk.settle()
    QTest.mouseClick(desk.window.search.filters.button, LEFT)
    panel = desk.window.search.filters.panel
    assert panel is not None
    assert panel.copy.isEnabled()
    assert not panel.save.isEnabled()


