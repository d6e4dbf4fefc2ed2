"""The search bar: typing, refusing, toggles, order, and agreement with what the gallery shows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.ui.kit import theme
from app.ui.search.bar import SearchBar
from app.ui.search.filters import FLAGS, SORTS, active_count, cleared, is_on, toggled
from app.ui.search.panel import FilterPanel
from db import Condition, Filter, parsed

HERE = Filter(project_id="p")


class Patience(QTimer):
    """A timer that only ends when the test says so."""

    waits_ms: int | None = None

    def start(self, ms: int = 0) -> None:  # type: ignore[override]
        self.waits_ms = ms

    def stop(self) -> None:
        self.waits_ms = None

    def end(self) -> None:
        assert self.waits_ms is not None
        self.timeout.emit()


class Gallery:
    """Shows what it is asked for, and says so."""

    def __init__(self, bar: SearchBar) -> None:
        self.bar, self.shown, self.asked = bar, HERE, 0
        bar.filter_wanted.connect(self.show)

    def show(self, wanted: Filter) -> None:
        self.asked += 1
        self.shown = wanted
        self.bar.set_filter(wanted)


@pytest.fixture
def timer() -> Patience:
    return Patience()


@pytest.fixture
def host(qtbot: QtBot, qapp: QApplication) -> QWidget:
    theme.apply(qapp, "dark", reduce_motion=True)
    made = QWidget()
    made.resize(900, 200)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def bar(qtbot: QtBot, host: QWidget, timer: Patience) -> SearchBar:
    made = SearchBar(HERE, timer, host)
    made.resize(700, 28)
    host.show()
    qtbot.waitExposed(host)
    made.focus_field()
    return made


@pytest.fixture
def shown(bar: SearchBar) -> Gallery:
    return Gallery(bar)


def type_in(qtbot: QtBot, bar: SearchBar, timer: Patience, text: str) -> None:
    bar.field.selectAll()
    qtbot.keyClicks(bar.field, text)
    timer.end()


def panel_of(bar: SearchBar) -> FilterPanel:
    if bar.filters.panel is None or not bar.filters.panel.isVisible():
        bar.filters.toggle()
    assert bar.filters.panel is not None
    return bar.filters.panel


def toggle(bar: SearchBar, name: str) -> None:
    panel_of(bar).boxes[name].click()


# --- typing --------------------------------------------------------------------------------------


def test_the_gallery_is_asked_once_typing_rests(qtbot: QtBot, bar: SearchBar, timer: Patience, shown: Gallery) -> None:
    qtbot.keyClicks(bar.field, "dune")
    assert (timer.waits_ms, shown.asked) == (120, 0)
    with qtbot.waitSignal(bar.query_changed) as told:
        timer.end()
    assert told.args == ["dune"]
    assert shown.shown == replace(HERE, text="dune")


def test_enter_does_not_wait_and_the_same_again_asks_again_since_another_page_may_be_shown(
        qtbot: QtBot, bar: SearchBar, timer: Patience, shown: Gallery) -> None:
    qtbot.keyClicks(bar.field, "dune")
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    assert (shown.shown.text, shown.asked, timer.waits_ms) == ("dune", 1, None)
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    assert (shown.shown.text, shown.asked) == ("dune", 2)


@pytest.mark.parametrize("by", ["escape", "cross"])
def test_the_field_is_emptied(qtbot: QtBot, bar: SearchBar, timer: Patience, shown: Gallery, by: str) -> None:
    cross = bar.findChild(QToolButton, "search_clear")
    assert cross is not None
    assert cross.isHidden()
    type_in(qtbot, bar, timer, "dune type:video")
    assert cross.isVisible()
    if by == "escape":
        qtbot.keyClick(bar.field, Qt.Key.Key_Escape)
    else:
        qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert bar.text() == ""
    assert shown.shown == HERE


def test_a_refused_word_is_told_below_the_field_and_the_gallery_stays(
        qtbot: QtBot, bar: SearchBar, timer: Patience, shown: Gallery) -> None:
    type_in(qtbot, bar, timer, "dune")
    type_in(qtbot, bar, timer, "dune rating:many")
    sentence = bar.window().findChild(QWidget, "search_error")
    assert sentence is not None
    assert bar.field.error() == "“rating:many” needs a number. As in rating:5, rating:>=3 or rating:none."
    assert bar.field.marked()
    assert sentence.isVisible()
    assert sentence.mapToGlobal(QPoint(0, 0)).y() >= bar.field.mapToGlobal(QPoint(0, bar.field.height())).y()
    assert bar.field.property("invalid") is True
    assert shown.shown.text == "dune"
    type_in(qtbot, bar, timer, "dune rating:3")
    assert bar.field.error() == ""
    assert sentence.isHidden()
    assert not bar.field.marked()
    assert shown.shown == replace(HERE, text="dune").having("rating", "3")


def test_letters_that_are_keys_elsewhere_are_text_here(qtbot: QtBot, bar: SearchBar, timer: Patience, shown: Gallery) -> None:
    type_in(qtbot, bar, timer, "s p 5")
    assert shown.shown.text == "s p 5"


def test_the_line_under_a_refused_word_leaves_with_the_next_letter(
        qtbot: QtBot, bar: SearchBar, timer: Patience, shown: Gallery) -> None:
    type_in(qtbot, bar, timer, "rating:many dune")
    assert bar.field.marked()
    qtbot.keyClick(bar.field, Qt.Key.Key_A)
    assert not bar.field.marked()
    assert bar.text() == "rating:many dunea"


def test_a_value_that_is_still_to_be_typed_is_no_mistake_until_enter(
        qtbot: QtBot, bar: SearchBar, timer: Patience, shown: Gallery) -> None:
    type_in(qtbot, bar, timer, "rating:")
    assert bar.field.error() == ""
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    assert bar.field.error().startswith("“rating:” needs a value.")


def test_keys_that_were_typed_leave_with_their_text(qtbot: QtBot, bar: SearchBar, timer: Patience, shown: Gallery) -> None:
    type_in(qtbot, bar, timer, "dune star")
    assert shown.shown == replace(HERE, text="dune").having("star")
    type_in(qtbot, bar, timer, "dune")
    assert shown.shown == replace(HERE, text="dune")


@pytest.mark.parametrize("by", ["blank", "enter"])
def test_a_finished_condition_becomes_a_chip_and_words_stay(
        qtbot: QtBot, bar: SearchBar, timer: Patience, shown: Gallery, by: str) -> None:
    qtbot.keyClicks(bar.field, "dune tag:look")
    qtbot.keyClick(bar.field, Qt.Key.Key_Space if by == "blank" else Qt.Key.Key_Return)
    assert bar.text() == ("dune " if by == "blank" else "dune")
    assert shown.shown == replace(HERE, text="dune").having("tag", "look")
    qtbot.keyClicks(bar.field, " lake")
    timer.end()
    assert shown.shown == replace(HERE, text="dune lake").having("tag", "look")


def test_a_blank_inside_quotes_finishes_nothing(qtbot: QtBot, bar: SearchBar, timer: Patience, shown: Gallery) -> None:
    qtbot.keyClicks(bar.field, 'shot:"The door')
    assert bar.text() == 'shot:"The door'
    qtbot.keyClicks(bar.field, '" ')
    assert bar.text() == ""
    assert shown.shown == HERE.having("shot", "The door")


def test_a_chip_that_is_taken_away_stays_away(qtbot: QtBot, bar: SearchBar, timer: Patience, shown: Gallery) -> None:
    type_in(qtbot, bar, timer, "dune star")
    bar.set_filter(replace(HERE, text="dune"))  # the chip's cross
    assert bar.text() == "dune"
    qtbot.keyClicks(bar.field, "s")
    timer.end()
    assert shown.shown == replace(HERE, text="dunes")


# --- filters and order ---------------------------------------------------------------------------


def test_toggles_are_counted_and_taken_back(bar: SearchBar, shown: Gallery) -> None:
    toggle(bar, "starred")
    toggle(bar, "unseen")
    assert shown.shown == HERE.having("star").having("unseen")
    assert bar.filters.pill.count() == 2
    assert bar.filters.button.accessibleName() == "Filters, 2 on"
    toggle(bar, "starred")
    assert shown.shown == HERE.having("unseen")
    panel_of(bar).clear.click()
    assert (shown.shown, bar.filters.pill.count(), panel_of(bar).clear.isEnabled()) == (HERE, 0, False)


def test_unplaced_and_in_a_shot_take_turns(bar: SearchBar, shown: Gallery) -> None:
    toggle(bar, "unplaced")
    toggle(bar, "placed")
    assert shown.shown == HERE.having("unplaced", negated=True)
    assert not panel_of(bar).boxes["unplaced"].isChecked()


def test_parts_are_shown_too(bar: SearchBar, shown: Gallery) -> None:
    toggle(bar, "parts")
    assert shown.shown == replace(HERE, with_parts=True)
    assert bar.filters.pill.count() == 0


def test_a_toggle_keeps_the_words_and_words_keep_the_toggle(
        qtbot: QtBot, bar: SearchBar, timer: Patience, shown: Gallery) -> None:
    type_in(qtbot, bar, timer, "dune")
    toggle(bar, "starred")
    type_in(qtbot, bar, timer, "lake")
    assert shown.shown == replace(HERE, text="lake").having("star")


def test_a_typed_key_becomes_a_chip_once_the_menu_is_used(
        qtbot: QtBot, bar: SearchBar, timer: Patience, shown: Gallery) -> None:
    type_in(qtbot, bar, timer, "dune star")
    toggle(bar, "unseen")
    assert shown.shown == replace(HERE, text="dune").having("star").having("unseen")
    assert bar.text() == "dune"
    toggle(bar, "starred")
    assert shown.shown == replace(HERE, text="dune").having("unseen")


def test_another_place_keeps_the_words(qtbot: QtBot, bar: SearchBar, timer: Patience, shown: Gallery) -> None:
    type_in(qtbot, bar, timer, "dune")
    bar.set_filter(replace(HERE, text="dune", shot="s"))
    assert bar.text() == "dune"
    type_in(qtbot, bar, timer, "lake")
    assert shown.shown == replace(HERE, text="lake", shot="s")


def test_a_filter_without_words_empties_the_field(qtbot: QtBot, bar: SearchBar, timer: Patience, shown: Gallery) -> None:
    type_in(qtbot, bar, timer, "dune")
    bar.set_filter(HERE)
    assert bar.text() == ""


def test_the_panel_is_closed_by_escape_and_the_keys_go_back(qtbot: QtBot, bar: SearchBar, shown: Gallery) -> None:
    panel = panel_of(bar)
    bar.filters.button.setFocus()
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert panel.isHidden()


def test_what_can_be_said_as_text_can_be_copied_and_saved(qtbot: QtBot, bar: SearchBar, shown: Gallery) -> None:
    panel = panel_of(bar)
    assert not panel.copy.isEnabled()
    assert not panel.save.isEnabled()
    toggle(bar, "starred")
    panel.copy.click()
    assert QGuiApplication.clipboard().text() == "star"
    with qtbot.waitSignal(bar.save_asked):
        panel.save.click()
    assert panel.isHidden()


# --- order ---------------------------------------------------------------------------------------


def test_the_order_is_named_by_its_button(bar: SearchBar, shown: Gallery) -> None:
    assert (bar.sort.text(), bar.sort.accessibleName()) == ("Date made", "Order: Date made, newest first")
    bar.sort.actions_["name"].trigger()
    assert (shown.shown.sort, shown.shown.descending, bar.sort.text()) == ("name", False, "Name")
    assert not bar.sort.actions_["made"].isChecked()
    assert bar.sort.actions_["descending"].text() == "Z to A"
    bar.sort.actions_["descending"].trigger()
    assert (shown.shown.sort, shown.shown.descending) == ("name", True)


def test_an_order_by_likeness_needs_an_item_to_be_like(bar: SearchBar, shown: Gallery) -> None:
    assert not bar.sort.actions_["similar"].isEnabled()
    bar.sort.set_current("g1")
    bar.sort.actions_["similar"].trigger()
    assert (shown.shown.sort, shown.shown.like, shown.shown.descending) == ("similar", "g1", True)
    bar.sort.set_current(None)
    assert bar.sort.actions_["similar"].isEnabled()
    bar.sort.actions_["made"].trigger()
    assert shown.shown == HERE


@pytest.mark.parametrize("sort", [sort for sort, *_words in SORTS])
def test_every_order_can_be_chosen(bar: SearchBar, shown: Gallery, sort: str) -> None:
    bar.sort.set_current("g1")
    bar.sort.actions_[sort].trigger()
    assert shown.shown.sort == sort
    assert bar.sort.text()


def test_typing_keeps_the_order(qtbot: QtBot, bar: SearchBar, timer: Patience, shown: Gallery) -> None:
    bar.sort.actions_["name"].trigger()
    type_in(qtbot, bar, timer, "dune")
    assert (shown.shown.sort, shown.shown.text) == ("name", "dune")


def test_narrow_windows_have_icons_only(bar: SearchBar) -> None:
    bar.set_width_class("large")
    wide = bar.sort.sizeHint().width()
    bar.set_width_class("small")
    assert bar.sort.sizeHint().width() < wide
    assert bar.field.maximumWidth() == 320


@pytest.mark.parametrize("one", FLAGS, ids=lambda one: one.id)
def test_every_toggle_can_be_seen_and_undone(one) -> None:
    on = toggled(HERE, one, True)
    assert on != HERE
    assert is_on(on, one)
    assert toggled(on, one, False) == HERE
    assert active_count(on) == 1


def test_clearing_keeps_the_place_the_words_and_the_order() -> None:
    kept = Filter(project_id="p", text="dune", shot="s", sort="name")
    asked = parsed("star rating:>=3 tag:night tool:comfyui", replace(kept, text=""))
    assert Condition("tag", ":", "night") in asked.conditions
    assert cleared(replace(asked, text="dune")) == kept
