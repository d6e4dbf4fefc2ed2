"""Changes to very many items as one step: in parts that hold the library for a moment each, with progress and cancel."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.library.library import Library
from db import Write

# Rows in one transaction: as many as TARGET_S lets through, by the time that the part before took.
FIRST, LEAST, AT_ONCE = 250, 50, 1000
TARGET_S = 0.015  # its undo takes longer

Progress = Callable[[int, int], bool]
"""Called with (done, total); False cancels, and nothing is changed."""


class Cancelled(Exception):
    """The person stopped it; what was done is taken back."""


def in_parts(library: Library, label: str, seqs: Sequence[int], verb: Callable[[Write, list[int]], int],
             progress: Progress | None = None) -> int:
    """`verb(tx, seqs)` was done for all of them as one step; the sum of what it gave.

    Undo: one step, `label`. A cancel by `progress` takes everything back and gives 0.
    """
    total = len(seqs)
    if total <= AT_ONCE:
        with library.store.write(label) as tx:
            return verb(tx, [int(seq) for seq in seqs])
    changed = start = 0
    size = FIRST
    try:
        with library.store.step(label) as step:
            while start < total:
                part = [int(seq) for seq in seqs[start:start + size]]
                with step.part() as tx:
                    changed += verb(tx, part)
                start += len(part)
                size = max(LEAST, min(AT_ONCE, 2 * size, round(size * TARGET_S / max(library.store.held_s, 1e-6))))
                if progress is not None and not progress(start, total):
                    raise Cancelled
    except Cancelled:
        return 0
    return changed
