"""Imports and what became of each file: the report, and where to go on after a crash. Observed, not undoable."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from db import ids as ident
from db.rows import ImportItem, ImportRun
from db.statements import Read, Write

_RUN = "id, project_id, sources, target, status, step_id, created_at, finished_at"
# The item that has the variant now: it may have been grouped with another since, or made its own.
_ITEM = ("source, state, reason, coalesce((SELECT v.generation_id FROM generation_variants AS v WHERE v.id = variant_id),"
         " generation_id), variant_id, location")


def _run(row: Any) -> ImportRun:
    return ImportRun(row[0], row[1], json.loads(row[2]), json.loads(row[3]), *row[4:])


def start(tx: Write, project_id: str, user_id: str, sources: Sequence[str], target: Mapping[str, Any],
          import_id: str | None = None) -> str:
    """A new import is running. `target` says where to: shot_id, frame, variant_of, part_of. Its id may be its task's."""
    import_id = import_id or ident.new_id()
    tx.execute("INSERT INTO imports (id, project_id, user_id, sources, target) VALUES (?, ?, ?, ?, ?)",
               (import_id, project_id, user_id, ident.canonical(list(sources)), ident.canonical(target)))
    return import_id


def set_step(tx: Write, import_id: str, step_id: int) -> None:
    """The import is this step of the history."""
    tx.execute("UPDATE imports SET step_id = ? WHERE id = ?", (step_id, import_id))


def finish(tx: Write, import_id: str, *, cancelled: bool = False) -> None:
    """The import is over."""
    tx.execute("UPDATE imports SET status = ?, finished_at = ? WHERE id = ?",
               ("cancelled" if cancelled else "done", ident.now(), import_id))


def unfinished(read: Read) -> list[tuple[str, int | None]]:
    """(id, step) of the imports that are running, or were when the program ended."""
    return [(row[0], row[1]) for row in read.all("SELECT id, step_id FROM imports WHERE status = 'running' ORDER BY created_at")]


def record(tx: Write, import_id: str, item: ImportItem, sha256: str | None = None, size_bytes: int | None = None) -> None:
    """What became of one file of the import."""
    tx.execute("INSERT INTO import_items (id, import_id, source, state, reason, generation_id, variant_id, location, sha256,"
               " size_bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
               (ident.new_id(), import_id, item.source, item.state, item.reason, item.generation_id, item.variant_id,
                item.location, sha256, size_bytes))


def reopen(tx: Write, import_id: str) -> None:
    """The import that was over is running again, as a new step."""
    tx.execute("UPDATE imports SET status = 'running', finished_at = NULL, step_id = NULL WHERE id = ?", (import_id,))


def one(read: Read, import_id: str) -> ImportRun | None:
    """An import; None when it is not there."""
    row = read.one(f"SELECT {_RUN} FROM imports WHERE id = ?", (import_id,))
    return None if row is None else _run(row)


def newest(read: Read, limit: int = 100) -> list[ImportRun]:
    """The last imports, the newest first."""
    return [_run(row) for row in read.all(f"SELECT {_RUN} FROM imports ORDER BY created_at DESC, id DESC LIMIT ?", (limit,))]


def last_that_brought(read: Read, project_id: str) -> ImportRun | None:
    """The last import that brought something into a project; None without one."""
    row = read.one(f"SELECT {_RUN} FROM imports WHERE project_id = ? AND EXISTS (SELECT 1 FROM import_items AS i"
                   " WHERE i.import_id = imports.id AND i.state = 'imported') ORDER BY created_at DESC, id DESC LIMIT 1",
                   (project_id,))
    return None if row is None else _run(row)


def is_settled(read: Read, import_id: str, source: str) -> bool:
    """Whether the source is in a list of the import already."""
    return read.value("SELECT 1 FROM import_items WHERE import_id = ? AND source = ? AND state <> 'found'",
                      (import_id, source)) is not None


def counts(read: Read, import_id: str) -> Counter[str]:
    """How many files of the import are in each list: imported, duplicate, skipped, failed."""
    return Counter({row[0]: row[1] for row in read.all(
        "SELECT state, count(*) FROM import_items WHERE import_id = ? AND state <> 'found' GROUP BY state", (import_id,))})


def items(read: Read, import_id: str, states: Iterable[str], *, after: int = 0, limit: int = 500) -> list[tuple[int, ImportItem]]:
    """(number, file) of the next files in these lists, in the order in which they came there; numbers grow."""
    return [(row[0], ImportItem(*row[1:])) for row in read.all(
        f"SELECT rowid, {_ITEM} FROM import_items WHERE import_id = ? AND rowid > ?"
        " AND state IN (SELECT value FROM json_each(?)) ORDER BY rowid LIMIT ?",
        (import_id, after, ident.listed(list(states)), limit))]


def settled(read: Read, import_id: str) -> set[str]:
    """The sources of the import that are in a list already."""
    return {row[0] for row in read.all("SELECT source FROM import_items WHERE import_id = ? AND state <> 'found'", (import_id,))}


