"""The picture that stands for a clip."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.media import decoders
from app.media.clips import (
    facts_of,
    first_frame,
    frame_orientation,
    key_frames,
    open_clip,
    picture_stream,
    shown_size,
    to_start,
    with_open_clip,
)
from app.media.facts import MediaFacts
from app.media.frames import fitted, packed, scaled
from app.media.kinds import FileKind
from app.media.limits import DECODER_ERRORS, UnreadableMedia
from app.media.metadata.tags import Told, told_by
from app.media.pictures import TURNS
from app.media.shrinking import Small, on_grey

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.stream import VideoStream

_TRIES = 4  # key frames looked at
_BLACK = 12  # mean of red, green and blue below which a frame counts as black


def poster(path: Path, facts: MediaFacts, long_side: int) -> Small:
    """The first key frame that is not black, of the first four; else the first.

    Raises: UnreadableMedia, OSError.
    """
    with path.open("rb"):
        pass  # a file that cannot be opened at all is not a damaged clip
    try:
        with open_clip(path, facts.mime) as container:
            stream = picture_stream(container)
            stream.codec_context.thread_count = 1
            return _chosen(container, stream, long_side)
    except MemoryError as error:
        raise UnreadableMedia("needs more memory than one file may take") from error
    except (decoders.av().FFmpegError, *DECODER_ERRORS) as error:
        raise UnreadableMedia("is damaged and cannot be read") from error


def facts_and_poster(path: Path, file_kind: FileKind, long_side: int) -> tuple[MediaFacts, Small | None, Told]:
    """Facts, poster and tags from one opening, and mostly from one frame; of a sound no poster.

    Raises: UnreadableMedia, OSError.
    """

    def work(container: InputContainer) -> tuple[MediaFacts, Small | None, Told]:
        facts, frame = facts_of(path, file_kind, container)
        told = told_by(container)
        if frame is None:
            return facts, None, told
        stream = picture_stream(container)
        small = _upright(frame, stream, long_side)
        if not frame.key_frame or _is_black(small):
            to_start(container)
            stream.codec_context.flush_buffers()
            return facts, _chosen(container, stream, long_side), told
        return facts, _small(small), told

    return with_open_clip(path, file_kind, work)


def _small(image: Any) -> Small:
    return Small(image, image.width, image.height, damaged=False)


def _is_black(image: Any) -> bool:
    from PIL import ImageStat

    return sum(ImageStat.Stat(image.reduce(4)).mean) / 3 < _BLACK


def _chosen(container: InputContainer, stream: VideoStream, long_side: int) -> Small:
    first: Any = None
    for frame in islice(key_frames(container, stream), _TRIES):
        image = _upright(frame, stream, long_side)
        if not _is_black(image):
            return _small(image)
        first = first or image
    if first is None:  # a clip without key frames, or none that is whole
        first = _upright(first_frame(container, stream), stream, long_side)
    return _small(first)


def _upright(frame: Any, stream: VideoStream, long_side: int) -> Any:
    width, height = fitted(*shown_size(frame, stream), long_side)
    alpha = any(part.is_alpha for part in frame.format.components)
    mode, size = ("RGBA", 4) if alpha else ("RGB", 3)
    pixels = packed(scaled(frame, width, height, "rgba" if alpha else "rgb24"), size)
    image = on_grey(decoders.pillow().frombytes(mode, (width, height), pixels))
    orientation = frame_orientation(frame)
    return image.transpose(TURNS[orientation]) if orientation > 1 else image
