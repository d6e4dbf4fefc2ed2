"""EXIF's UserComment, whose writers agree neither on its encoding nor on its order of bytes."""

from __future__ import annotations

import unicodedata

_SAMPLE = 4000
_PREFIXES = (b"UNICODE\0", b"ASCII\0\0\0", b"JIS\0\0\0\0\0", b"\0\0\0\0\0\0\0\0")
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "latin-1")
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_NO_LETTERS = {"Cc", "Cn", "Co", "Cs"}


def decoded(raw: bytes) -> str:
    """The text that is the most readable of all that the bytes can mean.

    The prefix is stepped over and not believed: `UNICODE` is UTF-16 of either order before Exif 3.0 and UTF-8 since,
    and some write UTF-8 behind `ASCII`.
    """
    data = next((raw[8:] for prefix in _PREFIXES if raw[:8] == prefix), raw)
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _cleaned(data[len(mark) :].decode(encoding, "replace"))
    best, text = -1.0, ""
    for encoding in _ENCODINGS[:3] if raw.startswith(b"UNICODE\0") else _ENCODINGS:
        candidate = _text(data, encoding)
        score = -1.0 if candidate is None else _readable(candidate)
        if candidate is not None and score > best:
            best, text = score, candidate
    return text


def _text(data: bytes, encoding: str) -> str | None:
    if encoding.startswith("utf-16"):
        data = data[: len(data) // 2 * 2]
        if not data:
            return None
    else:
        data = data.rstrip(b"\0")
    try:
        return _cleaned(data.decode(encoding))
    except UnicodeDecodeError:
        return None


def _cleaned(text: str) -> str:
    return text.strip("\0").strip()


def _readable(text: str) -> float:
    """0 to 1: the share of what can be read; ASCII counts full, other letters a little less, the more kinds the less."""
    sample = text[:_SAMPLE]
    if not sample:
        return 0.0
    points, rows = 0.0, set[int]()
    for letter in sample:
        if letter in "\n\r\t" or " " <= letter <= "~":
            points += 1
        elif unicodedata.category(letter) not in _NO_LETTERS:
            points += 0.8
            rows.add(ord(letter) >> 8)
    return points / len(sample) - 0.3 * len(rows) / len(sample)
