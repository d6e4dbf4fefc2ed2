"""Costs: typed for one item, summed by month and project."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPushButton

from app.library import costs
from tests.ui.shell.windows import Desk

pytestmark = pytest.mark.slow


def in_dialog(desk: Desk, action: str, *steps: object) -> list[str]:
    """The action opens a dialog; each step acts on it once it is open. What its labels said at the end."""
    said: list[str] = []

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        for step in steps:
            assert callable(step)
            step(dialog)
        said.extend(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())
        if dialog.isVisible():
            dialog.reject()

    QTimer.singleShot(0, act)
    desk.window.actions_.by_id[action].trigger()
    return said


def typed(text: str) -> object:
    def step(dialog: QDialog) -> None:
        field = dialog.findChild(QLineEdit, "cost_amount")
        assert field is not None
        field.setText(text)

    return step


def press(name: str) -> object:
    def step(dialog: QDialog) -> None:
        button = dialog.findChild(QPushButton, name)
        assert button is not None
        button.click()

    return step


def test_what_an_item_cost_is_typed_and_summed(desk: Desk) -> None:
    desk.select(0)
    item = desk.cards()[0].id
    in_dialog(desk, "cost", typed("1.25"), press("cost_add"))
    assert costs.of_item(desk.library, item) == 1250
    said = in_dialog(desk, "cost", typed("no"), press("cost_add"))
    assert "So far 1.25 credits." in " ".join(said)
    assert any("“no” is no amount." in text for text in said)
    assert costs.of_item(desk.library, item) == 1250
    said = in_dialog(desk, "costs")
    assert {"1.25", "1 entry", "My film"} <= set(said)


def test_nothing_is_written_down_without_a_yes(desk: Desk) -> None:
    desk.select(0)
    in_dialog(desk, "cost", typed("3"), press("cost_cancel"))
    assert costs.sums(desk.library) == []
    assert any(text.startswith("Nothing was spent yet.") for text in in_dialog(desk, "costs"))
