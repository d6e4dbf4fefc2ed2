"""Which line a dragged block holds on to, and where it goes in."""

from __future__ import annotations

import pytest

from app.library.timeline import Item, SnapLines, caret_at, lane_of

# seen: a 0–40, b 40–60, gap, c 100–148, gap, d 300–320
HOLDS = {"a": (0, None), "b": (40, 20), "c": (100, 48), "d": (300, 20)}
LANE = lane_of([Item(name, frame, hold, name=name) for name, (frame, hold) in HOLDS.items()], 48)


@pytest.mark.parametrize(
    ("frame", "px", "frame_after", "target"),
    [
        (41.9, 4.0, 40, "edge"),  # 7.6 px away
        (42.1, 4.0, None, None),  # 8.4 px away
        (59.0, 4.0, 60, "edge"),  # the end of b
        (1.5, 4.0, 0, "edge"),  # an item stands at 0: it wins over the start of the shot
        (200.4, 4.0, 200, "playhead"),
        (99.0, 100.0, None, None),  # one frame is 100 px
    ],
)
def test_the_nearest_line_within_eight_pixels_is_taken(
    frame: float, px: float, frame_after: int | None, target: str | None
) -> None:
    snap = SnapLines(LANE, (), playhead=200).snap(frame, (0,), px)
    assert (snap and snap.frame) == frame_after
    assert (snap and snap.target) == target


def test_both_ends_of_the_block_are_tried_and_the_nearer_one_wins() -> None:
    lines = SnapLines(LANE, ("d",))
    snap = lines.snap(79.2, (0, 20), 4.0)
    assert snap is not None
    assert (snap.frame, snap.at, snap.name) == (80, 100, "start of c")


def test_at_equal_distance_the_playhead_wins_then_the_edge_then_the_start_then_the_grid() -> None:
    at_edge = SnapLines(LANE, (), playhead=100, grid=10).snap(100.5, (0,), 4.0)
    assert at_edge is not None
    assert at_edge.target == "playhead"
    edge = SnapLines(LANE, (), playhead=None, grid=10).snap(100.5, (0,), 4.0)
    assert edge is not None
    assert edge.target == "edge"
    start = SnapLines(lane_of([], 48), (), grid=10).snap(0.5, (0,), 4.0)
    assert start is not None
    assert start.target == "start"
    grid = SnapLines(lane_of([], 48), (), grid=10).snap(30.5, (0,), 4.0)
    assert grid is not None
    assert (grid.target, grid.frame) == ("grid", 30)


def test_a_held_line_lets_go_at_twelve_pixels_but_a_nearer_one_takes_over() -> None:
    lines = SnapLines(lane_of([Item("x", 50, 1), Item("y", 54, 1)], 48), ())
    held = lines.snap(50.0, (0,), 4.0)
    assert held is not None
    assert lines.snap(47.2, (0,), 4.0, held) == held  # 11.2 px
    assert lines.snap(46.9, (0,), 4.0, held) is None  # 12.4 px
    nearer = lines.snap(53.0, (0,), 4.0, held)
    assert nearer is not None
    assert nearer.frame == 54


def test_a_block_never_snaps_to_a_start_before_the_shot() -> None:
    snap = SnapLines(LANE, ("d",)).snap(-0.5, (0, 41), 4.0)
    assert snap is not None
    assert snap.frame == 0


def test_items_in_the_block_give_no_lines() -> None:
    assert SnapLines(LANE, ("c",)).snap(100.4, (0,), 4.0) is None


@pytest.mark.parametrize(
    ("frame", "force", "caret"),
    [
        (42.0, False, 40),
        (43.0, False, None),
        (60.5, False, None),  # an end with a gap behind it is not a joint
        (61.0, True, 60),
        (90.0, True, 100),
        (-3.0, False, None),
        (1.0, False, 0),
        (5000.0, True, 320),
    ],
)
def test_a_caret_stands_at_joints_or_where_it_is_forced(frame: float, force: bool, caret: int | None) -> None:
    assert caret_at(LANE, frame, 4.0, (), force) == caret


def test_joints_beside_a_moving_item_are_none() -> None:
    assert caret_at(LANE, 40.0, 4.0, ("a",)) is None
    assert caret_at(LANE, 40.0, 4.0, ("b",)) is None
    assert caret_at(LANE, 40.0, 4.0, ("c",)) == 40


def test_an_empty_lane_takes_a_forced_insert_at_its_start() -> None:
    assert caret_at(lane_of([], 48), 70.0, 4.0, (), True) == 0
    assert caret_at(lane_of([], 48), 70.0, 4.0) is None
