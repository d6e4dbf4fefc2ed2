"""What a file is, by its bytes. Its name is never asked."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Literal

from app.media import directories
from app.media.limits import UnreadableMedia
from app.media.refusals import NOT_MEDIA, why_not

__all__ = ["NOT_MEDIA", "FileKind", "recognise", "recognise_bytes"]

HEAD_BYTES = 4096


@dataclass(frozen=True)
class FileKind:
    kind: Literal["image", "video", "audio"]  # of a clip without pictures `probe` says "audio"
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
JXL = FileKind("image", "image/jxl", "jxl", "JPEG XL")
PSD = FileKind("image", "image/vnd.adobe.photoshop", "psd", "Photoshop")
EXR = FileKind("image", "image/x-exr", "exr", "OpenEXR")
DNG = FileKind("image", "image/x-adobe-dng", "dng", "DNG")
CR2 = FileKind("image", "image/x-canon-cr2", "cr2", "Canon RAW")
CR3 = FileKind("image", "image/x-canon-cr3", "cr3", "Canon RAW")
NEF = FileKind("image", "image/x-nikon-nef", "nef", "Nikon RAW")
ARW = FileKind("image", "image/x-sony-arw", "arw", "Sony RAW")
RAF = FileKind("image", "image/x-fuji-raf", "raf", "Fujifilm RAW")
RW2 = FileKind("image", "image/x-panasonic-rw2", "rw2", "Panasonic RAW")
ORF = FileKind("image", "image/x-olympus-orf", "orf", "Olympus RAW")
PEF = FileKind("image", "image/x-pentax-pef", "pef", "Pentax RAW")
SRW = FileKind("image", "image/x-samsung-srw", "srw", "Samsung RAW")
MP4 = FileKind("video", "video/mp4", "mp4", "MP4")
MOV = FileKind("video", "video/quicktime", "mov", "QuickTime")
WEBM = FileKind("video", "video/webm", "webm", "WebM")
MKV = FileKind("video", "video/x-matroska", "mkv", "Matroska")
AVI = FileKind("video", "video/x-msvideo", "avi", "AVI")
TS = FileKind("video", "video/mp2t", "ts", "MPEG-TS")
MPG = FileKind("video", "video/mpeg", "mpg", "MPEG")
FLV = FileKind("video", "video/x-flv", "flv", "Flash video")
WMV = FileKind("video", "video/x-ms-wmv", "wmv", "Windows Media")
OGV = FileKind("video", "video/ogg", "ogv", "Ogg video")
WAV = FileKind("audio", "audio/wav", "wav", "WAV")
MP3 = FileKind("audio", "audio/mpeg", "mp3", "MP3")
FLAC = FileKind("audio", "audio/flac", "flac", "FLAC")
M4A = FileKind("audio", "audio/mp4", "m4a", "M4A")
OGG = FileKind("audio", "audio/ogg", "ogg", "Ogg")
AAC = FileKind("audio", "audio/aac", "aac", "AAC")
AIFF = FileKind("audio", "audio/aiff", "aiff", "AIFF")
EXTENSIONS = tuple(kind.ext for kind in list(globals().values()) if isinstance(kind, FileKind))
"""Of all kinds, as they are stored."""

RAWS = frozenset(kind.mime for kind in (DNG, CR2, CR3, NEF, ARW, RAF, RW2, ORF, PEF, SRW))

_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"}
_AVIF_BRANDS = {b"avif", b"avis"}
_QUICKTIME_BOXES = {b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"}  # files older than `ftyp`

_MAGIC: tuple[tuple[bytes, FileKind], ...] = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    (b"\xff\x0a", JXL),
    (b"\x00\x00\x00\x0cJXL \r\n\x87\n", JXL),
    (b"8BPS\x00\x01", PSD),
    (b"\x76\x2f\x31\x01", EXR),
    (b"FUJIFILMCCD-RAW ", RAF),
    (b"IIU\x00", RW2),
    (b"IIRO", ORF),
    (b"IIRS", ORF),
    (b"MMOR", ORF),
    (b"FLV\x01", FLV),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\x00\xaa\x00\x62\xce\x6c", WMV),
    (b"\x00\x00\x01\xba", MPG),
    (b"\x00\x00\x01\xb3", MPG),
    (b"fLaC", FLAC),
)
# What only RAW files have: photometric interpretation (colour filter array, linear raw), compression.
_RAW_PHOTOMETRIC = {32803, 34892}
_RAW_COMPRESSION = {32767, 32769, 32770, 34713, 65535}
_RAW_MAKERS: tuple[tuple[bytes, FileKind], ...] = (
    (b"nikon", NEF), (b"sony", ARW), (b"pentax", PEF), (b"ricoh", PEF), (b"samsung", SRW), (b"canon", CR2),
)  # fmt: skip


def recognise(path: Path) -> FileKind:
    """The kind of file that the bytes say. Raises: UnreadableMedia with a reason, OSError."""
    with path.open("rb") as file:
        return _recognise(file)


def recognise_bytes(head: bytes) -> FileKind:
    """The same from the first 4,096 bytes of a file."""
    return _recognise(BytesIO(head))


def _recognise(file: BinaryIO) -> FileKind:
    head = file.read(HEAD_BYTES)
    if not head:
        raise UnreadableMedia("is empty")
    found = next((kind for magic, kind in _MAGIC if head.startswith(magic)), None)
    found = found or _by_structure(head, file) or _by_sync(head)
    if found is None:
        raise UnreadableMedia(why_not(head))
    return found


def _by_structure(head: bytes, file: BinaryIO) -> FileKind | None:
    if head[:4] in {b"RIFF", b"RF64"}:
        return _riff(head[8:12])
    if head[4:8] == b"ftyp":
        return _iso(head)
    if head[:4] in {b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+"}:
        return _tiff(head, file)
    if head[:4] == b"\x1a\x45\xdf\xa3":
        return _ebml(head)
    if head[:4] == b"OggS":
        return OGV if b"\x80theora" in head else OGG
    if head[:4] == b"FORM" and head[8:12] in {b"AIFF", b"AIFC"}:
        return AIFF
    if head[:3] == b"ID3":
        return _behind_id3(head, file)
    if head[:2] == b"BM" and head[6:10] == b"\0\0\0\0" and len(head) >= 18:
        return BMP
    if head[4:8] in _QUICKTIME_BOXES:
        return MOV
    return None


def _riff(form: bytes) -> FileKind:
    found = {b"WEBP": WEBP, b"AVI ": AVI, b"WAVE": WAV}.get(form)
    if found is None:
        raise UnreadableMedia(f"is a RIFF file of an unknown kind, {NOT_MEDIA}")
    return found


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
    if major in {b"M4A ", b"M4B "}:
        return M4A
    if major == b"M4P ":
        raise UnreadableMedia("is a protected sound file, which cannot be read")
    return CR3 if major == b"crx " else MP4


def _tiff(head: bytes, file: BinaryIO) -> FileKind:
    if head[8:10] == b"CR":  # Canon writes CR and a version there
        return CR2
    found = directories.read(file)
    if any(directories.DNG_VERSION in one.entries for one in found):
        return DNG
    raw = any(one.number(directories.PHOTOMETRIC) in _RAW_PHOTOMETRIC
              or one.number(directories.COMPRESSION) in _RAW_COMPRESSION for one in found)  # fmt: skip
    if not raw:
        return TIFF  # a camera's name alone makes no RAW: exported pictures carry it too
    maker = next((one.text(directories.MAKE) for one in found if directories.MAKE in one.entries), b"").lower()
    return next((kind for name, kind in _RAW_MAKERS if name in maker), DNG)


def _ebml(head: bytes) -> FileKind:
    doc_type = head.find(b"\x42\x82", 0, 128)  # EBML element DocType
    if doc_type >= 0 and head[doc_type + 3 : doc_type + 7] == b"webm":
        return WEBM
    if doc_type >= 0 and head[doc_type + 3 : doc_type + 11] == b"matroska":
        return MKV
    raise UnreadableMedia(f"is an EBML file of an unknown kind, {NOT_MEDIA}")


def _behind_id3(head: bytes, file: BinaryIO) -> FileKind:
    """Tags of this kind stand before MP3, but also before AAC and FLAC."""
    length = 0
    for byte in head[6:10]:  # seven bits each
        length = length << 7 | byte & 0x7F
    file.seek(10 + length)
    start = file.read(HEAD_BYTES).lstrip(b"\0")
    if start.startswith(b"fLaC"):
        return FLAC
    return _frames(start) or MP3


def _by_sync(head: bytes) -> FileKind | None:
    for at, step in ((0, 188), (4, 192)):  # the second has times before its packets
        if len(head) > at + 2 * step and all(head[at + n * step] == 0x47 for n in range(3)):
            return TS
    return _frames(head)


def _frames(head: bytes) -> FileKind | None:
    """Bare sound: a frame, and another one where the first says that it ends."""
    for kind, length in ((MP3, _mp3_frame(head)), (AAC, _aac_frame(head))):
        if length and len(head) > length + 2 and head[length] == 0xFF and head[length + 1] & 0xE0 == 0xE0:
            return kind
    return None


def _mp3_frame(head: bytes) -> int:
    """The length of the MPEG layer III frame that begins here; 0: none does (ISO 11172-3, 2.4.2.3)."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return 0
    version, rate, pad = head[1] >> 3 & 3, head[2] >> 2 & 3, head[2] >> 1 & 1
    bits = head[2] >> 4
    if version == 1 or rate == 3 or bits in (0, 15):
        return 0
    first = version == 3
    table = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320) if first else (
        8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)  # fmt: skip
    hertz = (44100, 48000, 32000)[rate] // {3: 1, 2: 2, 0: 4}[version]
    return (144 if first else 72) * table[bits - 1] * 1000 // hertz + pad


def _aac_frame(head: bytes) -> int:
    """The length of the ADTS frame that begins here; 0: none does (ISO 13818-7, 6.2)."""
    if len(head) < 7 or head[0] != 0xFF or head[1] & 0xF6 != 0xF0:
        return 0
    length = (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5
    return length if length > 7 else 0