def report(read: Read, import_id: str) -> list[ImportItem]:
    """Every file of the import with what became of it, in the order in which it happened."""
    return [ImportItem(*row) for row in read.all(
        f"SELECT {_ITEM} FROM import_items WHERE import_id = ?"
        " ORDER BY rowid", (import_id,))]


def has_lost(read: Read, import_id: str) -> bool:
    """Whether something that the import brought has no row any more: it was undone, or went with the trash."""
    return read.value(
        "SELECT 1 FROM import_items AS i WHERE i.import_id = ? AND i.state = 'imported'"
        " AND NOT EXISTS (SELECT 1 FROM generation_variants AS v WHERE v.id = i.variant_id)"
        " AND NOT EXISTS (SELECT 1 FROM deleted_variants AS d WHERE d.id = i.variant_id)"
        " AND NOT EXISTS (SELECT 1 FROM resources AS r"
        " WHERE 'lora_files/' || json_extract(r.metadata, '$.location') = i.location)"
        " AND NOT EXISTS (SELECT 1 FROM training_data AS t WHERE 'training-data/' || t.storage_location = i.location) LIMIT 1",
        (import_id,)) is not None


def keep_blocks(tx: Write, sha256: str, blocks: Sequence[tuple[str, bytes]]) -> None:
    """The raw metadata blocks of a file's content are kept, compressed; those that are there already stay as they are."""
    tx.executemany("INSERT INTO recipe_blocks (sha256, name, data) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                   [(sha256, name, zlib.compress(data, 6)) for name, data in blocks])


def blocks(read: Read, sha256: str) -> list[tuple[str, bytes]]:
    """(name, bytes) of the raw metadata blocks of a file's content."""
    return [(row[0], zlib.decompress(row[1])) for row in read.all(
        "SELECT name, data FROM recipe_blocks WHERE sha256 = ? ORDER BY name", (sha256,))]


def drop_blocks(tx: Write) -> int:
    """Raw metadata of bytes that no row has any more is gone; how many blocks. Not undoable: nothing may bring rows back."""
    return tx.execute(
        "DELETE FROM recipe_blocks"
        " WHERE NOT EXISTS (SELECT 1 FROM generation_variants AS v WHERE v.sha256 = recipe_blocks.sha256)"
        " AND NOT EXISTS (SELECT 1 FROM deleted_variants AS d WHERE d.sha256 = recipe_blocks.sha256)"
        " AND NOT EXISTS (SELECT 1 FROM resources AS r WHERE json_extract(r.metadata, '$.sha256') = recipe_blocks.sha256)"
        " AND NOT EXISTS (SELECT 1 FROM training_data AS t WHERE json_extract(t.metadata, '$.sha256') = recipe_blocks.sha256)")


def forget_found(tx: Write, import_id: str) -> None:
    """Files that were only found (moved, without rows) are in no list any more."""
    tx.execute("DELETE FROM import_items WHERE import_id = ? AND state = 'found'", (import_id,))


def found_without_row(read: Read, import_id: str) -> list[tuple[str, str | None]]:
    """(location, thumbnail) of files that the import was moving when it ended, and that no row names."""
    return [(row[0], row[1]) for row in read.all(
        "SELECT i.location, i.reason FROM import_items AS i WHERE i.import_id = ? AND i.state = 'found'"
        " AND NOT EXISTS (SELECT 1 FROM generation_variants AS v WHERE v.location = i.location)"
        " AND NOT EXISTS (SELECT 1 FROM resources AS r"
        " WHERE 'lora_files/' || json_extract(r.metadata, '$.location') = i.location)"
        " AND NOT EXISTS (SELECT 1 FROM training_data AS t WHERE 'training-data/' || t.storage_location = i.location)",
        (import_id,))]


def duplicates_beside(read: Read, import_id: str, project_id: str, shot_id: str) -> list[str]:
    """The generations of a project that an import found in the library already and that are not in this shot yet, each
    once, in the order in which they were found; what is in the trash is left out. None when the shot is gone."""
    return [row[0] for row in read.all(
        "SELECT g.id FROM import_items AS i JOIN generation_variants AS v ON v.id = i.variant_id"
        " JOIN generations AS g ON g.id = v.generation_id"
        " WHERE i.import_id = ?1 AND i.state = 'duplicate' AND g.project_id = ?2 AND g.trashed_at IS NULL"
        " AND EXISTS (SELECT 1 FROM shots WHERE id = ?3)"
        " AND NOT EXISTS (SELECT 1 FROM shot_generations AS l WHERE l.generation_id = g.id AND l.shot_id = ?3)"
        " GROUP BY g.id ORDER BY min(i.rowid)", (import_id, project_id, shot_id))]


def problems(read: Read, import_id: str, limit: int) -> tuple[int, list[ImportItem]]:
    """How many files of the import are duplicates, skipped or failed, and the first of them."""
    count = int(read.value("SELECT count(*) FROM import_items WHERE import_id = ?"
                           " AND state IN ('duplicate', 'skipped', 'failed')", (import_id,)))
    return count, [ImportItem(*row) for row in read.all(
        f"SELECT {_ITEM} FROM import_items WHERE import_id = ?"
        " AND state IN ('duplicate', 'skipped', 'failed') ORDER BY state = 'duplicate', rowid LIMIT ?", (import_id, limit))]
