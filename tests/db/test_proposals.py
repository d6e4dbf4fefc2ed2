"""Proposals: found by jobs without a step, answered in steps, shown while they say something."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from db import BugError, NotFound, Store, generations, imports, lineage, merge, new_id, proposals, variants
from db.rows import Found, ImportItem
from tests.db.template import OTHER_PROJECT, PROJECT, USER

Make = Callable[..., str]


def propose(store: Store, *found: tuple[str, str, str], score: int = 500) -> list[str]:
    with store.write(None) as tx:
        proposals.add(tx, PROJECT, [Found(kind, item, target, "They look alike.", score) for kind, item, target in found])
    return ids(store)


def ids(store: Store) -> list[str]:
    with store.read() as read:
        return [each.id for each in proposals.shown(read, PROJECT)]


def test_finding_is_no_step_and_deleting_without_one_is_a_bug(store: Store, make: Make) -> None:
    a, b = make(), make()
    steps = len(store.history())
    assert len(propose(store, ("variant", a, b))) == 1
    assert len(store.history()) == steps
    with pytest.raises(BugError), store.write(None) as tx:
        tx.execute("DELETE FROM proposals")


def test_the_same_two_items_are_proposed_once_whatever_was_answered(store: Store, make: Make) -> None:
    a, b = make(), make()
    first = propose(store, ("variant", a, b))
    with store.write("Leave") as tx:
        assert proposals.set_state(tx, first, "left") == 1
    with store.write(None) as tx:
        assert proposals.add(tx, PROJECT, [Found("variant", a, b, "again", 1), Found("variant", b, a, "and round", 1)]) == 0
        assert proposals.add(tx, PROJECT, [Found("based_on", a, b, "another thing", 1)]) == 1
    assert len(ids(store)) == 1


def test_items_that_are_gone_or_of_another_project_are_left_out(store: Store, make: Make) -> None:
    a, elsewhere = make(), make(project=OTHER_PROJECT)
    with store.write(None) as tx:
        assert proposals.add(tx, PROJECT, [Found("variant", a, new_id(), "?", 1), Found("variant", a, elsewhere, "?", 1)]) == 0


def test_a_proposal_is_away_while_one_of_its_items_is_in_the_trash(store: Store, make: Make) -> None:
    a, b = make(), make()
    there = propose(store, ("variant", a, b))
    for item in (a, b):
        with store.write("Trash") as tx:
            generations.trash_seqs(tx, generations.seqs_of(tx, [item]), "2026-01-01T00:00:00.000000Z")
        assert ids(store) == []
        with store.read() as read:
            assert proposals.count(read, PROJECT) == 0
            assert proposals.still_shown(read, there) == []
        store.undo()
        assert ids(store) == there


def test_a_proposed_lineage_is_away_once_the_item_is_based_on_something(store: Store, make: Make) -> None:
    clip, still, other = make(), make(), make()
    there = propose(store, ("based_on", clip, still))
    with store.write("Base") as tx:
        lineage.set_based_on(tx, clip, other)
    assert ids(store) == []
    store.undo()
    assert ids(store) == there


def test_proposals_for_one_target_stand_together_the_surest_first(store: Store, make: Make) -> None:
    old, new, a, b, c = make(), make(), make(), make(), make()
    propose(store, ("variant", a, old), score=100)
    propose(store, ("variant", b, new), score=200)
    propose(store, ("variant", c, old), score=900)
    with store.read() as read:
        order = [each.generation_id for each in proposals.shown(read, PROJECT)]
        assert proposals.count(read, PROJECT) == 3
    assert order == [b, c, a]


def test_an_answer_can_be_undone_and_done_again(store: Store, make: Make) -> None:
    a, b = make(), make()
    there = propose(store, ("variant", a, b))
    with store.write("Leave") as tx:
        proposals.set_state(tx, there, "left")
    assert ids(store) == []
    store.undo()
    assert ids(store) == there
    store.redo()
    assert ids(store) == []


def test_undoing_an_import_takes_its_proposals_along_and_redo_brings_them(store: Store, make: Make) -> None:
    b = make()
    a = make()
    there = propose(store, ("variant", a, b))
    store.undo()
    assert ids(store) == []
    store.redo()
    assert ids(store) == there


def test_what_a_job_found_between_undo_and_redo_refuses_neither(store: Store, make: Make) -> None:
    a, b, c = make(), make(), make()
    propose(store, ("variant", c, a))
    with store.write("Group") as tx:
        merge.into(tx, a, b)  # c → a is c → b now
    store.undo()
    propose(store, ("variant", c, b))
    assert store.redo() is not None
    with store.read() as read:
        assert [(each.generation_id, each.target_id) for each in proposals.shown(read, PROJECT)] == [(c, b)]
    assert store.undo() is not None
    with store.read() as read:
        assert {(each.generation_id, each.target_id) for each in proposals.shown(read, PROJECT)} == {(c, a), (c, b)}


def test_one_proposal_by_its_id(store: Store, make: Make) -> None:
    a, b = make(), make()
    there = propose(store, ("sidecar", a, b))
    with store.read() as read:
        found = proposals.one(read, there[0])
        assert (found.kind, found.generation_id, found.target_id, found.state) == ("sidecar", a, b, "open")
        assert (found.seq, found.target_seq) == tuple(generations.seqs_of(read, [a, b]))
        assert proposals.answered(read, PROJECT) == [("sidecar", a, b, "open")]
        with pytest.raises(NotFound):
            proposals.one(read, new_id())


def test_finders_read_the_variants_of_items_in_pages_without_parts_and_trash(store: Store, make: Make) -> None:
    first, second = make(2, perceptual_hash="ab", source_name="dune.png"), make()
    make(parent_id=first)
    trashed, elsewhere = make(), make(project=OTHER_PROJECT)
    with store.write("Trash") as tx:
        generations.trash_seqs(tx, generations.seqs_of(tx, [trashed]), "2026-01-01T00:00:00.000000Z")
    with store.read() as read:
        page = proposals.looks(read, PROJECT, 0, 1)
        assert [(look.generation_id, bool(look.is_primary), look.name, look.perceptual_hash) for look in page] == [
            (first, True, "dune.png", "ab"), (first, False, "dune.png", "ab")]
        assert {look.generation_id for look in proposals.looks(read, PROJECT, page[-1].seq, 10)} == {second}
        assert elsewhere not in {look.generation_id for look in proposals.looks(read, PROJECT, 0, 10)}


def test_finders_read_prompts_seeds_and_inputs(store: Store) -> None:
    with store.write("Make") as tx:
        item, plain, based = (generations.create(tx, PROJECT) for _ in range(3))
        recipe = {"prompt": "a dune", "seed": "7", "inputs": ["photo.png"]}
        made = variants.add(tx, item, "a.png", params=recipe)
        bare = variants.add(tx, plain, "b.png")
        variants.add(tx, based, "c.png", params=recipe)
        lineage.set_based_on(tx, based, plain)
    with store.read() as read:
        assert proposals.recipes(read, [made, bare]) == {made: ("a dune", "7")}
        found = proposals.inputs(read, PROJECT, 0, 10)
        assert [(row[1], row[2]) for row in found] == [(item, '["photo.png"]')]
        assert proposals.inputs(read, PROJECT, found[0][0], 10) == []


def test_what_an_import_brought(store: Store, make: Make) -> None:
    a, b = make(), make()
    with store.write(None) as tx:
        started = imports.start(tx, PROJECT, USER, ["/x"], {})
        imports.record(tx, started, ImportItem("/x/a.png", "imported", None, a, new_id(), "a.png"))
        imports.record(tx, started, ImportItem("/x/b.png", "duplicate", "There already.", b, new_id(), None))
    with store.read() as read:
        assert proposals.imported(read, started) == {a}
        assert proposals.project_of_import(read, started) == PROJECT
        assert proposals.project_of_import(read, new_id()) is None


@pytest.mark.parametrize("sql", [proposals.LOOKS, proposals.INPUTS])
def test_pages_follow_the_numbers_of_the_rows_without_sorting_them(store: Store, sql: str) -> None:
    with store.read() as read:
        plan = " / ".join(str(row[3]) for row in read.all(f"EXPLAIN QUERY PLAN {sql}", (PROJECT, 0, 10)))
    assert "INTEGER PRIMARY KEY (rowid>?)" in plan
    assert "SCAN generations" not in plan
    assert "gallery" not in plan
