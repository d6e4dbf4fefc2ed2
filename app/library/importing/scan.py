"""Which files an import brings, and where to."""

from __future__ import annotations

import heapq
import os
from collections.abc import Generator, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from app.library.importing.ignore import Ignore

AT_ONCE = 10_000  # names of a folder in memory; one with more is gone through several times
_SYSTEM_FILES = {"thumbs.db", "desktop.ini", "icon\r"}


@dataclass(frozen=True)
class Target:
    """Where the files go: into the project, and also into a shot (unpositioned, or from `frame` on), or as variants
    of one item, or as its parts; or into the training batch of this name, which is made when it is not there.

    `watched` and `origin`: the watched folder they come from, and its name for the history.
    """

    shot_id: str | None = None
    frame: int | None = None
    variant_of: str | None = None
    part_of: str | None = None
    watched: str | None = None
    origin: str | None = None
    training_batch: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The fields that are set, for the row of the import."""
        return {key: value for key, value in asdict(self).items() if value is not None}

    def label(self, imported: int, placed: int) -> str:
        """What the step of an import is called that brought so many, and put so many into its shot that were there."""
        if placed and not imported:
            return f"Put {placed:,} item{'' if placed == 1 else 's'} into the shot"
        what = "variant" if self.variant_of else "part" if self.part_of else "item"
        origin = f" from {self.origin}" if self.origin else ""
        return f"Import {imported:,} {what}{'' if imported == 1 else 's'}{origin}"


@dataclass(frozen=True)
class Found:
    """A file of an import; with a `reason` it cannot come in and is `state`, whatever it holds."""

    path: Path
    state: Literal["", "skipped", "failed"] = ""
    reason: str = ""  # goes on after the name


def files_in(sources: Iterable[Path], *, recursive: bool = True, without: Path | None = None) -> Iterator[Path]:
    """The paths that `found_in` finds and that nothing is said against."""
    return (found.path for found in found_in(sources, recursive=recursive, without=without) if not found.state)


def found_in(sources: Iterable[Path], *, recursive: bool = True, without: Path | None = None) -> Iterator[Found]:
    """The files of these files and folders, as they come, by name within a folder, and what cannot be looked into.

    Hidden and system files of folders and what their `.dailiesignore` names are left out; links are followed once (a
    loop ends), pipes and devices are found like files and never opened here. Folders in `without` (the library itself:
    its thumbnails are no media) are skipped.
    Streams: a folder of 100,000 files costs the memory of AT_ONCE names. Raises nothing of the disk's.
    """
    seen: set[tuple[int, int]] = set()
    own = _identity(without) if without is not None else None
    for source in sources:
        inside = own is not None and without is not None and _real(source).is_relative_to(_real(without))
        if not _leads_to_folder(source):
            yield Found(source)
        elif inside:
            yield Found(source, "skipped", "is the folder of this library")
        else:
            yield from _walk(source, recursive, seen, own)


def _walk(top: Path, recursive: bool, seen: set[tuple[int, int]], own: tuple[int, int] | None) -> Iterator[Found]:
    """Depth first, with a stack of its own: the system's limit for the length of a path comes before any of ours."""
    first = yield from _entered(top, seen, own)
    if not first:
        return
    open_ones = [(Ignore.at(top), _entries(top), top)]
    while open_ones:
        ignore, entries, folder = open_ones[-1]
        try:
            entry = next(entries, None)
        except OSError as error:
            open_ones.pop()
            yield Found(folder, "failed", f"cannot be opened: {error.strerror or error}")
            continue
        if entry is None:
            open_ones.pop()
        elif not _is_hidden(entry.name):
            is_folder, path = _is_folder(entry), Path(entry.path)
            if ignore.leaves_out(entry.name, is_folder=is_folder):
                continue
            if not is_folder:
                yield Found(path)
            elif recursive and (yield from _entered(path, seen, own)):
                open_ones.append((ignore.inside(path), _entries(path), path))


def _entered(folder: Path, seen: set[tuple[int, int]], own: tuple[int, int] | None) -> Generator[Found, None, bool]:
    """Whether the folder is to be gone through; if not, it is found with the reason."""
    identity = _identity(folder)
    if identity is None:
        yield Found(folder, "failed", "cannot be opened")
        return False
    if identity == own:
        yield Found(folder, "skipped", "is the folder of this library")
        return False
    if identity in seen:
        yield Found(folder, "skipped", "leads to a folder that is in this import already")
        return False
    seen.add(identity)
    return True


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    """What is in the folder, by name; the next AT_ONCE names each time the folder is gone through."""
    last = ""
    while True:
        with os.scandir(folder) as entries:
            part = heapq.nsmallest(AT_ONCE, (entry for entry in entries if entry.name > last), key=_name)
        yield from part
        if len(part) < AT_ONCE:
            return
        last = part[-1].name


def _name(entry: os.DirEntry[str]) -> str:
    return entry.name


def _is_hidden(name: str) -> bool:
    return name.startswith(".") or name.lower() in _SYSTEM_FILES


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself: what reads it says so
        return False


def _leads_to_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a folder above it may not be looked into
        return False


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        about = folder.stat()
    except OSError:
        return None
    return about.st_dev, about.st_ino


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))
