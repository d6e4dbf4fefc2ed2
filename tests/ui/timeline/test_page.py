"""The page as a whole: header, empty states, what it tells and what it says aloud."""

from __future__ import annotations

from fractions import Fraction

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from app.library.timeline import Move, Snap, item_of
from app.ui.timeline import spoken
from app.ui.timeline.menu import item_menu
from tests.ui.timeline.conftest import Desk
from tests.ui.timeline.hands import at, click
from tests.ui.timeline.shots import a_clip, a_shot, film, many


def text(desk: Desk, name: str) -> str:
    return desk.page.findChild(QLabel, name).text()


def test_the_header_says_where_and_what(desk: Desk) -> None:
    desk.page.set_frame(118)
    assert text(desk, "timeline_timecode") == "00:00:04:22"
    assert text(desk, "timeline_shot_name") == "Opening"
    words = {label.text() for label in desk.page.header.findChildren(QLabel)}
    assert {"118 of 320", "01", "24 fps"} <= words


def test_odd_rates_are_written_in_full(desk: Desk) -> None:
    desk.page.set_shot(a_shot(fps=(24000, 1001)), film(), "01")
    words = {label.text() for label in desk.page.header.findChildren(QLabel)}
    assert "23.976 fps" in words


def test_media_is_counted_in_frames_of_the_shot() -> None:
    row = a_clip("wan", 0, 81)
    assert item_of(row, (24, 1)).media_frames == 81
    assert item_of(row, (48, 1)).media_frames == 162
    assert item_of(row, (24000, 1001)).media_frames == int(81 * Fraction(24000, 1001) / 24)


def test_selection_and_focus_are_told(desk: Desk, qtbot) -> None:
    with qtbot.waitSignals([desk.page.selection_changed, desk.page.current_changed]):
        click(desk.lane, at(desk.lane, 200))
    told: list[object] = []
    desk.page.current_changed.connect(told.append)
    desk.page.select([])
    assert told == [None]
    desk.page.select(["moonrise_0440"])
    assert told[1] == desk.model.rows["moonrise_0440"]


def test_the_same_shot_again_keeps_zoom_playhead_and_selection(desk: Desk) -> None:
    desk.page.set_frame(60)
    desk.page.select(["moonrise_0440", "ferry_arrives"])
    scale = desk.lane.scale
    rows = [row for row in film() if row.id != "ferry_arrives"]
    desk.page.set_shot(a_shot(), rows, "01")
    assert (desk.lane.scale, desk.model.playhead) == (scale, 60)
    assert desk.model.selected == ("moonrise_0440",)


def test_another_shot_is_fitted_and_starts_anew(desk: Desk) -> None:
    desk.page.set_frame(60)
    desk.page.select(["moonrise_0440"])
    desk.page.set_shot(a_shot(shot_id="other"), many(40), "02")
    assert desk.model.playhead == 0
    assert desk.model.selected == ()
    assert desk.lane.scale.x(40 * 48) == pytest.approx(desk.lane.width() - 16, abs=1)


def test_no_shot_shows_what_a_shot_is(desk: Desk, qtbot) -> None:
    desk.page.set_shot(None, ())
    assert not desk.page.header.isEnabled()
    words = {label.text() for label in desk.lane.findChildren(QLabel)}
    assert "No shots yet" in words
    with qtbot.waitSignal(desk.page.new_shot_requested):
        desk.lane.findChild(QWidget, "timeline_new_shot").click()


def test_a_narrow_page_puts_the_tray_behind_a_button(desk: Desk) -> None:
    desk.page.resize(800, 172)
    assert not desk.page.tray.isVisible()
    desk.page.header.tray.click()
    assert desk.page.tray.isVisible()
    desk.page.resize(1300, 184)
    assert desk.page.tray.isVisible()
    assert not desk.page.header.tray.isVisible()


def test_the_lane_says_its_current_item(desk: Desk) -> None:
    desk.page.select(["dune_walk_0412"])
    said = desk.lane.accessibleDescription()
    assert said == "dune_walk_0412, frame 256, 34 frames, 6 of 7, selected"
    assert spoken.describe(desk.model, "clouds_0001") == "clouds_0001, unpositioned, 2 of 3"
    desk.page.select([])
    assert desk.lane.accessibleDescription() == "7 items"


def test_a_result_says_where_and_what_it_holds_on_to(desk: Desk) -> None:
    snap = Snap(400, 400, "playhead", "playhead")
    change = desk.model.plan(Move(("moonrise_0440",), "moonrise_0440", 400, snap))
    assert spoken.result(change) == "Moved to frame 400, snapped to playhead"


def test_every_control_has_a_name_and_an_object_name(desk: Desk) -> None:
    for kind in ("QToolButton", "QSlider", "LaneView", "TrayView"):
        found = [w for w in desk.page.findChildren(QWidget) if type(w).__name__ == kind]
        assert found
        assert all(w.objectName() and w.accessibleName() for w in found)


def test_the_menu_offers_what_can_be_done(desk: Desk) -> None:
    desk.page.select(["dune_walk_0412"])
    menu = item_menu(desk.model, desk.page.commands, desk.page)
    entries = {a.text().split("\t")[0]: a for a in menu.actions() if a.text()}
    assert entries["Unplace"].isEnabled()
    assert not entries["Space evenly"].isEnabled()
    assert not entries["Close gap"].isEnabled()
    entries["As long as it can be"].trigger()
    assert desk.plans[0].moves["dune_walk_0412"].hold is None
