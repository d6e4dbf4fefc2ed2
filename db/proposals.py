"""Proposals: what the program thinks belongs together. Jobs find them, people answer; only an answer is a step.

An open proposal is shown while both its items are there, out of the trash, and it still says something new; nothing needs
to be tidied when an item goes, and it is there again when the item comes back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from db import ids as ident
from db.errors import NotFound
from db.rows import Found, Look, Proposal
from db.statements import Read, Write

_COLUMNS = "p.id, p.kind, p.generation_id, p.target_id, p.reason, p.score, p.state, g.seq, t.seq, g.project_id"
_FROM = ("proposals AS p JOIN generations AS g ON g.id = p.generation_id JOIN generations AS t ON t.id = p.target_id")
_SHOWN = ("p.state = 'open' AND g.trashed_at IS NULL AND t.trashed_at IS NULL AND g.location IS NOT NULL"
          " AND t.location IS NOT NULL AND (p.kind <> 'based_on' OR g.based_on IS NULL)")


def add(tx: Write, project_id: str, found: Iterable[Found]) -> int:
    """These proposals are open, unless there is one of this kind for the same two items already, whatever was answered.

    What names an item that is gone, or of another project, is left out. How many are new. A finding of a job: not undoable.
    """
    number = 0
    for each in found:
        number += tx.execute(
            "INSERT INTO proposals (id, project_id, kind, generation_id, target_id, reason, score)"
            " SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 WHERE NOT EXISTS (SELECT 1 FROM proposals WHERE kind = ?3"
            "  AND (generation_id = ?4 AND target_id = ?5 OR generation_id = ?5 AND target_id = ?4))"
            " AND 2 = (SELECT count(*) FROM generations WHERE id IN (?4, ?5) AND project_id = ?2)",
            (ident.new_id(), project_id, each.kind, each.generation_id, each.target_id, each.reason, each.score))
    return number


def shown(read: Read, project_id: str) -> list[Proposal]:
    """The open proposals, those for one target together: targets with the newest first, then the surest first."""
    return [Proposal(*row) for row in read.all(
        f"SELECT {_COLUMNS} FROM {_FROM} WHERE p.project_id = ? AND {_SHOWN}"
        " ORDER BY t.created_at DESC, t.seq DESC, p.score DESC, g.seq, p.id", (project_id,))]


def count(read: Read, project_id: str) -> int:
    """How many `shown` gives."""
    return int(read.value(f"SELECT count(*) FROM {_FROM} WHERE p.project_id = ? AND {_SHOWN}", (project_id,)))


def count_of(read: Read, generation_id: str) -> int:
    """How many open proposals name this generation, at either side."""
    return int(read.value(f"SELECT (SELECT count(*) FROM {_FROM} WHERE p.generation_id = ?1 AND {_SHOWN})"
                          f" + (SELECT count(*) FROM {_FROM} WHERE p.target_id = ?1 AND {_SHOWN})", (generation_id,)))


def one(read: Read, proposal_id: str) -> Proposal:
    """A proposal, answered or not. Raises: NotFound."""
    row = read.one(f"SELECT {_COLUMNS} FROM {_FROM} WHERE p.id = ?", (proposal_id,))
    if row is None:
        raise NotFound("This proposal is no longer there.")
    return Proposal(*row)


def still_shown(read: Read, proposal_ids: Sequence[str]) -> list[Proposal]:
    """Those of these proposals that are open and shown, in the given order."""
    found = {row[0]: Proposal(*row) for row in read.all(
        f"SELECT {_COLUMNS} FROM {_FROM} WHERE {_SHOWN} AND p.id IN (SELECT value FROM json_each(?))",
        (ident.listed(proposal_ids),))}
    return [found[i] for i in proposal_ids if i in found]


def set_state(tx: Write, proposal_ids: Sequence[str], state: str) -> int:
    """These open proposals are answered: `accepted` or `left`; how many were open. Undo: part of the caller's step."""
    return tx.execute("UPDATE proposals SET state = ? WHERE state = 'open' AND id IN (SELECT value FROM json_each(?))",
                      (state, ident.listed(proposal_ids)))


def answered(read: Read, project_id: str) -> list[tuple[str, str, str, str]]:
    """(kind, generation, target, state) of every proposal of a project, open ones too."""
    return [(row[0], row[1], row[2], row[3]) for row in read.all(
        "SELECT kind, generation_id, target_id, state FROM proposals WHERE project_id = ?", (project_id,))]


