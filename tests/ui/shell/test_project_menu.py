"""Projects: the name in the toolbar, switching, new and renamed ones."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QInputDialog

from app.library import projects, shots
from tests.ui.shell.windows import Desk

pytestmark = pytest.mark.slow


def actions(desk: Desk) -> dict[str, object]:
    menu = desk.window.project_menu.button.menu()
    assert menu is not None
    menu.aboutToShow.emit()
    return {action.objectName() or action.text(): action for action in menu.actions()}


def trigger(desk: Desk, name: str) -> None:
    actions(desk)[name].trigger()  # type: ignore[attr-defined]
    desk.settle()


def answering(text: str, ok: bool = True) -> object:
    return staticmethod(lambda *_args, **_options: (text, ok))


def test_a_new_project_is_empty_and_the_old_one_is_as_it_was(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    before, old = desk.shown(), projects.current(desk.library).name
    monkeypatch.setattr(QInputDialog, "getText", answering("Second film"))
    trigger(desk, "new_project")
    assert desk.window.project_menu.button.text() == "Second film"
    assert desk.shown() == []
    assert shots.all_shots(desk.library) == []
    assert desk.window.sidebar.model.rowCount() == 0
    trigger(desk, old)
    desk.wait(lambda: desk.shown() == before)
    assert desk.window.sidebar.model.rowCount() == 3


def test_renaming_is_a_step_and_undo_gives_the_name_back(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    old = projects.current(desk.library).name
    monkeypatch.setattr(QInputDialog, "getText", answering("  Salt Road "))
    trigger(desk, "rename_project")
    assert desk.window.project_menu.button.text() == "Salt Road"
    desk.library.store.undo()
    desk.wait(lambda: desk.window.project_menu.button.text() == old)


def test_an_answer_that_was_not_given_changes_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = len(desk.library.store.history())
    monkeypatch.setattr(QInputDialog, "getText", answering("Anything", ok=False))
    trigger(desk, "rename_project")
    trigger(desk, "new_project")
    assert len(desk.library.store.history()) == steps
