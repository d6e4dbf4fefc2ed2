"""Training data: batches of clips and pictures, and the segments of clips. Undoable, by user. Times are milliseconds."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from db import ids as ident
from db.errors import NotFound, Refused
from db.rows import Batch, Segment, TrainingItem
from db.statements import Read, Write

_ITEM = ("SELECT d.id, d.user_id, d.batch_id, d.original_filename, d.storage_location, d.duration, d.metadata, d.created_at,"
         " d.trashed_at, (SELECT count(*) FROM training_data_segments AS s WHERE s.training_data_id = d.id)"
         " FROM training_data AS d")
_BATCH = ("SELECT b.id, b.user_id, b.name, b.description, b.created_at, b.trashed_at,"
          " (SELECT count(*) FROM training_data AS d WHERE d.batch_id = b.id AND d.trashed_at IS NULL),"
          " (SELECT count(*) FROM training_data AS d JOIN training_data_segments AS s ON s.training_data_id = d.id"
          " WHERE d.batch_id = b.id AND d.trashed_at IS NULL) FROM training_data_batches AS b")


def _item(row: Any) -> TrainingItem:
    values = list(row)
    values[6] = json.loads(values[6]) if values[6] else {}
    return TrainingItem(*values)


# -- batches -------------------------------------------------------------------------------------------------------------

def batches(read: Read, user_id: str, *, trash: bool = False) -> list[Batch]:
    """The batches of a user in the order they were made, those in the trash or the others."""
    return [Batch(*row) for row in read.all(f"{_BATCH} WHERE b.user_id = ? AND (b.trashed_at IS NOT NULL) = ?"
                                            " ORDER BY b.created_at, b.id", (user_id, int(trash)))]


def batch(read: Read, batch_id: str) -> Batch:
    """A batch, also one in the trash. Raises: NotFound."""
    row = read.one(f"{_BATCH} WHERE b.id = ?", (batch_id,))
    if row is None:
        raise NotFound("This batch is no longer in the library.")
    return Batch(*row)


def batch_named(read: Read, user_id: str, name: str) -> str | None:
    """The id of the user's batch of this name, one outside the trash; None without one."""
    found: str | None = read.value("SELECT id FROM training_data_batches WHERE user_id = ? AND name = ? AND trashed_at IS NULL"
                                   " ORDER BY created_at LIMIT 1", (user_id, name))
    return found


def create_batch(tx: Write, user_id: str, name: str, description: str = "") -> str:
    """A new empty batch; its id. Undo: part of the caller's step."""
    batch_id = ident.new_id()
    tx.execute("INSERT INTO training_data_batches (id, user_id, name, description, created_at) VALUES (?, ?, ?, ?, ?)",
               (batch_id, user_id, name, description or None, ident.now()))
    return batch_id


def rename_batch(tx: Write, batch_id: str, name: str) -> None:
    """The batch has this name. Raises: NotFound. Undo: part of the caller's step."""
    if tx.execute("UPDATE training_data_batches SET name = ? WHERE id = ?", (name, batch_id)) == 0:
        raise NotFound("This batch is no longer in the library.")


def trash_batch(tx: Write, batch_id: str, at: str) -> int:
    """The batch and what is in it are in the trash; how many files went. Undo: part of the caller's step."""
    tx.execute("UPDATE training_data_batches SET trashed_at = ? WHERE id = ? AND trashed_at IS NULL", (at, batch_id))
    return tx.execute("UPDATE training_data SET trashed_at = ? WHERE batch_id = ? AND trashed_at IS NULL", (at, batch_id))


def restore_batch(tx: Write, batch_id: str) -> int:
    """The batch is out of the trash with the files that went with it; how many. Where its name was given to another
    meanwhile, it gets a number. Undo: part of the caller's step."""
    at = tx.value("SELECT trashed_at FROM training_data_batches WHERE id = ?", (batch_id,))
    _take_out(tx, batch_id)
    return tx.execute("UPDATE training_data SET trashed_at = NULL WHERE batch_id = ? AND trashed_at = ?", (batch_id, at))


def _take_out(tx: Write, batch_id: str) -> None:
    there = batch(tx, batch_id)
    if there.trashed_at is None:
        return
    name, number = there.name, 1
    while batch_named(tx, there.user_id, name) is not None:
        number += 1
        name = f"{there.name} {number}"
    tx.execute("UPDATE training_data_batches SET trashed_at = NULL, name = ? WHERE id = ?", (name, batch_id))


# -- clips and pictures --------------------------------------------------------------------------------------------------

def add(tx: Write, user_id: str, batch_id: str, name: str, location: str, duration_ms: int | None,
        metadata: Mapping[str, Any], item_id: str | None = None) -> str:
    """A new file of a batch; its id. Undo: part of the caller's step."""
    item_id = item_id or ident.new_id()
    tx.execute("INSERT INTO training_data (id, user_id, batch_id, original_filename, storage_location, duration, metadata,"
               " created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
               (item_id, user_id, batch_id, name, location, duration_ms, ident.canonical(metadata), ident.now()))
    return item_id


def items(read: Read, user_id: str, batch_id: str | None = None, *, trash: bool = False) -> list[TrainingItem]:
    """The files of a batch, or all of a user, by name; those in the trash or the others."""
    found = [_item(row) for row in read.all(
        f"{_ITEM} WHERE d.user_id = ?1 AND (?2 IS NULL OR d.batch_id = ?2) AND (d.trashed_at IS NOT NULL) = ?3",
        (user_id, batch_id, int(trash)))]
    return sorted(found, key=lambda item: (item.original_filename.casefold(), item.created_at, item.id))


