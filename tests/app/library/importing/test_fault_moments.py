"""An import that is killed or runs out of space again and again, and goes on: every file once, no byte wrong, nothing stray.

`DAILIES_FAULTS=large` kills 200 times an import of 300 files, at random moments; the suite draws a few.
"""

from __future__ import annotations

import errno
import hashlib
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from app.library import health
from app.library import tasks as queue
from app.library.importing import DiskIsFull, Import, Target, copying, recover, stops
from app.library.importing import commit as committing
from app.library.library import Library
from db import DiskFull, Store, imports, tasks, variants
from tests.factories import files_of, make_library, png_bytes
from tests.import_driver import examine_here

ROOT = Path(__file__).resolve().parents[4]
LARGE = os.environ.get("DAILIES_FAULTS") == "large"
FILES, KILLS = (300, 200) if LARGE else (60, 3)


def make_source(folder: Path, number: int) -> Path:
    folder.mkdir()
    for at in range(number):
        (folder / f"take_{at:03}.png").write_bytes(png_bytes((64 + at % 7, 36), number=at))
    (folder / "broken.png").write_bytes(png_bytes()[:40])
    (folder / "zz_twin.png").write_bytes((folder / "take_001.png").read_bytes())
    (folder / "note.txt").write_text("milk")
    return folder


def sums(folder: Path) -> Counter[str]:
    return Counter(hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.glob("take_*.png"))


def assert_sound(library: Library) -> int:
    """What is in is whole and nothing else is there; how many files are in."""
    assert health.check(library, deep=True) == []
    with library.store.read() as read:
        named = variants.files_in_use(read)
        rows = int(read.value("SELECT count(*) FROM generation_variants"))
        doubled = read.all("SELECT sha256 FROM generation_variants GROUP BY sha256 HAVING count(*) > 1")
    assert doubled == []
    assert {f"image_uploads/{name}" for name in named} == files_of(library.paths)
    return rows


def assert_complete(library: Library, source: Path, import_id: str, number: int) -> None:
    assert_sound(library)
    with library.store.read() as read:
        listed = Counter(item.source for item in imports.report(read, import_id))
        counts = imports.counts(read, import_id)
        stored = Counter(row[0] for row in read.all("SELECT sha256 FROM generation_variants"))
    assert set(listed) == {str(file) for file in source.iterdir()}
    assert set(listed.values()) == {1}  # each in exactly one list
    assert counts == {"imported": number, "duplicate": 1, "skipped": 1, "failed": 1}
    assert stored == sums(source)
    assert [(step.label, step.state) for step in library.store.history()] == [(f"Import {number} items", "done")]


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_an_import_that_is_killed_at_random_moments_brings_every_file_once(tmp_path: Path) -> None:
    source = make_source(tmp_path / "coming", FILES)
    chance = random.Random(2026)
    kills, rounds, moments = 0, 0, []
    while kills < KILLS:
        rounds += 1
        library = make_library(tmp_path, name=f"library_{rounds}")
        folder, import_id = library.folder, queue.enqueue_import(library, [source], Target())
        library.close()
        finished = False
        while not finished:
            lines = chance.randrange(1, FILES) if kills < KILLS else 10**9
            killed = _run_until(folder, source, import_id, lines, chance.randrange(200_000))
            finished = not killed
            kills += killed
            library = Library.open(folder)
            recover(library)
            moments.append(assert_sound(library))
            if finished:
                assert_complete(library, source, import_id, FILES)
            library.close()
    if LARGE:
        sys.stderr.write(f"\n{kills} kills in {rounds} imports of {FILES} files, {len(set(moments))} different states\n")


def _run_until(folder: Path, source: Path, import_id: str, lines: int, spins: int) -> bool:
    """The import runs in a process of its own until it said so many lines; whether it was killed before its end."""
    command = [sys.executable, "-m", "tests.import_driver", str(folder), str(source), "never:0", import_id]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for _ in range(lines):
            if not process.stdout.readline():
                break
        for _ in range(spins):  # somewhere between two files
            pass
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=120)
    return process.returncode == -signal.SIGKILL


# -- a full disk ---------------------------------------------------------------------------------------------------------


def _no_space(*_args: Any, **_more: Any) -> Any:
    raise OSError(errno.ENOSPC, "No space left on device")


