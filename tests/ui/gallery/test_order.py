"""Columns of seqs: rows by item, and what differs between two."""

from __future__ import annotations

import random
from array import array

import numpy as np
import pytest

from app.ui.gallery.order import Difference, Order, difference, neighbours, pairs, stretches


@pytest.mark.parametrize("ids", [array("q", [30, 10, 20]), np.array([30, 10, 20]), [30, 10, 20]])
def test_an_item_has_its_row_and_a_strange_one_none(ids: object) -> None:
    order = Order(ids)
    assert [order.row_of(seq) for seq in (30, 10, 20, 5, 10**12, -1)] == [0, 1, 2, -1, -1, -1]
    assert order.rows_of([20, 7, 30]).tolist() == [2, -1, 0]
    assert order.part(1, 5) == [10, 20]


def test_a_few_items_of_a_huge_library_need_no_huge_table() -> None:
    order = Order(np.array([900_000_000_000, 5, 700_000_000_000]))
    assert order.rows_of([5, 6, 900_000_000_000, 10**15]).tolist() == [1, -1, 0, -1]


def test_an_empty_order_knows_nobody() -> None:
    assert Order().row_of(1) == -1
    assert Order(np.empty(0, np.int64)).rows_of([1]).tolist() == [-1]


def test_what_went_and_came_is_told_as_stretches() -> None:
    old, new = Order([1, 2, 3, 4, 5, 6]), Order([9, 1, 4, 5, 7, 8, 6])
    assert difference(old, new) == Difference(removed=[(1, 2)], added=[(0, 0), (4, 5)])
    assert difference(old, old) == Difference([], [])
    assert not difference(old, old)


def test_items_that_changed_places_are_no_difference() -> None:
    assert difference(Order([1, 2, 3]), Order([3, 2, 1])) is None


@pytest.mark.parametrize("seed", range(20))
def test_the_difference_leads_from_one_to_the_other(seed: int) -> None:
    rng = random.Random(seed)
    everything = rng.sample(range(1, 500), 60)
    old = [seq for seq in everything if rng.random() < 0.7]
    new = [seq for seq in everything if rng.random() < 0.7]
    found = difference(Order(old), Order(new))
    assert found is not None
    for first, last in reversed(found.removed):
        del old[first : last + 1]
    for first, last in found.added:
        old[first:first] = new[first : last + 1]
    assert old == new


def test_runs_are_found_in_flags_and_in_rows() -> None:
    assert pairs(stretches(np.array([True, True, False, True]))) == [(0, 1), (3, 3)]
    assert pairs(neighbours(np.array([0, 1, 2, 7, 9, 10]))) == [(0, 2), (7, 7), (9, 10)]
    assert pairs(neighbours(np.empty(0, np.int64))) == []
