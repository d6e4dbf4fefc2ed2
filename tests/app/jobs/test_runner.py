"""The queue at work: imports and filmstrips, failures with their reason, what goes on after the program ended."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from app.errors import UserError, WorldError
from app.jobs import handlers
from app.jobs.report import Interrupted, TaskReport
from app.jobs.runner import Runner
from app.library import gallery, proposals
from app.library import tasks as queue
from app.library.importing import DiskIsFull, Import, Report, Target, stops
from app.library.library import Library
from app.media.work import examine
from db import Changes, Filter, Task, check, tasks
from tests import factories, media_factory
from tests.app.media.test_likeness import scene
from tests.import_driver import examine_here


@pytest.fixture
def runner(library: Library) -> Iterator[Runner]:
    made = Runner(library)
    yield made
    made.stop()


def task_of(library: Library, task_id: str) -> Task:
    with library.store.read() as read:
        found = tasks.one(read, task_id)
    assert found is not None
    return found


def until(library: Library, done: Callable[[], bool], seconds: float = 60) -> None:
    """Waits on the news until `done`."""
    moved = threading.Condition()

    def hear(changes: Changes) -> None:
        with moved:
            moved.notify_all()

    stop = library.store.listen(hear)
    try:
        with moved:
            assert moved.wait_for(done, timeout=seconds)
    finally:
        stop()


def ended(library: Library, task_id: str) -> Callable[[], bool]:
    return lambda: task_of(library, task_id).status not in ("Queued", "In Progress")


@pytest.mark.slow
def test_an_import_task_brings_files_in_and_tells_what_became_of_them(
    library: Library, runner: Runner, tmp_path: Path
) -> None:
    folder = tmp_path / "from"
    folder.mkdir()
    media_factory.make_png(folder / "dune.png", prompt="a1111")
    media_factory.make_mp4(folder / "clip.mp4")
    (folder / "notes.txt").write_text("nothing to see")
    task_id = queue.enqueue_import(library, [folder], Target())
    runner.start()
    until(library, ended(library, task_id))
    done = task_of(library, task_id)
    assert (done.status, done.result_data["imported"], done.result_data["skipped"]) == ("Complete", 2, 1)
    assert done.progress_permille == 1000
    assert len(gallery.ids(library, Filter(project_id=library.project_id))) == 2
    count, problems = queue.import_problems(library, task_id, 10)
    assert count == 1
    assert problems[0].source.endswith("notes.txt")


@pytest.mark.slow
def test_after_an_import_what_belongs_together_is_proposed(library: Library, runner: Runner, tmp_path: Path) -> None:
    folder = tmp_path / "from"
    folder.mkdir()
    picture = scene("dune_walk")
    picture.save(folder / "dune.png")
    picture.resize((960, 540)).save(folder / "dune_2x.png")
    task_id = queue.enqueue_import(library, [folder], Target())
    runner.start()
    until(library, lambda: ended(library, task_id)() and proposals.count(library) == 1)
    runner.stop()
    (search,) = [task for task in queue.newest(library) if task.task_type == "find_proposals"]
    assert search.params == {"import_id": task_id}
    (group,) = proposals.groups(library)
    assert [each.reason for each in group.proposals] == ["“dune_2x.png” looks like “dune.png”, twice as large."]


def test_a_search_that_is_interrupted_starts_again(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    task_id = proposals.enqueue_all(library)
    assert proposals.enqueue_all(library) == task_id  # one at a time
    stopping = threading.Event()
    stopping.set()

    def find(_library: Library, _project: str, _import: str | None, go_on: Callable[[int, int], bool], _run: object) -> int:
        go_on(1, 10)
        return 0

    monkeypatch.setattr(proposals, "find", find)
    task = task_of(library, task_id)
    report = TaskReport(library, task, stopping)
    with pytest.raises(Interrupted):
        handlers.HANDLERS["find_proposals"](library, task, report, SimpleNamespace(run=None))  # type: ignore[arg-type]


@pytest.mark.slow
def test_a_filmstrip_task_writes_the_strip_into_the_cache(library: Library, runner: Runner, tmp_path: Path) -> None:
    clip = media_factory.make_mp4(tmp_path / "clip.mp4") or tmp_path / "clip.mp4"
    item = factories.add_item(library, "clip", kind="video")
    with library.store.read() as read:
        row = read.one("SELECT location, sha256 FROM generation_variants WHERE generation_id = ?", (item,))
    assert row is not None
    library.paths.file(row[0]).write_bytes(Path(clip).read_bytes())
    queue.enqueue_filmstrip(library, row[1], row[0])
    queue.enqueue_filmstrip(library, row[1], row[0])  # asked for twice, made once
    runner.start()
    until(library, lambda: queue.unfinished(library) == 0)
    assert library.paths.strip(row[1]).stat().st_size > 0
    assert len(queue.newest(library)) == 1


def test_a_preview_task_writes_the_larger_picture_into_the_cache_also_after_it_was_deleted(
    library: Library, runner: Runner, tmp_path: Path
) -> None:
    picture = media_factory.make_tiff16(tmp_path / "a.tif", (1600, 900))
    item = factories.add_item(library, "still")
    with library.store.read() as read:
        row = read.one("SELECT location, sha256 FROM generation_variants WHERE generation_id = ?", (item,))
    assert row is not None
    library.paths.file(row[0]).write_bytes(picture.read_bytes())
    runner.start()
    made = library.paths.preview(row[1])
    for _ in range(2):
        queue.enqueue_preview(library, row[1], row[0])
        until(library, made.exists)
        until(library, lambda: queue.unfinished(library) == 0)
        made.unlink()


def test_an_import_that_failed_for_good_is_a_step_that_can_be_undone(
    library: Library, runner: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [tmp_path / f"take_{number}.png" for number in range(30)]
    for number, file in enumerate(files):
        file.write_bytes(factories.png_bytes(number=number))

    def stumble(given: Library, task: Task, _report: TaskReport, _pool: object) -> dict[str, Any]:
        def tick(so_far: Report) -> bool:
            if so_far.counts["imported"]:
                raise UserError("The shot is gone.")
            return True

        Import(given, files, Target(), examine_here, tick=tick, import_id=task.id).run()
        return {}

    monkeypatch.setitem(handlers.HANDLERS, "import", stumble)
    task_id = queue.enqueue_import(library, [tmp_path], Target())
    runner.start()
    until(library, ended(library, task_id))
    runner.stop()
    assert task_of(library, task_id).status == "Failed"
    assert not queue.import_is_ending(library, task_id)
    assert [(step.label, step.state) for step in library.store.history()] == [("Import 25 items", "done")]
    library.store.undo()
    assert len(gallery.ids(library, Filter(project_id=library.project_id))) == 0


def test_a_cancelled_import_that_was_undone_brings_everything_when_it_is_tried_again(
    library: Library, runner: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [tmp_path / f"take_{number}.png" for number in range(3)]
    for number, file in enumerate(files):
        file.write_bytes(factories.png_bytes(number=number))

    def bring(given: Library, task: Task, _report: TaskReport, _pool: object) -> dict[str, Any]:
        Import(given, files[:2] if task.id == first else files, Target(), examine_here,
               import_id=task.id).run()
        queue.cancel(given, task.id)
        return {}

    monkeypatch.setitem(handlers.HANDLERS, "import", bring)
    first = queue.enqueue_import(library, [tmp_path], Target())
    runner.start()
    until(library, lambda: ended(library, first)() and library.store.next_undo() is not None)
    library.store.undo()
    queue.retry(library, first)
    until(library, lambda: len(gallery.ids(library, Filter(project_id=library.project_id))) == 3)
    runner.stop()
    assert task_of(library, first).status == "Cancelled"  # its report says what it said
    second = next(task for task in queue.newest(library) if task.task_type == "import" and task.id != first)
    assert queue.import_counts(library, second.id) == {"imported": 3}


def test_a_refused_task_has_failed_with_a_sentence(
    library: Library, runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: Any) -> dict[str, Any]:
        raise UserError("This file has no frames.", "Look at it in a player.")

    monkeypatch.setitem(handlers.HANDLERS, "import", refuse)
    task_id = queue.enqueue_import(library, [Path("anywhere")], Target())
    runner.start()
    until(library, ended(library, task_id))
    failed = task_of(library, task_id)
    assert (failed.status, failed.error_message) == ("Failed", "This file has no frames. Look at it in a player.")
    queue.retry(library, task_id)
    until(library, lambda: task_of(library, task_id).attempts == 1 and ended(library, task_id)())


def test_what_the_world_refuses_is_tried_three_times_and_keeps_the_reason(
    library: Library, runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[int] = []

    def refuse(_library: Library, task: Task, *_more: Any) -> dict[str, Any]:
        tries.append(task.attempts)
        raise WorldError("The cache cannot be written.", "Look at its permissions.")

    monkeypatch.setattr(tasks, "RETRY_AFTER_S", (0,))
    monkeypatch.setitem(handlers.HANDLERS, "import", refuse)
    task_id = queue.enqueue_import(library, [Path("anywhere")], Target())
    runner.start()
    until(library, ended(library, task_id))
    failed = task_of(library, task_id)
    assert (failed.status, failed.error_message) == ("Failed", "The cache cannot be written. Look at its permissions.")
    assert tries == [1, 2, 3]


def test_a_paused_task_keeps_its_place_over_a_restart_and_goes_on_when_it_is_resumed(
    library: Library, runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_work, started = threading.Event(), []

    def work(_library: Library, task: Task, report: TaskReport, _pool: object) -> dict[str, Any]:
        started.append(task.id)
        if len(started) > 1:
            return {"went": "on"}
        waited = threading.Event()
        while report(1, 10) and not waited.wait(0.02):
            at_work.set()
        assert report.paused
        raise Interrupted

    monkeypatch.setitem(handlers.HANDLERS, "import", work)
    task_id = queue.enqueue_import(library, [Path("anywhere")], Target())
    runner.start()
    assert at_work.wait(30)
    queue.pause(library, task_id)
    until(library, lambda: task_of(library, task_id).status == "Queued")
    paused = task_of(library, task_id)
    assert (paused.paused, paused.attempts) == (True, 0)
    runner.stop()
    again = Runner(library)
    try:
        again.start()
        other = queue.enqueue_import(library, [Path("elsewhere")], Target())
        until(library, ended(library, other))
        assert started == [task_id, other]  # the paused one was passed over
        queue.resume(library, task_id)
        until(library, ended(library, task_id))
    finally:
        again.stop()
    assert task_of(library, task_id).result_data == {"went": "on"}


def test_a_task_that_waits_for_the_world_says_so_and_goes_on_by_itself(
    library: Library, runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[dict[str, Any]] = []

    def work(_library: Library, task: Task, *_more: Any) -> dict[str, Any]:
        tries.append(task.result_data)
        if len(tries) < 3:
            raise DiskIsFull(needed_bytes=5_000_000, free_bytes=1_000_000, files_in=7)
        return {}

    monkeypatch.setattr(stops, "DISK_PAUSE_S", 0.0)
    monkeypatch.setitem(handlers.HANDLERS, "import", work)
    task_id = queue.enqueue_import(library, [Path("anywhere")], Target())
    runner.start()
    until(library, ended(library, task_id))
    assert task_of(library, task_id).status == "Complete"
    assert tries[1] == {"waiting": "disk", "needed_bytes": 5_000_000, "missing_bytes": 4_000_000}
    assert task_of(library, task_id).attempts == 1


def test_a_cancelled_task_hears_of_it_at_its_next_report(
    library: Library, runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_work = threading.Event()
    heard: list[bool] = []
    finished = threading.Event()

    def work(_library: Library, _task: Task, report: TaskReport, _pool: object) -> dict[str, Any]:
        report(1, 10)
        at_work.set()
        waited = threading.Event()
        while report(1, 10) and not waited.wait(0.02):
            pass
        heard.append(report.cancelled)
        finished.set()
        return {}

    monkeypatch.setitem(handlers.HANDLERS, "import", work)
    task_id = queue.enqueue_import(library, [Path("anywhere")], Target())
    runner.start()
    assert at_work.wait(30)
    queue.cancel(library, task_id)
    assert finished.wait(30)
    runner.stop()
    assert heard == [True]
    assert task_of(library, task_id).status == "Cancelled"


def test_a_task_that_the_end_of_the_program_interrupts_waits_for_the_next_start(
    library: Library, runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_work = threading.Event()

    def work(_library: Library, _task: Task, report: TaskReport, _pool: object) -> dict[str, Any]:
        at_work.set()
        waited = threading.Event()
        while report(1, 10) and not waited.wait(0.02):
            pass
        raise Interrupted

    monkeypatch.setitem(handlers.HANDLERS, "import", work)
    task_id = queue.enqueue_import(library, [Path("anywhere")], Target())
    runner.start()
    assert at_work.wait(30)
    runner.stop()
    waiting = task_of(library, task_id)
    assert (waiting.status, waiting.attempts) == ("Queued", 0)


@pytest.mark.slow
def test_an_import_that_a_crash_interrupted_goes_on_and_brings_every_file_once(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "from"
    folder.mkdir()
    for number in range(40):
        media_factory.make_png(folder / f"picture_{number:02}.png", (40, 30), chunks=[(b"tEXt", b"No\0%d" % number)])
    task_id = queue.enqueue_import(library, [folder], Target())
    with library.store.write(None) as tx:
        assert tasks.claim(tx) is not None  # the program was at work on it when it died

    class Died(BaseException):
        pass

    def here(path: str, thumbnail: str) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_result(examine(path, thumbnail))
        return done

    seen = 0

    def tick(_report: object) -> bool:
        nonlocal seen
        seen += 1
        if seen > 60:
            raise Died
        return True

    with pytest.raises(Died):
        Import(library, [folder], Target(), here, tick=tick, import_id=task_id).run()
    before = len(gallery.ids(library, Filter(project_id=library.project_id)))
    assert 0 < before < 40
    runner = Runner(library)
    try:
        runner.start()
        until(library, ended(library, task_id))
    finally:
        runner.stop()
    assert task_of(library, task_id).status == "Complete"
    assert len(gallery.ids(library, Filter(project_id=library.project_id))) == 40
    imports = [step for step in library.store.history() if step.label == "Import 40 items"]
    assert [step.state for step in imports] == ["done"]
    with library.store.read() as read:
        assert check.invariants(read) == []
