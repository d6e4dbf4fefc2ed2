"""What a file is and what it measures."""

from __future__ import annotations

from pathlib import Path

from app.media.clips import clip_facts
from app.media.facts import MediaFacts
from app.media.kinds import recognise
from app.media.pictures import picture_facts

__all__ = ["MediaFacts", "probe"]


def probe(path: Path) -> MediaFacts:
    """The facts of the file, by its content alone; no pixel of a picture and one frame of a clip or sound is decoded.

    `kind` is "video" only for real clips: a moving GIF, WebP, PNG or AVIF is an image with `frames` > 1 and a
    duration. A picture whose header is whole passes, even where pixels are missing further on: its thumbnail
    says `damaged`. A clip is refused when its container ends too early or none of its frames can be decoded.
    Raises: UnreadableMedia with a reason for people, UnsafeMedia (a kind of it), OSError as it comes.
    """
    file_kind = recognise(path)
    return picture_facts(path, file_kind) if file_kind.kind == "image" else clip_facts(path, file_kind)
