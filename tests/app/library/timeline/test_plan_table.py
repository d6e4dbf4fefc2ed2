"""The rows of the gesture table, one case each: gesture, where everything stands afterwards, label, note."""

from __future__ import annotations

import pytest

from app.library.timeline import (
    Append,
    CloseAllGaps,
    CloseGap,
    Duplicate,
    Gesture,
    Insert,
    Item,
    Lane,
    Move,
    Nudge,
    Place,
    Remove,
    SetFrame,
    SetHold,
    SetLength,
    Snap,
    SpaceEvenly,
    Swap,
    TrimStart,
    Unplace,
    apply,
    lane_of,
    plan,
)

# a: still without hold, b: clip, c: still held 24, a gap of 26, d: clip from its 10th frame; t, u: tray
SHOT = [
    Item("a", 0, None, 0, None, "a.png"),
    Item("b", 36, None, 0, 30, "b.mp4"),
    Item("c", 66, 24, 0, None, "c.png"),
    Item("d", 116, None, 10, 50, "d.mp4"),
    Item("t", None, None, 0, None, "t.png"),
    Item("u", None, None, 0, 20, "u.mp4"),
]

CASES: list[tuple[Gesture, dict[str, int | None], str, str]] = [
    (Move(("a",), "a", 180), {"a": 180}, "Move “a.png” to frame 180", ""),
    (Move(("d",), "d", 66), {"d": 67}, "Move “d.mp4” to frame 67", "66 is taken by c.png, next free is 67"),
    (Move(("b",), "b", 100), {"b": 100}, "Move “b.mp4” to frame 100", "cut by 14"),
    (Move(("a", "b", "c"), "b", 60), {"a": 24, "b": 60, "c": 90}, "Move 3 items by +24", ""),
    (
        Move(("b", "c"), "c", 5),
        {"b": 1, "c": 31},
        "Move 2 items by −35",
        "0 is taken by a.png, next free is 1",
    ),
    (Move(("a",), "a", 0), {}, "Move “a.png” to frame 0", ""),
    (
        Insert(("d",), 36),
        {"d": 36, "b": 76, "c": 106},
        "Insert “d.mp4” at frame 36",
        "2 items move 40 frames later",
    ),
    (Insert(("a",), 66), {"b": 0, "a": 30}, "Insert “a.png” at frame 30", "1 item moves 36 frames earlier"),
    (
        Insert(("t", "u"), 36),
        {"t": 36, "u": 84, "b": 104, "c": 134, "d": 184},
        "Insert 2 items at frame 36",
        "3 items move 68 frames later",
    ),
    (
        Insert(("u",), 66, ripple=False),
        {"u": 66, "c": 86},
        "Insert “u.mp4” at frame 66",
        "1 item moves 20 frames later",
    ),
    (Insert(("b",), 36), {}, "Insert “b.mp4” at frame 36", ""),
    (Insert(("b",), 66), {}, "Insert “b.mp4” at frame 36", ""),
    (Place(("t",), 90), {"t": 90}, "Place “t.png” at frame 90", ""),
    (Place(("u", "t"), 200), {"u": 200, "t": 220}, "Place 2 items from frame 200", ""),
    (Append(("t", "u")), {"t": 156, "u": 204}, "Append 2 items", ""),
    (Append(("u",)), {"u": 156}, "Append “u.mp4”", ""),
    (Nudge(("c",), 1), {"c": 67}, "Nudge “c.png” by +1", ""),
    (Nudge(("c", "d"), 7), {"c": 73, "d": 123}, "Nudge 2 items by +7", ""),
    (Nudge(("c",), 50), {"c": 117}, "Nudge “c.png” by +51", ""),
    (Nudge(("c",), -30), {"c": 35}, "Nudge “c.png” by −31", "cut by 23"),
    (Nudge(("b",), -36), {}, "", ""),
    (Nudge(("c",), 1, already=4), {"c": 67}, "Nudge “c.png” by +5", ""),
    (Swap("a", 1), {"a": 36, "b": 0}, "Move “a.png” after “b.mp4”", ""),
    (Swap("b", -1), {"a": 36, "b": 0}, "Move “b.mp4” before “a.png”", ""),
    (Swap("d", 1), {}, "", ""),
    (SetFrame(("c",), 96), {"c": 96}, "Move “c.png” to frame 96", "cut by 4"),
    (SetFrame(("b", "c"), 110, by_end=True), {"b": 56, "c": 86}, "Move 2 items by +20", ""),
    (Unplace(("b", "c")), {"b": None, "c": None}, "Unplace 2 items", ""),
    (Unplace(("b",)), {"b": None}, "Unplace “b.mp4”", ""),
    (Unplace(("b",), close=True), {"b": None, "c": 36, "d": 86}, "Unplace and close gap", ""),
    (CloseGap(100), {"d": 90}, "Close gap of 26 frames", ""),
    (CloseGap(10), {}, "", ""),
    (CloseAllGaps(), {"d": 90}, "Close gap of 26 frames", ""),
    (SpaceEvenly(("a", "b", "c", "d")), {"b": 39, "c": 77}, "Space 4 items evenly", ""),
]


def lane() -> Lane:
    return lane_of(SHOT, 48)


@pytest.mark.parametrize(("gesture", "moves", "label", "note"), CASES, ids=[repr(c[0]) for c in CASES])
def test_the_table(gesture: Gesture, moves: dict[str, int | None], label: str, note: str) -> None:
    change = plan(lane(), gesture)
    assert {name: move.frame for name, move in change.moves.items()} == moves
    assert change.label == label
    assert change.note == note


