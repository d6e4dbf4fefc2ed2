"""Grouping two items into one: everything of the first is the second's, and an undo brings both back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from db import (
    NotFound,
    Refused,
    Store,
    WrongProject,
    generations,
    imports,
    lineage,
    merge,
    projects,
    proposals,
    shots,
    variants,
)
from db.rows import Found, ImportItem
from tests.db.template import PROJECT, USER

Make = Callable[..., str]
Roundtrip = Callable[[Callable[[Any], Any]], Any]


def test_all_variants_move_with_their_ids_and_the_targets_primary_stays(
    store: Store, make: Make, undo_roundtrip: Roundtrip
) -> None:
    dune, large = make(2, name="dune"), make(3, name="dune_4x", sha256="a" * 64, perceptual_hash="b" * 64, about={"camera": "X"})
    with store.read() as read:
        before = {v.id: v for v in variants.of(read, large)}
        primary = variants.primary_of(read, dune)
    moved = undo_roundtrip(lambda tx: merge.into(tx, large, dune))
    with store.read() as read:
        after = {v.id: v for v in variants.of(read, dune)}
        assert variants.primary_of(read, dune) == primary
        assert generations.cards_of(read, [large]) == {}
        assert generations.one(read, dune).card.variants == 5
    assert set(moved) == set(before)
    for variant_id, was in before.items():
        now = after[variant_id]
        assert (now.location, now.name, now.sha256, now.perceptual_hash, now.about, now.created_at, now.viewed_at) == (
            was.location, was.name, was.sha256, was.perceptual_hash, was.about, was.created_at, was.viewed_at)
        assert not now.is_primary
        assert now.variant_type == ("imported" if was.variant_type == "original" else was.variant_type)


def test_star_rating_note_and_tags_are_united(store: Store, make: Make, undo_roundtrip: Roundtrip) -> None:
    dune, large = make(), make()
    with store.write("Mark") as tx:
        generations.set_starred(tx, [large], True)
        generations.set_rating(tx, [large], 4)
        generations.set_rating(tx, [dune], 2)
        generations.set_note(tx, large, "the sharp one")
        generations.set_note(tx, dune, "for the opening")
        generations.add_tags(tx, [large], "keep")
        generations.add_tags(tx, [large, dune], "desert")
    undo_roundtrip(lambda tx: merge.into(tx, large, dune))
    with store.read() as read:
        found = generations.one(read, dune)
        assert (found.card.starred, found.card.rating, found.note) == (True, 4, "for the opening\nthe sharp one")
        assert generations.tags(read, dune) == ["desert", "keep"]


def test_places_in_shots_stay_where_they_are(store: Store, make: Make, undo_roundtrip: Roundtrip) -> None:
    dune, large, other = make(), make(), make()
    with store.write("Shots") as tx:
        first, second, third = (shots.create(tx, PROJECT, name) for name in "abc")
        shots.place_new(tx, first, dune, 0)
        shots.place_new(tx, first, large, 48)  # both are placed: both stay
        shots.place_new(tx, second, dune, 10)
        shots.place_new(tx, second, large, None)  # one is placed: the other one has nothing to say
        shots.place_new(tx, third, large, None)
        shots.place_new(tx, third, other, 0)
        for shot in (first, second, third):
            shots.renumber(tx, shot)
    undo_roundtrip(lambda tx: merge.into(tx, large, dune))
    with store.read() as read:
        found = [item for shot in (first, second, third) for item in shots.items(read, shot)]
    places = [(item.generation_id, item.timeline_frame) for item in found]
    assert sorted(places, key=str) == sorted([(dune, 0), (dune, 48), (dune, 10), (dune, None), (other, 0)], key=str)


def test_parts_follow_behind_the_targets_own(store: Store, make: Make, undo_roundtrip: Roundtrip) -> None:
    dune, large = make(), make()
    own, one, two = make(parent_id=dune), make(parent_id=large), make(parent_id=large)
    undo_roundtrip(lambda tx: merge.into(tx, large, dune))
    with store.read() as read:
        assert lineage.parts(read, dune) == [own, one, two]


def test_a_target_that_was_a_part_takes_the_place_of_the_item(store: Store, make: Make, undo_roundtrip: Roundtrip) -> None:
    whole = make()
    part, other = make(parent_id=whole), make(parent_id=whole)
    undo_roundtrip(lambda tx: merge.into(tx, whole, part))
    with store.read() as read:
        assert generations.one(read, part).card.parent_generation_id is None
        assert lineage.parts(read, part) == [other]


def test_what_was_based_on_the_item_is_based_on_the_target(store: Store, make: Make, undo_roundtrip: Roundtrip) -> None:
    sketch = make()
    dune, large = make(), make(based_on=sketch)
    clip = make(based_on=large)
    undo_roundtrip(lambda tx: merge.into(tx, large, dune))
    with store.read() as read:
        assert generations.one(read, clip).based_on == dune
        assert generations.one(read, dune).based_on == sketch


def test_a_chain_of_lineage_never_becomes_a_circle(store: Store, make: Make, undo_roundtrip: Roundtrip) -> None:
    large = make()
    between = make(based_on=large)
    dune = make(based_on=between)
    undo_roundtrip(lambda tx: merge.into(tx, large, dune))
    with store.read() as read:
        assert generations.one(read, between).based_on == dune
        assert generations.one(read, dune).based_on is None


def test_deleted_variants_can_still_come_back(store: Store, make: Make, undo_roundtrip: Roundtrip) -> None:
    dune, large = make(), make(2)
    with store.write("Delete") as tx:
        gone = variants.of(tx, large)[1].id
        variants.delete(tx, gone)
    undo_roundtrip(lambda tx: merge.into(tx, large, dune))
    with store.write("Restore") as tx:
        assert variants.restore(tx, gone) == dune


def test_an_item_without_a_file_takes_the_primary_of_the_other(store: Store, make: Make, undo_roundtrip: Roundtrip) -> None:
    shell, dune = make(0), make(2, name="dune")
    undo_roundtrip(lambda tx: merge.into(tx, dune, shell))
    with store.read() as read:
        found = generations.one(read, shell)
    assert (found.card.name, found.card.variants) == ("dune", 2)


def test_proposals_of_the_item_are_about_the_target_now(store: Store, make: Make, undo_roundtrip: Roundtrip) -> None:
    dune, large, third, fourth = make(), make(), make(), make()
    with store.write(None) as tx:
        proposals.add(tx, PROJECT, [Found("variant", large, dune, "a", 1), Found("variant", third, large, "b", 1),
                                    Found("variant", fourth, large, "c", 1), Found("variant", fourth, dune, "d", 1),
                                    Found("based_on", large, fourth, "e", 1)])
    undo_roundtrip(lambda tx: merge.into(tx, large, dune))
    with store.read() as read:
        left = sorted((p.kind, p.generation_id, p.target_id, p.reason) for p in proposals.shown(read, PROJECT))
    assert left == sorted([("variant", third, dune, "b"), ("variant", fourth, dune, "d"), ("based_on", dune, fourth, "e")])


def test_the_report_of_an_import_names_the_item_that_has_the_variant_now(store: Store, make: Make) -> None:
    dune, large = make(), make()
    with store.write(None) as tx:
        primary = variants.primary_of(tx, large)
        assert primary is not None
        started = imports.start(tx, PROJECT, USER, ["/x"], {})
        imports.record(tx, started, ImportItem("/x/a.png", "imported", None, large, primary.id, "a.png"))
    with store.write("Group") as tx:
        merge.into(tx, large, dune)
    with store.read() as read:
        assert [item.generation_id for item in imports.report(read, started)] == [dune]
    store.undo()
    with store.read() as read:
        assert [item.generation_id for item in imports.report(read, started)] == [large]


def test_what_cannot_be_grouped_is_refused(store: Store, make: Make) -> None:
    dune = make()
    with store.write("Project") as tx:
        elsewhere = generations.create(tx, projects.create(tx, USER, "Other"))
    for item, target, error in ((dune, dune, Refused), (elsewhere, dune, WrongProject), (dune, "0" * 36, NotFound)):
        with pytest.raises(error), store.write("Group") as tx:
            merge.into(tx, item, target)
