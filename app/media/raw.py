"""Camera RAW: the preview that the camera put into the file, and what its directories say.

The preview is what the camera itself shows: developed, in JPEG, mostly at full size. Own reader of directories
(TIFF, Canon's boxes, Fujifilm's header) instead of a RAW library: nothing is developed here, and 100 lines that
read places are easier to keep safe than decoders of twenty makers.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from app.media import directories, kinds
from app.media.directories import Directory
from app.media.drafts import Draft, exif_orientation, load_exif
from app.media.kinds import FileKind
from app.media.limits import UnreadableMedia, check_pixels

MOST_PREVIEW_BYTES = 128 * 1024 * 1024
EXIF_BYTES = 1024 * 1024  # of a file's start: where makers put their EXIF
_JPEG_COMPRESSION = {6, 7, 34892}
_FRAMES = {0xC0, 0xC1, 0xC2}  # baseline, extended, progressive; 0xC3 is the sensor's data, without loss
_SIMILAR = 0.03
_BOXES = {b"moov", b"trak", b"mdia", b"minf", b"stbl"}
_CANON = bytes.fromhex("85c0b687820f11e08111f4ce462b6a48")
_CANON_PREVIEW = bytes.fromhex("eaf42b5e1c984b88b9fbb7dc406e4d16")
_MAX_BOXES = 2000

Place = tuple[int, int]  # where, how long


def preview_bytes(path: Path, mime: str) -> bytes | None:
    """The largest JPEG in the file that is a picture; None: there is none. Raises: OSError."""
    with path.open("rb") as file:
        found = _largest(file, _places(file, mime))
        if found is None:
            return None
        file.seek(found[0][0])
        return file.read(found[0][1])


def read_header(path: Path, file_kind: FileKind) -> Draft:
    """Size and depth of the RAW picture where they are known, else of its preview. Raises: UnreadableMedia, OSError."""
    with path.open("rb") as file:
        found = directories.read(file) if _is_tiff(file_kind.mime) else []
        best = _largest(file, _places(file, file_kind.mime))
        exif = load_exif(b"Exif\0\0" + _start(file)) if _is_tiff(file_kind.mime) else None
        if best is not None and (exif is None or not len(exif)):
            file.seek(best[0][0])
            exif = _preview_exif(file.read(min(best[0][1], EXIF_BYTES)))
        canon = dict(_boxes(file)).get(b"CMT1") if file_kind is kinds.CR3 else None
        if canon is not None:
            file.seek(canon[0])
            exif = load_exif(b"Exif\0\0" + file.read(min(canon[1], EXIF_BYTES)))
    raw = max(found, key=_area, default=None)
    if best is None and (raw is None or not _is_tiff(file_kind.mime)):
        raise UnreadableMedia("holds no preview picture that can be shown")
    width, height = best[1] if best else (0, 0)
    depth = 8
    if raw is not None and _area(raw) >= width * height:
        own = _size(raw)
        if not width or abs(own[0] / own[1] / (width / height) - 1) < _SIMILAR:
            width, height = own
        depth = raw.number(directories.BITS, 8) or 8
    check_pixels(width, height)
    said = found[0].number(directories.ORIENTATION) if found else 0
    return Draft(width, height, bit_depth=depth if depth <= 64 else 8, exif=exif,
                 orientation=said if 1 <= said <= 8 else exif_orientation(exif))  # fmt: skip


def _is_tiff(mime: str) -> bool:
    return mime not in {kinds.RAF.mime, kinds.CR3.mime}


def _start(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read(EXIF_BYTES)


def _preview_exif(jpeg: bytes) -> object:
    at = jpeg.find(b"Exif\0\0", 0, 65536)
    return load_exif(jpeg[at:]) if at >= 0 else None


def _size(directory: Directory) -> tuple[int, int]:
    crop = directory.numbers(directories.DNG_CROP)
    whole = directory.number(directories.WIDTH), directory.number(directories.HEIGHT)
    fits = len(crop) == 2 and 0 < crop[0] <= whole[0] and 0 < crop[1] <= whole[1]
    return (crop[0], crop[1]) if fits else whole


def _area(directory: Directory) -> int:
    return directory.number(directories.WIDTH) * directory.number(directories.HEIGHT)


# -- where previews are -------------------------------------------------------------------------------


def _places(file: BinaryIO, mime: str) -> list[Place]:
    if mime == kinds.RAF.mime:
        file.seek(84)
        place = file.read(8)
        return [(int.from_bytes(place[:4], "big"), int.from_bytes(place[4:], "big"))]
    if mime == kinds.CR3.mime:
        return _canon_places(file)
    found = directories.read(file)
    places: list[Place] = []
    for one in found:
        if one.number(directories.JPEG_OFFSET):
            places.append((one.number(directories.JPEG_OFFSET), one.number(directories.JPEG_LENGTH)))
        strips = one.numbers(directories.STRIP_OFFSETS)
        if one.number(directories.COMPRESSION) in _JPEG_COMPRESSION and len(strips) == 1:
            places.append((strips[0], one.number(directories.STRIP_LENGTHS)))
        if directories.PANASONIC_JPEG in one.places:
            places.append(one.places[directories.PANASONIC_JPEG])
        if mime == kinds.ORF.mime and directories.MAKER_NOTE in one.places:
            places += _olympus_places(file, one.places[directories.MAKER_NOTE][0])
    return places


def _olympus_places(file: BinaryIO, start: int) -> Iterator[Place]:
    """From the maker's note: its settings (0x2020) name the preview; places count from the note."""
    file.seek(start)
    head = file.read(12)
    if not head.startswith((b"OLYMPUS\0", b"OM SYSTEM\0")):
        return
    order: directories.Order = "little" if b"II" in head[8:] else "big"
    for note in directories.read_at(file, start, 12, order):
        for settings in directories.read_at(file, start, note.number(0x2020), order):
            yield start + settings.number(0x101), settings.number(0x102)


