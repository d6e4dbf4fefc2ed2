"""What the header of a picture gives, before it becomes `MediaFacts`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.media import decoders, moving
from app.media.limits import DECODER_ERRORS

ORIENTATION = 0x0112


@dataclass
class Draft:
    """Sizes as stored: what has an orientation is turned later."""

    width: int
    height: int
    has_alpha: bool = False
    bit_depth: int = 8
    profile: bytes = b""  # ICC
    is_srgb: bool = False
    exif: Any = None
    xmp: bytes = b""
    moving: moving.Timing = moving.STILL
    orientation: int | None = None  # None: as EXIF says
    profile_name: str | None = None  # where the colours are known without an ICC profile


def load_exif(block: bytes) -> Any:
    """A Pillow `Exif` of a block; None where it cannot be read."""
    if not block:
        return None
    exif = decoders.pillow().Exif()
    try:
        exif.load(block)
    except DECODER_ERRORS:
        return None
    return exif


def exif_orientation(exif: Any) -> int:
    """1 to 8; 1 where it says nothing or nonsense."""
    try:
        value = int(exif.get(ORIENTATION, 1)) if exif is not None else 1
    except DECODER_ERRORS:
        return 1
    return value if 1 <= value <= 8 else 1
