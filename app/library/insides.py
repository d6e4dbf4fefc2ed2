"""Parts of words: the words of the search index in memory, and what of the library they do not know yet.

21 MB for a million items, read the first time that a part of a word is asked for (2 s a million, in stretches). After that
what the news tells of is looked at by itself, until it is so much that reading the words again is less.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from db import Changes, Store, vocabulary

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Seqs = NDArray[np.int64]

MOST_DIRTY = 10_000  # more changes than this, and the words are read again
MOST_WORDS = 20_000  # with more words than this the text of every item is read sooner


class Insides:
    """Which items have a part of a word."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._reading = threading.Lock()  # one at a time; whoever waits finds it read
        self._noting = threading.Lock()
        self._words: bytes | None = None
        self._seqs: set[int] = set()
        self._variants: set[str] = set()
        self._tags: set[str] = set()
        self._lost = False
        store.listen(self._hear)

    def having(self, part: str) -> Seqs:
        """The `seq` numbers of the items with this part in their text. Slow the first time: not for the GUI thread."""
        folded = vocabulary.within_words(part)
        found = _holding(self._current(), folded.encode()) if folded else None
        if found is None:
            with self._store.slow_read() as read:
                return _numbers([vocabulary.with_part(read, part)])
        with self._noting:
            seqs, variants, tags = list(self._seqs), list(self._variants), list(self._tags)
        with self._store.slow_read() as read:
            texts = vocabulary.with_words(read, found)
            if seqs or variants or tags:
                texts.append(vocabulary.with_part_of(read, part, seqs, variants, tags))
        return _numbers(texts)

    def _current(self) -> bytes:
        with self._reading:
            with self._noting:
                known = self._words
                if known is not None and not self._lost and self._dirty() <= MOST_DIRTY:
                    return known
                self._seqs, self._variants, self._tags, self._lost = set(), set(), set(), False
            self._words = None  # also when the reading fails
            parts, after = [b"\n"], ""
            while True:
                with self._store.slow_read() as read:
                    words, after = vocabulary.stretch(read, after)
                if not after:
                    break
                parts.append(f"{words}\n".encode())
            known = self._words = b"".join(parts)
            return known

    def _dirty(self) -> int:
        return len(self._seqs) + len(self._variants) + len(self._tags)

    def _hear(self, changes: Changes) -> None:
        if self._words is None and not self._reading.locked():
            return  # nothing is known yet that could be out of date
        texts = changes.made_or_gone("generations") or changes.changed("generations", "name", "params", "note")
        with self._noting:
            self._lost = self._lost or changes.everything
            if self._dirty() > MOST_DIRTY:
                return
            self._seqs |= changes.seqs if texts else frozenset()
            self._variants |= changes.ids("generation_variants")
            self._tags |= changes.ids("generation_tags")


def _holding(words: bytes, part: bytes) -> list[str] | None:
    """The words with this part in them; None when they are too many."""
    found: list[str] = []
    at = words.find(part)
    while at >= 0:
        if len(found) == MOST_WORDS:
            return None
        end = words.index(b"\n", at)
        found.append(words[words.rindex(b"\n", 0, at) + 1 : end].decode())
        at = words.find(part, end)
    return found


def _numbers(texts: list[str]) -> Seqs:
    import numpy as np

    arrays = [np.fromstring(text, dtype=np.int64, sep=",") for text in texts if text]
    if not arrays:
        return np.empty(0, np.int64)
    had = np.zeros(max(int(array.max()) for array in arrays) + 1, np.bool_)
    for array in arrays:
        had[array] = True
    return np.flatnonzero(had)
