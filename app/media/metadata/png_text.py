"""Text blocks of a PNG: tEXt, zTXt, iTXt, before and behind the pixels, and ComfyUI's `comf` (PNG 11.3.4)."""

from __future__ import annotations

from pathlib import Path

from app.media import png
from app.media.limits import METADATA_BYTES
from app.media.metadata.recipe import RawBlock

_TEXT = frozenset((b"tEXt", b"zTXt", b"iTXt", b"comf"))
_MOST_BLOCKS = 1000


def read_blocks(path: Path) -> tuple[list[RawBlock], dict[str, str]]:
    """The blocks in file order, 32 MB in sum, and for each name the first readable text.

    What is longer when unpacked, or damaged, is kept packed and has no text. Raises: OSError.
    """
    blocks: list[RawBlock] = []
    texts: dict[str, str] = {}
    left = METADATA_BYTES
    with path.open("rb") as file:
        for chunk in png.chunks(file, _TEXT):
            if not chunk.data or chunk.name not in _TEXT:
                continue
            keyword, _, rest = chunk.data.partition(b"\0")
            name = keyword[:79].decode("latin-1")
            text = _text(chunk.name, rest, left)
            data = rest if text is None else text.encode("utf-8")
            left -= len(data)
            if left < 0 or len(blocks) >= _MOST_BLOCKS:
                break
            blocks.append(RawBlock(name, data))
            if text is not None:
                texts.setdefault(name, text)
    return blocks, texts


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
