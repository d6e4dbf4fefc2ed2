"""Rating, label, reject and tags of one item and of several, by pointer and by keys."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractItemView, QApplication, QToolButton
from pytestqt.qtbot import QtBot

from app.library import details as reads
from app.library import editing, gallery, tagging
from app.library.selected import Common
from app.ui.inspector import common_words
from app.ui.inspector.panel import InspectorPanel
from app.ui.session import Session
from db import Card, proposals
from db.rows import Found
from tests.ui.inspector.film import Film
from tests.ui.inspector.gestures import DUNE, NO_GRAB, select, visible_menu

OTHER = "lighthouse_pan_a"


def card(film: Film, name: str = DUNE) -> Card:
    return reads.detail(film.library, film.ids[name]).generation.card


def seqs(film: Film, *names: str) -> list[int]:
    return [card(film, name).seq for name in names]


def select_all_of(session: Session, film: Film, *names: str) -> None:
    session.selection.set(film.ids[names[0]], len(names), seqs(film, *names))


def star_of(panel: InspectorPanel) -> QToolButton:
    found = panel.findChild(QToolButton, "inspector_star")
    assert isinstance(found, QToolButton)
    return found


def read_all(qtbot: QtBot, panel: InspectorPanel) -> None:
    qtbot.waitUntil(lambda: panel.several.done)


# --- one item ------------------------------------------------------------------------------------


def test_a_click_on_a_star_rates_and_a_second_one_takes_it_away(
        qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film) -> None:
    select(session, film, DUNE)
    rating = panel.content.marks.rating
    qtbot.mouseClick(rating, Qt.MouseButton.LeftButton, pos=rating.star_rect(4).center())
    qtbot.waitUntil(lambda: rating.value() == 4)
    assert card(film).rating == 4
    assert rating.accessibleDescription() == "4 of 5"
    qtbot.mouseClick(rating, Qt.MouseButton.LeftButton, pos=rating.star_rect(4).center())
    qtbot.waitUntil(lambda: rating.value() == 0)
    assert card(film).rating == 0


def test_arrows_and_digits_rate(qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film) -> None:
    select(session, film, DUNE)
    rating = panel.content.marks.rating
    rating.setFocus()
    qtbot.keyClick(rating, Qt.Key.Key_3)
    qtbot.waitUntil(lambda: rating.value() == 3)
    qtbot.keyClick(rating, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: rating.value() == 4)
    qtbot.keyClick(rating, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: rating.value() == 3)
    qtbot.keyClick(rating, Qt.Key.Key_0)
    qtbot.waitUntil(lambda: rating.value() == 0)
    film.library.store.undo()
    qtbot.waitUntil(lambda: rating.value() == 3)


@NO_GRAB
def test_a_label_is_chosen_from_the_menu(qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film) -> None:
    select(session, film, DUNE)
    label = panel.content.marks.label
    qtbot.mouseClick(label, Qt.MouseButton.LeftButton)
    menu = visible_menu()
    assert [action.text() for action in menu.actions()] == ["No label", "Red", "Orange", "Yellow", "Green", "Blue", "Purple"]
    assert menu.actions()[0].isChecked()
    menu.actions()[4].trigger()
    menu.close()
    qtbot.waitUntil(lambda: label.accessibleDescription() == "Green")
    assert card(film).label == "green"


def test_reject_and_keep_again(qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film) -> None:
    select(session, film, DUNE)
    reject = panel.content.marks.reject
    qtbot.mouseClick(reject, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(reject.isChecked)
    assert card(film).rejected
    assert "rejected" in panel.content.header.second_line()
    assert reject.accessibleName() == "Keep again"
    qtbot.mouseClick(reject, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not reject.isChecked())
    assert not card(film).rejected


def test_nothing_can_be_marked_in_trash(qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film) -> None:
    tagging.add(film.library, seqs(film, DUNE), "draft")
    editing.trash(film.library, seqs(film, DUNE))
    select(session, film, DUNE)
    add = panel.findChild(QToolButton, "inspector_add_variant")
    assert add is not None
    for control in (star_of(panel), add, panel.content.marks.rating, panel.content.marks.label, panel.content.marks.reject):
        assert not control.isEnabled(), control.objectName()
    assert panel.content.tag_field.isHidden()
    assert panel.content.tags.tags() == ["draft"]
    rating = panel.content.marks.rating
    qtbot.mouseClick(rating, Qt.MouseButton.LeftButton, pos=rating.star_rect(2).center())
    panel.begin_rename()
    assert not panel.content.header.is_editing()
    editing.restore(film.library, seqs(film, DUNE))
    qtbot.waitUntil(star_of(panel).isEnabled)
    assert card(film).rating == 0


# --- tags ----------------------------------------------------------------------------------------


def test_a_typed_tag_is_added_and_a_comma_parts_tags(
        qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film) -> None:
    select(session, film, DUNE)
    field = panel.content.tag_field
    field.setFocus()
    qtbot.keyClicks(field, "desert, look/warm")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: panel.content.tags.tags() == ["desert", "look/warm"])
    assert field.text() == ""


def test_a_tag_without_letters_is_refused_with_a_sentence(
        qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film) -> None:
    heard: list[str] = []
    session.failed.connect(lambda message, _hint: heard.append(message))
    select(session, film, DUNE)
    qtbot.keyClicks(panel.content.tag_field, "/")
    qtbot.keyClick(panel.content.tag_field, Qt.Key.Key_Return)
    assert heard == ["A tag needs at least one letter or number."]
    assert panel.content.tags.tags() == []


def test_the_cross_and_del_take_a_tag_away(qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film) -> None:
    for tag in ("desert", "draft", "walk"):
        tagging.add(film.library, seqs(film, DUNE), tag)
    select(session, film, DUNE)
    tags = panel.content.tags
    qtbot.mouseClick(tags, Qt.MouseButton.LeftButton, pos=tags.cross_rect(1).center())
    qtbot.waitUntil(lambda: tags.tags() == ["desert", "walk"])
    panel.activateWindow()
    tags.setFocus()
    qtbot.waitUntil(tags.hasFocus)
    qtbot.keyClick(tags, Qt.Key.Key_End)
    assert tags.accessibleDescription() == "desert, walk; At walk"
    qtbot.keyClick(tags, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: tags.tags() == ["desert"])


def test_a_click_beside_the_cross_keeps_the_tag(qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film) -> None:
    tagging.add(film.library, seqs(film, DUNE), "desert")
    select(session, film, DUNE)
    tags = panel.content.tags
    qtbot.mouseClick(tags, Qt.MouseButton.LeftButton, pos=tags.chip_rects()[0].topLeft() + QPoint(6, 8))
    assert reads.detail(film.library, film.ids[DUNE]).tags == ["desert"]


@NO_GRAB
def test_the_menu_of_a_tag_shows_all_that_has_it(qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film) -> None:
    tagging.add(film.library, seqs(film, DUNE, OTHER), "desert")
    select(session, film, DUNE)
    tags = panel.content.tags
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, tags.chip_rects()[0].center(), QPoint(40, 40))
    QApplication.sendEvent(tags, event)
    menu = visible_menu()
    assert [action.text() for action in menu.actions() if action.text()] == ["Show all items with “desert”", "Remove “desert”"]
    menu.actions()[0].trigger()
    menu.close()
    found = gallery.ids(film.library, session.filter)
    assert sorted(int(seq) for seq in found) == sorted(seqs(film, DUNE, OTHER))


def test_the_proposals_that_name_an_item_are_a_click_away(
        qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film) -> None:
    select(session, film, DUNE)
    assert panel.content.proposals.isHidden() or not panel.content.proposals.isVisible()
    with film.library.store.write(None) as tx:
        proposals.add(tx, film.library.project_id, [Found("variant", film.ids[OTHER], film.ids[DUNE], "Alike.", 900)])
    qtbot.waitUntil(panel.content.proposals.isVisible)
    assert panel.content.proposals.text() == "1 proposal to group it"
    qtbot.mouseClick(panel.content.proposals, Qt.MouseButton.LeftButton)
    assert session.page == "proposals"


def test_a_library_that_is_read_only_offers_no_edits(
        qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film, monkeypatch: pytest.MonkeyPatch) -> None:
    tagging.add(film.library, seqs(film, DUNE), "desert")
    monkeypatch.setattr(type(film.library), "read_only", property(lambda _library: True))
    select(session, film, DUNE)
    for control in (star_of(panel), panel.content.marks.rating, panel.content.marks.label, panel.content.marks.reject):
        assert not control.isEnabled(), control.objectName()
    assert panel.content.tag_field.isHidden()
    tags = panel.content.tags
    tags.setFocus()
    qtbot.keyClick(tags, Qt.Key.Key_Delete)
    assert tags.tags() == ["desert"]


@pytest.fixture
def offered(film: Film) -> None:
    tagging.add(film.library, seqs(film, DUNE, OTHER, "letter_table_02"), "sand")
    tagging.add(film.library, seqs(film, DUNE, OTHER), "sunset")
    tagging.add(film.library, seqs(film, OTHER), "draft")


@pytest.mark.usefixtures("offered")
def test_the_field_offers_the_last_used_tags_with_their_counts(
        qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film) -> None:
    select(session, film, "door_opens_take3")
    field = panel.content.tag_field
    QAbstractItemModelTester(field.list, QAbstractItemModelTester.FailureReportingMode.Fatal, field.list)
    field.refresh()
    qtbot.waitUntil(lambda: field.list.rows() == [("draft", 1), ("sunset", 2), ("sand", 3)])
    assert field.list.index(1).data() == "sunset   2"
    assert field.list.index(1).data(Qt.ItemDataRole.EditRole) == "sunset"


@NO_GRAB
@pytest.mark.usefixtures("offered")
def test_a_tag_of_the_list_is_chosen_by_keys(qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film) -> None:
    select(session, film, "door_opens_take3")
    field = panel.content.tag_field
    field.refresh()
    qtbot.waitUntil(lambda: len(field.list.rows()) == 3)
    panel.activateWindow()
    field.setFocus()
    qtbot.keyClicks(field, "un")  # in the middle of sunset
    completer = field.completer()
    assert completer is not None
    popup = completer.popup()
    assert isinstance(popup, QAbstractItemView)
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: panel.content.tags.tags() == ["sunset"])
    assert field.text() == ""


def test_letters_typed_into_the_field_are_no_shortcuts(qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film) -> None:
    select(session, film, DUNE)
    qtbot.keyClicks(panel.content.tag_field, "sx3")
    assert panel.content.tag_field.text() == "sx3"
    qtbot.keyClick(panel.content.tag_field, Qt.Key.Key_Escape)
    assert panel.content.tag_field.text() == ""
    assert card(film).rating == 0


# --- several -------------------------------------------------------------------------------------


def test_several_items_show_how_many_and_where_they_differ(
        qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film) -> None:
    editing.set_rating(film.library, seqs(film, DUNE), 4)
    editing.set_starred(film.library, seqs(film, DUNE, OTHER), True)
    editing.set_label(film.library, seqs(film, DUNE, OTHER, "door_opens_take3"), "red")
    select_all_of(session, film, DUNE, OTHER, "door_opens_take3")
    read_all(qtbot, panel)
    content = panel.content
    assert content.header.name() == "3 items"
    assert content.header.second_line() == "2 images, 1 clip"
    assert content.marks.rating.value() is None
    assert content.marks.rating.accessibleDescription() == "mixed"
    assert star_of(panel).accessibleDescription() == "mixed"
    assert content.marks.label.accessibleDescription() == "Red"
    said = {fact.key: fact.value for fact in content.common.facts()}
    assert said["Type"] == "mixed: Image (2), Clip (1)"
    assert said["Tool"] == "mixed: none (2), ComfyUI (1)"
    assert said["Starred"] == "2"
    assert said["Total length"] == "0:05.2"
    assert set(said) >= {"Model", "Rating", "Total size", "Made"}


def test_below_the_several_stands_the_current_one(qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film) -> None:
    select_all_of(session, film, DUNE, OTHER)
    assert panel.content.prompt.text()
    assert panel.content.current_title() == f"{DUNE}, one of 2 selected"
    panel.begin_rename()
    assert not panel.content.header.is_editing()
    select(session, film, OTHER)
    assert panel.content.header.name() == OTHER
    assert panel.content.common.isHidden() or not panel.content.common.isVisible()


def test_a_rating_of_several_is_one_step(qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film,
                                         said: list[tuple[str, bool]]) -> None:
    select_all_of(session, film, DUNE, OTHER)
    read_all(qtbot, panel)
    rating = panel.content.marks.rating
    qtbot.mouseClick(rating, Qt.MouseButton.LeftButton, pos=rating.star_rect(5).center())
    assert said == [("Rated 2 items 5", True)]
    qtbot.waitUntil(lambda: rating.value() == 5)
    film.library.store.undo()
    assert [card(film, name).rating for name in (DUNE, OTHER)] == [0, 0]
    qtbot.waitUntil(lambda: rating.value() == 0)


def test_tags_of_several_say_on_how_many_they_are_and_a_click_gives_one_to_all(
        qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film, said: list[tuple[str, bool]]) -> None:
    tagging.add(film.library, seqs(film, DUNE, OTHER, "door_opens_take3"), "sand")
    tagging.add(film.library, seqs(film, DUNE), "draft")
    select_all_of(session, film, DUNE, OTHER, "door_opens_take3")
    read_all(qtbot, panel)
    tags = panel.content.tags
    assert [tags.words(place) for place in range(2)] == ["sand", "draft  1"]
    tags.setFocus()
    qtbot.keyClick(tags, Qt.Key.Key_Right)
    qtbot.keyClick(tags, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "draft" in reads.detail(film.library, film.ids[OTHER]).tags)
    assert said == [("Tagged 3 items “draft”", True)]
    qtbot.waitUntil(lambda: all("  " not in tags.words(place) for place in range(2)))


def test_of_very_many_tags_the_most_frequent_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.ui.inspector.common_words.MOST_TAGS", 2)
    common = Common(items=3, tags=Counter({"b": 1, "a": 1, "sand": 3}))
    assert common_words.tags(common) == (["sand", "a"], {"a": 1})
    assert {fact.key: fact.value for fact in common_words.facts(common)}["Tags"] == "3, the most frequent are shown"


def test_a_selection_is_read_a_part_at_a_time(
        qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.library.selected.PART", 2)
    lines: list[str] = []
    panel.several.changed.connect(lambda: lines.append(panel.content.header.second_line()))
    select_all_of(session, film, DUNE, OTHER, "door_opens_take3", "letter_table_02", "dune_pale_0410")
    read_all(qtbot, panel)
    assert lines[:2] == ["Reading 2 of 5 items", "Reading 4 of 5 items"]
    assert panel.content.header.second_line() == "4 images, 1 clip"


def test_very_many_items_are_changed_by_the_one_who_shows_progress(
        qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.ui.inspector.edits.AT_ONCE", 1)
    ran: list[tuple[str, str]] = []
    panel.edits.run_long = lambda doing, work, done: (work(lambda _done, _total: True), ran.append((doing, done)))[1]
    select_all_of(session, film, DUNE, OTHER)
    read_all(qtbot, panel)
    qtbot.mouseClick(star_of(panel), Qt.MouseButton.LeftButton)
    assert ran == [("Starring 2 items", "Starred 2 items")]
    assert card(film).starred
    assert card(film, OTHER).starred


# --- folding -------------------------------------------------------------------------------------


def test_a_folded_section_stays_folded_over_a_restart(
        qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film) -> None:
    select(session, film, DUNE)
    fold = panel.findChild(QToolButton, "inspector_fold_file")
    assert fold is not None
    assert fold.accessibleName() == "Hide File"
    assert panel.content.facts.isVisible()
    qtbot.mouseClick(fold, Qt.MouseButton.LeftButton)
    assert not panel.content.facts.isVisible()
    assert fold.accessibleName() == "Show File"
    again = InspectorPanel(session)
    qtbot.addWidget(again)
    again.show()
    assert not again.content.facts.isVisible()
    found = again.findChild(QToolButton, "inspector_fold_file")
    assert found is not None
    found.setFocus()
    qtbot.keyClick(found, Qt.Key.Key_Space)
    assert again.content.facts.isVisible()


def test_what_folds_never_brings_back_a_section_that_is_empty(
        qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film) -> None:
    film.add("bare", key="bare")
    select(session, film, "bare")
    assert panel.content.prompt.isHidden()
    assert not panel.content.shots.isVisible()
