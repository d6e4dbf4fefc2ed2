"""Generations: the gallery items. Reads give ids first (`ids_text`, `first_ids`), then cards of the few that show."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Literal

from db import ids as ident
from db.errors import NotFound
from db.query import Filter, compiled
from db.rows import Card, Generation, Naming
from db.searching import asked, terms
from db.statements import Read, Write

_CARD = """g.seq, g.id, g.name, g.type, g.location, g.thumbnail_url, g.starred, g.rating, g.created_at, g.is_child,
    g.parent_generation_id, g.child_order, g.variant_count, g.part_count, g.unseen_count, v.duration_us, v.width, v.height,
    g.shot_data, g.trashed_at, coalesce(v.damaged, 0), g.rejected, g.label"""
_FROM = "generations AS g LEFT JOIN generation_variants AS v ON v.id = g.primary_variant_id"


def _card(row: Any) -> Card:
    values = list(row)
    for at in (6, 9, 20, 21):  # starred, is_child, damaged, rejected
        values[at] = bool(values[at])
    values[18] = tuple(json.loads(values[18])) if values[18] else ()  # shot_data's keys are the shots
    return Card(*values)


def first_ids(read: Read, wanted: Filter, limit: int) -> list[int]:
    """The first `seq` numbers of the gallery (for the first paint: an index in order, so no slower in a larger library)."""
    sql, values = compiled(wanted)
    return [row[0] for row in read.all(f"{sql} LIMIT ?", [*values, limit])]


def ids_text(read: Read, wanted: Filter) -> str:
    """All `seq` numbers of the gallery in order, comma separated, empty without any (121 ms for a million: tests.perf).

    One text, since turning a million rows into Python objects costs three times as much; the caller makes numbers of it.
    """
    sql, values = compiled(wanted)
    return str(read.value(f"SELECT coalesce(group_concat(seq), '') FROM ({sql})", values))


def searches(wanted: Filter) -> bool:
    """Whether the filter has words that can be searched."""
    return bool(asked(wanted.text))


def hits_text(read: Read, wanted: Filter) -> str:
    """The `seq` numbers of everything that has the words of the filter, in no order of the gallery: comma separated."""
    what = asked(wanted.text)
    if what.match and not (what.refused or what.inside or what.not_inside):  # most searches, and the fastest way
        return str(read.value("SELECT coalesce(group_concat(rowid), '') FROM generation_search"
                              " WHERE generation_search MATCH ?", (what.match,)))
    sql, values = terms(wanted.text, "rowid")
    return str(read.value(f"SELECT coalesce(group_concat(rowid), '') FROM generation_search WHERE {sql}", values))


def count(read: Read, wanted: Filter) -> int:
    """How many generations the filter finds."""
    sql, values = compiled(wanted, ordered=False)
    return int(read.value(f"SELECT count(*) FROM ({sql})", values))


def cards(read: Read, seqs: Sequence[int]) -> dict[int, Card]:
    """The cards of these `seq` numbers; what is no longer there is not in the answer.

    They come as one text: from row to row the interpreter's lock is given away, and beside a thread that writes each of
    200 rows may wait for it (58 ms for 1 ms of work, measured).
    """
    rows = read.value(f"SELECT json_group_array(json_array({_CARD})) FROM {_FROM}"
                      " WHERE g.seq IN (SELECT value FROM json_each(?))", (ident.listed(seqs),))
    return {row[0]: _card(row) for row in json.loads(rows)}


def cards_of(read: Read, generation_ids: Sequence[str]) -> dict[str, Card]:
    """The cards of these ids; what is no longer there is not in the answer."""
    rows = read.all(f"SELECT {_CARD} FROM {_FROM} WHERE g.id IN (SELECT value FROM json_each(?))",
                    (ident.listed(generation_ids),))
    return {row[1]: _card(row) for row in rows}


def one(read: Read, generation_id: str) -> Generation:
    """A generation whole. Raises: NotFound."""
    row = read.one(f"SELECT {_CARD}, g.project_id, g.params, g.note, g.based_on, g.primary_variant_id, g.tool, g.updated_at"
                   f" FROM {_FROM} WHERE g.id = ?", (generation_id,))
    if row is None:
        raise NotFound("This item is no longer in the library.")
    project_id, params, note, based_on, primary, tool, updated = row[23:]
    return Generation(_card(row[:23]), project_id, json.loads(params) if params else None, note, based_on, primary, tool, updated)


def naming(read: Read, seqs: Sequence[int]) -> dict[int, Naming]:
    """What names of these `seq` numbers may be made of; what is no longer there is not in the answer."""
    rows = read.all(
        "SELECT g.seq, g.name, v.source_name, g.location, g.created_at, g.tool, g.params ->> '$.model', g.params ->> '$.seed',"
        " v.width, v.height, g.rating,"
        " (SELECT s.name FROM shot_generations AS l JOIN shots AS s ON s.id = l.shot_id WHERE l.generation_id = g.id"
        "  ORDER BY s.position, s.id LIMIT 1),"
        " (SELECT min(tag) FROM generation_tags WHERE generation_id = g.id)"
        f" FROM {_FROM} WHERE g.seq IN (SELECT value FROM json_each(?))", (ident.listed(seqs),))
    return {row[0]: Naming(*row) for row in rows}


def ids_of(read: Read, seqs: Sequence[int]) -> list[str]:
    """The ids of these `seq` numbers, in that order."""
    found = dict(read.all("SELECT seq, id FROM generations WHERE seq IN (SELECT value FROM json_each(?))",
                          (ident.listed(seqs),)))
    return [found[seq] for seq in seqs if seq in found]


def seqs_of(read: Read, generation_ids: Sequence[str]) -> list[int]:
    """The `seq` numbers of these ids, in that order."""
    found = dict(read.all("SELECT id, seq FROM generations WHERE id IN (SELECT value FROM json_each(?))",
                          (ident.listed(generation_ids),)))
    return [found[i] for i in generation_ids if i in found]


def starting_with(read: Read, table: str, beginning: str, limit: int = 2) -> list[str]:
    """Ids of a table that begin so (for `ID` on the command line). `table` is one of ours, never a person's text."""
    return [row[0] for row in read.all(f"SELECT id FROM {table} WHERE id >= ? AND id < ? ORDER BY id LIMIT ?",
                                       (beginning, beginning + "g", limit))]


