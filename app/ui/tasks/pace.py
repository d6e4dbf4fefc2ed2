"""How fast tasks go: from what they tell of themselves, since this window first saw them at work."""

from __future__ import annotations

import time
from dataclasses import dataclass

from app.ui.kit.text import tr
from db import Task

LEAST_S, LEAST_FILES = 1.0, 5  # before that a rate means nothing


@dataclass
class _Begin:
    moment: float
    done: int
    size_bytes: int


class Pace:
    """Remembers how far each task was when it was first seen running."""

    def __init__(self) -> None:
        self._began: dict[str, _Begin] = {}

    def forget(self, task_id: str) -> None:
        """The task does not run any more."""
        self._began.pop(task_id, None)

    def words(self, task: Task) -> str:
        """“85 files/s, 120 MB/s, about 30 s left”; empty while it cannot be known."""
        done, total = int(task.result_data.get("done", 0)), int(task.result_data.get("total", 0))
        size = int(task.result_data.get("bytes", 0))
        began = self._began.setdefault(task.id, _Begin(time.monotonic(), done, size))
        if size < began.size_bytes:  # it began anew, and counts its bytes again
            self._began[task.id] = began = _Begin(time.monotonic(), done, size)
        seconds, files = time.monotonic() - began.moment, done - began.done
        if files < LEAST_FILES or seconds < LEAST_S:
            return ""
        rate, left = files / seconds, round((total - done) * seconds / files)
        speed = tr("{rate} files/s", rate=round(rate)) if rate >= 1 else tr("{rate} files/min", rate=round(60 * rate))
        if (megabytes := (size - began.size_bytes) / 1e6 / seconds) >= 1:
            speed = tr("{files}, {rate} MB/s", files=speed, rate=round(megabytes))
        if left < 100:
            return tr("{speed}, about {left} s left", speed=speed, left=left)
        return tr("{speed}, about {left} min left", speed=speed, left=round(left / 60))
