"""Generated clips: the four quarters of `media_factory`, frame numbers readable from pixels.

The number of a frame is painted in eight black or white bars along the middle (`frame_number` reads it back),
so a test can say which frame it was given.
"""

from __future__ import annotations

import struct
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import numpy.typing as npt
from PIL import Image

Size = tuple[int, int]
_BITS = 8
_MATRICES = {0: (1, 0, 0, 1), 90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}


def _picture(size: Size, number: int) -> npt.NDArray[np.uint8]:
    width, height = size
    pixels = np.zeros((height, width, 3), np.uint8)
    pixels[: height // 2, : width // 2] = (255, 0, 0)
    pixels[: height // 2, width // 2 :] = (0, 255, 0)
    pixels[height // 2 :, : width // 2] = (0, 0, 255)
    pixels[height // 2 :, width // 2 :] = (255, 255, 255)
    band = slice(height // 2 - height // 8, height // 2 + height // 8)
    for bit in range(_BITS):
        left, right = bit * width // _BITS, (bit + 1) * width // _BITS
        pixels[band, left:right] = 255 if number >> bit & 1 else 0
    return pixels


def frame_number(picture: Image.Image) -> int:
    """The number painted into a picture."""
    pixels = np.asarray(picture.convert("RGB"))
    height, width = pixels.shape[:2]
    return sum(
        1 << bit
        for bit in range(_BITS)
        if pixels[height // 2, (2 * bit + 1) * width // (2 * _BITS), :3].mean() > 127
    )


def make_clip(
    path: Path,
    *,
    container: str,
    codec: str,
    size: Size = (128, 96),
    fps: Fraction | int = 24,
    frames: int = 24,
    gop: int = 12,
    audio: str | None = None,
    times: list[int] | None = None,
    black: int = 0,
    aspect: Fraction | None = None,
    bframes: int = 0,
    pixel_format: str = "yuv420p",
    colour_matrix: str | None = None,
    said_matrix: int | None = None,
    tags: dict[str, str] | None = None,
    options: dict[str, str] | None = None,
    container_options: dict[str, str] | None = None,
) -> Path:
    """A clip; `times` are the frames' times in 1/`fps` (variable rate), the first `black` ones are black."""
    rate = Fraction(fps)
    with av.open(str(path), "w", format=container, options=container_options or {}) as output:
        output.metadata.update(tags or {})
        stream: Any = output.add_stream(codec, rate=rate, options=options or {})
        stream.width, stream.height = size
        stream.pix_fmt = pixel_format
        stream.codec_context.gop_size = gop
        stream.codec_context.max_b_frames = bframes
        stream.codec_context.thread_count = 1
        if said_matrix is not None:
            stream.codec_context.colorspace = said_matrix
        if aspect is not None:
            stream.codec_context.sample_aspect_ratio = aspect
        sound: Any = output.add_stream(audio, rate=48000, layout="mono") if audio else None
        for number in range(frames):
            pixels = np.zeros((size[1], size[0], 3), np.uint8) if number < black else _picture(size, number)
            frame = av.VideoFrame.from_ndarray(pixels, format="rgb24")
            frame.pts = times[number] if times else number
            frame.time_base = 1 / rate
            if colour_matrix is not None:
                frame = frame.reformat(format=pixel_format, dst_colorspace=colour_matrix)
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
        if sound is not None:
            _write_sound(output, sound, float(frames / rate))
    return path


def _write_sound(output: Any, sound: Any, seconds: float) -> None:
    wave = (np.sin(np.arange(int(48000 * seconds)) * 0.06) * 0.2).astype(np.float32)
    size = sound.codec_context.frame_size or 1024
    for start in range(0, len(wave) - size + 1, size):
        frame = av.AudioFrame.from_ndarray(wave[None, start : start + size], format="fltp", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = 48000, start, Fraction(1, 48000)
        output.mux(sound.encode(frame))
    output.mux(sound.encode(None))


def make_mp4(
    path: Path, *, rotation: int = 0, audio: bool = False, codec: str = "libx264", **choices: Any
) -> Path:
    """H.264 in MP4; `rotation` is by how many degrees clockwise a player turns it."""
    if codec == "libx264":
        choices.setdefault("options", {"preset": "ultrafast", "crf": "18"})
    choices.setdefault("container", "mp4")
    make_clip(path, codec=codec, audio="aac" if audio else None, **choices)
    if rotation:
        turn(path, rotation)
    return path


def make_sound_mp4(path: Path, seconds: float = 0.5) -> Path:
    """An MP4 with sound alone."""
    with av.open(str(path), "w", format="mp4") as output:
        _write_sound(output, output.add_stream("aac", rate=48000, layout="mono"), seconds)
    return path


def make_mov(path: Path, **choices: Any) -> Path:
    """H.264 in QuickTime."""
    return make_mp4(path, container="mov", **choices)


def make_webm(path: Path, *, audio: bool = False, **choices: Any) -> Path:
    """VP9 in WebM."""
    options = {"deadline": "realtime", "cpu-used": "8", "crf": "20", "b": "0"}
    return make_clip(path, container="webm", codec="libvpx-vp9", audio="libopus" if audio else None,
                     **{"options": options, **choices})  # fmt: skip


def make_mkv(path: Path, *, audio: bool = False, **choices: Any) -> Path:
    """H.264 in Matroska."""
    return make_mp4(path, container="matroska", audio=audio, **choices)


def make_avi(path: Path, **choices: Any) -> Path:
    """MPEG-4 part 2 in AVI."""
    return make_clip(path, **{"container": "avi", "codec": "mpeg4", "options": {"qscale": "2"}, **choices})


def make_ts(path: Path, **choices: Any) -> Path:
    """H.264 in an MPEG transport stream."""
    return make_mp4(path, container="mpegts", **choices)


def make_mpg(path: Path, **choices: Any) -> Path:
    """MPEG-2 in an MPEG program stream."""
    return make_clip(path, **{"container": "mpeg", "codec": "mpeg2video", "options": {"qscale": "2"}, **choices})


def make_flv(path: Path, **choices: Any) -> Path:
    """Sorenson's H.263 in Flash video."""
    return make_clip(path, **{"container": "flv", "codec": "flv", "options": {"qscale": "2"}, **choices})


def make_wmv(path: Path, **choices: Any) -> Path:
    """Windows Media."""
    return make_clip(path, **{"container": "asf", "codec": "wmv2", "options": {"qscale": "2"}, **choices})


def turn(path: Path, rotation: int) -> None:
    """The MP4's track says that players turn it by `rotation` degrees clockwise (ISO 14496-12, 8.3.2)."""
    data = bytearray(path.read_bytes())
    at = data.index(b"tkhd") + 4 + 40  # version 0: the matrix stands 40 bytes into the box
    a, b, c, d = (value * 0x10000 for value in _MATRICES[rotation])
    data[at : at + 36] = struct.pack(">9i", a, b, 0, c, d, 0, 0, 0, 0x40000000)
    path.write_bytes(bytes(data))
