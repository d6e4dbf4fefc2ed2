"""Searches a person saved: a name, the text of the query, and a place in the list. Undoable, by user."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from db import ids as ident
from db.errors import NotFound
from db.statements import Read, Write


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A row of the list: what it is called, and what it asks for as text."""

    id: str
    name: str
    query: str


def of_user(read: Read, user_id: str) -> list[SavedSearch]:
    """The searches of a user in their order."""
    return [SavedSearch(*row) for row in read.all(
        "SELECT id, name, query FROM saved_searches WHERE user_id = ? ORDER BY position, created_at, id", (user_id,))]


def of_everyone(read: Read) -> list[SavedSearch]:
    """All saved searches of all users."""
    return [SavedSearch(*row) for row in read.all("SELECT id, name, query FROM saved_searches")]


def one(read: Read, search_id: str, user_id: str) -> SavedSearch:
    """A search of this user. Raises: NotFound, also for one of somebody else."""
    row: Any = read.one("SELECT id, name, query FROM saved_searches WHERE id = ? AND user_id = ?", (search_id, user_id))
    if row is None:
        raise NotFound("This search is no longer in the library.")
    return SavedSearch(*row)


def add(tx: Write, user_id: str, name: str, query: str) -> str:
    """A new last search; its id. Undo: part of the caller's step."""
    search_id = ident.new_id()
    tx.execute("INSERT INTO saved_searches (id, user_id, name, query, position, created_at) VALUES (?1, ?2, ?3, ?4,"
               " (SELECT coalesce(max(position), 0) + 1 FROM saved_searches WHERE user_id = ?2), ?5)",
               (search_id, user_id, name, query, ident.now()))
    return search_id


def rename(tx: Write, search_id: str, name: str) -> None:
    """The search has this name. Undo: part of the caller's step."""
    tx.execute("UPDATE saved_searches SET name = ? WHERE id = ? AND name <> ?", (name, search_id, name))


def set_query(tx: Write, search_id: str, query: str) -> None:
    """The search asks for this. Undo: part of the caller's step."""
    tx.execute("UPDATE saved_searches SET query = ? WHERE id = ? AND query <> ?", (query, search_id, query))


def delete(tx: Write, search_id: str) -> None:
    """The search is gone. Undo: part of the caller's step."""
    tx.execute("DELETE FROM saved_searches WHERE id = ?", (search_id,))


def reorder(tx: Write, search_ids: Sequence[str]) -> None:
    """These searches stand at 1, 2, 3 … Undo: part of the caller's step."""
    tx.executemany("UPDATE saved_searches SET position = ?1 WHERE id = ?2 AND position <> ?1",
                   list(enumerate(search_ids, 1)))
