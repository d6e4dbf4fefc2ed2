"""Text and metadata blocks of a PNG, before and behind the pixels, and ComfyUI's `comf` (PNG third edition, 11.3)."""

from __future__ import annotations

from pathlib import Path

from app.media import png
from app.media.metadata import blocks as named
from app.media.metadata import exif, jumbf
from app.media.metadata.blocks import Blocks

_TEXT = frozenset((b"tEXt", b"zTXt", b"iTXt", b"comf"))
_WANTED = _TEXT | {b"eXIf", b"caBX"}


def collect(path: Path, blocks: Blocks) -> None:
    """The blocks in file order. What is longer when unpacked than the limit, or damaged, is kept packed. Raises: OSError."""
    with path.open("rb") as file:
        for chunk in png.chunks(file, _WANTED):
            if not chunk.data:
                continue
            if chunk.name == b"eXIf":
                blocks.add(named.EXIF, exif.without_thumbnail(chunk.data))
            elif chunk.name == b"caBX":
                blocks.add(named.C2PA, jumbf.without_pictures(chunk.data))
            elif chunk.name in _TEXT:
                keyword, _, rest = chunk.data.partition(b"\0")
                text = _text(chunk.name, rest, blocks.left)
                data = rest if text is None else text.encode("utf-8")
                blocks.add_text(keyword[:79].decode("latin-1"), data)


def is_packed(data: bytes) -> bool:
    """The block is one that could not be unpacked: its method is still in front."""
    return data[:1] == b"\0" or data[:2] in {b"\1\0", b"\1\1"}


def _text(kind: bytes, rest: bytes, limit: int) -> str | None:
    if kind == b"zTXt":
        plain = png.inflate(rest[1:], limit) if rest[:1] == b"\0" else None
        return None if plain is None else _decoded(plain)
    if kind == b"iTXt":
        return _international(rest, limit)
    return _decoded(rest)


def _international(rest: bytes, limit: int) -> str | None:
    packed, method = rest[:1] == b"\1", rest[1:2]
    parts = rest[2:].split(b"\0", 2)  # language, translated keyword, text
    if len(parts) < 3 or (packed and method != b"\0"):
        return None
    plain = png.inflate(parts[2], limit) if packed else parts[2]
    return None if plain is None else plain.decode("utf-8", "replace")


def _decoded(data: bytes) -> str:
    # The standard says Latin-1; Stability Matrix and others write UTF-8, which Latin-1 text hardly ever is.
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")
