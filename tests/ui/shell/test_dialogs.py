"""The one final act asks first; the list of keys tells them all."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton

from app.library import editing, trash
from app.ui.actions import SPECS
from app.ui.shell import dialogs
from tests.ui.shell.windows import Desk

pytestmark = pytest.mark.slow


def answer(button: str, seen: list[str]) -> None:
    """Presses a button of the dialog that opens next, and keeps what it says."""

    def press() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        seen.extend(label.text() for label in dialog.findChildren(QLabel))
        found = dialog.findChild(QPushButton, button)
        assert found is not None
        found.click()

    QTimer.singleShot(0, press)


def test_empty_trash_says_how_many_and_cancel_keeps_them(desk: Desk) -> None:
    editing.trash(desk.library, desk.shown()[:2])
    seen: list[str] = []
    answer("empty_trash_cancel", seen)
    desk.window.actions_.by_id["empty_trash"].trigger()
    assert any("2 items" in text and "cannot be undone" in text for text in seen)
    assert trash.counts(desk.library)[0] == 2


def test_empty_trash_deletes_and_the_history_is_forgotten(desk: Desk) -> None:
    editing.trash(desk.library, desk.shown()[:2])
    answer("empty_trash_delete", [])
    desk.window.actions_.by_id["empty_trash"].trigger()
    desk.wait(lambda: not desk.window.working.running)
    desk.settle()
    assert trash.counts(desk.library) == (0, 0)
    assert not desk.window.actions_.by_id["undo"].isEnabled()


def test_an_empty_trash_asks_nothing(desk: Desk) -> None:
    desk.window.actions_.by_id["empty_trash"].trigger()
    assert "empty" in desk.window.toast.text()


def test_the_list_of_keys_has_every_key_of_the_table(desk: Desk) -> None:
    seen: list[str] = []
    answer("keyboard_close", seen)
    dialogs.show_keyboard(desk.window)
    missing = [spec.id for spec in SPECS if spec.keys and "  ".join(spec.keys) not in seen]
    assert missing == []


@pytest.mark.parametrize(("counts", "words", "button"), [
    ((0, 0, 1, 0), "1 model and its file are", "Delete 1 file"),
    ((0, 0, 2, 3), "2 models and 3 training files and", "Delete 5 files"),
    ((1, 0, 2, 1), "1 item, 2 models and 1 training file", "Delete 1 item"),
])  # fmt: skip
def test_empty_trash_names_models_and_training_files_too(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, counts: tuple[int, int, int, int], words: str, button: str
) -> None:
    said: list[str] = []

    def look(dialog: QDialog) -> int:
        said.extend(child.text() for child in (*dialog.findChildren(QLabel), *dialog.findChildren(QPushButton)))
        return 0

    monkeypatch.setattr(QDialog, "exec", look)
    dialogs.confirm_empty_trash(desk.window, *counts)
    assert any(text.startswith(words) for text in said), said
    assert button in said