def _canon_places(file: BinaryIO) -> list[Place]:
    places: list[Place] = []
    offset = 0
    for name, (at, length) in _boxes(file):
        if name == b"PRVW":
            places.append((at + 16, max(0, length - 16)))
        file.seek(at)
        if name == b"stsz":
            offset = int.from_bytes(file.read(8)[4:], "big")  # one size for the one picture
        elif name in (b"co64", b"stco") and offset:
            width = 8 if name == b"co64" else 4
            places.append((int.from_bytes(file.read(8 + width)[8:], "big"), offset))
            offset = 0
    return places


def _boxes(file: BinaryIO) -> Iterator[tuple[bytes, Place]]:
    """Boxes without children, by name: where their content is and how long."""
    end = file.seek(0, os.SEEK_END)
    waiting = [(0, end)]
    for _ in range(_MAX_BOXES):
        if not waiting:
            return
        at, stop = waiting.pop()
        if at + 8 > stop:
            continue
        file.seek(at)
        head = file.read(32)
        length, name, inside = int.from_bytes(head[:4], "big"), head[4:8], 8
        if length == 1:
            length, inside = int.from_bytes(head[8:16], "big"), 16
        length = length or stop - at
        if length < inside or at + length > stop:
            continue
        waiting.append((at + length, stop))
        if name in _BOXES:
            waiting.append((at + inside, at + length))
        elif name == b"uuid" and head[inside : inside + 16] in (_CANON, _CANON_PREVIEW):
            skip = 16 if head[inside : inside + 16] == _CANON else 24
            waiting.append((at + inside + skip, at + length))
        else:
            yield name, (at + inside, length - inside)


def _largest(file: BinaryIO, places: list[Place]) -> tuple[Place, tuple[int, int]] | None:
    end = file.seek(0, os.SEEK_END)
    best: tuple[Place, tuple[int, int]] | None = None
    for place in places:
        if not 0 < place[0] < place[0] + place[1] <= end or place[1] > MOST_PREVIEW_BYTES:
            continue
        size = _jpeg_size(file, place)
        if size is not None and (best is None or size[0] * size[1] > best[1][0] * best[1][1]):
            best = place, size
    return best


def _jpeg_size(file: BinaryIO, place: Place) -> tuple[int, int] | None:
    """Width and height of the JPEG there, if it is one that shows a picture (ISO 10918-1, B.2)."""
    at, end = place[0] + 2, place[0] + place[1]
    file.seek(place[0])
    if file.read(2) != b"\xff\xd8":
        return None
    for _ in range(500):
        file.seek(at)
        head = file.read(9)
        if len(head) < 9 or head[0] != 0xFF or at > end:
            return None
        if head[1] == 0xFF:
            at += 1
            continue
        if head[1] in _FRAMES:
            width, height = int.from_bytes(head[7:9], "big"), int.from_bytes(head[5:7], "big")
            return (width, height) if width and height and head[4] == 8 else None
        if head[1] in {0xC3, 0xD9, 0xDA}:
            return None
        at += 2 + int.from_bytes(head[2:4], "big")
    return None
