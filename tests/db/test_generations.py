"""Generations: cards, star, rating, name, note, tags, trash."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from db import Filter, NotFound, Refused, Store, generations
from tests.db.conftest import Heard
from tests.db.template import PROJECT

Make = Callable[..., str]
Roundtrip = Callable[..., Any]
AT, LATER = "2026-02-01T00:00:00.000000Z", "2026-02-02T00:00:00.000000Z"


def seqs(store: Store, *items: str) -> list[int]:
    with store.read() as read:
        return generations.seqs_of(read, items)


def trashed(store: Store) -> set[str]:
    with store.read() as read:
        return {row[0] for row in read.all("SELECT id FROM generations WHERE trashed_at IS NOT NULL")}


def test_a_card_says_what_a_tile_shows(store: Store, make: Make) -> None:
    item = make(3, name="Dune", duration_us=1_500_000, width=640, height=360)
    make(1, parent_id=item)
    with store.read() as read:
        card = generations.cards(read, seqs(store, item))[seqs(store, item)[0]]
        assert generations.cards_of(read, [item]) == {item: card}
        assert generations.one(read, item).card == card
    assert (card.name, card.type, card.variants, card.parts, card.unseen) == ("Dune", "image", 3, 1, 2)
    assert (card.duration_us, card.width, card.height, card.shots, card.damaged) == (1_500_000, 640, 360, (), False)


def test_what_is_gone_has_no_card(store: Store) -> None:
    with store.read() as read:
        assert generations.cards(read, [99]) == {}
        assert generations.ids_of(read, [99]) == []
        assert generations.seqs_of(read, ["x"]) == []
    with pytest.raises(NotFound), store.read() as read:
        generations.one(read, "x")


def test_a_star_is_a_step_and_news_of_those_that_changed(
        store: Store, make: Make, heard: Heard, undo_roundtrip: Roundtrip) -> None:
    one, two = make(), make()
    with store.write("Star") as tx:
        assert generations.set_starred(tx, [one], True) == 1
    assert undo_roundtrip(lambda tx: generations.set_starred_seqs(tx, seqs(store, one, two), True)) == 1
    assert heard.last.ids("generations") == {two}
    assert heard.last.changed("generations", "starred")
    assert not heard.last.made_or_gone("generations")
    assert heard.last.seqs == set(seqs(store, two))


@pytest.mark.parametrize("rating", [-1, 6])
def test_a_rating_is_zero_to_five(store: Store, make: Make, undo_roundtrip: Roundtrip, rating: int) -> None:
    item = make()
    assert undo_roundtrip(lambda tx: generations.set_rating(tx, [item], 5)) == 1
    with pytest.raises(Refused), store.write("Rate") as tx:
        generations.set_rating(tx, [item], rating)


def test_name_and_note_are_steps(store: Store, make: Make, undo_roundtrip: Roundtrip) -> None:
    item = make(2)
    undo_roundtrip(lambda tx: generations.rename(tx, item, "Wüste"))
    undo_roundtrip(lambda tx: generations.set_note(tx, item, "too dark"))
    with store.read() as read:
        found = generations.one(read, item)
        assert (found.card.name, found.note) == ("Wüste", "too dark")
        assert generations.first_ids(read, Filter(text="wuste dark"), 9) == seqs(store, item)
    for verb in (generations.rename, generations.set_note):
        with pytest.raises(NotFound), store.write("Edit") as tx:
            verb(tx, "x", "y")


def test_a_tag_is_there_once(store: Store, make: Make, undo_roundtrip: Roundtrip) -> None:
    one, two = make(), make()
    with store.write("Tag") as tx:
        generations.add_tags(tx, [one], "look/warm")
    undo_roundtrip(lambda tx: generations.add_tags(tx, [one, two], "look/warm"))
    with store.read() as read:
        assert generations.tags(read, one) == generations.tags(read, two) == ["look/warm"]
    undo_roundtrip(lambda tx: generations.remove_tag(tx, [one], "look/warm"))
    with store.read() as read:
        assert generations.tags(read, one) == []


def test_trash_takes_parts_along_and_brings_back_those_that_went_with_it(
        store: Store, make: Make, undo_roundtrip: Roundtrip) -> None:
    parent = make()
    first, second = make(parent_id=parent), make(parent_id=parent)
    deep = make(parent_id=first)
    with store.write("Trash") as tx:
        generations.trash_seqs(tx, seqs(store, second), AT)
    assert undo_roundtrip(lambda tx: generations.trash_seqs(tx, seqs(store, parent), LATER)) == 1
    assert trashed(store) == {parent, first, second, deep}
    with store.read() as read:  # the part that went by itself is shown by itself
        assert set(generations.first_ids(read, Filter(trash=True), 9)) == set(seqs(store, parent, second))
    assert undo_roundtrip(lambda tx: generations.restore_seqs(tx, seqs(store, parent))) == 1
    assert trashed(store) == {second}


def test_a_restored_part_brings_its_parent_out_so_that_it_is_shown(
        store: Store, make: Make, undo_roundtrip: Roundtrip) -> None:
    parent = make()
    part, other = make(parent_id=parent), make(parent_id=parent)
    with store.write("Trash") as tx:
        generations.trash_seqs(tx, seqs(store, parent), AT)
    assert undo_roundtrip(lambda tx: generations.restore_seqs(tx, seqs(store, part))) == 1
    assert trashed(store) == {other}


def test_restoring_an_item_with_its_parts_chosen_counts_them_all(store: Store, make: Make) -> None:
    parent = make()
    part = make(parent_id=parent)
    with store.write("Trash") as tx:
        assert generations.trash_seqs(tx, seqs(store, parent, part), AT) == 2
    with store.write("Restore") as tx:
        assert generations.restore_seqs(tx, seqs(store, parent, part)) == 2


def test_emptying_the_trash_never_deletes_a_part_that_is_not_in_it(
        store: Store, make: Make, undo_roundtrip: Roundtrip) -> None:
    parent = make()
    part = make(parent_id=parent)
    deep = make(parent_id=part)
    with store.write("Trash") as tx:
        tx.execute("UPDATE generations SET trashed_at = ? WHERE id IN (?, ?)", (AT, parent, part))
    undo_roundtrip(lambda tx: generations.delete_trashed(tx, 100))
    with store.read() as read:
        assert [row[0] for row in read.all("SELECT id FROM generations")] == [deep]
        card = generations.one(read, deep).card
        assert (card.is_child, card.parent_generation_id) == (False, None)
        assert generations.first_ids(read, Filter(project_id=PROJECT), 9) == [card.seq]


def test_an_item_made_later_never_gets_the_number_of_one_that_is_gone(store: Store, make: Make) -> None:
    item = make()
    number = seqs(store, item)[0]
    store.undo()
    assert seqs(store, make())[0] > number


def test_ids_begin_with_what_was_typed(store: Store, make: Make) -> None:
    item = make()
    with store.read() as read:
        assert generations.starting_with(read, "generations", item[:13]) == [item]
        assert generations.starting_with(read, "generations", "ffff") == []


def test_a_new_part_stands_last(store: Store, make: Make) -> None:
    parent = make()
    parts = [make(parent_id=parent) for _ in range(3)]
    with store.read() as read:
        assert [generations.one(read, part).card.child_order for part in parts] == [0, 1, 2]
