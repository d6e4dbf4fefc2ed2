"""Facts of a clip, from its container and its first frame."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from app.media import decoders
from app.media.captured import captured
from app.media.containers import missing_tail
from app.media.facts import MediaFacts
from app.media.kinds import AVI, FileKind
from app.media.limits import DECODER_ERRORS, UnreadableMedia, check_pixels

if TYPE_CHECKING:
    from av.buffer import Buffer
    from av.container import InputContainer
    from av.video.codeccontext import VideoCodecContext
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

Found = TypeVar("Found")
FORMATS = {
    "video/mp4": "mov", "video/quicktime": "mov", "video/webm": "matroska", "video/x-matroska": "matroska",
    "video/x-msvideo": "avi", "video/mp2t": "mpegts", "video/mpeg": "mpeg", "video/x-flv": "flv",
    "video/x-ms-wmv": "asf", "video/ogg": "ogg",
    "audio/wav": "wav", "audio/mpeg": "mp3", "audio/flac": "flac", "audio/mp4": "mov", "audio/ogg": "ogg",
    "audio/aac": "aac", "audio/aiff": "aiff", "audio/webm": "matroska", "audio/x-matroska": "matroska",
    "audio/x-msvideo": "avi", "audio/mp2t": "mpegts", "audio/x-mpeg": "mpeg", "audio/x-flv": "flv",
    "audio/x-ms-wma": "asf",
}  # fmt: skip
SOUND_ONLY = {
    "video/quicktime": "audio/mp4", "video/x-ms-wmv": "audio/x-ms-wma", "video/mpeg": "audio/x-mpeg",
}  # the type of such a file without pictures; of the others "audio/" instead of "video/"
ENDS_TOO_EARLY = "ends too early, a part of it is missing"
_KEY_FRAME_PACKETS = 400  # looked through for key frames
_LONGEST_US = 1000 * 86_400 * 1_000_000  # a thousand days: what says more is wrong
_FIRST_FRAME_PACKETS = 600  # without a picture in so many packets there is none
_WALK_BYTES = 512 * 1024 * 1024  # clips up to here are walked through for their exact count of frames
_PRIMARIES = {1: "BT.709", 5: "BT.601 PAL", 6: "BT.601 NTSC", 9: "BT.2020", 11: "DCI-P3", 12: "Display P3"}
_TRANSFERS = {16: "PQ", 18: "HLG"}


def open_clip(path: Path, mime: str) -> InputContainer:
    """The container, read by that format's reader only, from this one file. Raises: av errors, OSError.

    The format is given so that a playlist (HLS, concat) which names other files cannot be followed.
    """
    container: InputContainer = decoders.av().open(
        f"file:{path.absolute()}", format=FORMATS[mime], metadata_errors="replace",
        options={"protocol_whitelist": "file"},
    )  # fmt: skip
    return container


def has_pictures(container: InputContainer) -> bool:
    """Whether there is a stream of pictures that is not a cover, or no sound either."""
    cover = decoders.av().stream.Disposition.attached_pic
    moving = any(not stream.disposition & cover for stream in container.streams.video)
    return moving or not container.streams.audio


def picture_stream(container: InputContainer) -> VideoStream:
    """The first stream of pictures that is not a cover. Raises: UnreadableMedia."""
    cover = decoders.av().stream.Disposition.attached_pic
    for stream in container.streams.video:
        if not stream.disposition & cover:
            return stream
    sound = bool(container.streams.audio)
    raise UnreadableMedia("holds sound but no pictures" if sound else "holds neither pictures nor sound")


def clip_facts(path: Path, file_kind: FileKind) -> MediaFacts:
    """Facts of a clip that holds at least one frame that can be decoded, or of a sound.

    Raises: UnreadableMedia, OSError.
    """
    return with_open_clip(path, file_kind, lambda container: facts_of(path, file_kind, container)[0])


def with_open_clip(path: Path, file_kind: FileKind, work: Callable[[InputContainer], Found]) -> Found:
    """What `work` finds in the container; its errors become sentences. Raises: UnreadableMedia, OSError."""
    with path.open("rb"):
        pass  # a file that cannot be opened at all is not a damaged clip
    cut = missing_tail(path, file_kind.mime)
    if cut and file_kind is not AVI:  # writers of AVI often leave its size wrong; what is there plays
        raise UnreadableMedia(ENDS_TOO_EARLY)
    try:
        with open_clip(path, file_kind.mime) as container:
            return work(container)
    except UnreadableMedia as error:
        raise (UnreadableMedia(ENDS_TOO_EARLY) if cut else error) from error
    except MemoryError as error:
        raise UnreadableMedia("needs more memory than one file may take") from error
    except (decoders.av().FFmpegError, *DECODER_ERRORS) as error:
        raise UnreadableMedia(ENDS_TOO_EARLY if cut else "is damaged and cannot be read") from error


def facts_of(path: Path, file_kind: FileKind, container: InputContainer) -> tuple[MediaFacts, VideoFrame | None]:
    """The facts of an open clip and the frame they were read from; of a sound no frame.

    The decoder stands behind that frame. Raises: UnreadableMedia, what PyAV raises.
    """
    from app.media import sounds

    if file_kind.kind == "audio" or not has_pictures(container):
        return sounds.facts_of(path, file_kind, container), None
    stream = picture_stream(container)
    context = stream.codec_context
    context.thread_count = 1
    check_pixels(context.width, context.height)
    frame = next(key_frames(container, stream), None) or first_frame(container, stream)
    orientation = frame_orientation(frame)
    width, height = shown_size(frame, stream)
    check_pixels(width, height)
    length = _length(path, container, stream)
    rate = length.rate
    taken = captured(path, tags={**container.metadata, **stream.metadata})
    alpha = any(part.is_alpha for part in frame.format.components) or stream.metadata.get("alpha_mode") == "1"
    facts = MediaFacts(
        kind="video", mime=file_kind.mime, ext=file_kind.ext,
        width=height if orientation >= 5 else width,
        height=width if orientation >= 5 else height,
        orientation=orientation, has_alpha=alpha, bit_depth=frame.format.components[0].bits,
        colour_profile=_colours(frame), frames=length.frames, duration_us=length.duration_us,
        fps_num=rate.numerator if rate else None, fps_den=rate.denominator if rate else None,
        has_audio=bool(container.streams.audio), codec=context.codec.canonical_name,
        captured_at=taken.at, captured_from=taken.source,
    )  # fmt: skip
    return facts, frame


def key_frames(container: InputContainer, stream: VideoStream) -> Iterator[VideoFrame]:
    """The frames that stand for themselves, from where the container stands, each as soon as its packet is read.

    The decoder is drained after each: it would hold a frame back until others came that need not be decoded.
    """
    context = decoder_of(stream)
    error: type[Exception] = decoders.av().FFmpegError
    for count, packet in enumerate(container.demux(stream)):
        if count > _KEY_FRAME_PACKETS:
            return
        if not packet.size or not packet.is_keyframe:
            continue
        try:
            found = [*context.decode(packet), *context.decode(None)]
        except error:
            found = []  # damaged; the next one may be whole
        context.flush_buffers()
        yield from found[:1]


def decoder_of(stream: VideoStream) -> VideoCodecContext:
    """The stream's own decoder; of VP8 and VP9 with transparency, which FFmpeg's do not see, that of libvpx."""
    own = stream.codec_context
    library = {"vp8": "libvpx", "vp9": "libvpx-vp9"}.get(own.codec.canonical_name)
    if library is None or stream.metadata.get("alpha_mode") != "1":
        return own
    context: VideoCodecContext = decoders.av().CodecContext.create(library, "r")
    context.thread_count = 1
    return context


def first_frame(container: InputContainer, stream: VideoStream) -> VideoFrame:
    """The first frame that can be decoded, of whatever kind. Raises: UnreadableMedia, what PyAV raises."""
    to_start(container)
    for count, packet in enumerate(container.demux(stream)):
        try:
            for frame in packet.decode():
                return frame
        except decoders.av().FFmpegError:
            continue  # a damaged first packet; the next key frame may be whole
        if count > _FIRST_FRAME_PACKETS:
            break
    raise UnreadableMedia("holds no frame that can be read")


def to_start(container: InputContainer) -> None:
    """The container stands at its first packet again."""
    start: int | None = container.start_time  # None: it does not say
    container.seek(start if start and abs(start) < _LONGEST_US else 0)


def shown_size(frame: VideoFrame, stream: VideoStream) -> tuple[int, int]:
    """Width and height with square pixels, before it is turned upright."""
    aspect = stream.sample_aspect_ratio or Fraction(1)
    if not Fraction(1, 20) < aspect < 20:
        aspect = Fraction(1)
    return max(1, round(frame.width * aspect)), frame.height


def frame_orientation(frame: VideoFrame) -> int:
    """The display matrix as an EXIF orientation (1 to 8), quarter turns and mirrors."""
    matrix = frame.side_data.get(decoders.av().sidedata.sidedata.Type.DISPLAYMATRIX)
    if matrix is None:
        return 1
    a, b, _, c, d = struct.unpack_from(
        "=5i", bytes(cast("Buffer", matrix))
    )  # 16.16; x' = ax + cy, y' = bx + dy
    if abs(b) + abs(c) <= abs(a) + abs(d):
        return {(True, True): 1, (False, True): 2, (False, False): 3, (True, False): 4}[(a >= 0, d >= 0)]
    return {(True, True): 5, (True, False): 6, (False, False): 7, (False, True): 8}[(b >= 0, c >= 0)]


@dataclass(frozen=True)
class _Length:
    frames: int
    duration_us: int | None
    rate: Fraction | None


def _length(path: Path, container: InputContainer, stream: VideoStream) -> _Length:
    """Frames shown, for how long, how many a second. Counted packet by packet, in huge files as they say."""
    base = stream.time_base or Fraction(1, 1_000_000)
    rate = stream.average_rate or stream.guessed_rate
    said_us = plausible(round(stream.duration * base * 1_000_000) if stream.duration else container.duration)
    if path.stat().st_size > _WALK_BYTES:
        estimate = round(said_us * rate / 1_000_000) if said_us and rate else 1
        return _Length(stream.frames or max(1, estimate), said_us, rate)
    listed = _listed(stream)
    if listed and said_us:
        return _Length(listed, said_us, rate)
    times = _times(container, stream)
    if len(times) < 2:
        return _Length(max(1, len(times)), said_us, rate)
    span = times[-1] - times[0]
    if said_us is not None and said_us < span * base * 1_000_000:  # MPEG has a time in some packets only
        said_us = round(span * base * 1_000_000 * len(times) / (len(times) - 1))
    if (not stream.duration or said_us is None) and span > 0:  # Matroska: no length of its own, times in whole milliseconds
        real = (len(times) - 1) / (span * base)
        if rate is None or abs(real / rate - 1) > Fraction(1, 100):
            rate = real  # of varying pace, or the file says a wrong one
        return _Length(len(times), plausible(round(len(times) / rate * 1_000_000)), rate)
    return _Length(len(times), said_us, rate)


def plausible(duration_us: int | None) -> int | None:
    """The length, where it is one."""
    return duration_us if duration_us is not None and 0 < duration_us < _LONGEST_US else None


def _listed(stream: VideoStream) -> int:
    """How many frames are shown by the index that stands in the file (MP4, MOV); 0: it has none, or not of all."""
    entries = stream.index_entries
    if not stream.frames or len(entries) != stream.frames:
        return 0
    return sum(not entry.is_discard for entry in entries)


def _times(container: InputContainer, stream: VideoStream) -> list[int]:
    """The times at which frames are shown, sorted."""
    to_start(container)
    times: list[int] = []
    for packet in container.demux(stream):
        pts = packet.dts if packet.pts is None else packet.pts
        if pts is not None and packet.size and not packet.is_discard:
            times.append(pts)
    return sorted(times)


def _colours(frame: VideoFrame) -> str | None:
    name = _PRIMARIES.get(_number(frame.color_primaries))
    curve = _TRANSFERS.get(_number(frame.color_trc))
    return f"{name} {curve}" if name and curve else name or curve


def _number(value: Any) -> int:
    return int(value)
