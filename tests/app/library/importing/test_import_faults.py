"""What does not come in and why, and what stays when an import stops."""

from __future__ import annotations

import errno
import os
import shutil
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from app.errors import UserError, WorldError
from app.library import health
from app.library.importing import Import, Target, copying, settling
from app.library.importing import commit as committing
from app.library.library import Library
from app.media.work import Examined
from db import Changes, ReadOnly, new_id
from tests import media_factory as media
from tests.app.library.importing.conftest import found, run, small
from tests.factories import files_of, names
from tests.import_driver import examine_here


def test_a_twin_of_an_unreadable_file_is_unreadable_too(library: Library, source: Path) -> None:
    broken = media.make_png(source / "a.png")
    broken.write_bytes(broken.read_bytes()[:40])
    shutil.copy(broken, source / "b.png")
    report = run(library, source)
    assert found(report.failed) == ["a.png", "b.png"]
    assert report.duplicates == []


@pytest.mark.parametrize(("kind", "what"), [("variant_of", "item"), ("part_of", "item"), ("shot_id", "shot")])
def test_an_import_whose_place_is_gone_says_so_and_brings_nothing(
    library: Library, source: Path, kind: str, what: str
) -> None:
    small(source, 1)
    with pytest.raises(UserError, match=f"The {what} these files were for is no longer in the library. 0 files are in.") as told:
        run(library, source, target=Target(**{kind: new_id()}))
    assert not isinstance(told.value, WorldError)  # a task does not try it again
    assert names(library) == []
    assert files_of(library.paths) == set()
    assert list(library.paths.staging.iterdir()) == []


def test_what_cannot_be_read_is_reported_with_a_reason_and_the_rest_goes_on(library: Library, source: Path) -> None:
    small(source, 1, 2)
    (source / "empty.png").write_bytes(b"")
    media.make_text(source / "text.jpg")
    torn = media.make_png(source / "torn.png")
    torn.write_bytes(torn.read_bytes()[:40])
    media.make_bomb_png(source / "huge.png")
    (source / "gone.png").symlink_to(source / "nowhere.png")
    os.mkfifo(source / "pipe.png")
    report = run(library, source, source / "not_there.png")
    assert found(report.imported) == ["take_001.png", "take_002.png"]
    reasons = {Path(item.source).name: item.reason or "" for item in (*report.skipped, *report.failed)}
    assert {"empty.png", "text.jpg", "torn.png", "huge.png", "not_there.png"} <= set(reasons)
    assert all(name in reason for name, reason in reasons.items())
    assert "megapixels" in reasons["huge.png"]
    assert len(files_of(library.paths)) == 4
    assert health.check(library) == []


