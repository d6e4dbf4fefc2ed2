"""Variants: one primary each (D1–D5, D8, D20), what the generation shows, the Trash of single variants."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from db import NotFound, Refused, Store, generations, variants
from tests.db.conftest import Heard
from tests.db.template import OTHER_PROJECT, USER

Make = Callable[..., str]
Roundtrip = Callable[..., Any]


def ids(store: Store, item: str) -> list[str]:
    """The variants in the order in which they were made, the primary among them."""
    with store.read() as read:
        return [v.id for v in sorted(variants.of(read, item), key=lambda v: v.created_at)]


def primary(store: Store, item: str) -> str | None:
    with store.read() as read:
        found = variants.primary_of(read, item)
        shown = generations.one(read, item)
        assert shown.primary_variant_id == (found.id if found else None)
        assert shown.card.location == (found.location if found else None)
        assert shown.card.name == (found.name if found else None)
        assert shown.card.variants == len(variants.of(read, item))
    return found.id if found else None


def test_the_first_variant_of_an_item_is_its_primary(store: Store, make: Make, undo_roundtrip: Roundtrip) -> None:
    item = make(0)
    made = undo_roundtrip(lambda tx: variants.add(tx, item, "u/1.png", name="one"))
    assert primary(store, item) == made


def test_a_variant_that_comes_as_primary_takes_the_flag(store: Store, make: Make, undo_roundtrip: Roundtrip) -> None:
    item = make(2)
    made = undo_roundtrip(lambda tx: variants.add(tx, item, "u/3.png", primary=True))
    assert primary(store, item) == made


def test_setting_another_primary_hands_everything_to_the_item(store: Store, make: Make, undo_roundtrip: Roundtrip) -> None:
    item = make(2, name="Dune")
    second = ids(store, item)[1]
    assert undo_roundtrip(lambda tx: variants.set_primary(tx, second)) == item
    assert primary(store, item) == second
    with store.read() as read:
        assert generations.one(read, item).card.name == "Dune 2"


def test_setting_the_primary_again_is_no_step(store: Store, make: Make, heard: Heard) -> None:
    item = make(2)
    steps = len(store.history())
    with store.write("Set primary") as tx:
        variants.set_primary(tx, ids(store, item)[0])
    assert len(store.history()) == steps
    assert not heard.last


def test_the_kind_of_the_primary_is_the_type_of_the_item(store: Store, make: Make) -> None:
    item = make(1, kind="image")
    with store.write("Add") as tx:
        variants.add(tx, item, "u/clip.mp4", primary=True, facts={"kind": "video", "has_audio": True})
    with store.read() as read:
        assert generations.one(read, item).card.type == "video"
        assert variants.of(read, item)[0].has_audio is True


@pytest.mark.parametrize("tie", [False, True])
def test_deleting_the_primary_promotes_the_newest_then_the_greatest_id(
        store: Store, make: Make, undo_roundtrip: Roundtrip, tie: bool) -> None:
    item = make(3)
    first, second, third = ids(store, item)
    if tie:
        with store.write("Same time") as tx:
            tx.execute("UPDATE generation_variants SET created_at = '2026-01-01T00:00:00.000000Z'")
    undo_roundtrip(lambda tx: variants.delete(tx, first))
    assert primary(store, item) == (max(second, third) if tie else third)


def test_an_item_without_a_type_gets_it_when_a_job_finds_the_kind(store: Store) -> None:
    with store.write("Foreign") as tx:
        tx.execute("INSERT INTO generations (project_id, location) SELECT id, 'u/1.mp4' FROM projects LIMIT 1")
    with store.write(None) as tx:
        tx.execute("UPDATE generation_variants SET kind = 'video'")
    with store.read() as read:
        assert read.value("SELECT type FROM generations") == "video"


def test_deleting_the_last_variant_leaves_an_empty_shell(store: Store, make: Make, undo_roundtrip: Roundtrip) -> None:
    item = make(1)
    undo_roundtrip(lambda tx: variants.delete(tx, ids(store, item)[0]))
    assert primary(store, item) is None
    with store.read() as read:
        assert read.one("SELECT location, thumbnail_url, params, name, primary_variant_id FROM generations WHERE id = ?",
                        (item,)) == (None,) * 5


def test_a_deleted_variant_is_kept_and_comes_back_not_as_primary(
        store: Store, make: Make, undo_roundtrip: Roundtrip) -> None:
    item = make(2, source_name="dune.png", sha256="a" * 64)
    first, second = ids(store, item)
    with store.write("Delete") as tx:
        variants.delete(tx, first)
    with store.read() as read:
        assert [row[0] for row in variants.deleted(read, item)] == [first]
        assert variants.count_deleted(read) == 1
        assert {path for path in variants.files_in_use(read) if path.endswith("1.png")}
    assert undo_roundtrip(lambda tx: variants.restore(tx, first)) == item
    assert primary(store, item) == second
    with store.read() as read:
        back = variants.one(read, first)
        assert (back.source_name, back.sha256, back.is_primary) == ("dune.png", "a" * 64, False)
        assert variants.count_deleted(read) == 0


def test_a_deleted_item_keeps_no_variants(store: Store, make: Make, undo_roundtrip: Roundtrip) -> None:
    item = make(3)
    undo_roundtrip(lambda tx: tx.execute("DELETE FROM generations WHERE id = ?", (item,)))
    with store.read() as read:
        assert variants.count_deleted(read) == 0


def test_moving_a_variant_makes_it_primary_where_there_is_none(store: Store, make: Make, undo_roundtrip: Roundtrip) -> None:
    item, empty = make(2), make(0)
    second = ids(store, item)[1]
    undo_roundtrip(lambda tx: variants.move(tx, second, empty))
    assert primary(store, empty) == second
    assert primary(store, item) is not None


def test_a_primary_cannot_move(store: Store, make: Make) -> None:
    item, other = make(2), make(1)
    with pytest.raises(Refused), store.write("Move") as tx:
        variants.move(tx, ids(store, item)[0], other)


@pytest.mark.parametrize("sql", [
    "UPDATE generation_variants SET is_primary = 0",
    "UPDATE OR IGNORE generation_variants SET is_primary = 0",
    "UPDATE generations SET primary_variant_id = NULL",
    "UPDATE generations SET primary_variant_id = (SELECT id FROM generation_variants WHERE is_primary = 0)",
    "UPDATE generations SET location = NULL",
    "INSERT INTO generation_variants (generation_id, location) VALUES ('00000000-0000-7000-8000-000000000000', 'u/x.png')",
    "INSERT INTO generations (project_id, primary_variant_id) SELECT project_id, id FROM generation_variants LIMIT 1",
])
def test_what_would_leave_an_item_without_its_primary_is_refused(store: Store, make: Make, sql: str) -> None:
    item = make(2)
    before = primary(store, item)
    with pytest.raises(Refused), store.write("Break") as tx:
        tx.execute(sql)
    assert primary(store, item) == before


def test_writing_to_an_item_writes_to_its_primary(store: Store, make: Make, undo_roundtrip: Roundtrip) -> None:
    item = make(2)
    undo_roundtrip(lambda tx: tx.execute(
        "UPDATE generations SET name = NULL, params = '{\"seed\":7}', location = 'u/moved.png' WHERE id = ?", (item,)))
    with store.read() as read:
        shown = variants.primary_of(read, item)
    assert shown is not None
    assert (shown.name, shown.params, shown.location) == (None, {"seed": 7}, "u/moved.png")


@pytest.mark.parametrize("later", [False, True])
def test_an_item_with_a_file_gets_it_as_its_original(store: Store, make: Make, undo_roundtrip: Roundtrip, later: bool) -> None:
    if later:
        item = make(0)
        undo_roundtrip(lambda tx: tx.execute("UPDATE generations SET location = 'u/1.png', name = 'one' WHERE id = ?", (item,)))
    else:
        undo_roundtrip(lambda tx: tx.execute(
            "INSERT INTO generations (project_id, location, name) SELECT id, 'u/1.png', 'one' FROM projects LIMIT 1"))
    with store.read() as read:
        row = read.one("SELECT v.variant_type, v.created_at = g.created_at, v.name, v.viewed_at IS NULL, v.is_primary"
                       " FROM generation_variants AS v JOIN generations AS g ON g.id = v.generation_id")
    assert row == ("original", 1, "one", 0, 1)


def test_a_variant_belongs_to_the_project_of_its_item(store: Store, make: Make, undo_roundtrip: Roundtrip) -> None:
    item = make(2)
    undo_roundtrip(lambda tx: tx.execute("UPDATE generations SET project_id = ? WHERE id = ?", (OTHER_PROJECT, item)))
    with store.read() as read:
        assert read.all("SELECT DISTINCT project_id FROM generation_variants") == [(OTHER_PROJECT,)]


def test_looking_is_no_step_and_counts_once(store: Store, make: Make, heard: Heard) -> None:
    item = make(3)
    steps = len(store.history())
    with store.read() as read:
        unseen = generations.one(read, item).card.unseen
    assert unseen == 2  # the original was brought in by a person
    with store.write(None) as tx:
        assert variants.mark_viewed(tx, ids(store, item)) == 2
    with store.write(None) as tx:
        assert variants.mark_viewed(tx, ids(store, item)) == 0
    with store.read() as read:
        assert generations.one(read, item).card.unseen == 0
    assert len(store.history()) == steps


def test_looking_and_probing_after_a_step_on_the_same_columns_are_no_reason_to_refuse_its_undo(
    store: Store, make: Make
) -> None:
    first = ids(store, make(1))[0]
    with store.write("Write it again") as tx:  # as a foreign program's upsert does
        tx.execute("UPDATE generation_variants SET viewed_at = NULL, width = 7, name = 'again' WHERE id = ?", (first,))
    with store.write(None) as tx:
        variants.mark_viewed(tx, [first])
        tx.execute("UPDATE generation_variants SET width = 64 WHERE id = ?", (first,))
    assert store.undo() is not None
    with store.read() as read:
        assert variants.one(read, first).name != "again"
    assert store.redo() is not None
    with store.read() as read:
        again = variants.one(read, first)
    assert (again.name, again.width) == ("again", 64)
    assert again.viewed_at is not None


def test_what_a_task_made_is_new(store: Store, make: Make) -> None:
    item = make(0)
    with store.write("Add") as tx:
        variants.add(tx, item, "u/1.png", variant_type="original", params={"source_task_id": "t"})
    with store.read() as read:
        assert generations.one(read, item).card.unseen == 1


def test_a_thumbnail_reaches_the_item_and_stays_through_undo(store: Store, make: Make) -> None:
    item = make(2)
    first, second = ids(store, item)
    with store.write("Set primary") as tx:
        variants.set_primary(tx, second)
    with store.write(None) as tx:
        variants.set_thumbnail(tx, first, "u/t1.jpg")
        variants.set_thumbnail(tx, second, "u/t2.jpg")
    with store.read() as read:
        assert generations.one(read, item).card.thumbnail_url == "u/t2.jpg"
    store.undo()
    with store.read() as read:
        assert generations.one(read, item).card.thumbnail_url == "u/t1.jpg"


def test_equal_bytes_of_the_same_user_are_found_also_in_the_trash(store: Store, make: Make, second_user: str) -> None:
    item = make(1, sha256="b" * 64)
    with store.write("Trash") as tx:
        generations.trash_seqs(tx, generations.seqs_of(tx, [item]), "2026-01-01T00:00:00.000000Z")
    with store.read() as read:
        found = variants.having_bytes(read, "b" * 64, USER)
        assert found is not None
        assert found[0] == item
        assert variants.having_bytes(read, "b" * 64, second_user) is None


@pytest.mark.parametrize("verb", [variants.set_primary, variants.delete, variants.restore,
                                  lambda tx, i: variants.move(tx, i, i)])
def test_a_variant_that_is_not_there_is_not_found(store: Store, verb: Callable[..., Any]) -> None:
    with pytest.raises(NotFound), store.write("Do") as tx:
        verb(tx, "00000000-0000-7000-8000-000000000000")
    with pytest.raises(NotFound), store.read() as read:
        variants.one(read, "00000000-0000-7000-8000-000000000000")


def test_a_fact_that_is_none_is_refused(store: Store, make: Make) -> None:
    item = make(0)
    with pytest.raises(Refused), store.write("Add") as tx:
        variants.add(tx, item, "u/1.png", facts={"is_primary": 1})


def test_emptying_the_kept_variants_counts_them(store: Store, make: Make) -> None:
    item = make(3)
    with store.write("Delete") as tx:
        for variant in ids(store, item)[1:]:
            variants.delete(tx, variant)
    with store.write("Empty trash") as tx:
        assert variants.empty_deleted(tx) == 2
