"""Variants: versions of one generation's media, exactly one of them primary."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from db import ids as ident
from db.errors import NotFound, Refused
from db.rows import FACTS, Variant
from db.statements import Read, Write

_COLUMNS = ("id", "generation_id", "is_primary", "variant_type", "location", "thumbnail_url", "name", "params", "created_at",
            "starred", "viewed_at", *FACTS)
_MADE_WITH = ("id", "generation_id", "location", "name", "variant_type", "params", "thumbnail_url", "is_primary", "created_at",
              "viewed_at", *FACTS)
_AT_ONCE = 25  # rows of one statement: few different ones are to be prepared, each with all its triggers
_FLAGS = {"is_primary", "starred", "has_alpha", "has_audio", "damaged"}


def _variant(row: Any) -> Variant:
    values = dict(zip(_COLUMNS, row, strict=True))
    for name in _FLAGS:
        values[name] = None if values[name] is None else bool(values[name])
    for name in ("params", "about"):
        values[name] = json.loads(values[name]) if values[name] else None
    return Variant(**values)


def of(read: Read, generation_id: str) -> list[Variant]:
    """The variants of a generation: the primary first, then the newest first."""
    return [_variant(row) for row in read.all(
        f"SELECT {', '.join(_COLUMNS)} FROM generation_variants WHERE generation_id = ?"
        " ORDER BY is_primary DESC, created_at DESC, id DESC", (generation_id,))]


def one(read: Read, variant_id: str) -> Variant:
    """A variant. Raises: NotFound."""
    row = read.one(f"SELECT {', '.join(_COLUMNS)} FROM generation_variants WHERE id = ?", (variant_id,))
    if row is None:
        raise NotFound("This variant is no longer in the library.")
    return _variant(row)


def primary_of(read: Read, generation_id: str) -> Variant | None:
    """The primary variant; None for a generation without any."""
    row = read.one(f"SELECT {', '.join(_COLUMNS)} FROM generation_variants WHERE generation_id = ? AND is_primary = 1",
                   (generation_id,))
    return None if row is None else _variant(row)


@dataclass(frozen=True)
class NewVariant:
    """What a variant is made of; `facts` are columns of FACTS. The first one of a generation is primary in any case."""

    generation_id: str
    location: str
    name: str | None = None
    variant_type: str | None = None
    params: Mapping[str, Any] | None = None
    thumbnail_url: str | None = None
    primary: bool = False
    facts: Mapping[str, Any] = field(default_factory=dict)
    created_at: str | None = None
    viewed_at: str | None = None
    id: str = field(default_factory=ident.new_id)


def add(tx: Write, generation_id: str, location: str, **more: Any) -> str:
    """The generation has one more variant, as NewVariant says; its id. Undo: part of the caller's step. Raises: Refused."""
    new = NewVariant(generation_id, location, **more)
    add_all(tx, [new])
    return new.id


def add_all(tx: Write, new: Sequence[NewVariant]) -> None:
    """There are these variants, in that order. Undo: part of the caller's step. Raises: Refused.

    In one statement: at the end of each, FTS5 writes what it holds, and 25 small segments for 25 items cost more than
    all other triggers together.
    """
    # The project is that of the generation in any case; given here it spares a trigger the second write of the row.
    row = f"((SELECT project_id FROM generations WHERE id = ?), {', '.join('?' * len(_MADE_WITH))})"
    for start in range(0, len(new), _AT_ONCE):
        some = new[start:start + _AT_ONCE]
        tx.execute(f"INSERT INTO generation_variants (project_id, {', '.join(_MADE_WITH)}) VALUES {', '.join([row] * len(some))}",
                   [value for variant in some for value in (variant.generation_id, *_row_of(variant))])


def _row_of(new: NewVariant) -> list[Any]:
    for key in new.facts:
        if key not in FACTS:
            raise Refused(f"{key} is no fact of a file")
    facts = {"damaged": 0, **new.facts}
    return [new.id, new.generation_id, new.location, new.name, new.variant_type, ident.canonical(new.params), new.thumbnail_url,
            int(new.primary), new.created_at or ident.now(), new.viewed_at, *(_stored(facts.get(key)) for key in FACTS)]


def _stored(value: Any) -> Any:
    return int(value) if isinstance(value, bool) else ident.canonical(value) if isinstance(value, Mapping) else value


def set_primary(tx: Write, variant_id: str) -> str:
    """The variant is its generation's primary; returns the generation's id.

    Triggers hand its picture, name and recipe to the generation. Raises: NotFound. Undo: part of the caller's step.
    """
    generation_id = tx.value("SELECT generation_id FROM generation_variants WHERE id = ?", (variant_id,))
    if generation_id is None:
        raise NotFound("This variant is no longer in the library.")
    tx.execute("UPDATE generation_variants SET is_primary = 1 WHERE id = ? AND is_primary = 0", (variant_id,))
    return str(generation_id)


def delete(tx: Write, variant_id: str) -> str:
    """The variant is in Trash; the newest of the others is primary if it was. Returns the generation's id.

    Raises: NotFound. Undo: part of the caller's step.
    """
    generation_id = tx.value("SELECT generation_id FROM generation_variants WHERE id = ?", (variant_id,))
    if generation_id is None:
        raise NotFound("This variant is no longer in the library.")
    tx.execute("DELETE FROM generation_variants WHERE id = ?", (variant_id,))
    return str(generation_id)


