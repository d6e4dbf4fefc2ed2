"""One frame of a clip, by its number: for timeline pictures, strips and playback."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from app.media import decoders
from app.media.clips import decoder_of, frame_orientation, open_clip, picture_stream, shown_size
from app.media.kinds import recognise
from app.media.limits import DECODER_ERRORS, UnreadableMedia, check_pixels

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

_BT601, _BT709, _BT2020 = 5, 1, 9  # as swscale numbers them
_RGB_SPACE = 0
_RATHER_ON = 12  # frames that are decoded on rather than looked for from a nearer key frame: a seek costs as much


def fitted(width: int, height: int, long_side: int) -> tuple[int, int]:
    """The size with `long_side` as the longer side, never larger than it is."""
    longest = max(width, height)
    if longest <= long_side:
        return width, height
    return max(1, round(width * long_side / longest)), max(1, round(height * long_side / longest))


def scaled(frame: VideoFrame, width: int, height: int, pixel_format: str) -> VideoFrame:
    """The frame at that size and format, its colours by the matrix it was made with.

    Clips that do not say theirs follow the common rule: from 720 lines on BT.709 (FFmpeg takes BT.601).
    """
    space = int(frame.colorspace)
    if space == _RGB_SPACE:
        return frame.reformat(width, height, pixel_format, interpolation="AREA", threads=1)
    matrix = {1: _BT709, 9: _BT2020, 10: _BT2020}.get(space)
    if matrix is None:
        matrix = _BT709 if space == 2 and frame.height >= 720 else _BT601
    return frame.reformat(
        width, height, pixel_format, src_colorspace=matrix, interpolation="AREA", threads=1,
    )  # fmt: skip


def packed(frame: VideoFrame, bytes_a_pixel: int) -> bytes:
    """The pixels of a packed format without the padding at the rows' ends."""
    plane = frame.planes[0]
    row = frame.width * bytes_a_pixel
    data = bytes(plane)
    if plane.line_size == row:
        return data[: row * frame.height]
    return b"".join(data[at : at + row] for at in range(0, plane.line_size * frame.height, plane.line_size))


