"""Reading which items the gallery shows: first page at once, whole list beside it, again after news."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.library import gallery
from app.ui.gallery.order import Difference, Order, difference
from app.ui.session import Session
from db import DbError, Filter

FIRST = 200
WORDS_AFTER_MS = 100
REST_MS = 30  # between two readings: news come in bursts
WARM_AFTER_MS = 3_000  # without a question


@dataclass(frozen=True)
class Reading:
    """A whole list, and how it differs from the one that was shown when it was asked for."""

    filter: Filter
    shown: Order
    order: Order
    difference: Difference | None


class Listing(QObject):
    """Reads lists for one gallery, one at a time; answers for a filter no longer wanted are dropped."""

    first = Signal(object)  # Order: the first page of a new filter
    whole = Signal(object)  # Reading
    slow = Signal()  # 100 ms went by without a picture
    failed = Signal(str, str)  # message, hint

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = session.library
        self._background = session.background
        self.filter = session.filter
        self.read: Callable[[Filter], Order] = lambda wanted: Order(gallery.ids(session.library, wanted))
        self._shown = Order()
        self._held_back = True  # until the window has painted: numpy costs more start-up time than Qt
        self._due = False
        self._first_due = False
        self._running = False
        self._took_ms = 0.0
        self._asked_at = 0.0
        self._words = QTimer(self, singleShot=True, interval=WORDS_AFTER_MS)
        self._words.timeout.connect(self.slow)
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self._start)
        self._idle = QTimer(self, singleShot=True, interval=WARM_AFTER_MS)
        self._idle.timeout.connect(self._warm)
        self._warmed = False

    @property
    def busy(self) -> bool:
        """Whether a list is being read or waits to be."""
        return self._running or self._due

    def ask(self, wanted: Filter) -> None:
        """Another filter is wanted: `first` follows, at once where that is cheap, then `whole`."""
        self.filter = wanted
        self._due = self._first_due = True
        self._words.start()
        if is_cheap(wanted):
            try:
                self._tell_first(wanted, gallery.first_ids(self._library, wanted, FIRST))
            except DbError as error:
                self.failed.emit(error.message, error.hint)
            self._start()
            return
        if not gallery.by_columns(wanted):  # else the first page takes as long as the whole list
            self._background.run(
                lambda: gallery.first_ids(self._library, wanted, FIRST),
                lambda ids: self._tell_first(wanted, ids),
                self._tell_failed,
            )
        self._start()

    def read_again(self) -> None:
        """Something happened: the list is read anew, soon."""
        self._due = True
        if not self._running and not self._rest.isActive():
            self._rest.start(int(max(REST_MS, min(2_000.0, 2 * self._took_ms))))

    def shown(self, order: Order) -> None:
        """What the gallery shows now: the next reading is compared with it."""
        self._shown = order

    def release(self) -> None:
        """The window has painted: whole lists may be read from now on."""
        if self._held_back:
            self._held_back = False
            self._start()

    def _tell_first(self, wanted: Filter, ids: list[int]) -> None:
        if wanted == self.filter and self._first_due:  # else the whole list came before it
            self._first_due = False
            self._words.stop()
            self.first.emit(Order(ids))

    def _start(self) -> None:
        if self._running or self._held_back or not self._due:
            return
        self._rest.stop()
        self._due, self._running = False, True
        wanted, shown, whole = self.filter, self._shown, self.read
        self._asked_at = time.monotonic()

        def read() -> Reading:
            order = whole(wanted).prepare()
            return Reading(wanted, shown, order, difference(shown, order))

        self._background.run(read, self._done, self._tell_failed_whole)

    def _done(self, reading: Any) -> None:
        self._running = False
        self._took_ms = (time.monotonic() - self._asked_at) * 1000
        current = reading.filter == self.filter
        if current:
            if self._first_due and gallery.by_columns(reading.filter):  # no page of it came before
                self._tell_first(reading.filter, reading.order.part(0, FIRST - 1))
            self._first_due = False
            self._words.stop()
            self.whole.emit(reading)
            if not self._warmed:
                self._idle.start()
        if self._due:
            if current:
                self.read_again()
            else:
                self._start()

    def _warm(self) -> None:
        """Nothing was asked for a while: what the first sort by size, name … would wait for is read; a question ends it."""
        self._warmed = True
        columns, background = self._library.columns, self._background
        background.run(lambda: columns.warm(lambda: not (self._running or background.stopped)), self._warmed_up,
                       lambda _error: None)  # whoever needs it reads it again, and tells

    def _warmed_up(self, whole: bool) -> None:
        self._warmed = whole
        if not whole and not self._running:
            self._idle.start()

    def _tell_failed_whole(self, error: Exception) -> None:
        self._running = False
        self._words.stop()
        self._tell_failed(error)

    def _tell_failed(self, error: Exception) -> None:
        if not hasattr(error, "message"):
            raise error
        self.failed.emit(error.message, getattr(error, "hint", ""))


def is_cheap(wanted: Filter) -> bool:
    """Whether the first page of a filter takes a few milliseconds at any size (an index serves it)."""
    plain = Filter(project_id=wanted.project_id, parent_id=wanted.parent_id, descending=wanted.descending)
    return wanted in (plain, plain.having("star"), plain.having("unplaced"))
