"""Files that somebody still writes: waited for while they change, reported when they never stand still."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from app.library.importing import Report, settling
from app.library.importing.settling import Settling, is_fresh
from app.library.library import Library
from tests.app.library.importing.conftest import found, run, small
from tests.factories import png_bytes


def test_only_what_was_written_just_now_is_fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settling, "FRESH_S", 2.0)
    file = tmp_path / "a"
    file.write_bytes(b"x")
    for age_s, fresh in ((0, True), (60, False), (-60, True), (-86_400 * 365, False)):
        os.utime(file, (time.time() - age_s,) * 2)
        assert is_fresh(file.stat()) is fresh


def test_a_file_settles_when_it_stands_still(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settling, "STILL_S", 10.0)
    clock = [100.0]
    monkeypatch.setattr(settling.time, "monotonic", lambda: clock[0])
    file = tmp_path / "a"
    file.write_bytes(b"x")
    watched = Settling()
    watched.add(file)
    clock[0] += 6
    file.write_bytes(b"xx")
    assert watched.look() == ([], [])
    clock[0] += 6  # twelve seconds old, six since it grew
    assert watched.look() == ([], [])
    clock[0] += 6
    assert watched.look() == ([file], [])
    assert len(watched) == 0


def test_a_file_that_never_stands_still_is_given_up_and_one_that_is_gone_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settling, "STILL_S", 10.0)
    clock = [100.0]
    monkeypatch.setattr(settling.time, "monotonic", lambda: clock[0])
    growing, gone = tmp_path / "a", tmp_path / "b"
    growing.write_bytes(b"")
    gone.write_bytes(b"")
    watched = Settling()
    watched.add(growing)
    watched.add(gone)
    gone.unlink()
    assert watched.look() == ([gone], [])
    while clock[0] < 100 + settling.PATIENCE_S:
        clock[0] += 5
        growing.write_bytes(growing.read_bytes() + b"x")
        last = watched.look()
    assert last == ([], [growing])


def test_a_growing_file_comes_in_whole_and_the_others_do_not_wait_for_it(
    library: Library, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settling, "FRESH_S", 2.0)
    monkeypatch.setattr(settling, "STILL_S", 0.3)
    for file in small(source, 1, 2):
        os.utime(file, (1, 1))
    growing = source / "a_growing.png"
    whole = png_bytes((64, 36), number=9)
    growing.write_bytes(whole[:60])

    def tick(_report: Report) -> bool:
        with growing.open("ab") as file:
            file.write(whole[growing.stat().st_size :][:40])
        return True

    report = run(library, source, tick=tick)
    assert found(report.imported) == ["a_growing.png", "take_001.png", "take_002.png"]
    item = next(item for item in report.imported if item.source.endswith("growing.png"))
    assert library.paths.file(item.location or "").read_bytes() == whole


def test_a_file_that_shrinks_while_it_is_copied_is_copied_again(
    library: Library, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.library.importing import copying
    from app.media.hashing import SourceChanged

    (file,) = small(source, 1)
    copy, tries = copying.copy_hashed, []

    def shrinking(path: Path, *args: object, **more: object) -> object:
        tries.append(path)
        if len(tries) == 1:
            raise SourceChanged(path.name)
        return copy(path, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(copying, "copy_hashed", shrinking)
    report = run(library, source)
    assert found(report.imported) == [file.name]
    assert len(tries) == 2
