"""Plays one file at a time: frames by number, exactly, and in time with the sound, from a thread of its own."""

from __future__ import annotations

import logging
import math
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from app.media.limits import UnreadableMedia
from app.media.playing.clock import Clock, Now
from app.media.playing.device import Device, SinkMaker
from app.media.playing.film import Film, open_film
from app.media.playing.memory import keep_frames
from app.media.playing.pictures import Picture, Size
from app.media.playing.reel import Ended, Reel
from app.media.playing.ring import MAX_BYTES, Ring
from app.media.playing.run import Run
from app.media.playing.speaker import Speaker

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

log = logging.getLogger(__name__)
SLOWEST, FASTEST = 0.25, 4.0
_LATE_S = 0.25  # after so long without a picture a late one is better than none
_LONGEST_WAIT_S = 0.1
_AHEAD, _SPARE_US = 8, 15_000  # frames decoded ahead at most, while so much time is left


class Listener(Protocol):
    """Who hears of a player; called on the player's thread, so it must be quick."""

    def opened(self, film: Film) -> None: ...

    def shown(self, picture: Picture | None, index: int) -> None:
        """This frame is due; None: what is played has no pictures, or none here."""

    def changed(self) -> None:
        """It plays or stands, sound came or went, frames were kept or skipped."""

    def failed(self, sentence: str) -> None: ...


class _Superseded(Exception):
    """Something else is wanted by now."""


@dataclass(frozen=True)
class _Wish:
    """What is wanted: a file, a frame of it, and to play on from there. A new one replaces it."""

    path: Path | None = None
    frame: int = 0
    speed: float = 0.0  # 0: stand
    loop: tuple[int, int] | None = None  # first and last frame
    opening: int = 0  # counts what was opened, the same file again too


