"""IPTC's own block (IIM 4.2) and Photoshop's list of resources around it."""

from __future__ import annotations

from collections.abc import Iterator

RESOURCE = 0x0404  # IPTC among Photoshop's
_UTF8 = b"\x1b%G"  # ISO 2022: what follows is UTF-8
_MOST_RECORDS = 2000


def resources(data: bytes) -> Iterator[tuple[int, bytes]]:
    """(kind, content) of a list of 8BIM resources. Ends quietly where it does."""
    at = 0
    for _ in range(_MOST_RECORDS):
        if data[at : at + 4] != b"8BIM" or at + 7 > len(data):
            return
        kind = int.from_bytes(data[at + 4 : at + 6], "big")
        at += 6 + (data[at + 6] + 2) // 2 * 2  # a name with its length, even
        length = int.from_bytes(data[at : at + 4], "big")
        yield kind, data[at + 4 : at + 4 + length]
        at += 4 + length + length % 2


def of_photoshop(data: bytes) -> bytes:
    """The IPTC block in a list of resources, or nothing."""
    return next((content for kind, content in resources(data) if kind == RESOURCE), b"")


def parse(data: bytes) -> dict[int, list[str]]:
    """The values of record 2 by their number (5 title, 25 keywords, 80 by, 116 copyright, 120 caption)."""
    found: dict[int, list[bytes]] = {}
    utf8 = False
    at = 0
    for _ in range(_MOST_RECORDS):
        if at + 5 > len(data) or data[at] != 0x1C:
            break
        record, number = data[at + 1], data[at + 2]
        length = int.from_bytes(data[at + 3 : at + 5], "big")
        if length & 0x8000:  # longer than 32 KB: nothing that we read
            break
        value = data[at + 5 : at + 5 + length]
        at += 5 + length
        if (record, number) == (1, 90):
            utf8 = value == _UTF8
        elif record == 2:
            found.setdefault(number, []).append(value)
    return {number: [_text(value, utf8) for value in values] for number, values in found.items()}


def _text(value: bytes, utf8: bool) -> str:
    try:
        return value.decode("utf-8").strip("\0 ")
    except UnicodeDecodeError:
        return value.decode("utf-8" if utf8 else "latin-1", "replace").strip("\0 ")
