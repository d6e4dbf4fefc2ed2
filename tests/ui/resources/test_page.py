"""The page of LoRAs in a whole window: what it shows, its keys, its trash, and the way from a recipe to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.library import resources
from app.library.importing import Import, Target
from app.ui.kit import theme
from app.ui.resources.page import ResourcesPage
from app.ui.resources.table import BASE, NAME, USED
from tests.factories import add_item
from tests.import_driver import examine_here
from tests.model_factory import CHECKPOINT, KOHYA, make_model
from tests.ui.shell.windows import Desk, filled_library


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    """A window on a library with two LoRAs, a checkpoint, and an item made with the first."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, "dark", reduce_motion=True)
    library = filled_library(tmp_path)
    source = tmp_path / "models"
    source.mkdir()
    make_model(source / "grain.safetensors", {**KOHYA, "modelspec.trigger_phrase": "old stock"})
    make_model(source / "boat.safetensors", fill=1)
    make_model(source / "base.safetensors", tensors=CHECKPOINT)
    Import(library, [source], Target(), examine_here).run()
    add_item(library, "made with grain", params={"loras": [{"name": "grain.safetensors", "strength": 0.7}]})
    made = Desk(qtbot, library)
    yield made
    made.close()


def page(desk: Desk) -> ResourcesPage:
    """The page, open and counted."""
    desk.session.open_page("loras")
    found = desk.window.pages.loras()
    desk.wait(lambda: found.table.uses is not None)
    desk.settle()
    return found


def shown(found: ResourcesPage, column: int = NAME) -> list[str]:
    return [str(found.table.index(row, column).data()) for row in range(found.table.rowCount())]


def choose(found: ResourcesPage, name: str) -> None:
    found.view.go_to(shown(found).index(name))
    found.view.setFocus()


def test_the_row_of_the_sidebar_opens_it_and_all_media_leaves_it(desk: Desk) -> None:
    row = desk.window.sidebar.page_rows["loras"]
    desk.wait(lambda: row.count() == 3)
    assert row.isVisible()
    row.click()
    assert desk.window.pages.currentWidget() is desk.window.pages.loras()
    assert row.isChecked()
    assert not desk.window.sidebar.rows["all"].isChecked()
    desk.window.sidebar.rows["all"].click()
    assert desk.window.gallery.isVisible()
    assert not row.isChecked()


def test_it_lists_what_there_is_and_how_often_it_is_used(desk: Desk) -> None:
    found = page(desk)
    assert shown(found) == ["base", "boat", "grain"]
    assert shown(found, BASE) == ["", "Probably SDXL", "SDXL"]
    assert shown(found, USED) == ["0", "0", "1"]
    found.view.sortByColumn(USED, Qt.SortOrder.DescendingOrder)
    assert shown(found)[0] == "grain"


