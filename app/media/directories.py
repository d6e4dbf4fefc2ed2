"""The directories of a TIFF file, as camera RAW files have them too: what is where, no pixel read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import BinaryIO, Literal

REDUCED, WIDTH, HEIGHT, BITS, COMPRESSION, PHOTOMETRIC = 254, 256, 257, 258, 259, 262
MAKE, STRIP_OFFSETS, ORIENTATION, STRIP_LENGTHS, SUB_DIRECTORIES = 271, 273, 274, 279, 330
JPEG_OFFSET, JPEG_LENGTH = 513, 514
EXTRA_SAMPLES, SAMPLE_FORMAT, PROFILE = 338, 339, 34675
PANASONIC_JPEG = 0x2E
EXIF, MAKER_NOTE = 0x8769, 0x927C
DNG_VERSION, DNG_CROP = 0xC612, 0xC620

_MAX_DIRECTORIES = 1000
_MAX_ENTRIES = 1000
_MAX_VALUES = 256  # of one entry; longer ones are of no use here
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 6: 1, 7: 1, 8: 2, 9: 4, 13: 4, 16: 8, 17: 8, 18: 8}
_WANTED_TEXT = {MAKE}
Order = Literal["little", "big"]


@dataclass(frozen=True)
class Directory:
    """One directory. `entries`: whole numbers, or bytes of texts; `places`: where longer values begin, and their length."""

    entries: dict[int, tuple[int, ...] | bytes]
    places: dict[int, tuple[int, int]]
    page: bool = True  # of the chain; False: the child of another directory

    def number(self, tag: int, default: int = 0) -> int:
        """The first value of that entry."""
        found = self.entries.get(tag)
        return found[0] if isinstance(found, tuple) and found else default

    def numbers(self, tag: int) -> tuple[int, ...]:
        """All of its values."""
        found = self.entries.get(tag)
        return found if isinstance(found, tuple) else ()

    def text(self, tag: int) -> bytes:
        """The bytes of a text."""
        found = self.entries.get(tag)
        return found if isinstance(found, bytes) else b""


def read(file: BinaryIO) -> list[Directory]:
    """All directories of a TIFF: the chain, their children, and the EXIF directory; none of another file.

    What is damaged is left out. Raises: OSError.
    """
    file.seek(0)
    head = file.read(16)
    order: Order = "little" if head[:2] == b"II" else "big"
    big = head[2:4] in (b"+\0", b"\0+")
    return read_at(file, 0, int.from_bytes(head[8:16] if big else head[4:8], order), order, big=big)


def read_at(file: BinaryIO, origin: int, first: int, order: Order, *, big: bool = False) -> list[Directory]:
    """The same from a directory `first` bytes behind `origin`, from which all places count. Raises: OSError."""
    waiting, seen, found = [(first, True)], set[int](), list[Directory]()
    while waiting and len(found) < _MAX_DIRECTORIES:
        at, page = waiting.pop(0)
        if at <= 0 or at in seen:
            continue
        seen.add(at)
        directory, following = _directory(file, origin, at, order, big)
        if directory is None:
            continue
        found.append(replace(directory, page=page))
        children = (*directory.numbers(SUB_DIRECTORIES), *directory.numbers(EXIF))
        waiting += [(following, page), *((child, False) for child in children)]
    return found


def _directory(file: BinaryIO, origin: int, at: int, order: Order, big: bool) -> tuple[Directory | None, int]:
    count_size, entry_size, inline = (8, 20, 8) if big else (2, 12, 4)
    if at + origin >= 1 << 63:
        return None, 0
    file.seek(origin + at)
    count = int.from_bytes(file.read(count_size), order)
    if not 0 < count <= _MAX_ENTRIES:
        return None, 0
    table = file.read(count * entry_size)
    following = int.from_bytes(file.read(inline), order)
    directory = Directory({}, {})
    for place in range(0, len(table) - entry_size + 1, entry_size):
        entry = table[place : place + entry_size]
        tag, kind = int.from_bytes(entry[:2], order), int.from_bytes(entry[2:4], order)
        values = int.from_bytes(entry[4:-inline], order)
        size = _SIZES.get(kind, 0)
        data = entry[-inline:]
        if values * size > inline:
            where = origin + int.from_bytes(data, order)
            directory.places[tag] = (where, values * size)
            if values > _MAX_VALUES or where >= 1 << 63:
                continue
            file.seek(where)
            data = file.read(values * size)
        if kind == 2 or tag in _WANTED_TEXT:
            directory.entries[tag] = data[: values * size]
        elif size:
            directory.entries[tag] = tuple(int.from_bytes(data[n : n + size], order)
                                           for n in range(0, min(values * size, len(data)), size))  # fmt: skip
    return directory, following
