"""Generated pictures of rarer kinds: JPEG XL, Photoshop, OpenEXR, camera RAW, floating point. Written here, byte by byte
where no library writes them; the pattern is that of `media_factory`.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import av
import numpy as np
from PIL import Image

from tests.media_factory import quarters

Size = tuple[int, int]
Entry = tuple[int, int, bytes | Sequence[int]]  # tag, type, values


def make_jxl(path: Path, size: Size = (64, 48), *, image: Image.Image | None = None, **options: Any) -> Path:
    """A JPEG XL without loss."""
    from app.media import decoders

    decoders.jxl()
    (image or quarters(size)).save(path, "JXL", lossless=True, num_threads=0, **options)
    return path


def make_jxl_of_jpeg(path: Path, jpeg: Path) -> Path:
    """A JPEG packed into JPEG XL, from which the JPEG can be had back."""
    from app.media import decoders

    decoders.jxl()
    with Image.open(jpeg) as image:
        image.save(path, "JXL", lossless_jpeg=True, use_container=True, num_threads=0)
    return path


def _planes(image: Image.Image, depth: int) -> list[bytes]:
    planes = [band.tobytes() for band in image.split()]
    return planes if depth == 8 else [b"".join(bytes((value, value)) for value in plane) for plane in planes]


def _packed_rows(plane: bytes, row: int) -> list[bytes]:
    """PackBits: runs of equal bytes, or bytes as they are."""
    rows = []
    for start in range(0, len(plane), row):
        line, packed, at = plane[start : start + row], b"", 0
        while at < len(line):
            end = at
            while end < len(line) and line[end] == line[at] and end - at < 128:
                end += 1
            packed += bytes(((257 - (end - at)) % 256, line[at])) if end - at > 1 else bytes((0, line[at]))
            at = end
        rows.append(packed)
    return rows


def make_psd(
    path: Path, size: Size = (64, 48), *, image: Image.Image | None = None, depth: int = 8, packed: bool = True,
    transparent: bool = False, profile: bytes = b"",
) -> Path:  # fmt: skip
    """A Photoshop document of no layers but its composite; `transparent`: the fourth channel is no mask."""
    picture = image or quarters(size)
    mode = {"L": 1, "RGB": 3, "RGBA": 3, "CMYK": 4, "LAB": 9}[picture.mode]
    planes = _planes(picture, depth)
    if picture.mode == "CMYK":
        planes = [bytes(255 - value for value in plane) for plane in planes]
    width, height = picture.size
    resources = b"8BIM" + struct.pack(">HHI", 1039, 0, len(profile)) + profile + bytes(len(profile) & 1) if profile else b""
    layers = struct.pack(">Ih", 4, -1 if transparent else 1)[:6] + bytes(2)
    if packed:
        rows = [row for plane in planes for row in _packed_rows(plane, width * depth // 8)]
        pixels = b"\0\1" + b"".join(struct.pack(">H", len(row)) for row in rows) + b"".join(rows)
    else:
        pixels = b"\0\0" + b"".join(planes)
    path.write_bytes(
        struct.pack(">4sH6xHIIHH", b"8BPS", 1, len(planes), height, width, depth, mode)
        + struct.pack(">I", 0)
        + struct.pack(">I", len(resources)) + resources
        + (struct.pack(">I", len(layers)) + layers if transparent else struct.pack(">I", 0))
        + pixels
    )  # fmt: skip
    return path


def make_exr(path: Path, planes: Sequence[Any], *, half: bool = False, layer: str = "") -> Path:
    """An OpenEXR of linear light, without compression: red, green, blue (and alpha), or grey alone."""
    names = {1: ("Y",), 3: ("R", "G", "B"), 4: ("R", "G", "B", "A")}[len(planes)]
    named = sorted((f"{layer}.{name}" if layer else name, np.asarray(plane, np.float16 if half else np.float32))
                   for name, plane in zip(names, planes, strict=True))  # fmt: skip
    height, width = named[0][1].shape
    box = struct.pack("<4i", 0, 0, width - 1, height - 1)
    channels = b"".join(name.encode() + b"\0" + struct.pack("<iB3xii", 1 if half else 2, 0, 1, 1) for name, _ in named) + b"\0"
    attributes = [
        ("channels", "chlist", channels), ("compression", "compression", b"\0"), ("dataWindow", "box2i", box),
        ("displayWindow", "box2i", box), ("lineOrder", "lineOrder", b"\0"), ("pixelAspectRatio", "float", struct.pack("<f", 1)),
        ("screenWindowCenter", "v2f", bytes(8)), ("screenWindowWidth", "float", struct.pack("<f", 1)),
    ]  # fmt: skip
    head = b"v/1\x01\x02\0\0\0" + b"".join(
        name.encode() + b"\0" + kind.encode() + b"\0" + struct.pack("<I", len(data)) + data for name, kind, data in attributes
    ) + b"\0"  # fmt: skip
    rows = [b"".join(plane[y].tobytes() for _, plane in named) for y in range(height)]
    lines = [struct.pack("<iI", y, len(row)) + row for y, row in enumerate(rows)]
    start = len(head) + 8 * height
    offsets = [start + sum(len(line) for line in lines[:y]) for y in range(height)]
    path.write_bytes(head + struct.pack(f"<{height}Q", *offsets) + b"".join(lines))
    return path


def make_packed_exr(path: Path, size: Size = (64, 48), value: float = 0.25) -> Path:
    """An OpenEXR with ZIP compression, as FFmpeg writes it."""
    context = av.CodecContext.create("exr", "w")
    context.width, context.height, context.pix_fmt = *size, "gbrpf32le"
    context.time_base, context.options = Fraction(1, 24), {"compression": "zip16", "format": "half"}
    frame = av.VideoFrame(*size, "gbrpf32le")
    for plane in frame.planes:
        plane.update(np.full(plane.buffer_size // 4, value, np.float32).tobytes())
    frame.pts = 0
    path.write_bytes(b"".join(bytes(packet) for packet in [*context.encode(frame), *context.encode(None)]))
    return path


def make_float_tiff(path: Path, value: float = 0.25, bands: int = 3, size: Size = (64, 48)) -> Path:
    """A TIFF of floating point."""
    samples = np.full(size[0] * size[1] * bands, value, np.float32).tobytes()
    entries: list[Entry] = [
        (256, 4, (size[0],)), (257, 4, (size[1],)), (258, 3, (32,) * bands), (259, 3, (1,)), (262, 3, (2 if bands > 1 else 1,)),
        (273, 4, (8,)), (277, 3, (bands,)), (278, 4, (size[1],)), (279, 4, (len(samples),)), (284, 3, (1,)),
        (339, 3, (3,) * bands),
    ]  # fmt: skip
    path.write_bytes(struct.pack("<2sHI", b"II", 42, 8 + len(samples)) + samples + directory(entries, 8 + len(samples)))
    return path


# -- camera RAW ---------------------------------------------------------------------------------------


def directory(entries: Sequence[Entry], at: int, following: int = 0) -> bytes:
    """A little-endian TIFF directory that stands at `at`, with its long values behind it."""
    sizes = {1: "B", 2: "s", 3: "H", 4: "I", 7: "B"}
    behind = at + 2 + 12 * len(entries) + 4
    table, values = b"", b""
    for tag, kind, given in sorted(entries, key=lambda entry: entry[0]):
        data = given if isinstance(given, bytes) else struct.pack(f"<{len(given)}{sizes[kind]}", *given)
        count = len(given)
        if len(data) <= 4:
            table += struct.pack("<HHI", tag, kind, count) + data.ljust(4, b"\0")
        else:
            table += struct.pack("<HHII", tag, kind, count, behind + len(values))
            values += data + bytes(len(data) & 1)
    return struct.pack("<H", len(entries)) + table + struct.pack("<I", following) + values


def jpeg_bytes(size: Size, image: Image.Image | None = None) -> bytes:
    """The pattern as a JPEG."""
    buffer = BytesIO()
    (image or quarters(size)).save(buffer, "JPEG", quality=92)
    return buffer.getvalue()


_SENSOR = bytes.fromhex("ffd8ffc3000b0e0bb80fa00101110000ffd9")  # the start of a JPEG without loss, 4000 × 3000
_MAGIC = {"orf": b"IIRO", "rw2": b"IIU\0"}
_MAKES = {"nef": b"NIKON CORPORATION\0", "arw": b"SONY\0", "pef": b"PENTAX\0", "srw": b"SAMSUNG\0", "cr2": b"Canon\0",
          "dng": b"Pixel\0", "orf": b"OLYMPUS\0", "rw2": b"Panasonic\0"}  # fmt: skip


def make_raw(path: Path, ext: str, size: Size = (600, 400), orientation: int = 1) -> Path:
    """A RAW of the sensor's 1200 × 800 pixels (none of them there) that says `orientation`, with a preview of `size`."""
    preview, small = jpeg_bytes(size), jpeg_bytes((160, 106), Image.new("RGB", (160, 106), "grey"))
    if ext == "raf":
        path.write_bytes(b"FUJIFILMCCD-RAW 0201FF".ljust(84, b"\0") + struct.pack(">II", 100, len(preview)) + bytes(8) + preview)
        return path
    if ext == "cr3":
        return _make_cr3(path, preview, orientation)
    data = bytearray(_MAGIC.get(ext, b"II*\0") + bytes(4))
    if ext == "cr2":
        data += b"CR\x02\0" + bytes(4)
    places = {}
    for name, part in (("preview", preview), ("small", small), ("sensor", _SENSOR)):
        places[name] = (len(data), len(part))
        data += part + bytes(len(part) & 1)
    sensor = [(256, 4, (1200,)), (257, 4, (800,)), (258, 3, (14,)), (259, 3, (7,)), (262, 3, (32803,)),
              (273, 4, (places["sensor"][0],)), (279, 4, (places["sensor"][1],))]  # fmt: skip
    sensor_at = len(data)
    data += directory(sensor, sensor_at)
    shown_at = len(data)
    data += directory([(254, 4, (1,)), (513, 4, (places["preview"][0],)), (514, 4, (places["preview"][1],))], shown_at)
    first: list[Entry] = [(271, 2, _MAKES[ext]), (274, 3, (orientation,)), (259, 3, (6,)), (256, 4, (160,)), (257, 4, (106,)),
                          (273, 4, (places["small"][0],)), (279, 4, (places["small"][1],))]  # fmt: skip
    if ext == "rw2":
        first.append((0x2E, 7, bytes(preview)))
    elif ext == "orf":
        note_at, inside = len(data), 30 + 2 + 2 * 12 + 4  # where the settings stand in the note, and end
        settings = directory([(0x101, 4, (inside,)), (0x102, 4, (len(preview),))], 30)
        note = b"OLYMPUS\0II\x03\0" + directory([(0x2020, 4, (30,))], 12) + settings + preview
        exif_at = note_at + len(note)
        exif = bytearray(directory([(0x927C, 7, note)], exif_at)[:18])
        struct.pack_into("<I", exif, 10, note_at)
        data += note + exif
        first.append((0x8769, 4, (exif_at,)))
    else:
        first.append((330, 4, (sensor_at, shown_at)))
    if ext == "dng":
        first.append((0xC612, 1, (1, 4, 0, 0)))
    data[4:8] = struct.pack("<I", len(data))
    data += directory(first, len(data))
    path.write_bytes(bytes(data))
    return path


def box(name: bytes, *parts: bytes) -> bytes:
    """A box of the ISO file format."""
    content = b"".join(parts)
    return struct.pack(">I", 8 + len(content)) + name + content


def _make_cr3(path: Path, preview: bytes, orientation: int) -> Path:
    ftyp = box(b"ftyp", b"crx \0\0\0\1crx isom")
    tiff = b"II*\0\x08\0\0\0" + directory([(271, 2, b"Canon\0"), (274, 3, (orientation,))], 8)
    canon = box(b"uuid", bytes.fromhex("85c0b687820f11e08111f4ce462b6a48"), box(b"CMT1", tiff))

    def moov(at: int) -> bytes:
        table = box(b"stbl", box(b"stsz", struct.pack(">III", 0, len(preview), 1)), box(b"co64", struct.pack(">IIQ", 0, 1, at)))
        return box(b"moov", canon, box(b"trak", box(b"mdia", box(b"minf", table))))

    start = len(ftyp) + len(moov(0)) + 8
    path.write_bytes(ftyp + moov(start) + box(b"mdat", preview))
    return path
