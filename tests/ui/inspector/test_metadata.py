"""Copying a recipe, why a text is what it is, and the window with the raw blocks."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMenu, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from app.library import details as reads
from app.ui.inspector.block_window import BlockWindow
from app.ui.inspector.facts import Facts
from app.ui.inspector.panel import InspectorPanel
from app.ui.session import Session
from db import imports
from tests.ui.inspector.film import PARAMS, Film
from tests.ui.inspector.gestures import DUNE, NO_GRAB, primary_of, select, visible_menu

pytestmark = NO_GRAB
SHA = "a" * 64
WORKFLOW = {"nodes": [{"id": number, "type": "KSampler" if number == 7 else "Note"} for number in range(500)]}
PARAMETERS = "A lone figure\nSteps: 32, Seed: 884201337"


@pytest.fixture
def kept(film: Film) -> Film:
    """The dune came with two blocks of text, a graph and some bytes."""
    with film.library.store.write(None) as tx:
        imports.keep_blocks(tx, SHA, [("parameters", PARAMETERS.encode()), ("workflow", json.dumps(WORKFLOW).encode()),
                                      ("EXIF", b"Exif\0\0MM\0*\xff\xfe")])
    with film.library.store.write("Facts") as tx:
        tx.execute("UPDATE generation_variants SET sha256 = ? WHERE id = ?", (SHA, primary_of(film, DUNE)))
    return film


def click_more(qtbot: QtBot, panel: InspectorPanel, name: str = "inspector_recipe_more") -> QMenu:
    button = panel.findChild(QToolButton, name)
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    return visible_menu()


def choose(menu: QMenu, text: str) -> None:
    action = next(action for action in menu.actions() if action.text() == text)
    assert action.isEnabled(), text
    action.trigger()
    menu.close()


def opened(qtbot: QtBot, panel: InspectorPanel, block: str = "") -> BlockWindow:
    panel.metadata.show_blocks(block)
    window = panel.metadata.window
    assert window is not None
    qtbot.waitUntil(lambda: window.findChild(QPushButton, "block_copy").isEnabled())
    return window


# --- copying -------------------------------------------------------------------------------------


def test_the_menu_copies_prompt_negative_seed_and_the_whole(
        qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film, said: list[tuple[str, bool]]) -> None:
    select(session, film, DUNE)
    clipboard = QGuiApplication.clipboard()
    choose(click_more(qtbot, panel), "Copy negative prompt")
    assert clipboard.text() == PARAMS["negative"]
    choose(click_more(qtbot, panel), "Copy seed")
    assert clipboard.text() == "884201337"
    choose(click_more(qtbot, panel), "Copy recipe as text")
    assert clipboard.text().splitlines() == [
        PARAMS["prompt"], "", "Negative prompt: blurry, low quality, text", "", "Model: sdxl_base_1.0", "Seed: 884201337",
        "Steps, CFG: 32, 6.5", "Sampler: dpmpp_2m karras", "LoRAs: filmgrain_v2.safetensors, 0.7", "Tool: ComfyUI"]
    choose(click_more(qtbot, panel), "Copy recipe as JSON")
    assert json.loads(clipboard.text()) == {key: value for key, value in PARAMS.items() if key != "sources"}
    assert said == [("Copied the negative prompt", False), ("Copied the seed", False), ("Copied the recipe", False),
                    ("Copied the recipe as JSON", False)]


def test_what_is_not_there_cannot_be_copied(qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film) -> None:
    film.add("bare", params={"tool": "Midjourney"})
    select(session, film, "bare")
    menu = click_more(qtbot, panel)
    enabled = {action.text(): action.isEnabled() for action in menu.actions() if action.text()}
    menu.close()
    assert enabled == {"Copy prompt": False, "Copy negative prompt": False, "Copy seed": False, "Copy recipe as text": True,
                       "Copy recipe as JSON": True, "Why this text": True, "Show metadata…": False}


def test_a_fact_is_copied_by_keys(qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film,
                                  said: list[tuple[str, bool]]) -> None:
    select(session, film, DUNE)
    lines = panel.content.prompt.lines
    panel.activateWindow()
    lines.setFocus()
    qtbot.waitUntil(lines.hasFocus)
    assert lines.accessibleDescription() == "Model sdxl_base_1.0"
    qtbot.keyClick(lines, Qt.Key.Key_Down)
    assert lines.accessibleDescription().startswith("Seed ")
    qtbot.keyClick(lines, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "884201337"
    assert said == [("Copied: Seed", False)]


def test_the_menu_key_opens_the_menu_of_the_current_fact(
        qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film) -> None:
    select(session, film, DUNE)
    lines = panel.content.prompt.lines
    qtbot.keyClick(lines, Qt.Key.Key_End)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, lines.rect().topLeft(), lines.mapToGlobal(lines.pos()))
    QApplication.sendEvent(lines, event)
    choose(visible_menu(), "Copy value")
    assert QGuiApplication.clipboard().text() == "ComfyUI"
    QApplication.sendEvent(lines, event)
    menu = visible_menu()
    assert [action.text() for action in menu.actions() if action.text()] == ["Copy value", "Copy all", "Why this text"]
    menu.close()


def test_the_file_menu_copies_path_and_hash(qtbot: QtBot, panel: InspectorPanel, session: Session, kept: Film) -> None:
    select(session, kept, DUNE)
    choose(click_more(qtbot, panel, "inspector_file_more"), "Copy SHA-256")
    assert QGuiApplication.clipboard().text() == SHA
    choose(click_more(qtbot, panel, "inspector_file_more"), "Copy file path")
    location = reads.detail(kept.library, kept.ids[DUNE]).variants[0].location
    assert QGuiApplication.clipboard().text() == str(kept.library.paths.file(location))


# --- why this text -------------------------------------------------------------------------------


def test_why_this_text_names_block_and_rule_and_opens_the_block(
        qtbot: QtBot, panel: InspectorPanel, session: Session, kept: Film) -> None:
    select(session, kept, DUNE)
    choose(click_more(qtbot, panel), "Why this text")
    why = panel.metadata.why
    assert why is not None
    assert why.isVisible()
    assert why.blocks == ["parameters"]
    rules = why.findChild(Facts, "why_rules")
    assert rules is not None
    assert {(fact.key, fact.value) for fact in rules.facts()} == {
        ("Seed", "Seed"), ("Model", "Model"), ("Prompt", "text before the settings")}
    block = why.findChild(QPushButton, "why_block")
    assert block is not None
    assert block.accessibleName() == "Open the block parameters"
    block.setFocus()
    qtbot.keyClick(block, Qt.Key.Key_Space)
    assert not why.isVisible()
    window = panel.metadata.window
    assert window is not None
    assert window.isVisible()
    _tree, text, _count = window.views()
    qtbot.waitUntil(lambda: text.toPlainText() == PARAMETERS)


def test_why_this_text_says_so_where_nothing_tells(qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film) -> None:
    select(session, film, "letter_table_02")
    choose(click_more(qtbot, panel, "inspector_file_more"), "Why this text")
    why = panel.metadata.why
    assert why is not None
    assert why.isVisible()
    assert why.blocks == []
    qtbot.keyClick(why, Qt.Key.Key_Escape)
    assert not why.isVisible()


# --- blocks --------------------------------------------------------------------------------------


def test_a_workflow_is_a_tree_whose_hits_are_walked(qtbot: QtBot, panel: InspectorPanel, session: Session, kept: Film) -> None:
    select(session, kept, DUNE)
    window = opened(qtbot, panel, "workflow")
    tree, _text, count = window.views()
    qtbot.waitUntil(lambda: tree.isVisible() and tree.model() is not None)
    field = window.findChild(QLineEdit, "block_search")
    assert field is not None
    qtbot.keyClicks(field, "note")
    qtbot.waitUntil(lambda: count.text() == "1 of 499")
    assert tree.currentIndex().siblingAtColumn(1).data() == "Note"
    field.clear()
    qtbot.keyClicks(field, "ksampler")
    qtbot.waitUntil(lambda: count.text() == "1 of 1")
    window.copy_value()
    assert QGuiApplication.clipboard().text() == "KSampler"
    field.clear()
    qtbot.keyClicks(field, "499")  # behind the rows that were made
    qtbot.waitUntil(lambda: count.text() == "1 of 2")
    assert tree.currentIndex().data() == "499"
    window.step(1)
    assert tree.currentIndex().siblingAtColumn(1).data() == "499"
    field.clear()
    qtbot.keyClicks(field, "no such thing")
    qtbot.waitUntil(lambda: count.text() == "Not found")


def test_keys_walk_the_hits_in_both_directions(qtbot: QtBot, panel: InspectorPanel, session: Session, kept: Film) -> None:
    select(session, kept, DUNE)
    window = opened(qtbot, panel, "workflow")
    _tree, _text, count = window.views()
    field = window.findChild(QLineEdit, "block_search")
    assert field is not None
    window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "id")
    qtbot.waitUntil(lambda: count.text() == "1 of 500")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert count.text() == "2 of 500"
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert count.text() == "500 of 500"


def test_the_menu_of_a_row_copies_name_and_path(qtbot: QtBot, panel: InspectorPanel, session: Session, kept: Film) -> None:
    select(session, kept, DUNE)
    window = opened(qtbot, panel, "workflow")
    tree, _text, _count = window.views()
    qtbot.waitUntil(lambda: tree.model() is not None and tree.model().rowCount(tree.model().index(0, 0)) > 0)
    whole = json.dumps(WORKFLOW["nodes"][0], indent=2)
    for text, wanted in (("Copy name", "0"), ("Copy path", "nodes / 0"), ("Copy value", whole)):
        first = tree.model().index(0, 0, tree.model().index(0, 0))
        tree.customContextMenuRequested.emit(tree.visualRect(first).center())
        choose(visible_menu(), text)
        assert QGuiApplication.clipboard().text() == wanted


def test_text_is_searched_and_copied_whole(qtbot: QtBot, panel: InspectorPanel, session: Session, kept: Film,
                                           monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.ui.inspector.block_text.SHOWN_LENGTH", 20)
    select(session, kept, DUNE)
    window = opened(qtbot, panel, "parameters")
    _tree, text, count = window.views()
    qtbot.waitUntil(lambda: text.toPlainText() == PARAMETERS[:20])
    field = window.findChild(QLineEdit, "block_search")
    assert field is not None
    qtbot.keyClicks(field, "FIGURE")
    qtbot.waitUntil(lambda: count.text() == "1 of 1")
    assert text.textCursor().selectedText() == "figure"
    copy = window.findChild(QPushButton, "block_copy")
    assert copy is not None
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == PARAMETERS


def test_bytes_that_are_no_text_are_shown_as_numbers(qtbot: QtBot, panel: InspectorPanel, session: Session, kept: Film) -> None:
    select(session, kept, DUNE)
    window = opened(qtbot, panel, "EXIF")
    _tree, text, _count = window.views()
    qtbot.waitUntil(lambda: text.toPlainText().startswith("000000  45 78 69 66 00 00 4d 4d"))
    assert text.toPlainText().endswith("Exif..MM.*..")


def test_another_block_is_chosen_from_the_list(qtbot: QtBot, panel: InspectorPanel, session: Session, kept: Film) -> None:
    select(session, kept, DUNE)
    window = opened(qtbot, panel, "parameters")
    choice = window.findChild(QComboBox, "block_choice")
    assert choice is not None
    assert [choice.itemText(place).partition(",")[0] for place in range(choice.count())] == ["EXIF", "parameters", "workflow"]
    qtbot.keyClick(choice, Qt.Key.Key_Down)
    tree, _text, _count = window.views()
    qtbot.waitUntil(lambda: tree.model() is not None)


def test_a_file_without_kept_blocks_says_so(qtbot: QtBot, panel: InspectorPanel, session: Session, kept: Film) -> None:
    with kept.library.store.write("Facts") as tx:
        tx.execute("UPDATE generation_variants SET sha256 = ? WHERE id = ?", ("b" * 64, primary_of(kept, "letter_table_02")))
    select(session, kept, "letter_table_02")
    panel.metadata.show_blocks()
    window = panel.metadata.window
    assert window is not None
    qtbot.waitUntil(lambda: window.empty_text() == "No metadata was kept of this file.")


def test_every_control_of_the_window_has_a_name(qtbot: QtBot, panel: InspectorPanel, session: Session, kept: Film) -> None:
    select(session, kept, DUNE)
    window = opened(qtbot, panel)
    for kind in (QToolButton, QPushButton, QLineEdit, QComboBox):
        for control in window.findChildren(kind):
            if control.isVisible() and not control.objectName().startswith("qt_"):
                assert control.objectName()
                assert control.accessibleName(), control.objectName()
