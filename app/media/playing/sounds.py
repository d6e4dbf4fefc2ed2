"""The sound of one file, as samples from any time on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.media import decoders
from app.media.clips import open_clip
from app.media.kinds import recognise
from app.media.limits import DECODER_ERRORS, UnreadableMedia
from app.media.playing.device import CHANNELS, RATE, SAMPLE_BYTES

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame
    from av.audio.stream import AudioStream

FRAME_BYTES = CHANNELS * SAMPLE_BYTES
_EARLIER_US = 200_000  # decoded before the time asked for: the first frames of AAC and MP3 need those before them
_MOST_FAILURES = 600
_BLOCK = 4096


class SoundTrack:
    """The track of an open file that is heard: the one marked as default, or the first. One thread at a time."""

    def __init__(self, path: Path) -> None:
        """Raises: UnreadableMedia (also for a file without sound), OSError."""
        kind = recognise(path)
        self._error: type[Exception] = decoders.av().FFmpegError
        try:
            self._container = open_clip(path, kind.mime)
        except (KeyError, self._error) as error:
            raise UnreadableMedia("is damaged and cannot be read") from error
        streams = self._container.streams.audio
        if not streams:
            self._container.close()
            raise UnreadableMedia("holds no sound")
        marked = decoders.av().stream.Disposition.default
        self._stream: AudioStream = next((s for s in streams if s.disposition & marked), streams[0])
        self._stream.codec_context.thread_count = 1

    def close(self) -> None:
        """The file is free again."""
        self._container.close()

    def start_us(self) -> int:
        """When the file's clock begins, for a file without pictures."""
        base = self._stream.time_base
        return round((self._stream.start_time or 0) * base * 1_000_000) if base else 0

    def samples(self, from_us: int, until_us: int, zero_us: int, speed: float) -> Iterator[bytes]:
        """What is heard from one time to the other, in pieces: exactly as many samples as that takes at this speed.

        Where the file has no sound there is silence. `zero_us` is what the file's clock shows at time 0. Speed goes with
        the pitch, as on a tape.
        """
        wanted = round((until_us - from_us) / speed * RATE / 1_000_000) * FRAME_BYTES
        given = 0
        for piece in self._heard(from_us + zero_us, speed):
            if given >= wanted:
                return
            yield piece[: wanted - given]
            given += min(len(piece), wanted - given)
        while given < wanted:
            silence = bytes(min(_BLOCK * FRAME_BYTES, wanted - given))
            given += len(silence)
            yield silence

    def _heard(self, at_us: int, speed: float) -> Iterator[bytes]:
        """From that time of the file's clock on, to its end; silence before it begins."""
        resampler: Any = None
        before: int | None = None  # bytes to drop (below 0: of silence to give) before the first sample
        rate = 0
        for frame in self._frames(at_us):
            if resampler is None or frame.sample_rate != rate:
                rate = frame.sample_rate
                resampler = decoders.av().AudioResampler(format="s16", layout="stereo", rate=RATE)
            if before is None:
                starts_us = frame.time * 1_000_000 if frame.time is not None else at_us
                before = round((at_us - starts_us) / speed * RATE / 1_000_000) * FRAME_BYTES
                while before < 0:
                    silence = bytes(min(_BLOCK * FRAME_BYTES, -before))
                    before += len(silence)
                    yield silence
            frame.pts = None
            frame.sample_rate = max(1000, round(rate * speed))
            for plain in resampler.resample(frame):
                data = bytes(plain.planes[0])[: plain.samples * FRAME_BYTES]
                dropped = min(before, len(data))
                before -= dropped
                if dropped < len(data):
                    yield data[dropped:]

    def _frames(self, at_us: int) -> Iterator[AudioFrame]:
        base = self._stream.time_base
        failures = 0
        try:
            if base:
                self._container.seek(round((at_us - _EARLIER_US) / (base * 1_000_000)), stream=self._stream)
            self._stream.codec_context.flush_buffers()
            for packet in self._container.demux(self._stream):
                try:
                    for frame in packet.decode():
                        failures = 0
                        if frame.time is None or (frame.time + frame.samples / frame.sample_rate) * 1_000_000 > at_us:
                            yield frame
                except self._error:
                    failures += 1
                    if failures > _MOST_FAILURES:
                        return
        except (self._error, *DECODER_ERRORS):
            return  # the file ends here, or went away: what follows is silent