_LOOK = """g.seq, g.id, v.id, v.is_primary, v.kind, v.mime, coalesce(v.source_name, v.name, ''), v.source_path, v.width, v.height,
    v.duration_us, v.perceptual_hash, v.first_frame_hash, v.last_frame_hash, v.mean_colour, g.variant_count, g.based_on,
    v.captured_at, v.sha256, v.params IS NOT NULL"""


# By the number of the row (the `+`): an index of the gallery would be sorted again for every page.
LOOKS = (f"SELECT {_LOOK} FROM (SELECT seq, id, variant_count, based_on FROM generations WHERE +project_id = ?1 AND seq > ?2"
         "  AND is_child = 0 AND trashed_at IS NULL AND location IS NOT NULL ORDER BY seq LIMIT ?3) AS g"
         " CROSS JOIN generation_variants AS v ON v.generation_id = g.id ORDER BY g.seq, v.is_primary DESC, v.id")
INPUTS = ("SELECT seq, id, json_extract(params, '$.inputs') FROM generations WHERE +project_id = ? AND seq > ? AND is_child = 0"
          " AND trashed_at IS NULL AND based_on IS NULL AND json_type(params, '$.inputs') = 'array' ORDER BY seq LIMIT ?")


def looks(read: Read, project_id: str, after_seq: int, limit: int) -> list[Look]:
    """What the variants of up to `limit` items behind `after_seq` look like: parts and the trash are left out."""
    return [Look(*row) for row in read.all(
        LOOKS, (project_id, after_seq, limit))]


def without_ends(read: Read, project_id: str, new: Sequence[str] | None) -> list[tuple[str, str, int]]:
    """(variant, location, pixels of a frame) of the clips of a project whose first and last frame nobody looked at yet.

    With `new`, those of these items only.
    """
    among = "" if new is None else " AND generation_id IN (SELECT value FROM json_each(?2))"
    return [(row[0], row[1], row[2]) for row in read.all(
        "SELECT id, location, coalesce(width * height, 0) FROM generation_variants WHERE project_id = ?1 AND kind = 'video'"
        f" AND first_frame_hash IS NULL{among}", (project_id,) if new is None else (project_id, ident.listed(new)))]


def set_ends(tx: Write, found: Sequence[tuple[str, str, str]]) -> None:
    """(variant, hash of its first frame, of its last): these are known now; empty where there is none. No step."""
    tx.executemany("UPDATE generation_variants SET first_frame_hash = ?2, last_frame_hash = ?3 WHERE id = ?1", found)


def recipes(read: Read, variant_ids: Sequence[str]) -> dict[str, tuple[str | None, str | None]]:
    """variant → (prompt, seed) of those that have a recipe."""
    return {row[0]: (row[1], row[2]) for row in read.all(
        "SELECT id, json_extract(params, '$.prompt'), CAST(json_extract(params, '$.seed') AS TEXT) FROM generation_variants"
        " WHERE params IS NOT NULL AND id IN (SELECT value FROM json_each(?))", (ident.listed(variant_ids),))}


def inputs(read: Read, project_id: str, after_seq: int, limit: int) -> list[tuple[int, str, Any]]:
    """(seq, generation, file names as JSON text) of up to `limit` items whose recipe names its inputs and that are based
    on nothing yet."""
    return [(row[0], row[1], row[2]) for row in read.all(INPUTS, (project_id, after_seq, limit))]


def imported(read: Read, import_id: str) -> set[str]:
    """The ids of the generations that an import brought, or brought variants to."""
    return {row[0] for row in read.all("SELECT DISTINCT generation_id FROM import_items WHERE import_id = ?"
                                       " AND state = 'imported' AND generation_id IS NOT NULL", (import_id,))}


def project_of_import(read: Read, import_id: str) -> str | None:
    """The project that an import went to; None if there is no such import."""
    found: str | None = read.value("SELECT project_id FROM imports WHERE id = ?", (import_id,))
    return found


def sides(read: Read, generation_ids: Sequence[str]) -> list[Any]:
    """(id, seq, name of the file, location, thumbnail_url, kind, width, height, duration_us, size_bytes, time, has a recipe,
    number of variants) of these items by their primary variants; what has no file is left out."""
    return list(read.all(
        "SELECT g.id, g.seq, coalesce(v.source_name, v.name, g.id), v.location, v.thumbnail_url, v.kind, v.width, v.height,"
        " v.duration_us, v.size_bytes, coalesce(v.captured_at, g.created_at), v.params IS NOT NULL, g.variant_count"
        " FROM generations AS g JOIN generation_variants AS v ON v.id = g.primary_variant_id"
        " WHERE g.id IN (SELECT value FROM json_each(?))", (ident.listed(generation_ids),)))