class Clip:
    """An open clip. Frame 0 is the first one shown, `frame_count` - 1 the last. One thread at a time.

    Opening walks through the packets once for their times; nothing is decoded until a frame is asked for.
    Going forward decodes on from the last frame, everything else starts at the key frame before.
    """

    def __init__(self, path: Path, threads: int = 1, watch: Callable[[], None] | None = None) -> None:
        """`watch` is called now and then while the file is walked through; what it raises ends that.

        Raises: UnreadableMedia, OSError.
        """
        self._watch = watch
        kind = recognise(path)
        if kind.kind != "video":
            raise UnreadableMedia(f"is a {'sound' if kind.kind == 'audio' else 'picture'}, not a clip")
        self._ffmpeg_error: type[Exception] = decoders.av().FFmpegError
        try:
            self._container = open_clip(path, kind.mime)
        except self._ffmpeg_error as error:
            raise UnreadableMedia("is damaged and cannot be read") from error
        try:
            self._stream = picture_stream(self._container)
            check_pixels(self._stream.codec_context.width, self._stream.codec_context.height)
            self._stream.codec_context.thread_count = threads
            self._decoder = decoder_of(self._stream)
            self._last_ticks = 0
            self._times, self._keys = self._walk()
            if not self._times:
                raise UnreadableMedia("holds no frame that can be read")
            self._places = {pts: index for index, pts in enumerate(self._times)}
        except BaseException:
            self._container.close()
            raise
        self._decoding: Iterator[VideoFrame] = iter(())
        self._current: VideoFrame | None = None
        self._passing: Callable[[VideoFrame], None] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """The file is free again; the clip gives no more frames."""
        self._current, self._decoding = None, iter(())
        self._container.close()

    @property
    def frame_count(self) -> int:
        """Frames that are shown."""
        return len(self._times)

    def time_us(self, index: int) -> int:
        """When frame `index` is shown, from the first one on."""
        base = self._stream.time_base
        ticks = self._times[index] - self._times[0]
        return round(ticks * base * 1_000_000) if base else 0

    @property
    def times_us(self) -> list[int]:
        """When each frame is shown, from the first one on, and as the last entry when the last one is over."""
        base = (self._stream.time_base or Fraction(0)) * 1_000_000
        times = [round((ticks - self._times[0]) * base) for ticks in self._times]
        last = round(self._last_ticks * base) or round(1_000_000 / self.rate)
        return [*times, times[-1] + max(1, last)]

    @property
    def rate(self) -> Fraction:
        """Frames a second on average, as the file says it; 25 where it does not."""
        found = self._stream.average_rate or self._stream.guessed_rate
        return found if found and 0 < found <= 1000 else Fraction(25)

    def first_frame_us(self) -> int:
        """When frame 0 is shown on the clock of the file, which the sound shares."""
        base = self._stream.time_base
        return round(self._times[0] * base * 1_000_000) if base else 0

    def index_of(self, frame: VideoFrame) -> int | None:
        """The number of a decoded frame; None for one that is not among the frames shown."""
        return None if frame.pts is None else self._places.get(frame.pts)

    def size_of(self, frame: VideoFrame) -> tuple[int, int]:
        """Width and height with square pixels, before it is turned upright."""
        return shown_size(frame, self._stream)

    def frame_at(self, index: int, max_px: int) -> tuple[int, int, bytes]:
        """Width, height and BGRA bytes of frame `index`, upright, its longer side at most `max_px`.

        An index outside the clip gives its first or last frame. Raises: UnreadableMedia.
        """
        frame, orientation = self.decoded(index)
        width, height = fitted(*shown_size(frame, self._stream), max_px)
        data = packed(scaled(frame, width, height, "bgra"), 4)
        if orientation == 1:
            return width, height, data
        from app.media.pictures import TURNS

        image = decoders.pillow().frombuffer("RGBA", (width, height), data, "raw", "RGBA", 0, 1)
        turned = image.transpose(TURNS[orientation])  # order of the channels does not matter for a turn
        return turned.width, turned.height, turned.tobytes()

    def decoded(self, index: int, passing: Callable[[VideoFrame], None] | None = None) -> tuple[VideoFrame, int]:
        """The frame as FFmpeg has it, and its orientation. Raises: UnreadableMedia.

        `passing` hears of each frame that is decoded on the way, this one too; what it raises ends the search, and the
        clip goes on from there.
        """
        self._passing = passing
        index = min(max(index, 0), len(self._times) - 1)
        target = self._times[index]
        try:
            frame = self._forward(target) or self._from_key(target)
        except (self._ffmpeg_error, *DECODER_ERRORS) as error:
            self._current = None
            raise UnreadableMedia(f"cannot be read at frame {index}") from error
        if frame is None:
            raise UnreadableMedia(f"cannot be read at frame {index}")
        return frame, frame_orientation(frame)

    def _walk(self) -> tuple[list[int], list[int]]:
        times: list[int] = []
        keys: list[int] = []
        newest = 0
        try:
            for number, packet in enumerate(self._container.demux(self._stream)):
                if self._watch is not None and number % 64 == 0:
                    self._watch()
                pts = packet.dts if packet.pts is None else packet.pts
                if pts is None or not packet.size:
                    continue
                if packet.is_keyframe:
                    keys.append(pts)
                if not packet.is_discard:
                    if not times or pts >= newest:
                        newest, self._last_ticks = pts, packet.duration or 0
                    times.append(pts)
        except (self._ffmpeg_error, *DECODER_ERRORS):
            pass  # a damaged end: what came before it can be shown
        return sorted(set(times)), sorted(keys)

    def _forward(self, target: int) -> VideoFrame | None:
        """The frame when it is the current one, or lies ahead with no key frame in between."""
        current = self._current.pts if self._current is not None else None
        if current is None or current > target:
            return None
        if current == target:
            return self._current
        key = bisect_right(self._keys, target) - 1
        if key >= 0 and self._keys[key] > current:
            before = bisect_right(self._times, current)
            if bisect_right(self._times, self._keys[key]) - before > _RATHER_ON:
                return None
        return self._until(target)

    def _from_key(self, target: int) -> VideoFrame | None:
        """The frame decoded from the last key frame that leads to it."""
        key = bisect_right(self._keys, target) - 1
        for place in range(key, max(-1, key - 3), -1):
            self._seek(self._keys[place])
            first = next(self._decoding, None)
            if first is None or first.pts is None or first.pts > target:
                continue
            self._met(first)
            found = first if first.pts == target else self._until(target)
            if found is not None and (found.pts == target or first.pts in self._places):
                return found  # MPEG program streams guess the times of what comes first after a seek: further back, then
        self._seek(min(self._keys[0] if self._keys else 0, self._times[0]))
        return self._until(target)

    def _seek(self, pts: int) -> None:
        self._container.seek(pts, stream=self._stream)
        self._decoder.flush_buffers()
        self._decoding = self._frames()
        self._current = None

    def _frames(self) -> Iterator[VideoFrame]:
        for packet in self._container.demux(self._stream):
            try:
                yield from self._decoder.decode(packet if packet.size else None)
            except self._ffmpeg_error:
                continue  # a damaged packet costs its own frame only

    def _until(self, target: int) -> VideoFrame | None:
        """The first frame at or behind `target`; the last one there is when the clip ends before."""
        for frame in self._decoding:
            self._met(frame)
            if frame.pts is not None and frame.pts >= target:
                return frame
        return self._current

    def _met(self, frame: VideoFrame) -> None:
        self._current = frame
        if self._passing is not None:
            self._passing(frame)
