"""The job queue: claimed in order, once, with its dependencies; heard of, never undone."""

from __future__ import annotations

import threading
from datetime import datetime
from typing import Any

import pytest

from db import BugError, Refused, Store, tasks
from tests.db.conftest import Heard
from tests.db.template import PROJECT


def enqueue(store: Store, kind: str = "probe", **more: Any) -> str:
    with store.write(None) as tx:
        made = tasks.enqueue(tx, PROJECT, kind, {"n": 1}, **more)
    assert made is not None
    return made


def claim(store: Store) -> str | None:
    with store.write(None) as tx:
        task = tasks.claim(tx)
    return None if task is None else task.id


def status(store: Store, task_id: str) -> tuple[str, int]:
    with store.read() as read:
        task = tasks.one(read, task_id)
    assert task is not None
    return task.status, task.attempts


def test_tasks_are_claimed_by_priority_then_age_each_once(store: Store) -> None:
    first, second, urgent = enqueue(store), enqueue(store), enqueue(store, priority=5)
    assert [claim(store) for _ in range(4)] == [urgent, first, second, None]


def test_two_threads_never_claim_the_same_task(store: Store) -> None:
    made = {enqueue(store) for _ in range(20)}
    claimed: list[str | None] = []

    def work() -> None:
        claimed.extend(claim(store) for _ in range(10))

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(i for i in claimed if i) == sorted(made)


def test_a_task_waits_for_all_it_depends_on(store: Store) -> None:
    one, two = enqueue(store), enqueue(store)
    last = enqueue(store, priority=9)
    with store.write(None) as tx:
        tx.execute("UPDATE tasks SET dependant_on = json_array(?, ?) WHERE id = ?", (one, two, last))
    for expected in (one, two):
        assert claim(store) == expected
    assert claim(store) is None
    for task in (one, two):
        with store.write(None) as tx:
            tasks.finish(tx, task, {"ok": True})
    assert claim(store) == last


def test_the_same_key_is_queued_once(store: Store) -> None:
    enqueue(store, key="thumb:1")
    with store.write(None) as tx:
        assert tasks.enqueue(tx, PROJECT, "probe", {}, key="thumb:1") is None


def test_what_was_made_for_the_cache_can_be_made_again_but_what_failed_is_not(store: Store) -> None:
    def ask() -> None:
        with store.write(None) as tx:
            tasks.enqueue_derived(tx, PROJECT, "filmstrip", {}, "filmstrip:a")

    ask()
    ask()
    first = claim(store)
    assert first is not None
    assert claim(store) is None
    with store.write(None) as tx:
        tasks.finish(tx, first)
    ask()
    assert claim(store) == first
    with store.write(None) as tx:
        tasks.fail(tx, first, "no frames")
    ask()
    assert claim(store) is None


def test_a_failing_task_is_tried_three_times(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "RETRY_AFTER_S", (0,))
    task = enqueue(store)
    for attempt in range(1, tasks.MAX_ATTEMPTS + 1):
        assert claim(store) == task
        with store.write(None) as tx:
            tasks.fail(tx, task, "unreadable", again=True)
        assert status(store, task) == ("Queued" if attempt < tasks.MAX_ATTEMPTS else "Failed", attempt)
    with store.write(None) as tx:
        assert tasks.retry(tx, task)
        assert not tasks.retry(tx, task)
    assert status(store, task) == ("Queued", 0)


def test_each_try_waits_longer_than_the_one_before(store: Store) -> None:
    task = enqueue(store)
    pauses = []
    for _ in range(2):
        assert claim(store) == task
        with store.write(None) as tx:
            tasks.fail(tx, task, "unreadable", again=True)
        assert claim(store) is None
        with store.read() as read:
            assert not tasks.waiting(read)
            found = tasks.one(read, task)
        assert found is not None
        assert found.not_before is not None
        assert found.updated_at is not None
        pauses.append(datetime.fromisoformat(found.not_before) - datetime.fromisoformat(found.updated_at))
        with store.write(None) as tx:
            assert tasks.resume(tx, task)  # a person does not want to wait
    assert [pause.total_seconds() for pause in pauses] == [5, 30]


