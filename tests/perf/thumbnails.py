"""Goals 1 to 3: thumbnails and posters, from file to file, by our worker pool and by bare loops of the libraries.

CPU time decides (best of the rounds): of our side all that the worker processes used, waiting for work and telling the
parent included, plus the parent's share; of the peers their loop, or the whole process of a program. Rates are items
for a second of CPU, so two workers on two free cores make twice as many a second. Ours include the likeness; facts and
recipe are read before, since the peers read none (goal 4 has them).
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from app.jobs.pool import DecoderPool
from app.media.facts import MediaFacts
from app.media.probe import probe
from app.media.thumbnails import make_thumbnail
from app.media.work import examine
from tests.perf.figures import Figure, lowest
from tests.perf.media import corpus

Facts = dict[Path, MediaFacts]

LONG_SIDE = 320
ROUNDS = 4
CLIP_PASSES = 8  # a poster takes some milliseconds: a sample of eight is mostly chance
WARM_UP = 4  # files for each worker before the clock starts: libraries are loaded, heaps have grown


# -- ours ---------------------------------------------------------------------------------------------


def looked_into(path: str, target: str, facts: MediaFacts | None = None) -> tuple[int, float, int]:
    """In a worker: the file's thumbnail is made; without its `facts` they and the recipe are read too.

    Who did it, CPU seconds so far, most memory so far (kB).
    """
    if facts is None:
        examine(path, target)
    else:
        make_thumbnail(Path(path), Path(target), facts)
    return os.getpid(), time.process_time(), _most_memory()


def _most_memory() -> int:
    """kB of this program; what `getrusage` says counts the program that started it too."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))


def by_pool(files: list[Path], out: Path, workers: int, facts: Facts | None = None) -> tuple[float, float]:
    """CPU ms an item, and the most memory of a worker in MB."""
    pool = DecoderPool(workers)
    try:
        warm = files[: WARM_UP * workers]
        first: dict[int, float] = {}
        while len(first) < workers:
            for pid, cpu, _memory in _done(pool, warm, out, facts):
                first[pid] = cpu
        start = time.process_time()
        last, memory = dict(first), 0
        for pid, cpu, used in _done(pool, files, out, facts):
            last[pid], memory = cpu, max(memory, used)
        parent = time.process_time() - start
    finally:
        pool.close()
    spent = parent + sum(last[pid] - first[pid] for pid in first)
    return spent * 1000 / len(files), memory / 1024


def _done(pool: DecoderPool, files: list[Path], out: Path, facts: Facts | None) -> Iterator[tuple[int, float, int]]:
    futures = [pool.run(looked_into, str(file), str(out / f"{n}.jpg"), facts[file] if facts else None)
               for n, file in enumerate(files)]
    for future in futures:
        yield future.result()


# -- peers --------------------------------------------------------------------------------------------


def _bare_pyvips(path: str, target: str) -> None:
    import pyvips

    image = pyvips.Image.thumbnail(path, LONG_SIDE, height=LONG_SIDE, size="down")
    image.write_to_file(target, Q=80, keep="none")


def _bare_pillow(path: str, target: str) -> None:
    from PIL import Image, ImageOps

    with Image.open(path) as image:
        image.draft("RGB", (LONG_SIDE, LONG_SIDE))
        image.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.BICUBIC, reducing_gap=2.0)
        ImageOps.exif_transpose(image).convert("RGB").save(target, "JPEG", quality=80)


