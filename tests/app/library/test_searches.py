"""Saved searches: their list, their names, and what Undo brings back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.errors import UserError
from app.library import searches
from app.library.library import Library
from db import NotFound, users

Roundtrip = Callable[[Callable[[], Any], str], Any]


def listed(library: Library) -> list[tuple[str, str]]:
    return [(search.name, search.query) for search in searches.all_of(library)]


@pytest.fixture
def three(library: Library) -> list[str]:
    return [searches.save(library, name, query) for name, query in
            (("Night", "tag:night"), ("Best", "star rating:5"), ("Doors", 'shot:"The door"'))]


def test_a_search_is_saved_last(library: Library, roundtrip: Roundtrip) -> None:
    searches.save(library, "Night", "tag:night")
    roundtrip(lambda: searches.save(library, "  Best \n takes ", "star"), "Save search “Best takes”")
    assert listed(library) == [("Night", "tag:night"), ("Best takes", "star")]


def test_two_searches_of_one_name_are_kept_apart(library: Library) -> None:
    for name in ("Night", "night", "Night"):
        searches.save(library, name, "tag:night")
    assert [name for name, _query in listed(library)] == ["Night", "night 2", "Night 3"]


@pytest.mark.parametrize("name", ["", "  \n"])
def test_a_search_without_a_name_is_refused(library: Library, three: list[str], name: str) -> None:
    with pytest.raises(UserError):
        searches.save(library, name, "star")
    with pytest.raises(UserError):
        searches.rename(library, three[0], name)
    assert len(listed(library)) == 3


def test_a_search_is_renamed(library: Library, three: list[str], roundtrip: Roundtrip) -> None:
    roundtrip(lambda: searches.rename(library, three[1], "Favourites"), "Rename search to “Favourites”")
    assert listed(library)[1] == ("Favourites", "star rating:5")


def test_a_search_asks_for_something_else(library: Library, three: list[str], roundtrip: Roundtrip) -> None:
    roundtrip(lambda: searches.change(library, three[1], "rating:4"), "Change search “Best”")
    assert listed(library)[1] == ("Best", "rating:4")


def test_a_search_is_deleted(library: Library, three: list[str], roundtrip: Roundtrip) -> None:
    roundtrip(lambda: searches.delete(library, three[1]), "Delete search “Best”")
    assert [name for name, _query in listed(library)] == ["Night", "Doors"]


@pytest.mark.parametrize(("to", "after", "said"), [
    (1, "Doors Night Best", 1), (2, "Night Doors Best", 2), (0, "Doors Night Best", 1)])
def test_a_search_is_moved(library: Library, three: list[str], roundtrip: Roundtrip, to: int, after: str, said: int) -> None:
    roundtrip(lambda: searches.move(library, three[2], to), f"Move search “Doors” to {said}")
    assert " ".join(name for name, _query in listed(library)) == after


def test_a_search_moved_behind_the_end_is_the_last(library: Library, three: list[str]) -> None:
    searches.move(library, three[0], 9)
    assert [search.id for search in searches.all_of(library)] == [three[1], three[2], three[0]]


def test_somebody_elses_searches_are_neither_seen_nor_touched(library: Library, three: list[str]) -> None:
    with library.store.write("Another person") as tx:
        other = users.create(tx, "Bo")
        tx.execute("UPDATE saved_searches SET user_id = ? WHERE id = ?", (other, three[0]))
    assert [search.id for search in searches.all_of(library)] == three[1:]
    for verb in (lambda: searches.rename(library, three[0], "Mine"), lambda: searches.delete(library, three[0]),
                 lambda: searches.move(library, three[0], 1), lambda: searches.change(library, three[0], "star")):
        with pytest.raises(NotFound):
            verb()
