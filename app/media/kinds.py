"""What a file is, by its first bytes. Its name is never asked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from app.media.limits import UnreadableMedia

HEAD_BYTES = 4096
NOT_MEDIA = "not a picture or clip"


@dataclass(frozen=True)
class FileKind:
    kind: Literal["image", "video"]
    mime: str
    ext: str  # as stored, without a dot
    name: str  # for people


JPEG = FileKind("image", "image/jpeg", "jpg", "JPEG")
PNG = FileKind("image", "image/png", "png", "PNG")
WEBP = FileKind("image", "image/webp", "webp", "WebP")
GIF = FileKind("image", "image/gif", "gif", "GIF")
TIFF = FileKind("image", "image/tiff", "tif", "TIFF")
AVIF = FileKind("image", "image/avif", "avif", "AVIF")
HEIC = FileKind("image", "image/heic", "heic", "HEIC")
BMP = FileKind("image", "image/bmp", "bmp", "BMP")
MP4 = FileKind("video", "video/mp4", "mp4", "MP4")
MOV = FileKind("video", "video/quicktime", "mov", "QuickTime")
WEBM = FileKind("video", "video/webm", "webm", "WebM")
MKV = FileKind("video", "video/x-matroska", "mkv", "Matroska")
AVI = FileKind("video", "video/x-msvideo", "avi", "AVI")

_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"}
_AVIF_BRANDS = {b"avif", b"avis"}
_QUICKTIME_BOXES = {b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"}  # files older than `ftyp`

_MAGIC: tuple[tuple[bytes, FileKind], ...] = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
)

_REFUSED: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", f"is a ZIP archive or an office document, {NOT_MEDIA}"),
    (b"PK\x05\x06", f"is an empty ZIP archive, {NOT_MEDIA}"),
    (b"7z\xbc\xaf\x27\x1c", f"is a 7z archive, {NOT_MEDIA}"),
    (b"Rar!\x1a\x07", f"is a RAR archive, {NOT_MEDIA}"),
    (b"\x1f\x8b", f"is a gzip archive, {NOT_MEDIA}"),
    (b"BZh", f"is a bzip2 archive, {NOT_MEDIA}"),
    (b"\xfd7zXZ\x00", f"is an xz archive, {NOT_MEDIA}"),
    (b"\x28\xb5\x2f\xfd", f"is a zstd archive, {NOT_MEDIA}"),
    (b"%PDF-", f"is a PDF document, {NOT_MEDIA}"),
    (b"8BPS", "is a Photoshop document, which cannot be read"),
    (b"\xff\x0a", "is a JPEG XL picture, which cannot be read"),
    (b"\x00\x00\x00\x0cJXL \r\n\x87\n", "is a JPEG XL picture, which cannot be read"),
    (b"\x76\x2f\x31\x01", "is an OpenEXR picture, which cannot be read"),
    (b"ID3", f"is a sound file, {NOT_MEDIA}"),
    (b"fLaC", f"is a sound file, {NOT_MEDIA}"),
    (b"OggS", "is an Ogg file, which cannot be read"),
    (b"FLV\x01", "is a Flash video, which cannot be read"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "is a Windows Media file, which cannot be read"),
    (b"\x00\x00\x01\xba", "is an MPEG program stream, which cannot be read"),
    (b"SQLite format 3\x00", f"is a database, {NOT_MEDIA}"),
    (b"\x7fELF", f"is a program, {NOT_MEDIA}"),
    (b"MZ", f"is a program, {NOT_MEDIA}"),
)


def recognise(path: Path) -> FileKind:
    """The kind of file that the bytes say. Raises: UnreadableMedia with a reason, OSError."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    return recognise_bytes(head)


def recognise_bytes(head: bytes) -> FileKind:
    """The same from the first 4,096 bytes of a file."""
    if not head:
        raise UnreadableMedia("is empty")
    found = next((kind for magic, kind in _MAGIC if head.startswith(magic)), None) or _by_structure(head)
    if found is not None:
        return found
    for magic, reason in _REFUSED:
        if head.startswith(magic):
            raise UnreadableMedia(reason)
    raise UnreadableMedia(_why_not(head))


