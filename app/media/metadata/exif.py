"""EXIF as it is: a TIFF directory with two more inside (EXIF 2.32, 4.6), read as far as it can be."""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_LETTERS = {1: "B", 3: "H", 4: "I", 6: "b", 8: "h", 9: "i", 11: "f", 12: "d", 13: "I"}
_EXIF_IFD, _GPS_IFD = 0x8769, 0x8825
_THUMBNAIL_AT, _THUMBNAIL_LENGTH = 0x0201, 0x0202
_PIXEL_TAGS = frozenset((0x0111, 0x0117, 0x0144, 0x0145, 0x02BC, 0x83BB, 0x8649, 0x8773, 0xCD41))  # pixels, own blocks
_MOST_ENTRIES = 500
_MOST_BYTES = 256 * 1024  # of one value when a directory is packed anew
_SUM_BYTES = 32 * 1024 * 1024  # of all values of one directory: many entries can name the same megabytes
_PREFIX = b"Exif\0\0"


class Source(Protocol):
    """Bytes, or a file that is read where it is asked."""

    def __len__(self) -> int: ...

    def __getitem__(self, place: slice, /) -> bytes: ...


@dataclass(frozen=True)
class Value:
    kind: int
    raw: bytes
    order: str  # "<" or ">"

    def numbers(self) -> list[float]:
        """Numbers that are there and finite."""
        if self.kind in {5, 10}:
            pairs = struct.iter_unpack(self.order + ("II" if self.kind == 5 else "ii"), self._whole(8))
            return [top / bottom for top, bottom in pairs if bottom]
        letter = _LETTERS.get(self.kind)
        if letter is None:
            return []
        size = _SIZES[self.kind]
        found = (one for (one,) in struct.iter_unpack(self.order + letter, self._whole(size)))
        return [float(one) for one in found if math.isfinite(one)]

    def _whole(self, size: int) -> bytes:
        return self.raw[: min(len(self.raw) // size, 64) * size]

    def text(self) -> str:
        """The text, UTF-8 or Latin-1, up to the first NUL behind a letter."""
        data = self.raw.strip(b"\0")
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            text = data.decode("latin-1")
        return text.partition("\0")[0].strip()


Directory = dict[int, Value]


@dataclass
class Exif:
    order: str
    main: Directory = field(default_factory=dict)  # IFD0
    detail: Directory = field(default_factory=dict)  # the Exif directory
    place: Directory = field(default_factory=dict)  # GPS

    def get(self, tag: int) -> Value | None:
        """The tag, in the Exif directory or (as some write it) in the first one."""
        return self.detail.get(tag) or self.main.get(tag)

    def text(self, tag: int) -> str:
        """Its text, empty where there is none."""
        value = self.get(tag)
        return value.text() if value is not None and value.kind in {1, 2, 7} else ""

    def number(self, tag: int) -> float | None:
        """Its first number."""
        value = self.get(tag)
        numbers = value.numbers() if value is not None else []
        return numbers[0] if numbers else None


def parse(block: bytes) -> Exif | None:
    """The directories of the block (with or without `Exif\\0\\0` in front), or None where it is no TIFF."""
    return directories(block[6:] if block.startswith(_PREFIX) else block)


def directories(data: Source) -> Exif | None:
    """The same of a whole TIFF file."""
    order = {b"II": "<", b"MM": ">"}.get(data[:2])
    if order is None or len(data) < 8:
        return None
    start = int(struct.unpack(order + "I", data[4:8])[0])
    found = Exif(order, _directory(data, start, order))
    found.detail = _directory(data, _pointer(found.main, _EXIF_IFD), order)
    found.place = _directory(data, _pointer(found.main, _GPS_IFD), order)
    return found


def _pointer(directory: Directory, tag: int) -> int:
    numbers = directory[tag].numbers() if tag in directory else []
    return int(numbers[0]) if numbers else 0


def _entries(data: Source, at: int, order: str) -> Iterator[tuple[int, int, int, int]]:
    """(tag, kind, where its bytes are, how many)."""
    if at < 8 or at + 2 > len(data):
        return
    count = min(int(struct.unpack(order + "H", data[at : at + 2])[0]), _MOST_ENTRIES)
    for entry in range(at + 2, at + 2 + 12 * count, 12):
        if entry + 12 > len(data):
            return
        tag, kind, number = struct.unpack(order + "HHI", data[entry : entry + 8])
        length = _SIZES.get(kind, 0) * number
        place = entry + 8 if length <= 4 else int(struct.unpack(order + "I", data[entry + 8 : entry + 12])[0])
        if length and place < len(data):
            yield tag, kind, place, length


def _directory(data: Source, at: int, order: str) -> Directory:
    found: Directory = {}
    left = _SUM_BYTES
    for tag, kind, place, said in _entries(data, at, order):
        length = min(said, len(data) - place)
        if tag in found or length > left:
            continue
        left -= length
        found[tag] = Value(kind, data[place : place + length], order)
    return found


def without_thumbnail(block: bytes) -> bytes:
    """The same block with the bytes of its small picture zeroed: nothing else moves, and it packs to nothing."""
    skip = 6 if block.startswith(_PREFIX) else 0
    data = block[skip:]
    order = {b"II": "<", b"MM": ">"}.get(data[:2])
    if order is None or len(data) < 8:
        return block
    start = int(struct.unpack(order + "I", data[4:8])[0])
    if start + 2 > len(data):
        return block
    count = int(struct.unpack(order + "H", data[start : start + 2])[0])
    behind = start + 2 + 12 * count
    if behind + 4 > len(data):
        return block
    second = _directory(data, int(struct.unpack(order + "I", data[behind : behind + 4])[0]), order)
    at, length = _pointer(second, _THUMBNAIL_AT), _pointer(second, _THUMBNAIL_LENGTH)
    if at <= behind or length <= 0 or at + length > len(data):
        return block
    return block[: skip + at] + bytes(length) + data[at + length :]


def packed(found: Exif) -> bytes:
    """A block of its own with the tags of a TIFF or RAW file, which holds its directories among its pixels."""
    order = found.order
    head = (b"II" if order == "<" else b"MM") + struct.pack(order + "HI", 42, 8)
    main = {tag: value for tag, value in found.main.items() if tag not in {_EXIF_IFD, _GPS_IFD}}
    at = 8 + _length(main, 2)
    pointers: dict[int, Value] = {}
    inner = b""
    for tag, directory in ((_EXIF_IFD, found.detail), (_GPS_IFD, found.place)):
        pointers[tag] = Value(4, struct.pack(order + "I", at + len(inner)), order)
        inner += _written(directory, order, at + len(inner))
    return head + _written({**main, **pointers}, order, 8) + inner


def _kept(directory: Mapping[int, Value]) -> dict[int, Value]:
    kept = ((tag, value) for tag, value in sorted(directory.items()) if tag not in _PIXEL_TAGS)
    return {tag: value for tag, value in kept if len(value.raw) <= _MOST_BYTES and len(value.raw) >= _SIZES[value.kind]}


def _length(directory: Mapping[int, Value], more: int) -> int:
    kept = _kept(directory)
    return 2 + 12 * (len(kept) + more) + 4 + sum(len(_whole(value)) for value in kept.values() if len(_whole(value)) > 4)


def _whole(value: Value) -> bytes:
    size = _SIZES[value.kind]
    raw = value.raw[: len(value.raw) // size * size]
    return raw + b"\0" * (len(raw) % 2 if len(raw) > 4 else 0)


def _written(directory: Mapping[int, Value], order: str, at: int) -> bytes:
    kept = _kept(directory)
    entries, values = b"", b""
    behind = at + 2 + 12 * len(kept) + 4
    for tag, value in kept.items():
        raw = _whole(value)
        number = len(value.raw) // _SIZES[value.kind]
        if len(raw) <= 4:
            place = raw.ljust(4, b"\0")
        else:
            place = struct.pack(order + "I", behind + len(values))
            values += raw
        entries += struct.pack(order + "HHI", tag, value.kind, number) + place
    return struct.pack(order + "H", len(kept)) + entries + b"\0\0\0\0" + values
