"""Generated pictures: small, the same bytes every time, nothing binary in the repository.

Pictures carry a pattern that shows how they stand: top left red, top right green, bottom left blue, bottom
right white (`QUARTERS`). `clip_factory` makes clips with the same pattern.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms

from tests.clip_factory import (
    frame_number,
    make_avi,
    make_flv,
    make_mkv,
    make_mov,
    make_mp4,
    make_mpg,
    make_sound_mp4,
    make_ts,
    make_webm,
    make_wmv,
    turn,
)

__all__ = [
    "A1111_TEXT", "COMFY_GRAPH", "QUARTERS", "comfy_prompt", "frame_number", "gif_bytes", "make_avi",
    "make_avif", "make_bmp", "make_bomb_png", "make_flv", "make_gif", "make_heic", "make_jpeg", "make_mkv",
    "make_mov", "make_mp4", "make_mpg", "make_png", "make_sound_mp4", "make_text", "make_tiff16", "make_ts", "make_webm",
    "make_webp", "make_wmv", "png_chunk", "quarters", "srgb_profile", "truncate", "turn",
]  # fmt: skip

Size = tuple[int, int]
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
QUARTERS = {
    "top left": (255, 0, 0),
    "top right": (0, 255, 0),
    "bottom left": (0, 0, 255),
    "bottom right": (255, 255, 255),
}

A1111_TEXT = (
    "a lighthouse at dusk, film grain <lora:filmlook:0.8>\n"
    "Negative prompt: blurry, low quality\n"
    "Steps: 28, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 6.5, Seed: 1234567890123456789, "
    "Size: 512x768, Model hash: abcdef0123, Model: dreamscape_v2, "
    'Lora hashes: "filmlook: 0123abcd", Version: v1.10.1'
)

COMFY_GRAPH: dict[str, Any] = {
    "3": {"class_type": "KSampler", "inputs": {
        "seed": 9007199254740993, "steps": 20, "cfg": 7.0, "sampler_name": "euler", "scheduler": "normal",
        "denoise": 1.0, "model": ["10", 0], "positive": ["6", 0], "negative": ["7", 0],
        "latent_image": ["5", 0]}},
    "4": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "sdxl/base_v1.safetensors"}},
    "5": {"class_type": "EmptyLatentImage", "inputs": {"width": 1024, "height": 576, "batch_size": 1}},
    "6": {"class_type": "CLIPTextEncode", "inputs": {"text": "a dune under two moons", "clip": ["10", 1]}},
    "7": {"class_type": "CLIPTextEncode", "inputs": {"text": "watermark", "clip": ["10", 1]}},
    "8": {"class_type": "VAEDecode", "inputs": {"samples": ["3", 0], "vae": ["4", 2]}},
    "9": {"class_type": "SaveImage", "inputs": {"filename_prefix": "ComfyUI", "images": ["8", 0]}},
    "10": {"class_type": "LoraLoader", "inputs": {
        "lora_name": "grain.safetensors", "strength_model": 0.7, "strength_clip": 1.0,
        "model": ["4", 0], "clip": ["4", 1]}},
}  # fmt: skip


def comfy_prompt(**changes: dict[str, Any] | None) -> str:
    """`COMFY_GRAPH` as the text that ComfyUI writes; `n11={…}` sets node 11, None removes it."""
    graph = dict(COMFY_GRAPH)
    for key, node in changes.items():
        graph.pop(key[1:], None)
        if node is not None:
            graph[key[1:]] = node
    return json.dumps(graph)


def quarters(size: Size = (64, 48), mode: str = "RGB") -> Image.Image:
    """The pattern in that mode."""
    width, height = size
    image = Image.new("RGB", size, QUARTERS["top left"])
    half_w, half_h = width // 2, height // 2
    image.paste(QUARTERS["top right"], (half_w, 0, width, half_h))
    image.paste(QUARTERS["bottom left"], (0, half_h, half_w, height))
    image.paste(QUARTERS["bottom right"], (half_w, half_h, width, height))
    return image if mode == "RGB" else image.convert(mode)


def _half_clear(size: Size) -> Image.Image:
    image = quarters(size, "RGBA")
    image.putalpha(128)
    return image


def png_chunk(name: bytes, data: bytes) -> bytes:
    """One chunk with its length and CRC."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def make_png(
    path: Path,
    size: Size = (64, 48),
    prompt: str | None = None,
    *,
    image: Image.Image | None = None,
    chunks: Iterable[tuple[bytes, bytes]] = (),
    late_chunks: Iterable[tuple[bytes, bytes]] = (),
    frames: int = 1,
    **options: Any,
) -> Path:
    """A PNG; `prompt` is "a1111", "comfyui" or "both"; `chunks` stand before IDAT, `late_chunks` behind."""
    picture = image or quarters(size)
    buffer = BytesIO()
    if frames > 1:
        darker = [picture.point(lambda value, n=n: value * n // frames) for n in range(1, frames)]
        options |= {"save_all": True, "duration": 50, "append_images": darker}
    picture.save(buffer, "PNG", **options)
    data = buffer.getvalue()
    early = list(chunks)
    if prompt in {"a1111", "both"}:
        early.append((b"tEXt", b"parameters\0" + A1111_TEXT.encode("latin-1")))
    if prompt in {"comfyui", "both"}:
        early.append((b"tEXt", b"prompt\0" + comfy_prompt().encode()))
        early.append((b"tEXt", b"workflow\0" + json.dumps({"nodes": [], "links": []}).encode()))
    end_of_header = 8 + 25
    body = data[end_of_header:-12]
    path.write_bytes(
        data[:end_of_header]
        + b"".join(png_chunk(*chunk) for chunk in early)
        + body
        + b"".join(png_chunk(*chunk) for chunk in late_chunks)
        + data[-12:]
    )
    return path


def make_bomb_png(path: Path, size: Size = (32_000, 32_000)) -> Path:
    """A PNG of a few bytes that claims `size`."""
    header = struct.pack(">IIBBBBB", *size, 1, 0, 0, 0, 0)
    packed = zlib.compress(bytes(100_000), 9)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", header)
        + png_chunk(b"IDAT", packed)
        + png_chunk(b"IEND", b"")
    )
    return path


def _exif(orientation: int, taken: str = "", offset: str = "") -> Image.Exif:
    exif = Image.Exif()
    if orientation != 1:
        exif[0x0112] = orientation
    details: dict[int, str] = {}
    if taken:
        details[0x9003] = taken
    if offset:
        details[0x9011] = offset
    if details:
        exif[0x8769] = details
    return exif


def _lying(image: Image.Image, orientation: int) -> Image.Image:
    """The picture as a camera stores it that says `orientation`: upright again after that turn."""
    turn = {
        2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }.get(orientation)  # fmt: skip
    return image if turn is None else image.transpose(turn)


def make_jpeg(
    path: Path,
    size: Size = (64, 48),
    *,
    orientation: int = 1,
    taken: str = "",
    offset: str = "",
    image: Image.Image | None = None,
    **options: Any,
) -> Path:
    """A JPEG that is `size` once upright; `taken` as EXIF writes it (2024:05:06 07:08:09)."""
    picture = _lying(image or quarters(size), orientation)
    picture.save(path, "JPEG", quality=95, exif=_exif(orientation, taken, offset), **options)
    return path


def make_webp(
    path: Path, size: Size = (64, 48), *, orientation: int = 1, frames: int = 1, alpha: bool = False
) -> Path:
    """A lossless WebP, moving when `frames` > 1 (40 ms each)."""
    picture = _lying(_half_clear(size) if alpha else quarters(size), orientation)
    options: dict[str, Any] = {"lossless": True, "exif": _exif(orientation)}
    if frames > 1:
        options |= {"save_all": True, "duration": 40, "append_images": _shades(picture, frames - 1)}
    picture.save(path, "WEBP", **options)
    return path


def _shades(picture: Image.Image, count: int) -> list[Image.Image]:
    return [
        Image.new(picture.mode, picture.size, (20 * (n + 1),) * len(picture.getbands())) for n in range(count)
    ]


def gif_bytes(times_ms: Sequence[int], size: Size = (64, 48)) -> bytes:
    """A GIF with one frame for each time."""
    buffer = BytesIO()
    picture = quarters(size).convert("P")
    others = [picture.point(lambda value, n=n: (value + n) % 256) for n in range(1, len(times_ms))]
    picture.save(buffer, "GIF", save_all=True, append_images=others, duration=list(times_ms), loop=0)
    return buffer.getvalue()


def make_gif(path: Path, size: Size = (64, 48), *, frames: int = 1, frame_ms: int = 100) -> Path:
    """A GIF, moving when `frames` > 1."""
    path.write_bytes(gif_bytes([frame_ms] * frames, size))
    return path


def make_tiff16(path: Path, size: Size = (64, 48), value: int = 0x8000) -> Path:
    """A grey TIFF of 16 bits, all of one value."""
    Image.frombytes("I;16", size, struct.pack("<H", value) * (size[0] * size[1])).save(path, "TIFF")
    return path


def make_avif(
    path: Path, size: Size = (64, 48), *, orientation: int = 1, alpha: bool = False, frames: int = 1
) -> Path:
    """An AVIF."""
    picture = _lying(_half_clear(size) if alpha else quarters(size), orientation)
    options: dict[str, Any] = {"speed": 10, "quality": 90, "exif": _exif(orientation).tobytes()}
    if frames > 1:
        options |= {"save_all": True, "duration": 100, "append_images": _shades(picture, frames - 1)}
    picture.save(path, "AVIF", **options)
    return path


def make_heic(path: Path, size: Size = (64, 48), *, orientation: int = 1, alpha: bool = False) -> Path:
    """A HEIC."""
    import pillow_heif

    picture = _lying(_half_clear(size) if alpha else quarters(size), orientation)
    pillow_heif.register_heif_opener(thumbnails=False)
    picture.save(path, "HEIF", quality=90, exif=_exif(orientation).tobytes())
    return path


def make_bmp(path: Path, size: Size = (64, 48)) -> Path:
    """A BMP of 24 bits."""
    quarters(size).save(path, "BMP")
    return path


def make_text(path: Path, text: str = "Shopping list\n- milk\n- film\n") -> Path:
    """A text file, whatever its name says."""
    path.write_text(text, encoding="utf-8")
    return path


def truncate(path: Path, share: float = 0.5) -> Path:
    """The file keeps only the first part of its bytes."""
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    return path


def srgb_profile() -> bytes:
    """An sRGB profile."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
