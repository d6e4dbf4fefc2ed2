"""What the gallery shows: `seq` numbers in order, and cards of the few that are seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.library.library import Library
from db import Card, Filter, generations

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Seqs = NDArray[np.int64]

FEW = 2_000


def first_ids(library: Library, wanted: Filter, limit: int = 200) -> list[int]:
    """The first `seq` numbers, for the first paint (a few milliseconds at any size)."""
    with library.store.read() as read:
        return generations.first_ids(read, wanted, limit)


def ids(library: Library, wanted: Filter) -> Seqs:
    """All `seq` numbers in order, as one array. Slow (0.1 s a million, a search 5 ms): not for the GUI thread."""
    if generations.searches(wanted):
        return _found(library, wanted)
    with library.store.slow_read() as read:
        return _numbers(generations.ids_text(read, wanted))


def _found(library: Library, wanted: Filter) -> Seqs:
    """What has the words, brought into the order of the same filter without them."""
    without = replace(wanted, text="")
    age, order = library.orders.age, library.orders.get(without)
    with library.store.slow_read() as read:
        found = _numbers(generations.hits_text(read, wanted))
        if order is None:
            if len(found) < FEW:  # sorted sooner than the whole order is read
                return _numbers(generations.ids_text(read, wanted))
            order = library.orders.keep(without, _numbers(generations.ids_text(read, without)), age)
    return order.sorted(found)


def _numbers(text: str) -> Seqs:
    import numpy as np  # after the first paint: it costs more start-up time than Qt

    return np.fromstring(text, dtype=np.int64, sep=",") if text else np.empty(0, np.int64)


def cards(library: Library, seqs: Sequence[int]) -> dict[int, Card]:
    """The cards of these `seq` numbers; what is no longer there is left out (1 ms for 200)."""
    with library.store.read() as read:
        return generations.cards(read, [int(seq) for seq in seqs])


def count(library: Library, wanted: Filter) -> int:
    """How many items the filter finds. Slow: not for the GUI thread."""
    with library.store.slow_read() as read:
        return generations.count(read, wanted)


def counts(library: Library) -> dict[str, int]:
    """The numbers of the sidebar: all, unplaced, starred, recent, missing, rejected, trash. Slow: not for the GUI thread."""
    project = library.project_id
    plain = Filter(project_id=project)
    views = {"all": plain, "unplaced": plain.having("unplaced"), "starred": plain.having("star"),
             "recent": replace(plain, recent=True), "missing": plain.having("missing"),
             "rejected": plain.having("rejected"), "trash": replace(plain, trash=True)}
    with library.store.slow_read() as read:
        return {name: generations.count(read, wanted) for name, wanted in views.items()}


def size_bytes(library: Library) -> int:
    """The bytes of all originals of the project, trash included. Slow: not for the GUI thread."""
    with library.store.slow_read() as read:
        return generations.size_bytes(read, library.project_id)


def seqs_of(library: Library, generation_ids: Sequence[str]) -> list[int]:
    """The `seq` numbers of these ids, in that order."""
    with library.store.read() as read:
        return generations.seqs_of(read, generation_ids)


def ids_of(library: Library, seqs: Sequence[Any]) -> list[str]:
    """The ids of these `seq` numbers, in that order."""
    with library.store.read() as read:
        return generations.ids_of(read, [int(seq) for seq in seqs])
