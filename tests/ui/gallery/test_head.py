"""The gallery's head: chips by mouse and keys, and the note of a view."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.ui.gallery import source
from app.ui.gallery.head import ChipButton, GalleryHead
from app.ui.kit import theme
from db import Condition, Filter, parsed

LEFT = Qt.MouseButton.LeftButton
HERE = Filter(project_id="p")


@pytest.fixture
def head(qtbot: QtBot, qapp: QApplication) -> GalleryHead:
    theme.apply(qapp, "dark", reduce_motion=True)
    made = GalleryHead()
    made.resize(900, 40)
    qtbot.addWidget(made)
    made.set_source("All media")
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def show(head: GalleryHead, query: str) -> list[ChipButton]:
    head.set_chips(source.chips(parsed(query, HERE), {}))
    return [button for button in head.findChildren(ChipButton) if not button.isHidden()]


def test_a_condition_with_a_value_offers_others_and_its_cross_takes_it_away(qtbot: QtBot, head: GalleryHead) -> None:
    tag, _rating = show(head, "tag:look rating:>=3")
    with qtbot.waitSignal(head.chip_change_asked) as asked:
        qtbot.mouseClick(tag, LEFT, pos=QPoint(10, 12))
    assert asked.args is not None
    assert asked.args[0] == Condition("tag", ":", "look")
    with qtbot.waitSignal(head.chip_removed) as removed:
        qtbot.mouseClick(tag, LEFT, pos=tag.cross_rect().center())
    assert removed.args == [parsed("rating:>=3", HERE)]


def test_a_click_anywhere_on_a_condition_without_a_value_takes_it_away(qtbot: QtBot, head: GalleryHead) -> None:
    [unseen] = show(head, "unseen")
    with qtbot.waitSignal(head.chip_removed) as removed:
        qtbot.mouseClick(unseen, LEFT, pos=QPoint(10, 12))
    assert removed.args == [HERE]


def test_chips_by_keys_alone(qtbot: QtBot, head: GalleryHead) -> None:
    chips = show(head, "tag:look rating:>=3 unseen")
    chips[0].setFocus()
    qtbot.keyClick(chips[0], Qt.Key.Key_Right)
    assert chips[1].hasFocus()
    with qtbot.waitSignal(head.chip_change_asked):
        qtbot.keyClick(chips[1], Qt.Key.Key_Return)
    head.chip_removed.connect(lambda wanted: head.set_chips(source.chips(wanted, {})))
    qtbot.keyClick(chips[1], Qt.Key.Key_Delete)
    left = [button for button in head.findChildren(ChipButton) if not button.isHidden()]
    assert [button.text() for button in left] == ["Tag look", "Unseen"]
    assert left[1].hasFocus()
    qtbot.keyClick(left[1], Qt.Key.Key_Backspace)
    assert left[0].accessibleName() == "Filter Tag look"


def test_a_long_condition_is_cut_in_the_middle_and_told_whole(head: GalleryHead) -> None:
    [chip] = show(head, 'model:"a model with a name that never wants to end, whatever it costs the reader"')
    assert chip.width() < 300
    assert "never wants to end" in chip.accessibleName()


def test_a_view_has_a_note_and_a_way_to_do_something(qtbot: QtBot, head: GalleryHead) -> None:
    done: list[int] = []
    head.set_note("Looked at 18:40", "Look again", lambda: done.append(1))
    button = head.findChild(QPushButton, "galleryNoteButton")
    assert button is not None
    qtbot.mouseClick(button, LEFT)
    assert done == [1]
    assert button.accessibleName() == "Look again"
    head.set_note("")
    assert button.isHidden()