def create(tx: Write, project_id: str, *, name: str | None = None, based_on: str | None = None,
           parent_id: str | None = None, child_order: int | None = None, created_at: str | None = None,
           generation_id: str | None = None, kind: str | None = None) -> str:
    """A new generation without a file; its first variant makes it visible. A part of `parent_id`, if given.

    Undo: part of the caller's step. Raises: Refused (cycles), NotFound.
    """
    generation_id = generation_id or ident.new_id()
    if parent_id is not None and child_order is None:
        child_order = tx.value("SELECT 1 + coalesce(max(child_order), -1) FROM generations WHERE parent_generation_id = ?",
                               (parent_id,))
    tx.execute(
        "INSERT INTO generations (id, project_id, name, type, based_on, parent_generation_id, is_child, child_order, created_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (generation_id, project_id, name, kind, based_on, parent_id, int(parent_id is not None), child_order,
         created_at or ident.now()))
    return generation_id


def set_starred(tx: Write, generation_ids: Sequence[str], starred: bool) -> int:
    """These generations are starred, or not; the number that changed. Undo: part of the caller's step."""
    return tx.execute("UPDATE generations SET starred = ?1 WHERE starred <> ?1 AND id IN (SELECT value FROM json_each(?2))",
                      (int(starred), ident.listed(generation_ids)))


def set_starred_seqs(tx: Write, seqs: Sequence[int], starred: bool) -> int:
    """As `set_starred`, by `seq`: for a great many at once. Undo: part of the caller's step."""
    return tx.execute("UPDATE generations SET starred = ?1 WHERE starred <> ?1 AND seq IN (SELECT value FROM json_each(?2))",
                      (int(starred), ident.listed(seqs)))


def set_rating(tx: Write, generation_ids: Sequence[str], rating: int) -> int:
    """These generations have this rating, 0 to 5; the number that changed. Undo: part of the caller's step."""
    return tx.execute("UPDATE generations SET rating = ?1 WHERE rating <> ?1 AND id IN (SELECT value FROM json_each(?2))",
                      (rating, ident.listed(generation_ids)))


def set_rejected_seqs(tx: Write, seqs: Sequence[int], rejected: bool) -> int:
    """These generations are rejected, or kept; the number that changed. Undo: part of the caller's step."""
    return tx.execute("UPDATE generations SET rejected = ?1 WHERE rejected <> ?1 AND seq IN (SELECT value FROM json_each(?2))",
                      (int(rejected), ident.listed(seqs)))


