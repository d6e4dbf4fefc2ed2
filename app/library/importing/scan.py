"""Which files an import brings, and where to."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

_SYSTEM_FILES = {"thumbs.db", "desktop.ini", "icon\r"}


@dataclass(frozen=True)
class Target:
    """Where the files go: into the project, and also into a shot (unpositioned, or from `frame` on), or as variants
    of one item, or as its parts. `watched` and `origin`: the watched folder they come from, and its name for the history."""

    shot_id: str | None = None
    frame: int | None = None
    variant_of: str | None = None
    part_of: str | None = None
    watched: str | None = None
    origin: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The fields that are set, for the row of the import."""
        return {key: value for key, value in asdict(self).items() if value is not None}


def files_in(sources: Iterable[Path], *, recursive: bool = True, without: Path | None = None) -> Iterator[Path]:
    """The regular files of these files and folders, as they come, by name within a folder.

    Hidden and system files of folders are left out; links are followed once (a loop ends), devices and pipes are not
    opened. Folders in `without` (the library itself: its thumbnails are no media) are left out.
    Streams: a folder of 100,000 files costs no more memory than its names.
    """
    seen: set[tuple[int, int]] = set()
    if without is not None and without.exists():
        about = without.stat()
        seen.add((about.st_dev, about.st_ino))
    for source in sources:
        if source.is_dir():
            if without is not None and source.resolve().is_relative_to(without.resolve()):
                continue
            yield from _walk(source, recursive, seen)
        else:
            yield source


def _walk(folder: Path, recursive: bool, seen: set[tuple[int, int]]) -> Iterator[Path]:
    about = folder.stat()
    if (about.st_dev, about.st_ino) in seen:
        return
    seen.add((about.st_dev, about.st_ino))
    try:
        with os.scandir(folder) as entries:
            names = sorted(entries, key=lambda entry: entry.name)
    except PermissionError:
        yield folder  # reported as what cannot be read
        return
    for entry in names:
        if entry.name.startswith(".") or entry.name.lower() in _SYSTEM_FILES:
            continue
        if entry.is_file():
            yield Path(entry.path)
        elif recursive and entry.is_dir():
            yield from _walk(Path(entry.path), recursive, seen)
