from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QWheelEvent
from PySide6.QtWidgets import QApplication, QSpinBox
from pytestqt.qtbot import QtBot

from app.ui.kit import buttons, theme
from app.ui.kit.wheel import guard_wheel


@pytest.mark.parametrize(("small", "side"), [(False, 28), (True, 24)])
def test_icon_buttons_are_square_and_named(
    themed: QApplication, qtbot: QtBot, small: bool, side: int
) -> None:
    button = buttons.icon_button("plus", "New shot", "new_shot", "Ctrl+N", small=small)
    qtbot.addWidget(button)
    button.show()
    assert (button.width(), button.height()) == (side, side)
    assert button.accessibleName() == "New shot"
    assert button.objectName() == "new_shot"
    assert "Ctrl+N" in button.toolTip()


def test_a_click_calls_without_argument(themed: QApplication, qtbot: QtBot) -> None:
    clicks: list[int] = []
    button = buttons.push_button("Import", "import", "primary", on_click=lambda: clicks.append(1))
    qtbot.addWidget(button)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert clicks == [1]


def test_a_button_changes_its_kind_after_it_was_shown(themed: QApplication, qtbot: QtBot) -> None:
    button = buttons.push_button("Import", "import", "secondary")
    qtbot.addWidget(button)
    button.show()
    spot = QPoint(14, 4)

    def ground() -> str:
        return button.grab().toImage().pixelColor(spot).name()

    assert ground() == theme.colours().pressed
    buttons.set_kind(button, "primary")
    assert ground() == theme.colours().accent_fill


def test_a_button_follows_its_action(themed: QApplication, qtbot: QtBot) -> None:
    action = QAction("&Snap…")
    action.setCheckable(True)
    action.setShortcut("N")
    button = buttons.action_button(action, "magnet", "snap")
    qtbot.addWidget(button)
    assert button.toolTip().split() == ["Snap", "N"]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert action.isChecked()
    assert button.isChecked()
    action.setEnabled(False)
    action.setText("Snap to cuts")
    assert not button.isEnabled()
    assert button.accessibleName() == "Snap to cuts"


def test_an_action_outlives_its_button(themed: QApplication, qtbot: QtBot) -> None:
    import shiboken6

    action = QAction("Snap")
    shiboken6.delete(buttons.action_button(action, "magnet", "snap"))
    action.setText("Other")
    assert action.text() == "Other"


def test_menu_text_loses_its_marks() -> None:
    assert buttons.plain("&Export…") == "Export"
    assert buttons.plain("Cut && copy") == "Cut & copy"


def test_the_wheel_changes_a_value_only_with_focus(themed: QApplication, qtbot: QtBot) -> None:
    box = QSpinBox()
    qtbot.addWidget(box)
    guard_wheel(box)
    box.show()

    def turn() -> None:
        event = QWheelEvent(
            QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(box, event)

    box.clearFocus()
    turn()
    assert box.value() == 0
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    turn()
    assert box.value() == 1