def set_label_seqs(tx: Write, seqs: Sequence[int], colour: str) -> int:
    """These generations have this colour label, or none (''); the number that changed. Undo: part of the caller's step."""
    return tx.execute("UPDATE generations SET label = ?1 WHERE label <> ?1 AND seq IN (SELECT value FROM json_each(?2))",
                      (colour, ident.listed(seqs)))


def rejected_text(read: Read, project_id: str) -> str:
    """The `seq` numbers of all rejected generations of a project that are not in the trash, comma separated."""
    return str(read.value("SELECT coalesce(group_concat(seq), '') FROM generations"
                          " WHERE rejected = 1 AND trashed_at IS NULL AND location IS NOT NULL AND project_id = ?",
                          (project_id,)))


def count_rejected(read: Read, project_id: str) -> int:
    """How many generations of a project are rejected and not in the trash."""
    return int(read.value("SELECT count(*) FROM generations"
                          " WHERE rejected = 1 AND trashed_at IS NULL AND location IS NOT NULL AND project_id = ?",
                          (project_id,)))


UNJUDGED = "starred = 0 AND rating = 0 AND rejected = 0"


def open_ones(read: Read, seqs: Sequence[int], what: Literal["unseen", "unrated"]) -> set[int]:
    """Those of these `seq` numbers that have unseen variants, or neither star nor rating and are not rejected."""
    term = "unseen_count > 0" if what == "unseen" else UNJUDGED
    return {row[0] for row in read.all(f"SELECT seq FROM generations WHERE {term} AND trashed_at IS NULL"
                                       " AND seq IN (SELECT value FROM json_each(?))", (ident.listed(seqs),))}


def judgements(read: Read, seqs: Sequence[int]) -> tuple[int, int, int, int]:
    """Of these `seq` numbers outside the trash: how many there are, are not judged yet, are starred, are rejected."""
    row = read.all(f"SELECT count(*), coalesce(sum({UNJUDGED}), 0), coalesce(sum(starred AND NOT rejected), 0),"
                   " coalesce(sum(rejected), 0) FROM generations WHERE trashed_at IS NULL"
                   " AND seq IN (SELECT value FROM json_each(?))", (ident.listed(seqs),))[0]
    return int(row[0]), int(row[1]), int(row[2]), int(row[3])


def rename(tx: Write, generation_id: str, name: str) -> None:
    """The generation and its primary variant have this name. Raises: NotFound. Undo: part of the caller's step."""
    if tx.execute("UPDATE generations SET name = ? WHERE id = ?", (name, generation_id)) == 0:
        raise NotFound("This item is no longer in the library.")


def rename_seqs(tx: Write, names: Sequence[tuple[str, int]]) -> int:
    """Generations (by `seq`) and their primary variants have these names; how many. Undo: part of the caller's step."""
    tx.executemany("UPDATE generations SET name = ? WHERE seq = ?", names)
    return len(names)


def set_note(tx: Write, generation_id: str, note: str) -> None:
    """The generation has this note. Raises: NotFound. Undo: part of the caller's step."""
    if tx.execute("UPDATE generations SET note = ? WHERE id = ?", (note, generation_id)) == 0:
        raise NotFound("This item is no longer in the library.")


def trash_seqs(tx: Write, seqs: Sequence[int], at: str) -> int:
    """These generations and their parts are in the trash since `at`; the number of them, parts not counted.

    What is there already keeps its time. Undo: part of the caller's step.
    """
    chosen = ident.listed(seqs)
    changed = tx.execute("UPDATE generations SET trashed_at = ? WHERE trashed_at IS NULL"
                         " AND seq IN (SELECT value FROM json_each(?))", (at, chosen))
    tx.execute(
        "WITH RECURSIVE part (id) AS ("
        " SELECT id FROM generations WHERE parent_generation_id IN (SELECT id FROM generations WHERE"
        "  trashed_at = ?1 AND seq IN (SELECT value FROM json_each(?2)))"
        " UNION SELECT g.id FROM part JOIN generations AS g ON g.parent_generation_id = part.id)"
        " UPDATE generations SET trashed_at = ?1 WHERE trashed_at IS NULL AND id IN (SELECT id FROM part)", (at, chosen))
    return changed


