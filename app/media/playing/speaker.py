"""The sound of what is played: decoded ahead on a thread of its own, given to the device, and the time by which it is heard."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.media.limits import UnreadableMedia
from app.media.playing.clock import Now
from app.media.playing.device import RATE, NoDevice, Sink, SinkMaker
from app.media.playing.passage import Passage
from app.media.playing.sounds import FRAME_BYTES, SoundTrack

AHEAD_BYTES = RATE * FRAME_BYTES // 2  # half a second is decoded ahead
PRIMED_BYTES = RATE * FRAME_BYTES // 16  # 60 ms are there before the first is given out
NO_DEVICE = "No sound device"


@dataclass(frozen=True)
class _Order:
    """What shall be heard; a new one replaces it."""

    path: Path | None
    passage: Passage | None = None
    zero_us: int | None = None  # what the file's clock shows at time 0; None: the beginning of the sound


class Speaker:
    """`elapsed_us` is what a clock follows. No call waits for anything but `close`, and that briefly."""

    def __init__(self, make_sink: SinkMaker, told: Callable[[], None], now: Now = time.monotonic) -> None:
        """`told` is called on the speaker's thread when `trouble` or `audible` changed."""
        self._make_sink, self._told, self._now = make_sink, told, now
        self._lock = threading.Condition()
        self._order = _Order(None)
        self._closing = False
        self._queue: deque[bytes] = deque()
        self._queued = 0
        self._primed = self._finished = False
        self._handed = self._before = 0
        self._handed_at: float | None = None
        self._gain = 1.0
        self._thread: threading.Thread | None = None
        # Of the thread alone:
        self._taken = self._order
        self._track: SoundTrack | None = None
        self._feed: Iterator[bytes] | None = None
        self._sink: Sink | None = None
        self._sounding = self._lost = False
        self.trouble = ""
        """Why nothing is heard, as a sentence; empty: all is well."""
        self.audible: bool | None = None
        """Whether the file has sound; None: not known yet."""

    def open(self, path: Path | None) -> None:
        """What is played from now on is the sound of this file."""
        self.audible = None
        self._command(_Order(path))

    def play(self, passage: Passage, zero_us: int | None) -> None:
        """It is heard as soon as there is some; `elapsed_us` is 0 until then."""
        self.trouble = ""
        self._command(_Order(self._order.path, passage, zero_us))

    def stop(self) -> None:
        """Nothing is heard any more, at once."""
        if self._order.passage is not None:
            self._command(_Order(self._order.path))

    def lose(self) -> None:
        """The device takes no sound any more: nothing is heard, the next time it is looked for anew."""
        self._lost = True
        self.stop()

    def set_gain(self, gain: float) -> None:
        """0 is silent, 1 as it was recorded; at once."""
        self._gain = min(1.0, max(0.0, gain))

    def elapsed_us(self) -> int | None:
        """How much of the passage was heard; None: nothing is or will be."""
        with self._lock:
            if self._order.passage is None or self.audible is False or self.trouble:
                return None
            if self._handed_at is None or self._sink is None:
                return 0
            since = (self._now() - self._handed_at) * 1_000_000 - self._sink.latency_us
            heard = self._before * 1_000_000 / (RATE * FRAME_BYTES) + since
            return int(min(max(0.0, heard), self._handed * 1_000_000 / (RATE * FRAME_BYTES)))

    @property
    def taken_bytes(self) -> int:
        """How much of the passage the device took."""
        return self._handed

    def close(self, wait_s: float = 0.1) -> None:
        """The thread ends, the device is free."""
        with self._lock:
            self._closing = True
            self._lock.notify()
        if self._thread is not None:
            self._thread.join(wait_s)

    def _command(self, order: _Order) -> None:
        with self._lock:
            self._order = order
            self._forget()
            if self._thread is None and order.path is not None and not self._closing:
                self._thread = threading.Thread(target=self._work, name="speaker", daemon=True)
                self._thread.start()
            self._lock.notify()

    def _forget(self) -> None:
        self._queue.clear()
        self._queued = self._handed = self._before = 0
        self._primed = self._finished = False
        self._handed_at = None

    # --- on the device's thread ---

    def _pull(self, frames: int) -> Any:
        wanted = frames * FRAME_BYTES
        parts: list[bytes] = []
        with self._lock:
            if self._order.passage is None or not self._primed:
                return bytes(wanted)
            have = 0
            while have < wanted and self._queue:
                piece = self._queue.popleft()
                if len(piece) > wanted - have:
                    self._queue.appendleft(piece[wanted - have :])
                    piece = piece[: wanted - have]
                parts.append(piece)
                have += len(piece)
            self._queued -= have
            self._before = self._handed
            self._handed += wanted if self._finished else have
            self._handed_at = self._now()
            self._lock.notify()
        return _louder(b"".join(parts), self._gain) + bytes(wanted - have)

    # --- on the speaker's thread ---

    def _work(self) -> None:
        try:
            while self._next():
                pass
        finally:
            if self._sink is not None:
                self._sink.close()
            if self._track is not None:
                self._track.close()

    def _next(self) -> bool:
        with self._lock:
            while not self._closing and self._order is self._taken and not self._hungry():
                self._lock.wait()
            if self._closing:
                return False
            order = self._order
        try:
            if order is not self._taken:
                self._take(order)
            else:
                self._eat(order)
        except NoDevice:
            self._drop_device()
        if self._lost:
            self._drop_device()
        return True

    def _drop_device(self) -> None:
        sink, self._sink, self._feed = self._sink, None, None
        self._sounding = self._lost = False
        if sink is not None:
            sink.close()
        self._tell(NO_DEVICE)

    def _hungry(self) -> bool:
        return self._feed is not None and self._queued < AHEAD_BYTES

    def _take(self, order: _Order) -> None:
        self._feed = None
        if order.path != self._taken.path or self.audible is None:
            self._open(order.path)
        self._taken = order
        if order.passage is None or self._track is None:
            if self._sounding and self._sink is not None:
                self._sounding = False
                self._sink.stop()
            return
        if self._sink is None:
            self._sink = self._make_sink(self._pull)
        zero_us = self._track.start_us() if order.zero_us is None else order.zero_us
        self._feed = _passage_samples(self._track, order.passage, zero_us)

    def _open(self, path: Path | None) -> None:
        if self._track is not None:
            self._track.close()
            self._track = None
        if path is not None:
            try:
                self._track = SoundTrack(path)
            except (UnreadableMedia, OSError):
                self._track = None  # what is wrong with the file is told by who shows its pictures
        with self._lock:
            if self._order.path == path:
                self.audible = self._track is not None
        self._tell("")

    def _eat(self, order: _Order) -> None:
        assert self._feed is not None
        piece = next(self._feed, None)
        with self._lock:
            if self._order is not order:
                return
            if piece is None:
                self._feed, self._finished = None, True
            else:
                self._queue.append(piece)
                self._queued += len(piece)
            self._primed = self._primed or self._finished or self._queued >= PRIMED_BYTES
        if self._primed and not self._sounding and self._sink is not None:
            self._sink.start()
            self._sounding = True

    def _tell(self, trouble: str) -> None:
        self.trouble = trouble
        self._told()


def _passage_samples(track: SoundTrack, passage: Passage, zero_us: int) -> Iterator[bytes]:
    for start_us, end_us in passage.stretches():
        yield from track.samples(start_us, end_us, zero_us, passage.speed)


def _louder(data: bytes, gain: float) -> bytes:
    if gain == 1.0 or not data:
        return data
    if gain == 0.0:
        return bytes(len(data))
    import numpy as np

    return (np.frombuffer(data, np.int16) * gain).astype(np.int16).tobytes()
