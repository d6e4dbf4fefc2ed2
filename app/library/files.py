"""Which files the library's rows name, and which of them still stand in the history.

A place is a path inside `image_uploads`, or one that begins with the name of another bucket.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.library.library import Library
from app.paths import LORAS, TRAINING
from db import Read, resources, training, variants

AT_ONCE = 5000  # rows of one query
_THUMBNAIL = re.compile(r"thumb_\d+_[0-9a-z]{1,6}\.jpg|[0-9a-f-]{36}-thumb\.jpg")


@dataclass(frozen=True)
class StoredFile:
    """The file of one variant, deleted ones included, as its row says it should be."""

    variant_id: str
    name: str
    location: str
    thumbnail_url: str | None
    sha256: str | None
    size_bytes: int | None


def stored(read: Read) -> Iterator[StoredFile]:
    """The file of every variant, then of every deleted variant that Trash still keeps."""
    for table in ("generation_variants", "deleted_variants"):
        last = 0
        while rows := read.all(
            "SELECT rowid, id, coalesce(name, source_name, location), location, thumbnail_url, sha256,"
            f" size_bytes FROM {table} WHERE rowid > ? ORDER BY rowid LIMIT {AT_ONCE}",
            (last,),
        ):
            last = rows[-1][0]
            yield from (StoredFile(*row[1:]) for row in rows)


def named(read: Read) -> set[str]:
    """Every place that a row, a deleted variant, a running import or the history names."""
    elsewhere = {f"{bucket}/{file.location}" for bucket, file in in_other_buckets(read)}
    return variants.files_in_use(read) | elsewhere | _being_moved(read) | in_history(read)


def in_other_buckets(read: Read) -> list[tuple[str, StoredFile]]:
    """(bucket, file) of every model file and every training file, trash included."""
    return [(bucket, StoredFile(row_id, name, location, None, sha256, size_bytes))
            for bucket, rows in ((LORAS, resources.stored(read)), (TRAINING, training.stored(read)))
            for row_id, name, location, sha256, size_bytes in rows]  # fmt: skip


def in_history(read: Read) -> set[str]:
    """Every place that a step of the history names: undo and redo bring back rows, never files."""
    found: set[str] = set()
    last = (0, 0)
    while rows := read.all(
        "SELECT step_id, number, images FROM history_parts WHERE (step_id, number) > (?, ?)"
        " ORDER BY step_id, number LIMIT 50",
        last,
    ):
        last = rows[-1][:2]
        for _step_id, _number, images in rows:
            for table, rows in json.loads(zlib.decompress(images)).items():
                if table == "resources":  # the location stands in the JSON of a column
                    found.update(f"{LORAS}/{text}" for whole in _paths(rows) for text in _paths(_opened(whole)))
                elif table == "training_data":
                    found.update(f"{TRAINING}/{text}" for text in _paths(rows))
                else:
                    found.update(_paths(rows))
    return found


def _opened(text: str) -> Any:
    return json.loads(text) if text.startswith("{") else text


def once_imported(read: Read) -> set[str]:
    """Where imports put originals, also those whose rows are gone since."""
    rows = read.all("SELECT location FROM import_items WHERE state = 'imported' AND location IS NOT NULL")
    return {row[0] for row in rows}


def thumbnails(library: Library) -> set[str]:
    """Every thumbnail in the bucket, by the names that we give them."""
    bucket = library.paths.uploads_bucket
    found = (file for file in bucket.glob("*/thumbnails/*.jpg") if _THUMBNAIL.fullmatch(file.name))
    return {file.relative_to(bucket).as_posix() for file in found}


def _being_moved(read: Read) -> set[str]:
    """What a running import wrote down before it moved the files (`importing/commit.py`)."""
    rows = read.all("SELECT location, reason FROM import_items WHERE state = 'found'")
    return {path for row in rows for path in row if path}


def _paths(value: Any) -> Iterator[str]:
    """Every text with a slash, however deep: no path is missed, whatever shape an image has."""
    waiting = [value]
    while waiting:
        inner = waiting.pop()
        if isinstance(inner, str):
            if "/" in inner:
                yield inner
        elif isinstance(inner, dict):
            waiting.extend(inner.values())
        elif isinstance(inner, list):
            waiting.extend(inner)