def test_without_models_there_is_no_row_but_the_menu_opens_the_empty_page(qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk(qtbot, filled_library(tmp_path))
    try:
        row = desk.window.sidebar.page_rows["loras"]
        desk.wait(lambda: row.count() == 0)
        assert not row.isVisible()
        desk.window.actions_.by_id["show_loras"].trigger()
        assert row.isVisible()
        assert desk.window.pages.loras().empty.isVisible()
        assert desk.window.actions_.by_id["show_loras"].isChecked()
    finally:
        desk.close()


def test_actions_of_the_gallery_wait_while_a_page_is_open(desk: Desk) -> None:
    desk.select(0)
    by_id = desk.window.actions_.by_id
    assert by_id["star"].isEnabled()
    page(desk)
    assert [name for name in ("star", "trash", "rename", "inspector", "show_parts") if by_id[name].isEnabled()] == []
    desk.window.actions_.by_id["show_gallery"].trigger()
    assert by_id["star"].isEnabled()


def test_f6_reaches_the_page(desk: Desk) -> None:
    found = page(desk)
    desk.window.sidebar.page_rows["loras"].setFocus()
    for _ in range(4):
        desk.press("F6")
        focused = desk.window.focusWidget()
        if focused is not None and found.isAncestorOf(focused):
            return
    pytest.fail("the page was not reached")


def test_the_word_for_the_prompt_is_copied(desk: Desk) -> None:
    found = page(desk)
    choose(found, "grain")
    desk.press("Ctrl+C")
    assert QGuiApplication.clipboard().text() == "<lora:grain:1>"
    choose(found, "base")
    assert not found.details.copy.isVisible()


def test_a_name_is_typed_over_and_can_be_undone(desk: Desk) -> None:
    found = page(desk)
    choose(found, "boat")
    desk.press("F2")
    assert found.details.name.hasFocus()
    QTest.keyClicks(found.details.name, "Ferry")
    desk.press("Return")
    assert shown(found) == ["base", "Ferry", "grain"]
    current = found.current()
    assert current is not None
    assert current.metadata["name"] == "Ferry"  # the same one is current
    desk.window.window_actions.undo()
    desk.settle()
    assert shown(found) == ["base", "boat", "grain"]


def test_a_note_is_kept_when_another_model_is_chosen(desk: Desk) -> None:
    found = page(desk)
    choose(found, "boat")
    found.details.note.setPlainText("0.6 is enough")
    choose(found, "grain")
    desk.settle()
    notes = {model.metadata["name"]: model.metadata.get("note") for model in resources.all_models(desk.library)}
    assert notes == {"base": None, "boat": "0.6 is enough", "grain": None}
    assert found.details.note.toPlainText() == ""


def test_del_moves_to_the_trash_of_the_page_and_restore_brings_it_back(desk: Desk) -> None:
    found = page(desk)
    choose(found, "boat")
    desk.press("Del")
    assert shown(found) == ["base", "grain"]
    current = found.current()
    assert current is not None
    assert current.metadata["name"] == "grain"  # the next one
    found.head.trash.click()
    desk.settle()
    assert shown(found) == ["boat"]
    found.details.restore.click()
    desk.settle()
    assert found.empty.isVisible()
    found.head.trash.click()
    desk.settle()
    assert shown(found) == ["base", "boat", "grain"]


def test_an_item_that_uses_it_is_a_click_away(desk: Desk) -> None:
    found = page(desk)
    choose(found, "grain")
    desk.wait(lambda: bool(found.details.findChildren(QPushButton, "model_use")))
    found.details.findChildren(QPushButton, "model_use")[0].click()
    desk.settle()
    assert desk.window.gallery.isVisible()
    desk.wait(lambda: desk.session.selection.current is not None)
    assert desk.window.inspector.content.header.findChild(QWidget) is not None


def test_a_lora_of_a_recipe_is_a_click_away_from_the_inspector(desk: Desk) -> None:
    row = next(at for at, card in enumerate(desk.cards()) if card.name == "made with grain")
    desk.select(row)
    models = desk.window.inspector.content.models
    desk.wait(models.isVisible)
    models.findChildren(QPushButton, "inspector_model")[0].click()
    desk.settle()
    found = desk.window.pages.loras()
    assert desk.session.page == "loras"
    current = found.current()
    assert current is not None
    assert current.metadata["name"] == "grain"


def test_a_recipe_without_a_known_lora_offers_nothing(desk: Desk) -> None:
    row = next(at for at, card in enumerate(desk.cards()) if card.name != "made with grain")
    desk.select(row)
    assert not desk.window.inspector.content.models.isVisible()


def test_copies_go_to_the_folder_that_was_chosen(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.ui.shell.pages.choose_folder", lambda *_given: tmp_path / "out")
    found = page(desk)
    found.view.selectAll()
    found.details.export.click()
    desk.settle()
    assert {file.name for file in (tmp_path / "out").iterdir()} == {"base.safetensors", "boat.safetensors", "grain.safetensors"}


def test_everything_on_the_page_has_a_name_and_can_be_reached(desk: Desk) -> None:
    found = page(desk)
    choose(found, "grain")
    for widget in found.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            assert widget.objectName(), widget
            assert widget.accessibleName(), widget.objectName()
