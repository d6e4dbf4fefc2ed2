"""Small pictures of pictures and clips: thumbnail, preview, filmstrip. All upright, in sRGB, as JPEG."""

from __future__ import annotations

import math
import os
import secrets
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from app.media import decoders
from app.media.facts import MediaFacts
from app.media.frames import Clip, fitted, packed, scaled
from app.media.likeness import Likeness, likeness
from app.media.limits import UnreadableMedia, check_pixels
from app.media.posters import poster
from app.media.shrinking import Small, on_grey, shrink
from app.media.sounds import waveform

THUMBNAIL_PX = 320
PREVIEW_PX = 1024
JPEG_QUALITY = 80
STRIP_FRAME_PX = 160
STRIP_STEP = 12
STRIP_MOST = 120


@dataclass(frozen=True)
class ThumbnailResult:
    width: int
    height: int
    damaged: bool  # a part of the picture could not be decoded and is missing or grey
    # What it looks like, see app/media/likeness.py (thumbnails only, not previews): no part of whether two are equal.
    perceptual_hash: str | None = field(default=None, compare=False)
    mean_colour: int | None = field(default=None, compare=False)


@dataclass(frozen=True)
class StripResult:
    """`frames` pictures of `frame_width` × `frame_height` side by side; number n shows frame n × `step`."""

    frames: int
    step: int
    frame_width: int
    frame_height: int


def make_thumbnail(source: Path, target: Path, facts: MediaFacts, ready: Small | None = None) -> ThumbnailResult:
    """`target` is a JPEG with a longer side of 320 px, or the picture's own size where that is less.

    Transparent parts stand on mid grey; a sound is shown as its waveform. `ready` is the picture where it was decoded
    already. It appears whole or not at all. Raises: UnreadableMedia, OSError.
    """
    return _make(source, target, facts, THUMBNAIL_PX, ready)


def make_preview(
    source: Path, target: Path, facts: MediaFacts, long_side: int = PREVIEW_PX
) -> ThumbnailResult:
    """The same, larger."""
    return _make(source, target, facts, long_side)


def _make(
    source: Path, target: Path, facts: MediaFacts, long_side: int, ready: Small | None = None
) -> ThumbnailResult:
    small = ready or _decoded(source, facts, long_side)
    write_whole(target, small.jpeg(JPEG_QUALITY))
    alike = likeness(small, facts) if long_side == THUMBNAIL_PX else Likeness()
    return ThumbnailResult(small.width, small.height, small.damaged, alike.perceptual_hash, alike.mean_colour)


def _decoded(source: Path, facts: MediaFacts, long_side: int) -> Small:
    if facts.kind == "audio":
        return waveform(source, facts, long_side)
    check_pixels(facts.width, facts.height)
    return poster(source, facts, long_side) if facts.kind == "video" else shrink(source, facts, long_side)


def make_strip(source: Path, target: Path, facts: MediaFacts) -> StripResult:
    """`target` is one JPEG with a picture for every 12th frame, side by side, each 160 px wide, 120 at most.

    Longer clips have wider steps. Raises: UnreadableMedia (also for what is not a clip), OSError.
    """
    if facts.kind != "video":
        raise UnreadableMedia(f"is a {'sound' if facts.kind == 'audio' else 'picture'}, it has no filmstrip")
    image_module = decoders.pillow()
    width = STRIP_FRAME_PX
    height = max(1, min(1024, round(width * facts.height / facts.width)))
    with Clip(source) as clip:
        step = max(STRIP_STEP, math.ceil(clip.frame_count / STRIP_MOST))
        count = math.ceil(clip.frame_count / step)
        strip = image_module.new("RGB", (width * count, height))
        for place in range(count):
            strip.paste(_strip_frame(clip, place * step, (width, height)), (place * width, 0))
    buffer = BytesIO()
    strip.save(buffer, "JPEG", quality=JPEG_QUALITY)
    write_whole(target, buffer.getvalue())
    return StripResult(count, step, width, height)


def _strip_frame(clip: Clip, index: int, size: tuple[int, int]) -> Any:
    from app.media.pictures import TURNS

    frame, orientation = clip.decoded(index)
    width, height = (size[1], size[0]) if orientation >= 5 else size
    image = decoders.pillow().frombytes(
        "RGBA", (width, height), packed(scaled(frame, width, height, "rgba"), 4)
    )
    return on_grey(image.transpose(TURNS[orientation]) if orientation > 1 else image)


def write_whole(target: Path, data: bytes) -> None:
    """`target` has `data`, all of it, or is as it was before. Raises: OSError."""
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        part.write_bytes(data)
        os.replace(part, target)  # noqa: PTH105 — one call, the same on Windows
    except BaseException:
        part.unlink(missing_ok=True)
        raise


__all__ = [
    "StripResult",
    "ThumbnailResult",
    "fitted",
    "make_preview",
    "make_strip",
    "make_thumbnail",
    "write_whole",
]
