"""The metadata blocks of every kind of file but PNG, found by walking its structure: no pixel is decoded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from app.media.metadata import blocks as named
from app.media.metadata import exif, iptc, jumbf
from app.media.metadata.blocks import Blocks

_MOST_PARTS = 10_000
_MOST_BYTES = 32 * 1024 * 1024
_XMP_SEGMENT = b"http://ns.adobe.com/xap/1.0/\0"
_XMP_MORE = b"http://ns.adobe.com/xmp/extension/\0"
_XMP_BYTES = 4 * 1024 * 1024
_XMP_UUID = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_C2PA_UUID = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
_C2PA_PURPOSE = b"manifest\0"
_TAG_XMP, _TAG_IPTC, _TAG_PHOTOSHOP, _TAG_C2PA = 0x02BC, 0x83BB, 0x8649, 0xCD41
_RESOURCE_EXIF, _RESOURCE_XMP = 0x0422, 0x0424


def reader_of(head: bytes) -> Callable[[BinaryIO, Blocks], None] | None:
    """What reads a file that begins so; None where nothing here does."""
    if head.startswith(b"\xff\xd8\xff"):
        return jpeg
    if head.startswith((b"GIF87a", b"GIF89a")):
        return gif
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return webp
    if head[:2] in {b"II", b"MM"}:
        return tiff
    if head.startswith(b"8BPS"):
        return photoshop
    if head[4:8] in {b"ftyp", b"JXL ", b"moov", b"mdat", b"wide", b"free", b"skip"}:
        return iso
    return None


def jpeg(file: BinaryIO, blocks: Blocks) -> None:
    """Segments up to the picture: EXIF, XMP in one or many parts, Photoshop's resources, C2PA, comments."""
    more: dict[bytes, dict[int, bytes]] = {}
    signed: dict[bytes, bytes] = {}
    for marker, data in _segments(file):
        if marker == 0xFE:
            blocks.add(named.COMMENT, data.rstrip(b"\0"))
        elif marker == 0xE1 and data.startswith(b"Exif\0"):
            blocks.add(named.EXIF, exif.without_thumbnail(data))
        elif marker == 0xE1 and data.startswith(_XMP_SEGMENT):
            blocks.add(named.XMP, data[len(_XMP_SEGMENT) :])
        elif marker == 0xE1 and data.startswith(_XMP_MORE):
            _part_of_xmp(more, data[len(_XMP_MORE) :])
        elif marker == 0xEB and data.startswith(b"JP") and len(data) > 16:
            begin = 24 if data[8:12] == b"\0\0\0\1" else 16  # a box with a long length repeats more in each part
            key = data[2:4]
            signed[key] = signed[key] + data[begin:] if key in signed else data[8:]
        elif marker == 0xED and data.startswith(b"Photoshop 3.0\0"):
            blocks.add(named.IPTC, iptc.of_photoshop(data[14:]))
    for parts in more.values():
        blocks.add(named.XMP, b"".join(part for _, part in sorted(parts.items())))
    for data in signed.values():
        blocks.add(named.C2PA, jumbf.without_pictures(data))


