"""Text tags of clips and sound files, as FFmpeg reads them: MP4 `mdta` keys and `©` boxes, Matroska, ID3, Vorbis."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.media import decoders
from app.media.limits import DECODER_ERRORS
from app.media.metadata import blocks as named
from app.media.metadata.blocks import Blocks

if TYPE_CHECKING:
    from av.container import InputContainer

Told = list[tuple[str, str]]
"""Names of tags and their texts."""

# What a muxer writes by itself; it says nothing of the making and would only fill the library.
_OF_NO_USE = {"major_brand", "minor_version", "compatible_brands", "duration", "creation_time", "language", "vendor_id"}
_STREAM_TAGS = {"handler_name", "title", "comment"}


def told_by(container: InputContainer) -> Told:
    """What an open clip tells: the tags of the container, and what the streams say of their maker."""
    told = [(key, value) for key, value in container.metadata.items() if key.lower() not in _OF_NO_USE]
    for stream in list(container.streams)[:20]:
        told += [(f"{stream.type} {key}", value) for key, value in stream.metadata.items() if key.lower() in _STREAM_TAGS]
    return told


def collect(path: Path, mime: str, blocks: Blocks, told: Told | None = None) -> None:
    """A block for each tag. `told`: by an opening that was made for something else. Damaged files have none."""
    from app.media.clips import FORMATS, open_clip

    if mime not in FORMATS:
        return
    if told is None:
        try:
            with open_clip(path, mime) as container:
                told = told_by(container)
        except (decoders.av().FFmpegError, *DECODER_ERRORS):
            return
    for name, value in told:
        blocks.add(named.TAG + name, value.encode("utf-8", "replace"))
