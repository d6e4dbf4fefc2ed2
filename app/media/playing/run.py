"""Which frame is due in one run of playing, how many were passed over, and when the next one comes. Pure."""

from __future__ import annotations

import math

from app.media.playing.film import Film
from app.media.playing.passage import Passage

SHOWN_PER_S = 60  # more pictures a second are not asked for at high speeds


class Run:
    """From frame `start` on at `speed`, over once or round in `loop` (first and last frame)."""

    def __init__(self, film: Film, start: int, speed: float, loop: tuple[int, int] | None) -> None:
        self._film, self._speed = film, speed
        self._low, self._high = 0, film.frames - 1
        if loop is not None:
            self._low, self._high = sorted((film.clamped(loop[0]), film.clamped(loop[1])))
        self.first = self._start(start, loop is not None)
        self.last = self._high if speed > 0 else self._low
        times = film.times_us
        begin_us = times[self.first] if speed > 0 else times[self.first + 1] - 1
        self.passage = Passage(begin_us, times[-1], speed, (times[self._low], times[self._high + 1]) if loop else None)
        self._stride = max(1, math.ceil(film.rate * abs(speed) / SHOWN_PER_S))

    def _start(self, start: int, loops: bool) -> int:
        """Where it begins: at its end, it begins anew; outside a loop it goes there."""
        if self._speed > 0:
            over = start > self._high or (not loops and start >= self._high)
            return self._low if over else start
        over = start < self._low or (not loops and start <= self._low)
        return self._high if over else start

    def due(self, elapsed_us: int) -> int | None:
        """The frame to be shown by now; None: it is over."""
        time_us = self.passage.at(elapsed_us)
        if time_us is None:
            return None
        index = self._film.index_at(time_us)
        return index if self._stride == 1 or index == self.first else max(self._low, index - index % self._stride)

    def after(self, index: int) -> int | None:
        """The frame that comes next."""
        if self._speed > 0:
            following = index + self._stride
            over = following > self._high
        else:
            following = index - self._stride
            over = following < self._low
        if not over:
            return following
        return None if self.passage.loop is None else self._low if self._speed > 0 else self._high

    def passed(self, shown: int, due: int) -> int:
        """How many frames that should have been shown between the two were not."""
        moved = due - shown if self._speed > 0 else shown - due
        if moved < 0:  # round the loop
            moved += self._high - self._low + 1
        return max(0, moved // self._stride - 1)

    def until_next_us(self, elapsed_us: int) -> float:
        """How long until another frame is due."""
        time_us = self.passage.at(elapsed_us)
        if time_us is None:
            return 0.0
        times, index = self._film.times_us, self._film.index_at(time_us)
        media_us = times[index + 1] - time_us if self._speed > 0 else time_us - times[index] + 1
        return max(0.0, media_us / abs(self._speed)) + 100
