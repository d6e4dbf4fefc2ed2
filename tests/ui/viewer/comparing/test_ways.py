"""Every way of comparing, and zoom and place in step, through real events."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QWidget

from app.library.library import Library
from app.ui.viewer.compare_stage import MODES, Mode
from tests import factories
from tests.ui.viewer.comparing.desk import BLUE, COLOURS, GREEN, GREY, RED, Desk, Key

# -- ways ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [2, 3, 4])
def test_side_by_side_shows_all_beside_each_other_with_letters_and_names(desk: Desk, items: list[str], count: int) -> None:
    desk.open(*items[:count])
    assert desk.names() == [f"{letter} item_{at}" for at, letter in enumerate("ABCD"[:count])]
    assert [desk.middle(at) for at in range(count)] == list(COLOURS[:count])
    cells = [desk.stage.cell(at) for at in range(count)]
    assert not any(one.intersects(other) for one in cells for other in cells if one is not other)


def test_c_goes_through_the_ways_and_shift_c_back(desk: Desk, items: list[str]) -> None:
    desk.open(*items[:2])
    seen = []
    for _ in MODES:
        desk.key(Key.Key_C)
        seen.append(desk.stage.mode)
    assert seen == ["wipe", "flicker", "difference", "side"]
    desk.key(Key.Key_C, Qt.KeyboardModifier.ShiftModifier)
    assert desk.stage.mode == "difference"


@pytest.mark.parametrize("mode", MODES)
def test_each_way_has_a_button_that_shows_it(desk: Desk, items: list[str], mode: Mode) -> None:
    desk.open(*items[:2])
    desk.push(f"compare_mode_{mode}")
    assert desk.stage.mode == mode
    button = desk.page.findChild(QAbstractButton, f"compare_mode_{mode}")
    assert button is not None
    assert button.isChecked()


def test_the_wipe_shows_a_left_and_b_right_of_its_line(desk: Desk, items: list[str]) -> None:
    desk.open(*items[:2])
    desk.key(Key.Key_C)
    line = desk.stage.line.geometry().center()
    assert desk.pixel(line.x() - 60, line.y() + 60) == RED
    assert desk.pixel(line.x() + 60, line.y() + 60) == BLUE


def test_the_line_is_dragged_by_its_knob_and_anywhere_else(desk: Desk, items: list[str]) -> None:
    desk.open(*items[:2])
    desk.key(Key.Key_C)
    line, area = desk.stage.line, desk.stage.pictures_area()
    QTest.mousePress(line, Qt.MouseButton.LeftButton, pos=line.knob().center())
    QTest.mouseMove(line, line.knob().center() - QPoint(area.width() // 4, 0))
    QTest.mouseRelease(line, Qt.MouseButton.LeftButton)
    assert desk.stage.wipe == pytest.approx(0.25, abs=0.01)
    where = area.left() + area.width() // 4
    assert desk.pixel(where - 30, area.center().y() + 60) == RED
    assert desk.pixel(where + 30, area.center().y() + 60) == BLUE


def test_brackets_move_the_line_as_far_as_the_edges(desk: Desk, items: list[str]) -> None:
    desk.open(*items[:2])
    desk.key(Key.Key_BracketRight)
    assert desk.stage.wipe == 0.5  # side by side there is no line
    desk.key(Key.Key_C)
    desk.key(Key.Key_BracketRight)
    assert desk.stage.wipe == pytest.approx(0.52)
    for _ in range(2):
        desk.key(Key.Key_BracketLeft)
    assert desk.stage.wipe == pytest.approx(0.48)
    for _ in range(30):
        QTest.keyClick(desk.stage, Key.Key_BracketLeft)
    assert desk.stage.wipe == 0
    assert desk.pixel(desk.stage.pictures_area().left() + 60, desk.stage.line.geometry().center().y() + 60) == BLUE


def test_flicker_by_hand_shows_the_next_one_with_b(desk: Desk, items: list[str]) -> None:
    desk.open(*items[:3])
    desk.push("compare_mode_flicker")
    before = desk.stage.front
    colours = [desk.middle(0)]
    for _ in range(2):
        desk.key(Key.Key_B)
        colours.append(desk.middle(0))
    assert sorted(colours) == sorted(COLOURS[:3])
    desk.key(Key.Key_B)
    assert desk.stage.front == before
    assert not desk.stage.is_turning()


def test_flicker_turns_by_itself_at_the_chosen_pace_and_rests_in_other_ways(desk: Desk, items: list[str]) -> None:
    desk.open(*items[:2])
    desk.push("compare_mode_flicker")
    pace = desk.page.findChild(QComboBox, "compare_interval")
    assert pace is not None
    pace.setFocus()
    QTest.keyClick(pace, Key.Key_End)
    desk.wait(desk.stage.is_turning)
    before = desk.stage.front
    desk.wait(lambda: desk.stage.front != before)
    desk.push("compare_mode_side")
    assert not desk.stage.is_turning()


def test_the_difference_is_seen_and_amplified(desk: Desk, items: list[str]) -> None:
    desk.open(*items[:2])
    desk.push("compare_mode_difference")
    desk.wait(lambda: desk.stage.difference.picture() is not None)
    assert desk.middle(0) == (170, 0, 170)
    assert desk.page.bar.said() == "100 % of the pixels differ"
    gain = desk.page.findChild(QComboBox, "compare_gain")
    assert gain is not None
    assert gain.isVisible()
    gain.setFocus()
    QTest.keyClick(gain, Key.Key_Down)
    desk.settle()
    desk.wait(lambda: desk.middle(0) == (255, 0, 255))


def test_the_same_picture_twice_says_so(desk: Desk, library: Library) -> None:
    item = factories.add_item(library, "twice", variants=2, colour=GREEN)
    desk.open(item)
    desk.push("compare_mode_difference")
    desk.wait(lambda: desk.page.bar.said() == "Every pixel is the same")


def test_b_swaps_a_and_b(desk: Desk, items: list[str]) -> None:
    desk.open(*items[:2])
    desk.key(Key.Key_B)
    assert desk.names() == ["A item_1", "B item_0"]
    assert [desk.middle(0), desk.middle(1)] == [BLUE, RED]


# -- zoom and place --------------------------------------------------------------------------------------------------


def wheel(widget: QWidget, at: QPoint, turned: int = 120) -> None:
    event = QWheelEvent(QPointF(at), QPointF(widget.mapToGlobal(at)), QPoint(), QPoint(0, turned), Qt.MouseButton.NoButton,
                        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(widget, event)


def test_zoom_and_place_go_in_step(desk: Desk, items: list[str]) -> None:
    desk.open(*items[:3])
    for _ in range(8):
        wheel(desk.stage.canvases[0], QPoint(30, 40))
    rects = [canvas.picture_rect() for canvas in desk.stage.canvases[:3]]
    assert rects[0] == rects[1] == rects[2]
    assert rects[0].width() > desk.stage.cell(0).width()
    before = rects[0]
    QTest.mousePress(desk.stage.canvases[1], Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    QTest.mouseMove(desk.stage.canvases[1], QPoint(60, 80))
    QTest.mouseRelease(desk.stage.canvases[1], Qt.MouseButton.LeftButton, pos=QPoint(60, 80))
    after = desk.stage.canvases[2].picture_rect()
    assert after.topLeft() != before.topLeft()
    assert desk.stage.canvases[0].picture_rect() == after


def test_pictures_of_different_sizes_show_the_same_place(desk: Desk, library: Library, items: list[str]) -> None:
    larger = factories.add_item(library, "upscaled", colour=GREY, size=(3200, 1800))
    desk.open(items[0], larger)
    assert desk.stage.canvases[0].picture_rect() == desk.stage.canvases[1].picture_rect()
    for _ in range(6):
        wheel(desk.stage.canvases[1], QPoint(50, 50))
    assert desk.stage.canvases[0].picture_rect() == desk.stage.canvases[1].picture_rect()


def test_keys_and_buttons_zoom(desk: Desk, items: list[str]) -> None:
    desk.open(*items[:2])
    fitted = desk.stage.canvases[0].scale()
    desk.key(Key.Key_Z)
    assert desk.stage.zoom.scale == 1
    assert desk.percent() == "100 %"
    desk.key(Key.Key_Plus)
    assert desk.stage.canvases[1].scale() == 1.5
    desk.key(Key.Key_Minus)
    desk.key(Key.Key_Z)
    assert desk.stage.canvases[0].scale() == fitted
    desk.push("compare_pixels")
    assert desk.stage.zoom.scale == 1
    desk.push("compare_fit")
    assert desk.stage.zoom.scale is None


def test_the_line_stays_in_what_is_seen_when_zoomed(desk: Desk, items: list[str]) -> None:
    desk.open(*items[:2])
    desk.key(Key.Key_C)
    for _ in range(10):
        wheel(desk.stage.canvases[0], QPoint(10, 300))
    assert desk.stage.cell(0).adjusted(-1, 0, 1, 0).contains(desk.stage.line.geometry().center())
    line = desk.stage.line.geometry().center()
    assert desk.pixel(line.x() - 60, line.y() + 60) == RED
    assert desk.pixel(line.x() + 60, line.y() + 60) == BLUE