def deleted(read: Read, generation_id: str) -> list[tuple[str, str | None, str | None, str]]:
    """(id, name, thumbnail_url, deleted_at) of a generation's variants in Trash, the newest first."""
    return [tuple(row) for row in read.all(
        "SELECT id, name, thumbnail_url, deleted_at FROM deleted_variants WHERE generation_id = ? ORDER BY deleted_at DESC, id",
        (generation_id,))]


def restore(tx: Write, variant_id: str) -> str:
    """A deleted variant is back, not as primary unless it is the only one; returns the generation's id.

    Raises: NotFound. Undo: part of the caller's step.
    """
    names = [c for c in _COLUMNS if c != "is_primary"]
    generation_id = tx.value("SELECT generation_id FROM deleted_variants WHERE id = ?", (variant_id,))
    if generation_id is None:
        raise NotFound("This variant is not in Trash.")
    tx.execute(f"INSERT INTO generation_variants ({', '.join(names)}) SELECT {', '.join(names)} FROM deleted_variants"
               " WHERE id = ?", (variant_id,))
    return str(generation_id)


def empty_deleted(tx: Write) -> int:
    """No deleted variant is kept any more; how many there were. Part of Empty trash."""
    return tx.execute("DELETE FROM deleted_variants")


def mark_viewed(tx: Write, variant_ids: Sequence[str]) -> int:
    """These variants count as seen; how many did not before. Not undoable."""
    return tx.execute("UPDATE generation_variants SET viewed_at = ? WHERE viewed_at IS NULL"
                      " AND id IN (SELECT value FROM json_each(?))", (ident.now(), ident.listed(variant_ids)))


def set_params(tx: Write, variant_id: str, params: Mapping[str, Any] | None) -> None:
    """The variant has this recipe. Undo: part of the caller's step."""
    tx.execute("UPDATE generation_variants SET params = ? WHERE id = ?", (ident.canonical(params), variant_id))


def set_thumbnail(tx: Write, variant_id: str, thumbnail_url: str) -> None:
    """The variant has this thumbnail. Not undoable (a job's finding)."""
    tx.execute("UPDATE generation_variants SET thumbnail_url = ? WHERE id = ?", (thumbnail_url, variant_id))


def having_bytes(read: Read, sha256: str, user_id: str) -> tuple[str, str] | None:
    """(generation id, variant id) of a variant of this user with the same bytes, trash included; None without one."""
    row = read.one(
        "SELECT v.generation_id, v.id FROM generation_variants AS v JOIN generations AS g ON g.id = v.generation_id"
        " JOIN projects AS p ON p.id = g.project_id WHERE v.sha256 = ? AND p.user_id = ?"
        " ORDER BY g.trashed_at IS NOT NULL, v.created_at LIMIT 1", (sha256, user_id))
    return None if row is None else (row[0], row[1])


def files_in_use(read: Read) -> set[str]:
    """Every location and thumbnail that a row names, deleted variants too (history is looked at by the caller)."""
    rows = read.all("SELECT location, thumbnail_url FROM generation_variants UNION ALL"
                    " SELECT location, thumbnail_url FROM deleted_variants")
    return {path for row in rows for path in row if path}


def move(tx: Write, variant_id: str, generation_id: str) -> None:
    """The variant belongs to another generation, whose primary it is if there was none.

    Raises: NotFound, Refused for a primary one (D8). Undo: part of the caller's step.
    """
    if tx.execute("UPDATE generation_variants SET generation_id = ? WHERE id = ?", (generation_id, variant_id)) == 0:
        raise NotFound("This variant is no longer in the library.")


def count_deleted(read: Read) -> int:
    """How many deleted variants are kept in Trash."""
    return int(read.value("SELECT count(*) FROM deleted_variants"))


def with_blocks(read: Read, seqs: Sequence[int] | None = None) -> list[str]:
    """The ids of variants whose files' raw metadata is kept: those of these generations, or all."""
    chosen = "" if seqs is None else " AND g.seq IN (SELECT value FROM json_each(?))"
    return [row[0] for row in read.all(
        "SELECT v.id FROM generation_variants AS v JOIN generations AS g ON g.id = v.generation_id"
        f" WHERE EXISTS (SELECT 1 FROM recipe_blocks AS b WHERE b.sha256 = v.sha256){chosen} ORDER BY g.seq, v.id",
        () if seqs is None else (ident.listed([int(seq) for seq in seqs]),))]


def set_recipe(tx: Write, variant_id: str, params: Mapping[str, Any] | None, about: Mapping[str, Any] | None) -> int:
    """The variant was made so, and tells that of itself; 0 where it is gone or did so before. Undo: part of the caller's step.

    Triggers hand the recipe of a primary variant to its generation.
    """
    values = (ident.canonical(params), ident.canonical(about))
    return tx.execute("UPDATE generation_variants SET params = ?, about = ? WHERE id = ? AND (params IS NOT ? OR about IS NOT ?)",
                      (*values, variant_id, *values))
