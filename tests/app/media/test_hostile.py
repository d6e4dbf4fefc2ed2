"""Each hostile file gives a picture or a named reason: no hang, no crash, no memory over the limit."""

from __future__ import annotations

import random
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from app.jobs.pool import DecoderPool
from app.media.limits import MEMORY_BYTES, UnreadableMedia
from app.media.work import Examined
from tests.app.media import hostile, weighing
from tests.media_factory import make_png

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def pool() -> Iterator[DecoderPool]:
    """The program's own decoder processes, one of them; what takes ten seconds is a hang."""
    made = DecoderPool(workers=1, timeout_s=10)
    yield made
    made.close()


def outcome(done: Future[Any]) -> Examined | str:
    """What came of it; a crash of the reader counts as a failure of the test."""
    error = done.exception(timeout=60)
    if error is None:
        found = done.result()
        assert isinstance(found, Examined)
        return found
    assert isinstance(error, UnreadableMedia), error
    assert error.reason
    assert "made the reader stop" not in error.reason
    return error.reason


def sound(found: Examined | str, target: Path) -> None:
    """A whole picture or none at all."""
    if isinstance(found, str):
        assert not target.exists()
        return
    assert found.thumbnail is not None
    assert 1 <= max(found.thumbnail.width, found.thumbnail.height) <= 320
    assert target.read_bytes().startswith(b"\xff\xd8")
    assert found.facts.kind == "audio" or min(found.facts.width, found.facts.height) >= 1
    assert found.facts.duration_us is None or 0 < found.facts.duration_us < 1 << 52
    target.unlink()


@pytest.mark.parametrize("name", hostile.FORMATS)
def test_a_file_cut_anywhere_gives_a_picture_or_a_reason(name: str, tmp_path: Path, pool: DecoderPool) -> None:
    data = hostile.FORMATS[name](tmp_path / "whole").read_bytes()
    target = tmp_path / "thumb.jpg"
    for part in hostile.cut(data):
        (tmp_path / "cut").write_bytes(part)
        sound(outcome(pool.examine(str(tmp_path / "cut"), str(target))), target)
    whole = outcome(pool.examine(str(tmp_path / "whole"), str(target)))
    assert not isinstance(whole, str), f"the whole one is refused: {whole}"


@pytest.mark.parametrize("name", hostile.FORMATS)
def test_random_damage_gives_a_picture_or_a_reason(name: str, tmp_path: Path, pool: DecoderPool) -> None:
    data = hostile.FORMATS[name](tmp_path / "whole").read_bytes()
    target, chance = tmp_path / "thumb.jpg", random.Random(name)
    for _ in range(10):
        spoiled = bytearray(data)
        for _ in range(8):
            within = chance.choice((min(64, len(data)), len(data)))  # heads are hit as often as all the rest
            spoiled[chance.randrange(within)] = chance.choice((0, 255, chance.randrange(256)))
        (tmp_path / "spoiled").write_bytes(bytes(spoiled))
        sound(outcome(pool.examine(str(tmp_path / "spoiled"), str(target))), target)


@pytest.mark.parametrize("name", hostile.FILES)
def test_a_hostile_file_gives_a_picture_or_a_reason(name: str, tmp_path: Path, pool: DecoderPool) -> None:
    path = hostile.FILES[name](tmp_path / "file.dat")
    target = tmp_path / "thumb.jpg"
    sound(outcome(pool.examine(str(path), str(target))), target)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux counts addresses")
def test_memory_stays_under_the_limit_whatever_is_read(tmp_path: Path, pool: DecoderPool) -> None:
    before = pool.run(weighing.resident_bytes).result(timeout=60)
    for name in ("bomb png", "bomb webp", "bomb gif", "bomb bmp", "bomb tiff", "bomb psd", "bomb exr", "text bomb png",
                 "profile bomb png", "endless gif", "clip of a huge picture"):  # fmt: skip
        path = hostile.FILES[name](tmp_path / "file.dat")
        outcome(pool.examine(str(path), str(tmp_path / "thumb.jpg")))
        most = pool.run(weighing.most_bytes).result(timeout=60)
        assert most - before <= MEMORY_BYTES, name


def test_others_go_on_while_one_worker_dies_of_its_file(tmp_path: Path) -> None:
    pool = DecoderPool(workers=2, timeout_s=10)
    good = [make_png(tmp_path / f"{n}.png") for n in range(6)]
    try:
        futures: list[Future[Any]] = []
        for number, path in enumerate(good):
            futures.append(pool.examine(str(path), str(tmp_path / f"{number}.jpg")))
            if number == 2:
                dying = pool.run(weighing.die)
        with pytest.raises(UnreadableMedia, match="made the reader stop"):
            dying.result(timeout=60)
        assert all(isinstance(future.result(timeout=60), Examined) for future in futures)
    finally:
        pool.close()


def test_no_thread_of_the_pool_is_left(tmp_path: Path) -> None:
    before = threading.active_count()
    pool = DecoderPool(workers=1)
    outcome(pool.examine(str(make_png(tmp_path / "a.png")), str(tmp_path / "t.jpg")))
    pool.close()
    assert threading.active_count() <= before
