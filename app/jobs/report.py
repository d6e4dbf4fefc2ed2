"""What a handler is given to tell how far it is, and to hear that it shall stop."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from typing import Any

from app.library.importing.stops import Suspended
from app.library.library import Library
from db import Task, tasks

EVERY_S = 0.25


class Interrupted(Suspended):
    """A handler stops in the middle since the program ends, or a person paused it; its task goes on later."""


class TaskReport:
    """Progress of one task as its row, at most four times a second; each call says whether to go on."""

    def __init__(self, library: Library, task: Task, stopping: threading.Event) -> None:
        self._library = library
        self._task = task
        self._stopping = stopping
        self._last = 0.0
        self.cancelled = False
        self.paused = False

    @property
    def stopping(self) -> bool:
        """The program ends: the task goes on at the next start."""
        return self._stopping.is_set()

    def __call__(self, done: int, total: int, so_far: Mapping[str, Any] | None = None) -> bool:
        """The task did `done` of `total`, and tells `so_far`; False: stop now (cancelled, paused, or the program ends)."""
        if self.cancelled or self.paused or self.stopping:
            return False
        moment = time.monotonic()
        if moment - self._last >= EVERY_S:
            self._last = moment
            with self._library.store.write(None) as tx:
                if not tasks.progress(tx, self._task.id, done * 1000 // max(1, total), so_far):
                    self.paused = tasks.is_paused(tx, self._task.id)
                    self.cancelled = not self.paused
        return not (self.cancelled or self.paused)
