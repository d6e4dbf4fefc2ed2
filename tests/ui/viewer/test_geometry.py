from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF

from app.ui.viewer import geometry

ROOM = QRectF(0, 0, 400, 300)
HALF = QPointF(0.5, 0.5)


def test_on_a_screen_of_double_density_a_hundred_percent_is_one_pixel_of_the_screen() -> None:
    assert geometry.fit_scale(QSizeF(400, 300), QSize(800, 600), dpr=2) == 1
    assert geometry.placed(ROOM, QSize(800, 600), 1.0, HALF, dpr=2) == ROOM


def test_a_picture_begins_at_a_whole_pixel_of_the_screen() -> None:
    area = geometry.placed(ROOM, QSize(33, 33), 1.0, HALF, dpr=1.5)
    assert (area.left() * 1.5, area.top() * 1.5) == (round(area.left() * 1.5), round(area.top() * 1.5))


@pytest.mark.parametrize("centre", [QPointF(0, 0), QPointF(1, 1), QPointF(0.5, 0.5), QPointF(0.9, 0.1)])
def test_no_ground_comes_in_where_picture_could_be(centre: QPointF) -> None:
    area = geometry.placed(ROOM, QSize(1000, 200), 1.0, centre, dpr=1)
    assert area.left() <= 0
    assert area.right() >= 400
    assert area.center().y() == 150


def test_a_picture_without_a_size_has_a_scale_all_the_same() -> None:
    assert geometry.fit_scale(QSizeF(400, 300), QSize(0, 0), 1) == 1
    assert geometry.centre_of(ROOM, QRectF()) == HALF
    assert geometry.centre_to_hold(ROOM, QRectF(), QPointF(1, 1), 2) == HALF


def test_round_scales_go_both_ways_and_end() -> None:
    assert geometry.next_stop(1.0, 1) == 1.5
    assert geometry.next_stop(1.0, -1) == pytest.approx(2 / 3)
    assert geometry.next_stop(64, 1) == 64
    assert geometry.next_stop(0.001, -1) == geometry.SMALLEST
    assert geometry.limited(1e9) == 64
