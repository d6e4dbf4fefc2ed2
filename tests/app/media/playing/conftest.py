"""A player with somebody who listens, and sound that goes where the test wants."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PIL import Image

from app.media.playing.device import NoDevice, Pull, Sink
from app.media.playing.film import Film
from app.media.playing.pictures import Picture
from app.media.playing.player import Player
from tests import media_factory as make

PATIENCE_S = 10


def number_in(picture: Picture) -> int:
    """The number painted into a picture."""
    image = Image.frombytes("RGBA", (picture.width, picture.height), bytes(picture.data), "raw", "BGRA", picture.stride, 1)
    return make.frame_number(image.convert("RGB"))


def no_device(_pull: Pull) -> Sink:
    raise NoDevice


@dataclass
class Hearing:
    """What a player told, in order."""

    film: Film | None = None
    shown_frames: list[tuple[int, Picture | None]] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    lock: threading.Condition = field(default_factory=threading.Condition)

    def opened(self, film: Film) -> None:
        with self.lock:
            self.film = film
            self.lock.notify_all()

    def shown(self, picture: Picture | None, index: int) -> None:
        with self.lock:
            self.shown_frames.append((index, picture))
            self.lock.notify_all()

    def changed(self) -> None:
        with self.lock:
            self.lock.notify_all()

    def failed(self, sentence: str) -> None:
        with self.lock:
            self.failures.append(sentence)
            self.lock.notify_all()

    def until(self, condition: Callable[[], object]) -> None:
        with self.lock:
            assert self.lock.wait_for(condition, PATIENCE_S), (self.failures, [i for i, _ in self.shown_frames[-5:]])

    def exact(self, index: int) -> Picture:
        """The exact frame of that number, once it is the last one shown."""
        self.until(lambda: self.shown_frames and self.shown_frames[-1][0] == index
                   and (picture := self.shown_frames[-1][1]) is not None and picture.exact)  # fmt: skip
        picture = self.shown_frames[-1][1]
        assert picture is not None
        return picture


Played = tuple[Player, Hearing]
Maker = Callable[..., Played]


@pytest.fixture
def players() -> Iterator[Maker]:
    """`players(path)` gives an open player; all are closed afterwards, and no thread may be left."""
    made: list[Player] = []
    before = set(threading.enumerate())  # a window of another test may still be at its end

    def start(path: Path, **choices: object) -> Played:
        hearing = Hearing()
        choices.setdefault("make_sink", no_device)
        player = Player(hearing, **choices)  # type: ignore[arg-type]
        made.append(player)
        player.open(path, box=(256, 256))
        return player, hearing

    yield start
    for player in made:
        player.close(wait_s=PATIENCE_S)
    assert not [thread for thread in set(threading.enumerate()) - before if thread.name in ("playing", "speaker")]
