"""Two answers out of DER (X.690): who a certificate is for (RFC 5280), when a time stamp was given (RFC 3161)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

_ORGANISATION, _COMMON_NAME = b"\x55\x04\x0a", b"\x55\x04\x03"
_TIME = re.compile(rb"\x18[\x0f-\x17](\d{14})(?:\.\d{1,7})?Z")
_MOST_VALUES = 500
_TEXTS = {0x0C: "utf-8", 0x13: "ascii", 0x14: "latin-1", 0x16: "ascii", 0x1E: "utf-16-be"}


def _values(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    for _ in range(_MOST_VALUES):
        if at + 2 > len(data):
            return
        tag, length, at = data[at], data[at + 1], at + 2
        if length & 0x80:
            width = length & 0x7F
            length, at = int.from_bytes(data[at : at + width], "big"), at + width
        if at + length > len(data):
            return
        yield tag, data[at : at + length]
        at += length


def _inside(data: bytes) -> bytes:
    return next(_values(data), (0, b""))[1]


def organisation(certificate: bytes) -> str:
    """The organisation that the certificate is for, else its common name, else nothing."""
    body = [value for value in _values(_inside(_inside(certificate)))]
    if body and body[0][0] == 0xA0:  # the version, which is optional
        body = body[1:]
    # serial number, algorithm, issuer, validity, subject
    subject = body[4][1] if len(body) > 4 else b""
    names: dict[bytes, str] = {}
    for _, part in _values(subject):
        for _, pair in _values(part):
            both = list(_values(pair))
            if len(both) == 2:
                names.setdefault(both[0][1], both[1][1].decode(_TEXTS.get(both[1][0], "latin-1"), "replace"))
    return names.get(_ORGANISATION) or names.get(_COMMON_NAME) or ""


def stamped_at(token: bytes) -> str:
    """The time in a time stamp: the first one of full length, which is that of the stamp itself."""
    found = _TIME.search(token)
    if found is None:
        return ""
    try:
        return datetime.strptime(found.group(1).decode(), "%Y%m%d%H%M%S").replace(tzinfo=UTC).isoformat()
    except ValueError:
        return ""