def test_a_folder_that_cannot_be_read_is_reported(
    library: Library, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small(source, 1)
    (source / "locked").mkdir()
    scandir = os.scandir

    def refusing(path: Any) -> Any:
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    report = run(library, source)
    assert found(report.imported) == ["take_001.png"]
    assert found([*report.failed, *report.skipped]) == ["locked"]


def test_a_cancel_keeps_what_is_in(library: Library, source: Path) -> None:
    small(source, *range(40))
    report = run(library, source, tick=lambda so_far: so_far.done < 25)
    assert report.cancelled
    assert 25 <= len(report.imported) < 40
    assert library.store.history()[0].label == f"Import {len(report.imported)} items"
    assert library.store.history()[0].state == "done"
    assert len(names(library)) == len(report.imported)
    assert list(library.paths.staging.iterdir()) == []
    assert health.check(library, deep=True) == []
    rest = run(library, source)
    assert len(rest.imported) + len(report.imported) == 40


def test_a_full_disk_stops_the_import_and_keeps_what_is_in(
    library: Library, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small(source, *range(40))
    copy, count = copying.copy_hashed, 0

    def filling(*args: Any, **more: Any) -> Any:
        nonlocal count
        count += 1
        if count > 36:
            raise OSError(errno.ENOSPC, "No space left on device")
        return copy(*args, **more)

    monkeypatch.setattr(copying, "copy_hashed", filling)
    with pytest.raises(WorldError, match="disk is full"):
        run(library, source)
    monkeypatch.undo()
    there = len(names(library))
    assert 28 <= there <= 36  # what was copied before came in, whole batch or not
    assert list(library.paths.staging.iterdir()) == []
    assert health.check(library, deep=True) == []
    assert len(run(library, source).imported) == 40 - there


def test_a_batch_that_cannot_be_moved_leaves_no_stray_file(
    library: Library, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small(source, *range(5))
    rename, count = Path.rename, 0

    def failing(self: Path, target: Path) -> Path:
        nonlocal count
        count += 1
        if count == 4:
            raise OSError(errno.EIO, "Input/output error")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(WorldError):
        run(library, source)
    monkeypatch.undo()
    assert files_of(library.paths) == set()
    assert names(library) == []
    assert len(run(library, source).imported) == 5


def test_a_file_that_changes_while_it_is_copied_is_reported(
    library: Library, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small(source, 1, 2)
    copy = copying.copy_hashed

    def changing(path: Path, *args: Any, **more: Any) -> Any:
        if path.name == "take_001.png":
            from app.media.hashing import SourceChanged

            raise SourceChanged(path.name)
        return copy(path, *args, **more)

    monkeypatch.setattr(copying, "copy_hashed", changing)
    monkeypatch.setattr(settling, "PATIENCE_S", 0.0)
    report = run(library, source)
    assert found(report.failed) == ["take_001.png"]
    assert "still being written" in (report.failed[0].reason or "")
    assert found(report.imported) == ["take_002.png"]


def test_a_decoder_that_takes_too_long_costs_one_file(library: Library, source: Path) -> None:
    small(source, 1, 2)

    def slow(path: str, thumbnail: str) -> Future[Examined]:
        if Path(path).read_bytes() == (source / "take_001.png").read_bytes():
            late: Future[Examined] = Future()
            late.set_exception(TimeoutError())
            return late
        return examine_here(path, thumbnail)

    report = Import(library, [source], Target(), slow).run()
    assert found(report.imported) == ["take_002.png"]
    assert "too long" in (report.failed[0].reason or "")
    assert list(library.paths.staging.iterdir()) == []


def test_a_mistake_of_ours_leaves_nothing_half_done(library: Library, source: Path) -> None:
    small(source, *range(30))
    count = 0

    def buggy(path: str, thumbnail: str) -> Future[Examined]:
        nonlocal count
        count += 1
        if count == 29:
            raise ZeroDivisionError
        return examine_here(path, thumbnail)

    with pytest.raises(ZeroDivisionError):
        Import(library, [source], Target(), buggy).run()
    assert health.check(library, deep=True) == []


def test_a_read_only_library_takes_nothing(library: Library, source: Path) -> None:
    small(source, 1)
    reader = Library.open(library.folder)
    try:
        with pytest.raises(ReadOnly):
            run(reader, source)
    finally:
        reader.close()
    assert files_of(library.paths) == set()


def test_a_name_that_is_taken_in_the_bucket_is_never_written_over(
    library: Library, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small(source, 1)
    taken = f"{library.user_id}/uploads/1-taken.png"
    file = library.paths.file(taken)
    file.parent.mkdir(parents=True)
    file.write_bytes(b"mine")
    proposals = iter([taken, taken, f"{library.user_id}/uploads/2-free.png"])
    monkeypatch.setattr(committing.paths, "upload_location", lambda user, extension: next(proposals))
    (item,) = run(library, source).imported
    assert item.location == f"{library.user_id}/uploads/2-free.png"
    assert file.read_bytes() == b"mine"


def test_what_is_committed_keeps_its_files_whatever_goes_wrong_afterwards(library: Library, source: Path) -> None:
    small(source, *range(3))

    def listening(changes: Changes) -> None:
        if changes.made_or_gone("generations"):
            raise ZeroDivisionError

    stop = library.store.listen(listening)
    with pytest.raises(ZeroDivisionError):
        run(library, source)
    stop()
    assert len(names(library)) == 3
    assert health.check(library, deep=True) == []
