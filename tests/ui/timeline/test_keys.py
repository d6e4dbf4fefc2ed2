"""The keyboard on lane and tray."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from app.library.timeline import apply
from tests.ui.timeline.conftest import Desk
from tests.ui.timeline.hands import ALT, CTRL, NONE, SHIFT, at, click, key, wheel
from tests.ui.timeline.shots import a_shot, a_still, film

Key = Qt.Key


@pytest.mark.parametrize(
    ("selected", "code", "mods", "label"),
    [
        ("ferry_arrives", Key.Key_Right, NONE, "Nudge “ferry_arrives” by +1"),
        ("ferry_arrives", Key.Key_Left, SHIFT, "Nudge “ferry_arrives” by −10"),
        ("door_opens_take3", Key.Key_Left, ALT, "Move “door_opens_take3” before “alley_rain_0077”"),
        ("door_opens_take3", Key.Key_Right, ALT, "Move “door_opens_take3” after “keeper_window_07”"),
        ("ferry_arrives", Key.Key_BracketLeft, NONE, "Move “ferry_arrives” to frame 118"),
        ("ferry_arrives", Key.Key_BracketRight, NONE, "Move “ferry_arrives” to frame 74"),
        ("ferry_arrives", Key.Key_Delete, NONE, "Unplace “ferry_arrives”"),
        ("ferry_arrives", Key.Key_Delete, SHIFT, "Unplace and close gap"),
        ("ferry_arrives", Key.Key_G, SHIFT, "Close 2 gaps"),
        ("face_0003", Key.Key_E, NONE, "Append “face_0003”"),
    ],
)
def test_a_key_plans_its_gesture(desk: Desk, selected: str, code: Qt.Key, mods, label: str) -> None:
    desk.page.select([selected])
    desk.page.set_frame(118)
    assert key(desk.lane, code, mods).isAccepted()
    assert desk.plans[0].label == label


def test_nudges_within_a_second_count_on_and_can_be_merged(desk: Desk) -> None:
    desk.page.select(["moonrise_0440"])
    rows = film()
    for pause, label in ((0.0, "+1"), (0.9, "+2"), (1.1, "+1")):
        desk.clock.now += pause
        key(desk.lane, Key.Key_Right)
        assert desk.plans[-1].label == f"Nudge “moonrise_0440” by {label}"
        assert desk.plans[-1].merge_key == "nudge:moonrise_0440"
        frame = desk.plans[-1].moves["moonrise_0440"].frame
        rows = [a_still("moonrise_0440", frame, 30) if r.id == "moonrise_0440" else r for r in rows]
        desk.page.set_shot(a_shot(), rows, "01")
    assert desk.model.selected == ("moonrise_0440",)


def test_without_a_selection_the_arrows_move_the_playhead(desk: Desk) -> None:
    for code, mods, frame in ((Key.Key_Right, NONE, 1), (Key.Key_Right, SHIFT, 11), (Key.Key_Left, NONE, 10)):
        key(desk.lane, code, mods)
        assert desk.model.playhead == frame
    assert desk.plans == []


def test_comma_and_point_move_the_playhead_whatever_is_selected(desk: Desk) -> None:
    desk.page.select(["moonrise_0440"])
    key(desk.lane, Key.Key_Period, SHIFT)
    key(desk.lane, Key.Key_Comma)
    assert desk.model.playhead == 9
    assert desk.plans == []


def test_home_and_end_and_the_buttons_of_that_name(desk: Desk) -> None:
    key(desk.lane, Key.Key_End)
    assert desk.model.playhead == 320
    key(desk.lane, Key.Key_Home)
    assert desk.model.playhead == 0
    desk.page.header.forward.click()
    assert desk.model.playhead == 320
    desk.page.header.back.click()
    assert desk.model.playhead == 0


def test_ctrl_and_arrows_go_from_item_to_item(desk: Desk) -> None:
    key(desk.lane, Key.Key_Right, CTRL)
    assert desk.model.selected == ("alley_rain_0077",)
    key(desk.lane, Key.Key_Right, CTRL)
    assert (desk.model.current, desk.model.playhead) == ("door_opens_take3", 96)
    key(desk.lane, Key.Key_Left, CTRL)
    assert desk.model.current == "alley_rain_0077"


def test_ctrl_shift_and_arrows_go_from_gap_to_gap(desk: Desk) -> None:
    key(desk.lane, Key.Key_Right, CTRL | SHIFT)
    assert desk.model.gap == (84, 12)
    key(desk.lane, Key.Key_Right, CTRL | SHIFT)
    assert desk.model.playhead == 212
    key(desk.lane, Key.Key_G)
    assert desk.plans[0].label == "Close gap of 44 frames"
    key(desk.lane, Key.Key_Left, CTRL | SHIFT)
    assert desk.model.playhead == 84


def test_removing_and_duplicating_are_asked_for(desk: Desk, qtbot) -> None:
    desk.page.select(["ferry_arrives", "face_0003"])
    with qtbot.waitSignal(desk.page.duplicate_requested) as copied:
        key(desk.lane, Key.Key_D, CTRL)
    assert copied.args == [["ferry_arrives"]]
    with qtbot.waitSignal(desk.page.remove_requested) as removed:
        key(desk.lane, Key.Key_Backspace, CTRL)
    assert removed.args == [["ferry_arrives", "face_0003"]]


def test_after_an_item_is_gone_the_focus_is_on_the_next_one(desk: Desk) -> None:
    desk.page.select(["door_opens_take3", "keeper_window_07"])
    key(desk.lane, Key.Key_Delete)
    assert desk.model.current == "ferry_arrives"


def test_enter_opens_a_field_for_a_frame(desk: Desk) -> None:
    desk.page.select(["ferry_arrives"])
    key(desk.lane, Key.Key_Return)
    field = desk.lane.findChild(QLineEdit, "timeline_frame_field")
    assert field.isVisible()
    assert field.text() == "168"
    field.setText("soon")
    key(field, Key.Key_Return)
    assert field.isVisible()
    assert field.property("invalid")
    field.setText("+12")
    key(field, Key.Key_Return)
    assert not field.isVisible()
    assert desk.plans[0].label == "Move “ferry_arrives” to frame 180"


def test_escape_closes_the_field_and_leaves_the_selection(desk: Desk) -> None:
    desk.page.select(["ferry_arrives"])
    key(desk.lane, Key.Key_Return)
    field = desk.lane.findChild(QLineEdit, "timeline_frame_field")
    key(field, Key.Key_Escape)
    assert not field.isVisible()
    assert desk.model.selected == ("ferry_arrives",)
    assert desk.plans == []


def test_a_length_can_be_typed_for_many(desk: Desk) -> None:
    desk.page.select(["dune_walk_0412", "moonrise_0440"])
    desk.page.commands.ask_length()
    field = desk.lane.findChild(QLineEdit, "timeline_frame_field")
    field.setText("24")
    key(field, Key.Key_Return)
    assert desk.plans[0].label == "Set length of 2 items to 24"


def test_escape_clears_the_selection_and_then_is_not_ours(desk: Desk) -> None:
    desk.page.select(["ferry_arrives"])
    assert key(desk.lane, Key.Key_Escape).isAccepted()
    assert desk.model.selected == ()
    assert not key(desk.lane, Key.Key_Escape).isAccepted()


def test_the_lane_takes_its_keys_before_the_windows_shortcuts(desk: Desk) -> None:
    for code, taken in (
        (Key.Key_Delete, True),
        (Key.Key_N, True),
        (Key.Key_Space, False),
        (Key.Key_Tab, False),
    ):
        event = QKeyEvent(QEvent.Type.ShortcutOverride, code, NONE)
        event.ignore()
        QApplication.sendEvent(desk.lane, event)
        assert event.isAccepted() == taken


def test_zoom_keys_and_wheel_keep_their_point(desk: Desk) -> None:
    lane = desk.lane
    desk.page.set_frame(118)
    x = lane.scale.x(118)
    key(lane, Key.Key_Plus, SHIFT)
    assert lane.scale.px_per_frame == pytest.approx(3.75)
    assert lane.scale.x(118) == pytest.approx(x, abs=1)
    at_cursor = lane.scale.frame(700)
    wheel(lane, at(lane, at_cursor), 2, CTRL)
    assert lane.scale.frame(700) == pytest.approx(at_cursor, abs=0.2)
    key(lane, Key.Key_Minus)
    assert lane.scale.px_per_frame == pytest.approx(3.75 * 1.25)


def test_the_wheel_scrolls(desk: Desk) -> None:
    key(desk.lane, Key.Key_Plus)
    key(desk.lane, Key.Key_Home)
    wheel(desk.lane, at(desk.lane, 10), -1)
    assert desk.lane.scale.scroll_px == 120
    wheel(desk.lane, at(desk.lane, 10), 3)
    assert desk.lane.scale.scroll_px == 0


def test_fit_shows_all_and_fit_selection_the_selection(desk: Desk) -> None:
    lane = desk.lane
    key(lane, Key.Key_Backslash)
    assert lane.scale.x(320) == pytest.approx(lane.width() - 16, abs=1)
    desk.page.select(["dune_walk_0412", "moonrise_0440"])
    key(lane, Key.Key_Bar, SHIFT)
    assert lane.scale.x(256) == pytest.approx(16, abs=1)
    assert lane.scale.x(320) == pytest.approx(lane.width() - 16, abs=1)


def test_the_slider_zooms_and_follows(desk: Desk) -> None:
    slider = desk.page.header.slider
    before = slider.value()
    desk.page.commands.zoom(4)
    assert slider.value() > before
    slider.setValue(slider.maximum())
    assert desk.lane.scale.px_per_frame == pytest.approx(96)


def test_the_tray_appends_and_removes(desk: Desk, qtbot) -> None:
    tray = desk.page.tray
    tray.setFocus()
    key(tray, Key.Key_Right)
    key(tray, Key.Key_Right)
    key(tray, Key.Key_Left, SHIFT)
    assert desk.model.tray_selection() == ("face_0003", "clouds_0001")
    key(tray, Key.Key_Return)
    assert desk.plans[0].label == "Append 2 items"
    with qtbot.waitSignal(desk.page.remove_requested) as removed:
        key(tray, Key.Key_Delete)
    assert sorted(removed.args[0]) == ["clouds_0001", "face_0003"]


def test_a_plan_that_is_written_shows_up_as_planned(desk: Desk) -> None:
    desk.page.select(["ferry_arrives"])
    key(desk.lane, Key.Key_Right)
    lane = desk.model.lane
    after = {i.id: i.frame for i in apply([*lane.items, *lane.tray], desk.plans[0])}
    assert after["ferry_arrives"] == 169


def test_the_moved_item_stays_in_sight(desk: Desk) -> None:
    desk.lane.scroller.zoom_to(40, 0)
    desk.page.select(["moonrise_0440"])
    rect = desk.lane.item_rect("moonrise_0440")
    assert rect is not None
    assert 0 <= rect.left() < desk.lane.width()


def test_a_click_with_the_mouse_hides_the_ring_of_the_keyboard(desk: Desk) -> None:
    image = _ring(desk, lambda: key(desk.lane, Key.Key_Right, CTRL))
    assert image
    assert not _ring(desk, lambda: click(desk.lane, at(desk.lane, 60)))


def _ring(desk: Desk, do) -> bool:
    """Whether the second line of the focus ring is painted inside the current item."""
    do()
    rect = desk.lane.item_rect(desk.model.current)
    image = desk.lane.grab().toImage()
    return image.pixelColor(rect.left() + 40, rect.top()).lightness() > 200