def restore_seqs(tx: Write, seqs: Sequence[int]) -> int:
    """These generations are out of the trash, with the parts that went there at the same time; the number of them.

    What a restored part belongs to comes out too (without its other parts): else it would be shown nowhere, and be
    deleted with its parent. What was rejected is no longer: nobody restores what is to stay hidden.
    Undo: part of the caller's step.
    """
    chosen = ident.listed(seqs)
    tx.execute(
        "WITH RECURSIVE chosen (seq) AS (SELECT value FROM json_each(?1)), up (id) AS ("
        " SELECT parent_generation_id FROM generations WHERE seq IN chosen AND trashed_at IS NOT NULL"
        "  AND parent_generation_id IS NOT NULL"
        " UNION SELECT g.parent_generation_id FROM up JOIN generations AS g ON g.id = up.id"
        "  WHERE g.parent_generation_id IS NOT NULL),"
        " part (id, at) AS ("
        " SELECT p.id, p.trashed_at FROM generations AS g JOIN generations AS p"
        "  ON p.parent_generation_id = g.id AND p.trashed_at = g.trashed_at WHERE g.seq IN chosen"
        " UNION SELECT p.id, p.trashed_at FROM part JOIN generations AS p"
        "  ON p.parent_generation_id = part.id AND p.trashed_at = part.at)"
        " UPDATE generations SET trashed_at = NULL WHERE trashed_at IS NOT NULL AND seq NOT IN chosen"
        " AND id IN (SELECT id FROM part UNION SELECT id FROM up)", (chosen,))
    return tx.execute("UPDATE generations SET trashed_at = NULL, rejected = 0 WHERE trashed_at IS NOT NULL"
                      " AND seq IN (SELECT value FROM json_each(?))", (chosen,))


def delete_trashed(tx: Write, limit: int) -> int:
    """At most `limit` generations of the trash are gone for good, with their variants; how many. Part of Empty trash.

    A part that is not in the trash itself stays, as an item of its own.
    """
    tx.execute("UPDATE generations SET parent_generation_id = NULL, is_child = 0, child_order = NULL WHERE trashed_at IS NULL"
               " AND parent_generation_id IN (SELECT id FROM generations WHERE trashed_at IS NOT NULL)")
    return tx.execute("DELETE FROM generations WHERE seq IN (SELECT seq FROM generations WHERE trashed_at IS NOT NULL LIMIT ?)",
                      (limit,))


def add_tags(tx: Write, generation_ids: Sequence[str], tag: str) -> None:
    """These generations have the tag (a path `a/b`). Undo: part of the caller's step."""
    for generation_id in generation_ids:
        tx.execute("INSERT INTO generation_tags (id, generation_id, tag) SELECT ?, ?, ? WHERE NOT EXISTS"
                   " (SELECT 1 FROM generation_tags WHERE generation_id = ? AND tag = ?)",
                   (ident.new_id(), generation_id, tag, generation_id, tag))


def remove_tag(tx: Write, generation_ids: Sequence[str], tag: str) -> None:
    """These generations no longer have the tag. Undo: part of the caller's step."""
    tx.execute("DELETE FROM generation_tags WHERE tag = ? AND generation_id IN (SELECT value FROM json_each(?))",
               (tag, ident.listed(generation_ids)))


def tags(read: Read, generation_id: str) -> list[str]:
    """The tags of a generation, sorted."""
    return [row[0] for row in read.all("SELECT tag FROM generation_tags WHERE generation_id = ? ORDER BY tag",
                                       (generation_id,))]


def size_bytes(read: Read, project_id: str) -> int:
    """The bytes of all originals of a project, trash included."""
    return int(read.value("SELECT coalesce(sum(size_bytes), 0) FROM generation_variants WHERE project_id = ?", (project_id,)))


def alike(read: Read, seqs: Sequence[int]) -> list[tuple[Any, ...]]:
    """These generations in groups of the same (type, tool, model, rating, starred, rejected, trashed, label), each with how
    many they are, the bytes and microseconds of their primaries, and when the first and the last was made."""
    return [tuple(row) for row in read.all(
        "SELECT g.type, g.tool, CASE json_type(g.params, '$.model') WHEN 'text' THEN json_extract(g.params, '$.model') END,"
        " g.rating, g.starred, g.rejected, g.trashed_at IS NOT NULL, g.label, count(*), coalesce(sum(v.size_bytes), 0),"
        f" coalesce(sum(v.duration_us), 0), min(g.created_at), max(g.created_at) FROM {_FROM}"
        " WHERE g.seq IN (SELECT value FROM json_each(?)) GROUP BY 1, 2, 3, 4, 5, 6, 7, 8", (ident.listed(seqs),))]
