"""The frames decoded last, for steps back and for looking around."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

MAX_BYTES = 320 * 1024 * 1024  # 24 frames of 4K, 100 of 1080p
LEAST, MOST = 24, 250


class Ring:
    """Frames by their number; past the limit the one decoded longest ago goes. For one thread; `held` for any."""

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self._max_bytes = max_bytes
        self._frames: OrderedDict[int, VideoFrame] = OrderedDict()
        self._held: tuple[int, ...] = ()

    def add(self, index: int, frame: VideoFrame) -> None:
        """The frame is kept as the newest."""
        if index in self._frames:
            self._frames.move_to_end(index)
            return
        size = sum(plane.buffer_size for plane in frame.planes) or 1
        room = min(MOST, max(LEAST, self._max_bytes // size))
        self._frames[index] = frame
        while len(self._frames) > room:
            self._frames.popitem(last=False)
        self._held = tuple(self._frames)

    def get(self, index: int) -> VideoFrame | None:
        """The frame of this number."""
        return self._frames.get(index)

    def nearest(self, index: int) -> tuple[int, VideoFrame] | None:
        """The frame closest to that number, and its own."""
        if not self._frames:
            return None
        found = min(self._frames, key=lambda held: abs(held - index))
        return found, self._frames[found]

    def clear(self) -> None:
        """It holds nothing."""
        self._frames.clear()
        self._held = ()

    @property
    def held(self) -> tuple[int, ...]:
        """The numbers of the frames it holds."""
        return self._held
