"""What stops an import for a while: a full disk, a source that is unplugged. It goes on by itself."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.errors import WorldError

RESERVE_BYTES = 32 * 1024 * 1024  # left for rows and thumbnails
FULL = (errno.ENOSPC, errno.EDQUOT)
DISK_PAUSE_S = 5.0
SOURCE_PAUSE_S, LONGEST_PAUSE_S = 5.0, 60.0


class Suspended(Exception):
    """The import shall stop where it is and goes on later: paused, or the program ends."""


class NotNow(WorldError):
    """The world refuses for the moment. `waiting` says for what (`disk`, `source`), `facts` what to look at before
    it is tried again, after `pause_s`."""

    waiting = ""

    def __init__(self, message: str, hint: str, facts: dict[str, Any], pause_s: float) -> None:
        super().__init__(message, hint)
        self.facts = {"waiting": self.waiting, **facts}
        self.pause_s = pause_s


class DiskIsFull(NotNow):
    """The library's disk has not enough space."""

    waiting = "disk"

    def __init__(self, needed_bytes: int, free_bytes: int, files_in: int) -> None:
        missing = max(needed_bytes - free_bytes, 1)
        super().__init__(
            f"The disk is full, about {size(missing)} are missing. {_in(files_in)}",
            "Free some space: only what is missing will be copied.",
            {"needed_bytes": needed_bytes, "missing_bytes": missing}, DISK_PAUSE_S)  # fmt: skip
        self.missing_bytes = missing


class SourceIsGone(NotNow):
    """What is imported from is not there any more: a disk was unplugged, a network drive went away."""

    waiting = "source"

    def __init__(self, root: str, files_in: int, tries: int = 0) -> None:
        super().__init__(
            f"“{root}” is not there at the moment. {_in(files_in)}",
            "Plug it in again: only what is missing will be copied.",
            {"root": root, "tries": tries + 1}, min(LONGEST_PAUSE_S, SOURCE_PAUSE_S * 2**tries))  # fmt: skip


def look_again(told: dict[str, Any], folder: Path) -> None:
    """What the task waited for is there now. Raises: DiskIsFull, SourceIsGone where it is not."""
    files = int(told.get("imported", 0))
    if told.get("waiting") == "disk":
        needed, free = int(told["needed_bytes"]), free_bytes(folder)
        if free < needed:
            raise DiskIsFull(needed, free, files)
    if told.get("waiting") == "source" and not _is_there(Path(told["root"])):
        raise SourceIsGone(str(told["root"]), files, int(told["tries"]))


def free_bytes(folder: Path) -> int:
    """What the disk of the folder has left."""
    return shutil.disk_usage(folder).free


def size(count: int) -> str:
    """Bytes for people."""
    for unit, one in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if count >= one:
            return f"{count / one:.1f} {unit}" if count < 10 * one else f"{count / one:,.0f} {unit}"
    return f"{count} bytes"


class Roots:
    """The places an import comes from: the folders that were given, and those of the files that were given."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self.paths = list(paths)
        self._devices = {path: _device(path) for path in paths}

    @staticmethod
    def of(sources: Sequence[Path]) -> Roots:
        """Those of a new import; what is not there is none (it is a file that cannot be read)."""
        found = dict.fromkeys(source if _is_folder(source) else source.parent for source in sources)
        return Roots([root for root in found if _device(root) is not None])

    def missing(self) -> Path | None:
        """A place that is not there, or lies on another disk than before (an empty folder is left of an unplugged one)."""
        return next((root for root, device in self._devices.items() if device is None or _device(root) != device), None)


def _is_there(root: Path) -> bool:
    try:
        return any(root.iterdir())
    except OSError:
        return False


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _device(path: Path) -> int | None:
    try:
        return path.stat().st_dev
    except OSError:
        return None


def _in(files: int) -> str:
    return "1 file is in." if files == 1 else f"{files:,} files are in."
