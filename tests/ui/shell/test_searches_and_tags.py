"""Saved searches and tags in the sidebar, on a real library: each gesture through real events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.library import editing, gallery, searches, tagging
from app.library.library import Library
from app.ui.kit import mime, theme
from app.ui.session import Session
from app.ui.shell.search_list import SearchList
from app.ui.shell.sidebar import Sidebar
from app.ui.shell.tag_tree import TagTree
from db import Filter
from tests import factories

NO_GRAB = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)  # popups without a screen
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def library(tmp_path: Path, qapp: QApplication) -> Library:
    theme.apply(qapp, "dark", reduce_motion=True)
    made = factories.make_library(tmp_path, items=6)
    for tag, chosen in (("look/warm", [1, 2, 3]), ("look/cold", [3, 4]), ("look", [5]), ("Draft", [1])):
        tagging.add(made, chosen, tag)
    for name, query in (("Night", "tag:look"), ("Best", "star rating:5"), ("Clips", "type:video")):
        searches.save(made, name, query)
    made.store.forget_history()
    return made


@pytest.fixture
def session(library: Library) -> Iterator[Session]:
    made = Session(library)
    yield made
    made.close()


@pytest.fixture
def sidebar(qtbot: QtBot, session: Session) -> Sidebar:
    made = Sidebar(session)
    qtbot.addWidget(made)
    for model in (made.searches.model, made.tags.model):
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    made.resize(240, 900)
    made.show()
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: bool(made.tags.model.paths()))
    made.tags.tree.open_paths(["look"])
    qtbot.waitUntil(lambda: made.tags.tree.viewport().height() >= 4 * 28)
    return made


@pytest.fixture
def said(session: Session) -> list[tuple[str, bool]]:
    heard: list[tuple[str, bool]] = []
    session.said.connect(lambda text, undo: heard.append((text, undo)))
    return heard


def names(sidebar: Sidebar) -> list[str]:
    return [search.name for search in sidebar.searches.model.searches()]


def place_of(sidebar: Sidebar, key: str) -> tuple[SearchList | TagTree, QPoint]:
    """The view that shows this search (by name) or tag, and the middle of its row."""
    tree, found = sidebar.tags.tree, sidebar.searches
    index = sidebar.tags.model.index_of(key)
    if index.isValid():
        return tree, tree.visualRect(index).center()
    row = names(sidebar).index(key)
    return found.list, found.list.visualRect(found.model.index(row)).center()


def click(qtbot: QtBot, sidebar: Sidebar, key: str, held: Qt.KeyboardModifier = NONE) -> SearchList | TagTree:
    view, at = place_of(sidebar, key)
    qtbot.mouseClick(view.viewport(), LEFT, held, at)
    return view


def rename(qtbot: QtBot, view: QAbstractItemView, typed: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
    qtbot.keyClick(view, Qt.Key.Key_F2)
    field = view.findChild(QLineEdit)
    assert field is not None
    field.selectAll()
    qtbot.keyClicks(field, typed)
    qtbot.keyClick(field, key)
    qtbot.waitUntil(lambda: view.findChild(QLineEdit) is None)


def drop(view: QWidget, data: QMimeData, at: QPoint) -> bool:
    """Whether it was taken."""
    both = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    for event in (QDragEnterEvent(at, both, data, LEFT, NONE), move := QDragMoveEvent(at, both, data, LEFT, NONE)):
        QApplication.sendEvent(view, event)
    if move.isAccepted():
        QApplication.sendEvent(view, QDropEvent(QPointF(at), both, data, LEFT, NONE))
    return move.isAccepted()


def open_menu(view: QAbstractItemView, at: QPoint) -> QMenu:
    QApplication.sendEvent(view.viewport(), QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, at, view.viewport().mapToGlobal(at)))
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible())


def choose(menu: QMenu, text: str) -> None:
    next(action for action in menu.actions() if action.text().split("\t")[0] == text).trigger()
    menu.close()


def tags_of(library: Library) -> dict[str, int]:
    return tagging.counts(library)


# --- searches ------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["click", "enter"])
def test_a_search_is_shown_and_its_row_is_filled(qtbot: QtBot, sidebar: Sidebar, session: Session, by: str) -> None:
    session.show(replace(session.filter, text="dune", sort="name", descending=False))
    view = click(qtbot, sidebar, "Night")
    if by == "enter":
        qtbot.keyClick(view, Qt.Key.Key_Down)
        qtbot.keyClick(view, Qt.Key.Key_Return)
    row = 1 if by == "enter" else 0
    wanted = Filter(project_id=session.library.project_id, sort="name", descending=False)
    wanted = wanted.having("star").having("rating", "5") if by == "enter" else wanted.having("tag", "look")
    assert session.filter == wanted
    assert sidebar.searches.list.delegate.shown == {sidebar.searches.model.searches()[row].id}
    session.show(session.filter.having("unseen"))
    assert sidebar.searches.list.delegate.shown == frozenset()


def test_another_page_has_no_row_filled_and_a_click_brings_the_gallery(qtbot: QtBot, sidebar: Sidebar, session: Session) -> None:
    click(qtbot, sidebar, "Night")
    session.open_page("loras")
    assert sidebar.searches.list.delegate.shown == sidebar.tags.tree.delegate.shown == frozenset()
    click(qtbot, sidebar, "Night")
    assert session.page == "gallery"


def test_plus_saves_what_is_shown_and_its_name_is_typed_at_once(
        qtbot: QtBot, sidebar: Sidebar, session: Session, said: list[tuple[str, bool]]) -> None:
    assert not sidebar.searches.save_button.isEnabled()  # nothing is asked for
    session.show(replace(session.filter, text="dune").having("star").having("tag", "look/warm"))
    qtbot.mouseClick(sidebar.searches.save_button, LEFT)
    qtbot.waitUntil(lambda: sidebar.findChild(QLineEdit, "search_name_field") is not None)
    field = sidebar.findChild(QLineEdit, "search_name_field")
    assert field is not None
    assert field.text() == "Starred, dune, Tag look/warm"
    field.selectAll()
    qtbot.keyClicks(field, "Warm dunes")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names(sidebar)[-1] == "Warm dunes")
    assert searches.all_of(session.library)[-1].query == "dune star tag:look/warm"
    assert said == [("Saved the search", True), ("Renamed the search to Warm dunes", True)]


def test_a_search_is_renamed_by_f2_and_escape_does_not(qtbot: QtBot, sidebar: Sidebar, session: Session) -> None:
    view = click(qtbot, sidebar, "Best")
    rename(qtbot, view, "Worst", Qt.Key.Key_Escape)
    assert names(sidebar)[1] == "Best"
    rename(qtbot, view, "Favourites")
    qtbot.waitUntil(lambda: names(sidebar)[1] == "Favourites")


def test_alt_arrows_reorder_and_undo_brings_it_back(qtbot: QtBot, sidebar: Sidebar, session: Session) -> None:
    view = click(qtbot, sidebar, "Night")
    qtbot.keyClick(view, Qt.Key.Key_Up, ALT)  # it is the first already
    qtbot.keyClick(view, Qt.Key.Key_Down, ALT)
    qtbot.waitUntil(lambda: names(sidebar) == ["Best", "Night", "Clips"])
    assert view.currentIndex().row() == 1
    session.library.store.undo()
    qtbot.waitUntil(lambda: names(sidebar) == ["Night", "Best", "Clips"])


def test_a_search_is_dragged_between_others(qtbot: QtBot, sidebar: Sidebar) -> None:
    found = sidebar.searches
    data = found.list.drag_data(found.model.searches()[0].id)
    low = found.list.visualRect(found.model.index(1)).bottom() - 4
    assert drop(found.list.viewport(), data, QPoint(40, low))
    qtbot.waitUntil(lambda: names(sidebar) == ["Best", "Night", "Clips"])
    assert not drop(found.list.viewport(), mime.generations_data(["x"]), QPoint(40, low))


def test_delete_takes_a_search_away(qtbot: QtBot, sidebar: Sidebar, said: list[tuple[str, bool]]) -> None:
    view = click(qtbot, sidebar, "Best")
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: names(sidebar) == ["Night", "Clips"])
    assert said == [("Deleted the search Best", True)]


@NO_GRAB
def test_the_menu_of_a_search_copies_it_as_text_and_lets_it_find_what_is_shown(
        qtbot: QtBot, sidebar: Sidebar, session: Session) -> None:
    view, at = place_of(sidebar, "Best")
    menu = open_menu(view, at)
    assert [action.text().split("\t")[0] for action in menu.actions()] == [
        "Show", "Use what is shown", "Copy search as text", "Rename", "Delete"]
    assert not menu.actions()[1].isEnabled()  # nothing is asked for
    choose(menu, "Copy search as text")
    assert QGuiApplication.clipboard().text() == "star rating:5"
    session.show(session.filter.having("unseen"))
    choose(open_menu(view, at), "Use what is shown")
    assert searches.all_of(session.library)[1].query == "unseen"


def test_a_search_that_cannot_be_read_is_told(qtbot: QtBot, sidebar: Sidebar, session: Session) -> None:
    searches.save(session.library, "Odd", "rating:many")
    qtbot.waitUntil(lambda: names(sidebar)[-1] == "Odd")
    with qtbot.waitSignal(session.failed) as told:
        click(qtbot, sidebar, "Odd")
    assert told.args is not None
    assert told.args[0] == "The search “Odd” cannot be read."


# --- tags ----------------------------------------------------------------------------------------


def test_each_tag_says_how_many_items_a_click_on_it_shows(qtbot: QtBot, sidebar: Sidebar, session: Session) -> None:
    from app.ui.shell.row_delegate import COUNT

    counts = {path: sidebar.tags.model.index_of(path).data(COUNT) for path in sidebar.tags.model.paths()}
    assert counts == {"Draft": 1, "look": 5, "look/cold": 2, "look/warm": 3}  # item 3 has two of them
    for tag, count in counts.items():
        click(qtbot, sidebar, tag)
        assert gallery.count(session.library, session.filter) == count


def test_tags_follow_the_news(qtbot: QtBot, sidebar: Sidebar, session: Session) -> None:
    from app.ui.shell.row_delegate import COUNT

    tagging.add(session.library, [6], "look/warm")
    qtbot.waitUntil(lambda: sidebar.tags.model.index_of("look/warm").data(COUNT) == 4)
    editing.set_rejected(session.library, [1], True)
    qtbot.waitUntil(lambda: sidebar.tags.model.index_of("look/warm").data(COUNT) == 3)


def test_a_click_asks_for_one_tag_and_ctrl_for_one_more(qtbot: QtBot, sidebar: Sidebar, session: Session) -> None:
    session.show(replace(session.filter, trash=True, text="dune"))
    click(qtbot, sidebar, "look/warm")
    anywhere = Filter(project_id=session.library.project_id, text="dune")
    assert session.filter == anywhere.having("tag", "look/warm")
    click(qtbot, sidebar, "Draft", CTRL)
    assert session.filter == anywhere.having("tag", "look/warm").having("tag", "Draft")
    assert sidebar.tags.tree.delegate.shown == {"look/warm", "Draft"}
    view = click(qtbot, sidebar, "look/cold")
    assert session.filter == anywhere.having("tag", "look/cold")
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Return, CTRL)
    assert session.filter == anywhere.having("tag", "look/cold").having("tag", "look/warm")


def test_the_mark_and_the_arrow_keys_open_and_close_a_tag(qtbot: QtBot, sidebar: Sidebar, session: Session) -> None:
    tree, model = sidebar.tags.tree, sidebar.tags.model
    before, index = session.filter, model.index_of("look")
    mark = tree.delegate.mark_rect(tree.visualRect(index), index).center()
    high = tree.sizeHint().height()
    qtbot.mouseClick(tree.viewport(), LEFT, NONE, mark)
    assert not tree.isExpanded(index)
    assert tree.sizeHint().height() < high
    assert session.filter == before
    qtbot.keyClick(tree, Qt.Key.Key_Right)
    assert tree.isExpanded(index)
    qtbot.keyClick(tree, Qt.Key.Key_Left)
    assert tree.opened() == []


def test_open_tags_and_closed_sections_are_kept(qtbot: QtBot, sidebar: Sidebar, session: Session) -> None:
    qtbot.mouseClick(sidebar.sections["searches"].head, LEFT)
    assert not sidebar.searches.list.isVisible()
    kept = sidebar.state()
    assert kept == {"closed": ["searches"], "tags": ["look"]}
    other = Sidebar(session)
    qtbot.addWidget(other)
    other.restore(kept)  # before its tags are read
    other.show()
    qtbot.waitUntil(lambda: other.tags.tree.isExpanded(other.tags.model.index_of("look")))
    assert not other.sections["searches"].is_open()
    other.sections["searches"].head.setFocus()
    qtbot.keyClick(other.sections["searches"].head, Qt.Key.Key_Right)
    assert other.searches.list.isVisible()
    assert other.sections["searches"].head.accessibleName() == "Searches, open"


def test_a_tag_is_renamed_in_place_with_what_is_below_it(
        qtbot: QtBot, sidebar: Sidebar, session: Session, said: list[tuple[str, bool]]) -> None:
    view = click(qtbot, sidebar, "look")
    rename(qtbot, view, "style")
    qtbot.waitUntil(lambda: sidebar.tags.model.paths() == ["Draft", "style", "style/cold", "style/warm"])
    assert said == [("Renamed the tag to style", True)]
    assert [asked.value for asked in session.filter.conditions] == ["style"]  # what the window shows stays on the screen
    session.library.store.undo()
    qtbot.waitUntil(lambda: sidebar.tags.model.paths() == ["Draft", "look", "look/cold", "look/warm"])


def test_a_tag_that_cannot_be_renamed_so_is_told(qtbot: QtBot, sidebar: Sidebar, session: Session) -> None:
    view = click(qtbot, sidebar, "look")
    with qtbot.waitSignal(session.failed):
        rename(qtbot, view, "look/inside")
    assert "look/inside" not in tags_of(session.library)


@pytest.mark.parametrize("by", ["key", pytest.param("menu", marks=NO_GRAB)])
def test_a_tag_is_deleted_with_what_is_below_it(
        qtbot: QtBot, sidebar: Sidebar, session: Session, said: list[tuple[str, bool]], by: str) -> None:
    if by == "key":
        qtbot.keyClick(click(qtbot, sidebar, "look"), Qt.Key.Key_Delete)
    else:
        view, at = place_of(sidebar, "look")
        choose(open_menu(view, at), "Delete")
    qtbot.waitUntil(lambda: sidebar.tags.model.paths() == ["Draft"])
    assert said == [("Deleted the tag look", True)]


def test_a_tag_that_many_have_is_changed_with_progress(
        qtbot: QtBot, sidebar: Sidebar, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.ui.shell import tags_section

    monkeypatch.setattr(tags_section, "AT_ONCE", 2)
    view = click(qtbot, sidebar, "look")
    with qtbot.waitSignal(sidebar.work_asked) as asked:
        qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert asked.args is not None
    doing, work, done = asked.args
    assert (doing, done) == ("Deleting the tag look", "Deleted the tag look")
    assert work(lambda done, total: True) == 5
    assert list(tags_of(session.library)) == ["Draft"]


def test_items_dropped_on_a_tag_have_it(
        qtbot: QtBot, sidebar: Sidebar, session: Session, said: list[tuple[str, bool]]) -> None:
    view, at = place_of(sidebar, "look/warm")
    data = mime.generations_data(gallery.ids_of(session.library, [3, 4, 5]))
    assert drop(view.viewport(), data, at)
    assert tags_of(session.library)["look/warm"] == 5
    assert sidebar.tags.tree.delegate.drop_key is None
    assert drop(view.viewport(), data, at)
    assert said == [("Tagged 2 items look/warm", True), ("All 3 items have the tag look/warm already", False)]
    assert not drop(view.viewport(), data, QPoint(40, view.viewport().height() + 20))  # below the last tag


def test_a_read_only_library_offers_no_change(sidebar: Sidebar, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session.library.store, "read_only", True)
    sidebar.refresh()
    session.show(session.filter.having("star"))
    assert not sidebar.searches.save_button.isEnabled()
    view, at = place_of(sidebar, "look/warm")
    assert not drop(view.viewport(), mime.generations_data(gallery.ids_of(session.library, [5])), at)


# --- the sidebar ---------------------------------------------------------------------------------


def test_many_tags_scroll_inside_and_the_shots_keep_room(qtbot: QtBot, sidebar: Sidebar, session: Session) -> None:
    sidebar.tags.model.set_counts({f"tag {n:03}": n for n in range(300)})
    qtbot.waitUntil(lambda: sidebar.tags.tree.verticalScrollBar().maximum() > 0)
    assert sidebar.list.height() >= sidebar.list.minimumSizeHint().height()
    assert sidebar.history_button.geometry().bottom() <= sidebar.height()
    assert not sidebar.bar.isVisible()
    sidebar.resize(240, 300)
    qtbot.waitUntil(sidebar.bar.isVisible)
    assert sidebar.history_button.geometry().bottom() <= sidebar.height()


def test_the_keys_go_through_the_sidebar_as_the_eye_does(qtbot: QtBot, sidebar: Sidebar) -> None:
    sidebar.activateWindow()
    sidebar.sections["library"].head.setFocus()
    seen = []
    while (now := sidebar.focusWidget()) is not None and now.objectName() not in seen:
        seen.append(now.objectName())
        qtbot.keyClick(now, Qt.Key.Key_Tab)
    places = [sidebar.findChild(QWidget, name).mapTo(sidebar, QPoint(0, 0)).y() for name in seen]  # type: ignore[union-attr]
    assert len(seen) > 10
    assert places == sorted(places)


def test_everything_with_a_function_has_a_name(sidebar: Sidebar) -> None:
    for child in sidebar.findChildren(QWidget):
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isVisible():
            assert child.objectName(), child
            assert child.accessibleName(), child
