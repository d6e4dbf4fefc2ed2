"""The search bar: typing, refusing, toggles, order, and agreement with what the gallery shows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.ui.kit import theme
from app.ui.search.bar import SearchBar
from app.ui.search.filters import TOGGLES, active_count, cleared, toggled
from db import Condition, Filter

NO_GRAB = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)  # popups without a screen
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


def toggle(bar: SearchBar, name: str) -> None:
    bar.filters.actions_[name].trigger()


# --- typing --------------------------------------------------------------------------------------


def test_the_gallery_is_asked_once_typing_rests(qtbot: QtBot, bar: SearchBar, timer: Patience, shown: Gallery) -> None:
    qtbot.keyClicks(bar.field, "dune")
    assert (timer.waits_ms, shown.asked) == (120, 0)
    with qtbot.waitSignal(bar.query_changed) as told:
        timer.end()
    assert told.args == ["dune"]
    assert shown.shown == replace(HERE, text="dune")


def test_enter_does_not_wait_and_the_same_again_asks_nothing(
        qtbot: QtBot, bar: SearchBar, timer: Patience, shown: Gallery) -> None:
    qtbot.keyClicks(bar.field, "dune")
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    assert (shown.shown.text, shown.asked, timer.waits_ms) == ("dune", 1, None)


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
    assert sentence.isVisible()
    assert sentence.mapToGlobal(QPoint(0, 0)).y() >= bar.field.mapToGlobal(QPoint(0, bar.field.height())).y()
    assert bar.field.property("invalid") is True
    assert shown.shown.text == "dune"
    type_in(qtbot, bar, timer, "dune rating:3")
    assert bar.field.error() == ""
    assert sentence.isHidden()
    assert (shown.shown.text, shown.shown.conditions) == ("dune", (Condition("rating", ":", "3"),))


def test_letters_that_are_keys_elsewhere_are_text_here(qtbot: QtBot, bar: SearchBar, timer: Patience, shown: Gallery) -> None:
    type_in(qtbot, bar, timer, "s p 5")
    assert shown.shown.text == "s p 5"


def test_keys_that_were_typed_leave_with_their_text(qtbot: QtBot, bar: SearchBar, timer: Patience, shown: Gallery) -> None:
    type_in(qtbot, bar, timer, "dune star")
    assert shown.shown == replace(HERE, text="dune").having("star")
    type_in(qtbot, bar, timer, "dune")
    assert shown.shown == replace(HERE, text="dune")


# --- filters and order ---------------------------------------------------------------------------


def test_toggles_are_counted_and_taken_back(bar: SearchBar, shown: Gallery) -> None:
    toggle(bar, "starred")
    toggle(bar, "unseen")
    assert shown.shown == HERE.having("star").having("unseen")
    assert bar.filters.pill.count() == 2
    assert bar.filters.button.accessibleName() == "Filters, 2 on"
    toggle(bar, "starred")
    assert shown.shown == HERE.having("unseen")
    bar.filters.clear.trigger()
    assert (shown.shown, bar.filters.pill.count(), bar.filters.clear.isEnabled()) == (HERE, 0, False)


def test_images_and_clips_take_turns(bar: SearchBar, shown: Gallery) -> None:
    toggle(bar, "images")
    toggle(bar, "clips")
    assert shown.shown.asks("type") == Condition("type", ":", "video")
    assert not bar.filters.actions_["images"].isChecked()
    toggle(bar, "sounds")
    assert shown.shown.asks("type") == Condition("type", ":", "audio")
    assert not bar.filters.actions_["clips"].isChecked()
    assert bar.filters.pill.count() == 1


def test_a_toggle_keeps_the_words_and_words_keep_the_toggle(
        qtbot: QtBot, bar: SearchBar, timer: Patience, shown: Gallery) -> None:
    type_in(qtbot, bar, timer, "dune")
    toggle(bar, "starred")
    type_in(qtbot, bar, timer, "lake")
    assert shown.shown == replace(HERE, text="lake").having("star")


def test_a_typed_key_becomes_a_toggle_once_the_menu_is_used(
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


def test_the_order_is_named_by_its_button(bar: SearchBar, shown: Gallery) -> None:
    assert bar.sort.text() == "Newest"
    bar.sort.actions_["name"].trigger()
    assert (shown.shown.sort, bar.sort.text()) == ("name", "Name")
    assert not bar.sort.actions_["newest"].isChecked()


@NO_GRAB
def test_the_menu_stays_open_while_toggling(qtbot: QtBot, bar: SearchBar, shown: Gallery) -> None:
    menu = bar.filters.menu
    menu.popup(bar.mapToGlobal(QPoint(0, 40)))
    for name in ("starred", "unseen"):
        qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(bar.filters.actions_[name]).center())
    assert menu.isVisible()
    assert shown.shown == HERE.having("star").having("unseen")
    menu.close()


def test_narrow_windows_have_icons_only(bar: SearchBar) -> None:
    bar.set_width_class("large")
    wide = bar.sort.sizeHint().width()
    bar.set_width_class("small")
    assert bar.sort.sizeHint().width() < wide
    assert bar.field.maximumWidth() == 320


@pytest.mark.parametrize("one", TOGGLES, ids=lambda one: one.id)
def test_every_toggle_can_be_seen_and_undone(one) -> None:
    on = toggled(HERE, one, True)
    assert on != HERE
    assert one.is_on(on)
    assert toggled(on, one, False) == HERE
    assert active_count(on) == (0 if one.id == "parts" else 1)


def test_clearing_keeps_the_place_the_words_and_the_order() -> None:
    kept = Filter(project_id="p", text="dune", shot="s", sort="name")
    assert cleared(kept.having("star").having("rating", "3").having("tag", "night").having("tool", "comfyui")) == kept
