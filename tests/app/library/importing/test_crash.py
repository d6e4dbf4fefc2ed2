"""An import that is killed: nothing stray is left, and the next one brings what is missing, each file once."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.library import health
from app.library.importing import Import, Target, recover
from app.library.library import Library
from db import imports, tasks
from tests.factories import files_of, make_library, names, png_bytes
from tests.import_driver import examine_here

ROOT = Path(__file__).resolve().parents[4]
FILES = 30  # two batches


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed library, empty."""
    library = make_library(tmp_path)
    library.close()
    return library.folder


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Files to import, and one that cannot be."""
    coming = tmp_path / "coming"
    coming.mkdir()
    for number in range(FILES):
        (coming / f"take_{number:03}.png").write_bytes(png_bytes(number=number))
    (coming / "broken.png").write_bytes(png_bytes()[:40])
    return coming


def start(folder: Path, source: Path, death: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.import_driver", str(folder), str(source), death]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def opened(folder: Path) -> Iterator[Library]:
    library = Library.open(folder)
    yield library
    library.close()


def assert_whole(folder: Path, source: Path) -> int:
    """Nothing is stray, what is in is whole, the rest can come; how many files the crash left in."""
    library = Library.open(folder)
    try:
        assert not library.read_only
        recover(library)
        assert health.check(library, deep=True) == []
        survived = names(library)
        assert len(files_of(library.paths)) == 2 * len(survived)
        done = [step for step in library.store.history() if step.state == "done"]
        assert len(done) == bool(survived)  # the step of the killed import can be undone
        report = Import(library, [source], Target(), examine_here).run()
        assert len(report.imported) == FILES - len(survived)
        assert len(report.duplicates) == len(survived)
        assert sorted(str(name) for name in names(library)) == [f"take_{n:03}" for n in range(FILES)]
        assert health.check(library, deep=True) == []
        while library.store.undo():
            pass
        assert names(library) == []
        return len(survived)
    finally:
        library.close()


@pytest.mark.slow
@pytest.mark.parametrize("death", [
    "copy:1", "copy:28", "record:1", "record:20", "record:29", "rename:1", "rename:2", "rename:51", "sync:1", "rows:1",
    "rows:27", "blocks:25", "commit:2", "end:1", "finish:1",
])  # fmt: skip
def test_a_death_at_this_point_leaves_nothing_half_done(folder: Path, source: Path, death: str) -> None:
    with start(folder, source, death) as process:
        process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    assert_whole(folder, source)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_a_death_at_any_moment_leaves_nothing_half_done(folder: Path, source: Path, seed: int) -> None:
    dice = random.Random(seed)
    line, spins = dice.randrange(1, FILES), dice.randrange(0, 200_000)
    with start(folder, source, "never:0") as process:
        assert process.stdout is not None
        for _ in range(line):
            assert process.stdout.readline()
        for _ in range(spins):  # somewhere between two files
            pass
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
    assert_whole(folder, source)


@pytest.mark.slow
def test_an_import_that_is_a_task_goes_on_where_it_was(folder: Path, source: Path) -> None:
    with start(folder, source, "commit:2") as process:
        process.communicate(timeout=60)
    for library in opened(folder):
        with library.store.read() as read:
            ((import_id, _step),) = imports.unfinished(read)
        with library.store.write(None) as tx:  # as if the window had made it
            tx.execute("INSERT INTO tasks (id, project_id, task_type, params) VALUES (?, ?, 'import', '{}')",
                       (import_id, library.project_id))  # fmt: skip
            assert tasks.of_type(tx, "import")
        recover(library)
        survived = len(names(library))
        assert 0 < survived < FILES
        report = Import(library, [source], Target(), examine_here, import_id=import_id).run()
        assert report.import_id == import_id
        assert len(report.imported) == FILES
        assert report.duplicates == []
        assert len(names(library)) == FILES
        assert [step.label for step in library.store.history()] == [f"Import {FILES} items"]
        library.store.undo()
        assert names(library) == []


def test_what_is_left_in_the_staging_folder_is_taken_away(folder: Path) -> None:
    for library in opened(folder):
        (library.paths.staging / "half.part").write_bytes(b"x")
        recover(library)
        assert list(library.paths.staging.iterdir()) == []


def test_a_read_only_library_is_left_as_it_is(folder: Path) -> None:
    for library in opened(folder):
        (library.paths.staging / "half.part").write_bytes(b"x")
        for reader in opened(folder):
            recover(reader)
        assert [file.name for file in library.paths.staging.iterdir()] == ["half.part"]
