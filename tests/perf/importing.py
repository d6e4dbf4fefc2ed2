"""Goals 4, 10 and 14: importing a folder from a cold disk, without and with thumbnails; the lock; memory; hostile files.

Wall time of whole imports into a new library (best of the rounds), since disk and processes work side by side. Cold:
the pages of the sources are dropped before each round. The peers copy the same files in the same run; the limit with
thumbnails is the longer one of copying with SHA-256 and the CPU time of the thumbnails on all cores.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import tempfile
import time
from concurrent.futures import Future
from pathlib import Path

from app.jobs.pool import WORKERS, DecoderPool
from app.library.importing import Examine, Import, Target
from app.library.library import Library
from app.media.work import Examined, examine
from tests.factories import png_bytes
from tests.perf.figures import Figure, at_most, lowest
from tests.perf.hostile import hostile
from tests.perf.media import corpus
from tests.perf.thumbnails import by_pool
from tests.perf.writing import writing

ROUNDS = 4
PAGE_CACHES_MB = 128.0  # what SQLite keeps of the file at most, for the writer and a reader: nothing else may grow


def dropped(files: list[Path]) -> None:
    """The files are read from the disk next time."""
    for file in files:
        handle = os.open(file, os.O_RDONLY)
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(handle)


def _imported(files: list[Path], look: Examine) -> float:
    with tempfile.TemporaryDirectory() as place:
        library = Library.create(Path(place) / "library")
        try:
            dropped(files)
            start = time.perf_counter()
            report = Import(library, files, Target(), look).run()
            taken = time.perf_counter() - start
        finally:
            library.close()
    if len(report.imported) != len(files):
        raise RuntimeError(f"{len(report.imported)} of {len(files)} files were imported")
    return taken


def _copied(files: list[Path]) -> float:
    with tempfile.TemporaryDirectory() as place:
        dropped(files)
        start = time.perf_counter()
        subprocess.run(["cp", *map(str, files), place], check=True)
        subprocess.run(["sync", place, *(str(Path(place) / file.name) for file in files)], check=True)
        return time.perf_counter() - start


def _copied_hashed(files: list[Path]) -> float:
    """A bare loop: read, hash, write, fsync."""
    with tempfile.TemporaryDirectory() as place:
        dropped(files)
        start = time.perf_counter()
        block = memoryview(bytearray(1 << 20))
        for file in files:
            digest = hashlib.sha256()
            with file.open("rb", buffering=0) as source, (Path(place) / file.name).open("wb", buffering=0) as target:
                while count := source.readinto(block):
                    digest.update(block[:count])
                    target.write(block[:count])
                os.fsync(target.fileno())
            digest.digest()
        return time.perf_counter() - start


def _peak_mb(number: int) -> float:
    """The largest resident memory of this process while so many small files come in (nobody looks into them)."""
    with tempfile.TemporaryDirectory() as place:
        source = Path(place) / "takes"
        source.mkdir()
        for at in range(number):
            (source / f"take_{at:06}.png").write_bytes(png_bytes((8, 8), number=at))
        known = examine(str(source / "take_000000.png"))

        def look(_path: str, _thumbnail: str) -> Future[Examined]:
            done: Future[Examined] = Future()
            done.set_result(known)
            return done

        library = Library.create(Path(place) / "library")
        try:
            Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
            report = Import(library, [source], Target(), look).run()
        finally:
            library.close()
        if len(report.imported) != number:
            raise RuntimeError(f"{len(report.imported)} of {number} files were imported")
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024


def importing(rows: int) -> list[Figure]:
    """Goals 4, 10 and 14."""
    few, many = (_peak_mb(number) for number in (1_000, 20_000))
    files = sorted(file for kind in corpus().iterdir() for file in kind.iterdir())
    size = sum(file.stat().st_size for file in files) / 1e6
    pool = DecoderPool()
    try:
        with tempfile.TemporaryDirectory() as place:  # the workers have started and loaded their libraries
            for begun in [pool.examine(str(file), f"{place}/{file.name}.jpg") for file in files[:8]]:
                begun.result()

        def facts_only(path: str, _thumbnail: str) -> Future[Examined]:
            return pool.run(examine, path)  # facts and recipe, which an import reads in any case

        bare, cp = lowest(ROUNDS, lambda: _imported(files, facts_only), lambda: _copied(files))
        whole, copying = lowest(ROUNDS, lambda: _imported(files, pool.examine), lambda: _copied_hashed(files))
    finally:
        pool.close()
    with tempfile.TemporaryDirectory() as place:
        cpu = min(by_pool(files, Path(place), WORKERS)[0] for _ in range(2)) * len(files) / 1000
    limit = max(copying, cpu / WORKERS)
    return [
        Figure("4", "import without thumbnails", "MB/s", size / bare, size / cp, "cp and sync", 0.6, "≥"),
        Figure("4", "import with thumbnails", "s", whole, limit, "max(copy + SHA-256, thumbnails / cores)", 1.25),
        at_most("4", "memory, 20,000 files over 1,000", "MB", many - few, PAGE_CACHES_MB),
        *writing(rows),
        *hostile(rows),
    ]
