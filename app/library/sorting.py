"""The orders and comparisons that need facts of the files, done with columns in memory instead of by SQLite."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.library.columns import Columns
from db import Condition, values

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Seqs = NDArray[np.int64]

COMPARED = ("size", "duration", "aspect")
SORTED = ("added", "name", "rating", "size", "duration", "colour", "similar")
_COLUMN = {"size": "size_bytes", "duration": "duration_us"}
_READ = {"size": values.size, "duration": values.duration}
_GREY = 12  # of 255: less colour than this is none


def having(columns: Columns, seqs: Seqs, condition: Condition) -> Seqs:
    """Those of the items for which a condition of COMPARED is true. Raises: db.values.Nonsense."""
    import numpy as np

    op, value = condition.op, condition.value
    first: Any
    last: Any
    if condition.key == "aspect":
        width, height = at(columns.number("width"), seqs), at(columns.number("height"), seqs)
        known = (width > 0) & (height > 0)
        ratio = np.where(known, width, 0) / np.where(known, height, 1)
        first, last = values.aspect(op, value) if value else (None, None)
        found = known & (ratio >= (first or 0)) & (ratio <= (last or np.inf))
    else:
        numbers = at(columns.number(_COLUMN[condition.key]), seqs)
        spans: list[values.Span] = list(values.spans(op, value, _READ[condition.key])) if value else [(None, None)]
        found = np.zeros(len(seqs), np.bool_)
        for first, last in spans:
            found |= (numbers >= (first or 0)) & (numbers < (last if last is not None else np.inf))
        found &= numbers >= 0
    kept: Seqs = seqs[found != condition.negated]
    return kept


def at(column: Seqs, seqs: Seqs) -> Seqs:
    """The numbers of these items; -1 for items that are newer than the column."""
    import numpy as np

    found = np.full(len(seqs), -1, np.int64)
    inside = seqs < len(column)
    found[inside] = column[seqs[inside]]
    return found


def ordered(seqs: Seqs, keys: Any, descending: bool) -> Seqs:
    """The items by their keys, those with a negative key last either way; equal ones as they stood."""
    import numpy as np

    order = np.argsort(-keys if descending else keys, kind="stable")
    known = keys[order] >= 0
    return np.concatenate((seqs[order[known]], seqs[order[~known]]))


def hues(colours: Seqs) -> Seqs:
    """Where each 0xRRGGBB stands on the colour circle, 0 (red) to 359; -1 for greys and unknown."""
    import numpy as np

    red, green, blue = (colours >> 16) & 255, (colours >> 8) & 255, colours & 255
    most, least = np.maximum(np.maximum(red, green), blue), np.minimum(np.minimum(red, green), blue)
    span = np.maximum(most - least, 1)
    other = np.where(most == green, (blue - red) / span + 2, (red - green) / span + 4)
    sector = np.where(most == red, (green - blue) / span % 6, other)
    found: Seqs = np.where((colours < 0) | (most - least < _GREY), -1, (sector * 60).astype(np.int64) % 360)
    return found


def likeness(columns: Columns, seqs: Seqs, like: int | None) -> Seqs:
    """How many of 256 bits each picture shares with that item; -1 where one of both is not known."""
    import numpy as np

    hashed, bits = columns.hashes()
    same = np.full(int(max(hashed.max(initial=0), seqs.max(initial=0))) + 1, -1, np.int64)
    place = np.flatnonzero(hashed == like)
    if len(place):
        same[hashed] = 256 - np.bitwise_count(bits ^ bits[place[0]]).sum(axis=1, dtype=np.int64)
        same[like] = 257  # itself before a copy of it
    found: Seqs = same[seqs]
    return found
