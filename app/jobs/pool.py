"""Processes that decode unknown bytes: limited in memory, killed when they take too long, replaced when they die."""

from __future__ import annotations

import logging
import multiprocessing
import os
import threading
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from typing import TYPE_CHECKING, Any

from app.media.limits import UnreadableMedia, limit_this_process

if TYPE_CHECKING:
    from pebble import ProcessPool

    from app.media.work import Examined

log = logging.getLogger(__name__)

TIMEOUT_S = 60  # for one file, waiting for a free process not counted
WORKERS = max(1, min(8, os.cpu_count() or 1))


class DecoderPool:
    """A few worker processes; they get paths and give values, and never open the database.

    Started with `spawn`: a fork of a program with threads and a window may hang.
    """

    def __init__(self, workers: int = WORKERS, timeout_s: float = TIMEOUT_S) -> None:
        self._workers, self._timeout_s = workers, timeout_s
        self._lock = threading.Lock()
        self._closed = False
        self._pool = self._made()

    def _made(self) -> ProcessPool:
        from pebble import ProcessPool  # not at program start: it brings asyncio and ssl along

        return ProcessPool(max_workers=self._workers, initializer=limit_this_process,
                           context=multiprocessing.get_context("spawn"))

    def run(self, function: Callable[..., Any], *args: Any) -> Future[Any]:
        """Starts `function(*args)` in a worker. The future raises UnreadableMedia where the worker died of the file,
        TimeoutError where it took too long."""
        from pebble import ProcessExpired

        outer: Future[Any] = Future()
        outer.set_running_or_notify_cancel()
        with self._lock:
            if not (self._closed or self._pool.active):  # it broke as a whole: no work could start any more
                log.error("the worker processes could not go on, they are started anew")
                self._pool.stop()  # type: ignore[no-untyped-call]
                self._pool = self._made()
            inner = self._pool.schedule(function, args=list(args), timeout=self._timeout_s)

        def finished(done: Future[Any]) -> None:
            if done.cancelled():
                outer.set_exception(UnreadableMedia("was not read, the import was stopped"))
                return
            error = done.exception()
            if error is None:
                outer.set_result(done.result())
            elif isinstance(error, FutureTimeout):
                outer.set_exception(TimeoutError(str(error)))
            elif isinstance(error, ProcessExpired | MemoryError):
                outer.set_exception(UnreadableMedia("made the reader stop, it may be damaged"))
            else:
                outer.set_exception(error)

        inner.add_done_callback(finished)
        return outer

    def examine(self, path: str, thumbnail: str, sidecars: tuple[str, ...] = ()) -> Future[Examined]:
        """Facts, recipe and thumbnail of one file, from a worker."""
        from app.media.work import examine

        return self.run(examine, path, thumbnail, sidecars)

    def close(self) -> None:
        """The workers are stopped, also those at work."""
        with self._lock:
            self._closed = True
            self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool.join()
