"""Generated sounds: a tone that grows louder from silence, in every container that comes in."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

FORMATS: dict[str, tuple[str, str]] = {
    "wav": ("wav", "pcm_s16le"), "mp3": ("mp3", "libmp3lame"), "flac": ("flac", "flac"), "m4a": ("ipod", "aac"),
    "ogg": ("ogg", "libopus"), "aac": ("adts", "aac"), "aiff": ("aiff", "pcm_s16be"), "mka": ("matroska", "libopus"),
    "wma": ("asf", "wmav2"),
}  # fmt: skip


def make_sound(
    path: Path, ext: str, seconds: float = 2.0, *, rate: int = 48_000, loudness: float = 0.9, tags: dict[str, str] | None = None
) -> Path:
    """A sound of that kind (a key of FORMATS)."""
    container, codec = FORMATS[ext]
    with av.open(str(path), "w", format=container) as output:
        output.metadata.update(tags or {})
        stream: Any = output.add_stream(codec, rate=rate, layout="mono")
        if codec == "wmav2":
            stream.bit_rate = 128_000
        if codec.startswith(("aac", "wma", "libmp3", "libopus")):
            stream.codec_context.open()  # says how many samples a frame has
        count = int(rate * seconds)
        wave = np.sin(np.arange(count) * 0.06) * np.linspace(0, loudness, count)
        context = stream.codec_context
        resampler = av.AudioResampler(format=context.format, layout="mono", rate=rate, frame_size=context.frame_size or 1024)
        frame = av.AudioFrame.from_ndarray((wave * 32767).astype(np.int16)[None, :], format="s16", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = rate, 0, Fraction(1, rate)
        for part in [*resampler.resample(frame), *resampler.resample(None)]:
            output.mux(stream.encode(part))
        output.mux(stream.encode(None))
    return path
