"""What is seen: sampled colours, not whole pictures."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage

from app.ui.kit import theme
from app.ui.timeline.geometry import Scale
from tests.ui.timeline.conftest import Desk
from tests.ui.timeline.hands import CTRL, at, carry
from tests.ui.timeline.shots import a_clip, a_shot, a_still, many


def seen(desk: Desk) -> QImage:
    return desk.lane.grab().toImage()


def colour_at(desk: Desk, frame: float, y: float = 80) -> QColor:
    point = at(desk.lane, frame, y).toPoint()
    return seen(desk).pixelColor(point)


def test_items_show_pictures_and_a_gap_shows_the_ground(desk: Desk) -> None:
    assert colour_at(desk, 20) != theme.colour("canvas")
    assert colour_at(desk, 86) == theme.colour("canvas")


@pytest.mark.parametrize("name", ["dark", "light"])
def test_both_themes_have_their_ground(desk: Desk, qapp, name: str) -> None:
    theme.apply(qapp, name, reduce_motion=True)
    assert colour_at(desk, 86) == theme.colour("canvas")
    assert colour_at(desk, 86, 2) == theme.colour("panel")


def test_a_selected_item_has_a_ring(desk: Desk) -> None:
    desk.page.select(["ferry_arrives"])
    rect = desk.lane.item_rect("ferry_arrives")
    ring = seen(desk).pixelColor(rect.center().x(), rect.top() - 1)
    assert ring == theme.colour("accent")


def test_the_dragged_item_is_faint_where_it_was_and_a_ring_is_where_it_lands(desk: Desk) -> None:
    before = colour_at(desk, 270)
    carry(desk.lane, 270, 226)
    assert colour_at(desk, 270).lightness() < before.lightness()
    top = desk.lane.item_rect("dune_walk_0412").top() - 1
    assert colour_at(desk, 230, top) == theme.colour("accent")


def test_an_insert_shows_a_hole_and_a_caret(desk: Desk) -> None:
    carry(desk.lane, 300, 100, CTRL)
    caret = round(desk.lane.scale.x(96)) - 1
    assert seen(desk).pixelColor(caret, 28) == theme.colour("accent")
    hole, wash = colour_at(desk, 122, 40), theme.colour("accent-wash")  # a shadow lies on it
    assert max(abs(hole.red() - wash.red()), abs(hole.green() - wash.green())) < 12
    assert hole.blue() > hole.red() + 20


def test_a_cut_clip_has_torn_teeth(desk: Desk) -> None:
    desk.page.set_shot(a_shot(), [a_clip("long", 0, 100), a_still("next", 60)], "01")
    column = [seen(desk).pixelColor(round(desk.lane.scale.x(60)) - 2, y) for y in range(34, 90)]
    assert theme.colour("canvas") in column
    assert any(c != theme.colour("canvas") for c in column)


def test_a_gap_of_less_than_three_pixels_is_still_a_notch(desk: Desk) -> None:
    desk.page.set_shot(a_shot(), [a_still("a", 0, 200), a_still("b", 201, 300)], "01")
    desk.lane.scroller.set_scale(Scale(1.0))
    x = round(desk.lane.scale.x(200))
    row = [seen(desk).pixelColor(x + dx, 80) for dx in (-1, 0, 1)]
    assert row == [theme.colour("canvas")] * 3


def test_a_thousand_items_fitted_are_slots(desk: Desk) -> None:
    desk.page.set_shot(a_shot(shot_id="long"), many(1000), "01")
    assert desk.lane.view().is_crowded
    assert seen(desk).pixelColor(16 + 35, 80) == theme.colour("canvas")
    assert seen(desk).pixelColor(16 + 20, 60) != theme.colour("canvas")


def test_the_playhead_is_where_it_is(desk: Desk) -> None:
    desk.page.set_frame(87)
    assert colour_at(desk, 87, 130) == theme.colour("accent")
    desk.page.set_frame(90)
    assert colour_at(desk, 87, 130) == theme.colour("canvas")


def test_pictures_that_come_later_are_painted(desk: Desk) -> None:
    row = a_clip("late", 0, 60)
    desk.page.set_shot(a_shot(shot_id="other"), [row], "01")
    desk.page.refresh_pictures()
    assert colour_at(desk, 10, 50) != theme.colour("canvas")
