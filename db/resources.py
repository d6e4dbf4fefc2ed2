"""Model files (LoRAs and what else is a `.safetensors`): rows with a type and a JSON text. Undoable, by user."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from db import ids as ident
from db.errors import NotFound
from db.rows import Resource
from db.statements import Read, Write

_COLUMNS = "id, user_id, type, metadata, created_at, trashed_at"


def _resource(row: Any) -> Resource:
    return Resource(row[0], row[1], row[2], json.loads(row[3]), row[4], row[5])


def add(tx: Write, user_id: str, kind: str, metadata: Mapping[str, Any], resource_id: str | None = None) -> str:
    """A new resource of a user; its id. Undo: part of the caller's step."""
    resource_id = resource_id or ident.new_id()
    tx.execute("INSERT INTO resources (id, user_id, type, metadata, created_at) VALUES (?, ?, ?, ?, ?)",
               (resource_id, user_id, kind, ident.canonical(metadata), ident.now()))
    return resource_id


def one(read: Read, resource_id: str) -> Resource:
    """A resource, also one in the trash. Raises: NotFound."""
    row = read.one(f"SELECT {_COLUMNS} FROM resources WHERE id = ?", (resource_id,))
    if row is None:
        raise NotFound("This model is no longer in the library.")
    return _resource(row)


def of_user(read: Read, user_id: str, *, trash: bool = False) -> list[Resource]:
    """The resources of a user by name, those in the trash or the others."""
    found = [_resource(row) for row in read.all(
        f"SELECT {_COLUMNS} FROM resources WHERE user_id = ? AND (trashed_at IS NOT NULL) = ?", (user_id, int(trash)))]
    return sorted(found, key=lambda resource: (str(resource.metadata.get("name", "")).casefold(), resource.id))


def set_metadata(tx: Write, resource_id: str, metadata: Mapping[str, Any]) -> None:
    """The resource's JSON is this. Raises: NotFound. Undo: part of the caller's step."""
    if tx.execute("UPDATE resources SET metadata = ? WHERE id = ?", (ident.canonical(metadata), resource_id)) == 0:
        raise NotFound("This model is no longer in the library.")


def trash(tx: Write, resource_ids: Sequence[str], at: str) -> int:
    """These are in the trash; how many were not before. Undo: part of the caller's step."""
    return tx.execute("UPDATE resources SET trashed_at = ? WHERE trashed_at IS NULL"
                      " AND id IN (SELECT value FROM json_each(?))", (at, ident.listed(resource_ids)))


def restore(tx: Write, resource_ids: Sequence[str]) -> int:
    """These are out of the trash; how many were in it. Undo: part of the caller's step."""
    return tx.execute("UPDATE resources SET trashed_at = NULL WHERE trashed_at IS NOT NULL"
                      " AND id IN (SELECT value FROM json_each(?))", (ident.listed(resource_ids),))


def delete_trashed(tx: Write) -> int:
    """What is in the trash is gone, of all users; how many. Part of Empty trash."""
    return tx.execute("DELETE FROM resources WHERE trashed_at IS NOT NULL")


def counts(read: Read, user_id: str | None = None) -> tuple[int, int]:
    """(how many are there, how many are in the trash), of a user or of all."""
    row = read.one("SELECT count(*) FILTER (WHERE trashed_at IS NULL), count(*) FILTER (WHERE trashed_at IS NOT NULL)"
                   " FROM resources WHERE ?1 IS NULL OR user_id = ?1", (user_id,))
    assert row is not None
    return int(row[0]), int(row[1])


def having_bytes(read: Read, sha256: str, user_id: str) -> Resource | None:
    """A resource of this user with the same bytes, trash included."""
    row = read.one(f"SELECT {_COLUMNS} FROM resources WHERE json_extract(metadata, '$.sha256') = ? AND user_id = ?"
                   " ORDER BY trashed_at IS NOT NULL, created_at LIMIT 1", (sha256, user_id))
    return None if row is None else _resource(row)


def stored(read: Read) -> list[tuple[str, str, str, str | None, int | None]]:
    """(id, name, location, sha256, size) of the file of every resource that names one, trash included."""
    return [tuple(row) for row in read.all(
        "SELECT id, coalesce(json_extract(metadata, '$.name'), id), json_extract(metadata, '$.location'),"
        " json_extract(metadata, '$.sha256'), json_extract(metadata, '$.size_bytes') FROM resources"
        " WHERE json_type(metadata, '$.location') = 'text' ORDER BY id")]


def mentions(read: Read, user_id: str) -> list[tuple[list[Any], str]]:
    """(LoRAs as a recipe lists them, ids of the items outside the trash with a variant that says so, comma-separated).

    One row for each list that occurs; only the index is read. Long: not for the GUI thread.
    """
    return [(json.loads(row[0]), row[1]) for row in read.all(
        "SELECT json_extract(v.params, '$.loras') AS loras, group_concat(DISTINCT v.generation_id)"
        " FROM generation_variants AS v JOIN generations AS g ON g.id = v.generation_id"
        " JOIN projects AS p ON p.id = g.project_id"
        " WHERE json_extract(v.params, '$.loras') IS NOT NULL AND g.trashed_at IS NULL AND p.user_id = ?"
        " GROUP BY json_extract(v.params, '$.loras')", (user_id,)) if str(row[0]).startswith("[")]
