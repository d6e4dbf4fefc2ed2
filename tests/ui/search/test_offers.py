"""Suggestions below the field, and the values that chips and the filter menu offer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.library import suggesting
from app.library.suggesting import Suggestion
from app.ui.kit import theme
from app.ui.search.bar import TYPING_MS, SearchBar
from app.ui.search.filters import KINDS
from app.ui.session import Session
from db import BadQuery, Condition, Filter, parsed
from tests import factories

NO_GRAB = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)  # popups without a screen
LEFT = Qt.MouseButton.LeftButton


def fake(_library: object, text: str, cursor: int, base: Filter, limit: int = 8) -> list[Suggestion]:
    """Keys for a begun word, values behind `tag:`; counts as a library would have them."""
    start = text.rfind(" ", 0, cursor) + 1
    word = text[start:cursor]
    if word.startswith("tag:"):
        tags = (("tag:draft", "draft", 3), ("tag:look/warm", "look/warm", 1_204))
        return [Suggestion(said, shown, n, start, cursor) for said, shown, n in tags if said.startswith(word)][:limit]
    keys = (("tag:", "tag:", None), ("tool:", "tool:", None), ("type:", "type:", None))
    return [Suggestion(said, shown, n, start, cursor) for said, shown, n in keys if word and said.startswith(word)][:limit]


@pytest.fixture
def session(qapp: QApplication, tmp_path: Path) -> Iterator[Session]:
    theme.apply(qapp, "dark", reduce_motion=True)
    made = Session(factories.make_library(tmp_path, items=3))
    yield made
    made.close()


@pytest.fixture
def host(qtbot: QtBot, session: Session) -> QWidget:
    made = QWidget()
    made.resize(900, 600)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def bar(qtbot: QtBot, host: QWidget, session: Session, monkeypatch: pytest.MonkeyPatch) -> SearchBar:
    monkeypatch.setattr(suggesting, "suggest", fake)
    made = SearchBar(session.filter, parent=host, session=session)
    made.resize(700, 28)
    made.filter_wanted.connect(session.show)
    session.filter_changed.connect(made.set_filter)
    host.show()
    qtbot.waitExposed(host)
    made.activateWindow()
    made.focus_field()
    return made


def offered(bar: SearchBar) -> list[str]:
    return [row.label for row in bar.field.popup.rows()]


def type_until(qtbot: QtBot, bar: SearchBar, text: str, rows: list[str]) -> None:
    qtbot.keyClicks(bar.field, text)
    qtbot.waitUntil(lambda: offered(bar) == rows)


def test_keys_and_then_values_are_offered_and_tab_takes_the_first(qtbot: QtBot, bar: SearchBar, session: Session) -> None:
    type_until(qtbot, bar, "dune t", ["tag:", "tool:", "type:"])
    assert bar.field.hasFocus()
    assert bar.field.popup.y() >= bar.field.mapTo(bar.window(), QPoint(0, bar.field.height())).y()
    qtbot.keyClick(bar.field, Qt.Key.Key_Tab)
    assert bar.text() == "dune tag:"
    qtbot.waitUntil(lambda: offered(bar) == ["draft", "look/warm"])
    qtbot.keyClick(bar.field, Qt.Key.Key_Tab)
    assert bar.text() == "dune "
    assert bar.field.hasFocus()
    assert session.filter == Filter(project_id=session.library.project_id, text="dune").having("tag", "draft")


def test_arrows_choose_and_enter_takes_what_is_chosen(qtbot: QtBot, bar: SearchBar, session: Session) -> None:
    type_until(qtbot, bar, "tag:", ["draft", "look/warm"])
    for _ in range(2):
        qtbot.keyClick(bar.field, Qt.Key.Key_Down)
    assert bar.field.popup.accessibleDescription() == "look/warm, 1,204 items"
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    assert session.filter.asks("tag") == Condition("tag", ":", "look/warm")
    assert bar.text() == ""


def test_enter_without_a_choice_searches_for_what_is_typed(qtbot: QtBot, bar: SearchBar, session: Session) -> None:
    type_until(qtbot, bar, "to", ["tool:"])
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    assert session.filter.text == "to"
    assert offered(bar) == []


def test_up_from_the_text_chooses_the_last_and_down_from_there_none(qtbot: QtBot, bar: SearchBar) -> None:
    type_until(qtbot, bar, "t", ["tag:", "tool:", "type:"])
    qtbot.keyClick(bar.field, Qt.Key.Key_Up)
    assert bar.field.popup.current == 2
    qtbot.keyClick(bar.field, Qt.Key.Key_Down)
    assert bar.field.popup.suggestion() is None


def test_escape_closes_the_list_first_and_then_empties(qtbot: QtBot, bar: SearchBar) -> None:
    type_until(qtbot, bar, "t", ["tag:", "tool:", "type:"])
    qtbot.keyClick(bar.field, Qt.Key.Key_Escape)
    assert (offered(bar), bar.text()) == ([], "t")
    qtbot.keyClick(bar.field, Qt.Key.Key_Escape)
    assert bar.text() == ""


def test_a_click_takes_a_row_and_the_field_keeps_the_keys(qtbot: QtBot, bar: SearchBar) -> None:
    type_until(qtbot, bar, "t", ["tag:", "tool:", "type:"])
    popup = bar.field.popup
    qtbot.mouseMove(popup, popup.row_rect(2).center())
    assert popup.suggestion() is None  # Enter would still search
    qtbot.mouseClick(popup, LEFT, pos=popup.row_rect(1).center())
    assert bar.text() == "tool:"
    assert bar.field.hasFocus()


def test_the_list_stays_while_the_next_one_is_read(qtbot: QtBot, bar: SearchBar) -> None:
    type_until(qtbot, bar, "t", ["tag:", "tool:", "type:"])
    hidden: list[bool] = []
    bar.field.popup.hideEvent = lambda event: hidden.append(True)  # type: ignore[method-assign]
    type_until(qtbot, bar, "a", ["tag:"])
    type_until(qtbot, bar, "g:", ["draft", "look/warm"])
    assert hidden == []


def test_nothing_is_offered_once_the_keys_are_elsewhere(qtbot: QtBot, bar: SearchBar) -> None:
    type_until(qtbot, bar, "t", ["tag:", "tool:", "type:"])
    bar.sort.setFocus()
    assert offered(bar) == []
    bar.field.offer([Suggestion("tag:", "tag:", None, 0, 1)])  # it was on its way
    assert offered(bar) == []


def test_the_sentence_about_a_mistake_stands_below_the_list(qtbot: QtBot, bar: SearchBar) -> None:
    type_until(qtbot, bar, "rating:many t", ["tag:", "tool:", "type:"])
    sentence = bar.window().findChild(QWidget, "search_error")
    assert sentence is not None
    qtbot.waitUntil(sentence.isVisible)
    assert sentence.y() >= bar.field.popup.geometry().bottom()


# --- values --------------------------------------------------------------------------------------


def open_choices(qtbot: QtBot, bar: SearchBar, key: str, old: Condition | None = None) -> QMenu:
    bar.open_choices(key, old, bar.mapToGlobal(QPoint(0, 40)))
    qtbot.waitUntil(lambda: any(w.isVisible() for w in QApplication.topLevelWidgets() if isinstance(w, QMenu)))
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible())


def choose(menu: QMenu, text: str) -> None:
    next(action for action in menu.actions() if action.text().split("\t")[0] == text).trigger()
    menu.close()


@NO_GRAB
def test_the_values_of_the_library_are_offered_with_their_numbers(qtbot: QtBot, bar: SearchBar, session: Session) -> None:
    menu = open_choices(qtbot, bar, "tag")
    assert [action.text() for action in menu.actions()] == ["draft\t3", "look/warm\t1,204", "", "Type another…"]
    choose(menu, "look/warm")
    assert session.filter.asks("tag") == Condition("tag", ":", "look/warm")


@NO_GRAB
def test_a_condition_is_exchanged_or_left_out(qtbot: QtBot, bar: SearchBar, session: Session) -> None:
    session.show(replace(session.filter, text="dune").having("tag", "draft").having("tag", "night").having("rating", "3", ":>="))
    menu = open_choices(qtbot, bar, "tag", Condition("tag", ":", "draft"))
    assert menu.actions()[0].isChecked()
    choose(menu, "look/warm")
    assert [asked.value for asked in session.filter.conditions if asked.key == "tag"] == ["night", "look/warm"]
    choose(open_choices(qtbot, bar, "rating", Condition("rating", ":>=", "3")), "Any")
    assert session.filter.asks("rating") is None
    assert (session.filter.text, bar.text()) == ("dune", "dune")


@NO_GRAB
def test_another_value_is_typed_behind_the_words(qtbot: QtBot, bar: SearchBar, session: Session) -> None:
    qtbot.keyClicks(bar.field, "dune")
    choose(open_choices(qtbot, bar, "tag"), "Type another…")
    assert bar.text() == "dune tag:"
    qtbot.waitUntil(lambda: offered(bar) == ["draft", "look/warm"])


@NO_GRAB
@pytest.mark.parametrize("kind", [kind for kind in KINDS if not kind.from_library], ids=lambda kind: kind.key)
def test_every_value_that_is_offered_can_be_asked_for(qtbot: QtBot, bar: SearchBar, session: Session, kind) -> None:
    from datetime import date

    from app.library import gallery
    from app.ui.search.filters import changed, offers

    found = offers(kind.key, date(2026, 1, 31))
    assert found
    for offer in found:
        asked = changed(session.filter, None, kind.key, offer)
        try:
            gallery.count(session.library, asked)
        except BadQuery as error:
            pytest.fail(f"{offer}: {error.message}")


@NO_GRAB
def test_the_panel_shows_the_value_and_opens_its_choices(qtbot: QtBot, bar: SearchBar, session: Session) -> None:
    session.show(parsed("size:>1mb", session.filter))
    qtbot.mouseClick(bar.filters.button, LEFT)
    panel = bar.filters.panel
    assert panel is not None
    assert panel.isVisible()
    assert panel.values["size"].text() == "over 1 MB"
    assert panel.values["rating"].accessibleName() == "Rating: Any"
    qtbot.mouseClick(panel.values["rating"], LEFT)
    menu = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible())
    choose(menu, "4 or more")
    assert panel.isVisible()
    assert panel.values["rating"].text() == "4 or more"
    assert session.filter.asks("rating") == Condition("rating", ":>=", "4")


def test_a_word_that_can_still_become_an_offer_is_not_refused_yet(
    qtbot: QtBot, bar: SearchBar, monkeypatch: pytest.MonkeyPatch
) -> None:
    image = Suggestion("type:image", "image", 3, 0, 7)
    monkeypatch.setattr(suggesting, "suggest", lambda _library, text, *_more: [image] if text == "type:im" else [])
    type_until(qtbot, bar, "type:im", ["image"])
    qtbot.wait(3 * TYPING_MS)
    assert bar.field.error() == ""
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    assert "type:im" in bar.field.error()
