"""Originals that are not where they should be: looked for all at once, written down, shown by the filter `missing`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.errors import UserError
from app.library.files import AT_ONCE
from app.library.library import Library
from db import missing_files

Progress = Callable[[int, int], bool]
"""Called with (looked at, of so many); False stops, and nothing is changed."""


@dataclass(frozen=True)
class Looked:
    """What looking found: files of the library, and those of them that are not there; `stopped`: not looked to the end."""

    files: int
    missing: int
    stopped: bool = False


def look(library: Library, progress: Progress | None = None) -> Looked:
    """What is missing among the originals of all items is written down, and what is there again is not.

    The folder of the library itself must be there: a disk that is not plugged in makes nothing missing. Minutes for
    a million files: not for the GUI thread. Undo: no step, since it only says what was seen. Raises: WorldError by
    the caller's own reads, db.ReadOnly.
    """
    with library.store.slow_read() as read:
        total = missing_files.count_places(read)
    gone: set[str] = set()
    seen, last = 0, ""
    while True:
        with library.store.slow_read() as read:
            places = missing_files.places(read, last, AT_ONCE)
        if not places:
            break
        gone.update(place for place in places if not _is_there(library, place))
        seen, last = seen + len(places), places[-1]
        if progress is not None and not progress(seen, max(total, seen)):
            return Looked(seen, len(gone), stopped=True)
    if seen and not _folder(library).is_dir():
        raise UserError("The folder with the originals is not there. Nothing was changed.",
                        "Is the disk plugged in, or was the folder moved?")
    with library.store.slow_read() as read:
        known = missing_files.all_of(read)
    if known != gone:
        with library.store.write(None) as tx:
            missing_files.replace(tx, gone - known, known - gone)
    return Looked(seen, len(gone))


def _folder(library: Library) -> Path:
    return library.paths.uploads_bucket


def _is_there(library: Library, place: str) -> bool:
    try:
        return library.paths.file(place).is_file()
    except (UserError, OSError):
        return False
