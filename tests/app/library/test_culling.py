"""What is left to judge, and where the next of it is."""

from __future__ import annotations

from app.library import culling, editing
from app.library.culling import Sums
from app.library.library import Library
from tests.factories import add_item, seqs


def test_sums_tell_what_was_decided(library: Library) -> None:
    items = [add_item(library) for _ in range(6)]
    every = seqs(library, *items)
    editing.set_starred(library, every[:1], True)
    editing.set_rating(library, every[1:2], 3)
    editing.set_rejected(library, every[2:3], True)
    editing.set_label(library, every[3:4], "red")  # a colour is no judgement
    assert culling.sums(library, every) == Sums(6, 3, 1, 1)
    assert culling.sums(library, every).kept == 2
    editing.trash_rejected(library)
    assert culling.sums(library, every) == Sums(5, 3, 1, 0)


def test_what_is_starred_and_rejected_is_rejected(library: Library) -> None:
    every = seqs(library, add_item(library, starred=True))
    editing.set_rejected(library, every, True)
    assert culling.sums(library, every) == Sums(1, 0, 0, 1)


def test_the_next_unrated_comes_after_the_place_and_then_from_the_beginning(library: Library) -> None:
    every = seqs(library, *[add_item(library, starred=at in (2, 4)) for at in range(5)])
    assert culling.next_open(library, every, 1, "unrated") == 3
    assert culling.next_open(library, every, 3, "unrated") == 0
    editing.set_rating(library, [every[0], every[1]], 2)
    assert culling.next_open(library, every, 3, "unrated") is None
    assert culling.next_open(library, every, -1, "unrated") == 3


def test_the_next_unseen_has_a_variant_nobody_looked_at(library: Library) -> None:
    every = seqs(library, add_item(library), add_item(library, variants=2, viewed=False), add_item(library))
    assert culling.next_open(library, every, 0, "unseen") == 1
    assert culling.next_open(library, every, 1, "unseen") is None


def test_long_lists_are_looked_through_in_chunks(library: Library) -> None:
    every = seqs(library, *[add_item(library, starred=True) for _ in range(3)], add_item(library))
    long = every[:3] * 7_000 + every[3:]
    assert culling.next_open(library, long, 5, "unrated") == 21_000
