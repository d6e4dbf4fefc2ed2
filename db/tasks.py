"""The job queue: rows with a status. Observed, not undoable; progress is a row, so every view hears of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from db import ids as ident
from db.rows import Task
from db.statements import Read, Write

MAX_ATTEMPTS = 3
_COLUMNS = ("id, task_type, params, status, project_id, created_at, attempts, priority, progress_permille, error_message,"
            " result_data, paused, not_before, updated_at")
RETRY_AFTER_S = (5, 30)  # before the second and the third try
_READY = """status = 'Queued' AND paused = 0 AND coalesce(not_before, '') <= ?1 AND NOT EXISTS (
    SELECT 1 FROM json_each(coalesce(tasks.dependant_on, '[]')) AS need JOIN tasks AS other ON other.id = need.value
    WHERE other.status <> 'Complete')"""


def _task(row: Any) -> Task:
    values = list(row)
    for at in (2, 10):  # params, result_data
        values[at] = json.loads(values[at])
    values[11] = bool(values[11])  # paused
    return Task(*values)


def enqueue(tx: Write, project_id: str, task_type: str, params: Mapping[str, Any], *, priority: int = 0,
            key: str | None = None) -> str | None:
    """A new task waits; None when one with the same idempotency `key` is there already."""
    if key is not None and tx.value("SELECT 1 FROM tasks WHERE idempotency_key = ?", (key,)):
        return None
    task_id = ident.new_id()
    tx.execute("INSERT INTO tasks (id, project_id, task_type, params, priority, idempotency_key) VALUES (?, ?, ?, ?, ?, ?)",
               (task_id, project_id, task_type, ident.canonical(params), priority, key))
    return task_id


def enqueue_derived(tx: Write, project_id: str, task_type: str, params: Mapping[str, Any], key: str) -> None:
    """A task that makes something for the cache waits, unless it does already or has failed for good. One that was done
    before waits again: what it made may have been deleted."""
    if enqueue(tx, project_id, task_type, params, key=key) is None:
        tx.execute("UPDATE tasks SET status = 'Queued', attempts = 0, progress_permille = 0, updated_at = ?"
                   " WHERE idempotency_key = ? AND status IN ('Complete', 'Cancelled')", (ident.now(), key))


def set_params(tx: Write, task_id: str, params: Mapping[str, Any]) -> None:
    """What the task is to do is this; one that runs already does what it was told first."""
    tx.execute("UPDATE tasks SET params = ?, updated_at = ? WHERE id = ?", (ident.canonical(params), ident.now(), task_id))


def claim(tx: Write) -> Task | None:
    """The next task that can run is in progress and returned; None when there is none."""
    moment = ident.now()
    row = tx.one(f"UPDATE tasks SET status = 'In Progress', generation_started_at = ?1, heartbeat_at = ?1, updated_at = ?1,"
                 f" not_before = NULL, attempts = attempts + 1 WHERE id = (SELECT id FROM tasks WHERE {_READY}"
                 f" ORDER BY priority DESC, created_at, id LIMIT 1) RETURNING {_COLUMNS}", (moment,))
    return None if row is None else _task(row)


def progress(tx: Write, task_id: str, permille: int, so_far: Mapping[str, Any] | None = None) -> bool:
    """The task is so far and alive (`so_far`: what it can tell by now); False when it was cancelled or paused meanwhile."""
    return tx.execute("UPDATE tasks SET progress_permille = ?1, heartbeat_at = ?2, updated_at = ?2,"
                      " result_data = coalesce(?3, result_data) WHERE id = ?4 AND status = 'In Progress' AND paused = 0",
                      (min(1000, max(0, permille)), ident.now(), ident.canonical(so_far), task_id)) == 1


def finish(tx: Write, task_id: str, result: Mapping[str, Any] | None = None) -> None:
    """The task is complete."""
    tx.execute("UPDATE tasks SET status = 'Complete', progress_permille = 1000, generation_processed_at = ?1, updated_at = ?1,"
               " result_data = ?2, error_message = NULL WHERE id = ?3 AND status = 'In Progress'",
               (ident.now(), ident.canonical(result or {}), task_id))


def fail(tx: Write, task_id: str, reason: str, *, again: bool = False) -> None:
    """The task failed for this reason; with `again` it waits for another try until it had MAX_ATTEMPTS.

    Each try waits longer than the one before (RETRY_AFTER_S).
    """
    tried = int(tx.value("SELECT attempts FROM tasks WHERE id = ?", (task_id,)) or 0)
    pause_s = RETRY_AFTER_S[min(max(tried, 1), len(RETRY_AFTER_S)) - 1]
    moment = ident.now()
    tx.execute("UPDATE tasks SET status = CASE WHEN ?1 AND attempts < ?2 THEN 'Queued' ELSE 'Failed' END, error_message = ?3,"
               " not_before = ?6, updated_at = ?4 WHERE id = ?5 AND status = 'In Progress'",
               (int(again), MAX_ATTEMPTS, reason, moment, task_id, ident.after(moment, pause_s * 1_000_000)))


def wait(tx: Write, task_id: str, reason: str, pause_s: float, so_far: Mapping[str, Any]) -> bool:
    """The task in progress waits for the world (`so_far` says for what) and is tried again after a pause; the try does
    not count. False when it was cancelled meanwhile."""
    moment = ident.now()
    return tx.execute("UPDATE tasks SET status = 'Queued', attempts = attempts - 1, error_message = ?1, not_before = ?2,"
                      " result_data = ?3, updated_at = ?4 WHERE id = ?5 AND status = 'In Progress'",
                      (reason, ident.after(moment, round(pause_s * 1_000_000)), ident.canonical(so_far), moment, task_id)) == 1


def pause(tx: Write, task_id: str) -> bool:
    """A task that waits or runs is paused, over restarts, until `resume`; whether it was one."""
    return tx.execute("UPDATE tasks SET paused = 1, updated_at = ? WHERE id = ? AND paused = 0"
                      " AND status IN ('Queued', 'In Progress')", (ident.now(), task_id)) == 1


def resume(tx: Write, task_id: str) -> bool:
    """A paused task, or one that waits, can run at once, whatever it waits for; whether it was one."""
    return tx.execute("UPDATE tasks SET paused = 0, not_before = NULL, updated_at = ?,"
                      " result_data = json_remove(result_data, '$.waiting') WHERE id = ?"
                      " AND (paused = 1 OR not_before IS NOT NULL) AND status IN ('Queued', 'In Progress')",
                      (ident.now(), task_id)) == 1


def cancel(tx: Write, task_id: str) -> bool:
    """The task is cancelled, unless it was done already; whether it was."""
    return tx.execute("UPDATE tasks SET status = 'Cancelled', updated_at = ? WHERE id = ?"
                      " AND status IN ('Queued', 'In Progress')", (ident.now(), task_id)) == 1


def retry(tx: Write, task_id: str) -> bool:
    """A failed or cancelled task waits again, its attempts forgotten; whether it was one."""
    return tx.execute("UPDATE tasks SET status = 'Queued', attempts = 0, error_message = NULL, progress_permille = 0,"
                      " paused = 0, not_before = NULL,"
                      " updated_at = ? WHERE id = ? AND status IN ('Failed', 'Cancelled')", (ident.now(), task_id)) == 1


def requeue_stale(tx: Write, before: str) -> int:
    """Tasks in progress without a sign of life since `before` wait again, or have failed at MAX_ATTEMPTS; how many."""
    reason = "It stopped the program three times. What was done stays, it can be tried again."
    return tx.execute("UPDATE tasks SET status = CASE WHEN attempts < ?1 THEN 'Queued' ELSE 'Failed' END, updated_at = ?2,"
                      " error_message = CASE WHEN attempts < ?1 THEN error_message ELSE coalesce(error_message, ?4) END"
                      " WHERE status = 'In Progress' AND coalesce(heartbeat_at, '') < ?3",
                      (MAX_ATTEMPTS, ident.now(), before, reason))


def one(read: Read, task_id: str) -> Task | None:
    """A task; None when it is not there."""
    row = read.one(f"SELECT {_COLUMNS} FROM tasks WHERE id = ?", (task_id,))
    return None if row is None else _task(row)


def newest(read: Read, limit: int = 200) -> list[Task]:
    """Tasks in progress first, then waiting, then the rest by time."""
    return [_task(row) for row in read.all(
        f"SELECT {_COLUMNS} FROM tasks ORDER BY CASE status WHEN 'In Progress' THEN 0 WHEN 'Queued' THEN 1 ELSE 2 END,"
        " created_at DESC, id DESC LIMIT ?", (limit,))]


def unfinished(read: Read) -> int:
    """How many tasks wait or run."""
    return int(read.value("SELECT count(*) FROM tasks WHERE status IN ('Queued', 'In Progress')"))


def waiting(read: Read) -> bool:
    """Whether a task waits that could run now."""
    return read.value("SELECT 1 FROM tasks WHERE status = 'Queued' AND paused = 0 AND coalesce(not_before, '') <= ? LIMIT 1",
                      (ident.now(),)) is not None


def running(read: Read) -> bool:
    """Whether a task is in progress."""
    return read.value("SELECT 1 FROM tasks WHERE status = 'In Progress' LIMIT 1") is not None


def put_back(tx: Write, task_id: str) -> bool:
    """The task in progress waits again, and the try does not count (the program ended, or a person paused it). False when
    it was cancelled meanwhile."""
    return tx.execute("UPDATE tasks SET status = 'Queued', attempts = attempts - 1, updated_at = ? WHERE id = ?"
                      " AND status = 'In Progress'", (ident.now(), task_id)) == 1


def is_paused(read: Read, task_id: str) -> bool:
    """Whether a person paused the task."""
    return bool(read.value("SELECT paused FROM tasks WHERE id = ?", (task_id,)))


def of_type(read: Read, task_type: str) -> list[Task]:
    """The unfinished tasks of one type, the oldest first."""
    return [_task(row) for row in read.all(
        f"SELECT {_COLUMNS} FROM tasks WHERE task_type = ? AND status IN ('Queued', 'In Progress') ORDER BY created_at, id",
        (task_type,))]
