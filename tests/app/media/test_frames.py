from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from app.media.frames import Clip
from app.media.limits import UnreadableMedia
from app.media.probe import probe
from tests import media_factory as make


def shown(clip: Clip, index: int) -> int:
    width, height, data = clip.frame_at(index, 128)
    return make.frame_number(Image.frombytes("RGBA", (width, height), data, "raw", "BGRA").convert("RGB"))


MAKERS: dict[str, Callable[[Path], Path]] = {
    "mp4": lambda path: make.make_mp4(path, frames=60, gop=20, bframes=2),
    "one key frame": lambda path: make.make_mp4(path, frames=60, gop=250, bframes=2),
    "all key frames": lambda path: make.make_mp4(path, frames=60, gop=1),
    "open gop": lambda path: make.make_mp4(
        path,
        frames=60,
        gop=12,
        bframes=3,
        options={"preset": "medium", "x264-params": "open-gop=1:log-level=none"},
    ),
    "uneven": lambda path: make.make_mp4(
        path, frames=60, gop=20, bframes=2, times=[n * n // 8 + n for n in range(60)]
    ),
    "mov": lambda path: make.make_mov(path, frames=60, gop=20),
    "mkv": lambda path: make.make_mkv(path, frames=60, gop=20, bframes=2),
    "webm": lambda path: make.make_webm(path, frames=60, gop=20),
    "avi": lambda path: make.make_avi(path, frames=60, gop=20),
    "mpg": lambda path: make.make_mpg(path, frames=60, gop=12),
    "fragments": lambda path: make.make_mp4(
        path, frames=60, gop=20, container_options={"movflags": "frag_keyframe+empty_moov"}
    ),
}


@pytest.mark.parametrize("name", MAKERS)
def test_every_frame_is_found_in_any_order(name: str, tmp_path: Path) -> None:
    with Clip(MAKERS[name](tmp_path / "clip")) as clip:
        assert clip.frame_count == 60 == probe(tmp_path / "clip").frames
        order = list(range(60))
        assert [shown(clip, index) for index in order] == order
        random.Random(1).shuffle(order)
        assert [shown(clip, index) for index in order] == order
        assert [shown(clip, index) for index in range(59, -1, -1)] == list(range(59, -1, -1))


def test_outside_the_clip_its_ends_are_shown(tmp_path: Path) -> None:
    with Clip(make.make_mp4(tmp_path / "a.mp4", frames=10)) as clip:
        assert (shown(clip, -5), shown(clip, 99)) == (0, 9)


def test_a_frame_is_as_large_as_asked_and_never_enlarged(tmp_path: Path) -> None:
    with Clip(make.make_mp4(tmp_path / "a.mp4", size=(130, 98), frames=2)) as clip:
        for asked, size in ((65, (65, 49)), (500, (130, 98)), (1, (1, 1))):
            width, height, data = clip.frame_at(0, asked)
            assert (width, height) == size
            assert len(data) == 4 * width * height


def test_a_turned_clip_gives_upright_frames(tmp_path: Path) -> None:
    with Clip(make.make_mp4(tmp_path / "a.mp4", size=(128, 96), frames=2, rotation=90)) as clip:
        width, height, data = clip.frame_at(0, 128)
    assert (width, height) == (96, 128)
    picture = Image.frombytes("RGBA", (width, height), data, "raw", "BGRA")
    assert picture.getpixel((90, 8)) == pytest.approx((255, 0, 0, 255), abs=24)  # top left went to the right


def test_times_start_at_nothing(tmp_path: Path) -> None:
    with Clip(make.make_mp4(tmp_path / "a.mp4", fps=25, frames=5)) as clip:
        assert [clip.time_us(index) for index in range(5)] == [0, 40_000, 80_000, 120_000, 160_000]


def test_a_picture_is_not_a_clip(tmp_path: Path) -> None:
    with pytest.raises(UnreadableMedia):
        Clip(make.make_gif(tmp_path / "a.gif", frames=3))


def test_a_damaged_clip_gives_frames_or_a_reason(tmp_path: Path) -> None:
    data = bytearray(make.make_mp4(tmp_path / "a.mp4", frames=30, gop=10).read_bytes())
    chance = random.Random(3)
    for _ in range(200):
        data[chance.randrange(64, len(data) // 2)] = chance.randrange(256)
    (tmp_path / "b.mp4").write_bytes(bytes(data))
    refused: list[str] = []
    try:
        with Clip(tmp_path / "b.mp4") as clip:
            for index in range(clip.frame_count):
                assert clip.frame_at(index, 64)[:2] == (64, 48)
    except UnreadableMedia as error:  # any other error fails the test
        refused.append(error.reason)
    assert all(refused)
