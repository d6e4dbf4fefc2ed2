"""Plays a clip or a sound for the window: pictures, time and state come as signals on the GUI thread."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage

from app.media.playing.device import Device, SinkMaker
from app.media.playing.film import Film
from app.media.playing.pictures import Picture
from app.media.playing.player import FASTEST, SLOWEST, Player
from db import Variant

SPEEDS = (0.25, 0.5, 1.0, 1.5, 2.0, 4.0)
Proxy = Callable[[int], QImage | None]
Marks = tuple[int | None, int | None]


class ClipPlayer(QObject):
    """No call waits for a file or the device. `close` at the end; until then any number of files, one after the other."""

    frame_ready = Signal(QImage, int)
    """A picture and the number of its frame; `exact` says whether it is the very frame, or one near it for the moment."""
    moved = Signal(int)
    """The frame that is shown, or for a sound the time, in frames."""
    changed = Signal()
    """Plays or stands, what is open, marks, speed, volume, sound, frames in memory or skipped."""
    failed = Signal(str)
    _arrived = Signal()

    def __init__(self, parent: QObject | None = None, make_sink: SinkMaker = Device) -> None:
        super().__init__(parent)
        # Written by the player's thread, read here; each operation on them is a single atomic one.
        self._picture: tuple[QImage, int, bool, QSize] | None = None
        self._index: int | None = None
        self._failures: deque[str] = deque()
        self._announced = False
        self._overwritten = 0
        self._arrived.connect(self._collect, Qt.ConnectionType.QueuedConnection)
        self._player = Player(_Ear(self._picture_came, self._said, self._announce), make_sink)
        self._proxy: Proxy | None = None
        self._proxied: int | None = None
        self._closed = False
        self.path: Path | None = None
        self.variant: Variant | None = None
        self.exact = False
        """Whether the picture given last is the frame of its number."""
        self.full_size = QSize()
        """The size of the clip's pictures at 100 %."""
        self.rate = 1.0
        """The speed at which `play` plays."""
        self.volume, self.muted = 1.0, False
        self.marks: Marks = (None, None)
        """The first and the last frame of the loop, where they were set."""
        self.looping = False

    # --- doing ---

    def open(self, path: Path, variant: Variant, frame: int = 0) -> None:
        """The file is shown at that frame, standing; marks and speed are as in the beginning, volume stays."""
        self.path, self.variant = path, variant
        self.exact, self._proxied = False, None
        self.full_size = QSize(variant.width or 0, variant.height or 0)
        self.marks, self.looping, self.rate = (None, None), False, 1.0
        self._picture = self._index = None
        self._overwritten = 0
        self._player.open(path, frame)
        self.changed.emit()

    def close(self) -> None:
        """Its threads end; it tells nothing any more."""
        self._closed = True
        self._player.close()

    def play(self) -> None:
        """Plays on at the speed that was set."""
        self._player.play(self.rate)
        self.changed.emit()

    def pause(self) -> None:
        """Stands at the frame shown."""
        self._player.pause()
        self.changed.emit()

    def toggle(self) -> None:
        """Plays, or stands."""
        if self.playing:
            self.pause()
        else:
            self.play()

    def step(self, frames: int) -> None:
        """Stands, so many frames on; below 0 back."""
        self._player.pause()
        self.seek(self.frame + frames)

    def seek(self, frame: int) -> None:
        """That frame is shown as soon as it can be; until then the nearest that is at hand. What plays, plays on."""
        film = self._player.film
        frame = film.clamped(frame) if film else max(0, frame)
        self._player.request(frame)
        if film is not None and film.pictures and frame not in self._player.cached:
            self.exact = False
            picture = self._proxy(frame) if self._proxy is not None else None
            if picture is not None:
                self._proxied = frame
                self.frame_ready.emit(picture, frame)
        self.moved.emit(frame)

    def shuttle(self, direction: int) -> None:
        """1: plays forward, again: twice as fast, and so on; -1 the same backwards; 0: stands."""
        if direction == 0:
            self.pause()
            return
        now = self._player.speed
        same = now * direction > 0
        self._player.play(math.copysign(min(FASTEST, abs(now) * 2) if same else 1.0, direction))
        self.changed.emit()

    def set_speed(self, rate: float) -> None:
        """How fast it plays, 0.25 to 4. The pitch of the sound goes with it; backwards there is none."""
        self.rate = min(FASTEST, max(SLOWEST, rate))
        if self.playing:
            self.play()
        self.changed.emit()

    def set_loop(self, first: int | None, last: int | None) -> None:
        """Plays round and round from one mark to the other; where one is None the clip's end counts. Both: once."""
        if first is not None and last is not None and first > last:
            first, last = last, first
        self.marks = (first, last)
        self.set_looping(first is not None or last is not None)

    def set_looping(self, on: bool) -> None:
        """Plays round and round, between the marks where there are any."""
        self.looping = on
        first, last = self.marks
        self._player.set_loop((first or 0, max(0, self.frames - 1) if last is None else last) if on else None)
        self.changed.emit()

    def set_in(self) -> None:
        """The loop begins at the frame shown."""
        last = self.marks[1]
        self.set_loop(self.frame, last if last is None or last >= self.frame else None)

    def set_out(self) -> None:
        """The loop ends with the frame shown."""
        first = self.marks[0]
        self.set_loop(first if first is None or first <= self.frame else None, self.frame)

    def set_volume(self, volume: float) -> None:
        """0 silent to 1 as recorded; above 0 it is no longer muted."""
        self.volume = min(1.0, max(0.0, volume))
        self.set_muted(self.muted and self.volume == 0)

    def set_muted(self, muted: bool) -> None:
        """Silent, the volume is kept."""
        self.muted = muted
        self._player.set_gain(0.0 if muted else self.volume**2)  # even steps for the ear
        self.changed.emit()

    def set_display_size(self, size: QSize) -> None:
        """Pictures are as large as fits into so many pixels of the screen, never larger than they are."""
        if size.width() > 0 and size.height() > 0:
            self._player.set_box((size.width(), size.height()))

    def set_proxy(self, proxy: Proxy | None) -> None:
        """What gives a small picture near a frame at once (a filmstrip), or None where it has none."""
        self._proxy = proxy

    # --- asking ---

    @property
    def film(self) -> Film | None:
        return self._player.film

    @property
    def frame(self) -> int:
        """The frame shown, or the one that will be."""
        return self._player.position

    @property
    def frames(self) -> int:
        film = self._player.film
        return film.frames if film else (self.variant.frames or 0 if self.variant else 0)

    @property
    def fps(self) -> float:
        film = self._player.film
        return float(film.rate) if film else 0.0

    @property
    def playing(self) -> bool:
        return self._player.speed != 0

    @property
    def speed(self) -> float:
        """At which speed it plays now: below 0 backwards, 0 when it stands."""
        return self._player.speed

    @property
    def skipped(self) -> int:
        """Frames that came too late to be shown."""
        return self._player.skipped + self._overwritten

    @property
    def cached(self) -> tuple[int, ...]:
        """Numbers of the frames that are shown at once."""
        return self._player.cached

    @property
    def has_sound(self) -> bool:
        known = self._player.audible
        return bool(self.variant.has_audio if self.variant else False) if known is None else known

    @property
    def sound_trouble(self) -> str:
        """Why nothing is heard; empty: all is well."""
        return self._player.sound_trouble

    # --- told by the player, on its threads ---

    def _picture_came(self, picture: Picture | None, index: int) -> None:
        if picture is not None:
            if self._picture is not None and self._player.speed:
                self._overwritten += 1
            self._picture = (to_image(picture), index, picture.exact, QSize(*picture.full_size))
        self._index = index
        self._announce()

    def _said(self, sentence: str) -> None:
        self._failures.append(sentence)
        self._announce()

    def _announce(self) -> None:
        if not self._announced and not self._closed:
            self._announced = True
            self._arrived.emit()

    # --- on the GUI thread ---

    def _collect(self) -> None:
        self._announced = False
        if self._closed:
            return
        picture, self._picture = self._picture, None
        index, self._index = self._index, None
        if picture is not None:
            self._give(*picture)
        if index is not None:
            self.moved.emit(index if self.playing else self.frame)
        while self._failures:
            self.failed.emit(self._failures.popleft())
        self.changed.emit()

    def _give(self, image: QImage, index: int, exact: bool, full_size: QSize) -> None:
        if not exact and self._proxied is not None and self._proxied == self.frame:
            return  # the filmstrip's picture is nearer
        self._proxied = None
        self.exact, self.full_size = exact, full_size
        self.frame_ready.emit(image, index)


class _Ear:
    """Hears the player for the window. (`changed` and `failed` are signals there.)"""

    def __init__(self, shown: Callable[[Picture | None, int], None], failed: Callable[[str], None],
                 changed: Callable[[], None]) -> None:
        self._shown, self._failed, self._changed = shown, failed, changed

    def opened(self, film: Film) -> None:
        self._changed()

    def shown(self, picture: Picture | None, index: int) -> None:
        self._shown(picture, index)

    def changed(self) -> None:
        self._changed()

    def failed(self, sentence: str) -> None:
        self._failed(sentence)


def to_image(picture: Picture) -> QImage:
    """The picture with pixels of its own, in a format that paints fast. For any thread."""
    image = QImage(picture.data, picture.width, picture.height, picture.stride, QImage.Format.Format_ARGB32)
    if picture.alpha:
        return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    image.reinterpretAsFormat(QImage.Format.Format_RGB32)
    return image.copy()


def timecode(frame: int, fps: float) -> str:
    """Minutes, seconds and frames: 1:02:07."""
    a_second = max(1, round(fps))
    seconds, rest = divmod(max(0, frame), a_second)
    return f"{seconds // 60}:{seconds % 60:02}:{rest:02}"
