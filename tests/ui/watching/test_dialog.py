"""File ▸ Watched folders…: the list, adding, pausing, removing, and what its state says."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QWidget

from app.library import shots, watching
from app.library.watching import State
from app.ui.watching.dialog import WatchedFoldersDialog
from app.ui.watching.row import FolderRow, state_words
from db import projects
from tests.ui.shell.windows import Desk

pytestmark = pytest.mark.slow


@pytest.fixture
def renders(tmp_path: Path) -> Path:
    folder = tmp_path / "renders"
    folder.mkdir()
    return folder


def opened(desk: Desk) -> WatchedFoldersDialog:
    desk.window.actions_.by_id["watched_folders"].trigger()
    dialog = desk.window.watched_folders
    assert dialog is not None
    desk.qtbot.waitExposed(dialog)
    desk.settle()
    return dialog


def rows(desk: Desk, number: int) -> list[FolderRow]:
    dialog = desk.window.watched_folders
    assert dialog is not None
    desk.wait(lambda: len(dialog.rows()) == number)
    return dialog.rows()


def test_the_list_says_what_is_watched_and_where_it_goes(desk: Desk, renders: Path) -> None:
    shot = shots.all_shots(desk.library)[0]
    watching.add(desk.library, renders, shot_id=shot.id)
    opened(desk)
    (row,) = rows(desk, 1)
    name, state = row.words()
    assert name == f"renders into My film, shot “{shot.name}”"
    assert "nothing came in yet" in state


def test_without_any_the_list_says_how_to_add_one(desk: Desk) -> None:
    dialog = opened(desk)
    texts = [child.text() for child in dialog.findChildren(QWidget) if hasattr(child, "text") and child.isVisible()]
    assert any("Drop one here" in text for text in texts)


def test_a_folder_is_added_by_button_into_the_chosen_place(
        desk: Desk, renders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(renders))
    dialog = opened(desk)
    into = dialog.findChild(QComboBox, "watched_into")
    assert into is not None
    desk.wait(lambda: into.count() == 4)  # the project and its three shots
    into.setCurrentIndex(2)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    rows(desk, 1)
    (found,) = watching.all_folders(desk.library)
    assert found.folder.shot_id == shots.all_shots(desk.library)[1].id


def test_the_dialog_of_folders_may_be_closed_without_one(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: "")
    opened(desk).findChild(QWidget, "watched_add").click()
    desk.settle()
    assert watching.all_folders(desk.library) == []


def test_a_folder_that_is_dropped_is_watched_and_a_file_is_not(desk: Desk, renders: Path) -> None:
    dialog = opened(desk)
    (renders / "a.txt").write_text("no folder")
    for path, taken in ((renders / "a.txt", False), (renders, True)):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        enter = QDragEnterEvent(QPoint(20, 20), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                                Qt.KeyboardModifier.NoModifier)
        enter.ignore()
        QApplication.sendEvent(dialog, enter)
        assert enter.isAccepted() == taken
        if taken:
            drop = QDropEvent(QPointF(20, 20), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                              Qt.KeyboardModifier.NoModifier)
            QApplication.sendEvent(dialog, drop)
    rows(desk, 1)
    assert watching.all_folders(desk.library)[0].folder.path == str(renders)


def test_a_refusal_is_said_in_the_dialog(desk: Desk) -> None:
    dialog = opened(desk)
    dialog.add([desk.library.folder])
    notice = dialog.findChild(QWidget, "watched_notice")
    desk.wait(notice.isVisible)
    assert "its own folder" in notice.text()
    assert watching.all_folders(desk.library) == []


def test_a_folder_is_paused_goes_on_and_is_removed_by_keys(desk: Desk, renders: Path) -> None:
    watching.add(desk.library, renders)
    opened(desk)
    (row,) = rows(desk, 1)
    for paused, word in ((True, "Go on"), (False, "Pause")):
        row.pause.setFocus()
        QTest.keyClick(row.pause, Qt.Key.Key_Space)
        desk.wait(lambda word=word: row.pause.toolTip() == word)
        assert watching.all_folders(desk.library)[0].folder.paused == paused
        assert row.look.isEnabled() == (not paused)
    row.remove.setFocus()
    QTest.keyClick(row.remove, Qt.Key.Key_Space)
    rows(desk, 0)
    assert watching.all_folders(desk.library) == []


def test_the_state_follows_the_folder_and_look_now_looks(desk: Desk, renders: Path) -> None:
    watching.add(desk.library, renders)
    desk.window.watchers.start()
    opened(desk)
    (row,) = rows(desk, 1)
    desk.wait(lambda: row.words()[1].startswith("Watching"))
    renders.rmdir()
    row.look.click()
    desk.wait(lambda: row.words()[1].startswith("Is not there at the moment"))


def test_a_renamed_project_is_renamed_in_the_list(desk: Desk, renders: Path) -> None:
    watching.add(desk.library, renders)
    opened(desk)
    (row,) = rows(desk, 1)
    with desk.library.store.write("Rename") as tx:
        projects.rename(tx, desk.library.project_id, "Second film")
    desk.wait(lambda: row.words()[0] == "renders into Second film")


def test_esc_closes_it_and_it_opens_again(desk: Desk) -> None:
    dialog = opened(desk)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert opened(desk) is dialog
    assert dialog.isVisible()


@pytest.mark.parametrize(("state", "words"), [
    (State("watching", 3), "Waiting for 3 files to be finished"), (State("watching", 1), "Waiting for 1 file to be finished"),
    (State("refused", 0, "Permission denied"), "Cannot be read"), (State("stopped"), "Stopped, look again"),
])
def test_each_state_has_its_words(state: State, words: str) -> None:
    assert state_words(state) == words
