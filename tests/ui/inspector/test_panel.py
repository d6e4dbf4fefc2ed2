"""The inspector on a real library: what it shows, what gestures change, and that it follows the news."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.library import details as reads
from app.library import editing, shots
from app.ui.inspector.panel import InspectorPanel
from app.ui.session import Session
from db import generations
from tests.ui.inspector.film import PARAMS, Film
from tests.ui.inspector.gestures import DUNE, click, select, strip_of

# --- what it shows -------------------------------------------------------------------------------


def test_nothing_selected_shows_the_summary_of_the_library(panel: InspectorPanel) -> None:
    assert panel.summary_text() == "3,204 items, 41 GB"
    assert panel.shown_id() is None


def test_one_selected_item_is_shown_with_its_name_and_kind(panel: InspectorPanel, session: Session, film: Film) -> None:
    select(session, film, DUNE, 1)
    assert panel.content.header.name() == DUNE
    assert panel.content.header.second_line() == "Image, from ComfyUI"
    assert panel.summary_text() == ""


def test_an_item_without_name_recipe_and_relatives_shows_only_what_there_is(
        panel: InspectorPanel, session: Session, film: Film) -> None:
    film.add(None, key="bare")
    select(session, film, "bare")
    assert panel.content.header.name() == "Untitled"
    for section in (panel.content.prompt, panel.content.lineage):
        assert section.isHidden()
    assert [fact.key for fact in panel.content.facts.facts()] == ["Name", "Size", "Added", "In library", "Came from"]


def test_an_item_whose_row_is_gone_leaves_the_panel_empty(panel: InspectorPanel, session: Session, film: Film) -> None:
    session.selection.set("00000000-0000-4000-8000-000000000000", 1, [])
    assert panel.summary_text() == "3,204 items, 41 GB"


def test_recipe_and_file_of_the_shown_variant(panel: InspectorPanel, session: Session, film: Film) -> None:
    select(session, film, DUNE)
    recipe = {fact.key: fact for fact in panel.content.prompt.facts()}
    assert panel.content.prompt.text() == PARAMS["prompt"]
    assert recipe["Seed"].value.replace("\u2009", " ") == "884 201 337"
    assert recipe["Seed"].copied == "884201337"
    assert recipe["Seed"].source == "Read from parameters: Seed"
    assert recipe["Steps, CFG"].value == "32, 6.5"
    assert recipe["Sampler"].value == "dpmpp_2m karras"
    facts = {fact.key: fact.value for fact in panel.content.facts.facts()}
    assert facts["Size"].startswith("640 × 360, PNG, ")


def test_a_clip_shows_length_rate_and_codec(panel: InspectorPanel, session: Session, film: Film) -> None:
    select(session, film, "door_opens_take3")
    facts = {fact.key: fact.value for fact in panel.content.facts.facts()}
    assert panel.content.header.second_line() == "Clip"
    assert facts["Length"] == "0:05.2, 125 frames"
    assert facts["Frame rate"] == "23.976 fps"
    assert facts["Codec"] == "H.264, with sound"


def test_the_preview_becomes_sharp_from_the_original(
        qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film) -> None:
    select(session, film, DUNE)
    qtbot.waitUntil(panel.content.preview.is_sharp)
    area = panel.content.preview.picture_rect()
    assert (area.width(), area.height()) == (320, 180)
    assert not panel.content.preview.is_missing()


def test_of_quick_selections_only_the_last_one_ends_in_the_preview(
        qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film) -> None:
    for name in (DUNE, "lighthouse_pan_a", "letter_table_02", "dune_pale_0410"):
        select(session, film, name)
    qtbot.waitUntil(panel.content.preview.is_sharp)
    qtbot.waitUntil(lambda: not session.background.busy)
    shown = panel.shown_variant()
    assert shown is not None
    assert shown.generation_id == film.ids["dune_pale_0410"]
    assert panel.content.preview.is_sharp()


def test_a_missing_original_is_told(qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film) -> None:
    shown = reads.detail(film.library, film.ids["letter_table_02"]).variants[0]
    film.library.paths.file(shown.location).unlink()
    select(session, film, "letter_table_02")
    qtbot.waitUntil(panel.content.preview.is_missing)
    assert ("State", "The file is missing") in [(fact.key, fact.value) for fact in panel.content.facts.facts()]


def test_a_picture_smaller_than_the_preview_is_not_blown_up(panel: InspectorPanel, session: Session, film: Film) -> None:
    film.add("tiny", size=(90, 60))
    select(session, film, "tiny")
    assert panel.content.preview.picture_rect().size().toTuple() == (90, 60)


def test_the_content_never_gets_wider_than_the_panel(qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film) -> None:
    film.add("x" * 300, key="long", count=9, params={**PARAMS, "prompt": "日本の海岸" * 30 + "y" * 500, "model": "z" * 200})
    select(session, film, "long")
    for width in (400, 264, 320):
        panel.resize(width, 900)
        qtbot.waitUntil(lambda width=width: panel.content.width() == width)
        assert panel.content.minimumSizeHint().width() <= width


# --- relatives and places ------------------------------------------------------------------------


def test_relatives_are_rows_of_pictures_to_go_to(qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film) -> None:
    select(session, film, DUNE)
    rows = panel.content.lineage.rows
    assert [len(rows[name].strip.cells()) for name in ("parent", "based_on", "derived", "parts")] == [0, 1, 2, 3]
    assert rows["based_on"].tail() == "dune_pale_0410"
    assert rows["parent"].isHidden()
    with qtbot.waitSignal(panel.show_requested) as asked:
        click(qtbot, rows["derived"].strip, 1)
    assert asked.args == [rows["derived"].strip.cells()[1].key]


def test_relatives_can_be_reached_by_keys(qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film) -> None:
    select(session, film, DUNE)
    strip = panel.content.lineage.rows["parts"].strip
    strip.setFocus()
    qtbot.keyClick(strip, Qt.Key.Key_Right)
    with qtbot.waitSignal(panel.show_requested) as asked:
        qtbot.keyClick(strip, Qt.Key.Key_Return)
    assert asked.args == [film.ids["dune_part_1"]]


def test_a_part_shows_what_it_is_part_of(panel: InspectorPanel, session: Session, film: Film) -> None:
    select(session, film, "dune_part_1")
    assert [cell.key for cell in panel.content.lineage.rows["parent"].strip.cells()] == [film.ids[DUNE]]


def test_shots_of_the_item_open_on_click_and_on_enter(qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film) -> None:
    select(session, film, DUNE)
    rows = panel.content.shots
    assert [(use.shot_number, use.shot_name) for use in rows.uses()] == [(1, "Opening"), (3, "Crossing")]
    qtbot.mouseClick(rows, Qt.MouseButton.LeftButton, pos=rows.row_rect(1).center())
    assert session.shot_id == film.ids["shot Crossing"]
    rows.setFocus()
    qtbot.keyClick(rows, Qt.Key.Key_Up)
    qtbot.keyClick(rows, Qt.Key.Key_Return)
    assert session.shot_id == film.ids["shot Opening"]


# --- names, notes, stars, news -------------------------------------------------------------------


def test_f2_renames_in_place_and_escape_does_not(qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film) -> None:
    select(session, film, DUNE)
    field = panel.findChild(QLineEdit, "inspector_name_field")
    assert field is not None
    qtbot.keyClick(panel, Qt.Key.Key_F2)
    assert field.isVisible()
    assert field.selectedText() == DUNE
    qtbot.keyClicks(field, "s42")  # letters that are shortcuts elsewhere
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not field.isVisible()
    assert reads.detail(film.library, film.ids[DUNE]).generation.card.name == DUNE
    qtbot.keyClick(panel, Qt.Key.Key_F2)
    qtbot.keyClicks(field, "dune at dawn")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: panel.content.header.name() == "dune at dawn")
    film.library.store.undo()
    qtbot.waitUntil(lambda: panel.content.header.name() == DUNE)


def test_a_name_in_the_making_goes_to_its_own_item(qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film) -> None:
    select(session, film, DUNE)
    panel.begin_rename()
    field = panel.findChild(QLineEdit, "inspector_name_field")
    qtbot.keyClicks(field, "renamed")
    select(session, film, "letter_table_02")
    assert reads.detail(film.library, film.ids[DUNE]).generation.card.name == "renamed"
    assert panel.content.header.name() == "letter_table_02"


def test_the_star_turns_when_the_library_says_so(qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film) -> None:
    select(session, film, DUNE)
    star = panel.findChild(QToolButton, "inspector_star")
    assert star is not None
    qtbot.mouseClick(star, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(star.isChecked)
    assert star.accessibleName() == "Remove star"
    qtbot.mouseClick(star, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not star.isChecked())


def test_a_note_is_kept_when_the_field_is_left_or_another_item_comes(
        qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film) -> None:
    select(session, film, DUNE)
    note = panel.content.note
    note.setFocus()
    qtbot.keyClicks(note, "first")
    panel.content.variants.setFocus()
    panel.findChild(QToolButton, "inspector_star").setFocus()
    assert reads.detail(film.library, film.ids[DUNE]).generation.note == "first"
    note.setFocus()
    qtbot.keyClicks(note, "more ")
    select(session, film, "letter_table_02")
    assert "more" in reads.detail(film.library, film.ids[DUNE]).generation.note
    assert reads.detail(film.library, film.ids["letter_table_02"]).generation.note == ""
    assert note.toPlainText() == ""


def test_news_of_another_item_does_not_disturb_what_is_typed(
        qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film) -> None:
    select(session, film, DUNE)
    qtbot.keyClicks(panel.content.note, "half a sen")
    editing.set_starred(film.library, [reads.detail(film.library, film.ids[DUNE]).generation.card.seq], True)
    star = panel.findChild(QToolButton, "inspector_star")
    qtbot.waitUntil(star.isChecked)
    assert panel.content.note.toPlainText() == "half a sen"


def test_news_of_strangers_is_not_read(qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film,
                                       monkeypatch: pytest.MonkeyPatch) -> None:
    select(session, film, "letter_table_02")
    asked: list[str] = []
    real = reads.detail
    monkeypatch.setattr(reads, "detail", lambda library, one: (asked.append(one), real(library, one))[1])
    editing.rename(film.library, film.ids["dune_pale_0410"], "other")
    with qtbot.waitSignal(session.events.changed):
        editing.rename(film.library, film.ids["dune_scope_0002"], "another")
    assert asked == []
    editing.rename(film.library, film.ids["letter_table_02"], "mine")
    qtbot.waitUntil(lambda: panel.content.header.name() == "mine")
    assert asked == [film.ids["letter_table_02"]]


def test_tags_and_renamed_shots_follow_the_news(qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film) -> None:
    select(session, film, DUNE)
    with film.library.store.write("Tag") as tx:
        generations.add_tags(tx, [film.ids[DUNE]], "night")
    qtbot.waitUntil(lambda: panel.content.tags.tags() == ["night"])
    shots.rename(film.library, film.ids["shot Opening"], "Prologue")
    qtbot.waitUntil(lambda: panel.content.shots.uses()[0].shot_name == "Prologue")


def test_re_reading_keeps_the_scroll_position(qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film) -> None:
    panel.resize(320, 400)
    select(session, film, DUNE)
    bar = panel.findChild(QWidget, "inspector_scroll").verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 200)
    bar.setValue(180)
    editing.rename(film.library, film.ids[DUNE], "renamed")
    qtbot.waitUntil(lambda: panel.content.header.name() == "renamed")
    assert bar.value() == 180


def test_the_prompt_is_copied_whole_even_when_it_is_folded(
        qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film, said: list[tuple[str, bool]]) -> None:
    film.add("long", params={"prompt": "word " * 1000})
    select(session, film, "long")
    assert len(panel.content.prompt.shown_text()) < 1000
    panel.copy_prompt()
    assert QGuiApplication.clipboard().text() == "word " * 1000
    assert said == [("Copied the prompt", False)]
    qtbot.mouseClick(panel.findChild(QPushButton, "inspector_prompt_more"), Qt.MouseButton.LeftButton)
    assert panel.content.prompt.shown_text() == "word " * 1000


def test_a_read_only_library_offers_nothing_that_writes(qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film,
                                                        monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(film.library.store, "read_only", True)
    select(session, film, DUNE)
    click(qtbot, strip_of(panel), 2)
    assert panel.findChild(QPushButton, "inspector_make_primary").isHidden()
    assert not panel.findChild(QToolButton, "inspector_add_variant").isEnabled()
    assert not panel.findChild(QToolButton, "inspector_star").isEnabled()
    assert panel.content.note.isReadOnly()
    panel.begin_rename()
    assert not panel.content.header.is_editing()


def test_everything_with_a_function_has_a_name(panel: InspectorPanel, session: Session, film: Film) -> None:
    select(session, film, DUNE)
    for child in panel.findChildren(QWidget):
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isVisible():
            assert child.objectName(), child
            assert child.accessibleName(), child
