"""Files made to hurt: each is written by a function here, small on the disk, dear or impossible to decode."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PIL import Image

from tests import media_factory as make
from tests import rare_factory as rare
from tests.sound_factory import make_sound

Maker = Callable[[Path], Path]

FORMATS: dict[str, Maker] = {
    "png": make.make_png, "apng": partial(make.make_png, frames=3), "jpg": make.make_jpeg, "webp": make.make_webp,
    "moving webp": partial(make.make_webp, frames=3), "gif": partial(make.make_gif, frames=3), "tif": make.make_tiff16,
    "float tif": rare.make_float_tiff, "bmp": make.make_bmp, "avif": make.make_avif,
    "moving avif": partial(make.make_avif, frames=3),
    "heic": make.make_heic, "jxl": rare.make_jxl, "psd": rare.make_psd, "deep psd": partial(rare.make_psd, depth=16),
    "exr": rare.make_packed_exr,
    **{ext: partial(rare.make_raw, ext=ext) for ext in ("dng", "cr2", "cr3", "nef", "raf", "rw2", "orf")},
    "mp4": partial(make.make_mp4, audio=True), "mov": make.make_mov, "webm": make.make_webm, "mkv": make.make_mkv,
    "avi": make.make_avi, "ts": make.make_ts, "mpg": make.make_mpg, "flv": make.make_flv, "wmv": make.make_wmv,
    **{ext: partial(make_sound, ext=ext, seconds=0.5) for ext in ("wav", "mp3", "flac", "m4a", "ogg", "aac", "aiff", "wma")},
}  # fmt: skip


def cut(data: bytes, pieces: int = 10) -> Iterator[bytes]:
    """The file as it is when it ends too early, at so many places."""
    for place in range(pieces):
        yield data[: max(1, len(data) * place // pieces)]
    yield data[:-1]


# -- single files -------------------------------------------------------------------------------------


def bomb_png(path: Path) -> Path:
    """200 megapixels of zeros, below the limit: 8 bits of red, green, blue, alpha each; 800 MB once decoded."""
    return _png(path, 20_000, 10_000, 6, zlib.compressobj(9), 20_000 * 4 + 1)


def wide_png(path: Path) -> Path:
    """60,000 pixels wide, one high."""
    return _png(path, 60_000, 1, 2, zlib.compressobj(), 60_000 * 3 + 1)


def tall_png(path: Path) -> Path:
    """And the other way."""
    return _png(path, 1, 60_000, 2, zlib.compressobj(), 4)


def _png(path: Path, width: int, height: int, colour: int, packer: zlib._Compress, row: int) -> Path:
    header = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    packed = b"".join(packer.compress(bytes(row)) for _ in range(height)) + packer.flush()
    path.write_bytes(make.PNG_SIGNATURE + make.png_chunk(b"IHDR", header) + make.png_chunk(b"IDAT", packed)
                     + make.png_chunk(b"IEND", b""))  # fmt: skip
    return path


def text_bomb_png(path: Path) -> Path:
    """A packed text of 300 MB, twice."""
    packed = zlib.compressobj(9)
    text = b"".join(packed.compress(bytes(1 << 20)) for _ in range(300)) + packed.flush()
    return make.make_png(path, chunks=[(b"zTXt", b"Comment\0\0" + text), (b"iTXt", b"parameters\0\1\0\0\0" + text)])


def profile_bomb_png(path: Path) -> Path:
    """A packed colour profile of 300 MB."""
    packed = zlib.compressobj(9)
    text = b"".join(packed.compress(bytes(1 << 20)) for _ in range(300)) + packed.flush()
    return make.make_png(path, chunks=[(b"iCCP", b"wide\0\0" + text)])


def frames_bomb_png(path: Path) -> Path:
    """An animation that claims 2³¹ - 1 frames."""
    return make.make_png(path, chunks=[(b"acTL", struct.pack(">II", 0x7FFFFFFF, 0))])


def bomb_webp(path: Path) -> Path:
    """16,000 × 16,000 of one colour in a few bytes."""
    Image.new("RGB", (4000, 4000), "red").save(path, "WEBP", lossless=True, method=0)
    data = bytearray(path.read_bytes())
    at = data.index(b"VP8L") + 9
    bits = int.from_bytes(data[at : at + 4], "little") & ~0xFFFFFFF
    data[at : at + 4] = (bits | 15_999 | 15_999 << 14).to_bytes(4, "little")
    path.write_bytes(bytes(data))
    return path


def bomb_gif(path: Path) -> Path:
    """10,000 × 10,000 with a frame of 64 × 48."""
    data = bytearray(make.gif_bytes([0]))
    data[6:10] = struct.pack("<HH", 10_000, 10_000)
    path.write_bytes(bytes(data))
    return path


def endless_gif(path: Path) -> Path:
    """300,000 frames of one pixel."""
    frame = b"\x21\xf9\x04\0\x01\0\0\0\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0"
    path.write_bytes(b"GIF89a\x01\0\x01\0\x80\0\0" + b"\0\0\0\xff\xff\xff" + frame * 300_000)
    return path


def looping_gif(path: Path) -> Path:
    """A frame whose blocks never end."""
    path.write_bytes(b"GIF89a\x40\0\x40\0\x80\0\0" + bytes(6) + b"\x2c" + bytes(4) + b"\x40\0\x40\0\0\x02" + b"\xff" * 3_000_000)
    return path


def bomb_bmp(path: Path) -> Path:
    """A head that asks for 65,000 × 3,900."""
    data = bytearray(make.make_bmp(path).read_bytes())
    data[18:26] = struct.pack("<ii", 65_000, 3_900)
    path.write_bytes(bytes(data))
    return path


def bomb_tiff(path: Path) -> Path:
    """A strip of 200 megapixels, packed to nothing."""
    Image.new("1", (15_000, 13_000)).save(path, "TIFF", compression="group4")
    return path


def absurd_exif(path: Path) -> Path:
    """EXIF with 65,535 entries that point anywhere, and to themselves."""
    entries = b"".join(struct.pack("<HHII", tag & 0xFFFF, 1 + tag % 12, 0xFFFFFFFF, 8) for tag in range(5000))
    block = b"Exif\0\0II*\0\x08\0\0\0\xff\xff" + entries
    data = make.make_jpeg(path).read_bytes()
    path.write_bytes(data[:2] + b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block + data[2:])
    return path


def bomb_psd(path: Path) -> Path:
    """A Photoshop document that claims 30,000 × 8,000 and 56 channels."""
    data = bytearray(rare.make_psd(path).read_bytes())
    data[12:22] = struct.pack(">HII", 56, 8_000, 30_000)
    path.write_bytes(bytes(data))
    return path


def bomb_exr(path: Path) -> Path:
    """An OpenEXR whose windows are 15,000 × 15,000."""
    data = rare.make_packed_exr(path).read_bytes()
    path.write_bytes(data.replace(struct.pack("<4i", 0, 0, 63, 47), struct.pack("<4i", 0, 0, 14_999, 14_999)))
    return path


def endless_tiff(path: Path) -> Path:
    """A directory whose next one is itself, with children that are their parents."""
    path.write_bytes(struct.pack("<2sHI", b"II", 42, 8) + rare.directory([(330, 4, (8,) * 200), (256, 4, (10,))], 8, following=8))
    return path


def clip_without_frames(path: Path) -> Path:
    """An MP4 whose index is there and whose frames are noise."""
    data = bytearray(make.make_mp4(path).read_bytes())
    start, end = data.index(b"mdat") + 4, data.index(b"moov") - 4
    data[start:end] = b"\xa5" * (end - start)
    path.write_bytes(bytes(data))
    return path


def clip_without_end(path: Path) -> Path:
    """An MP4 that says it lasts for 2⁶³ units of time."""
    data = make.make_mp4(path).read_bytes()
    for name in (b"mvhd", b"tkhd", b"mdhd"):
        at = data.index(name) - 4
        length = struct.unpack_from(">I", data, at)[0]
        box = data[at : at + length]
        duration = {b"mvhd": 24, b"tkhd": 28, b"mdhd": 24}[name]
        data = data.replace(box, box[:duration] + b"\xff\xff\xff\xff" + box[duration + 4 :])
    path.write_bytes(data)
    return path


def matroska_without_end(path: Path) -> Path:
    """A Matroska whose length is 2⁶³ as a floating-point number."""
    data = make.make_mkv(path).read_bytes()
    at = data.index(b"\x44\x89\x88")
    path.write_bytes(data[: at + 3] + struct.pack(">d", 2.0**63) + data[at + 11 :])
    return path


def clip_of_a_huge_picture(path: Path) -> Path:
    """An AVI whose head says 60,000 × 60,000."""
    data = make.make_avi(path).read_bytes()
    return _written(path, data.replace(struct.pack("<II", 128, 96), struct.pack("<II", 60_000, 60_000)))


def sound_with_an_absurd_head(path: Path) -> Path:
    """65,535 channels at 4 GHz."""
    data = bytearray(make_sound(path, "wav", 0.5).read_bytes())
    at = data.index(b"fmt ") + 8
    struct.pack_into("<HIIHH", data, at + 2, 65_535, 0xFFFFFFFF, 0xFFFFFFFF, 65_535, 64)
    return _written(path, bytes(data))


def sound_that_lies(path: Path) -> Path:
    """A WAV that says 4 GB of samples follow at one sample a second."""
    data = bytearray(make_sound(path, "wav", 0.5).read_bytes())
    at = data.index(b"fmt ") + 8
    struct.pack_into("<II", data, at + 4, 1, 2)
    at = data.index(b"data") + 4
    data[at : at + 4] = b"\xff\xff\xff\xff"
    return _written(path, bytes(data))


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def _one_pixel(ext: str, path: Path) -> Path:
    return FORMATS[ext](path, size=(1, 1))  # type: ignore[call-arg]


FILES: dict[str, Maker] = {
    made.__name__.replace("_", " "): made
    for made in (
        bomb_png, wide_png, tall_png, text_bomb_png, profile_bomb_png, frames_bomb_png, bomb_webp, bomb_gif, endless_gif,
        looping_gif, bomb_bmp, bomb_tiff, absurd_exif, bomb_psd, bomb_exr, endless_tiff, clip_without_frames, clip_without_end,
        matroska_without_end, clip_of_a_huge_picture, sound_with_an_absurd_head, sound_that_lies,
    )
}  # fmt: skip
FILES["claimed bomb png"] = make.make_bomb_png
FILES["zero bytes"] = lambda path: _written(path, b"")
FILES["only zeros"] = lambda path: _written(path, bytes(1_000_000))
for _ext in ("png", "jpg", "webp", "gif", "tif", "bmp", "avif", "heic", "jxl", "psd", "exr"):
    FILES[f"one pixel {_ext}"] = partial(_one_pixel, _ext)
STARTS = {
    "jpg": b"\xff\xd8\xff\xe0", "png": make.PNG_SIGNATURE, "gif": b"GIF89a", "webp": b"RIFF\xff\xff\xff\xffWEBPVP8X",
    "mp4": b"\0\0\0\x18ftypisom\0\0\0\0isommp42", "webm": b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm",
    "ts": (b"\x47" + bytes(187)) * 20, "ogg": b"OggS\0\2", "flac": b"fLaC", "wav": b"RIFF\xff\xff\xff\xffWAVEfmt ",
    "psd": b"8BPS\0\1" + bytes(6) + b"\0\3", "exr": b"v/1\x01\x02\0\0\0", "jxl": b"\xff\x0a", "flv": b"FLV\1\5",
    "wmv": bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c"), "mpg": b"\0\0\1\xba",
}  # fmt: skip
NOISE = bytes((n * 7919 >> 3) & 255 for n in range(200_000))
for _ext, _magic in STARTS.items():
    FILES[f"only the start of a {_ext}"] = partial(_written, data=_magic)
    FILES[f"noise that begins as a {_ext}"] = partial(_written, data=_magic + NOISE)
