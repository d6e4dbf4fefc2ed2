"""Clips of different rates side by side: a time belongs to one frame of each."""

from __future__ import annotations

from dataclasses import dataclass

from db import Variant

SECOND_US = 1_000_000


@dataclass(frozen=True)
class Rate:
    """How many frames a second a clip has, and how many at all. A still picture has one frame that lasts."""

    num: int
    den: int
    frames: int

    def frame_at(self, time_us: int) -> int:
        """The frame that is shown at that time: the last one after the end."""
        if self.frames <= 1:
            return 0
        return min(self.frames - 1, max(0, time_us) * self.num // (SECOND_US * self.den))

    def start_us(self, frame: int) -> int:
        """The first whole microsecond at which that frame is shown."""
        return -(-max(0, frame) * SECOND_US * self.den // self.num) if self.frames > 1 else 0

    @property
    def length_us(self) -> int:
        """How long it plays; nothing for a still picture."""
        return self.start_us(self.frames) if self.frames > 1 else 0


def rate_of(variant: Variant) -> Rate:
    """The rate of a clip; of anything else that of a still picture."""
    moves = variant.kind == "video" and variant.fps_num and variant.fps_den and (variant.frames or 0) > 1
    return Rate(variant.fps_num or 1, variant.fps_den or 1, variant.frames or 1) if moves else Rate(1, 1, 1)


def leader(rates: list[Rate]) -> int:
    """Whose frames are stepped and whose length is the transport's: the longest clip, then the finest; -1 without clips."""
    moving = [at for at, rate in enumerate(rates) if rate.frames > 1]
    return max(moving, key=lambda at: (rates[at].length_us, rates[at].num / rates[at].den, -at), default=-1)
