"""Slow reads and long work off the GUI thread; results come back on it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

log = logging.getLogger(__name__)


class Background(QObject):
    """A few threads; `run` calls back on the GUI thread, and not at all after `stop`."""

    _finished = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None, threads: int = 3) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="background")
        self._running: set[Future[Any]] = set()
        self._stopped = False
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(self, work: Callable[[], Any], on_done: Callable[[Any], None] | None = None,
            on_error: Callable[[Exception], None] | None = None) -> Future[Any]:
        """`work` runs on a thread (it must not touch a QObject); then one of the two is called on the GUI thread."""
        if self._stopped:  # a timer that fires while the window closes
            never: Future[Any] = Future()
            never.cancel()
            return never
        future = self._pool.submit(work)
        self._running.add(future)

        def finished(done: Future[Any]) -> None:
            if not self._stopped:
                self._finished.emit(done, on_done, on_error)

        future.add_done_callback(finished)
        return future

    @property
    def busy(self) -> bool:
        """Whether something runs or its result was not delivered yet."""
        return bool(self._running)

    @property
    def stopped(self) -> bool:
        """Whether nothing more is delivered: what takes long ends early."""
        return self._stopped

    def stop(self) -> None:
        """What waits is dropped, what runs is waited for, nothing is delivered any more."""
        self._stopped = True
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._running.clear()

    def _deliver(self, future: Future[Any], on_done: Callable[[Any], None] | None,
                 on_error: Callable[[Exception], None] | None) -> None:
        self._running.discard(future)
        if self._stopped or future.cancelled():
            return
        error = future.exception()
        if error is None:
            if on_done is not None:
                on_done(future.result())
        elif on_error is not None and isinstance(error, Exception):
            on_error(error)
        else:
            log.error("background work failed", exc_info=error)
