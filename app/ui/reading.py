"""Reads for a view: at once while they are short, off the GUI thread once one was not; only the last one counts."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import shiboken6
from PySide6.QtCore import QObject

from app.ui.background import Background

SHORT_S = 0.005  # what a read may take on the GUI thread

Work = Callable[[], Any]
Use = Callable[[Any], None]


class Latest(QObject):
    """Runs work in the background, one at a time; of what was asked meanwhile only the last is run and used."""

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._next: tuple[Work, Use] | None = None
        self._busy = False

    def ask(self, work: Work, use: Use) -> None:
        """`use` gets what `work` gives back, unless something else is asked before."""
        self._next = (work, use)
        if not self._busy:
            self._start()

    def drop(self) -> None:
        """What was asked is not wanted any more."""
        self._next = None
        if self._busy:
            self._next = (_nothing, _ignore)

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._busy

    def _start(self) -> None:
        assert self._next is not None
        (work, use), self._next = self._next, None
        self._busy = True
        self._background.run(work, lambda result: self._end(use, result), self._fail)

    def _end(self, use: Use, result: Any) -> None:
        if not shiboken6.isValid(self):  # the view that asked is gone
            return
        self._busy = False
        if self._next is not None:
            self._start()
            return
        use(result)

    def _fail(self, error: Exception) -> None:
        if not shiboken6.isValid(self):
            return
        self._busy = False
        if self._next is not None:
            self._start()
        else:
            raise error


class Reading(QObject):
    """Asks on the GUI thread as long as the answers come within 5 ms, afterwards in the background."""

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._latest = Latest(background, self)
        self._slow = False

    def ask(self, work: Work, use: Use) -> None:
        """`use` gets what `work` gives back: before this returns, or later when the last read was slow."""
        if self._slow or self._latest.busy:
            self._latest.ask(lambda: _timed(work), lambda timed: self._use(use, timed))
            return
        self._use(use, _timed(work))

    def forget(self) -> None:
        """The next read is another one: nothing is known of how long it takes."""
        self._slow = False

    def _use(self, use: Use, timed: tuple[Any, float]) -> None:
        result, took_s = timed
        self._slow = took_s > SHORT_S
        use(result)


def _timed(work: Work) -> tuple[Any, float]:
    started = time.perf_counter()
    return work(), time.perf_counter() - started


def _nothing() -> None:
    return None


def _ignore(_result: Any) -> None:
    return None
