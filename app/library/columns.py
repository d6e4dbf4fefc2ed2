"""Facts of the files in memory, one number an item: sorting and comparing a million items is then arithmetic.

Read once, a stretch of items at a time so that other reads come between; after that only what the news tells of is
read again. 32 MB for a million items; names and hashes only once they are asked for.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar

from db import Changes, Store, facts
from db.searching import without_accents
from db.statements import Read

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

STRETCH = 10_000  # of a million items 0.03 s: others wait for no more than that
BETWEEN_S = 0.001  # from stretch to stretch, so that whoever waits for the connection comes in between
Part = TypeVar("Part")
MOST_DIRTY = 20_000  # more changes than this, and all is read again
KEY_BYTES = 48  # of a name that are sorted at once; of longer ones the rest is looked at where that much is the same
_DIGITS = re.compile(r"[0-9]+")


class Stopped(Exception):
    """Nobody needs what was being read."""


class Columns:
    """The columns of one library, `seq` is the place in each; -1 where a fact is not known."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._reading = threading.Lock()  # one at a time; whoever waits finds it read
        self._naming, self._hashing = threading.Lock(), threading.Lock()
        self._own = threading.local()  # go_on of a thread that warms
        self._noting = threading.Lock()
        self._numbers: dict[str, Numbers] | None = None
        self._ranks: Numbers | None = None
        self._hashes: Any = None
        self._seqs: set[int] = set()
        self._variants: set[str] = set()
        self._lost = False
        self._named_anew = False
        self._hashed_anew = False
        store.listen(self._hear)

    def warm(self, go_on: Callable[[], bool]) -> bool:
        """Reads now what the orders need, so that the first of them does not wait for it; whether it came to the end.

        Between stretches it asks `go_on()`, and ends when that is no longer so.
        """
        self._own.go_on = go_on
        try:
            self.number("width")
            self.ranks()
            self.hashes()
        except Stopped:
            return False
        finally:
            del self._own.go_on
        return True

    def number(self, name: str) -> Numbers:
        """One of db.facts.NUMBERS. Slow the first time: not for the GUI thread."""
        with self._reading:
            return self._current()[name]

    def ranks(self) -> Numbers:
        """The place of each item by its name: img2 before img10, case and accents aside. Slow after a name changed."""
        with self._naming:
            if self._ranks is None or self._named_anew:
                self._named_anew, self._ranks = False, None  # None also when the reading fails
                self._ranks = self._ranked(chain.from_iterable(self._stretches(facts.names)))
            return self._ranks

    def hashes(self) -> Any:
        """(which items have a perceptual hash, their hashes as four numbers of 64 bits). Slow after files changed."""
        import numpy as np

        with self._hashing:
            if self._hashes is None or self._hashed_anew:
                self._hashed_anew, self._hashes = False, None
                seqs, bits = [np.empty(0, np.int64)], [np.empty((0, 4), np.uint64)]
                for part in self._stretches(facts.hashes):
                    found = [(seq, text) for seq, text in part if len(text) == 64]
                    seqs.append(np.fromiter((seq for seq, _text in found), np.int64, len(found)))
                    bits.append(np.frombuffer(bytes.fromhex("".join(text for _seq, text in found)), np.uint64).reshape(-1, 4))
                self._hashes = np.concatenate(seqs), np.concatenate(bits)
            return self._hashes

    # -- reading -----------------------------------------------------------------------------------------------------

    def _stretches(self, read_part: Callable[[Read, int, int], Part]) -> Iterator[Part]:
        with self._store.slow_read() as read:
            last = facts.last_seq(read)
        for first in range(0, last + 1, STRETCH):
            go_on = getattr(self._own, "go_on", None)
            if go_on is not None and not go_on():
                raise Stopped
            with self._store.slow_read() as read:
                found = read_part(read, first, first + STRETCH - 1)
            yield found
            time.sleep(BETWEEN_S)

    def _ranked(self, named: Iterable[tuple[int, str]]) -> Numbers:
        import numpy as np

        seqs: list[int] = []
        keys: list[bytes] = []
        for seq, name in named:
            seqs.append(seq)
            keys.append(natural(name).encode("utf-8", "surrogatepass"))
        ranks = np.full(max(seqs, default=0) + 1, -1, np.int64)
        if seqs:
            ranks[np.fromiter(seqs, np.int64, len(seqs))] = places_of(keys)
        return ranks

    def _current(self) -> dict[str, Numbers]:
        with self._noting:
            seqs, variants, lost = self._seqs, self._variants, self._lost
            self._seqs, self._variants, self._lost = set(), set(), False
        if self._numbers is None or lost or len(seqs) + len(variants) > MOST_DIRTY:
            self._numbers = None
            self._numbers = self._read_all()
        elif seqs or variants:
            with self._store.slow_read() as read:
                text = facts.numbers_of(read, list(seqs), list(variants))
            self._numbers = self._filled(self._numbers, _rows(text))
        return self._numbers

    def _read_all(self) -> dict[str, Numbers]:
        import numpy as np

        parts = [_rows(text) for text in self._stretches(facts.numbers_text)]
        empty = {name: np.full(0, -1, np.int64) for name in facts.NUMBERS}
        return self._filled(empty, np.concatenate(parts))

    def _filled(self, known: dict[str, Numbers], rows: Numbers) -> dict[str, Numbers]:
        import numpy as np

        if not len(rows):
            return known
        size = max(len(known["width"]), int(rows[:, 0].max()) + 1)
        filled = {}
        for place, name in enumerate(facts.NUMBERS, 1):
            column = np.full(size, -1, np.int64)  # another array: a reader may hold the one before
            column[: len(known[name])] = known[name]
            column[rows[:, 0]] = rows[:, place]
            filled[name] = column
        return filled

    def _hear(self, changes: Changes) -> None:
        files = changes.touches("generation_variants")
        items = changes.made_or_gone("generations") or changes.changed("generations", "primary_variant_id")
        if changes.made_or_gone("generations") or changes.changed("generations", "name"):
            self._named_anew = True
        if not (files or items):
            return
        self._hashed_anew = True
        with self._noting:
            self._lost = self._lost or changes.everything
            if len(self._seqs) + len(self._variants) <= MOST_DIRTY:
                self._seqs |= changes.seqs if items else frozenset()
                self._variants |= changes.ids("generation_variants")


