"""Threads that copy the files of an import into the staging folder, ahead of what looks into them."""

from __future__ import annotations

import errno
import stat
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.library.importing import others, settling, sidecars, stops
from app.library.importing.names import as_text, shown
from app.media.hashing import SourceChanged, copy_hashed, sync_file
from app.media.kinds import NOT_MEDIA, recognise
from app.media.limits import UnreadableMedia
from db import ImportItem, new_id

if TYPE_CHECKING:
    from app.media.safetensors import ModelFile
    from app.media.work import Examined

COPIERS = 3  # two keep a disk and a processor busy, the third waits for one of them
SYNCERS = 8  # each waits for the disk; several in flight share its flushes
_NO_FILES = {stat.S_IFIFO: "is a pipe", stat.S_IFSOCK: "is a socket", stat.S_IFCHR: "is a device", stat.S_IFBLK: "is a device",
             stat.S_IFDIR: "is a folder"}


@dataclass
class Ready:
    """A file that is copied, and after a while examined."""

    source: Path
    staged: Path
    extension: str
    sha256: str
    size_bytes: int
    sidecars: tuple[str, ...]
    synced: Future[None]  # done when its bytes are on the disk
    examined: Examined | None = None
    model: tuple[ModelFile, bytes] | None = None  # of a model file: what its header says, and its raw metadata

    @property
    def staged_thumbnail(self) -> Path:
        """Where the other process puts the thumbnail."""
        return self.staged.with_suffix(".jpg")

    def forget(self) -> None:
        """Nothing is left of it in the staging folder."""
        self.staged.unlink(missing_ok=True)
        self.staged_thumbnail.unlink(missing_ok=True)


@dataclass(frozen=True)
class Restless:
    """A file that somebody writes to."""

    source: Path
    reason: str


Copied = Ready | ImportItem | Restless


class _Stopped(Exception):
    """The copy is not wanted any more."""


class Copier:
    """Copies files into a folder, a few at a time."""

    def __init__(self, staging: Path) -> None:
        self._staging = staging
        self._stopping = threading.Event()
        self._counting = threading.Lock()
        self._copiers = ThreadPoolExecutor(COPIERS, "copies")
        self._syncers = ThreadPoolExecutor(SYNCERS, "syncs")
        self.bytes_done = 0

    def start(self, source: Path, *, settled: bool = False) -> Future[Copied]:
        """The file is on its way: then a copy, or in a list, or restless (unless it is said to be `settled`).

        The future raises OSError where the library's disk refuses, and as it comes where a source cannot be read.
        """
        return self._copiers.submit(self._take, source, settled)

    def sync(self, file: Path) -> Future[None]:
        """The bytes of the file are on their way to the disk; several at once share its flushes."""
        return self._syncers.submit(sync_file, file)

    def close(self) -> None:
        """Nothing is copied any more, also what was half copied."""
        self._stopping.set()
        self._copiers.shutdown(cancel_futures=True)
        self._syncers.shutdown()

    def _take(self, source: Path, settled: bool) -> Copied:
        about = source.stat()
        if not stat.S_ISREG(about.st_mode):
            what = _NO_FILES.get(stat.S_IFMT(about.st_mode), "is no file")
            return refused(source, "skipped", f"{what}, {NOT_MEDIA}")
        if not settled and settling.is_fresh(about):
            return Restless(source, "was still being written")
        try:
            extension = others.recognised(source) or recognise(source).ext
        except UnreadableMedia as error:
            return unreadable(source, error)
        if stops.free_bytes(self._staging) < about.st_size + stops.RESERVE_BYTES:
            raise OSError(errno.ENOSPC, "No space left on device")
        staged = self._staging / f"{new_id()}.part"
        try:
            copied = copy_hashed(source, staged, self._counted(), sync=False)
        except SourceChanged:
            return Restless(source, "changed while it was copied")
        try:
            model = others.read_staged(staged) if extension == others.MODEL_EXT else None
        except UnreadableMedia as error:  # it is another one than it was a moment ago
            return unreadable(source, error)
        return Ready(source, staged, extension, copied.sha256, copied.size_bytes, sidecars.of(source), self.sync(staged),
                     model=model)

    def _counted(self) -> _Counted:
        return _Counted(self)

    def count(self, more_bytes: int) -> None:
        """So many more bytes are copied. Raises _Stopped in a copier's thread when it shall end."""
        if self._stopping.is_set():
            raise _Stopped
        with self._counting:
            self.bytes_done += more_bytes


class _Counted:
    """Adds the bytes of one file to those of all."""

    def __init__(self, copier: Copier) -> None:
        self._copier = copier
        self._before = 0

    def __call__(self, done: int) -> None:
        self._copier.count(done - self._before)
        self._before = done


def refused(source: Path, state: str, reason: str) -> ImportItem:
    """The file in its list; `reason` goes on after its name."""
    return ImportItem(as_text(source), state, f"{shown(source.name)} {reason}. The original is untouched.", None, None, None)


def unreadable(source: Path, error: UnreadableMedia) -> ImportItem:
    """Why a file did not come in: it is none of ours (skipped), or broken (failed)."""
    beside = sidecars.owner(source)
    if beside is not None:
        return refused(source, "skipped", f"belongs to {shown(beside.name)} and was read with it")
    return refused(source, "skipped" if NOT_MEDIA in error.reason else "failed", error.reason)