def item(read: Read, item_id: str) -> TrainingItem:
    """A file, also one in the trash. Raises: NotFound."""
    row = read.one(f"{_ITEM} WHERE d.id = ?", (item_id,))
    if row is None:
        raise NotFound("This training file is no longer in the library.")
    return _item(row)


def set_metadata(tx: Write, item_id: str, metadata: Mapping[str, Any]) -> None:
    """The file's JSON is this. Raises: NotFound. Undo: part of the caller's step."""
    if tx.execute("UPDATE training_data SET metadata = ? WHERE id = ?", (ident.canonical(metadata), item_id)) == 0:
        raise NotFound("This training file is no longer in the library.")


def trash(tx: Write, item_ids: Sequence[str], at: str) -> int:
    """These files are in the trash; how many were not before. Undo: part of the caller's step."""
    return tx.execute("UPDATE training_data SET trashed_at = ? WHERE trashed_at IS NULL"
                      " AND id IN (SELECT value FROM json_each(?))", (at, ident.listed(item_ids)))


def restore(tx: Write, item_ids: Sequence[str]) -> int:
    """These files are out of the trash, and so are their batches; how many. Undo: part of the caller's step."""
    listed = ident.listed(item_ids)
    for row in tx.all("SELECT DISTINCT batch_id FROM training_data WHERE id IN (SELECT value FROM json_each(?))", (listed,)):
        _take_out(tx, row[0])
    return tx.execute("UPDATE training_data SET trashed_at = NULL WHERE trashed_at IS NOT NULL"
                      " AND id IN (SELECT value FROM json_each(?))", (listed,))


def delete_trashed(tx: Write) -> int:
    """Files and batches in the trash are gone, of all users; how many files. Part of Empty trash."""
    count = tx.execute("DELETE FROM training_data WHERE trashed_at IS NOT NULL")
    tx.execute("DELETE FROM training_data_batches WHERE trashed_at IS NOT NULL AND NOT EXISTS"
               " (SELECT 1 FROM training_data WHERE batch_id = training_data_batches.id)")
    return count


def counts(read: Read, user_id: str | None = None) -> tuple[int, int]:
    """(how many files are there, how many are in the trash), of a user or of all."""
    row = read.one("SELECT count(*) FILTER (WHERE trashed_at IS NULL), count(*) FILTER (WHERE trashed_at IS NOT NULL)"
                   " FROM training_data WHERE ?1 IS NULL OR user_id = ?1", (user_id,))
    assert row is not None
    return int(row[0]), int(row[1])


def having_bytes(read: Read, sha256: str, user_id: str) -> list[TrainingItem]:
    """The files of this user with the same bytes, trash included, those outside of it first."""
    return [_item(row) for row in read.all(
        f"{_ITEM} WHERE json_extract(d.metadata, '$.sha256') = ? AND d.user_id = ?"
        " ORDER BY d.trashed_at IS NOT NULL, d.created_at", (sha256, user_id))]


def stored(read: Read) -> list[tuple[str, str, str, str | None, int | None]]:
    """(id, name, location, sha256, size) of the file of every row, trash included."""
    return [tuple(row) for row in read.all(
        "SELECT id, original_filename, storage_location, json_extract(metadata, '$.sha256'),"
        " json_extract(metadata, '$.size_bytes') FROM training_data ORDER BY id")]


# -- segments ------------------------------------------------------------------------------------------------------------

def segments(read: Read, item_id: str) -> list[Segment]:
    """The segments of a clip in the order of time."""
    return [Segment(*row) for row in read.all(
        "SELECT id, training_data_id, start_time, end_time, coalesce(description, '') FROM training_data_segments"
        " WHERE training_data_id = ? ORDER BY start_time, end_time, id", (item_id,))]


def segment(read: Read, segment_id: str) -> Segment:
    """A segment. Raises: NotFound."""
    row = read.one("SELECT id, training_data_id, start_time, end_time, coalesce(description, '') FROM training_data_segments"
                   " WHERE id = ?", (segment_id,))
    if row is None:
        raise NotFound("This segment is no longer there.")
    return Segment(*row)


def add_segment(tx: Write, item_id: str, start_ms: int, end_ms: int, description: str = "") -> str:
    """The clip has one more segment; its id. Raises: NotFound, Refused (no piece of this clip). Undo: part of the caller's."""
    _check(item(tx, item_id), start_ms, end_ms)
    segment_id = ident.new_id()
    tx.execute("INSERT INTO training_data_segments (id, training_data_id, start_time, end_time, description, created_at)"
               " VALUES (?, ?, ?, ?, ?, ?)", (segment_id, item_id, start_ms, end_ms, description or None, ident.now()))
    return segment_id


def set_segment(tx: Write, segment_id: str, start_ms: int, end_ms: int, description: str) -> None:
    """The segment is this piece with this caption. Raises: NotFound, Refused. Undo: part of the caller's step."""
    _check(item(tx, segment(tx, segment_id).training_data_id), start_ms, end_ms)
    tx.execute("UPDATE training_data_segments SET start_time = ?, end_time = ?, description = ? WHERE id = ?",
               (start_ms, end_ms, description or None, segment_id))


def delete_segment(tx: Write, segment_id: str) -> None:
    """The segment is gone. Raises: NotFound. Undo: part of the caller's step."""
    if tx.execute("DELETE FROM training_data_segments WHERE id = ?", (segment_id,)) == 0:
        raise NotFound("This segment is no longer there.")


def _check(clip: TrainingItem, start_ms: int, end_ms: int) -> None:
    if clip.duration_ms is None:
        raise Refused("A picture has no segments. Nothing was changed.")
    if not 0 <= start_ms < end_ms <= clip.duration_ms:
        raise Refused(f"A segment of this clip lies between 0 and {clip.duration_ms:,} ms and ends after it starts."
                      " Nothing was changed.")
