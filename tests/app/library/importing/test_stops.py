"""Sources that go away and come back, pauses, and another try: nothing is lost, nothing is twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.library import tasks as queue
from app.library.importing import DiskIsFull, Import, Report, SourceIsGone, Suspended, Target, stops
from app.library.library import Library
from db import imports, projects, tasks
from tests.app.library.importing.conftest import found, run, small
from tests.factories import names, png_bytes
from tests.import_driver import examine_here


def test_a_source_that_is_unplugged_stops_the_import_and_it_goes_on_when_it_is_back(
    library: Library, source: Path, tmp_path: Path
) -> None:
    small(source, *range(60))
    task_id = queue.enqueue_import(library, [source], Target())
    away = tmp_path / "away"

    def tick(report: Report) -> bool:
        if report.done >= 25 and source.exists():
            source.rename(away)
        return True

    with pytest.raises(SourceIsGone) as gone:
        Import(library, [source], Target(), examine_here, tick=tick, import_id=task_id).run()
    assert str(source) in gone.value.message
    there = len(names(library))
    assert 25 <= there < 60
    with library.store.read() as read:
        assert imports.counts(read, task_id) == {"imported": there}  # not one of the others has failed
    with pytest.raises(SourceIsGone) as still:
        stops.look_again(gone.value.facts, library.folder)
    assert still.value.pause_s > gone.value.pause_s  # no storm of tries
    with pytest.raises(SourceIsGone):
        Import(library, [source], Target(), examine_here, import_id=task_id).run()
    source.mkdir()  # what is left of an unplugged disk
    with pytest.raises(SourceIsGone):
        stops.look_again(gone.value.facts, library.folder)
    source.rmdir()
    away.rename(source)
    stops.look_again(gone.value.facts, library.folder)
    report = Import(library, [source], Target(), examine_here, import_id=task_id).run()
    assert (len(report.imported), report.done) == (60, 60)
    assert [step.label for step in library.store.history()] == ["Import 60 items"]


def test_a_suspended_import_keeps_what_is_ready_and_its_place(library: Library, source: Path) -> None:
    small(source, *range(40))
    task_id = queue.enqueue_import(library, [source], Target())

    def tick(report: Report) -> bool:
        if report.done >= 25:
            raise Suspended
        return True

    with pytest.raises(Suspended):
        Import(library, [source], Target(), examine_here, tick=tick, import_id=task_id).run()
    assert list(library.paths.staging.iterdir()) == []
    assert 25 <= len(names(library)) < 40
    report = Import(library, [source], Target(), examine_here, import_id=task_id).run()
    assert (len(report.imported), len(report.duplicates)) == (40, 0)


def test_a_paused_import_that_is_cancelled_is_a_whole_step(library: Library, source: Path) -> None:
    small(source, *range(30))
    task_id = queue.enqueue_import(library, [source], Target())

    def tick(report: Report) -> bool:
        if report.done >= 25:
            raise Suspended
        return True

    with pytest.raises(Suspended):
        Import(library, [source], Target(), examine_here, tick=tick, import_id=task_id).run()
    queue.pause(library, task_id)
    queue.cancel(library, task_id)
    number = len(names(library))
    assert [(step.label, step.state) for step in library.store.history()] == [(f"Import {number} items", "done")]
    assert queue.import_runs(library)[0].status == "cancelled"
    queue.retry(library, task_id)  # and it can be taken up again: the rest is a step of its own
    report = Import(library, [source], Target(), examine_here, import_id=task_id).run()
    assert report.counts["imported"] == 30
    assert library.store.history()[0].label.startswith(f"Import {30 - number} item")


def test_what_failed_is_tried_again_to_the_same_place(library: Library, source: Path) -> None:
    small(source, 1)
    torn = source / "torn.png"
    torn.write_bytes(png_bytes(number=9)[:40])
    first = run(library, source)
    assert found(first.failed) == ["torn.png"]
    torn.write_bytes(png_bytes(number=9))
    task_id = queue.enqueue_again(library, first.import_id)
    (task,) = [task for task in queue.newest(library) if task.id == task_id]
    again = Import(library, [], Target(**task.params["target"]), examine_here, import_id=task_id, again=first.import_id).run()
    assert (found(again.imported), again.done, again.total) == (["torn.png"], 1, 1)
    assert found(first.failed) == ["torn.png"]  # the earlier report stays what it was


def test_an_import_goes_to_the_project_it_was_meant_for_whatever_is_open_now(library: Library, source: Path) -> None:
    small(source, 1)
    meant = library.project_id
    with library.store.write("Project") as tx:
        other = projects.create(tx, library.user_id, "Salt Road")
    library.choose_project(other)
    Import(library, [source], Target(), examine_here, project_id=meant).run()
    assert names(library) == []
    library.choose_project(meant)
    assert names(library) == ["take_001"]


@pytest.mark.parametrize(("count", "words"), [(5, "5 bytes"), (1500, "1.5 kB"), (2_000_000, "2.0 MB"), (12_345_678_901, "12 GB")])
def test_sizes_are_told_in_words(count: int, words: str) -> None:
    assert stops.size(count) == words


def test_a_person_who_says_go_on_is_believed_whatever_the_import_waits_for(library: Library, source: Path) -> None:
    task_id = queue.enqueue_import(library, [source], Target())
    full = DiskIsFull(10**18, 0, 0)  # as much as all its files: those that are there already need nothing
    with library.store.write(None) as tx:
        tasks.claim(tx)
        tasks.wait(tx, task_id, full.message, full.pause_s, {"imported": 2, **full.facts})
    with library.store.read() as read, pytest.raises(DiskIsFull):
        stops.look_again(tasks.one(read, task_id).result_data, library.folder)  # type: ignore[union-attr]
    queue.resume(library, task_id)
    with library.store.read() as read:
        task = tasks.one(read, task_id)
    assert task is not None
    assert task.result_data["imported"] == 2
    stops.look_again(task.result_data, library.folder)
