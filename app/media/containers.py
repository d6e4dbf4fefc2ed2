"""Where a container says that bytes are missing."""

from __future__ import annotations

from pathlib import Path

_MAX_BOXES = 100_000


def missing_tail(path: Path, mime: str) -> bool:
    """True when the file is certainly cut: its container promises more bytes than there are.

    A recording in fragments that was interrupted is not cut: what is there plays.
    """
    if mime in {"video/mp4", "video/quicktime"}:
        return _iso_cut(path)
    if mime in {"video/webm", "video/x-matroska"}:
        return _matroska_cut(path)
    if mime in {"image/avif", "image/heic"}:
        return _iso_cut(path, b"meta")
    if mime in {"image/webp", "video/x-msvideo"}:
        return _riff_cut(path)
    return False


def _riff_cut(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(8)
    return int.from_bytes(head[4:8], "little") + 8 > path.stat().st_size


def _iso_cut(path: Path, index: bytes = b"moov") -> bool:
    end = path.stat().st_size
    at, names = 0, set[bytes]()
    with path.open("rb") as file:
        for _ in range(_MAX_BOXES):
            file.seek(at)
            head = file.read(16)
            if len(head) < 8:
                break
            length, name = int.from_bytes(head[:4], "big"), head[4:8]
            if length == 1 and len(head) == 16:
                length = int.from_bytes(head[8:], "big")
            names.add(name)
            if length == 0:  # up to the end of the file
                break
            if length < 8:
                return index not in names
            at += length
            if at > end:
                return b"moof" not in names
    return index not in names


def _matroska_cut(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(256)
    header_length, at = _ebml_number(head, 4)
    if header_length is None:
        return False
    at += header_length
    if head[at : at + 4] != b"\x18\x53\x80\x67":  # Segment
        return False
    length, start = _ebml_number(head, at + 4)
    return length is not None and start + length > path.stat().st_size


def _ebml_number(data: bytes, at: int) -> tuple[int | None, int]:
    """Value (None: unknown length, or not there) and the place behind it (RFC 8794, 4)."""
    if at >= len(data) or not data[at]:
        return None, at
    width = 9 - data[at].bit_length()
    value = int.from_bytes(data[at : at + width], "big") & ((1 << (7 * width)) - 1)
    return (None if value == (1 << (7 * width)) - 1 else value), at + width
