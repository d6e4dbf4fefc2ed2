"""Emptying the trash: the only verb that takes bytes away, and the only one that cannot be undone."""

from __future__ import annotations

import contextlib
import logging
from dataclasses import dataclass

from app.errors import UserError
from app.library import files
from app.library.library import Library
from app.library.parts import AT_ONCE, Cancelled, Progress
from db import Filter, generations, imports, resources, training, variants

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Emptied:
    """What went: items (parts and deleted variants not counted), files, and the bytes they took; models, training files."""

    items: int
    files: int
    bytes: int
    models: int = 0
    training: int = 0


def empty(library: Library, progress: Progress | None = None) -> Emptied:
    """Items, models and training files in the trash and deleted variants are gone for good, with their files and the raw
    metadata that came with them; the history is forgotten.

    Rows first, as one step that a crash or a cancel by `progress` takes back; then the files that what
    went named and nothing names any more, and what imports brought that were undone for good. Files that no row
    and no import ever named stay: they are not ours to delete.
    Undo: not undoable. Raises: db.ReadOnly, db.Busy, db.DiskFull.
    """
    with library.store.slow_read() as read:
        before = files.named(read) | files.once_imported(read)
        items = generations.count(read, Filter(trash=True))
        total = int(read.value("SELECT count(*) FROM generations WHERE trashed_at IS NOT NULL"))
        models, clips = resources.counts(read)[1], training.counts(read)[1]
    try:
        _delete_rows(library, total, progress)
    except Cancelled:
        return Emptied(0, 0, 0)
    library.store.forget_history()
    with library.store.write(None) as tx:
        imports.drop_blocks(tx)
    with library.store.slow_read() as read:
        gone = (before | files.thumbnails(library)) - files.named(read)
    count, size_bytes = _delete_files(library, gone)
    return Emptied(items, count, size_bytes, models, clips)


def counts(library: Library) -> tuple[int, int]:
    """How many items and how many deleted variants are in the trash. Short: for the word before `empty`."""
    with library.store.read() as read:
        return generations.count(read, Filter(trash=True)), variants.count_deleted(read)


def other_counts(library: Library) -> tuple[int, int]:
    """How many model files and how many training files are in the trash. Short: for the word before `empty`."""
    with library.store.read() as read:
        return resources.counts(read)[1], training.counts(read)[1]


def _delete_rows(library: Library, total: int, progress: Progress | None) -> None:
    done = 0
    with library.store.step("Empty trash") as step:
        with step.part() as tx:
            variants.empty_deleted(tx)
            resources.delete_trashed(tx)
            training.delete_trashed(tx)
        while True:
            with step.part() as tx:
                went = generations.delete_trashed(tx, AT_ONCE)
            if went == 0:
                return
            done = min(total, done + went)
            if progress is not None and not progress(done, total):
                raise Cancelled


def _delete_files(library: Library, locations: set[str]) -> tuple[int, int]:
    count = size_bytes = 0
    for location in sorted(locations):
        with contextlib.suppress(FileNotFoundError, UserError):  # a path that leaves the bucket is not ours
            file = library.paths.imported(location)
            size = file.lstat().st_size
            try:
                file.unlink()
            except OSError as error:  # open in another program: `check` reports it as stray, nothing is lost
                log.warning("the file %s of an emptied item could not be deleted: %s", location, error.strerror)
                continue
            count += 1
            size_bytes += size
    return count, size_bytes
