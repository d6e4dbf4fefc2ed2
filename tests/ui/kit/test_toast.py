from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.ui.kit.toast import Toast


@pytest.fixture
def window(themed: QApplication, qtbot: QtBot) -> Iterator[QWidget]:
    made = QWidget()
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    qtbot.addWidget(made)
    made.resize(800, 500)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def enter(widget: QWidget) -> None:
    QApplication.sendEvent(widget, QEnterEvent(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5)))


def test_a_toast_stands_at_the_bottom_in_the_middle(window: QWidget) -> None:
    toast = Toast(window)
    toast.set_bottom(172)
    toast.show_message("Moved 12 items to Trash", "Undo", lambda: None, "Ctrl+Z")
    assert toast.height() == 40
    assert toast.geometry().bottom() + 1 == 500 - 172 - 16
    assert abs(toast.geometry().center().x() - 400) <= 1
    window.resize(1000, 500)
    assert abs(toast.geometry().center().x() - 500) <= 1


def test_a_toast_goes_by_itself(window: QWidget, qtbot: QtBot) -> None:
    toast = Toast(window, stay_ms=20)
    toast.show_message("Starred 3 items")
    assert toast.isVisible()
    qtbot.waitUntil(lambda: not toast.isVisible())


def test_a_toast_stays_while_hovered(window: QWidget, qtbot: QtBot) -> None:
    toast = Toast(window, stay_ms=20)
    toast.show_message("Starred 3 items")
    enter(toast)
    with qtbot.assertNotEmitted(toast.destroyed, wait=80):
        pass
    assert toast.isVisible()
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(lambda: not toast.isVisible())


def test_a_toast_stays_while_it_has_the_keyboard(window: QWidget, qtbot: QtBot) -> None:
    toast = Toast(window, stay_ms=20)
    window.setFocus()
    toast.show_message("Starred 3 items", "Undo", lambda: None)
    toast.take_focus()
    action = toast.findChild(QPushButton, "toast_action")
    assert isinstance(action, QPushButton)
    qtbot.waitUntil(action.hasFocus)
    with qtbot.assertNotEmitted(toast.destroyed, wait=80):
        pass
    assert toast.isVisible()
    qtbot.keyClick(action, Qt.Key.Key_Escape)
    assert not toast.isVisible()
    assert window.hasFocus()


def test_undo_is_called_once_and_the_toast_goes(window: QWidget, qtbot: QtBot) -> None:
    undone: list[int] = []
    toast = Toast(window)
    toast.show_message("Moved 12 items to Trash", "Undo", lambda: undone.append(1))
    action = toast.findChild(QPushButton, "toast_action")
    assert isinstance(action, QPushButton)
    qtbot.mouseClick(action, Qt.MouseButton.LeftButton)
    assert undone == [1]
    assert not toast.isVisible()


def test_the_newest_message_replaces_the_one_before(window: QWidget) -> None:
    toast = Toast(window)
    toast.show_message("Starred 3 items", "Undo", lambda: None)
    toast.show_message("Imported 2 files")
    action = toast.findChild(QPushButton, "toast_action")
    assert isinstance(action, QPushButton)
    assert toast.text() == "Imported 2 files"
    assert toast.accessibleName() == "Imported 2 files"
    assert action.isHidden()


def test_the_action_may_show_the_next_toast(window: QWidget, qtbot: QtBot) -> None:
    toast = Toast(window)
    toast.show_message("Starred 3 items", "Undo", lambda: toast.show_message("Undone: Star 3 items"))
    action = toast.findChild(QPushButton, "toast_action")
    assert isinstance(action, QPushButton)
    qtbot.mouseClick(action, Qt.MouseButton.LeftButton)
    assert toast.isVisible()
    assert toast.text() == "Undone: Star 3 items"


def test_a_toast_is_never_wider_than_the_window(window: QWidget) -> None:
    toast = Toast(window)
    toast.show_message("A very long sentence " * 20)
    assert toast.width() <= 800 - 32


def test_the_shadow_lets_the_mouse_through(window: QWidget) -> None:
    toast = Toast(window)
    toast.show_message("Starred 3 items")
    beside = toast.geometry().topLeft() - QPoint(6, 0)
    assert window.childAt(beside) is None


def test_a_toast_that_is_closed_by_the_keyboard_gives_it_back(window: QWidget, qtbot: QtBot) -> None:
    before = QPushButton(window)
    before.show()
    before.setFocus()
    qtbot.waitUntil(before.hasFocus)
    toast = Toast(window)
    toast.show_message("Starred 3 items")
    toast.take_focus()
    assert not before.hasFocus()
    toast.dismiss()
    assert before.hasFocus()
