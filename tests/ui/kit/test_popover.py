"""Where a popover stands."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.ui.kit.popover import MARGIN_PX, Popover


def test_it_stands_below_the_place_it_is_about_and_inside_the_window(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 600)
    opener = QWidget(window)
    opener.setGeometry(0, 0, 800, 600)
    window.show()
    popover = Popover("p", "P", window, 300)
    popover.anchor = QRect(100, 50, 80, 40)
    popover.open_at(opener)
    assert popover.pos().x() == 100
    assert popover.pos().y() == popover.anchor.bottom() + MARGIN_PX
    popover.anchor = QRect(780, 580, 10, 10)
    popover.place()
    assert window.rect().contains(popover.geometry())
    popover.dismiss()


def test_the_focus_goes_back_to_where_it_was_when_the_opener_is_not_to_be_seen(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 600)
    opener, before, beside = QPushButton(window), QLineEdit(window), QLineEdit(window)
    opener.hide()
    window.show()
    window.activateWindow()
    before.setFocus()
    qtbot.waitUntil(before.hasFocus)
    popover = Popover("p", "P", window, 300)
    popover.open_at(opener)
    assert not before.hasFocus()
    qtbot.keyClick(popover, Qt.Key.Key_Escape)
    assert before.hasFocus()
    assert not beside.hasFocus()
