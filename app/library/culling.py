"""What is still to judge: an item without star, rating and rejection. Reads only; `editing` has the verbs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from app.library.library import Library
from db import generations

What = Literal["unseen", "unrated"]

AT_ONCE = 1_000  # a few milliseconds: what may be looked at on the GUI thread
CHUNK = 10_000


@dataclass(frozen=True)
class Sums:
    """Of a list of items (those in the trash not counted): all, not judged yet, starred and kept, rejected."""

    all: int
    left: int
    starred: int
    rejected: int

    @property
    def kept(self) -> int:
        """Judged and not rejected."""
        return self.all - self.left - self.rejected


def sums(library: Library, seqs: Sequence[int]) -> Sums:
    """How far the judging of these items is. Slow for many: not for the GUI thread."""
    found = (0, 0, 0, 0)
    for start in range(0, len(seqs), CHUNK):
        with library.store.slow_read() as read:
            part = generations.judgements(read, [int(seq) for seq in seqs[start:start + CHUNK]])
        found = (found[0] + part[0], found[1] + part[1], found[2] + part[2], found[3] + part[3])
    return Sums(*found)


def next_open(library: Library, seqs: Sequence[int], after: int, what: What) -> int | None:
    """The place in `seqs` of the next item that is unseen or unrated after the place `after`, at the end from the
    beginning again; None when there is no other. Slow for many: not for the GUI thread."""
    found = next_between(library, seqs, after + 1, len(seqs), what)
    return next_between(library, seqs, 0, max(0, after), what) if found is None else found


def next_between(library: Library, seqs: Sequence[int], start: int, stop: int, what: What) -> int | None:
    """The same between two places, the second not included."""
    for at in range(start, min(stop, len(seqs)), CHUNK):
        part = [int(seq) for seq in seqs[at:min(stop, at + CHUNK)]]
        with library.store.slow_read() as read:
            wanted = generations.open_ones(read, part, what)
        for place, seq in enumerate(part):
            if seq in wanted:
                return at + place
    return None
