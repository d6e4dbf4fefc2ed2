"""What the window says of imports and steps, and when it takes it back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListView, QMenu, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from app.library import editing, shots, tasks
from app.library.importing import Target
from app.library.library import Library
from app.ui.importing import dialog as file_dialogs
from app.ui.kit import theme
from app.ui.shell import dialogs
from app.ui.shell.history import HistoryModel
from db import Filter, ImportItem, imports
from db import tasks as rows
from tests.ui.shell.windows import Desk, filled_library

pytestmark = pytest.mark.slow


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, "dark", reduce_motion=True)
    library = filled_library(tmp_path)
    library.store.forget_history()
    made = Desk(qtbot, library)
    yield made
    made.close()


def ended(desk: Desk, **result: object) -> None:
    """An import that was over before anybody could look."""
    task_id = tasks.enqueue_import(desk.library, [Path("/somewhere/a.png")], Target())
    with desk.library.store.write(None) as tx:
        rows.claim(tx)
        rows.finish(tx, task_id, result)


def said(desk: Desk) -> str:
    desk.wait(desk.window.toast.isVisible)
    return desk.window.toast.text()


def test_an_import_too_short_to_be_seen_at_work_is_told(desk: Desk) -> None:
    ended(desk, imported=1, duplicates=0)
    assert said(desk) == "Imported 1 file"


def test_a_file_that_is_in_the_library_already_is_told(desk: Desk) -> None:
    ended(desk, imported=0, duplicates=2)
    assert said(desk) == "Everything is in the library already. Nothing was copied."


def test_an_empty_folder_is_told(desk: Desk) -> None:
    ended(desk, imported=0, duplicates=0)
    assert said(desk) == "No files were found there. Nothing was copied."


def test_an_import_that_was_over_before_the_window_opened_is_not_told_again(qtbot: QtBot, tmp_path: Path) -> None:
    library = filled_library(tmp_path)
    first = Desk(qtbot, library)
    ended(first, imported=1)
    assert said(first) == "Imported 1 file"
    first.close()
    second = Desk(qtbot, Library.open(library.folder))
    try:
        second.settle()
        assert not second.window.toast.isVisible()
    finally:
        second.close()


def test_a_cancelled_import_is_told_when_it_has_ended_with_what_came_in(desk: Desk) -> None:
    library = desk.library
    task_id = tasks.enqueue_import(library, [Path("/somewhere")], Target())
    with library.store.write(None) as tx:
        rows.claim(tx)
        imports.start(tx, library.project_id, library.user_id, ["/somewhere"], {}, task_id)
        rows.progress(tx, task_id, 100, {"imported": 1, "total": 20})
    tasks.cancel(library, task_id)
    desk.settle()
    QTest.qWait(150)
    assert not desk.window.toast.isVisible()  # its last files still come in
    with library.store.write(None) as tx:
        for name in ("a", "b"):
            imports.record(tx, task_id, ImportItem(f"/somewhere/{name}.png", "imported", None, None, None, None))
        imports.record(tx, task_id, ImportItem("/somewhere/c.png", "failed", "c.png is empty.", None, None, None))
        imports.finish(tx, task_id, cancelled=True)
    assert said(desk) == "Import cancelled. 2 files are in."
    assert desk.window.notice.text() == "1 file was not imported. The originals are untouched."
    desk.window.tasks.refresh()
    assert "2 files are in" in [label.text() for label in desk.window.tasks.findChildren(QLabel)]


def test_the_first_change_after_opening_offers_undo(desk: Desk) -> None:
    desk.select(0)
    desk.press("S")
    action = desk.window.toast.findChild(QPushButton, "toast_action")
    assert action is not None
    assert action.isVisible()


def test_a_toast_does_not_offer_to_undo_another_step_than_its_own(desk: Desk) -> None:
    desk.select(0)
    desk.press("S")
    assert desk.window.toast.isVisible()
    editing.rename(desk.library, desk.cards()[0].id, "another")
    desk.settle()
    assert not desk.window.toast.isVisible()  # at once, not when its time is over


def test_after_a_rename_the_keys_are_the_gallery_s_again(desk: Desk) -> None:
    desk.select(0)
    desk.wait(lambda: desk.window.inspector.shown_id() is not None)
    desk.press("F2")
    field = desk.window.focusWidget()
    assert isinstance(field, QLineEdit)
    field.setText("chosen")
    desk.press("Return", field)
    assert desk.window.gallery.view.hasFocus()
    assert desk.cards()[0].name == "chosen"


def test_enter_after_a_shot_s_new_name_shows_no_other_items(desk: Desk) -> None:
    shown = desk.session.filter
    shot = shots.all_shots(desk.library)[0]
    listed = desk.window.sidebar.list
    listed.begin_rename(shot.id)
    field = listed.findChild(QLineEdit)
    assert field is not None
    field.setText("Morning")
    QTest.keyClick(field, Qt.Key.Key_Return)
    desk.settle()
    desk.wait(lambda: shots.all_shots(desk.library)[0].name == "Morning")
    assert desk.session.filter == shown


def test_the_line_for_nothing_selected_follows_the_library(desk: Desk) -> None:
    desk.wait(lambda: desk.window.inspector.summary_text().startswith("12 items"))
    seqs = desk.shown()
    desk.select(0, 1)
    desk.wait(lambda: desk.window.inspector.shown_id() is not None)
    editing.trash(desk.library, seqs[5:8])
    desk.settle()
    desk.window.gallery.view.selection.nothing()
    desk.wait(lambda: desk.window.inspector.summary_text().startswith("9 items"))


def test_the_menu_of_the_trash_restores_and_empties(desk: Desk) -> None:
    desk.select(0)
    desk.press("Del")
    desk.session.show(Filter(project_id=desk.library.project_id, trash=True))
    desk.settle()
    desk.select(0)
    desk.window.window_actions.gallery_menu(desk.window.gallery.mapToGlobal(desk.window.gallery.rect().center()))
    menu = desk.window.findChild(QMenu, "context_menu")
    assert menu is not None
    assert [action.text() for action in menu.actions() if not action.isSeparator()] == ["Restore", "Empty Trash…"]
    menu.close()


def test_a_library_open_elsewhere_can_be_tried_again_after_a_refusal_and_takes_no_import(qtbot: QtBot, tmp_path: Path) -> None:
    library = filled_library(tmp_path)
    second = Desk(qtbot, Library.open(library.folder))
    try:
        assert not second.window.toolbar.import_button.isEnabled()
        assert "read only" in second.window.toolbar.import_button.toolTip()
        second.session.failed.emit("Refused.", "")
        asked: list[str] = []
        second.window.library_requested.connect(lambda folder, _create: asked.append(folder))
        action = second.window.notice.findChild(QPushButton, "notice_action")
        assert action is not None
        assert action.isVisible()
        action.click()
        assert asked == [str(library.folder)]
    finally:
        second.close()
        library.close()


def test_a_library_opened_read_only_since_it_is_newer_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    library = filled_library(tmp_path)
    library.close()
    desk = Desk(qtbot, Library.open(library.folder, read_only=True))
    try:
        assert desk.window.notice.text() == "This library was made by a newer Dailies. It was opened read only."
    finally:
        desk.close()


def test_history_shows_the_clock_of_this_computer_and_offers_no_way_back_to_now(desk: Desk) -> None:
    desk.select(0)
    desk.press("S")
    desk.press("4")
    panel = desk.window.history
    desk.window.window_actions.show_history()
    listed = panel.findChild(QListView, "history_list")
    assert listed is not None
    from PySide6.QtCore import QDateTime

    minute = {QDateTime.currentDateTime().addSecs(-back).toString("HH:mm") for back in (0, 60)}
    assert panel.model.index(0).data(HistoryModel.TIME) in minute
    panel.list.setCurrentIndex(panel.model.index(0))
    assert not panel.go.isEnabled()
    panel.list.setCurrentIndex(panel.model.index(1))
    assert panel.go.isEnabled()
    panel.dismiss()


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_the_list_of_keys_is_as_wide_as_its_keys(desk: Desk, monkeypatch: pytest.MonkeyPatch, scale: float) -> None:
    from PySide6.QtWidgets import QDialog

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, "dark", scale, reduce_motion=True)
    missing: list[int] = []

    def look(dialog: QDialog) -> int:
        dialog.show()
        scroll = dialog.findChild(QScrollArea)
        assert scroll is not None
        missing.append(scroll.widget().sizeHint().width() - scroll.viewport().width())
        dialog.close()
        return 0

    monkeypatch.setattr(QDialog, "exec", look)
    dialogs.show_keyboard(desk.window)
    theme.apply(app, "dark", reduce_motion=True)
    assert missing
    assert missing[0] <= 0


@pytest.mark.parametrize(("items", "variants", "words", "button"), [
    (1, 0, "1 item and its file are deleted for good.", "Delete 1 item"),
    (2, 1, "2 items and 1 variant and their files are deleted for good.", "Delete 2 items"),
    (0, 3, "3 variants and their files are deleted for good.", "Delete 3 variants")])
def test_the_final_act_says_what_goes(desk: Desk, monkeypatch: pytest.MonkeyPatch, items: int, variants: int, words: str,
                                      button: str) -> None:
    from PySide6.QtWidgets import QDialog

    found: list[str] = []

    def look(dialog: QDialog) -> int:
        found.extend(child.text() for child in dialog.findChildren(QLabel))
        found.extend(child.text() for child in dialog.findChildren(QPushButton))
        return 0

    monkeypatch.setattr(QDialog, "exec", look)
    dialogs.confirm_empty_trash(desk.window, items, variants)
    assert any(text.startswith(words) for text in found)
    assert button in found


def test_f10_opens_the_menu(desk: Desk) -> None:
    opened: list[bool] = []
    menu = desk.window.toolbar.menu_button.menu()
    assert menu is not None

    def note() -> None:
        opened.append(True)
        QTimer.singleShot(0, menu.close)  # an open menu has its own event loop

    menu.aboutToShow.connect(note)
    desk.press("F10", desk.window)
    assert opened == [True]


def test_file_dialogs_begin_where_the_last_one_ended_and_never_where_the_program_was_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    takes = tmp_path / "takes"
    takes.mkdir()

    def choose(_parent: object, _title: str, folder: str, *_rest: object) -> tuple[list[str], str]:
        asked.append(folder)
        return [str(takes / "a.png")], ""

    monkeypatch.setattr(file_dialogs.QFileDialog, "getOpenFileNames", choose)
    monkeypatch.setitem(file_dialogs._last, "folder", "")  # noqa: SLF001 - as at the start
    file_dialogs.choose_files(None)  # type: ignore[arg-type]
    file_dialogs.choose_files(None)  # type: ignore[arg-type]
    assert asked[0] != ""
    assert Path(asked[0]).is_dir()
    assert asked[1] == str(takes)


def test_nothing_of_the_inspector_or_the_search_field_is_cut_off_in_a_small_window_with_large_text(
    qtbot: QtBot, tmp_path: Path
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, "dark", 1.5, reduce_motion=True)
    desk = Desk(qtbot, filled_library(tmp_path))
    try:
        desk.window.resize(960, 600)
        desk.select(0)
        desk.wait(lambda: desk.window.inspector.shown_id() is not None)
        content = desk.window.inspector.content
        room = content.parentWidget()
        assert room is not None
        assert content.width() <= room.width()
        field = desk.window.findChild(QLineEdit, "search_field")
        assert field is not None
        keys = field.findChild(QLabel)
        assert keys is not None
        assert keys.isVisible()
        assert field.width() - field.textMargins().right() <= keys.x()
    finally:
        desk.close()
        theme.apply(app, "dark", reduce_motion=True)
