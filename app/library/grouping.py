"""The gallery in groups: by the day things were made, by their shot, by the tool that made them."""

from __future__ import annotations

from bisect import bisect_left
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from app.library import shots
from app.library.library import Library
from db import Filter, grouping
from db.grouping import By

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Seqs = NDArray[np.int64]

DAY_S = 86_400
MOST_MONTHS = 1_200


class Grouped(NamedTuple):
    """The items in groups: their order, the row in which each group begins, and its key.

    Keys: an ISO date, a shot's id, a tool's name; empty for what has none.
    """

    seqs: Seqs
    starts: tuple[int, ...]
    keys: tuple[str, ...]


def grouped(library: Library, wanted: Filter, seqs: Seqs, by: By) -> Grouped:
    """The items in groups, those of one group in the order they had. Slow (0.3 s a million): not for the GUI thread.

    Days come in the order in which they stand (those of a list by date), else the newest first; shots as they are
    listed, tools by name; what has none comes last.
    """
    import numpy as np

    if len(seqs) == 0:
        return Grouped(seqs, (), ())
    with library.store.slow_read() as read:
        known_text, keys_text = grouping.keys_text(read, wanted, by)
    known = np.fromstring(known_text, dtype=np.int64, sep=",") if known_text else np.empty(0, np.int64)
    codes, names = _days(keys_text) if by == "day" else _words(keys_text)
    if by == "shot":
        places = {shot.id: place for place, shot in enumerate(shots.all_shots(library))}
        ranks = [places.get(name, len(places)) for name in names]
    elif by == "tool":
        order = sorted(range(len(names)), key=lambda at: (names[at] == "", names[at].casefold(), names[at]))
        ranks = [0] * len(names)
        for rank, at in enumerate(order):
            ranks[at] = rank
    else:
        ranks = [-int(date.fromisoformat(name).toordinal()) if name else 0 for name in names]
    return _arranged(seqs, known, codes, names, ranks, by)


def _arranged(seqs: Seqs, known: Seqs, codes: Any, names: list[str], ranks: list[int], by: By) -> Grouped:
    import numpy as np

    last = ranks[names.index("")] if "" in names else 1 << 40
    names, ranks = [*names, ""], [*ranks, last]
    table = np.full(int(max(seqs.max(), known.max() if len(known) else 0)) + 1, len(names) - 1, np.int32)
    # an item that came since the list was read has no key: it comes last until the list is read again
    table[known] = codes[: len(known)]
    mine = table[seqs]
    rank = np.asarray(ranks, np.int64)[mine]
    falls = np.diff(rank)
    if by == "day" and bool((falls <= 0).all()):
        pass  # a list by date, the oldest first: it is in groups already
    elif bool((falls < 0).any()):
        places = np.argsort(rank, kind="stable")
        seqs, mine, rank = seqs[places], mine[places], rank[places]
    starts = np.concatenate(([0], np.flatnonzero(np.diff(rank)) + 1))
    return Grouped(seqs, tuple(starts.tolist()), tuple(names[code] for code in mine[starts].tolist()))


def _words(text: str) -> tuple[Any, list[str]]:
    import numpy as np

    numbers: dict[str, int] = {}
    codes = [numbers.setdefault(word, len(numbers)) for word in text.split("\n")] if text or numbers else [0]
    return np.asarray(codes, np.int32) if numbers else np.zeros(1, np.int32), list(numbers) or [""]


def _days(text: str) -> tuple[Any, list[str]]:
    """The local day of each second."""
    import numpy as np

    seconds = np.fromstring(text, dtype=np.int64, sep="\n")
    local = seconds + _offsets(seconds)
    days, codes = np.unique(local // DAY_S, return_inverse=True)
    first = date(1970, 1, 1).toordinal()
    return codes.astype(np.int32), [date.fromordinal(first + int(day)).isoformat() for day in days]


def _offsets(seconds: Any) -> Any:
    """How far local time is from UTC at each second; asked for each quarter of an hour of the days on which it changes."""
    import numpy as np

    days, place = np.unique(seconds // DAY_S, return_inverse=True)
    begin = np.asarray([_offset(int(day) * DAY_S) for day in days], np.int64)
    end = np.asarray([_offset(int(day) * DAY_S + DAY_S) for day in days], np.int64)
    found = begin[place]
    for at in np.flatnonzero(begin != end):  # two days of a year
        those = np.flatnonzero(place == at)
        found[those] = [_offset(int(second)) for second in seconds[those]]
    return found


def _offset(second: int) -> int:
    offset = datetime.fromtimestamp(second, UTC).astimezone().utcoffset()
    return int(offset.total_seconds()) if offset is not None else 0


def months(library: Library, seqs: Seqs, descending: bool) -> list[tuple[int, str]]:
    """The rows in which months begin in a list by date, with each month (2026-11): found by halving, 20 reads a month."""
    if len(seqs) == 0:
        return []
    seen: dict[int, str] = {}
    with library.store.slow_read() as read:

        def month(row: int) -> str:
            if row not in seen:
                seen[row] = _month(grouping.made(read, int(seqs[row])))
            return seen[row]

        found = [(0, month(0))]
        while len(found) < MOST_MONTHS:
            row, here = found[-1]
            after = bisect_left(_Later(month, here, descending), True, row, len(seqs))
            if after >= len(seqs):
                break
            found.append((after, month(after)))
    return found


class _Later:
    """Whether a row is of another month than this, for `bisect`."""

    def __init__(self, month: Any, here: str, descending: bool) -> None:
        self._month, self._here, self._descending = month, here, descending

    def __getitem__(self, row: int) -> bool:
        there = self._month(row)
        if not there:
            return False  # gone meanwhile: as the one before
        return bool(there < self._here if self._descending else there > self._here)


def _month(made: str) -> str:
    try:
        return datetime.fromisoformat(made).astimezone().strftime("%Y-%m")
    except ValueError:
        return ""
