"""Shots and their items: order, the shot cache of items (D6), frames (D7), copies (D11), places (D12–D15)."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from db import BugError, NotFound, Refused, Store, Write, WrongProject, generations, shots, tasks
from db.shots import FrameChange
from tests.db.template import OTHER_PROJECT, PROJECT

Make = Callable[..., str]
Roundtrip = Callable[..., Any]
NOBODY = "00000000-0000-7000-8000-000000000000"


@pytest.fixture
def shot(store: Store) -> str:
    """An empty shot."""
    with store.write("Shot") as tx:
        return shots.create(tx, PROJECT, "Door")


def cache(store: Store, item: str) -> tuple[Any, Any, Any]:
    """What the row of an item says about its places."""
    with store.read() as read:
        row = read.one("SELECT shot_data, shot_id, timeline_frame FROM generations WHERE id = ?", (item,))
    return json.loads(row[0]) if row[0] else None, row[1], row[2]


def frames(store: Store, shot_id: str) -> list[tuple[str, int | None, int | None]]:
    with store.read() as read:
        return [(i.generation_id, i.timeline_frame, i.position) for i in shots.items(read, shot_id)]


def order(store: Store) -> list[str]:
    with store.read() as read:
        return [s.name for s in shots.of_project(read, PROJECT)]


def placed(tx: Write, shot_id: str, item: str, frame: int | None) -> str:
    made = shots.place_new(tx, shot_id, item, frame)
    shots.renumber(tx, shot_id)
    return made


def put(store: Store, shot_id: str, item: str, frame: int | None) -> str:
    with store.write("Put") as tx:
        return placed(tx, shot_id, item, frame)


def test_new_shots_stand_last_the_first_at_one(store: Store, undo_roundtrip: Roundtrip) -> None:
    for name in "ABC":
        undo_roundtrip(lambda tx, name=name: shots.create(tx, PROJECT, name))
    with store.read() as read:
        assert [(s.name, s.position) for s in shots.of_project(read, PROJECT)] == [("A", 1), ("B", 2), ("C", 3)]


def test_items_follow_each_other_by_the_average_gap(store: Store, make: Make, shot: str, undo_roundtrip: Roundtrip) -> None:
    item = make()
    for expected in (0, 81, 162):
        made = undo_roundtrip(lambda tx: shots.add_generation_to_shot(tx, shot, item))
        assert made["timeline_frame"] == expected
    with store.write("Pull together") as tx:
        shots.batch_update_timeline_frames(tx, shot, [FrameChange(i.id, n * 4) for n, i in enumerate(shots.items(tx, shot))])
        made = shots.add_generation_to_shot(tx, shot, item)
    assert made["timeline_frame"] == 8 + 10  # never closer than 10
    with store.read() as read:
        assert [i.position for i in shots.items(read, shot)] == [0, 1, 2, 3]


def test_the_cache_of_an_item_is_made_of_its_links(store: Store, make: Make, shot: str, undo_roundtrip: Roundtrip) -> None:
    item = make()
    with store.write("Shot") as tx:
        other = shots.create(tx, PROJECT, "Window")
    first = undo_roundtrip(lambda tx: placed(tx, shot, item, 40))
    undo_roundtrip(lambda tx: placed(tx, shot, item, 12))
    last = undo_roundtrip(lambda tx: placed(tx, other, item, None))
    assert cache(store, item) == ({shot: 12, other: None}, other, None)
    undo_roundtrip(lambda tx: shots.remove_items(tx, [last]))
    assert cache(store, item) == ({shot: 12}, shot, 12)
    second = make()
    undo_roundtrip(lambda tx: tx.execute("UPDATE shot_generations SET generation_id = ? WHERE id = ?", (second, first)))
    assert cache(store, second) == ({shot: 40}, shot, 40)
    undo_roundtrip(lambda tx: shots.delete(tx, shot))
    assert cache(store, item) == cache(store, second) == (None, None, None)


@pytest.mark.parametrize("sql", [
    "UPDATE generations SET shot_data = '{}'", "UPDATE generations"
    " SET timeline_frame = 3", "UPDATE generations SET shot_id = NULL",
    "INSERT INTO generations (project_id, timeline_frame) SELECT id, 1 FROM projects LIMIT 1",
    "UPDATE shot_generations SET timeline_frame = -1", "UPDATE shot_generations SET position = -1",
    "UPDATE shot_generations SET id = upper(id)",
    "INSERT OR REPLACE INTO shot_generations (id, shot_id, generation_id)"
    " SELECT id, shot_id, generation_id FROM shot_generations",
])
def test_what_would_break_the_cache_is_refused(store: Store, make: Make, shot: str, sql: str) -> None:
    item = make()
    put(store, shot, item, 7)
    with pytest.raises((Refused, BugError)), store.write("Break") as tx:
        tx.execute(sql)
    assert cache(store, item) == ({shot: 7}, shot, 7)


def test_a_taken_frame_moves_the_later_item_to_the_next_free_one(store: Store, make: Make, shot: str) -> None:
    one, two, three = make(), make(), make()
    for item in (one, two, three):
        put(store, shot, item, 5)
    assert frames(store, shot) == [(one, 5, 0), (two, 6, 1), (three, 7, 2)]


def test_two_items_sent_to_one_frame_leave_the_frame_that_a_third_asked_for(store: Store, make: Make, shot: str) -> None:
    one, two, three = make(), make(), make()
    links = [put(store, shot, item, at * 30) for at, item in enumerate((one, two, three))]
    with store.write("Move") as tx:
        shots.batch_update_timeline_frames(
            tx, shot, [FrameChange(links[0], 10), FrameChange(links[1], 10), FrameChange(links[2], 11)])
    assert frames(store, shot) == [(one, 10, 0), (three, 11, 1), (two, 12, 2)]


def test_a_batch_looks_at_the_final_state_only(store: Store, make: Make, shot: str, undo_roundtrip: Roundtrip) -> None:
    one, two, three = make(), make(), make()
    links = [put(store, shot, item, at * 10) for at, item in enumerate((one, two, three))]
    undo_roundtrip(lambda tx: shots.batch_update_timeline_frames(
        tx, shot, [FrameChange(links[0], 10), FrameChange(links[1], 0)]))
    assert frames(store, shot) == [(two, 0, 0), (one, 10, 1), (three, 20, 2)]
    undo_roundtrip(lambda tx: shots.batch_update_timeline_frames(tx, shot, [FrameChange(links[2], 0, {"hold_frames": 9})]))
    assert frames(store, shot) == [(three, 0, 0), (two, 1, 1), (one, 10, 2)]  # what was moved keeps its frame
    undo_roundtrip(lambda tx: shots.batch_update_timeline_frames(
        tx, shot, [FrameChange(links[2], 99), FrameChange(links[2], None, {"hold_frames": None})]))
    assert frames(store, shot)[-1] == (three, None, None)
    with store.read() as read:
        assert shots.item(read, links[2]).hold_frames is None
        assert shots.count_unpositioned_generations(read, shot) == 1


def test_a_batch_refuses_an_item_of_another_shot(store: Store, make: Make, shot: str) -> None:
    with store.write("Shot") as tx:
        other = shots.create(tx, PROJECT, "Window")
    link = put(store, other, make(), 0)
    with pytest.raises(NotFound), store.write("Move") as tx:
        shots.batch_update_timeline_frames(tx, shot, [FrameChange(link, 1)])


def test_items_leave_or_go_to_another_shot(store: Store, make: Make, shot: str, undo_roundtrip: Roundtrip) -> None:
    one, two, three = make(), make(), make()
    links = [put(store, shot, item, at * 10) for at, item in enumerate((one, two, three))]
    with store.write("Shot") as tx:
        other = shots.create(tx, PROJECT, "Window")
    undo_roundtrip(lambda tx: shots.move_to_shot(tx, links[:1], other))
    assert frames(store, shot) == [(two, 10, 0), (three, 20, 1)]
    assert frames(store, other) == [(one, None, None)]
    assert undo_roundtrip(lambda tx: shots.remove_items(tx, [links[1], NOBODY])) == 1
    assert frames(store, shot) == [(three, 20, 0)]
    with pytest.raises(NotFound), store.read() as read:
        shots.item(read, links[1])


def test_a_copy_stands_directly_after_its_original_with_all_its_items(
        store: Store, make: Make, shot: str, undo_roundtrip: Roundtrip) -> None:
    clip = make(kind="video")
    for frame in (3, None, 9):
        put(store, shot, clip, frame)
    with store.write("More") as tx:
        shots.create(tx, PROJECT, "Window")
        tx.execute("UPDATE shots SET settings = '{\"look\":1}', aspect_ratio = '16:9' WHERE id = ?", (shot,))
    copy = undo_roundtrip(lambda tx: shots.duplicate_shot(tx, shot))
    undo_roundtrip(lambda tx: shots.duplicate_shot(tx, shot, PROJECT))
    assert order(store) == ["Door", "Door (copy 2)", "Door (copy)", "Window"]
    assert frames(store, copy) == frames(store, shot)
    with store.read() as read:
        assert read.one("SELECT settings, aspect_ratio FROM shots WHERE id = ?", (copy,)) == ('{"look":1}', "16:9")
        assert [s.position for s in shots.of_project(read, PROJECT)] == [1, 2, 3, 4]
    for shot_id, project in ((NOBODY, None), (shot, OTHER_PROJECT)):
        with pytest.raises(NotFound), store.write("Copy") as tx:
            shots.duplicate_shot(tx, shot_id, project)


def test_a_shot_with_an_image_is_one_gesture(store: Store, make: Make, shot: str, undo_roundtrip: Roundtrip) -> None:
    item = make()
    made = undo_roundtrip(lambda tx: shots.create_shot_with_image(tx, PROJECT, "New", item))
    assert order(store) == ["Door", "New"]
    assert frames(store, made["shot_id"]) == [(item, 0, 0)]


@pytest.mark.parametrize("verb", [
    shots.add_generation_to_shot,
    lambda tx, shot, item: shots.place_new(tx, shot, item, 0),
    lambda tx, shot, item: shots.create_shot_with_image(tx, PROJECT, "New", item)])
def test_an_item_of_another_project_is_refused(store: Store, make: Make, shot: str, verb: Callable[..., Any]) -> None:
    stranger = make(project=OTHER_PROJECT)
    with pytest.raises(WrongProject), store.write("Add") as tx:
        verb(tx, shot, stranger)
    with pytest.raises(NotFound), store.write("Add") as tx:
        verb(tx, shot, NOBODY)
    with store.read() as read:
        assert read.value("SELECT count(*) FROM shot_generations") == 0
        assert read.value("SELECT count(*) FROM shots") == 1


def test_shots_stand_in_the_given_order_and_the_others_follow(store: Store, undo_roundtrip: Roundtrip) -> None:
    with store.write("Shots") as tx:
        a, _b, c = (shots.create(tx, PROJECT, name) for name in "ABC")
    undo_roundtrip(lambda tx: shots.reorder(tx, PROJECT, [c, a, NOBODY, c]))
    assert order(store) == ["C", "A", "B"]
    undo_roundtrip(lambda tx: shots.rename(tx, a, "Z"))
    assert order(store) == ["C", "Z", "B"]
    for verb in (lambda tx: shots.rename(tx, NOBODY, "x"), lambda tx: shots.delete(tx, NOBODY)):
        with pytest.raises(NotFound), store.write("Do") as tx:
            verb(tx)


def test_what_is_in_the_trash_is_not_shown_nor_counted_but_stays_linked(store: Store, make: Make, shot: str) -> None:
    item, other = make(), make()
    put(store, shot, item, None)
    put(store, shot, other, None)
    with store.write("Trash") as tx:
        generations.trash_seqs(tx, generations.seqs_of(tx, [item]), "2026-01-01T00:00:00.000000Z")
    with store.read() as read:
        assert shots.count_unpositioned_generations(read, shot) == 1
        found = shots.one(read, shot)
        assert (found.items, found.unpositioned) == (1, 1)
        assert shots.uses(read, item) == [(shot, "Door", 1, [None])]
    with store.write("Restore") as tx:
        generations.restore_seqs(tx, generations.seqs_of(tx, [item]))
    assert len(frames(store, shot)) == 2


@pytest.mark.parametrize(("kind", "facts", "metadata", "length"), [
    ("image", {}, None, 10 + 48), ("image", {}, {"hold_frames": 7}, 10 + 7),
    ("video", {"frames": 50, "fps_num": 25, "fps_den": 1}, None, 10 + 48),
    ("video", {"frames": 50, "fps_num": 25, "fps_den": 1}, {"in_frame": 8}, 10 + 40),
    ("video", {"frames": 50}, None, 10 + 50)])
def test_a_shot_ends_after_its_last_item(
        store: Store, make: Make, shot: str, kind: str, facts: dict[str, int], metadata: dict[str, int] | None,
        length: int) -> None:
    link = put(store, shot, make(kind=kind, **facts), 10)
    if metadata:
        with store.write("Hold") as tx:
            shots.batch_update_timeline_frames(tx, shot, [FrameChange(link, 10, metadata)])
    with store.read() as read:
        assert shots.one(read, shot).length_frames == length


def test_the_newest_link_is_newer_than_any_other_even_one_of_tomorrow(store: Store, make: Make, shot: str) -> None:
    item = make()
    put(store, shot, item, 3)
    for moment in ("2199-01-01T00:00:00.000000Z", "9999-12-31T23:59:59.999999Z", "tomorrow"):
        with store.write("Foreign") as tx:
            tx.execute("UPDATE shot_generations SET created_at = ?", (moment,))
        link = put(store, shot, item, 50)
        if moment.startswith("2199"):
            assert cache(store, item) == ({shot: 3}, shot, 50)
        with store.write("Remove") as tx:
            shots.remove_items(tx, [link])


def test_generations_are_shown_as_they_would_stand_in_a_tray(store: Store, make: Make, shot: str) -> None:
    one, two = make(), make()
    with store.read() as read:
        assert [row.generation_id for row in shots.as_rows(read, shot, [two, NOBODY, one])] == [two, one]


def test_a_project_with_unfinished_tasks_is_not_deleted(store: Store) -> None:
    with store.write(None) as tx:
        tasks.enqueue(tx, OTHER_PROJECT, "probe", {})
    with pytest.raises(Refused, match="unfinished"), store.write("Delete") as tx:
        tx.execute("DELETE FROM projects WHERE id = ?", (OTHER_PROJECT,))
