"""Changes to very many items as one step: in parts that hold the library for a moment each, with progress and cancel."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.library.library import Library
from db import Write

AT_ONCE = 1000  # rows in one transaction: 23 ms in a library of 200,000 (measured)

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
    changed = 0
    try:
        with library.store.step(label) as step:
            for start in range(0, total, AT_ONCE):
                with step.part() as tx:
                    changed += verb(tx, [int(seq) for seq in seqs[start:start + AT_ONCE]])
                if progress is not None and not progress(min(total, start + AT_ONCE), total):
                    raise Cancelled
    except Cancelled:
        return 0
    return changed