def test_a_paused_task_is_not_claimed_until_it_is_resumed(store: Store) -> None:
    task = enqueue(store)
    with store.write(None) as tx:
        assert tasks.pause(tx, task)
        assert not tasks.pause(tx, task)
    assert claim(store) is None
    with store.write(None) as tx:
        assert tasks.resume(tx, task)
        assert not tasks.resume(tx, task)
    assert claim(store) == task
    with store.write(None) as tx:
        tasks.pause(tx, task)
        assert not tasks.progress(tx, task, 10)  # so the handler hears it
        assert tasks.is_paused(tx, task)
        assert tasks.put_back(tx, task)
    assert claim(store) is None


def test_a_task_that_waits_keeps_its_tries_and_says_for_what(store: Store) -> None:
    task = enqueue(store)
    claim(store)
    with store.write(None) as tx:
        assert tasks.wait(tx, task, "The disk is full.", 60, {"missing_bytes": 7})
        assert not tasks.wait(tx, task, "again", 60, {})
    assert claim(store) is None
    with store.read() as read:
        found = tasks.one(read, task)
    assert found is not None
    assert (found.status, found.attempts, found.error_message, found.result_data) == (
        "Queued", 0, "The disk is full.", {"missing_bytes": 7})


def test_a_task_that_fails_for_good_is_not_tried_again(store: Store) -> None:
    task = enqueue(store)
    claim(store)
    with store.write(None) as tx:
        tasks.fail(tx, task, "no such file")
    assert status(store, task) == ("Failed", 1)


def test_a_cancelled_task_hears_it_with_its_next_progress(store: Store) -> None:
    task = enqueue(store)
    claim(store)
    with store.write(None) as tx:
        assert tasks.progress(tx, task, 2_000, {"done": 3})
        assert tasks.cancel(tx, task)
        assert not tasks.progress(tx, task, 500)
        assert not tasks.cancel(tx, task)
        tasks.finish(tx, task)
    assert status(store, task)[0] == "Cancelled"
    with store.read() as read:
        found = tasks.one(read, task)
        assert found is not None
        assert (found.progress_permille, found.result_data) == (1000, {"done": 3})


def test_what_a_dead_program_had_in_progress_waits_again_or_has_failed(store: Store) -> None:
    task = enqueue(store)
    for expected in (("Queued", 1), ("Queued", 2), ("Failed", 3)):
        claim(store)
        with store.write(None) as tx:
            assert tasks.requeue_stale(tx, "2000-01-01T00:00:00.000000Z") == 0
            assert tasks.requeue_stale(tx, "2999-01-01T00:00:00.000000Z") == 1
        assert status(store, task) == expected


def test_a_try_that_was_put_back_does_not_count(store: Store) -> None:
    task = enqueue(store)
    claim(store)
    with store.write(None) as tx:
        tasks.put_back(tx, task)
    assert status(store, task) == ("Queued", 0)


def test_lists_tell_what_is_under_way(store: Store) -> None:
    with store.read() as read:
        assert not tasks.waiting(read)
    one, two = enqueue(store), enqueue(store, "hash")
    claim(store)
    with store.read() as read:
        assert tasks.waiting(read)
        assert tasks.unfinished(read) == 2
        assert [t.id for t in tasks.of_type(read, "hash")] == [two]
        assert [t.id for t in tasks.newest(read)] == [one, two]
        assert tasks.one(read, "x") is None


def test_tasks_are_news_but_no_steps(store: Store, heard: Heard) -> None:
    task = enqueue(store)
    assert heard.last.rows == {"tasks": {task: "changed"}}
    with store.write("With a label") as tx:
        tasks.enqueue(tx, PROJECT, "probe", {})
    assert store.history() == []


@pytest.mark.parametrize("sql", [
    "UPDATE tasks SET status = 'Paused'", "UPDATE tasks SET progress_permille = 1001", "UPDATE tasks SET dependant_on = '{}'",
    "UPDATE tasks SET params = 'x'"])
def test_what_is_no_task_is_refused(store: Store, sql: str) -> None:
    enqueue(store)
    with pytest.raises((Refused, BugError)), store.write(None) as tx:
        tx.execute(sql)
