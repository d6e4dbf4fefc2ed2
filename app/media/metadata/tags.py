"""Text tags of clips and sound files, as FFmpeg reads them: MP4 `mdta` keys and `©` boxes, Matroska, ID3, Vorbis."""

from __future__ import annotations

from pathlib import Path

from app.media import decoders
from app.media.limits import DECODER_ERRORS
from app.media.metadata import blocks as named
from app.media.metadata.blocks import Blocks

# What a muxer writes by itself; it says nothing of the making and would only fill the library.
_OF_NO_USE = {"major_brand", "minor_version", "compatible_brands", "duration", "creation_time", "language", "vendor_id"}
_STREAM_TAGS = {"handler_name", "title", "comment"}


def collect(path: Path, mime: str, blocks: Blocks) -> None:
    """A block for each tag of the container, and what the streams say of their maker. Damaged files have none."""
    from app.media.clips import FORMATS, open_clip

    if mime not in FORMATS:
        return
    try:
        with open_clip(path, mime) as container:
            for key, value in container.metadata.items():
                if key.lower() not in _OF_NO_USE:
                    blocks.add(named.TAG + key, value.encode("utf-8", "replace"))
            for stream in list(container.streams)[:20]:
                for key, value in stream.metadata.items():
                    if key.lower() in _STREAM_TAGS:
                        blocks.add(f"{named.TAG}{stream.type} {key}", value.encode("utf-8", "replace"))
    except (decoders.av().FFmpegError, *DECODER_ERRORS):
        return
