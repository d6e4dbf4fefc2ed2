"""Text in the lowest bits of a picture's pixels, as NovelAI and its imitators write it: column by column."""

from __future__ import annotations

import gzip
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

from app.media import decoders, png
from app.media.limits import DECODER_ERRORS, METADATA_BYTES
from app.media.metadata import blocks as named
from app.media.metadata.blocks import Blocks

_MARK_BYTES = 15
_MARKS = {
    b"stealth_pngcomp": ("A", True), b"stealth_pnginfo": ("A", False),
    b"stealth_rgbcomp": ("RGB", True), b"stealth_rgbinfo": ("RGB", False),
}  # fmt: skip
_MOST_PIXELS = 32_000_000  # of a picture that is decoded for this alone
_MOST_TEXT = 4 * 1024 * 1024  # bytes before unpacking


def collect(path: Path, blocks: Blocks) -> None:
    """A `hidden …` block where there is such text. Costs a decode: only for PNG with alpha and without other text.

    Raises: OSError when the file cannot be opened at all.
    """
    with path.open("rb") as file:
        header = next(png.chunks(file, frozenset((b"IHDR",))), None)
    data = header.data if header is not None else b""
    size = (int.from_bytes(data[:4], "big"), int.from_bytes(data[4:8], "big"))
    if len(data) != 13 or data[8:10] != b"\x08\x06" or size[0] * size[1] > _MOST_PIXELS:
        return
    try:
        with decoders.quiet(), decoders.pillow().open(path, formats=["PNG"]) as image:
            for channels in ("A", "RGB"):
                found = _text(image, channels)
                if found is not None:
                    blocks.add(f"{named.HIDDEN}{found[0]}", found[1])
                    return
    except DECODER_ERRORS:
        return


def _text(image: Any, channels: str) -> tuple[str, bytes] | None:
    head = _bits(image, channels, 0, (_MARK_BYTES + 4) * 8)
    mark = head[:_MARK_BYTES]
    if _MARKS.get(mark, ("", False))[0] != channels:
        return None
    length = int.from_bytes(head[_MARK_BYTES:], "big") // 8
    if not 0 < length <= _MOST_TEXT:
        return None
    data = _bits(image, channels, (_MARK_BYTES + 4) * 8, length * 8)
    plain = _unpacked(data) if _MARKS[mark][1] else data
    return None if plain is None else (mark.decode(), plain)


def _bits(image: Any, channels: str, start: int, count: int) -> bytes:
    """Bits `start` to `start + count` of the lowest ones, packed; fewer where the picture ends."""
    per_pixel = len(channels)
    column = image.height * per_pixel
    first, last = start // column, min((start + count - 1) // column + 1, image.width)
    if last <= first:
        return b""
    part = image.crop((first, 0, last, image.height)).transpose(decoders.pillow().Transpose.TRANSPOSE)
    part = part.getchannel("A") if channels == "A" else part.convert("RGB")
    lowest = part.tobytes().translate(bytes(48 + (value & 1) for value in range(256)))
    text = lowest[start - first * column :][:count]
    text = text[: len(text) // 8 * 8]
    return int(text, 2).to_bytes(len(text) // 8, "big") if text else b""


def _unpacked(data: bytes) -> bytes | None:
    try:
        with gzip.open(BytesIO(data)) as file:
            plain = file.read(METADATA_BYTES + 1)
    except (OSError, EOFError, zlib.error):
        return None
    return plain if len(plain) <= METADATA_BYTES else None
