"""PNG chunks, walked without decoding a pixel (PNG specification, third edition, 5.3 and 11)."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from app.media.limits import METADATA_BYTES, UnreadableMedia

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MAX_CHUNKS = 1_000_000
_ALPHA_TYPES = {4, 6}


@dataclass(frozen=True)
class Chunk:
    name: bytes  # four letters
    length: int
    data: bytes  # empty for chunks that were not asked for or are longer than the limit
    whole: bool  # False: the file ends inside it


@dataclass
class Header:
    """What the chunks outside the pixels say."""

    width: int = 0
    height: int = 0
    bit_depth: int = 8
    has_alpha: bool = False
    profile: bytes = b""  # ICC
    is_srgb: bool = False
    exif: bytes = b""
    xmp: bytes = b""
    frames: int = 1
    frame_times_us: list[int] = field(default_factory=list)
    moving: bool = False


def chunks(file: BinaryIO, wanted: frozenset[bytes], limit: int = METADATA_BYTES) -> Iterator[Chunk]:
    """All chunks in file order, with the data of `wanted` ones, `limit` bytes of it in sum.

    Ends quietly where the file ends; the last chunk then has `whole=False`. CRCs are not checked.
    """
    if file.read(8) != SIGNATURE:
        return
    for _ in range(MAX_CHUNKS):
        head = file.read(8)
        if len(head) < 8:
            return
        length, name = int.from_bytes(head[:4], "big"), head[4:]
        if name in wanted and length <= limit:
            data = file.read(length)
            limit -= length
            whole = len(data) == length and len(file.read(4)) == 4
        else:
            data = b""
            file.seek(length + 3, 1)
            whole = len(file.read(1)) == 1
        yield Chunk(name, length, data, whole)
        if not whole or name == b"IEND":
            return


def read_header(path: Path) -> Header:
    """Size, depth, alpha, profile, orientation block, frames. Raises: UnreadableMedia, OSError."""
    header = Header()
    colour_type = -1
    wanted = frozenset((b"IHDR", b"tRNS", b"iCCP", b"sRGB", b"eXIf", b"acTL", b"fcTL", b"iTXt"))
    with path.open("rb") as file:
        for chunk in chunks(file, wanted):
            if chunk.name == b"IHDR" and len(chunk.data) == 13:
                header.width = int.from_bytes(chunk.data[:4], "big")
                header.height = int.from_bytes(chunk.data[4:8], "big")
                header.bit_depth, colour_type = chunk.data[8], chunk.data[9]
                header.has_alpha = colour_type in _ALPHA_TYPES
            else:
                _take(header, chunk)
    if colour_type < 0:
        raise UnreadableMedia("ends too early, not even its size is there")
    if colour_type == 3:
        header.bit_depth = 8  # of the palette's colours, whatever the index has
    header.frames = min(header.frames, len(header.frame_times_us))  # those that are there, whatever is claimed
    if not header.moving or header.frames < 2:
        header.frames, header.frame_times_us = 1, []
    return header


def _take(header: Header, chunk: Chunk) -> None:
    data = chunk.data
    match chunk.name:
        case b"tRNS":
            header.has_alpha = True
        case b"sRGB":
            header.is_srgb = True
        case b"iCCP" if b"\0" in data:
            header.profile = inflate(data[data.index(b"\0") + 2 :], 4 * 1024 * 1024) or b""
        case b"eXIf":
            header.exif = data
        case b"acTL" if len(data) == 8:
            header.moving, header.frames = True, int.from_bytes(data[:4], "big")
        case b"fcTL" if len(data) == 26:
            header.frame_times_us.append(_frame_time_us(data))
        case b"iTXt" if data.startswith(b"XML:com.adobe.xmp\0\0\0"):
            header.xmp = data


def _frame_time_us(fctl: bytes) -> int:
    numerator = int.from_bytes(fctl[20:22], "big")
    denominator = int.from_bytes(fctl[22:24], "big") or 100  # PNG 11.3.6.2
    return numerator * 1_000_000 // denominator


def inflate(packed: bytes, limit: int) -> bytes | None:
    """The unpacked bytes, or None where they are damaged or longer than `limit`."""
    unpacker = zlib.decompressobj()
    try:
        plain = unpacker.decompress(packed, limit + 1)
    except zlib.error:
        return None
    return plain if len(plain) <= limit and unpacker.eof else None
