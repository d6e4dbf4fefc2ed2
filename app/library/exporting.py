"""Copies out of the library: whole or not there, and never in the place of another file."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path

from app.errors import WorldError
from app.media.hashing import SourceChanged, copy_hashed

_RESERVED = '<>:"/\\|?*'
LONGEST, LONGEST_ENDING = 200, 20  # bytes: file systems take 255, and there may come a number
_DISK = {errno.ENOSPC, errno.EDQUOT}


def copy_out(file: Path, folder: Path, name: str) -> Path:
    """A copy of the file stands in the folder, under this name or the next free one (`name-2.ext`); its path.

    Raises: WorldError (what is there of it is gone again).
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for target in _names(folder, name):
            try:
                copy_hashed(file, target)
            except FileExistsError:
                continue
            return target
    except SourceChanged as error:
        raise WorldError(error.message, error.hint) from error
    except OSError as error:
        raise WorldError(f"{name} could not be written to {folder}: {error.strerror or error}.",
                         "Free some space, then export again." if error.errno in _DISK else
                         "Look at the file and the folder, then export again.") from error
    raise WorldError(f"{name} could not be written to {folder}: every name is taken.", "Choose another folder.")


def write_out(text: str, target: Path) -> Path:
    """The text stands in a new file. Raises: WorldError."""
    try:
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise WorldError(f"{target.name} could not be written to {target.parent}: {error.strerror or error}.",
                         "Look at the folder, then export again.") from error
    return target


def safe_name(name: str, fallback: str = "file") -> str:
    """The name without what some file system refuses, of LONGEST bytes at most; its ending kept."""
    cleaned = "".join("_" if c in _RESERVED or ord(c) < 32 else c for c in name.encode("utf-8", "replace").decode("utf-8"))
    ending = Path(cleaned.strip(" .")).suffix
    if len(ending.encode()) > LONGEST_ENDING:
        ending = ""
    stem = cleaned.strip(" .").removesuffix(ending).encode()[:LONGEST - len(ending.encode())].decode("utf-8", "ignore")
    return f"{stem}{ending}" or fallback


def _names(folder: Path, name: str) -> Iterator[Path]:
    safe = Path(safe_name(name))
    yield folder / safe.name
    for number in range(2, 1000):
        yield folder / f"{safe.stem}-{number}{safe.suffix}"