def places_of(keys: list[bytes]) -> Numbers:
    """The place of each key among all of them in order, the same for equal ones.

    By NumPy, which lets other threads run meanwhile: to sort a million Python texts would stop them for 1.4 s (measured).
    """
    import numpy as np

    heads = np.concatenate([np.array(keys[first : first + STRETCH], f"S{KEY_BYTES}") for first in range(0, len(keys), STRETCH)])
    found = _dense(heads)
    if any(len(key) > KEY_BYTES for key in keys):
        rest = places_of([key[KEY_BYTES:] for key in keys])
        found = _dense(found * (int(rest.max()) + 1) + rest)
    return found


def _dense(values: Any) -> Numbers:
    import numpy as np

    order = np.argsort(values, kind="stable")
    places = np.empty(len(values), np.int64)
    place, before = -1, values[order[:1]]
    for first in range(0, len(values), STRETCH):
        here = order[first : first + STRETCH]
        those = values[here]
        changes = np.concatenate((before != those[:1], those[1:] != those[:-1]))
        places[here] = place + np.cumsum(changes) + (place < 0)
        place, before = int(places[here[-1]]), those[-1:]
    return places


def natural(name: str) -> str:
    """A key that sorts numbers in names by their value: each number comes behind how many digits it has."""
    return _DIGITS.sub(_number, name.lower() if name.isascii() else without_accents(name))


def _number(found: re.Match[str]) -> str:
    digits = found[0].lstrip("0")
    return f"{min(len(digits), 9999):04}{digits}"


def _rows(text: str) -> Numbers:
    import numpy as np

    wide = len(facts.NUMBERS) + 1
    rows: Numbers = np.fromstring(text, dtype=np.int64, sep=",").reshape(-1, wide) if text else np.empty((0, wide), np.int64)
    return rows
