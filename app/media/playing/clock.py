"""How long it has been playing: by what the sound device took, or else by the time of the machine."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

PATIENCE_US = 500_000  # a sound that stands still for so long does not lead any more
Now = Callable[[], float]


class Leader(Protocol):
    """What a clock follows."""

    def elapsed_us(self) -> int | None:
        """How much was heard since the start; None: there is nothing to be heard."""


class Clock:
    """`elapsed_us` since `start`. It never goes back. One thread at a time."""

    def __init__(self, now: Now = time.monotonic) -> None:
        self._now = now
        self._leader: Leader | None = None
        self._from = self._seen_at = now()
        self._seen = 0
        self.lost = False
        """Whether the sound stopped leading in this run: it stood still."""

    def start(self, leader: Leader | None) -> None:
        """It is 0 now. With a leader it goes on when that does."""
        self._leader = leader
        self._from = self._seen_at = self._now()
        self._seen = 0
        self.lost = False

    def elapsed_us(self) -> int:
        """Microseconds of playing."""
        now = self._now()
        if self._leader is not None:
            heard = self._leader.elapsed_us()
            if heard is not None and heard > self._seen:
                self._seen, self._seen_at = heard, now
            stands_us = (now - self._seen_at) * 1_000_000
            if heard is not None and stands_us < PATIENCE_US:
                return self._seen
            self.lost = heard is not None
            self._leader = None
            self._from = now - self._seen / 1_000_000
        self._seen = max(self._seen, int((now - self._from) * 1_000_000))
        return self._seen
