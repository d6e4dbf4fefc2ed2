"""Drags on the lane by real mouse events."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtWidgets import QApplication

from app.ui.timeline.geometry import Scale
from tests.ui.timeline.conftest import Desk
from tests.ui.timeline.hands import ALT, CTRL, NONE, SHIFT, at, carry, click, drag, key, move, press, release
from tests.ui.timeline.shots import a_clip, a_shot, a_still, film


def test_a_click_selects_and_edits_nothing(desk: Desk) -> None:
    click(desk.lane, at(desk.lane, 270))
    assert desk.model.selected == ("dune_walk_0412",)
    assert desk.plans == []


def test_three_pixels_are_still_a_click(desk: Desk) -> None:
    press(desk.lane, at(desk.lane, 270))
    move(desk.lane, at(desk.lane, 270) + QPointF(3, 0))
    assert desk.model.preview is None
    release(desk.lane, at(desk.lane, 270) + QPointF(3, 0))
    assert desk.plans == []


def test_a_drag_moves_the_item_by_whole_frames_from_the_press_point(desk: Desk) -> None:
    drag(desk.lane, 300, 310, SHIFT)
    assert desk.frames() == {"moonrise_0440": 300}
    assert desk.plans[0].label == "Move “moonrise_0440” to frame 300"


def test_coming_back_to_the_start_writes_nothing(desk: Desk) -> None:
    carry(desk.lane, 300, 260, SHIFT)
    move(desk.lane, at(desk.lane, 300), SHIFT)
    release(desk.lane, at(desk.lane, 300), SHIFT)
    assert desk.plans == []


def test_the_original_stays_and_a_ghost_stands_where_it_will_land(desk: Desk) -> None:
    carry(desk.lane, 270, 226.5)
    preview = desk.model.preview
    assert preview is not None
    assert preview.plan.ghosts == (("dune_walk_0412", 212, 34),)
    assert preview.plan.snap is not None
    assert preview.plan.snap.name == "end of ferry_arrives"
    assert desk.model.lane.starts[5] == 256


def test_shift_suspends_snapping_and_n_switches_it_in_mid_drag(desk: Desk) -> None:
    carry(desk.lane, 270, 227)
    assert desk.model.preview.plan.ghosts[0].frame == 212
    move(desk.lane, at(desk.lane, 227), SHIFT)
    assert desk.model.preview.plan.ghosts[0].frame == 213
    move(desk.lane, at(desk.lane, 227))
    assert desk.model.preview.plan.ghosts[0].frame == 212
    key(desk.lane, Qt.Key.Key_N)
    assert desk.model.preview.plan.ghosts[0].frame == 213
    assert not desk.page.header.snap.isChecked()


def test_a_taken_frame_shows_the_next_free_one_and_who_holds_it(desk: Desk) -> None:
    carry(desk.lane, 256.5, 96.5, SHIFT)
    assert desk.model.preview.plan.ghosts[0].frame == 97
    assert desk.model.preview.plan.note.startswith("96 is taken by door_opens_take3")


def test_several_items_keep_their_distances(desk: Desk) -> None:
    desk.page.select(["dune_walk_0412", "moonrise_0440"])
    drag(desk.lane, 270, 290, SHIFT)
    assert desk.frames() == {"dune_walk_0412": 276, "moonrise_0440": 310}
    assert desk.plans[0].label == "Move 2 items by +20"


def test_an_item_outside_the_selection_replaces_it_but_joins_with_ctrl(desk: Desk) -> None:
    desk.page.select(["lighthouse_pan_a"])
    carry(desk.lane, 270, 300, SHIFT)
    assert desk.model.selected == ("dune_walk_0412",)
    desk.lane.cancel_drag()
    carry(desk.lane, 300, 320, CTRL)
    assert set(desk.model.selected) == {"dune_walk_0412", "moonrise_0440"}


def test_over_a_joint_the_item_is_inserted(desk: Desk) -> None:
    drag(desk.lane, 300, 49)
    assert desk.plans[0].label == "Insert “moonrise_0440” at frame 48"
    assert desk.frames()["moonrise_0440"] == 48
    assert desk.frames()["alley_rain_0077"] == 78


def test_ctrl_forces_an_insert_and_letting_go_of_it_places(desk: Desk) -> None:
    carry(desk.lane, 300, 70, CTRL)
    assert desk.model.preview.mode == "insert"
    assert desk.model.preview.plan.caret == 84
    move(desk.lane, at(desk.lane, 70))
    assert desk.model.preview.mode == "move"


def test_onto_the_tray_the_items_lose_their_frame(desk: Desk) -> None:
    lane = desk.lane
    carry(lane, 270, 300)
    over = QPointF(lane.width() + 60, 60)
    move(lane, over)
    assert desk.model.preview.mode == "unplace"
    release(lane, over)
    assert desk.frames() == {"dune_walk_0412": None}
    assert desk.plans[0].label == "Unplace “dune_walk_0412”"


def test_far_outside_the_items_are_carried_on_through_the_window(desk: Desk) -> None:
    lane = desk.lane
    carried: list[tuple[str, ...]] = []
    lane.carry_out = carried.append
    carry(lane, 270, 300, SHIFT)
    move(lane, at(lane, 300, lane.height() + 30), SHIFT)
    assert desk.model.preview is not None
    far = at(lane, 300, lane.height() + 60)
    move(lane, far, SHIFT)
    assert desk.model.preview is None
    assert carried == [("dune_walk_0412",)]
    assert not lane.is_dragging()
    release(lane, far, SHIFT)
    assert desk.plans == []


def test_new_pictures_do_not_break_a_drag_off(desk: Desk) -> None:
    end = carry(desk.lane, 270, 227)
    rows = [replace(row, thumbnail_url="new.jpg") for row in film()]
    desk.page.set_shot(a_shot(), rows, "01")
    assert desk.model.preview is not None
    release(desk.lane, end)
    assert desk.frames() == {"dune_walk_0412": 212}


def _escape(desk: Desk) -> None:
    key(desk.lane, Qt.Key.Key_Escape)


def _lose_focus(desk: Desk) -> None:
    desk.page.tray.setFocus()


def _lose_grab(desk: Desk) -> None:
    QApplication.sendEvent(desk.lane, QEvent(QEvent.Type.UngrabMouse))


def _lose_window(desk: Desk) -> None:
    QApplication.sendEvent(desk.lane, QEvent(QEvent.Type.WindowDeactivate))


def _lose_button(desk: Desk) -> None:
    move(desk.lane, at(desk.lane, 310), NONE, Qt.MouseButton.NoButton)


def _news(desk: Desk) -> None:
    desk.page.set_shot(a_shot(), film()[1:], "01")


@pytest.mark.parametrize("ending", [_escape, _lose_focus, _lose_grab, _lose_window, _lose_button, _news])
def test_a_drag_that_is_broken_off_writes_nothing(desk: Desk, ending) -> None:
    end = carry(desk.lane, 270, 320)
    ending(desk)
    assert desk.model.preview is None
    assert not desk.lane.is_dragging()
    release(desk.lane, end)
    assert desk.plans == []


def test_news_in_mid_drag_are_told(desk: Desk, qtbot) -> None:
    carry(desk.lane, 270, 320)
    with qtbot.waitSignal(desk.page.drag_cancelled):
        _news(desk)


def test_the_first_item_cannot_go_before_the_start(desk: Desk) -> None:
    drag(desk.lane, 270, -15, SHIFT)
    assert desk.frames() == {"dune_walk_0412": 1}  # frame 0 is taken
    desk.page.set_shot(a_shot(), [a_still("only", 30)], "01")
    drag(desk.lane, 40, 2, SHIFT)
    assert desk.frames() == {"only": 0}


def test_the_right_edge_sets_the_hold_and_ctrl_takes_the_rest_along(desk: Desk) -> None:
    drag(desk.lane, 289, 279, SHIFT)
    assert desk.plans[0].moves["dune_walk_0412"].hold == 24
    assert desk.plans[0].label == "Hold “dune_walk_0412” 24 frames"
    carry(desk.lane, 211, 201, CTRL | SHIFT)
    release(desk.lane, at(desk.lane, 201), CTRL | SHIFT)
    assert desk.plans[1].moves["ferry_arrives"].hold == 34
    assert desk.plans[1].moves["dune_walk_0412"].frame == 246


def test_the_left_edge_of_a_clip_trims_it_and_a_still_has_none(desk: Desk) -> None:
    drag(desk.lane, 97, 109, SHIFT)
    assert desk.plans[0].moves["door_opens_take3"] == (108, None, 12)
    assert desk.lane.hit(at(desk.lane, 257)).zone == "item"


def test_an_edge_snaps(desk: Desk) -> None:
    desk.page.set_frame(280)
    drag(desk.lane, 289, 279.6)
    assert desk.plans[0].moves["dune_walk_0412"].hold == 24


def test_the_cursor_shows_an_edge(desk: Desk) -> None:
    move(desk.lane, at(desk.lane, 289), NONE, Qt.MouseButton.NoButton)
    assert desk.lane.cursor().shape() == Qt.CursorShape.SizeHorCursor
    move(desk.lane, at(desk.lane, 270), NONE, Qt.MouseButton.NoButton)
    assert desk.lane.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_narrow_items_have_their_handles_outside_once_they_are_selected(desk: Desk) -> None:
    desk.page.set_shot(a_shot(), [a_clip("tiny", 40, 30, hold=4), a_still("far", 200)], "01")
    assert desk.lane.hit(at(desk.lane, 45)).zone == "empty"
    desk.page.select(["tiny"])
    assert desk.lane.hit(at(desk.lane, 45)).zone == "right"
    assert desk.lane.hit(at(desk.lane, 39)).zone == "left"
    assert desk.lane.hit(at(desk.lane, 42)).zone == "item"


def test_near_an_edge_the_lane_scrolls_and_the_plan_goes_along(desk: Desk) -> None:
    lane = desk.lane
    lane.scroller.set_scale(Scale(10.0))
    press(lane, at(lane, 20))
    move(lane, QPointF(lane.width() - 10, 70), SHIFT)
    before = desk.model.preview.plan.ghosts[0].frame
    lane.scroll_at_edge(0.1)
    assert lane.scale.scroll_px == pytest.approx(60)  # three quarters of 800 px/s
    assert desk.model.preview.plan.ghosts[0].frame == before + 6
    move(lane, QPointF(400, 70), SHIFT)
    lane.scroll_at_edge(0.1)
    assert lane.scale.scroll_px == pytest.approx(60)


def test_the_ruler_scrubs_and_shift_holds_on_to_starts(desk: Desk, qtbot) -> None:
    lane = desk.lane
    with qtbot.waitSignal(desk.page.frame_changed):
        press(lane, at(lane, 50.5, 10))
    assert desk.model.playhead == 50
    move(lane, at(lane, 97.6, 10))
    assert desk.model.playhead == 97
    move(lane, at(lane, 97.6, 10), SHIFT)
    assert desk.model.playhead == 96
    move(lane, at(lane, -5, 10))
    assert desk.model.playhead == 0
    release(lane, at(lane, -5, 10))
    assert desk.plans == []


def test_ctrl_toggles_shift_takes_a_range(desk: Desk) -> None:
    lane = desk.lane
    click(lane, at(lane, 20))
    click(lane, at(lane, 60), CTRL)
    assert desk.model.selected == ("lighthouse_pan_a", "alley_rain_0077")
    click(lane, at(lane, 20), CTRL)
    assert desk.model.selected == ("alley_rain_0077",)
    click(lane, at(lane, 60))
    click(lane, at(lane, 190), SHIFT)
    assert desk.model.selected == ("alley_rain_0077", "door_opens_take3", "keeper_window_07", "ferry_arrives")


def test_a_click_on_one_of_many_leaves_only_that_one(desk: Desk) -> None:
    desk.page.select(["dune_walk_0412", "moonrise_0440"])
    press(desk.lane, at(desk.lane, 270))
    assert len(desk.model.selected) == 2
    release(desk.lane, at(desk.lane, 270))
    assert desk.model.selected == ("dune_walk_0412",)


def test_a_rubber_band_selects_what_it_touches_and_shift_adds(desk: Desk) -> None:
    lane = desk.lane
    press(lane, at(lane, 240))
    move(lane, at(lane, 200, 100))
    assert desk.model.selected == ("ferry_arrives",)
    move(lane, at(lane, 150, 100))
    assert desk.model.selected == ("keeper_window_07", "ferry_arrives")
    release(lane, at(lane, 150, 100))
    press(lane, at(lane, 230), SHIFT)
    move(lane, at(lane, 300, 100), SHIFT)
    release(lane, at(lane, 300, 100), SHIFT)
    assert set(desk.model.selected) == {
        "keeper_window_07",
        "ferry_arrives",
        "dune_walk_0412",
        "moonrise_0440",
    }
    assert desk.plans == []


def test_a_click_on_a_gap_chooses_it_and_g_closes_it(desk: Desk) -> None:
    click(desk.lane, at(desk.lane, 90))
    assert desk.model.selected == ()
    assert desk.model.gap == (84, 12)
    key(desk.lane, Qt.Key.Key_G)
    assert desk.plans[0].label == "Close gap of 12 frames"


def test_alt_is_left_to_the_window_manager(desk: Desk) -> None:
    carry(desk.lane, 270, 227, ALT)
    assert desk.model.preview.plan.ghosts[0].frame == 212  # it neither suspends nor inserts
