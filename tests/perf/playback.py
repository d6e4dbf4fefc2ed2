"""Playing a 1080p clip with sound: frames skipped, what a frame costs, and how long an exact frame takes."""

from __future__ import annotations

import hashlib
import random
import tempfile
import threading
import time
from fractions import Fraction
from pathlib import Path
from typing import Any

from app.media.playing.device import silent_device
from app.media.playing.film import Film
from app.media.playing.pictures import Picture
from app.media.playing.player import Player
from tests.perf.figures import Figure, at_most, percentile
from tests.perf.media import film_still

FPS, SECONDS = 24, 15
SIZE = (1920, 1080)
SEEKS, STEPS = 24, 60
PATIENCE_S = 60


def _clip(gop: int) -> Path:
    digest = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:12]
    target = Path(tempfile.gettempdir()) / f"dailies-perf-playback-{gop}-{digest}.mp4"
    if not target.exists():
        making = target.with_suffix(".making")
        _write(making, gop)
        making.rename(target)
    return target


def _write(path: Path, gop: int) -> None:
    import av
    import numpy as np

    with av.open(str(path), "w", format="mp4") as output:
        choices = {"preset": "veryfast", "g": str(gop), "crf": "21", "sc_threshold": "0"}
        stream: Any = output.add_stream("libx264", rate=FPS, options=choices)
        stream.width, stream.height, stream.pix_fmt = *SIZE, "yuv420p"
        sound: Any = output.add_stream("aac", rate=48_000, layout="stereo")
        stills = [film_still(SIZE, 40 + number, 2.0) for number in range(SECONDS)]
        for number in range(FPS * SECONDS):
            pixels = np.ascontiguousarray(np.roll(stills[number // FPS], 8 * number, 1))
            output.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        output.mux(stream.encode())
        wave = (np.sin(np.arange(48_000 * SECONDS) * 0.06) * 0.2).astype(np.float32)
        for start in range(0, len(wave) - 1023, 1024):
            both = np.repeat(wave[None, start : start + 1024], 2, 0)
            frame = av.AudioFrame.from_ndarray(both, format="fltp", layout="stereo")
            frame.sample_rate, frame.pts, frame.time_base = 48_000, start, Fraction(1, 48_000)
            output.mux(sound.encode(frame))
        output.mux(sound.encode(None))


class _Ear:
    def __init__(self) -> None:
        self.lock = threading.Condition()
        self.count = 0
        self.last: Picture | None = None

    def opened(self, film: Film) -> None: ...

    def shown(self, picture: Picture | None, index: int) -> None:
        with self.lock:
            self.count += 1
            self.last = picture
            self.lock.notify()

    def changed(self) -> None:
        with self.lock:
            self.lock.notify()

    def failed(self, sentence: str) -> None:
        raise AssertionError(sentence)

    def exact(self, index: int) -> None:
        with self.lock:
            assert self.lock.wait_for(lambda: self.last is not None and self.last.exact and self.last.index == index, PATIENCE_S)


def _open(path: Path) -> tuple[Player, _Ear]:
    ear = _Ear()
    player = Player(ear, silent_device)
    player.open(path, box=SIZE)
    ear.exact(0)
    return player, ear


def _played(path: Path) -> tuple[float, float]:
    """Milliseconds of CPU a frame shown, and the share of frames skipped, over the whole clip."""
    player, ear = _open(path)
    ear.count = 0
    start = time.process_time()
    player.play()
    with ear.lock:
        assert ear.lock.wait_for(lambda: player.speed == 0, SECONDS + PATIENCE_S)
    cpu = (time.process_time() - start) * 1000
    found = cpu / max(1, ear.count), player.skipped / (FPS * SECONDS)
    player.close(1.0)
    return found


def _bare(path: Path) -> float:
    """Milliseconds of CPU a frame of PyAV's own loop: decode, then swscale to the same size."""
    import av

    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        stream.codec_context.thread_count = 1
        start, count = time.process_time(), 0
        for frame in container.decode(stream):
            frame.reformat(*SIZE, "bgra", src_colorspace=1, interpolation="AREA", threads=1)
            count += 1
        return (time.process_time() - start) * 1000 / count


def _bare_seek(path: Path, index: int) -> float:
    """The same for one exact frame: the key frame before it, decoded up to it."""
    import av

    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        stream.codec_context.thread_count = 1
        base = stream.time_base
        assert base is not None
        wanted = round(index / FPS / base)
        start = time.process_time()
        container.seek(wanted, stream=stream)
        for frame in container.decode(stream):
            if frame.pts is not None and frame.pts >= wanted:
                frame.reformat(*SIZE, "bgra", src_colorspace=1, interpolation="AREA", threads=1)
                break
        return (time.process_time() - start) * 1000


def _seeks(path: Path) -> tuple[float, float]:
    """Median milliseconds of CPU of an exact frame somewhere else, ours and the bare loop's."""
    import statistics

    player, ear = _open(path)
    chance = random.Random(1)
    ours, bare = [], []
    for _ in range(SEEKS):
        index = chance.randrange(FPS * SECONDS)
        held = index in player.cached
        start = time.process_time()
        player.request(index)
        ear.exact(index)
        if not held:
            ours.append((time.process_time() - start) * 1000)
            bare.append(_bare_seek(path, index))
    player.close(1.0)
    return statistics.median(ours), statistics.median(bare)


def _steps_back(path: Path) -> float:
    """Milliseconds until the frame before is there, 95 of 100, after a jump."""
    player, ear = _open(path)
    at = FPS * SECONDS - 10
    player.request(at)
    ear.exact(at)
    times = []
    for index in range(at - 1, at - 1 - STEPS, -1):
        start = time.process_time()
        player.request(index)
        ear.exact(index)
        times.append((time.process_time() - start) * 1000)
    player.close(1.0)
    return percentile(times, 0.95)


def playback(_rows: int) -> list[Figure]:
    """Goal 12 for one clip, and what exact frames cost."""
    long_gop, short_gop = _clip(250), _clip(12)
    bare = _bare(long_gop)
    frame, skipped = _played(long_gop)
    ours_long, bare_long = _seeks(long_gop)
    ours_short, bare_short = _seeks(short_gop)
    return [
        at_most("12", "1080p with sound, frames skipped", "%", skipped * 100, 1.0),
        Figure("12", "1080p with sound, CPU a frame", "ms", frame, bare, "decode + swscale (PyAV)", 1.5),
        Figure("12", "exact frame, GOP 250, median CPU", "ms", ours_long, bare_long, "seek + decode (PyAV)", 1.5),
        Figure("12", "exact frame, GOP 12, median CPU", "ms", ours_short, bare_short, "seek + decode (PyAV)", 1.5),
        at_most("12", "one frame back from memory, p95", "ms", _steps_back(long_gop), 5.0),
    ]
