"""The picture that stands for a clip."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.media import decoders
from app.media.clips import frame_orientation, open_clip, picture_stream, shown_size
from app.media.facts import MediaFacts
from app.media.frames import fitted, packed, scaled
from app.media.limits import DECODER_ERRORS, UnreadableMedia
from app.media.pictures import TURNS
from app.media.shrinking import Small, on_grey

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.stream import VideoStream

_TRIES = 4  # key frames looked at
_PACKETS = 400  # and packets read, until the first one is taken although it is black
_BLACK = 12  # mean of red, green and blue below which a frame counts as black


def poster(path: Path, facts: MediaFacts, long_side: int) -> Small:
    """The first key frame that is not black, of the first four; else the first.

    Raises: UnreadableMedia, OSError.
    """
    with path.open("rb"):
        pass  # a file that cannot be opened at all is not a damaged clip
    try:
        with open_clip(path, facts.mime) as container:
            image = _choose(container, picture_stream(container), long_side)
    except MemoryError as error:
        raise UnreadableMedia("needs more memory than one file may take") from error
    except (decoders.av().FFmpegError, *DECODER_ERRORS) as error:
        raise UnreadableMedia("is damaged and cannot be read") from error
    return Small(image, image.width, image.height, damaged=False)


def _choose(container: InputContainer, stream: VideoStream, long_side: int) -> Any:
    from PIL import ImageStat

    stream.codec_context.thread_count = 1
    stream.codec_context.skip_frame = "NONKEY"
    first: Any = None
    seen = 0
    for count, packet in enumerate(container.demux(stream)):
        if packet.size and not packet.is_keyframe:
            if first is not None and count > _PACKETS:
                return first
            continue
        for frame in packet.decode():
            image = _upright(frame, stream, long_side)
            if sum(ImageStat.Stat(image).mean) / 3 >= _BLACK:
                return image
            first = first or image
            seen += 1
            if seen >= _TRIES:
                return first
    if first is None:
        raise UnreadableMedia("holds no frame that can be read")
    return first


def _upright(frame: Any, stream: VideoStream, long_side: int) -> Any:
    width, height = fitted(*shown_size(frame, stream), long_side)
    alpha = any(part.is_alpha for part in frame.format.components)
    mode, size = ("RGBA", 4) if alpha else ("RGB", 3)
    pixels = packed(scaled(frame, width, height, "rgba" if alpha else "rgb24"), size)
    image = on_grey(decoders.pillow().frombytes(mode, (width, height), pixels))
    orientation = frame_orientation(frame)
    return image.transpose(TURNS[orientation]) if orientation > 1 else image
