"""Sound: its facts, and a picture of it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.media import decoders
from app.media.captured import captured
from app.media.clips import SOUND_ONLY, open_clip, plausible, to_start
from app.media.facts import MediaFacts
from app.media.kinds import FileKind
from app.media.limits import DECODER_ERRORS, UnreadableMedia
from app.media.shrinking import GREY, Small

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame
    from av.audio.stream import AudioStream
    from av.container import InputContainer

SHAPE = (16, 9)
_BARS = 64
_MARGIN = 0.05
_INK = (222, 222, 222)  # on mid grey: calm on a light ground and on a dark one
_QUIET = 0.02  # a peak below which a sound is drawn as it is, not raised to the full height
_WALK_BYTES = 32 * 1024 * 1024  # files up to here are walked through for their exact length
_SLOWEST, _FASTEST = 400, 100_000_000  # bits a second; a length that means less or more is wrong
_WHOLE_US = 10 * 60 * 1_000_000  # longer sounds are heard in places only
_FIRST_PACKETS = 600
_PLACE_FRAMES = 4  # heard at each place of a long sound
_LOSSLESS = {"flac", "alac", "wavpack", "ape", "tta"}


def facts_of(path: Path, file_kind: FileKind, container: InputContainer) -> MediaFacts:
    """Facts of a sound of which something can be decoded. Raises: UnreadableMedia, what PyAV raises."""
    stream = _stream(container)
    codec = stream.codec_context.codec.canonical_name
    frame = next(_frames(container, stream), None)
    if frame is None:
        raise UnreadableMedia("holds no sound that can be read")
    taken = captured(path, tags={**container.metadata, **stream.metadata})
    mime = file_kind.mime
    return MediaFacts(
        kind="audio", mime=SOUND_ONLY.get(mime, mime.replace("video/", "audio/")), ext=file_kind.ext,
        width=0, height=0, orientation=1, has_alpha=False,
        bit_depth=frame.format.bits if codec.startswith("pcm_") or codec in _LOSSLESS else 0,
        colour_profile=None, frames=0, duration_us=_duration_us(path, container, stream),
        fps_num=None, fps_den=None, has_audio=True, codec=codec,
        captured_at=taken.at, captured_from=taken.source,
    )  # fmt: skip


def _stream(container: InputContainer) -> AudioStream:
    if not container.streams.audio:
        raise UnreadableMedia("holds no sound that can be read")
    stream = container.streams.audio[0]
    stream.codec_context.thread_count = 1
    return stream


def _frames(container: InputContainer, stream: AudioStream, most_failures: int = _FIRST_PACKETS) -> Iterator[AudioFrame]:
    failures = 0
    for packet in container.demux(stream):
        try:
            yield from packet.decode()
            failures = 0
        except decoders.av().FFmpegError:
            failures += 1
            if failures > most_failures:
                return


def _duration_us(path: Path, container: InputContainer, stream: AudioStream) -> int | None:
    base = stream.time_base or Fraction(1, 1_000_000)
    said = plausible(round(stream.duration * base * 1_000_000) if stream.duration else container.duration)
    size = path.stat().st_size
    likely = said is not None and _SLOWEST < size * 8_000_000 / said < _FASTEST
    if likely and size > _WALK_BYTES:
        return said
    to_start(container)
    first, last, total = None, 0, 0
    for packet in container.demux(stream):
        length = packet.duration or 0
        total += length
        if packet.pts is not None and packet.size:
            first = packet.pts if first is None else min(first, packet.pts)
            last = max(last, packet.pts + length)
    walked = plausible(round((last - first if first is not None else total) * base * 1_000_000))
    return walked or (said if likely else None)


def waveform(path: Path, facts: MediaFacts, long_side: int) -> Small:
    """How loud the sound is from its beginning to its end, as bars on grey. Raises: UnreadableMedia, OSError."""
    with path.open("rb"):
        pass  # a file that cannot be opened at all is not a damaged sound
    try:
        with open_clip(path, facts.mime) as container:
            bars, damaged = _bars(container, facts.duration_us)
    except MemoryError as error:
        raise UnreadableMedia("needs more memory than one file may take") from error
    except (decoders.av().FFmpegError, *DECODER_ERRORS) as error:
        raise UnreadableMedia("is damaged and cannot be read") from error
    image = _drawn(bars, long_side)
    return Small(image, image.width, image.height, damaged)


def _bars(container: InputContainer, duration_us: int | None) -> tuple[list[float], bool]:
    stream = _stream(container)
    resampler = decoders.av().AudioResampler(format="flt", layout="mono")
    if duration_us and duration_us > _WHOLE_US:
        return _heard_in_places(container, stream, resampler, duration_us), False
    import numpy as np

    peaks: list[float] = []
    error: type[Exception] = decoders.av().FFmpegError
    damaged = False
    for packet in container.demux(stream):
        try:
            for frame in packet.decode():
                peaks += _peaks(frame, resampler)
        except error:
            damaged = True
    if not peaks:
        raise UnreadableMedia("holds no sound that can be read")
    edges = np.linspace(0, len(peaks), _BARS + 1)
    return [max(peaks[int(a) : max(int(a) + 1, int(b))], default=0.0) for a, b in pairwise(edges)], damaged


def _heard_in_places(container: InputContainer, stream: AudioStream, resampler: Any, duration_us: int) -> list[float]:
    bars: list[float] = []
    for place in range(_BARS):
        container.seek((container.start_time or 0) + duration_us * place // _BARS)
        stream.codec_context.flush_buffers()
        peak = 0.0
        for count, frame in enumerate(_frames(container, stream, 50)):
            peak = max(peak, *_peaks(frame, resampler))
            if count >= _PLACE_FRAMES:
                break
        bars.append(peak)
    return bars


def _peaks(frame: AudioFrame, resampler: Any) -> list[float]:
    """The loudest of each 20 ms or so of a frame."""
    import numpy as np

    found = [0.0]
    frame.pts = None
    for plain in resampler.resample(frame):
        samples = np.abs(np.frombuffer(plain.planes[0], np.float32, plain.samples))
        if samples.size:
            parts = np.array_split(samples, max(1, samples.size // 1024))
            found += [float(part.max()) for part in parts]
    return [min(value, 1.0) if value == value else 0.0 for value in found[1:]] or found


def _drawn(bars: list[float], long_side: int) -> Any:
    from PIL import ImageDraw

    width, height = long_side, long_side * SHAPE[1] // SHAPE[0]
    image = decoders.pillow().new("RGB", (width, height), GREY)
    pen = ImageDraw.Draw(image)
    loudest = max(bars)
    scale = 0.84 * height / 2 / (loudest if loudest > _QUIET else 1)
    margin = width * _MARGIN
    step = (width - 2 * margin) / len(bars)
    middle = height / 2
    for place, value in enumerate(bars):
        half = max(step * 0.2, value * scale)
        left = margin + place * step + step * 0.2
        pen.rounded_rectangle((round(left), round(middle - half), round(left + step * 0.6) - 1, round(middle + half) - 1),
                              radius=step * 0.2, fill=_INK)  # fmt: skip
    return image
