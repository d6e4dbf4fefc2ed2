"""Parents and parts, what is based on what; no cycles (D16)."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest

from db import NotFound, Refused, Store, generations, lineage
from tests.db.template import PROJECT

Make = Callable[..., str]
Roundtrip = Callable[..., Any]


def test_parts_stand_in_the_given_order_and_the_others_follow(store: Store, make: Make, undo_roundtrip: Roundtrip) -> None:
    parent = make()
    one, two, three = (make(parent_id=parent) for _ in range(3))
    undo_roundtrip(lambda tx: lineage.order_parts(tx, parent, [three, one]))
    with store.read() as read:
        assert lineage.parts(read, parent) == [three, one, two]
    with pytest.raises(Refused), store.write("Order") as tx:
        lineage.order_parts(tx, parent, [parent])


def test_an_item_becomes_the_last_part_and_is_counted(store: Store, make: Make, undo_roundtrip: Roundtrip) -> None:
    parent, item = make(), make()
    first = make(parent_id=parent)
    undo_roundtrip(lambda tx: lineage.become_part(tx, item, parent))
    with store.read() as read:
        assert lineage.parts(read, parent) == [first, item]
        assert generations.one(read, parent).card.parts == 2
        assert generations.one(read, item).card.is_child


def test_parts_go_with_their_parent_and_what_was_based_on_it_stays(
        store: Store, make: Make, undo_roundtrip: Roundtrip) -> None:
    parent = make()
    part, derived = make(parent_id=parent), make(based_on=parent)
    deep = make(parent_id=part)
    undo_roundtrip(lambda tx: tx.execute("DELETE FROM generations WHERE id = ?", (parent,)))
    with store.read() as read:
        assert read.all("SELECT id, based_on FROM generations") == [(derived, None)]
        assert read.value("SELECT count(*) FROM generation_variants WHERE generation_id = ?", (deep,)) == 0


def test_what_is_based_on_an_item_comes_starred_first_then_newest(store: Store, make: Make, undo_roundtrip: Roundtrip) -> None:
    source = make()
    one, two, three = make(), make(), make()
    undo_roundtrip(lambda tx: [lineage.set_based_on(tx, item, source) for item in (one, two, three)])
    with store.write("Star") as tx:
        generations.set_starred(tx, [one], True)
    with store.read() as read:
        assert lineage.derived(read, source) == [one, three, two]
        assert lineage.derived(read, source, 1) == [one]


@pytest.mark.parametrize("verb", [lineage.become_part, lineage.set_based_on])
@pytest.mark.parametrize("length", [1, 2, 3])
def test_no_cycle_whatever_its_length(store: Store, make: Make, verb: Callable[..., None], length: int) -> None:
    items = [make() for _ in range(length)]
    with store.write("Chain") as tx:
        for below, above in itertools.pairwise(items):
            verb(tx, below, above)
    with pytest.raises(Refused), store.write("Close") as tx:
        verb(tx, items[-1], items[0])


def test_a_parent_and_a_source_may_be_the_same(store: Store, make: Make) -> None:
    one, two = make(), make()
    with store.write("Both") as tx:
        lineage.become_part(tx, one, two)
        lineage.set_based_on(tx, two, one)


def test_what_is_not_there_is_not_found_or_refused(store: Store, make: Make) -> None:
    item = make()
    with pytest.raises(NotFound), store.write("Part") as tx:
        lineage.become_part(tx, "x", item)
    with pytest.raises(Refused), store.write("Part") as tx:
        lineage.become_part(tx, item, "00000000-0000-7000-8000-000000000000")
    with pytest.raises(NotFound), store.write("Base") as tx:
        lineage.set_based_on(tx, "x", item)


def test_a_parent_may_come_after_its_part_in_one_statement(store: Store, undo_roundtrip: Roundtrip) -> None:
    part, parent = "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"
    undo_roundtrip(lambda tx: tx.execute(
        "INSERT INTO generations (id, project_id, parent_generation_id, variant_count) VALUES (?1, ?3, ?2, 7), (?2, ?3, NULL, 0)",
        (part, parent, PROJECT)))
    with store.read() as read:
        assert generations.one(read, parent).card.parts == 1
        assert generations.one(read, part).card.variants == 0


def test_a_part_in_the_trash_is_not_counted(store: Store, make: Make, undo_roundtrip: Roundtrip) -> None:
    parent = make()
    part = make(parent_id=parent)
    undo_roundtrip(lambda tx: generations.trash_seqs(tx, generations.seqs_of(tx, [part]), "2026-01-01T00:00:00.000000Z"))
    with store.read() as read:
        assert generations.one(read, parent).card.parts == 0
        assert lineage.parts(read, parent) == []