def test_a_still_is_seen_until_the_next_start_and_the_last_one_for_the_projects_length() -> None:
    shot = lane_of([Item("x", 10), Item("y", 25)], 48)
    assert shot.starts == [10, 25]
    assert shot.ends == [25, 73]


def test_a_clip_that_is_cut_keeps_its_length_and_says_how_much_lies_under_the_next() -> None:
    shot = lane_of([Item("x", 0, None, 5, 45), Item("y", 25)], 48)
    assert shot.ends[0] == 25
    assert shot.cut(0) == 15


def test_a_hold_is_never_longer_than_the_media() -> None:
    change = plan([Item("x", 9, 12, 10, 50, "x.mp4")], SetHold("x", 99))
    assert change.moves["x"].hold == 40
    assert change.ghosts[0].length == 40
    assert change.label == "Hold “x.mp4” 40 frames"


def test_a_hold_without_ripple_leaves_a_gap_and_moves_nobody() -> None:
    change = plan(lane(), SetHold("a", 12))
    assert list(change.moves) == ["a"]
    assert change.ghosts[0].length == 12


def test_a_hold_with_ripple_takes_the_later_items_along() -> None:
    change = plan(lane(), SetHold("c", 30, ripple=True))
    assert {name: move.frame for name, move in change.moves.items()} == {"c": 66, "d": 122}
    assert change.note == "1 item moves 6 frames later"


def test_a_hold_of_what_is_seen_anyway_changes_nothing() -> None:
    assert plan(lane(), SetHold("a", 36)).is_empty


def test_a_hold_can_be_taken_away() -> None:
    change = plan(lane(), SetHold("c", None))
    assert change.moves["c"].hold is None
    assert change.ghosts[0].length == 50


def test_a_length_is_set_for_many_and_for_the_tray_too() -> None:
    change = plan(lane(), SetLength(("a", "d", "t"), 24))
    assert {name: move.hold for name, move in change.moves.items()} == {"a": 24, "d": 24, "t": 24}
    assert change.label == "Set length of 3 items to 24"


def test_the_left_edge_of_a_clip_moves_its_in_point_and_its_start_together() -> None:
    change = plan(lane(), TrimStart("d", 12))
    assert change.moves["d"] == (128, None, 22)
    assert change.ghosts[0] == ("d", 128, 28)
    assert change.label == "Trim start of “d.mp4” by 12"


@pytest.mark.parametrize(("by", "frame", "in_frame"), [(-99, 106, 0), (99, 155, 49)])
def test_a_trim_stops_at_the_ends_of_the_media(by: int, frame: int, in_frame: int) -> None:
    assert plan(lane(), TrimStart("d", by)).moves["d"] == (frame, None, in_frame)


def test_a_trim_keeps_the_end_of_a_held_clip() -> None:
    shot = lane_of([Item("x", 20, 30, 10, 90, "x.mp4")], 48)
    assert plan(shot, TrimStart("x", 5)).moves["x"] == (25, 25, 15)


def test_a_still_has_no_left_edge_to_trim() -> None:
    assert plan(lane(), TrimStart("c", 5)).is_empty


def test_copies_stand_right_after_the_block_and_later_items_make_room() -> None:
    change = plan(lane(), Duplicate(("b", "c"), ("b2", "c2")))
    assert {name: move.frame for name, move in change.moves.items()} == {"b2": 90, "c2": 120, "d": 170}
    assert change.label == "Duplicate 2 items"


def test_removing_names_the_shot_and_reaches_into_the_tray() -> None:
    change = plan(lane(), Remove(("b", "t"), close=True, shot_name="Opening"))
    assert change.removed == ("b", "t")
    assert {name: move.frame for name, move in change.moves.items()} == {"c": 36, "d": 86}
    assert change.label == "Remove 2 items from “Opening” and close gap"
    assert [i.id for i in apply(SHOT, change)] == ["a", "c", "d", "u"]


def test_seven_gaps_close_in_one_step() -> None:
    shot = lane_of([Item(f"i{k}", 20 * k + 5, 8) for k in range(7)], 48)
    change = plan(shot, CloseAllGaps())
    assert [move.frame for move in change.moves.values()] == [0, 8, 16, 24, 32, 40, 48]
    assert change.label == "Close 7 gaps"


def test_a_snap_is_kept_only_where_the_block_really_lands() -> None:
    snap = Snap(90, 90, "edge", "end of c.png")
    assert plan(lane(), Move(("d",), "d", 90, snap)).snap == snap
    taken = Snap(66, 66, "edge", "start of c.png")
    assert plan(lane(), Move(("d",), "d", 66, taken)).snap is None


def test_a_place_far_behind_thousands_of_taken_frames_is_found() -> None:
    wall = [Item(f"w{k}", k + 100) for k in range(6000)]
    change = plan([*wall, Item("x", 0, name="x")], Move(("x",), "x", 100))
    assert change.moves["x"].frame == 6100


def test_runs_of_nudges_can_be_merged_by_their_items() -> None:
    assert plan(lane(), Nudge(("c",), 1)).merge_key == plan(lane(), Nudge(("c",), -1)).merge_key == "nudge:c"


def test_gaps_are_found_by_a_frame_inside_them() -> None:
    shot = lane_of([Item("x", 5, 8), Item("y", 20)], 48)
    assert shot.gap_at(0) == (0, 5)
    assert shot.gap_at(13) == (13, 7)
    assert shot.gap_at(12) is None
    assert shot.gap_at(500) is None
    assert shot.gaps() == [(0, 5), (13, 7)]