class Player:
    """All calls return at once; what was wanted last is what happens. `close` ends it."""

    def __init__(self, listener: Listener, make_sink: SinkMaker = Device, now: Now = time.monotonic,
                 max_bytes: int = MAX_BYTES) -> None:
        self._listener, self._now = listener, now
        self._lock = threading.Condition()
        self._wish, self._served = _Wish(), _Wish()
        self._running: _Wish | None = None
        self._box: Size = (1920, 1080)
        self._closing = False
        self._thread: threading.Thread | None = None
        self.speaker = Speaker(make_sink, self._heard_of_sound, now)
        self._ring = Ring(max_bytes)
        self._clock = Clock(now)
        self._reel: Reel | None = None
        self._shown_at = 0.0
        self._exact: int | None = None  # the frame that is shown, not one near it
        self.film: Film | None = None
        """What is open; None: nothing (yet)."""
        self.frame = 0
        """The number of the frame that was shown last."""
        self.skipped = 0
        """Frames that came too late to be shown since the file was opened."""

    # --- for any thread ---

    def open(self, path: Path, frame: int = 0, box: Size | None = None) -> None:
        """The file is shown at that frame, standing."""
        self._box = box or self._box
        self._want(_Wish(path, max(0, frame), opening=self._wish.opening + 1))

    def request(self, frame: int) -> None:
        """That frame is shown as soon as it can be; a nearer one first. What plays, plays on from there."""
        self._want(replace(self._wish, frame=self.film.clamped(frame) if self.film else max(0, frame)))

    def play(self, speed: float = 1.0) -> None:
        """It plays on from the frame shown or wanted; below 0 backwards and without sound. 0: it stands."""
        if speed:
            speed = math.copysign(min(FASTEST, max(SLOWEST, abs(speed))), speed)
        self._want(replace(self._wish, frame=self.position, speed=speed))

    def pause(self) -> None:
        """It stands at the frame shown."""
        if self._wish.speed:
            self.play(0.0)

    def set_loop(self, loop: tuple[int, int] | None) -> None:
        """It plays round and round from the first to the last of these frames; None: once."""
        if loop != self._wish.loop:
            self._want(replace(self._wish, frame=self.position, loop=loop))

    def set_box(self, box: Size) -> None:
        """Pictures are as large as fits into so many pixels, the next one and the one shown."""
        if box != self._box:
            self._box = box
            if not self._wish.speed and self._wish.path is not None:
                self._want(replace(self._wish))

    def set_gain(self, gain: float) -> None:
        """How loud: 0 silent, 1 as recorded."""
        self.speaker.set_gain(gain)

    @property
    def speed(self) -> float:
        """At which speed it plays; 0: it stands."""
        return self._wish.speed

    @property
    def position(self) -> int:
        """The frame that is shown, or the one that will be."""
        wish = self._wish
        return self.frame if wish is self._running else wish.frame

    @property
    def cached(self) -> tuple[int, ...]:
        """The numbers of frames that can be shown at once."""
        return self._ring.held

    @property
    def audible(self) -> bool | None:
        """Whether the file has sound; None: not known yet."""
        return self.speaker.audible

    @property
    def sound_trouble(self) -> str:
        """Why nothing is heard, as a sentence."""
        return self.speaker.trouble

    def close(self, wait_s: float = 0.1) -> None:
        """Its threads end; nothing is told any more."""
        with self._lock:
            self._closing = True
            self._lock.notify()
        self.speaker.close(0)  # both end at the same time
        until = time.monotonic() + wait_s
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(wait_s)
        self.speaker.close(max(0.0, until - time.monotonic()))

    def _want(self, wish: _Wish) -> None:
        with self._lock:
            if self._closing:
                return
            fresh = wish.opening != self._wish.opening
            self._wish = wish
            if fresh:
                self.film, self.frame, self.skipped = None, wish.frame, 0
            if not wish.speed:
                self.speaker.stop()
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="playing", daemon=True)
                self._thread.start()
            self._lock.notify()

    # --- on the player's thread ---

    def _work(self) -> None:
        keep_frames()
        opened = 0
        while True:
            with self._lock:
                while not self._closing and self._wish is self._served:
                    self._lock.wait()
                if self._closing:
                    break
                wish = self._wish
            try:
                if wish.opening != opened:
                    opened = wish.opening
                    self._open(wish)
                self._serve(wish)
            except _Superseded:
                continue
            except Ended as ended:
                self._end(wish, str(ended))
            except Exception:
                log.exception("playing %s ended with an error", wish.path)
                self._end(wish, f"“{wish.path.name if wish.path else ''}” cannot be played.")
            self._done(wish)
        self._shut()

    def _done(self, wish: _Wish) -> None:
        """The wish is served, unless there is another one."""
        with self._lock:
            if self._wish is wish:
                self._served = wish

    def _watch(self, wish: _Wish) -> None:
        if self._closing or self._wish is not wish:
            raise _Superseded

    def _watch_opening(self, wish: _Wish) -> None:
        if self._closing or self._wish.opening != wish.opening:
            raise _Superseded

    def _open(self, wish: _Wish) -> None:
        self._shut()
        path = wish.path
        assert path is not None
        self.speaker.open(path)
        try:
            film, clip = open_film(path, lambda: self._watch_opening(wish))
        except FileNotFoundError:
            raise Ended(f"“{path.name}” is no longer there.") from None
        except (UnreadableMedia, OSError) as error:
            reason = error.reason if isinstance(error, UnreadableMedia) else "cannot be opened"
            raise Ended(f"“{path.name}” {reason}.") from error
        self._reel = Reel(film, clip, self._ring) if clip is not None else None
        with self._lock:
            self._watch_opening(wish)
            self._exact = None
            self.film, self.frame, self.skipped = film, film.clamped(self._wish.frame), 0
        self._listener.opened(film)
        if film.damaged:
            self._listener.failed(f"“{path.name}” {film.damaged}. What is there is played.")

    def _serve(self, wish: _Wish) -> None:
        film = self.film
        if film is None:
            return
        self._running = None
        index = film.clamped(wish.frame)
        if wish.speed:
            self._play(film, Run(film, index, wish.speed, wish.loop), wish)
            return
        self._listener.changed()
        self._find(index, wish)
        self._listener.changed()

    def _find(self, index: int, wish: _Wish) -> None:
        """The frame is shown; while it is looked for, the nearest one there is."""
        if self._reel is not None and self._reel.held(index) is None:
            near = self._reel.nearest(index)
            if near is not None and abs(near[0] - index) < abs(self.frame - index):
                self._show(near[1], near[0], exact=False)
        self._reach(index, wish)

    def _reach(self, index: int, wish: _Wish) -> None:
        """The frame is shown, if it can be read."""
        if self._reel is None:
            self._show(None, index)
            return
        frame = self._decoded(index, wish)
        if frame is not None:
            self._show(frame, index)
        self.frame = index

    def _decoded(self, index: int, wish: _Wish) -> VideoFrame | None:
        assert self._reel is not None

        def met(number: int, frame: VideoFrame) -> None:
            if wish is self._running and wish.speed > 0 and number < index and self._now() - self._shown_at > _LATE_S:
                self._show(frame, number, exact=False)
            self._watch(wish)

        frame = self._reel.frame(index, met)
        if self._reel.trouble:
            self._listener.failed(self._reel.trouble)
            self._reel.trouble = ""
        return frame

    def _play(self, film: Film, run: Run, wish: _Wish) -> None:
        """Until it is over or something else is wanted."""
        if self._exact != run.first:
            self._find(run.first, wish)
        self._watch(wish)
        leader = None
        if wish.speed > 0 and self.speaker.audible is not False:
            self.speaker.play(run.passage, film.zero_us)
            leader = self.speaker
        self._clock.start(leader)
        self._running = wish
        self._listener.changed()
        shown = run.first
        while True:
            self._watch(wish)
            due = run.due(self._clock.elapsed_us())
            if self._clock.lost:
                self.speaker.lose()
                self._clock.lost = False
            if due is None:
                break
            if due == shown:
                self._ahead(run, due, wish)
                self._rest(run, wish)
                continue
            self.skipped += run.passed(shown, due)
            shown = due
            self._reach(due, wish)
        if shown != run.last:
            self.skipped += run.passed(shown, run.last)
            self._reach(run.last, wish)
        self._end(wish)

    def _ahead(self, run: Run, shown: int, wish: _Wish) -> None:
        """The frames after this one are decoded before they are due: one at least, more while there is time."""
        index: int | None = shown
        for number in range(_AHEAD):
            if self._reel is None or index is None:
                return
            if number and run.until_next_us(self._clock.elapsed_us()) < _SPARE_US:
                return
            index = run.after(index)
            if index is not None and self._reel.held(index) is None:
                self._decoded(index, wish)

    def _rest(self, run: Run, wish: _Wish) -> None:
        wait_s = min(_LONGEST_WAIT_S, run.until_next_us(self._clock.elapsed_us()) / 1_000_000)
        with self._lock:
            if wait_s > 0 and not self._closing and self._wish is wish:
                self._lock.wait(wait_s)

    def _end(self, wish: _Wish, sentence: str = "") -> None:
        """It stands where it is; a sentence says why, if it did not come to its end."""
        with self._lock:
            later = self._wish is not wish and not (sentence and self._wish.opening == wish.opening)
            if self._closing or later:
                return
            self._wish = self._served = replace(wish, frame=self.frame, speed=0.0)
        self.speaker.stop()
        if sentence:
            self._listener.failed(sentence)
        self._listener.changed()

    def _show(self, frame: VideoFrame | None, index: int, exact: bool = True) -> None:
        made = None
        if frame is not None and self._reel is not None:
            made = self._reel.picture(frame, index, self._box)
            if not exact:
                made = replace(made, exact=False)
        self.frame = index
        self._exact = index if made is None or made.exact else None
        self._shown_at = self._now()
        if not self._closing:
            self._listener.shown(made, index)

    def _shut(self) -> None:
        if self._reel is not None:
            self._reel.close()
            self._reel = None
        self.speaker.stop()

    def _heard_of_sound(self) -> None:
        if not self._closing:
            self._listener.changed()
