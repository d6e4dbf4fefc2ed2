"""What is known of a file without looking at its pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class MediaFacts:
    """Facts of one file. Sizes are those on the screen: turned upright, pixels square; a sound has none (0 × 0)."""

    kind: Literal["image", "video", "audio"]  # a moving GIF, WebP, PNG or AVIF is an image with frames > 1
    mime: str
    ext: str  # without a dot, by content
    width: int
    height: int
    orientation: int  # 1 to 8 as in EXIF: what a decoder that ignores it still has to turn
    has_alpha: bool
    bit_depth: int  # bits of one channel; of a sound those of a sample, 0 where it is packed with loss
    colour_profile: str | None
    frames: int  # also the pages of a TIFF; of a sound 0
    duration_us: int | None
    fps_num: int | None  # clips only: average rate, exact
    fps_den: int | None
    has_audio: bool
    codec: str | None  # clips and sounds
    captured_at: str | None  # UTC, microseconds: 2026-11-24T05:06:07.123456Z
    captured_from: str | None

    @property
    def turned(self) -> bool:
        """Width and height change places when it is turned upright."""
        return self.orientation >= 5
