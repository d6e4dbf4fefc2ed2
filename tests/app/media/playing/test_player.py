from __future__ import annotations

import random
import threading
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.media.playing.player import Player
from tests import media_factory as make
from tests.app.media.playing.conftest import PATIENCE_S, Hearing, Maker, no_device, number_in
from tests.sound_factory import make_sound

MAKERS: dict[str, Callable[[Path], Path]] = {
    "gop 12": lambda path: make.make_mp4(path, frames=60, gop=12, bframes=2),
    "gop 250": lambda path: make.make_mp4(path, frames=250, gop=250, bframes=3),
    "uneven": lambda path: make.make_mp4(path, frames=60, gop=20, bframes=2, times=[n * n // 8 + n for n in range(60)]),
    "with sound": lambda path: make.make_mp4(path, frames=60, gop=12, audio=True),
    "mov": lambda path: make.make_mov(path, frames=60, gop=20),
    "mkv": lambda path: make.make_mkv(path, frames=60, gop=20, bframes=2),
    "webm": lambda path: make.make_webm(path, frames=60, gop=20),
    "avi": lambda path: make.make_avi(path, frames=60, gop=20),
    "ts": lambda path: make.make_ts(path, frames=60, gop=20),
    "mpg": lambda path: make.make_mpg(path, frames=60, gop=12),
    "one frame": lambda path: make.make_mp4(path, frames=1),
}


@pytest.mark.parametrize("name", MAKERS)
def test_each_frame_asked_for_is_the_one_that_comes(name: str, tmp_path: Path, players: Maker) -> None:
    player, heard = players(MAKERS[name](tmp_path / "clip"))
    heard.exact(0)
    assert heard.film is not None
    count = heard.film.frames
    assert count == {"gop 250": 250, "one frame": 1}.get(name, 60)
    chance = random.Random(5)
    asked = [count - 1, *range(count - 1, max(-1, count - 40), -1), *(chance.randrange(count) for _ in range(25))]
    for index in asked:
        player.request(index)
        assert number_in(heard.exact(index)) == index
    assert heard.failures == []


def test_outside_the_clip_its_ends_are_shown(tmp_path: Path, players: Maker) -> None:
    player, heard = players(make.make_mp4(tmp_path / "a.mp4", frames=10))
    heard.exact(0)
    player.request(99)
    assert number_in(heard.exact(9)) == 9
    player.request(-3)
    assert number_in(heard.exact(0)) == 0


def test_only_the_last_of_many_requests_must_be_answered(tmp_path: Path, players: Maker) -> None:
    player, heard = players(make.make_mp4(tmp_path / "a.mp4", frames=250, gop=250))
    heard.exact(0)
    for index in range(249, 100, -1):
        player.request(index)
    assert number_in(heard.exact(101)) == 101
    assert all(number_in(picture) == index for index, picture in heard.shown_frames if picture is not None)


def test_until_the_frame_is_there_the_nearest_one_is_shown_and_says_so(tmp_path: Path, players: Maker) -> None:
    player, heard = players(make.make_mp4(tmp_path / "a.mp4", frames=250, gop=250, size=(640, 480)), max_bytes=1)
    heard.exact(0)
    player.request(120)
    heard.exact(120)  # 97 to 120 are in memory
    player.request(0)
    heard.exact(0)
    del heard.shown_frames[:]
    player.request(200)
    heard.exact(200)
    first = heard.shown_frames[0][1]
    assert first is not None
    assert (first.exact, number_in(first)) == (False, first.index)
    assert 0 < first.index < 200


def test_steps_back_come_from_memory(tmp_path: Path, players: Maker) -> None:
    player, heard = players(make.make_mp4(tmp_path / "a.mp4", frames=100, gop=250))
    player.request(90)
    heard.exact(90)
    assert set(range(67, 91)) <= set(player.cached)


def test_memory_has_a_limit(tmp_path: Path, players: Maker) -> None:
    player, heard = players(make.make_mp4(tmp_path / "a.mp4", frames=100, gop=250), max_bytes=1)
    player.request(90)
    heard.exact(90)
    assert sorted(player.cached) == list(range(67, 91))  # the least


def test_playing_shows_frames_in_order_and_ends_at_the_last(tmp_path: Path, players: Maker) -> None:
    player, heard = players(make.make_mp4(tmp_path / "a.mp4", frames=24, fps=48))
    heard.exact(0)
    player.play()
    heard.until(lambda: player.speed == 0)
    shown = [index for index, _ in heard.shown_frames]
    assert shown == sorted(shown)
    assert shown[-1] == 23
    assert len(set(shown)) + player.skipped == 24
    assert all(number_in(picture) == index for index, picture in heard.shown_frames if picture is not None and picture.exact)


def test_playing_at_the_end_begins_anew(tmp_path: Path, players: Maker) -> None:
    player, heard = players(make.make_mp4(tmp_path / "a.mp4", frames=12, fps=48))
    player.request(11)
    heard.exact(11)
    player.play()
    heard.until(lambda: player.speed == 0)
    assert {0, 11} <= {index for index, _ in heard.shown_frames}


def test_backwards_it_ends_at_the_first_frame(tmp_path: Path, players: Maker) -> None:
    player, heard = players(make.make_mp4(tmp_path / "a.mp4", frames=24, fps=48, gop=250))
    player.request(23)
    heard.exact(23)
    del heard.shown_frames[:]
    player.play(-1)
    heard.until(lambda: player.speed == 0)
    shown = [index for index, _ in heard.shown_frames]
    assert shown == sorted(shown, reverse=True)
    assert (shown[-1], player.frame) == (0, 0)


def test_a_loop_goes_round_and_shows_nothing_outside(tmp_path: Path, players: Maker) -> None:
    player, heard = players(make.make_mp4(tmp_path / "a.mp4", frames=48, fps=96))
    player.request(10)
    heard.exact(10)
    player.set_loop((10, 20))
    del heard.shown_frames[:]
    player.play()

    def rounds() -> int:
        shown = [index for index, _ in heard.shown_frames]
        return sum(later < earlier for earlier, later in pairwise(shown))

    heard.until(lambda: rounds() >= 3)
    player.pause()
    assert {index for index, _ in heard.shown_frames} <= set(range(10, 21))


def test_a_pause_stands_on_the_frame_shown(tmp_path: Path, players: Maker) -> None:
    player, heard = players(make.make_mp4(tmp_path / "a.mp4", frames=200, fps=24))
    heard.exact(0)
    player.play()
    heard.until(lambda: player.frame >= 3)
    player.pause()
    index = player.position
    assert number_in(heard.exact(index)) == index
    assert (player.speed, player.frame) == (0, index)


def test_a_request_while_it_plays_goes_on_from_there(tmp_path: Path, players: Maker) -> None:
    player, heard = players(make.make_mp4(tmp_path / "a.mp4", frames=200, fps=24))
    heard.exact(0)
    player.play()
    player.request(150)
    heard.until(lambda: player.frame > 150)
    assert player.speed == 1


def test_four_times_as_fast_not_every_frame_is_wanted(tmp_path: Path, players: Maker) -> None:
    player, heard = players(make.make_mp4(tmp_path / "a.mp4", frames=120, fps=60))
    heard.exact(0)
    player.play(9)
    assert player.speed == 4
    heard.until(lambda: player.speed == 0)
    assert {index % 4 for index, _ in heard.shown_frames[:-1]} == {0}


def test_frames_come_upright_with_square_pixels_in_the_size_asked_for(tmp_path: Path, players: Maker) -> None:
    path = make.make_mp4(tmp_path / "a.mp4", size=(128, 96), frames=2, rotation=90)
    player, heard = players(path)
    picture = heard.exact(0)
    assert (picture.width, picture.height, picture.full_size) == (96, 128, (96, 128))
    at = picture.stride * 8 + 4 * 90  # top left went to the right
    assert list(bytes(picture.data)[at : at + 3]) == pytest.approx([0, 0, 255], abs=24)
    player.set_box((48, 500))
    heard.until(lambda: (shown := heard.shown_frames[-1][1]) is not None and (shown.width, shown.height) == (48, 64))


@pytest.mark.parametrize("rotation", [180, 270])
def test_other_turns_too(rotation: int, tmp_path: Path, players: Maker) -> None:
    _player, heard = players(make.make_mp4(tmp_path / "a.mp4", size=(128, 96), frames=2, rotation=rotation))
    picture = heard.exact(0)
    x, y = {180: (120, 88), 270: (8, 120)}[rotation]  # where the red corner went
    at = picture.stride * y + 4 * x
    assert list(bytes(picture.data)[at : at + 3]) == pytest.approx([0, 0, 255], abs=24)


def test_pixels_that_are_not_square(tmp_path: Path, players: Maker) -> None:
    _player, heard = players(make.make_mp4(tmp_path / "a.mp4", size=(64, 96), frames=2, aspect=Fraction(2)))
    assert heard.exact(0).full_size == (128, 96)


def test_transparency_is_kept(tmp_path: Path, players: Maker) -> None:
    _player, heard = players(make.make_mov(tmp_path / "a.mov", codec="png", pixel_format="rgba", frames=2, options={}))
    assert heard.exact(0).alpha


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path, players: Maker) -> None:
    _player, heard = players(tmp_path / "gone.mp4")
    heard.until(lambda: heard.failures)
    assert heard.failures == ["“gone.mp4” is no longer there."]


def test_what_is_no_clip_is_a_sentence(tmp_path: Path, players: Maker) -> None:
    (tmp_path / "a.mp4").write_text("hello")
    player, heard = players(tmp_path / "a.mp4")
    heard.until(lambda: heard.failures)
    assert heard.failures[0].startswith("“a.mp4” ")
    player.play()
    player.request(3)
    player.open(make.make_mp4(tmp_path / "b.mp4", frames=3))  # it goes on with another one
    heard.exact(0)


def test_a_clip_that_ends_too_early_plays_what_is_there_and_says_so(tmp_path: Path, players: Maker) -> None:
    whole = make.make_mp4(
        tmp_path / "whole.mp4", frames=60, gop=12, fps=60, container_options={"movflags": "faststart"}
    )
    data = whole.read_bytes()
    (tmp_path / "cut.mp4").write_bytes(data[: len(data) * 2 // 3])
    player, heard = players(tmp_path / "cut.mp4")
    assert number_in(heard.exact(0)) == 0
    assert heard.failures
    assert "cut.mp4" in heard.failures[0]
    player.request(20)
    assert number_in(heard.exact(20)) == 20
    player.play()
    heard.until(lambda: player.speed == 0)
    assert len(heard.failures) <= 2


def test_a_damaged_middle_is_played_over(tmp_path: Path, players: Maker) -> None:
    path = make.make_avi(tmp_path / "a.avi", frames=60, gop=12, fps=60, size=(320, 240))
    data = bytearray(path.read_bytes())
    chance = random.Random(2)
    for _ in range(2000):
        data[chance.randrange(len(data) // 3, len(data) // 2)] = chance.randrange(256)
    path.write_bytes(bytes(data))
    player, heard = players(path)
    heard.until(lambda: heard.shown_frames or heard.failures)
    player.play()
    heard.until(lambda: player.speed == 0)
    assert len(heard.failures) <= 2


def test_a_file_that_vanishes_while_it_plays_does_no_harm(tmp_path: Path, players: Maker) -> None:
    path = make.make_mp4(tmp_path / "a.mp4", frames=120, fps=60)
    player, heard = players(path)
    heard.exact(0)
    player.play()
    heard.until(lambda: player.frame >= 2)
    path.write_bytes(b"")  # what a network drive that went away gives: nothing more
    path.unlink()
    heard.until(lambda: player.speed == 0)
    assert heard.failures in (["“a.mp4” is no longer there."], [])  # all of it may have been read already


def test_close_ends_the_threads_also_in_the_middle_of_a_search(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    heard = Hearing()
    player = Player(heard, no_device)
    player.open(make.make_mp4(tmp_path / "a.mp4", frames=250, gop=250, size=(640, 480)))
    heard.exact(0)
    player.request(249)
    player.close(PATIENCE_S)
    player.close()
    player.request(3)
    player.play()
    assert not [thread for thread in set(threading.enumerate()) - before if thread.name in ("playing", "speaker")]


def test_a_sound_has_time_without_pictures(tmp_path: Path, players: Maker) -> None:
    player, heard = players(make_sound(tmp_path / "a.wav", "wav", 0.4))
    heard.until(lambda: heard.film)
    assert heard.film is not None
    assert (heard.film.pictures, heard.film.frames, heard.film.end_us) == (False, 10, 400_000)
    player.play()
    heard.until(lambda: player.speed == 0 and player.frame == 9)
    assert heard.shown_frames[-1] == (9, None)


_step = st.one_of(
    st.tuples(st.just("request"), st.integers(-5, 260)),
    st.tuples(st.just("step"), st.integers(-12, 12)),
    st.tuples(st.just("play"), st.sampled_from([-4.0, -1.0, 0.25, 1.0, 2.0, 4.0])),
    st.tuples(st.just("pause"), st.none()),
    st.tuples(st.just("loop"), st.one_of(st.none(), st.tuples(st.integers(0, 120), st.integers(0, 120)))),
)


@pytest.mark.parametrize("gop", [12, 250])
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(_step, min_size=15, max_size=25))
def test_whatever_was_done_before_a_frame_that_is_shown_is_that_frame(
    gop: int, steps: list[tuple[str, object]], tmp_path: Path
) -> None:
    path = tmp_path / f"{gop}.mp4"
    if not path.exists():
        make.make_mp4(path, frames=120, gop=gop, bframes=2)
    heard = Hearing()
    player = Player(heard, no_device)
    player.open(path)
    heard.exact(0)
    for verb, value in steps:
        if verb == "request":
            player.pause()
            player.request(value)  # type: ignore[arg-type]
        elif verb == "step":
            player.pause()
            player.request(player.position + value)  # type: ignore[operator]
        elif verb == "play":
            player.play(value)  # type: ignore[arg-type]
        elif verb == "loop":
            player.set_loop(value)  # type: ignore[arg-type]
        else:
            player.pause()
        if verb in ("request", "step"):
            index = player.position
            assert number_in(heard.exact(index)) == index
    player.close(PATIENCE_S)
    assert heard.failures == []
    assert all(number_in(picture) == picture.index for _, picture in heard.shown_frames[-60:] if picture is not None)
