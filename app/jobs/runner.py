"""Runs the job queue: two threads claim rows of `tasks` and call their handlers."""

from __future__ import annotations

import logging
import threading
from datetime import UTC, datetime, timedelta

from app.errors import UserError, WorldError
from app.jobs.handlers import HANDLERS
from app.jobs.pool import DecoderPool
from app.jobs.report import Interrupted, TaskReport
from app.library.importing import NotNow, recover
from app.library.importing.recover import end_stopped
from app.library.library import Library
from db import Changes, DbError, Task, tasks

log = logging.getLogger(__name__)

THREADS = 2


class Runner:
    """The queue of one library at work, from `start` to `stop`."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._stopping = threading.Event()
        self._work = threading.Condition()
        self._pool: DecoderPool | None = None
        self._threads: list[threading.Thread] = []
        self._unlisten = library.store.listen(self._heard)

    def start(self) -> None:
        """What a crash interrupted waits again, then the queue is worked off."""
        self._requeue()
        for number in range(THREADS):
            thread = threading.Thread(target=self._loop, name=f"tasks-{number}", daemon=True)
            thread.start()
            self._threads.append(thread)

    def stop(self) -> None:
        """Handlers stop at their next report; unfinished imports go on at the next start."""
        self._unlisten()
        self._stopping.set()
        with self._work:
            self._work.notify_all()
        for thread in self._threads:
            thread.join()
        if self._pool is not None:
            self._pool.close()

    def _requeue(self) -> None:
        recover(self._library)
        with self._library.store.write(None) as tx:
            # the one writer of this library has just started: nothing else can be at work on it
            tasks.requeue_stale(tx, (datetime.now(UTC) + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%S.%fZ"))

    def _heard(self, changes: Changes) -> None:
        if changes.touches("tasks"):
            with self._work:
                self._work.notify_all()

    def _loop(self) -> None:
        while not self._stopping.is_set():
            try:
                task = self._claim()
                if task is not None:
                    self._run(task)
                    continue
            except DbError as error:  # the disk is full or gone: what a task came to could not even be written down
                log.info("the queue waits: %s", error)
            with self._work:
                self._work.wait(timeout=1.0)

    def _claim(self) -> Task | None:
        with self._library.store.read() as read:
            if not tasks.waiting(read):
                return None
        with self._library.store.write(None) as tx:
            return tasks.claim(tx)

    def _run(self, task: Task) -> None:
        report = TaskReport(self._library, task, self._stopping)
        try:
            result = HANDLERS[task.task_type](self._library, task, report, self._decoders())
        except Interrupted:
            with self._library.store.write(None) as tx:
                there = tasks.put_back(tx, task.id)
            if not there:
                end_stopped(self._library, task.id)
        except NotNow as error:
            with self._library.store.write(None) as tx:
                told = tasks.one(tx, task.id) or task
                there = tasks.wait(tx, task.id, _sentence(error), error.pause_s, {**told.result_data, **error.facts})
            if not there:
                end_stopped(self._library, task.id)
        except (UserError, DbError) as error:  # the world may change its mind; what is refused stays refused
            self._fail(task, _sentence(error), again=isinstance(error, WorldError | DbError))
        except Exception:
            log.exception("the task %s (%s) stopped", task.task_type, task.id)
            self._fail(task, "Dailies made a mistake, see its log.", again=True)
        else:
            with self._library.store.write(None) as tx:
                tasks.finish(tx, task.id, result)

    def _fail(self, task: Task, sentence: str, *, again: bool) -> None:
        with self._library.store.write(None) as tx:
            tasks.fail(tx, task.id, sentence, again=again)
            now = tasks.one(tx, task.id)
        if now is None or now.status != "Queued":  # nobody goes on with it: what an import brought is a whole step
            end_stopped(self._library, task.id)

    def _decoders(self) -> DecoderPool:
        with self._work:
            if self._pool is None:
                self._pool = DecoderPool()
            return self._pool


def _sentence(error: UserError | DbError) -> str:
    return f"{error.message} {error.hint}".strip()
