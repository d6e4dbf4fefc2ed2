"""The files of a watched folder as they are now: names, sizes and times, nothing is opened."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

from app.library.importing.ignore import Ignore
from app.library.importing.names import as_path, as_text
from db import WatchedFile

log = logging.getLogger(__name__)

_SYSTEM_FILES = {"thumbs.db", "desktop.ini", "icon\r"}
_UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".tmp")  # renamed by their programs when they are whole

Identity = tuple[int, int]


def identity(path: Path) -> Identity:
    """Which folder it is, by whatever name. Raises: OSError."""
    about = path.stat()
    return about.st_dev, about.st_ino


def scan(folder: Path, without: Path) -> Iterator[tuple[str, WatchedFile]]:
    """(path inside the folder, what is seen of it) of every regular file that may come in.

    Hidden, system and unfinished files are left out, what `.dailiesignore` says, and the folder `without` (the library).
    Folders inside that cannot be read are passed over. Raises: OSError when the folder itself is not there or cannot be read.
    """
    seen = {identity(without)}
    entries = _entries(folder)
    here = identity(folder)
    if here not in seen:
        seen.add(here)
        yield from _walk(folder, "", entries, Ignore.at(folder), seen)


def inside(folder: Path, path: str) -> Path:
    """The file of the folder that `scan` gave this path."""
    return as_path(str(folder.joinpath(*path.split("/"))))


def key_of(path: Path) -> str | None:
    """What tells the file under any name; None when nothing is there, or the file system cannot say so."""
    try:
        return _key(path.stat())
    except OSError:
        return None


def _key(about: os.stat_result) -> str | None:
    return f"{about.st_dev}:{about.st_ino}" if about.st_ino else None


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return sorted(entries, key=lambda entry: entry.name)


def _walk(folder: Path, above: str, entries: list[os.DirEntry[str]], ignore: Ignore,
          seen: set[Identity]) -> Iterator[tuple[str, WatchedFile]]:
    for entry in entries:
        name = entry.name
        if name.startswith(".") or name.lower() in _SYSTEM_FILES:
            continue
        try:
            if entry.is_dir():
                if not ignore.leaves_out(name, is_folder=True):
                    yield from _inner(folder / name, f"{above}{name}/", ignore, seen)
            elif entry.is_file() and not name.lower().endswith(_UNFINISHED) and not ignore.leaves_out(name, is_folder=False):
                about = (folder / name).stat()  # not DirEntry.stat, which has no inode on Windows
                yield as_text(f"{above}{name}"), WatchedFile(about.st_size, about.st_mtime_ns, _key(about))
        except OSError as error:  # gone meanwhile, or not for us
            log.debug("passed over %s: %s", entry.path, error)


def _inner(folder: Path, above: str, ignore: Ignore, seen: set[Identity]) -> Iterator[tuple[str, WatchedFile]]:
    here = identity(folder)
    if here not in seen:  # a link may lead back
        seen.add(here)
        yield from _walk(folder, above, _entries(folder), ignore.inside(folder), seen)
