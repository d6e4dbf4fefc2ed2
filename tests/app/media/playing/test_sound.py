from __future__ import annotations

import threading
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from app.media.limits import UnreadableMedia
from app.media.playing.clock import PATIENCE_US, Clock
from app.media.playing.device import RATE, NoDevice, Pull, Sink, silent_device
from app.media.playing.passage import Passage
from app.media.playing.player import Player
from app.media.playing.sounds import FRAME_BYTES, SoundTrack
from app.media.playing.speaker import NO_DEVICE, Speaker
from tests import media_factory as make
from tests.app.media.playing.conftest import PATIENCE_S, Hearing, Maker, no_device
from tests.sound_factory import FORMATS, make_sound


def make_ramp(path: Path, seconds: float = 1.0) -> Path:
    """A WAV whose sample n has the value n // 8: so a place can be read from any sample."""
    with av.open(str(path), "w", format="wav") as output:
        stream: Any = output.add_stream("pcm_s16le", rate=RATE, layout="stereo")
        values = np.repeat((np.arange(int(RATE * seconds)) // 8).astype(np.int16), 2)
        frame = av.AudioFrame.from_ndarray(values[None, :], format="s16", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = RATE, 0, Fraction(1, RATE)
        output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    return path


def left(data: bytes) -> np.ndarray[Any, Any]:
    return np.frombuffer(data, np.int16)[::2]


def heard(path: Path, from_us: int, until_us: int, zero_us: int = 0, speed: float = 1.0) -> np.ndarray[Any, Any]:
    track = SoundTrack(path)
    try:
        return left(b"".join(track.samples(from_us, until_us, zero_us, speed)))
    finally:
        track.close()


class Hand:
    """A device that takes sound when the test says so."""

    latency_us = 0

    def __init__(self, pull: Pull) -> None:
        self.pull = pull
        self.runs = threading.Event()
        self.closed = False

    def start(self) -> None:
        self.runs.set()

    def stop(self) -> None:
        self.runs.clear()

    def close(self) -> None:
        self.closed = True

    def take(self, frames: int) -> np.ndarray[Any, Any]:
        assert self.runs.wait(PATIENCE_S)
        return left(bytes(self.pull(frames)))

    def take_all(self, speaker: Speaker, frames: int) -> None:
        """So many frames of sound, however long they take to be decoded."""
        end = speaker.taken_bytes + frames * FRAME_BYTES
        while speaker.taken_bytes < end:
            self.take(min(480, (end - speaker.taken_bytes) // FRAME_BYTES))


class Hands:
    """Gives devices, and the last one it gave."""

    def __init__(self) -> None:
        self.given: list[Hand] = []
        self.there = threading.Event()

    def __call__(self, pull: Pull) -> Sink:
        self.given.append(Hand(pull))
        self.there.set()
        return self.given[-1]

    @property
    def hand(self) -> Hand:
        assert self.there.wait(PATIENCE_S)
        return self.given[-1]


class Time:
    """A clock that goes when the test says so."""

    def __init__(self) -> None:
        self.s = 100.0

    def __call__(self) -> float:
        return self.s


# --- samples ---


@pytest.mark.parametrize("from_us", [0, 1_000, 250_000, 733_331])
def test_sound_begins_at_the_sample_asked_for(from_us: int, tmp_path: Path) -> None:
    values = heard(make_ramp(tmp_path / "a.wav"), from_us, from_us + 100_000)
    assert len(values) == RATE // 10
    assert values[0] == pytest.approx(from_us * RATE / 8_000_000, abs=1)
    assert values[-1] == pytest.approx(values[0] + len(values) / 8, abs=1)


@pytest.mark.parametrize("ext", FORMATS)
def test_all_kinds_of_sound_give_as_many_samples_as_their_time_takes(ext: str, tmp_path: Path) -> None:
    values = heard(make_sound(tmp_path / f"a.{ext}", ext, 1.0), 500_000, 900_000)
    assert len(values) == RATE * 4 // 10
    assert np.abs(values).max() > 6000


def test_behind_the_end_and_before_the_beginning_it_is_silent(tmp_path: Path) -> None:
    path = make_ramp(tmp_path / "a.wav", 0.5)
    late = heard(path, 400_000, 1_000_000)
    assert len(late) == RATE * 6 // 10
    assert np.abs(late[: RATE // 20]).max() > 0
    assert np.abs(late[RATE * 15 // 100 :]).max() == 0
    early = heard(path, 0, 500_000, zero_us=-200_000)  # the pictures begin before the sound
    assert np.abs(early[: RATE // 5 - 8]).max() == 0
    assert early[RATE // 5 + 800] == pytest.approx(100, abs=2)


def test_twice_as_fast_takes_half_as_many_samples(tmp_path: Path) -> None:
    values = heard(make_ramp(tmp_path / "a.wav"), 200_000, 600_000, speed=2.0)
    assert len(values) == RATE // 5
    assert values[RATE // 10] == pytest.approx(RATE * 0.4 / 8, abs=20)


def test_the_track_marked_as_default_is_heard(tmp_path: Path) -> None:
    path = tmp_path / "two.mkv"
    with av.open(str(path), "w", format="matroska") as output:
        streams: list[Any] = [output.add_stream("pcm_s16le", rate=RATE, layout="stereo") for _ in range(2)]
        streams[0].disposition = av.stream.Disposition(0)
        streams[1].disposition = av.stream.Disposition.default
        for stream, value in zip(streams, (1000, 2000), strict=True):
            frame = av.AudioFrame.from_ndarray(np.full((1, 2 * RATE), value, np.int16), format="s16", layout="stereo")
            frame.sample_rate, frame.pts, frame.time_base = RATE, 0, Fraction(1, RATE)
            output.mux(stream.encode(frame))
            output.mux(stream.encode(None))
    assert heard(path, 100_000, 200_000)[100] == 2000


def test_a_clip_without_sound_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableMedia, match="holds no sound"):
        SoundTrack(make.make_mp4(tmp_path / "a.mp4", frames=2))


def test_a_cut_off_sound_gives_what_is_there_and_then_silence(tmp_path: Path) -> None:
    path = make_sound(tmp_path / "a.mp3", "mp3", 2.0)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    values = heard(path, 500_000, 2_000_000)
    assert len(values) == RATE * 3 // 2
    assert np.abs(values[: RATE // 4]).max() > 0


# --- passages and clocks ---


def test_a_passage_knows_what_is_due() -> None:
    once = Passage(100, 1000, 2.0)
    assert [once.at(t) for t in (0, 50, 449, 450)] == [100, 200, 998, None]
    back = Passage(500, 1000, -1.0)
    assert [back.at(t) for t in (0, 500, 501)] == [500, 0, None]
    loop = Passage(100, 1000, 1.0, (200, 300))
    assert [loop.at(t) for t in (0, 199, 200, 299, 300)] == [100, 299, 200, 299, 200]
    around = Passage(250, 1000, -1.0, (200, 300))
    assert [around.at(t) for t in (0, 50, 51, 150, 151)] == [250, 200, 299, 200, 299]
    assert list(islice(loop.stretches(), 3)) == [(100, 300), (200, 300), (200, 300)]
    assert list(once.stretches()) == [(100, 1000)]


class Led:
    def __init__(self) -> None:
        self.us: int | None = 0

    def elapsed_us(self) -> int | None:
        return self.us


def test_the_clock_follows_the_sound() -> None:
    time, sound = Time(), Led()
    clock = Clock(time)
    clock.start(sound)
    time.s += 0.4
    assert clock.elapsed_us() == 0  # the device is not there yet
    sound.us = 30_000
    assert clock.elapsed_us() == 30_000
    sound.us = 20_000
    assert clock.elapsed_us() == 30_000  # never back
    assert not clock.lost


def test_a_sound_that_stands_still_leads_no_more() -> None:
    time, sound = Time(), Led()
    clock = Clock(time)
    clock.start(sound)
    sound.us = 30_000
    assert clock.elapsed_us() == 30_000
    time.s += PATIENCE_US / 1_000_000 + 0.1
    assert clock.elapsed_us() == 30_000
    time.s += 1
    assert clock.elapsed_us() == pytest.approx(1_030_000, abs=2)
    assert clock.lost


def test_without_sound_the_time_of_the_machine_counts() -> None:
    time, sound = Time(), Led()
    clock = Clock(time)
    sound.us = None
    clock.start(sound)
    assert clock.elapsed_us() == 0
    time.s += 2
    assert clock.elapsed_us() == pytest.approx(2_000_000, abs=2)
    assert not clock.lost


# --- the speaker ---


@pytest.fixture
def time() -> Time:
    return Time()


def speaker_on(path: Path, hands: Any, time: Time) -> Speaker:
    speaker = Speaker(hands, lambda: None, time)
    speaker.open(path)
    return speaker


def test_what_the_device_takes_is_the_time(tmp_path: Path, time: Time) -> None:
    hands = Hands()
    speaker = speaker_on(make_ramp(tmp_path / "a.wav"), hands, time)
    speaker.play(Passage(500_000, 1_000_000), None)
    assert speaker.elapsed_us() == 0
    first = hands.hand.take(480)
    assert first[0] == pytest.approx(RATE // 16, abs=1)
    assert speaker.elapsed_us() == 0
    time.s += 0.005
    assert speaker.elapsed_us() == pytest.approx(5_000, abs=1)
    time.s += 1
    assert speaker.elapsed_us() == 10_000  # not more than was taken
    assert hands.hand.take(480)[0] == pytest.approx(RATE // 16 + 60, abs=1)
    speaker.close(PATIENCE_S)
    assert hands.hand.closed


def test_a_stop_is_silent_at_once(tmp_path: Path, time: Time) -> None:
    hands = Hands()
    speaker = speaker_on(make_ramp(tmp_path / "a.wav"), hands, time)
    speaker.play(Passage(500_000, 1_000_000), None)
    assert np.abs(hands.hand.take(480)).max() > 0
    pull = hands.hand.pull
    speaker.stop()
    assert not any(pull(480))
    assert speaker.elapsed_us() is None
    speaker.close(PATIENCE_S)


def test_a_loop_has_no_gap(tmp_path: Path, time: Time) -> None:
    hands = Hands()
    speaker = speaker_on(make_ramp(tmp_path / "a.wav"), hands, time)
    speaker.play(Passage(400_000, 1_000_000, 1.0, (400_000, 420_000)), None)
    hand = hands.hand
    taken: list[int] = []
    while len(taken) < 3 * 960:
        before = speaker.taken_bytes
        values = hand.take(96)
        taken += [int(value) for value in values[: (speaker.taken_bytes - before) // FRAME_BYTES]]
    expected = [RATE * 4 // 10 // 8 + place % 960 // 8 for place in range(len(taken))]
    assert np.abs(np.array(taken) - np.array(expected)).max() <= 1
    speaker.close(PATIENCE_S)


def test_volume_counts_at_once(tmp_path: Path, time: Time) -> None:
    hands = Hands()
    speaker = speaker_on(make_ramp(tmp_path / "a.wav"), hands, time)
    speaker.play(Passage(500_000, 1_000_000), None)
    loud = int(hands.hand.take(10)[0])
    speaker.set_gain(0.5)
    assert int(hands.hand.take(10)[0]) == pytest.approx(loud / 2, abs=2)
    speaker.set_gain(0)
    assert not any(hands.hand.take(10))
    speaker.close(PATIENCE_S)


# --- sound and pictures ---


def test_pictures_follow_what_is_heard(tmp_path: Path, players: Maker, time: Time) -> None:
    hands = Hands()
    player, told = players(make.make_mp4(tmp_path / "a.mp4", frames=48, audio=True), make_sink=hands, now=time)
    told.exact(0)
    player.play()
    hand = hands.hand
    hand.take(48)
    for number in range(1, 40):
        hand.take_all(player.speaker, RATE // 24)
        time.s += 1 / 24
        told.until(lambda number=number: player.frame == number)  # type: ignore[misc]
    assert [index for index, _ in told.shown_frames] == list(range(40))
    assert player.skipped == 0


def test_pictures_that_are_late_are_skipped_and_counted(tmp_path: Path, players: Maker, time: Time) -> None:
    hands = Hands()
    player, told = players(make.make_mp4(tmp_path / "a.mp4", frames=48, audio=True), make_sink=hands, now=time)
    told.exact(0)
    player.play()
    hands.hand.take_all(player.speaker, RATE // 2 + 48)
    time.s += 0.501
    told.until(lambda: player.frame == 12)
    between = {index for index, _picture in told.shown_frames if 0 < index < 12}  # the sound was taken while it decoded
    assert max(1, 11 - len(between)) <= player.skipped <= 11  # what was shown, but late, counts too


def test_without_a_device_it_plays_on_and_says_so(tmp_path: Path, players: Maker) -> None:
    player, told = players(make.make_mp4(tmp_path / "a.mp4", frames=12, fps=48, audio=True), make_sink=no_device)
    told.exact(0)
    player.play()
    told.until(lambda: player.frame == 11)
    told.until(lambda: player.sound_trouble == NO_DEVICE)
    assert told.failures == []


def test_a_device_that_stops_asking_does_not_stop_the_pictures(tmp_path: Path, players: Maker, time: Time) -> None:
    hands = Hands()
    player, told = players(make.make_mp4(tmp_path / "a.mp4", frames=48, audio=True), make_sink=hands, now=time)
    told.exact(0)
    player.play()
    hands.hand.take_all(player.speaker, RATE // 24 + 48)
    time.s += 0.043
    told.until(lambda: player.frame == 1)
    time.s += 1.0
    told.until(lambda: player.sound_trouble == NO_DEVICE)
    time.s += 1.0
    told.until(lambda: player.frame > 20)


def test_the_silent_device_takes_sound_in_real_time(tmp_path: Path, players: Maker) -> None:
    player, told = players(make.make_mp4(tmp_path / "a.mp4", frames=12, audio=True), make_sink=silent_device)
    told.exact(0)
    player.play()
    told.until(lambda: player.frame == 11 and player.speed == 0)
    assert player.sound_trouble == ""
    assert player.audible


def test_a_device_that_cannot_start_is_no_device(tmp_path: Path, players: Maker) -> None:
    class Broken(Hand):
        def start(self) -> None:
            raise NoDevice

    player, told = players(make_sound(tmp_path / "a.wav", "wav", 0.3), make_sink=Broken)
    told.until(lambda: told.film)
    player.play()
    told.until(lambda: player.sound_trouble == NO_DEVICE)
    told.until(lambda: player.speed == 0)


def test_backwards_is_silent(tmp_path: Path, players: Maker) -> None:
    hands = Hands()
    player, told = players(make.make_mp4(tmp_path / "a.mp4", frames=12, fps=48, audio=True), make_sink=hands)
    player.request(11)
    told.exact(11)
    player.play(-1)
    told.until(lambda: player.speed == 0)
    assert hands.given == []


def test_a_closed_player_has_given_the_device_back(tmp_path: Path) -> None:
    hands, told = Hands(), Hearing()
    player = Player(told, hands)
    player.open(make_sound(tmp_path / "a.wav", "wav"))
    player.play()
    hands.hand.take(10)
    player.close(PATIENCE_S)
    assert hands.hand.closed
