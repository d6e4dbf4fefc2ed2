"""The frames of an open clip: from memory, or decoded; what cannot be read is counted. For one thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.media.clips import frame_orientation
from app.media.frames import Clip
from app.media.limits import UnreadableMedia
from app.media.playing.film import Film
from app.media.playing.pictures import Picture, Size, picture
from app.media.playing.ring import Ring

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

_BAD_FRAMES = 100  # in a row: then there is no more to come


class Ended(Exception):
    """Nothing more can be read. Its text says why, as a sentence."""


class Reel:
    """`trouble` is a sentence about a damaged part, until it was taken."""

    def __init__(self, film: Film, clip: Clip, ring: Ring) -> None:
        self._film, self._clip, self._ring = film, clip, ring
        self._bad = 0
        self._told = bool(film.damaged)
        self.trouble = ""

    def close(self) -> None:
        """The file is free, nothing is kept."""
        self._ring.clear()
        self._clip.close()

    def held(self, index: int) -> VideoFrame | None:
        """The frame, if it is in memory."""
        return self._ring.get(index)

    def nearest(self, index: int) -> tuple[int, VideoFrame] | None:
        """The frame in memory that is closest, and its number."""
        return self._ring.nearest(index)

    def frame(self, index: int, met: Callable[[int, VideoFrame], None]) -> VideoFrame | None:
        """The frame from memory or from the file; None: it cannot be read.

        All that is decoded on the way is kept, and `met` hears of it: what that raises ends the search. Raises: Ended.
        """
        found = self._ring.get(index)
        if found is not None:
            return found

        def passing(frame: VideoFrame) -> None:
            number = self._clip.index_of(frame)
            if number is not None:
                self._ring.add(number, frame)
            met(index if number is None else number, frame)

        try:
            frame, _turn = self._clip.decoded(index, passing)
        except (UnreadableMedia, OSError):
            self._damage()
            return None
        if self._clip.index_of(frame) != index:
            self._damage()
        else:
            self._bad = 0
        return frame

    def picture(self, frame: VideoFrame, index: int, box: Size) -> Picture:
        """The frame as it is shown for that number; exact where it is that one."""
        exact = self._clip.index_of(frame) == index
        return picture(frame, self._clip.size_of(frame), frame_orientation(frame), box, index, exact)

    def _damage(self) -> None:
        self._bad += 1
        name = self._film.path.name
        if not self._film.path.exists():
            self._bad = 0
            raise Ended(f"“{name}” is no longer there.")
        if self._bad >= _BAD_FRAMES:
            self._bad = 0
            raise Ended(f"“{name}” cannot be read from here on.")
        if not self._told:
            self._told = True
            self.trouble = f"A part of “{name}” cannot be read. The rest is played."
