"""Users: owners of a name space of files."""

from __future__ import annotations

from db import ids as ident
from db.errors import NotFound
from db.statements import Read, Write


def create(tx: Write, name: str) -> str:
    """A new user. Undo: part of the caller's step."""
    user_id = ident.new_id()
    tx.execute("INSERT INTO users (id, name, username) VALUES (?, ?, ?)", (user_id, name, name))
    return user_id


def all_users(read: Read) -> list[tuple[str, str]]:
    """(id, name) of every user, in the order in which they were made."""
    return [(row[0], row[1] or "") for row in read.all("SELECT id, name FROM users ORDER BY rowid")]


def named(read: Read, name: str | None) -> str:
    """The id of the user of this name, of the first one when no name is given. Raises: NotFound."""
    row = (read.one("SELECT id FROM users ORDER BY rowid LIMIT 1") if name is None
           else read.one("SELECT id FROM users WHERE username = ?1 OR name = ?1 OR id = ?1", (name,)))
    if row is None:
        raise NotFound("This library has no such user.", "dailies-cli show lists none; check the name.")
    return str(row[0])