def _eighth(path: str, target: str) -> None:
    """The limit of JPEG: decoding at an eighth of the size and nothing else."""
    from PIL import Image

    del target
    with Image.open(path) as image:
        image.draft("RGB", (image.width // 8, image.height // 8))
        image.load()


def _bare_pyav(path: str, target: str) -> None:
    import av

    with av.open(path) as container:
        stream = container.streams.video[0]
        stream.codec_context.thread_count = 1
        stream.codec_context.skip_frame = "NONKEY"
        frame = next(container.decode(stream))
        scale = LONG_SIDE / max(frame.width, frame.height)
        size = round(frame.width * scale), round(frame.height * scale)
        frame.reformat(*size, "rgb24", interpolation="AREA").to_image().save(target, "JPEG", quality=80)


def looped(work: Callable[[str, str], None], files: list[Path], out: Path) -> float:
    """In a process of its own: CPU seconds of the loop."""
    os.environ["VIPS_CONCURRENCY"] = "1"
    if work is _bare_pyvips:
        import pyvips

        pyvips.cache_set_max(0)
    for file in files[:WARM_UP]:
        work(str(file), str(out / "warm.jpg"))
    start = time.process_time()
    for file in files:
        work(str(file), str(out / f"{file.stem}.jpg"))
    return time.process_time() - start


def by_loop(work: Callable[[str, str], None], files: list[Path], out: Path, processes: int) -> float:
    """CPU ms an item, in so many processes at once."""
    with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as pool:
        parts = [pool.submit(looped, work, files[n::processes], out) for n in range(processes)]
        return sum(part.result() for part in parts) * 1000 / len(files)


def by_program(command: list[str], files: list[Path], at_once: bool) -> float:
    """CPU ms an item of a program, its start included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {**os.environ, "VIPS_CONCURRENCY": "1"}
    for group in [files] if at_once else [[file] for file in files]:
        names = [str(file) for file in group]
        line = [part for word in command for part in (names if word == "FILES" else [word])]
        subprocess.run(line, check=True, capture_output=True, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent * 1000 / len(files)


def memory_of(command: list[str]) -> float:
    """The most memory of a program, in MB; told by a process between, since ours may have had larger children."""
    program = ("import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, capture_output=True);"
               " print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")
    done = subprocess.run([sys.executable, "-c", program, *command], check=True, capture_output=True, text=True)
    return int(done.stdout) / 1024


# -- goals --------------------------------------------------------------------------------------------


def _rates(goal: str, what: str, ours: float, peers: list[tuple[str, float, float]]) -> list[Figure]:
    return [Figure(goal, what, "/CPU s", 1000 / ours, 1000 / peer, name, wanted, "≥") for name, peer, wanted in peers]


def _vipsthumbnail(out: Path) -> list[str]:
    return ["vipsthumbnail", "--size", f"{LONG_SIDE}x{LONG_SIDE}", "-o", f"{out}/%s.jpg[Q=80,strip]", "FILES"]


def _media(kind: str, scale: float) -> list[Path]:
    files = sorted((corpus(scale) / kind).iterdir())
    for file in files:
        file.read_bytes()  # from memory on both sides: this is no measure of the disk
    return files


def png(scale: float = 1.0) -> list[Figure]:
    """Goal 1, two workers."""
    files = _media("png", scale)
    facts = {file: probe(file) for file in files}
    with tempfile.TemporaryDirectory() as place:
        out = Path(place)
        works: list[Callable[[], float]] = [
            lambda: by_pool(files, out, 2, facts)[0],
            lambda: by_loop(_bare_pyvips, files, out, 2),
            lambda: by_loop(_bare_pillow, files, out, 2),
        ]
        if shutil.which("vipsthumbnail"):
            works.append(lambda: by_program(_vipsthumbnail(out), files, at_once=True))
        ours, *peers = lowest(ROUNDS, *works)
    named = [("bare pyvips", 0.9), ("bare Pillow", 1.4), ("vipsthumbnail", 1.3)]
    return _rates("1", "PNG thumbnails", ours, [(n, peer, w) for (n, w), peer in zip(named, peers, strict=False)])


def jpeg(scale: float = 1.0) -> list[Figure]:
    """Goal 2, two workers; the memory is that of one worker that has made all of them."""
    files = _media("jpeg", scale)
    facts = {file: probe(file) for file in files}
    with tempfile.TemporaryDirectory() as place:
        out = Path(place)
        memories: list[float] = []

        def pooled() -> float:
            cpu, memory = by_pool(files, out, 2, facts)
            memories.append(memory)
            return cpu

        works: list[Callable[[], float]] = [pooled, lambda: by_loop(_eighth, files, out, 2)]
        there = shutil.which("vipsthumbnail") is not None
        if there:
            works.append(lambda: by_program(_vipsthumbnail(out), files, at_once=True))
        ours, *peers = lowest(ROUNDS, *works)
        named = [("1/8 decode", 0.8), ("vipsthumbnail", 1.2)]
        figures = _rates("2", "JPEG thumbnails, 12 MP", ours,
                         [(n, peer, w) for (n, w), peer in zip(named, peers, strict=False)])
        if there:
            line = [part for word in _vipsthumbnail(out)
                    for part in ([str(file) for file in files] if word == "FILES" else [word])]
            figures.append(Figure("2", "memory of a worker", "MB", min(memories), memory_of(line), "vipsthumbnail", 1.5))
    return figures


def video(scale: float = 1.0) -> list[Figure]:
    """Goal 3, one worker."""
    files = _media("clip", scale)
    facts = {file: probe(file) for file in files}
    files = files * CLIP_PASSES
    with tempfile.TemporaryDirectory() as place:
        out = Path(place)
        works: list[Callable[[], float]] = [
            lambda: by_pool(files, out, 1, facts)[0], lambda: by_loop(_bare_pyav, files, out, 1)]
        if shutil.which("ffmpegthumbnailer"):
            command = ["ffmpegthumbnailer", "-i", "FILES", "-s", str(LONG_SIDE), "-t", "0", "-c", "jpeg", "-o",
                       str(out / "poster.jpg")]
            works.append(lambda: by_program(command, files, at_once=False))
        ours, *peers = lowest(ROUNDS, *works)
    named = [("bare PyAV, 1 thread", 0.9), ("ffmpegthumbnailer", 2.0)]
    return _rates("3", "video posters", ours, [(n, peer, w) for (n, w), peer in zip(named, peers, strict=False)])


def thumbnails(rows: int) -> list[Figure]:
    """Goals 1 to 3."""
    del rows
    return [*png(), *jpeg(), *video()]


