"""Whether rows and files agree. It reports and changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from app.errors import UserError
from app.library import files
from app.library.files import StoredFile
from app.library.library import Library
from app.media.hashing import hash_file
from db import Corrupt, Filter, Read, generations
from db import check as rules
from db.check import Problem

Progress = Callable[[int, int], bool]
"""Called with (files looked at, files in all); False stops: what was found so far is reported."""


def check(library: Library, deep: bool = False, progress: Progress | None = None) -> list[Problem]:
    """Everything that is wrong with the rows, the files they name, and the files nothing names.

    `deep` reads every byte too: SQLite's own check, and the hash of each original. Works in a read-only
    library. Deleted variants, running imports and steps of the history count as users of a file; cache and
    staging are not looked at.
    Undo: changes nothing. Raises: OSError when the bucket itself cannot be listed.
    """
    found: list[Problem] = []
    try:
        with library.store.slow_read() as read:
            if deep:
                _refresh_search(read)
                found += rules.integrity(read)
            found += rules.invariants(read)
            stored = list(files.stored(read))
            elsewhere = files.in_other_buckets(read)
            named = files.named(read)
            ours = files.once_imported(read)
    except Corrupt as error:  # what cannot be read cannot be compared with the files
        damaged = Problem("damaged", None, library.paths.database.name, error.message, "restore the newest backup")
        return [*found, damaged]
    for done, wanted in enumerate(stored, 1):
        found += _file_problems(library, wanted, deep)
        if progress is not None and not progress(done, len(stored)):
            return found
    for bucket, wanted in elsewhere:
        found += _problems_elsewhere(library, bucket, wanted, deep)
    return found + _strays(library, named, ours | files.thumbnails(library))


def _refresh_search(read: Read) -> None:
    """The search index's cache of this connection is up to date.

    SQLite 3.53.4: `integrity_check` on a connection that checked before another one wrote says "fts5: checksum
    mismatch" until the index is read once (test_health.py: test_a_second_deep_check_sees_what_was_written_since).
    """
    generations.count(read, Filter(text="a"))


def _file_problems(library: Library, wanted: StoredFile, deep: bool) -> list[Problem]:
    try:
        file = library.paths.file(wanted.location)
    except UserError as error:
        return [Problem("bad-path", wanted.variant_id, wanted.location, error.message)]
    found = _original_problems(wanted, file, deep)
    if wanted.thumbnail_url is None:
        return [*found, _thumbnail_problem(wanted, "has no thumbnail")]
    try:
        there = library.paths.file(wanted.thumbnail_url).is_file()
    except UserError as error:
        return [*found, Problem("bad-path", wanted.variant_id, wanted.thumbnail_url, error.message)]
    return found if there else [*found, _thumbnail_problem(wanted, "has lost its thumbnail")]


def _problems_elsewhere(library: Library, bucket: str, wanted: StoredFile, deep: bool) -> list[Problem]:
    """As for a variant, with the bucket's name before the path; a model or training file has no thumbnail to lose."""
    placed = replace(wanted, location=f"{bucket}/{wanted.location}")
    try:
        return _original_problems(placed, library.paths.in_bucket(bucket, wanted.location), deep)
    except UserError as error:
        return [Problem("bad-path", wanted.variant_id, placed.location, error.message)]


def _original_problems(wanted: StoredFile, file: Path, deep: bool) -> list[Problem]:
    def problem(kind: str, sentence: str, repair: str = "") -> list[Problem]:
        return [Problem(kind, wanted.variant_id, wanted.location, f"{wanted.name} {sentence}.", repair)]

    try:
        size = file.stat().st_size
        if not file.is_file():
            return problem("missing-file", "is no file any more")
        if wanted.size_bytes is not None and size != wanted.size_bytes:
            return problem("wrong-size", f"has {size:,} bytes, but {wanted.size_bytes:,} were imported")
        if deep and wanted.sha256 is not None and hash_file(file).sha256 != wanted.sha256:
            return problem("wrong-hash", "is not what was imported: some of its bytes have changed")
    except (FileNotFoundError, NotADirectoryError):
        return problem("missing-file", "has lost its file")
    except OSError as error:
        return problem("unreadable-file", f"cannot be read: {error.strerror or error}")
    return []


def _thumbnail_problem(wanted: StoredFile, sentence: str) -> Problem:
    return Problem("missing-thumbnail", wanted.variant_id, wanted.thumbnail_url, f"{wanted.name} {sentence}.",
                   "make it from the original")  # fmt: skip


def _strays(library: Library, named: set[str], ours: set[str]) -> list[Problem]:
    """`ours` are files of imports that were undone for good, and thumbnails: Empty trash takes them away."""
    found = []
    for bucket in library.paths.buckets:
        before = "" if bucket == library.paths.uploads_bucket else f"{bucket.name}/"
        for file in sorted(bucket.rglob("*")):
            location = before + file.relative_to(bucket).as_posix()
            if location not in named and file.is_file() and not file.name.startswith("."):
                found.append(Problem("stray-file", None, location, f"{location} belongs to no item.",
                                     "empty the trash" if location in ours else ""))  # fmt: skip
    return found