def _by_structure(head: bytes) -> FileKind | None:
    if head[:4] == b"RIFF":
        return _riff(head[8:12])
    if head[4:8] == b"ftyp":
        return _iso(head)
    if head[:4] in {b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+"}:
        return _tiff(head)
    if head[:4] == b"\x1a\x45\xdf\xa3":
        return _ebml(head)
    if head[:2] == b"BM" and head[6:10] == b"\0\0\0\0" and len(head) >= 18:
        return BMP
    if head[4:8] in _QUICKTIME_BOXES:
        return MOV
    return None


def _riff(form: bytes) -> FileKind:
    if form == b"WEBP":
        return WEBP
    if form == b"AVI ":
        return AVI
    if form == b"WAVE":
        raise UnreadableMedia(f"is a sound file, {NOT_MEDIA}")
    raise UnreadableMedia(f"is a RIFF file of an unknown kind, {NOT_MEDIA}")


def _iso(head: bytes) -> FileKind:
    box_end = min(int.from_bytes(head[:4], "big"), len(head))
    major = head[8:12]
    brands = {major, *(head[at : at + 4] for at in range(16, box_end - 3, 4))}
    if brands & _AVIF_BRANDS:
        return AVIF
    if brands & _HEIC_BRANDS or major in {b"mif1", b"msf1"}:
        return HEIC
    if major == b"qt  ":
        return MOV
    if major in {b"M4A ", b"M4B ", b"M4P "}:
        raise UnreadableMedia(f"is a sound file, {NOT_MEDIA}")
    if major == b"crx ":
        raise UnreadableMedia("is a camera RAW picture, which cannot be read")
    return MP4


def _tiff(head: bytes) -> FileKind:
    # Canon writes CR + version at 8; DNG has tag 50706 (C612) in its first directory.
    order: Literal["little", "big"] = "little" if head[:2] == b"II" else "big"
    if head[8:10] == b"CR":
        raise UnreadableMedia("is a camera RAW picture, which cannot be read")
    start = int.from_bytes(head[4:8], order)
    count = int.from_bytes(head[start : start + 2], order)
    for entry in range(start + 2, start + 2 + 12 * min(count, 300), 12):
        if int.from_bytes(head[entry : entry + 2], order) == 0xC612:
            raise UnreadableMedia("is a camera RAW picture, which cannot be read")
    return TIFF


def _ebml(head: bytes) -> FileKind:
    doc_type = head.find(b"\x42\x82", 0, 128)  # EBML element DocType
    if doc_type >= 0 and head[doc_type + 3 : doc_type + 7] == b"webm":
        return WEBM
    if doc_type >= 0 and head[doc_type + 3 : doc_type + 11] == b"matroska":
        return MKV
    raise UnreadableMedia(f"is an EBML file of an unknown kind, {NOT_MEDIA}")


def _why_not(head: bytes) -> str:
    if not head.strip(b"\0"):
        return f"holds only zero bytes, it is {NOT_MEDIA}"
    if head[257:262] == b"ustar":
        return f"is a tar archive, {NOT_MEDIA}"
    if head[:2] in {b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"}:
        return f"is a sound file, {NOT_MEDIA}"
    if _is_text(head):
        start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        if b"<svg" in start[:1024]:
            return "is an SVG drawing, which cannot be read"
        if start.startswith((b"<!doctype html", b"<html")):
            return f"is a web page, {NOT_MEDIA}"
        return f"is a text file, {NOT_MEDIA}"
    return "is of a kind that is not known here"


def _is_text(head: bytes) -> bool:
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"}:  # UTF-16 with its mark
        return True
    if any(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head):
        return False
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        cut = error.start >= max(8, len(head) - 3)
        return cut or (len(head) > 8 and not any(0x80 <= byte < 0xA0 for byte in head))  # or Latin-1
    return True
