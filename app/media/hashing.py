"""Content hash of a file, taken while it is copied."""

from __future__ import annotations

import errno
import hashlib
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.errors import UserError

BLOCK_BYTES = 256 * 1024  # stays in the processor's cache between reading, hashing and writing
_FICLONE = 0x40049409  # linux/fs.h: the target shares the source's blocks (btrfs, XFS, bcachefs)


class SourceChanged(UserError):
    """Somebody wrote to the source while it was read: the copy is not to be trusted and is gone."""

    kind = "source-changed"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} changed while it was copied.", "Wait until it is written, then import it again."
        )
        self.name = name

    def __reduce__(self) -> tuple[type[SourceChanged], tuple[str]]:
        return type(self), (self.name,)


@dataclass(frozen=True)
class CopyResult:
    sha256: str  # 64 hex digits
    size_bytes: int


def copy_hashed(
    source: Path, target: Path, progress: Callable[[int], None] | None = None, *, sync: bool = True
) -> CopyResult:
    """`target` is a new file with the bytes and the modification time of `source`, on the disk (fsync).

    Without `sync` the caller calls `sync_file` before it relies on the file. Where the file system can, the copy shares
    the source's blocks; it is hashed all the same, from what was copied.
    `progress` is called with the bytes copied so far after each block of 256 KiB; it may raise to stop.
    On any error `target` is removed again, unless it was there before: FileExistsError, left as it was.
    Raises: SourceChanged, OSError as it comes.
    """
    with source.open("rb", buffering=0) as reading:
        before = os.fstat(reading.fileno())
        writing = target.open("x+b", buffering=0)
        try:
            with writing:
                if _shared(reading.fileno(), writing.fileno()):
                    digest, size_bytes = _copy_blocks(writing.readinto, None, progress)
                else:
                    digest, size_bytes = _copy_blocks(reading.readinto, writing.write, progress)
                after = os.fstat(reading.fileno())
                changed = (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns)
                if changed or size_bytes != before.st_size:
                    raise SourceChanged(source.name)
                if os.fstat(writing.fileno()).st_size != size_bytes:
                    raise OSError(errno.EIO, "The copy is not as long as its source", str(target))
                if sync:
                    os.fsync(writing.fileno())
            os.utime(target, ns=(before.st_atime_ns, before.st_mtime_ns))
        except BaseException:  # also a stop by the caller: no half file stays behind
            target.unlink(missing_ok=True)
            raise
    return CopyResult(digest, size_bytes)


def sync_file(path: Path) -> None:
    """The file's bytes are on the disk. Raises: OSError."""
    handle = os.open(path, os.O_RDWR)  # Windows flushes only what may be written
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _shared(reading: int, writing: int) -> bool:
    """The new file shares all blocks of the source, if the file system does that."""
    if sys.platform != "linux":
        return False
    import fcntl

    try:
        fcntl.ioctl(writing, _FICLONE, reading)
    except OSError:  # another disk, another file system: the bytes are copied
        return False
    return True


def hash_file(path: Path) -> CopyResult:
    """SHA-256 and length of the file as it is now. Raises: OSError."""
    with path.open("rb", buffering=0) as reading:
        digest, size_bytes = _copy_blocks(reading.readinto, None, None)
    return CopyResult(digest, size_bytes)


def _copy_blocks(
    read_into: Callable[[memoryview], int | None],
    write: Callable[[memoryview], int | None] | None,
    progress: Callable[[int], None] | None,
) -> tuple[str, int]:
    digest = hashlib.sha256()
    block = memoryview(bytearray(BLOCK_BYTES))
    done = 0
    while count := read_into(block) or 0:
        part = block[:count]
        digest.update(part)
        rest = part
        while write is not None and rest:  # an unbuffered write may take less than it was given
            rest = rest[write(rest) or 0 :]
        done += count
        if progress is not None:
            progress(done)
    return digest.hexdigest(), done
