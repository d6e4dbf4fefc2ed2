"""Watched folders at work: a thread for each, with the system's news and without."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.library.library import Library
from app.library.watching import State, Watchers, add, looking, remove, set_paused, watchers
from app.library.watching.hearing import Ear, hear, is_news
from db import DiskFull, tasks
from tests.app.library.watching.conftest import names, picture, queued

PATIENCE_S = 30


class Ears:
    """Stands in for the system's news: a test says when something happened."""

    def __init__(self) -> None:
        self.open: dict[Path, Callable[[], None]] = {}

    def hear(self, folder: Path, _without: Path, heard: Callable[[], None]) -> Ear:
        self.open[folder] = heard
        ears = self

        class _Ear:
            def stop(self) -> None:
                ears.open.pop(folder, None)

        return _Ear()


class Work:
    """The watchers of a library, and waiting for what they do."""

    def __init__(self, library: Library, watchers: Watchers) -> None:
        self.library, self.watchers = library, watchers
        self._moved = threading.Condition()
        library.store.listen(lambda _changes: self._wake())
        watchers.listen(self._wake)

    def _wake(self) -> None:
        with self._moved:
            self._moved.notify_all()

    def until(self, done: Callable[[], bool]) -> None:
        with self._moved:
            assert self._moved.wait_for(done, timeout=PATIENCE_S)

    def until_in(self, *wanted: str) -> None:
        self.until(lambda: self.brought() == sorted(wanted))

    def until_state(self, folder_id: str, kind: str) -> None:
        self.until(lambda: self.watchers.state(folder_id).kind == kind)

    def brought(self) -> list[str]:
        return names([source for task in queued(self.library) for source in task.params["sources"]])


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything that waits for a clock waits a short time."""
    monkeypatch.setattr(looking, "SETTLE_S", 0.05)
    monkeypatch.setattr(looking, "AGAIN_S", 0.05)
    for name, value in (("AGAIN_S", 0.05), ("GATHER_S", 0.01), ("REST", 0)):
        monkeypatch.setattr(watchers, name, value)


@pytest.fixture
def ears() -> Ears:
    return Ears()


@pytest.fixture
def work(library: Library, ears: Ears, quick: None) -> Iterator[Work]:
    """Watchers that hear what the test says."""
    made = Watchers(library, ears.hear)
    made.start()
    yield Work(library, made)
    made.stop()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("watching")]
    assert ears.open == {}


def test_a_folder_is_looked_at_from_the_moment_it_is_added(work: Work, renders: Path) -> None:
    picture(renders / "a.png")
    add(work.library, renders)
    work.until_in("a.png")


def test_what_the_system_tells_of_is_looked_at_at_once(work: Work, ears: Ears, renders: Path) -> None:
    folder_id = add(work.library, renders)
    work.until_state(folder_id, "watching")
    picture(renders / "a.png")
    ears.open[renders]()
    work.until_in("a.png")


def test_look_now_needs_no_news(work: Work, renders: Path) -> None:
    folder_id = add(work.library, renders)
    work.until_state(folder_id, "watching")
    picture(renders / "a.png")
    work.watchers.look_now(folder_id)
    work.until_in("a.png")


def test_a_paused_folder_is_left_alone_and_caught_up_with_later(work: Work, ears: Ears, renders: Path) -> None:
    folder_id = add(work.library, renders)
    work.until_state(folder_id, "watching")
    set_paused(work.library, folder_id, True)
    work.until(lambda: ears.open == {})
    picture(renders / "a.png")
    work.watchers.look_now(folder_id)
    assert work.brought() == []
    set_paused(work.library, folder_id, False)
    work.until_in("a.png")


def test_a_removed_folder_is_heard_of_no_more(work: Work, ears: Ears, renders: Path) -> None:
    folder_id = add(work.library, renders)
    work.until_state(folder_id, "watching")
    remove(work.library, folder_id)
    work.until(lambda: ears.open == {})


def test_a_folder_that_goes_away_comes_back_by_itself_and_is_heard_anew(work: Work, ears: Ears, renders: Path) -> None:
    folder_id = add(work.library, renders)
    work.until_state(folder_id, "watching")
    renders.rename(renders.parent / "unplugged")
    work.until_state(folder_id, "gone")
    work.until(lambda: ears.open == {})
    picture(renders.parent / "unplugged" / "a.png")
    (renders.parent / "unplugged").rename(renders)
    work.until_in("a.png")
    assert list(ears.open) == [renders]


def test_two_folders_are_watched_side_by_side(work: Work, renders: Path, tmp_path: Path) -> None:
    other = tmp_path / "phone"
    picture(other / "b.png", 2)
    picture(renders / "a.png", 1)
    add(work.library, renders)
    add(work.library, other)
    work.until_in("a.png", "b.png")


def test_a_folder_that_hangs_holds_up_no_other(
        work: Work, renders: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    let_go, hung = threading.Event(), threading.Event()
    scan = looking.scan

    def hanging(folder: Path, without: Path) -> object:
        if folder == renders:
            hung.set()
            assert let_go.wait(PATIENCE_S)
        return scan(folder, without)

    monkeypatch.setattr(looking, "scan", hanging)
    add(work.library, renders)
    assert hung.wait(PATIENCE_S)
    picture(tmp_path / "phone" / "b.png", 2)
    add(work.library, tmp_path / "phone")
    work.until_in("b.png")
    let_go.set()


def test_a_full_disk_stops_no_watching(work: Work, renders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = threading.Event()
    enqueue = tasks.enqueue

    def full_once(*args: object, **more: object) -> object:
        if not refused.is_set():
            refused.set()
            raise DiskFull("The disk is full.")
        return enqueue(*args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(tasks, "enqueue", full_once)
    picture(renders / "a.png")
    add(work.library, renders)
    work.until_in("a.png")
    assert refused.is_set()


def test_a_mistake_of_ours_stops_one_folder_and_says_so(
        work: Work, renders: Path, monkeypatch: pytest.MonkeyPatch, loglines: list[str]) -> None:
    def broken(*_args: object) -> object:
        raise ZeroDivisionError

    with monkeypatch.context() as breaking:
        breaking.setattr(looking, "scan", broken)
        folder_id = add(work.library, renders)
        work.until_state(folder_id, "stopped")
    assert [line for line in loglines if "watching the folder renders stopped" in line]
    picture(renders / "a.png")
    work.watchers.look_now(folder_id)
    work.until_in("a.png")


def test_reading_is_no_news_and_neither_is_what_happens_in_the_library(tmp_path: Path) -> None:
    library = tmp_path / "library"
    assert is_news("created", str(tmp_path / "a.png"), library)
    assert is_news("moved", os.fsencode(tmp_path / "library_of_others" / "a.png"), library)
    assert not is_news("opened", str(tmp_path / "a.png"), library)
    assert not is_news("closed_no_write", str(tmp_path / "a.png"), library)
    assert not is_news("modified", str(library / "dailies.db-wal"), library)


def test_of_a_folder_that_is_not_watched_nothing_is_known(library: Library) -> None:
    assert Watchers(library).state("nobody") == State("starting")


@pytest.mark.slow
def test_the_system_tells_of_what_is_written_moved_and_made(library: Library, renders: Path) -> None:
    """The real thing: no scan would come for half a minute."""
    told = threading.Event()
    ear = hear(renders, library.folder, told.set)
    assert ear is not None
    try:
        for change in (lambda: picture(renders / "a.png"), lambda: (renders / "a.png").rename(renders / "b.png"),
                       (renders / "deep").mkdir, lambda: picture(renders / "deep" / "c.png"),
                       (renders / "b.png").unlink):
            told.clear()
            change()
            assert told.wait(PATIENCE_S)
    finally:
        ear.stop()


def test_where_the_system_cannot_tell_scans_find_out(
        library: Library, renders: Path, quick: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watchers, "RESCAN_S", 0.05)
    made = Watchers(library, lambda _folder, _without, _heard: None)
    work = Work(library, made)
    made.start()
    try:
        folder_id = add(library, renders)
        work.until_state(folder_id, "watching")
        picture(renders / "a.png")
        work.until_in("a.png")
    finally:
        made.stop()
