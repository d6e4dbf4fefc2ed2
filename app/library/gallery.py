"""What the gallery shows: `seq` numbers in order, and cards of the few that are seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.library import sorting
from app.library.library import Library
from app.library.orders import KnownOrder
from db import BadQuery, Card, Filter, facts, generations, vocabulary
from db.query import said
from db.searching import Asked, asked
from db.values import Nonsense

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Seqs = NDArray[np.int64]

FEW = 2_000


def first_ids(library: Library, wanted: Filter, limit: int = 200) -> list[int]:
    """The first `seq` numbers, for the first paint: a few milliseconds at any size unless `by_columns`."""
    if by_columns(wanted):
        return [int(seq) for seq in ids(library, wanted)[:limit]]
    with library.store.read() as read:
        return generations.first_ids(read, wanted, limit)


def ids(library: Library, wanted: Filter) -> Seqs:
    """All `seq` numbers in order, as one array. Slow (0.1 s a million, a search 5 ms): not for the GUI thread.

    Raises: BadQuery, for a condition that is none.
    """
    if _needs_columns(wanted):
        return _by_columns(library, wanted)
    if generations.searches(wanted):
        return _found(library, wanted)
    with library.store.slow_read() as read:
        return _numbers(generations.ids_text(read, wanted))


def by_columns(wanted: Filter) -> bool:
    """Whether the filter is answered with facts or words in memory, which take a while to read the first time."""
    what = asked(wanted.text)
    return _needs_columns(wanted) or bool(what.inside or what.not_inside)


def _needs_columns(wanted: Filter) -> bool:
    plain = not wanted.trash and wanted.parent_id is None
    return plain and (wanted.sort in sorting.SORTED or any(one.key in sorting.COMPARED for one in wanted.conditions))


def _by_columns(library: Library, wanted: Filter) -> Seqs:
    compared = [one for one in wanted.conditions if one.key in sorting.COMPARED]
    others = tuple(one for one in wanted.conditions if one.key not in sorting.COMPARED)
    plain = replace(wanted, conditions=others, sort="made", descending=True, like=None)
    seqs = ids(library, plain) if generations.searches(plain) else _order(library, plain).seqs
    for condition in compared:
        try:
            seqs = sorting.having(library.columns, seqs, condition)
        except Nonsense as error:
            raise BadQuery(f"“{said(condition)}” {error.message}", error.hint) from error
    if not len(seqs) or (wanted.sort == "made" and wanted.descending):
        return seqs
    return seqs[::-1] if wanted.sort == "made" else sorting.ordered(seqs, _keys(library, wanted, seqs), wanted.descending)


def _order(library: Library, plain: Filter) -> KnownOrder:
    age, order = library.orders.age, library.orders.get(plain)
    if order is None:
        with library.store.slow_read() as read:
            order = library.orders.keep(plain, _numbers(generations.ids_text(read, plain)), age)
    return order


def _keys(library: Library, wanted: Filter, seqs: Seqs) -> Any:
    import numpy as np

    columns = library.columns
    if wanted.sort == "added":
        return seqs
    if wanted.sort == "rating":
        with library.store.slow_read() as read:
            rated = _numbers(facts.rated_text(read)).reshape(-1, 2)
        ratings = np.zeros(int(max(seqs.max(), rated[:, 0].max(initial=0))) + 1, np.int64)
        ratings[rated[:, 0]] = rated[:, 1]
        return ratings[seqs]
    if wanted.sort == "name":
        return sorting.at(columns.ranks(), seqs)
    if wanted.sort == "colour":
        return sorting.hues(sorting.at(columns.number("mean_colour"), seqs))
    if wanted.sort == "similar":
        like = seqs_of(library, [wanted.like]) if wanted.like is not None else []
        return sorting.likeness(columns, seqs, like[0] if like else None)
    return sorting.at(columns.number("size_bytes" if wanted.sort == "size" else "duration_us"), seqs)


def _found(library: Library, wanted: Filter) -> Seqs:
    """What has the words, brought into the order of the same filter without them."""
    without, what = replace(wanted, text=""), asked(wanted.text)
    if what.refused or what.inside or what.not_inside:
        return _found_by_parts(library, what, _order(library, without))
    age, order = library.orders.age, library.orders.get(without)
    with library.store.slow_read() as read:
        found = _numbers(generations.hits_text(read, wanted))
        if order is None:
            if len(found) < FEW:  # sorted sooner than the whole order is read
                return _numbers(generations.ids_text(read, wanted))
            order = library.orders.keep(without, _numbers(generations.ids_text(read, without)), age)
    return order.sorted(found)


def _found_by_parts(library: Library, what: Asked, order: KnownOrder) -> Seqs:
    """What has every word and part that is asked for, and none that must not be there, in this order."""
    import numpy as np

    wanted = [library.insides.having(part) for part in what.inside]
    refused = [library.insides.having(part) for part in what.not_inside]
    with library.store.slow_read() as read:
        wanted += [_numbers(vocabulary.with_match(read, what.match))] if what.match else []
        refused += [_numbers(vocabulary.with_match(read, what.refused))] if what.refused else []
    found = order.sorted(wanted[0]) if wanted else order.seqs
    for these, kept in (*((these, True) for these in wanted[1:]), *((these, False) for these in refused)):
        has = np.zeros(int(max(these.max(initial=0), found.max(initial=0))) + 1, np.bool_)
        has[these] = True
        found = found[has[found] == kept]
    return found


def _numbers(text: str) -> Seqs:
    import numpy as np  # after the first paint: it costs more start-up time than Qt

    return np.fromstring(text, dtype=np.int64, sep=",") if text else np.empty(0, np.int64)


def cards(library: Library, seqs: Sequence[int]) -> dict[int, Card]:
    """The cards of these `seq` numbers; what is no longer there is left out (1 ms for 200)."""
    with library.store.read() as read:
        return generations.cards(read, [int(seq) for seq in seqs])


def count(library: Library, wanted: Filter) -> int:
    """How many items the filter finds. Slow: not for the GUI thread."""
    if generations.searches(wanted) and by_columns(wanted):
        return len(ids(library, wanted))
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
