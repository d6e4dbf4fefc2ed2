"""Which item stands in which row: a column of `seq` numbers, and what differs between two of them."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Seqs = NDArray[np.int64]

Stretch = tuple[int, int]
"""First and last row of neighbours."""

DENSE = 64  # a table over all seqs up to the largest, unless so many times more than there are items
MOST_STRETCHES = 2_000


class Order:
    """The seqs in gallery order, 8 bytes each; never changed. An `array` before numpy is loaded (first paint)."""

    def __init__(self, ids: Any = ()) -> None:
        self.ids: Any = ids if hasattr(ids, "dtype") or isinstance(ids, array) else array("q", ids)

    def __len__(self) -> int:
        return len(self.ids)

    def seq_at(self, row: int) -> int:
        """The item in `row`, which must exist."""
        return int(self.ids[row])

    def part(self, first: int, last: int) -> list[int]:
        """The items of some neighbouring rows."""
        return [int(seq) for seq in self.ids[first : last + 1].tolist()]

    def row_of(self, seq: int) -> int:
        """The row of an item; -1 when it is not here."""
        if isinstance(self.ids, array):
            return self.ids.index(seq) if seq in self.ids else -1
        return int(self.rows_of([seq])[0])

    def rows_of(self, seqs: Sequence[int] | Seqs) -> Seqs:
        """The rows of many items, -1 for those not here. The first call on a large column is slow."""
        import numpy as np

        asked = np.asarray(seqs, dtype=np.int64)
        if len(self) == 0:
            return np.full(len(asked), -1, np.int64)
        table, sorted_ids = self._places
        if sorted_ids is None:
            rows = np.full(len(asked), -1, np.int64)
            inside = (asked >= 0) & (asked < len(table))
            rows[inside] = table[asked[inside]]
            return rows
        places = np.minimum(np.searchsorted(sorted_ids, asked), len(sorted_ids) - 1)
        return np.where(sorted_ids[places] == asked, table[places], -1)

    def prepare(self) -> Order:
        """Does the slow part of looking up rows now (on a background thread)."""
        if len(self):
            _ = self._places
        return self

    @cached_property
    def column(self) -> Seqs:
        """The seqs as numpy has them."""
        import numpy as np

        return np.asarray(self.ids, dtype=np.int64)

    @cached_property
    def _places(self) -> tuple[Any, Any]:
        """(row of each seq, None), or for few items of a large library (rows by seq, sorted seqs)."""
        import numpy as np

        ids = self.column
        if int(ids.max()) < DENSE * max(1_000, len(ids)):
            table = np.full(int(ids.max()) + 1, -1, np.int32)
            table[ids] = np.arange(len(ids), dtype=np.int32)
            return table, None
        rows = np.argsort(ids, kind="stable")
        return rows, ids[rows]


@dataclass(frozen=True)
class Difference:
    """How one column becomes another of the same sequence: `removed` in old rows, `added` in new rows."""

    removed: list[Stretch]
    added: list[Stretch]

    def __bool__(self) -> bool:
        return bool(self.removed or self.added)


def difference(old: Order, new: Order) -> Difference | None:
    """What came and went; None when items changed places or it is too scattered. For the background."""
    import numpy as np

    stays = new.rows_of(old.column) >= 0
    known = old.rows_of(new.column) >= 0
    if not np.array_equal(old.column[stays], new.column[known]):
        return None
    removed, added = stretches(~stays), stretches(~known)
    if len(removed) + len(added) > MOST_STRETCHES:
        return None
    return Difference(pairs(removed), pairs(added))


def stretches(flags: NDArray[np.bool_]) -> Seqs:
    """First and last places of the runs of True, one run a line."""
    import numpy as np

    edges = np.flatnonzero(np.diff(np.concatenate(([0], flags.view(np.int8), [0]))))
    runs: Seqs = edges.reshape(-1, 2) - np.array([0, 1])
    return runs


def neighbours(rows: Seqs) -> Seqs:
    """First and last rows of the runs in ascending `rows`, one run a line."""
    import numpy as np

    if len(rows) == 0:
        return np.empty((0, 2), np.int64)
    breaks = np.flatnonzero(np.diff(rows) > 1)
    return np.column_stack((rows[np.concatenate(([0], breaks + 1))], rows[np.concatenate((breaks, [-1]))]))


def pairs(runs: Iterable[Any]) -> list[Stretch]:
    """Runs as Python numbers."""
    return [(int(first), int(last)) for first, last in runs]
