"""What is open: a clip with its frames, or a sound, as frames by number with their times."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from app.media.clips import ENDS_TOO_EARLY
from app.media.containers import missing_tail
from app.media.frames import Clip
from app.media.kinds import recognise
from app.media.limits import UnreadableMedia
from app.media.probe import probe

SOUND_RATE = Fraction(25)  # a sound has no frames: its time is shown and stepped in such parts


@dataclass(frozen=True)
class Film:
    """`times_us` has an entry for each frame, and one for when the last is over."""

    path: Path
    times_us: tuple[int, ...]
    rate: Fraction
    pictures: bool
    zero_us: int | None  # what the file's clock shows at time 0; None: the beginning of the sound
    damaged: str = ""  # how; goes on after the file's name

    @property
    def frames(self) -> int:
        return len(self.times_us) - 1

    @property
    def end_us(self) -> int:
        return self.times_us[-1]

    def index_at(self, time_us: int) -> int:
        """The number of the frame that is shown then."""
        return min(max(bisect_right(self.times_us, time_us) - 1, 0), self.frames - 1)

    def clamped(self, index: int) -> int:
        """The frame of that number, or the first or last one."""
        return min(max(index, 0), self.frames - 1)


def open_film(path: Path, watch: Callable[[], None]) -> tuple[Film, Clip | None]:
    """The film, and the clip that gives its pictures. `watch` as that of `Clip`. Raises: UnreadableMedia, OSError."""
    kind = recognise(path)
    if kind.kind == "audio":
        return _sound(path), None
    damaged = ENDS_TOO_EARLY if kind.kind == "video" and missing_tail(path, kind.mime) else ""
    try:
        clip = Clip(path, watch=watch)
    except UnreadableMedia as error:
        if "no pictures" in error.reason:
            return _sound(path), None
        raise (UnreadableMedia(damaged) if damaged else error) from error
    return Film(path, tuple(clip.times_us), clip.rate, True, clip.first_frame_us(), damaged), clip


def _sound(path: Path) -> Film:
    length_us = probe(path).duration_us or 0
    step = round(1_000_000 / SOUND_RATE)
    times = (*range(0, max(1, length_us), step), max(1, length_us))
    return Film(path, times, SOUND_RATE, False, None)
