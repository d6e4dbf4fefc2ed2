"""How much one unknown file may cost, and the two ways to refuse one."""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
import zlib
from pathlib import Path

from app.errors import UserError

MAX_PIXELS = 256_000_000  # larger pictures are refused by their header, before a decoder sees them
MAX_SIDE = 65_535
MEMORY_BYTES = 512 * 1024 * 1024  # on top of what the decoders themselves map
METADATA_BYTES = 32 * 1024 * 1024  # of text in one file, after unpacking
JSON_DEPTH = 100
_SPARE_BYTES = 64 * 1024 * 1024  # what else a worker needs while it decodes
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8  # malloc.h of glibc
_KEPT_BYTES = 32 * 1024 * 1024  # of freed memory, for the next file
_BEHIND_THE_WINDOW = 10  # on the scale of `nice`: with every core decoding, the window still answers at once
TEXT_LENGTH = 200_000  # one recipe field; longer text is cut there

# What decoders raise on bytes they cannot read. OSError is among them: callers that must tell a disk error
# from a bad picture open the file first.
DECODER_ERRORS = (
    OSError, ValueError, TypeError, KeyError, IndexError, SyntaxError, EOFError, OverflowError,
    ZeroDivisionError, AttributeError, AssertionError, RuntimeError, NotImplementedError, zlib.error,
)  # fmt: skip


class UnreadableMedia(UserError):
    """The file is not a picture or clip that can be read. `reason` goes on after the file's name.

    "holiday.jpg" + " " + "is a text file, not a picture or clip".
    """

    kind = "unreadable"

    def __init__(self, reason: str) -> None:
        super().__init__(f"The file {reason}.", kind="unreadable")
        self.reason = reason

    def __reduce__(self) -> tuple[type[UnreadableMedia], tuple[str]]:
        return type(self), (self.reason,)


class UnsafeMedia(UnreadableMedia):
    """The file asks for more pixels, memory or nesting than one file may have."""


def check_pixels(width: int, height: int) -> None:
    """The picture is small enough to decode. Raises: UnsafeMedia, UnreadableMedia (no size at all)."""
    if width <= 0 or height <= 0:
        raise UnreadableMedia("gives no picture size, it is damaged")
    if width * height > MAX_PIXELS:
        megapixels = round(width * height / 1_000_000)
        raise UnsafeMedia(
            f"has {megapixels:,} megapixels ({width} × {height}), "
            f"more than the {MAX_PIXELS // 1_000_000} allowed"
        )


def check_memory(width: int, height: int, bytes_a_pixel: int) -> None:
    """Decoding the picture at its full size fits into a worker's share. Raises: UnsafeMedia.

    For decoders that hold the whole picture: libvips ends the process where its memory is refused.
    """
    if width * height * bytes_a_pixel > MEMORY_BYTES - _SPARE_BYTES:
        raise UnsafeMedia(f"is {width} × {height} pixels, more than can be read of its kind")


def _one_heap() -> None:
    """glibc keeps one heap for all threads: each further one reserves 64 MB of addresses that count as used.

    Measured: after some files of each kind, heaps of threads long gone had taken 380 of the 512 MB. What is freed is kept
    for the next file, up to a limit: to give pages back and get them again took a sixth of a poster's time.
    """
    with contextlib.suppress(OSError, AttributeError):  # another C library has no such switch
        library = ctypes.CDLL(None)
        library.mallopt(_M_ARENA_MAX, 1)
        library.mallopt(_M_MMAP_THRESHOLD, _KEPT_BYTES // 2)
        library.mallopt(_M_TRIM_THRESHOLD, _KEPT_BYTES)


def limit_this_process(memory_bytes: int = MEMORY_BYTES) -> None:
    """This process can map `memory_bytes` more than now, writes no core file and lets the window go first. For worker
    processes only.

    The decoders are loaded first, since their libraries alone map several hundred MB of addresses.
    Linux counts addresses; macOS and Windows have no such limit, there the time limit alone protects.
    """
    from app.media import decoders

    decoders.load_all()
    if hasattr(os, "nice"):
        os.nice(_BEHIND_THE_WINDOW)
    if not sys.platform.startswith("linux"):
        return
    import resource

    _one_heap()
    with contextlib.suppress(ValueError, OSError):  # a hard limit below ours stays as it is
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    wanted = pages * resource.getpagesize() + memory_bytes
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    if hard == resource.RLIM_INFINITY or hard >= wanted:
        resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
