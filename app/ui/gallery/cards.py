"""Cards in memory: the few that are seen, read a page at a time."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence

from app.library import gallery
from app.library.library import Library
from app.ui.background import Background
from db import Card

MOST = 4_000
SLOW_S = 0.005  # reads of the GUI thread stay below it
PATIENCE_S = 1.0


class CardStock:
    """Cards by seq, the oldest dropped. Read on the GUI thread while that takes under 5 ms.

    When it took longer (a slow disk, a writer that holds the file), the next second's reads go to the background
    and `arrived` is called with the seqs that came.
    """

    def __init__(self, library: Library, background: Background, arrived: Callable[[set[int]], None]) -> None:
        self._library = library
        self._background = background
        self._arrived = arrived
        self._held: OrderedDict[int, Card | None] = OrderedDict()
        self._asked: set[int] = set()
        self._patient_until = 0.0
        self._age = 0  # results asked for before a `forget` are not kept

    def peek(self, seq: int) -> Card | None:
        """The card if it is in memory."""
        return self._held.get(seq)

    def knows(self, seq: int) -> bool:
        """Whether the card was read: `peek` is then the answer, None for an item that is gone."""
        return seq in self._held

    def read(self, seqs: Sequence[int]) -> None:
        """These cards are in memory, or asked for."""
        missing = [seq for seq in seqs if seq not in self._held and seq not in self._asked]
        if not missing:
            return
        start = time.monotonic()
        if start < self._patient_until:
            self._read_aside(missing)
            return
        self._keep(missing, gallery.cards(self._library, missing))
        if time.monotonic() - start > SLOW_S:
            self._patient_until = time.monotonic() + PATIENCE_S

    def forget(self, seqs: Iterable[int]) -> set[int]:
        """These are read again when they are seen; which of them were in memory."""
        self._age += 1
        self._asked.clear()
        dropped = self._held.keys() & set(seqs)
        for seq in dropped:
            del self._held[seq]
        return dropped

    def clear(self) -> None:
        """All are read again when they are seen."""
        self.forget(list(self._held))

    def _read_aside(self, missing: list[int]) -> None:
        age = self._age
        self._asked.update(missing)

        def done(found: dict[int, Card]) -> None:
            if age != self._age:
                return
            self._asked.difference_update(missing)
            self._keep(missing, found)
            self._arrived(set(missing))

        def failed(_error: Exception) -> None:
            self._asked.difference_update(missing)

        self._background.run(lambda: gallery.cards(self._library, missing), done, failed)

    def _keep(self, asked: list[int], found: dict[int, Card]) -> None:
        for seq in asked:
            self._held[seq] = found.get(seq)
            self._held.move_to_end(seq)
        while len(self._held) > MOST:
            self._held.popitem(last=False)
