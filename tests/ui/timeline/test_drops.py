"""Things dropped on lane and tray."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, QUrl
from PySide6.QtWidgets import QPushButton

from app.library.timeline import Item
from app.ui.kit.mime import generations_data, generations_in, shot_items_data, shot_items_in
from tests.ui.timeline.conftest import Desk
from tests.ui.timeline.hands import CTRL, SHIFT, at, drop_on, hover_with, leave, move, press, release
from tests.ui.timeline.shots import a_shot, a_still


def test_a_tray_item_is_placed_at_the_drop_frame(desk: Desk) -> None:
    assert drop_on(desk.lane, shot_items_data(["face_0003"]), at(desk.lane, 230))
    assert desk.plans[0].label == "Place “face_0003” at frame 230"
    assert desk.model.preview is None


def test_many_are_placed_one_after_the_other(desk: Desk) -> None:
    drop_on(desk.lane, shot_items_data(["face_0003", "clouds_0001"]), at(desk.lane, 214), SHIFT)
    assert desk.frames() == {"face_0003": 214, "clouds_0001": 262}
    assert desk.plans[0].label == "Place 2 items from frame 214"


def test_at_a_joint_or_with_ctrl_a_tray_item_is_inserted(desk: Desk) -> None:
    drop_on(desk.lane, shot_items_data(["face_0003"]), at(desk.lane, 47))
    assert desk.plans[0].label == "Insert “face_0003” at frame 48"
    drop_on(desk.lane, shot_items_data(["face_0003"]), at(desk.lane, 120), CTRL)
    assert desk.plans[1].label == "Insert “face_0003” at frame 96"


def test_gallery_items_are_asked_for_with_the_frame_of_their_ghost(desk: Desk, qtbot) -> None:
    data = generations_data(["g1", "g2"])
    assert hover_with(desk.lane, data, at(desk.lane, 213))
    ghosts = desk.model.preview.plan.ghosts
    assert [ghost.frame for ghost in ghosts] == [212, 260]
    with qtbot.waitSignal(desk.page.items_dropped) as dropped:
        assert drop_on(desk.lane, data, at(desk.lane, 213))
    assert dropped.args == [["g1", "g2"], 212, False]
    with qtbot.waitSignal(desk.page.items_dropped) as inserted:
        drop_on(desk.lane, data, at(desk.lane, 145))
    assert inserted.args == [["g1", "g2"], 144, True]


def test_ghosts_have_the_lengths_that_are_known(desk: Desk) -> None:
    desk.page.set_describe(lambda ids: [Item(i, None, None, 0, 20, i) for i in ids])
    hover_with(desk.lane, generations_data(["g1", "g2"]), at(desk.lane, 214), SHIFT)
    assert [(g.frame, g.length) for g in desk.model.preview.plan.ghosts] == [(214, 20), (234, 20)]


def test_what_is_refused_says_why_and_is_not_taken(desk: Desk) -> None:
    desk.page.set_refuse(lambda _ids: "white_out_0003 is in the trash. Restore it first.")
    data = generations_data(["g1"])
    assert not hover_with(desk.lane, data, at(desk.lane, 230))
    assert desk.model.preview.mode == "refused"
    assert "in the trash" in desk.model.preview.plan.note
    assert not drop_on(desk.lane, data, at(desk.lane, 230))
    assert desk.model.preview is None


def test_files_are_handed_on_with_their_frame(desk: Desk, qtbot) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/tmp/a.png"), QUrl("https://example.org/b.png")])
    with qtbot.waitSignal(desk.page.files_dropped) as dropped:
        assert drop_on(desk.lane, data, at(desk.lane, 231))
    assert dropped.args == [[Path("/tmp/a.png")], 231]


def test_leaving_takes_the_ghost_away(desk: Desk) -> None:
    hover_with(desk.lane, generations_data(["g1"]), at(desk.lane, 230))
    leave(desk.lane)
    assert desk.model.preview is None


def test_other_things_and_a_page_without_a_shot_take_nothing(desk: Desk) -> None:
    text = QMimeData()
    text.setText("hello")
    assert not hover_with(desk.lane, text, at(desk.lane, 230))
    desk.page.set_shot(None, ())
    assert not hover_with(desk.lane, generations_data(["g1"]), at(desk.lane, 230))


def test_a_drop_on_an_empty_shot_is_seen_instead_of_the_words(desk: Desk, qtbot) -> None:
    desk.page.set_shot(a_shot("End titles", shot_id="other"), [], "08")
    empty = desk.lane.findChild(object, "timeline_empty")
    assert empty.isVisible()
    hover_with(desk.lane, generations_data(["g1"]), at(desk.lane, 0.3))
    assert not empty.isVisible()
    with qtbot.waitSignal(desk.page.items_dropped) as dropped:
        drop_on(desk.lane, generations_data(["g1"]), at(desk.lane, 0.3))
    assert dropped.args == [["g1"], 0, False]
    assert empty.isVisible()


def test_gallery_items_on_the_tray_come_without_a_frame(desk: Desk, qtbot) -> None:
    with qtbot.waitSignal(desk.page.items_dropped) as dropped:
        assert drop_on(desk.page.tray.viewport(), generations_data(["g1"]), QPointF(30, 30))
    assert dropped.args == [["g1"], None, False]


def test_a_tray_item_is_carried_with_its_generation(desk: Desk) -> None:
    desk.page.select(["face_0003", "ridge_0003", "ferry_arrives"])
    data = desk.page.load(desk.model.tray_selection())
    assert shot_items_in(data) == ["face_0003", "ridge_0003"]
    assert generations_in(data) == ["g-face_0003", "g-ridge_0003"]


def test_a_press_in_the_tray_selects_and_a_drag_needs_four_pixels(desk: Desk) -> None:
    tray = desk.page.tray
    started: list[tuple[str, ...]] = []
    tray.carry_out = started.append
    middle = QPointF(tray.item_rect(1).center())
    press(tray.viewport(), middle)
    assert desk.model.selected == ("clouds_0001",)
    move(tray.viewport(), middle + QPointF(3, 0))
    assert started == []
    move(tray.viewport(), middle + QPointF(4, 0))
    assert started == [("clouds_0001",)]
    release(tray.viewport(), middle)


def test_place_all_is_offered_while_only_the_tray_has_items(desk: Desk) -> None:
    desk.page.set_shot(a_shot(shot_id="other"), [a_still("x", None), a_still("y", None)], "02")
    desk.lane.findChild(QPushButton, "timeline_place_all").click()
    assert desk.frames() == {"x": 0, "y": 48}


def test_an_empty_shot_offers_what_is_selected_in_the_gallery(desk: Desk, qtbot) -> None:
    desk.page.set_shot(a_shot(shot_id="other"), [], "02")
    assert desk.lane.findChild(QPushButton, "timeline_add_selected") is None
    desk.page.set_gallery_selection(4)
    button = desk.lane.findChild(QPushButton, "timeline_add_selected")
    assert button.text() == "Add 4 selected"
    with qtbot.waitSignal(desk.page.add_selected_requested):
        button.click()


def test_items_carried_out_of_the_lane_can_come_back_or_go_to_the_tray(desk: Desk) -> None:
    data = desk.page.load(["dune_walk_0412", "moonrise_0440"])
    assert drop_on(desk.lane, data, at(desk.lane, 213))
    assert desk.frames() == {"dune_walk_0412": 212, "moonrise_0440": 246}
    assert drop_on(desk.page.tray.viewport(), data, QPointF(30, 30))
    assert desk.plans[1].label == "Unplace 2 items"


def test_tray_items_dropped_on_their_own_tray_stay(desk: Desk) -> None:
    assert not drop_on(desk.page.tray.viewport(), desk.page.load(["face_0003"]), QPointF(30, 30))
    assert desk.plans == []


def test_generations_that_nobody_knows_are_not_taken(desk: Desk) -> None:
    desk.page.set_describe(lambda _ids: [])
    assert not hover_with(desk.lane, generations_data(["gone"]), at(desk.lane, 230))


def test_the_tray_shows_where_a_carried_item_was(desk: Desk) -> None:
    tray = desk.page.tray
    middle: QPoint = tray.item_rect(0).center()
    full = tray.viewport().grab().toImage().pixelColor(middle)
    hover_with(desk.lane, shot_items_data(["face_0003"]), at(desk.lane, 230))
    outline = tray.viewport().grab().toImage().pixelColor(middle)
    assert outline != full
    leave(desk.lane)
    assert tray.viewport().grab().toImage().pixelColor(middle) == full


def test_drops_hold_on_to_nothing_while_snapping_is_off(desk: Desk) -> None:
    desk.page.header.snap.click()
    assert not desk.model.snaps
    hover_with(desk.lane, generations_data(["g1"]), at(desk.lane, 213))
    assert desk.model.preview.plan.ghosts[0].frame == 213
