"""Facts of the files in memory, one number an item: sorting and comparing a million items is then arithmetic.

Read once, a stretch of items at a time so that other reads come between; after that only what the news tells of is
read again. 32 MB for a million items; names and hashes only once they are asked for.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from db import Changes, Store, facts
from db.searching import without_accents

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

STRETCH = 50_000
MOST_DIRTY = 20_000  # more changes than this, and all is read again
KEY_BYTES = 48  # of a name that are sorted at once; of longer ones the rest is looked at where that much is the same
_DIGITS = re.compile(r"[0-9]+")


class Columns:
    """The columns of one library, `seq` is the place in each; -1 where a fact is not known."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._reading = threading.Lock()  # one at a time; whoever waits finds it read
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

    def number(self, name: str) -> Numbers:
        """One of db.facts.NUMBERS. Slow the first time: not for the GUI thread."""
        with self._reading:
            return self._current()[name]

    def ranks(self) -> Numbers:
        """The place of each item by its name: img2 before img10, case and accents aside. Slow after a name changed."""
        with self._reading:
            if self._ranks is None or self._named_anew:
                self._named_anew = False
                self._ranks = self._ranked(self._stretches(facts.names))
            return self._ranks

    def hashes(self) -> Any:
        """(which items have a perceptual hash, their hashes as four numbers of 64 bits). Slow after files changed."""
        import numpy as np

        with self._reading:
            if self._hashes is None or self._hashed_anew:
                self._hashed_anew = False
                found = [(seq, text) for seq, text in self._stretches(facts.hashes) if len(text) == 64]
                seqs = np.fromiter((seq for seq, _text in found), np.int64, len(found))
                bits = np.frombuffer(bytes.fromhex("".join(text for _seq, text in found)), np.uint64).reshape(-1, 4)
                self._hashes = seqs, bits
            return self._hashes

    # -- reading -----------------------------------------------------------------------------------------------------

    def _stretches(self, read_part: Callable[..., list[tuple[int, str]]]) -> Any:
        with self._store.slow_read() as read:
            last = facts.last_seq(read)
        for first in range(0, last + 1, STRETCH):
            with self._store.slow_read() as read:
                found = read_part(read, first, first + STRETCH - 1)
            yield from found

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
            self._numbers = self._read_all()
        elif seqs or variants:
            with self._store.slow_read() as read:
                text = facts.numbers_of(read, list(seqs), list(variants))
            self._numbers = self._filled(self._numbers, _rows(text))
        return self._numbers

    def _read_all(self) -> dict[str, Numbers]:
        import numpy as np

        with self._store.slow_read() as read:
            last = facts.last_seq(read)
        parts = []
        for first in range(0, last + 1, STRETCH):
            with self._store.slow_read() as read:
                text = facts.numbers_text(read, first, first + STRETCH - 1)
            parts.append(_rows(text))
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