def _segments(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    file.seek(2)
    left = _MOST_BYTES
    for _ in range(_MOST_PARTS):
        head = file.read(2)
        while head[1:] == b"\xff":  # any number of fill bytes
            head = head[1:] + file.read(1)
        if len(head) < 2 or head[0] != 0xFF or head[1] in {0xDA, 0xD9}:
            return
        if 0xD0 <= head[1] <= 0xD8 or head[1] == 1:  # markers without a length
            continue
        length = int.from_bytes(file.read(2), "big") - 2
        if length < 0 or length > left:
            return
        left -= length
        yield head[1], file.read(length)


def _part_of_xmp(more: dict[bytes, dict[int, bytes]], data: bytes) -> None:
    """Extended XMP: GUID, whole length, place, bytes. Depth maps in it are larger than what is read."""
    whole, place = int.from_bytes(data[32:36], "big"), int.from_bytes(data[36:40], "big")
    if len(data) > 40 and whole <= _XMP_BYTES:
        more.setdefault(data[:32], {})[place] = data[40:]


def webp(file: BinaryIO, blocks: Blocks) -> None:
    """RIFF chunks."""
    file.seek(12)
    names = {b"EXIF": named.EXIF, b"XMP ": named.XMP, b"C2PA": named.C2PA}
    for _ in range(_MOST_PARTS):
        head = file.read(8)
        if len(head) < 8:
            return
        name, length = head[:4], int.from_bytes(head[4:], "little")
        if name not in names or length > blocks.left:
            file.seek(length + length % 2, 1)
            continue
        _add(blocks, names[name], file.read(length))
        file.seek(length % 2, 1)


def gif(file: BinaryIO, blocks: Blocks) -> None:
    """Comments, XMP and C2PA among the frames (GIF89a specification, 15 to 26)."""
    head = file.read(13)
    if len(head) < 13:
        return
    _skip_colours(file, head[10])
    for _ in range(_MOST_PARTS):
        kind = file.read(1)
        if kind == b",":
            descriptor = file.read(9)
            if len(descriptor) < 9:
                return
            _skip_colours(file, descriptor[8])
            file.seek(1, 1)
            _sub_blocks(file, 0)
        elif kind == b"!":
            label = file.read(1)
            name = file.read(min(255, *file.read(1))) if label == b"\xff" else b""
            if name == b"XMP DataXMP":  # not in sub-blocks, but read as such: their lengths are letters of it
                raw = _sub_blocks(file, _XMP_BYTES, lengths=True)
                blocks.add(named.XMP, raw.partition(b"\x01\xff\xfe\xfd")[0])
            elif name.startswith(b"C2PA_GIF"):
                _add(blocks, named.C2PA, _sub_blocks(file, blocks.left))
            else:
                data = _sub_blocks(file, _XMP_BYTES if label == b"\xfe" else 0)
                blocks.add(named.COMMENT, data.rstrip(b"\0"))
        else:
            return


def _skip_colours(file: BinaryIO, flags: int) -> None:
    if flags & 0x80:
        file.seek(3 << ((flags & 7) + 1), 1)


def _sub_blocks(file: BinaryIO, limit: int, *, lengths: bool = False) -> bytes:
    parts: list[bytes] = []
    while length := file.read(1):
        if not length[0]:
            break
        data = file.read(length[0])
        if limit > 0:
            parts.append(length + data if lengths else data)
            limit -= len(data)
    return b"".join(parts)


class _Bytes:
    """A file that is read where it is asked."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._length = file.seek(0, 2)

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, place: slice) -> bytes:
        start, stop, _ = place.indices(self._length)
        self._file.seek(start)
        return self._file.read(max(0, stop - start))


def tiff(file: BinaryIO, blocks: Blocks) -> None:
    """TIFF and the camera files that are one: tags, and the blocks that lie in tags."""
    found = exif.directories(_Bytes(file))
    if found is None:
        return
    for tag, name in ((_TAG_XMP, named.XMP), (_TAG_IPTC, named.IPTC), (_TAG_C2PA, named.C2PA)):
        if tag in found.main:
            _add(blocks, name, found.main[tag].raw)
    if _TAG_IPTC not in found.main and _TAG_PHOTOSHOP in found.main:
        blocks.add(named.IPTC, iptc.of_photoshop(found.main[_TAG_PHOTOSHOP].raw))
    blocks.add(named.EXIF, exif.packed(found))


def photoshop(file: BinaryIO, blocks: Blocks) -> None:
    """The resources of a PSD."""
    file.seek(26)
    file.seek(int.from_bytes(file.read(4), "big"), 1)
    data = file.read(min(int.from_bytes(file.read(4), "big"), _MOST_BYTES))
    for kind, content in iptc.resources(data):
        name = {_RESOURCE_EXIF: named.EXIF, _RESOURCE_XMP: named.XMP, iptc.RESOURCE: named.IPTC}.get(kind)
        if name is not None:
            _add(blocks, name, content)


def iso(file: BinaryIO, blocks: Blocks) -> None:
    """Boxes of MP4, MOV, HEIC, AVIF and JPEG XL: XMP and C2PA in `uuid`, JPEG XL's own, `XMP_` of a MOV."""
    for name, begin, end in _boxes(file, 0, file.seek(0, 2)):
        if name in {b"uuid", b"Exif", b"xml ", b"jumb"} and end - begin <= blocks.left:
            file.seek(begin)
            _take_box(blocks, name, file.read(end - begin), begin)
        elif name == b"moov":
            for inner, at, stop in _boxes(file, begin, end):
                if inner == b"udta":
                    _take_user_data(file, blocks, at, stop)


def _take_user_data(file: BinaryIO, blocks: Blocks, begin: int, end: int) -> None:
    for name, at, stop in _boxes(file, begin, end):
        if name == b"XMP_" and stop - at <= _XMP_BYTES:
            file.seek(at)
            blocks.add(named.XMP, file.read(stop - at))


def _take_box(blocks: Blocks, name: bytes, data: bytes, begin: int) -> None:
    if name == b"uuid" and data[:16] == _XMP_UUID:
        blocks.add(named.XMP, data[16:])
    elif name == b"uuid" and data[:16] == _C2PA_UUID:
        purpose = data[20:]  # behind version and switches
        if purpose.startswith(_C2PA_PURPOSE):
            _add(blocks, named.C2PA, purpose[len(_C2PA_PURPOSE) + 8 :])
    elif name == b"Exif":
        _add(blocks, named.EXIF, data[4 + int.from_bytes(data[:4], "big") :])
    elif name == b"xml ":
        blocks.add(named.XMP, data)
    elif name == b"jumb":
        _add(blocks, named.C2PA, (len(data) + 8).to_bytes(4, "big") + b"jumb" + data)


def _boxes(file: BinaryIO, begin: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    at = begin
    for _ in range(_MOST_PARTS):
        if at + 8 > end:
            return
        file.seek(at)
        head = file.read(16)
        if len(head) < 8:
            return
        length, name, skip = int.from_bytes(head[:4], "big"), head[4:8], 8
        if length == 1:
            length, skip = int.from_bytes(head[8:16], "big"), 16
        if length == 0:
            length = end - at
        if length < skip:
            return
        yield name, at + skip, min(at + length, end)
        at += length


def _add(blocks: Blocks, name: str, data: bytes) -> None:
    if name == named.C2PA:
        data = jumbf.without_pictures(data)
    elif name == named.EXIF:
        data = exif.without_thumbnail(data)
    blocks.add(name, data)


def by_structure(path: Path, head: bytes, blocks: Blocks) -> None:
    """The blocks of the file, if its first bytes are known here. Raises: OSError."""
    read = reader_of(head)
    if read is not None:
        with path.open("rb") as file:
            read(file, blocks)
