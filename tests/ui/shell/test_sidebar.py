"""The sidebar on a real library: places, numbers, and every gesture on shots."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.library import editing, gallery, shots
from app.library.library import Library
from app.ui.kit import mime, theme
from app.ui.session import Session
from app.ui.shell import places
from app.ui.shell.shot_model import SECOND_LINE, ShotModel
from app.ui.shell.sidebar import Sidebar
from db import Filter, Shot
from tests.ui.inspector.film import Film, copy_of, make_film

NO_GRAB = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)  # popups without a screen
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Film:
    made = make_film(tmp_path_factory.mktemp("template") / "film")
    made.library.close()
    return made


@pytest.fixture
def film(tmp_path: Path, qapp: QApplication, template: Film) -> Film:
    theme.apply(qapp, "dark", reduce_motion=True)
    return copy_of(template, tmp_path / "film")


@pytest.fixture
def session(film: Film) -> Iterator[Session]:
    made = Session(film.library)
    yield made
    made.close()


@pytest.fixture
def sidebar(qtbot: QtBot, session: Session) -> Sidebar:
    made = Sidebar(session)
    qtbot.addWidget(made)
    QAbstractItemModelTester(made.model, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    made.resize(240, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def said(session: Session) -> list[tuple[str, bool]]:
    heard: list[tuple[str, bool]] = []
    session.said.connect(lambda text, undo: heard.append((text, undo)))
    return heard


def names(sidebar: Sidebar) -> list[str]:
    return [shot.name for shot in sidebar.model.shots()]


def stored(film: Film) -> list[str]:
    return [shot.name for shot in shots.all_shots(film.library)]


def middle_of(sidebar: Sidebar, row: int) -> QPoint:
    return sidebar.list.visualRect(sidebar.model.index(row)).center()


def click(qtbot: QtBot, sidebar: Sidebar, row: int) -> None:
    qtbot.mouseClick(sidebar.list.viewport(), LEFT, pos=middle_of(sidebar, row))


def hold_over(sidebar: Sidebar, data: QMimeData, at: QPoint) -> bool:
    view = sidebar.list.viewport()
    copy = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    enter = QDragEnterEvent(at, copy, data, LEFT, NONE)
    move = QDragMoveEvent(at, copy, data, LEFT, NONE)
    QApplication.sendEvent(view, enter)
    QApplication.sendEvent(view, move)
    return move.isAccepted()


def drop(sidebar: Sidebar, data: QMimeData, at: QPoint) -> None:
    if hold_over(sidebar, data, at):
        copy = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
        QApplication.sendEvent(sidebar.list.viewport(), QDropEvent(QPointF(at), copy, data, LEFT, NONE))


def visible_menu() -> QMenu:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible())


# --- places --------------------------------------------------------------------------------------


def test_the_numbers_are_counted_and_follow_the_news(qtbot: QtBot, sidebar: Sidebar, session: Session, film: Film) -> None:
    qtbot.waitUntil(lambda: sidebar.rows["all"].count() == 7)
    assert sidebar.rows["unplaced"].count() == 3
    seqs = gallery.seqs_of(film.library, [film.ids["letter_table_02"], film.ids["dune_pale_0410"]])
    editing.set_starred(film.library, seqs, True)
    qtbot.waitUntil(lambda: sidebar.rows["starred"].count() == 2)
    editing.trash(film.library, seqs)
    qtbot.waitUntil(lambda: sidebar.rows["trash"].count() == 2)
    assert sidebar.rows["trash"].accessibleName() == "Trash, 2 items"


def test_a_click_on_a_place_filters_the_gallery_and_fills_its_row(qtbot: QtBot, sidebar: Sidebar, session: Session) -> None:
    here = Filter(project_id=session.library.project_id, text="dune", sort="name", descending=False)
    session.show(here)
    asked: dict[places.PlaceId, Filter] = {
        "unplaced": here.having("unplaced"), "starred": here.having("star"), "trash": replace(here, trash=True),
        "all": here}
    for place, wanted in asked.items():
        qtbot.mouseClick(sidebar.rows[place], LEFT)
        assert session.filter == wanted
        assert [name for name, row in sidebar.rows.items() if row.isChecked()] == [place]


def test_places_can_be_walked_by_keys(qtbot: QtBot, sidebar: Sidebar, session: Session) -> None:
    sidebar.activateWindow()
    sidebar.rows["all"].setFocus()
    qtbot.keyClick(sidebar.rows["all"], Qt.Key.Key_Down)
    assert sidebar.rows["unplaced"].hasFocus()
    qtbot.keyClick(sidebar.rows["unplaced"], Qt.Key.Key_Return)
    assert session.filter.asks("unplaced")


@pytest.mark.parametrize(("shown", "place"), [
    (Filter(), "all"), (Filter(text="dune").having("type", "video"), "all"), (Filter().having("star"), "starred"),
    (Filter().having("unplaced"), "unplaced"), (Filter(trash=True), "trash"), (Filter(shot="s"), None),
    (Filter(parent_id="g"), None),
])
def test_the_row_that_is_filled(shown: Filter, place: str | None) -> None:
    assert places.place_of(shown) == place


# --- the list ------------------------------------------------------------------------------------


def test_a_row_says_how_many_items_and_how_long(sidebar: Sidebar) -> None:
    assert names(sidebar) == ["Opening", "The door", "Crossing", "End titles"]
    lines = [sidebar.model.index(row).data(SECOND_LINE) for row in range(4)]
    assert lines[3] == "Empty"
    assert lines[1].startswith("1 item, 0:0")
    spoken = sidebar.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Shot 1, Opening, 4 items, ")
    assert spoken.endswith("1 unpositioned")


def test_a_click_opens_the_shot_and_the_gallery_stays(qtbot: QtBot, sidebar: Sidebar, session: Session, film: Film) -> None:
    before = session.filter
    click(qtbot, sidebar, 1)
    assert session.shot_id == film.ids["shot The door"]
    assert session.filter == before
    assert sidebar.list.delegate.open_shot == film.ids["shot The door"]


@pytest.mark.parametrize("by", ["double click", "enter"])
def test_enter_and_double_click_also_show_its_items(
        qtbot: QtBot, sidebar: Sidebar, session: Session, film: Film, by: str) -> None:
    if by == "enter":
        click(qtbot, sidebar, 2)
        qtbot.keyClick(sidebar.list, Qt.Key.Key_Return)
    else:
        qtbot.mouseDClick(sidebar.list.viewport(), LEFT, pos=middle_of(sidebar, 2))
    wanted = film.ids["shot Crossing"]
    assert (session.shot_id, session.filter.shot) == (wanted, wanted)
    assert sidebar.list.delegate.filtered_shot == wanted
    assert not any(row.isChecked() for row in sidebar.rows.values())


def test_arrow_keys_open_the_next_shot(qtbot: QtBot, sidebar: Sidebar, session: Session, film: Film) -> None:
    click(qtbot, sidebar, 0)
    qtbot.keyClick(sidebar.list, Qt.Key.Key_Down)
    assert session.shot_id == film.ids["shot The door"]


def test_plus_makes_a_shot_and_its_name_is_typed_at_once(
        qtbot: QtBot, sidebar: Sidebar, session: Session, film: Film) -> None:
    qtbot.mouseClick(sidebar.new_button, LEFT)
    qtbot.waitUntil(lambda: sidebar.list.findChild(QLineEdit, "shot_name_field") is not None)
    field = sidebar.list.findChild(QLineEdit, "shot_name_field")
    assert field is not None
    assert field.selectedText() == "New shot"
    qtbot.keyClicks(field, "The storm")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names(sidebar)[-1] == "The storm")
    assert session.shot_id == shots.all_shots(film.library)[-1].id


def test_f2_renames_and_escape_does_not(qtbot: QtBot, sidebar: Sidebar, film: Film, said: list[tuple[str, bool]]) -> None:
    click(qtbot, sidebar, 1)
    for key, wanted in ((Qt.Key.Key_Escape, "The door"), (Qt.Key.Key_Return, "The gate")):
        qtbot.keyClick(sidebar.list, Qt.Key.Key_F2)
        field = sidebar.list.findChild(QLineEdit, "shot_name_field")
        assert field is not None
        qtbot.keyClicks(field, "The gate")
        qtbot.keyClick(field, key)
        qtbot.waitUntil(lambda: sidebar.list.findChild(QLineEdit, "shot_name_field") is None)
        assert stored(film)[1] == wanted
    assert said == [("Renamed the shot to The gate", True)]


def test_alt_arrows_reorder_and_undo_brings_it_back(
        qtbot: QtBot, sidebar: Sidebar, session: Session, film: Film, said: list[tuple[str, bool]]) -> None:
    click(qtbot, sidebar, 0)
    qtbot.keyClick(sidebar.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)  # it is the first already
    qtbot.keyClick(sidebar.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: names(sidebar)[:2] == ["The door", "Opening"])
    assert sidebar.list.currentIndex().row() == 1
    assert session.shot_id == film.ids["shot Opening"]
    assert said == [("Moved Opening to 2", True)]
    film.library.store.undo()
    qtbot.waitUntil(lambda: names(sidebar)[:2] == ["Opening", "The door"])


def test_ctrl_d_duplicates(qtbot: QtBot, sidebar: Sidebar, film: Film, said: list[tuple[str, bool]]) -> None:
    click(qtbot, sidebar, 0)
    qtbot.keyClick(sidebar.list, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(names(sidebar)) == 5)
    assert sidebar.model.shots()[1].items == sidebar.model.shots()[0].items
    assert said == [("Duplicated Opening", True)]


def test_delete_removes_the_shot_and_opens_the_next(
        qtbot: QtBot, sidebar: Sidebar, session: Session, film: Film, said: list[tuple[str, bool]]) -> None:
    qtbot.mouseDClick(sidebar.list.viewport(), LEFT, pos=middle_of(sidebar, 1))
    qtbot.keyClick(sidebar.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: names(sidebar) == ["Opening", "Crossing", "End titles"])
    assert session.shot_id == film.ids["shot Crossing"]
    assert session.filter.shot is None
    assert said == [("Deleted the shot The door. Its items are in the gallery.", True)]
    film.library.store.undo()
    qtbot.waitUntil(lambda: names(sidebar) == ["Opening", "The door", "Crossing", "End titles"])


@NO_GRAB
def test_the_menu_of_a_shot_has_the_same_gestures(qtbot: QtBot, sidebar: Sidebar, film: Film) -> None:
    at = middle_of(sidebar, 0)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, sidebar.list.viewport().mapToGlobal(at))
    QApplication.sendEvent(sidebar.list.viewport(), event)
    menu = visible_menu()
    assert [action.text().split("\t")[0] for action in menu.actions()] == ["Show its items", "Rename", "Duplicate", "Delete"]
    menu.actions()[2].trigger()
    menu.close()
    qtbot.waitUntil(lambda: len(names(sidebar)) == 5)


def test_without_shots_the_list_says_what_to_do(qtbot: QtBot, tmp_path: Path, qapp: QApplication) -> None:
    session = Session(Library.create(tmp_path / "empty"))
    sidebar = Sidebar(session)
    qtbot.addWidget(sidebar)
    sidebar.show()
    empty = sidebar.findChild(QWidget, "no_shots")
    assert empty is not None
    assert empty.isVisible()
    assert sidebar.list.isHidden()
    sidebar.new_shot()
    qtbot.waitUntil(sidebar.list.isVisible)
    assert empty.isHidden()
    qtbot.waitUntil(lambda: not session.background.busy)
    sidebar.close()
    session.close()


# --- dropping ------------------------------------------------------------------------------------


def test_a_shot_is_dragged_between_others(qtbot: QtBot, sidebar: Sidebar, film: Film, said: list[tuple[str, bool]]) -> None:
    data = sidebar.list.drag_data(film.ids["shot Opening"])
    row = sidebar.list.visualRect(sidebar.model.index(2))
    drop(sidebar, data, QPoint(row.center().x(), row.bottom() - 4))
    qtbot.waitUntil(lambda: names(sidebar) == ["The door", "Crossing", "Opening", "End titles"])
    drop(sidebar, data, QPoint(20, 2))
    qtbot.waitUntil(lambda: names(sidebar)[0] == "Opening")
    assert len(said) == 2


@pytest.mark.parametrize("place", ["upper half", "lower half", "just below"])
def test_a_shot_dropped_where_it_stands_changes_nothing(
        sidebar: Sidebar, film: Film, said: list[tuple[str, bool]], place: str) -> None:
    row = sidebar.list.visualRect(sidebar.model.index(1))
    y = {"upper half": row.top() + 4, "lower half": row.bottom() - 4, "just below": row.bottom() + 4}[place]
    drop(sidebar, sidebar.list.drag_data(film.ids["shot The door"]), QPoint(row.center().x(), y))
    assert stored(film) == ["Opening", "The door", "Crossing", "End titles"]
    assert said == []


def test_items_dropped_on_a_shot_are_in_its_tray(
        qtbot: QtBot, sidebar: Sidebar, film: Film, said: list[tuple[str, bool]]) -> None:
    data = mime.generations_data([film.ids["letter_table_02"], film.ids["dune_pale_0410"]])
    hold_over(sidebar, data, middle_of(sidebar, 3))
    assert sidebar.list.delegate.drop_row == 3
    drop(sidebar, data, middle_of(sidebar, 3))
    assert sidebar.list.delegate.drop_row == -1
    qtbot.waitUntil(lambda: sidebar.model.shots()[3].unpositioned == 2)
    assert said == [("Added 2 items to End titles", True)]


def test_items_dropped_below_the_last_shot_are_refused(sidebar: Sidebar, film: Film) -> None:
    below = QPoint(40, sidebar.list.visualRect(sidebar.model.index(3)).bottom() + 40)
    assert not hold_over(sidebar, mime.generations_data([film.ids["letter_table_02"]]), below)


def test_items_of_a_shot_dropped_on_another_are_moved_there(
        qtbot: QtBot, sidebar: Sidebar, film: Film, said: list[tuple[str, bool]]) -> None:
    item = shots.items(film.library, film.ids["shot Opening"])[0]
    drop(sidebar, mime.shot_items_data([item.id], [item.generation_id]), middle_of(sidebar, 3))
    qtbot.waitUntil(lambda: sidebar.model.shots()[3].items == 1)
    assert sidebar.model.shots()[0].items == 3
    assert said == [("Moved 1 item to End titles", True)]


def test_files_dropped_on_a_shot_are_asked_to_be_imported_into_it(
        qtbot: QtBot, sidebar: Sidebar, film: Film, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.png")), QUrl("https://example.org/b.png")])
    with qtbot.waitSignal(sidebar.files_dropped) as asked:
        drop(sidebar, data, middle_of(sidebar, 1))
    assert asked.args == [[tmp_path / "a.png"], film.ids["shot The door"]]


def test_a_read_only_library_takes_no_drop(sidebar: Sidebar, film: Film, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(film.library.store, "read_only", True)
    sidebar.refresh()
    assert not hold_over(sidebar, mime.generations_data([film.ids["letter_table_02"]]), middle_of(sidebar, 3))
    assert not sidebar.new_button.isEnabled()
    assert not sidebar.model.flags(sidebar.model.index(0)) & Qt.ItemFlag.ItemIsEditable


# --- the model -----------------------------------------------------------------------------------


def a_shot(name: str, items: int = 0) -> Shot:
    return Shot(name, "p", name, 1, 24, 1, 0, 0, items, None)


@pytest.mark.parametrize("after", ["", "a", "cba", "bcd", "xaybzc", "dacb", "ac", "cxa"])
def test_rows_are_changed_one_by_one_and_end_as_they_are_in_the_library(qtbot: QtBot, after: str) -> None:
    model = ShotModel(lambda shot_id, name: None)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.set_shots([a_shot(name) for name in "abc"])
    resets = []
    model.modelReset.connect(lambda: resets.append(1))
    model.set_shots([a_shot(name, 3) for name in after])
    assert model.shots() == [a_shot(name, 3) for name in after]
    assert resets == []


def test_everything_with_a_function_has_a_name(sidebar: Sidebar) -> None:
    for child in sidebar.findChildren(QWidget):
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isVisible():
            assert child.objectName(), child
            assert child.accessibleName(), child


def test_history_is_asked_for(qtbot: QtBot, sidebar: Sidebar) -> None:
    with qtbot.waitSignal(sidebar.history_requested):
        qtbot.mouseClick(sidebar.history_button, LEFT)


def test_an_open_shot_that_is_undone_away_is_closed(qtbot: QtBot, sidebar: Sidebar, session: Session, film: Film) -> None:
    made = shots.create(film.library, "Brief")
    qtbot.waitUntil(lambda: names(sidebar)[-1] == "Brief")
    qtbot.mouseDClick(sidebar.list.viewport(), LEFT, pos=middle_of(sidebar, 4))
    assert session.shot_id == session.filter.shot == made
    film.library.store.undo()
    qtbot.waitUntil(lambda: session.shot_id is None)
    assert session.filter.shot is None
