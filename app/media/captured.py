"""When a picture or clip was taken, and which source says so."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

_EXIF_IFD = 0x8769
_TAKEN, _OFFSET, _FRACTION = (
    0x9003,
    0x9011,
    0x9291,
)  # DateTimeOriginal, OffsetTimeOriginal, SubSecTimeOriginal
_XMP_NAMES = ("exif:DateTimeOriginal", "photoshop:DateCreated", "xmp:CreateDate")
_EARLIEST = datetime(1971, 1, 1, tzinfo=UTC)  # clocks that were never set say 1904 or 1970


@dataclass(frozen=True)
class Captured:
    at: str | None
    source: str | None


def utc_text(moment: datetime) -> str:
    """ISO-8601 in UTC with microseconds; a moment without a zone is this machine's local time."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def captured(
    path: Path, exif: Any = None, xmp: bytes = b"", tags: Mapping[str, str] | None = None
) -> Captured:
    """The best of EXIF, QuickTime tags, XMP; else the file's own time. `exif` is a Pillow `Exif`."""
    found = _from_exif(exif) or _from_tags(tags or {}) or _from_xmp(xmp)
    if found is not None:
        return found
    modified = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return Captured(utc_text(modified), "file time")


def _from_exif(exif: Any) -> Captured | None:
    if exif is None:
        return None
    ifd = exif.get_ifd(_EXIF_IFD)
    text = str(ifd.get(_TAKEN) or "")
    found = re.match(r"(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d):(\d\d):(\d\d)", text)
    if not found:
        return None
    fraction = re.match(r"\d{1,6}", str(ifd.get(_FRACTION) or ""))
    micros = int(fraction.group().ljust(6, "0")) if fraction else 0
    zone = _zone(str(ifd.get(_OFFSET) or ""))
    moment = _moment([int(part) for part in found.groups()], micros, zone)
    if moment is None:
        return None
    source = "EXIF DateTimeOriginal"
    return Captured(utc_text(moment), source if zone else f"{source}, read as local time")


def _zone(text: str) -> timezone | None:
    found = re.match(r"([+-])(\d\d):?(\d\d)", text)
    if found:
        minutes = int(found.group(2)) * 60 + int(found.group(3))
        if minutes < 24 * 60:
            return timezone(timedelta(minutes=-minutes if found.group(1) == "-" else minutes))
    return UTC if text.strip() == "Z" else None


def _moment(parts: list[int], micros: int, zone: timezone | None) -> datetime | None:
    year, month, day, hour, minute, second = parts
    try:
        moment = datetime(year, month, day, hour, minute, second, micros, zone)
        return moment if moment.astimezone(UTC) > _EARLIEST else None
    except (ValueError, OverflowError, OSError):
        return None


def _from_tags(tags: Mapping[str, str]) -> Captured | None:
    for name in ("com.apple.quicktime.creationdate", "creation_time", "date"):
        moment = _iso_moment(next((value for key, value in tags.items() if key.lower() == name), ""))
        if moment:
            return Captured(utc_text(moment), f"container tag {name}")
    return None


def _from_xmp(xmp: bytes) -> Captured | None:
    # Read by pattern, not by an XML parser: entities cannot be expanded.
    text = xmp[:1_000_000].decode("utf-8", "replace")
    for name in _XMP_NAMES:
        found = re.search(rf'{name}\s*(?:=\s*["\']|>)\s*([^"\'<]{{10,40}})', text)
        moment = _iso_moment(found.group(1)) if found else None
        if moment:
            return Captured(utc_text(moment), f"XMP {name}")
    return None


def _iso_moment(text: str) -> datetime | None:
    if len(text.strip()) < 16:  # a day without a time is not a moment
        return None
    try:
        moment = datetime.fromisoformat(text.strip())
        return moment if moment.astimezone(UTC) > _EARLIEST else None
    except (ValueError, OverflowError, OSError):
        return None
