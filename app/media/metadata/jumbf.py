"""JUMBF (ISO 19566-5): boxes with labels, as C2PA keeps its manifests in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

_DEPTH = 12
_MOST_BOXES = 5000


@dataclass
class Box:
    """A superbox: its label, what it holds by the letters of each content (`cbor`, `json`), and the boxes inside."""

    label: str
    contents: list[tuple[bytes, bytes]] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)

    def find(self, start: str) -> list[Box]:
        """The boxes inside whose label begins so."""
        return [box for box in self.boxes if box.label.startswith(start)]


def walk(data: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """(four letters, begin, end of the content) of the boxes that stand one after another. Ends quietly where they do."""
    at = start
    for _ in range(_MOST_BOXES):
        if at + 8 > end:
            return
        length, name, head = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8], 8
        if length == 1 and at + 16 <= end:
            length, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        if length == 0:
            length = end - at
        if length < head:
            return
        yield name, at + head, min(at + length, end)
        at += length


def parse(data: bytes) -> Box:
    """The boxes in the bytes, under one without a label."""
    root = Box("")
    _fill(root, data, 0, len(data), 0)
    return root


def _fill(parent: Box, data: bytes, start: int, end: int, depth: int) -> None:
    for name, begin, stop in walk(data, start, end):
        if name == b"jumb" and depth < _DEPTH:
            box = Box("")
            _fill(box, data, begin, stop, depth + 1)
            parent.boxes.append(box)
        elif name == b"jumd":
            parent.label = _label(data[begin:stop])
        else:
            parent.contents.append((name, data[begin:stop]))


def _label(description: bytes) -> str:
    """A description: UUID of the kind, switches, then a label that ends with NUL if bit 1 is set."""
    if len(description) < 18 or not description[16] & 2:
        return ""
    return description[17:].partition(b"\0")[0].decode("utf-8", "replace")[:200]


def without_pictures(data: bytes) -> bytes:
    """The same boxes with the bytes of embedded pictures (`bidb`) zeroed: lengths stay, and they pack to nothing."""
    out = bytearray(data)
    stack = [(0, len(data), 0)]
    while stack:
        start, end, depth = stack.pop()
        for name, begin, stop in walk(data, start, end):
            if name == b"jumb" and depth < _DEPTH:
                stack.append((begin, stop, depth + 1))
            elif name == b"bidb":
                out[begin:stop] = bytes(stop - begin)
    return bytes(out)
