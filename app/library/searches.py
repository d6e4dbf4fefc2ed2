"""Searches a person saved, by name and in an order. Each verb is one step that Undo names; everyone has their own."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from app.errors import UserError
from app.library.library import Library
from db import SavedSearch, searches

LONGEST_NAME = 400


def all_of(library: Library) -> list[SavedSearch]:
    """The saved searches of this user in their order."""
    with library.store.read() as read:
        return searches.of_user(read, library.user_id)


def save(library: Library, name: str, query_text: str) -> str:
    """The search stands last in the list; its id. A second one of that name is kept apart by a number.

    Undo: “Save search …”. Raises: UserError without a name, db.ReadOnly.
    """
    wanted = _named(name)
    with library.store.write(f"Save search “{wanted}”") as tx:
        taken = {search.name.casefold() for search in searches.of_user(tx, library.user_id)}
        free = next(other for other in _numbered(wanted) if other.casefold() not in taken)
        tx.label = f"Save search “{free}”"
        return searches.add(tx, library.user_id, free, query_text)


def rename(library: Library, search_id: str, name: str) -> None:
    """The search has this name. Undo: “Rename search to …”. Raises: UserError without a name, db.NotFound, db.ReadOnly."""
    wanted = _named(name)
    with library.store.write(f"Rename search to “{wanted}”") as tx:
        searches.one(tx, search_id, library.user_id)
        searches.rename(tx, search_id, wanted)


def change(library: Library, search_id: str, query_text: str) -> None:
    """The search asks for something else. Undo: “Change search …”. Raises: db.NotFound, db.ReadOnly."""
    with library.store.write("Change search") as tx:
        tx.label = f"Change search “{searches.one(tx, search_id, library.user_id).name}”"
        searches.set_query(tx, search_id, query_text)


def delete(library: Library, search_id: str) -> None:
    """The search is gone, what it found stays. Undo: “Delete search …”. Raises: db.NotFound, db.ReadOnly."""
    with library.store.write("Delete search") as tx:
        tx.label = f"Delete search “{searches.one(tx, search_id, library.user_id).name}”"
        searches.delete(tx, search_id)


def move(library: Library, search_id: str, to: int) -> None:
    """The search is number `to` (from 1) of the list. Undo: “Move search …”. Raises: db.NotFound, db.ReadOnly."""
    with library.store.write("Move search") as tx:
        moved = searches.one(tx, search_id, library.user_id)
        order = [search.id for search in searches.of_user(tx, library.user_id) if search.id != search_id]
        order.insert(max(0, to - 1), search_id)
        tx.label = f"Move search “{moved.name}” to {order.index(search_id) + 1}"
        searches.reorder(tx, order)


def _named(name: str) -> str:
    wanted = " ".join(name.split())[:LONGEST_NAME]
    if not wanted:
        raise UserError("A search needs a name.", "Nothing was changed.")
    return wanted


def _numbered(name: str) -> Iterator[str]:
    """The name, then the name with 2, 3 … behind it."""
    yield name
    for n in count(2):
        yield f"{name} {n}"