def _full_from(function: Callable[..., Any], number: int) -> Callable[..., Any]:
    left = [number]

    def filling(*args: Any, **more: Any) -> Any:
        left[0] -= 1
        return _no_space() if left[0] < 0 else function(*args, **more)

    return filling


@pytest.mark.parametrize("number", [0, 1, 30])
@pytest.mark.parametrize("point", ["copy", "sync", "rename", "folder", "thumbnail"])
def test_a_disk_that_fills_at_this_point_loses_nothing_and_the_import_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, point: str, number: int
) -> None:
    source = make_source(tmp_path / "coming", 40)
    library = make_library(tmp_path)
    task_id = queue.enqueue_import(library, [source], Target())
    examine: Callable[..., Any] = examine_here
    with monkeypatch.context() as full:
        holder, name = {"copy": (copying, "copy_hashed"), "sync": (copying, "sync_file"), "rename": (Path, "rename"),
                        "folder": (committing, "_sync_folder"), "thumbnail": (None, "")}[point]  # fmt: skip
        if holder is not None:
            full.setattr(holder, name, _full_from(getattr(holder, name), 1 if point == "folder" and number == 30 else number))
        else:
            examine = _examine_until(number)
        with pytest.raises(DiskIsFull) as stopped:
            Import(library, [source], Target(), examine, import_id=task_id).run()
    assert stopped.value.missing_bytes > 0
    assert_sound(library)
    Import(library, [source], Target(), examine_here, import_id=task_id).run()
    assert_complete(library, source, task_id, 40)
    library.close()


def _examine_until(number: int) -> Callable[..., Any]:
    left = [number]

    def examine(*args: Any) -> Any:
        left[0] -= 1
        if left[0] >= 0:
            return examine_here(*args)
        refused: Future[Any] = Future()
        refused.set_exception(OSError(errno.ENOSPC, "No space left on device"))
        return refused

    return examine


@pytest.mark.parametrize("number", [1, 3, 5])
def test_a_full_disk_that_the_library_file_meets_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    source = make_source(tmp_path / "coming", 40)
    library = make_library(tmp_path)
    task_id = queue.enqueue_import(library, [source], Target())
    part = Store.write_part
    left = [number]

    def filling(self: Store, step_id: int) -> Any:
        left[0] -= 1
        if left[0] < 1:
            raise DiskFull("The disk is full.", "")
        return part(self, step_id)

    with monkeypatch.context() as full:
        full.setattr(Store, "write_part", filling)
        if number > 2:  # 40 files are two batches: nothing is refused
            Import(library, [source], Target(), examine_here, import_id=task_id).run()
        else:
            with pytest.raises(DiskIsFull):
                Import(library, [source], Target(), examine_here, import_id=task_id).run()
    assert_sound(library)
    if number <= 2:
        Import(library, [source], Target(), examine_here, import_id=task_id).run()
    assert_complete(library, source, task_id, 40)
    library.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 24 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("only root mounts a small disk")
    mount = ["mount", "-t", "tmpfs", "-o", "size=24m", "none", str(place)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.mark.slow
def test_a_small_disk_fills_says_how_much_is_missing_and_the_import_goes_on_when_there_is_space(
    small_disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stops, "RESERVE_BYTES", 1024 * 1024)
    source = make_source(tmp_path / "coming", 40)
    for file in source.glob("take_*.png"):
        file.write_bytes(file.read_bytes() + os.urandom(100_000))  # text after the pixels, for weight
    (source / "zz_twin.png").write_bytes((source / "take_001.png").read_bytes())
    (small_disk / "in_the_way").write_bytes(b"x" * 20_000_000)
    library = make_library(small_disk)
    task_id = queue.enqueue_import(library, [source], Target())
    with pytest.raises(DiskIsFull) as stopped:
        Import(library, [source], Target(), examine_here, import_id=task_id).run()
    told = stopped.value.facts
    assert "are missing" in stopped.value.message
    with pytest.raises(DiskIsFull):
        stops.look_again(told, library.folder)
    there = assert_sound(library)
    assert 0 < there < 40
    (small_disk / "in_the_way").unlink()
    stops.look_again(told, library.folder)
    Import(library, [source], Target(), examine_here, import_id=task_id).run()
    assert_complete(library, source, task_id, 40)
    with library.store.read() as read:
        assert tasks.one(read, task_id) is not None
    library.close()
