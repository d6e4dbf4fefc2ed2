"""The history popover: every step by name, and the way back and forth."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.library import editing
from app.ui.shell.history import HistoryModel
from tests.ui.shell.windows import Desk

pytestmark = pytest.mark.slow


def labels(desk: Desk) -> list[str]:
    return [str(desk.window.history.model.index(row, 0).data()) for row in range(desk.window.history.model.rowCount())]


def rename_three(desk: Desk) -> list[list[str | None]]:
    """Renames the first three items one by one; the names before and after each step."""
    states = [[card.name for card in desk.cards()]]
    for row, card in enumerate(desk.cards()[:3]):
        editing.rename(desk.library, card.id, f"take {row}")
        states.append([card.name for card in desk.cards()])
    desk.settle()
    return states


def test_the_history_lists_every_step_the_newest_first(desk: Desk) -> None:
    rename_three(desk)
    desk.press("Ctrl+Shift+H")
    assert desk.window.history.isVisible()
    assert labels(desk) == ["Rename to “take 2”", "Rename to “take 1”", "Rename to “take 0”"]


def test_going_back_to_a_step_takes_back_all_that_came_after_and_forward_again(desk: Desk) -> None:
    states = rename_three(desk)
    panel = desk.window.history
    desk.window.window_actions.show_history()
    panel.list.setCurrentIndex(panel.model.index(2, 0))
    QTest.mouseClick(panel.go, Qt.MouseButton.LeftButton)
    desk.settle()
    assert [card.name for card in desk.cards()] == states[1]
    assert [panel.model.index(row, 0).data(HistoryModel.UNDONE) for row in range(3)] == [True, True, False]
    panel.list.setCurrentIndex(panel.model.index(0, 0))
    assert "again" in panel.go.text()
    QTest.mouseClick(panel.go, Qt.MouseButton.LeftButton)
    desk.settle()
    assert [card.name for card in desk.cards()] == states[3]


def test_escape_closes_it_and_a_click_elsewhere_too(desk: Desk) -> None:
    panel = desk.window.history
    desk.window.window_actions.show_history()
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    desk.window.window_actions.show_history()
    assert panel.isVisible()
    QTest.mouseClick(desk.window.gallery.view.viewport(), Qt.MouseButton.LeftButton)
    assert not panel.isVisible()


def test_without_steps_it_says_what_it_is_for(desk: Desk) -> None:
    desk.library.store.forget_history()
    desk.window.window_actions.show_history()
    assert not desk.window.history.list.isVisible()
    assert not desk.window.history.go.isVisible()
