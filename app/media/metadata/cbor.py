"""CBOR (RFC 8949), as much as C2PA uses: tags are looked through, half a value is none."""

from __future__ import annotations

import math
import struct
from typing import Any

_DEPTH = 32
_MOST_ITEMS = 20_000
_FLOATS = {25: ("e", 2), 26: ("f", 4), 27: ("d", 8)}
_BREAK = object()


class BrokenCbor(ValueError):
    """The bytes end too early, nest too deeply or hold more than anybody writes."""


def load(data: bytes) -> Any:
    """The value: dict, list, text, bytes, number, bool or None. Raises: BrokenCbor."""
    reader = _Reader(data)
    value = reader.value(0)
    if value is _BREAK:
        raise BrokenCbor("a break without a list")
    return value


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0
        self.items = 0

    def take(self, count: int) -> bytes:
        if count < 0 or self.at + count > len(self.data):
            raise BrokenCbor("ends too early")
        self.at += count
        return self.data[self.at - count : self.at]

    def value(self, depth: int) -> Any:
        self.items += 1
        if depth > _DEPTH or self.items > _MOST_ITEMS:
            raise BrokenCbor("too deep or too long")
        head = self.take(1)[0]
        major, low = head >> 5, head & 31
        if major == 7:
            return self._simple(low)
        number = self._number(low)
        if major in {0, 1}:
            if number is None:
                raise BrokenCbor("a number without a length")
            return number if major == 0 else -1 - number
        if major in {2, 3}:
            return self._bytes(number, major, depth)
        if major == 6:
            return self.value(depth + 1)
        return self._list(number, depth) if major == 4 else self._map(number, depth)

    def _number(self, low: int) -> int | None:
        """None: the length is not said, an end mark follows."""
        if low < 24:
            return low
        if low == 31:
            return None
        if low > 27:
            raise BrokenCbor("a length nobody defined")
        return int.from_bytes(self.take(1 << (low - 24)), "big")

    def _bytes(self, length: int | None, major: int, depth: int) -> bytes | str:
        if length is None:
            parts: list[Any] = []
            while (part := self.value(depth + 1)) is not _BREAK:
                parts.append(part)
            joined = b"".join(part.encode() if isinstance(part, str) else part for part in parts
                              if isinstance(part, str | bytes))
        else:
            joined = self.take(length)
        return joined.decode("utf-8", "replace") if major == 3 else joined

    def _list(self, length: int | None, depth: int) -> list[Any]:
        found: list[Any] = []
        while length is None or len(found) < length:
            value = self.value(depth + 1)
            if value is _BREAK:
                break
            found.append(value)
        return found

    def _map(self, length: int | None, depth: int) -> dict[Any, Any]:
        found: dict[Any, Any] = {}
        count = 0
        while length is None or count < length:
            key = self.value(depth + 1)
            if key is _BREAK:
                break
            value = self.value(depth + 1)
            count += 1
            if isinstance(key, str | int | bytes):
                found[key] = value
        return found

    def _simple(self, low: int) -> Any:
        if low in _FLOATS:
            letter, size = _FLOATS[low]
            number = struct.unpack(">" + letter, self.take(size))[0]
            return number if math.isfinite(number) else None
        if low == 24:
            self.take(1)
        elif low == 31:
            return _BREAK
        elif low > 27:
            raise BrokenCbor("a value nobody defined")
        return {20: False, 21: True}.get(low)
