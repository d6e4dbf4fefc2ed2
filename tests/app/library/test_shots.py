"""Shots and their items."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.library import editing, shots
from app.library.library import Library
from app.library.timeline import Move, item_of, plan
from db import NotFound, WrongProject, projects
from tests.app.conftest import Heard
from tests.factories import add_item, add_shot, seqs

Roundtrip = Callable[[Callable[[], Any], str], Any]


def frames(library: Library, shot: str) -> list[tuple[str | None, int | None, int | None]]:
    """(name, frame, position) of the items, unpositioned last."""
    return [(item.name, item.timeline_frame, item.position) for item in shots.items(library, shot)]


def shot_names(library: Library) -> list[str]:
    return [shot.name for shot in shots.all_shots(library)]


def links(library: Library, shot: str) -> list[str]:
    return [item.id for item in shots.items(library, shot)]


def test_a_new_shot_lays_its_items_one_after_the_other(library: Library, roundtrip: Roundtrip) -> None:
    still, clip = add_item(library, "still"), add_item(library, "clip", kind="video", seconds=1.0)
    third = add_item(library, "third")
    shot = roundtrip(lambda: shots.create(library, "Opening", [still, clip, third]), "New shot “Opening”")
    assert frames(library, shot) == [("still", 0, 0), ("clip", 48, 1), ("third", 72, 2)]
    assert shots.one(library, shot).length_frames == 120


def test_shots_are_renamed_deleted_and_duplicated(library: Library, roundtrip: Roundtrip) -> None:
    one = add_item(library, "one")
    shot = add_shot(library, "Opening", [one])
    add_shot(library, "The door")
    roundtrip(lambda: shots.rename(library, shot, "Beginning"), "Rename shot to “Beginning”")
    copy = roundtrip(lambda: shots.duplicate(library, shot), "Duplicate shot “Beginning”")
    assert shot_names(library) == ["Beginning", "Beginning (copy)", "The door"]
    assert frames(library, copy) == [("one", 0, 0)]
    roundtrip(lambda: shots.delete(library, shot), "Delete shot “Beginning”")
    assert shot_names(library) == ["Beginning (copy)", "The door"]


def test_renaming_to_the_same_name_is_no_step(library: Library) -> None:
    shot = add_shot(library, "Opening")
    steps = len(library.store.history())
    shots.rename(library, shot, "Opening")
    assert len(library.store.history()) == steps


def test_shots_move(library: Library, roundtrip: Roundtrip, heard: Heard) -> None:
    a, b, c = (add_shot(library, name) for name in "abc")
    roundtrip(lambda: shots.move(library, c, 1), "Move shot “c” to 1")
    assert shot_names(library) == ["c", "a", "b"]
    roundtrip(lambda: shots.move(library, c, 99), "Move shot “c” to 3")
    roundtrip(lambda: shots.reorder(library, [b, a, c]), "Reorder shots")
    assert shot_names(library) == ["b", "a", "c"]
    assert heard.last.changed("shots", "position")


def test_items_are_added_unpositioned_placed_and_inserted(library: Library, roundtrip: Roundtrip) -> None:
    a, b, c = (add_item(library, name) for name in "abc")
    shot = add_shot(library, "Opening", [a, b], [0, 48])
    roundtrip(lambda: shots.add_items(library, shot, [c]), "Add 1 item to “Opening”")
    assert shots.one(library, shot).unpositioned == 1
    library.store.undo()
    roundtrip(lambda: shots.add_items(library, shot, [c], 48, insert=True), "Add 1 item to “Opening”")
    assert frames(library, shot) == [("a", 0, 0), ("c", 48, 1), ("b", 96, 2)]
    roundtrip(lambda: shots.append_items(library, shot, [a, c]), "Add 2 items to “Opening”")
    assert frames(library, shot)[3:] == [("a", 144, 3), ("c", 192, 4)]


def test_a_taken_frame_moves_the_new_item_on(library: Library) -> None:
    a, b = add_item(library, "a"), add_item(library, "b")
    shot = add_shot(library, "Opening", [a], [10])
    shots.add_items(library, shot, [b], 10)
    assert frames(library, shot) == [("a", 10, 0), ("b", 11, 1)]


def test_items_are_removed_and_stay_in_the_gallery(library: Library, roundtrip: Roundtrip) -> None:
    a, b, c = (add_item(library, name) for name in "abc")
    shot = add_shot(library, "Opening", [a, b, c])
    removed = roundtrip(lambda: shots.remove_items(library, links(library, shot)[:2]), "Remove 2 items from the shot")
    assert removed == 2
    assert frames(library, shot) == [("c", 96, 0)]
    assert shots.generation_ids(library, links(library, shot)) == [c]


def test_items_move_to_the_tray_of_another_shot(library: Library, roundtrip: Roundtrip) -> None:
    a, b = add_item(library, "a"), add_item(library, "b")
    source, target = add_shot(library, "Opening", [a, b]), add_shot(library, "The door")
    roundtrip(lambda: shots.move_items(library, links(library, source)[:1], target), "Move 1 item to “The door”")
    assert frames(library, source) == [("b", 48, 0)]
    assert frames(library, target) == [("a", None, None)]


def test_placing_goes_to_the_next_free_frame(library: Library, roundtrip: Roundtrip) -> None:
    a, b = add_item(library, "a"), add_item(library, "b")
    shot = add_shot(library, "Opening", [a, b], [0, None])
    second = links(library, shot)[1]
    roundtrip(lambda: shots.place(library, shot, second, 0), "Move “b” to frame 0")
    assert frames(library, shot) == [("a", 0, 0), ("b", 1, 1)]
    roundtrip(lambda: shots.place(library, shot, second, None), "Unplace “b”")
    assert frames(library, shot) == [("a", 0, 0), ("b", None, None)]


def test_an_order_deals_the_frames_out_anew(library: Library, roundtrip: Roundtrip) -> None:
    a, b, c = (add_item(library, name) for name in "abc")
    shot = add_shot(library, "Opening", [a, b, c], [0, 10, 30])
    first, second, third = links(library, shot)
    roundtrip(lambda: shots.order_items(library, shot, [third, first]), "Reorder 2 items")
    assert frames(library, shot) == [("c", 0, 0), ("a", 10, 1), ("b", 30, 2)]
    with pytest.raises(NotFound):
        shots.order_items(library, shot, ["01970000-0000-7000-8000-000000000000", second])


def test_a_plan_of_the_timeline_is_one_step(library: Library, roundtrip: Roundtrip) -> None:
    a, b = add_item(library, "a"), add_item(library, "b")
    shot = add_shot(library, "Opening", [a, b], [0, 48])
    rows = shots.items(library, shot)
    done = plan([item_of(row, (24, 1)) for row in rows], Move((rows[1].id,), rows[1].id, 72), project_hold=48)
    roundtrip(lambda: shots.apply(library, shot, done), done.label)
    assert frames(library, shot) == [("a", 0, 0), ("b", 72, 1)]


def test_an_item_of_another_project_is_refused(library: Library) -> None:
    own = add_item(library, "own")
    with library.store.write("Project") as tx:
        library.project_id = projects.create(tx, library.user_id, "Other")
    shot = add_shot(library, "Theirs")
    with pytest.raises(WrongProject):
        shots.add_items(library, shot, [own])
    assert frames(library, shot) == []


def test_what_is_in_the_trash_is_shown_nowhere_and_comes_back_in_place(library: Library) -> None:
    a, b = add_item(library, "a"), add_item(library, "b")
    shot = add_shot(library, "Opening", [a, b])
    editing.trash(library, seqs(library, a))
    assert frames(library, shot) == [("b", 48, 1)]
    editing.restore(library, seqs(library, a))
    assert frames(library, shot) == [("a", 0, 0), ("b", 48, 1)]


def test_a_shot_that_is_gone_is_said_to_be(library: Library) -> None:
    gone = "01970000-0000-7000-8000-000000000000"
    for verb in (shots.delete, shots.duplicate, shots.one):
        with pytest.raises(NotFound):
            verb(library, gone)
    with pytest.raises(NotFound):
        shots.add_items(library, gone, [])
