"""Photoshop documents: the picture of all layers that is kept beside them (Adobe Photoshop File Formats, 2019)."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from app.media import decoders
from app.media.drafts import Draft, load_exif
from app.media.limits import DECODER_ERRORS, MEMORY_BYTES, UnreadableMedia, UnsafeMedia, check_pixels

_RESOURCE_BYTES = 8 * 1024 * 1024
_MAX_RESOURCES = 5000
_PROFILE, _EXIF, _XMP = 1039, 1058, 1060
_RGB, _LAB = 3, 9
_COLOURS = {0: 1, 1: 1, 2: 1, _RGB: 3, 4: 4, 7: 1, 8: 1, _LAB: 3}  # channels that are no masks, by mode


@dataclass
class Document:
    """What stands before the pixels."""

    channels: int
    width: int
    height: int
    depth: int
    mode: int
    transparent: bool = False  # the first channel behind the colours is the picture's transparency, no mask
    resources: dict[int, bytes] = field(default_factory=dict)


def read_document(path: Path) -> Document:
    """Raises: UnreadableMedia, UnsafeMedia, OSError."""
    with path.open("rb") as file:
        head = file.read(26)
        if len(head) < 26:
            raise UnreadableMedia("ends too early, not even its size is there")
        channels, height, width, depth, mode = struct.unpack(">HIIHH", head[12:26])
        document = Document(channels, width, height, depth, mode)
        check_pixels(document.width, document.height)
        file.seek(_number(file, 4), 1)
        end = _number(file, 4) + file.tell()
        _resources(file, end, document.resources)
        file.seek(end)
        if _number(file, 4) and _number(file, 4):
            layers = int.from_bytes(file.read(2), "big", signed=True)
            document.transparent = layers < 0 and document.channels > _COLOURS.get(document.mode, 99)
    if document.mode not in _COLOURS or document.depth not in (1, 8, 16):
        raise UnreadableMedia(f"is a Photoshop document with {document.depth} bits a channel, which cannot be read")
    return document


def read_header(path: Path) -> Draft:
    """Size, depth, transparency, profile. Raises: UnreadableMedia, UnsafeMedia, OSError."""
    document = read_document(path)
    return Draft(document.width, document.height, document.transparent, document.depth,
                 document.resources.get(_PROFILE, b""), exif=load_exif(document.resources.get(_EXIF, b"")),
                 xmp=document.resources.get(_XMP, b""), orientation=1)  # fmt: skip


def picture(path: Path) -> tuple[Any, bytes, bool]:
    """A Pillow image in full size, its ICC profile, and whether its colours are mixed with white where it is clear.

    Raises: UnreadableMedia, OSError, what decoders raise.
    """
    document = read_document(path)
    if document.depth == 16:
        image = _deep(path, document)
    else:
        with path.open("rb") as file:
            image = decoders.pillow().open(file, formats=["PSD"])
            image.load()
    if not document.transparent and image.mode in {"RGBA", "LA"}:
        image = image.convert(image.mode[:-1])
    if image.mode == "LAB":
        image = _from_lab(image)
    return image, document.resources.get(_PROFILE, b""), document.transparent


def _deep(path: Path, document: Document) -> Any:
    if path.stat().st_size > MEMORY_BYTES // 3:
        raise UnsafeMedia("is larger than can be read of its kind")
    av = decoders.av()
    try:
        frame = decoders.one_frame(path, "psd")
        if frame.format.name.startswith("gray"):
            return frame.reformat(format="gray8", threads=1).to_image().convert("L")
        alpha = any(part.is_alpha for part in frame.format.components)
        plain = frame.reformat(format="rgba" if alpha else "rgb24", threads=1)
    except (av.FFmpegError, IndexError) as error:
        raise UnreadableMedia("is damaged and cannot be read") from error
    from app.media.frames import packed

    mode = "RGBA" if alpha else "RGB"
    return decoders.pillow().frombytes(mode, (frame.width, frame.height), packed(plain, len(mode)))


def _from_lab(image: Any) -> Any:
    from PIL import ImageCms

    try:
        return ImageCms.profileToProfile(image, ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB"),
                                         outputMode="RGB")  # fmt: skip
    except (ImageCms.PyCMSError, *DECODER_ERRORS):
        return image.split()[0]


def on_grey(image: Any, grey: int, long_side: int) -> Any:
    """A small RGB image of an RGBA one: its colours were mixed with white, now they are with that grey."""
    from PIL import ImageChops

    alpha, plain = image.getchannel("A"), image.convert("RGB")
    for part in (alpha, plain):
        part.thumbnail((long_side, long_side), reducing_gap=2.0)
    clear = ImageChops.invert(alpha).point([value * (255 - grey) // 255 for value in range(256)])
    return ImageChops.subtract(plain, decoders.pillow().merge("RGB", (clear, clear, clear)))


def _number(file: BinaryIO, size: int) -> int:
    return int.from_bytes(file.read(size), "big")


def _resources(file: BinaryIO, end: int, found: dict[int, bytes]) -> None:
    for _ in range(_MAX_RESOURCES):
        if file.tell() + 12 > end or file.read(4) not in (b"8BIM", b"MeSa", b"AgHg", b"PHUT", b"DCSR"):
            return
        number, name = _number(file, 2), _number(file, 1)
        file.seek(name | 1, 1)
        length = _number(file, 4)
        start = file.tell()
        if number in (_PROFILE, _EXIF, _XMP) and length <= _RESOURCE_BYTES:
            found[number] = file.read(length)
        file.seek(start + length + (length & 1))
