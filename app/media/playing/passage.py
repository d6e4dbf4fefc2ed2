"""One run of playing: which time of the media is due how long after the start."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Passage:
    """From `start_us` on, at `speed` (below 0: backwards), over once or round and round in `loop`.

    All times are those of the media; `loop` and `end_us` are where the last frame is over.
    """

    start_us: int
    end_us: int
    speed: float = 1.0
    loop: tuple[int, int] | None = None

    def at(self, elapsed_us: float) -> int | None:
        """The time of the media that is due `elapsed_us` after the start; None: it is over."""
        moved = int(elapsed_us * abs(self.speed))
        if self.speed < 0:
            first = self.loop[0] if self.loop else 0
            time_us = self.start_us - moved
            if time_us >= first:
                return time_us
            return None if self.loop is None else self.loop[1] - 1 - (first - time_us - 1) % self._span
        time_us = self.start_us + moved
        last = self.loop[1] if self.loop else self.end_us
        if time_us < last:
            return time_us
        return None if self.loop is None else self.loop[0] + (time_us - last) % self._span

    def stretches(self) -> Iterator[tuple[int, int]]:
        """What of the media is heard, one stretch after the other: never ending in a loop."""
        if self.loop is None:
            yield self.start_us, self.end_us
            return
        yield self.start_us, self.loop[1]
        while True:
            yield self.loop

    @property
    def _span(self) -> int:
        return max(1, self.loop[1] - self.loop[0]) if self.loop else 1
