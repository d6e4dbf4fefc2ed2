"""Blocks of items that move as one, the first free place for them, and the holes they leave."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from app.library.timeline.items import MAX_FRAME, Lane

_FEW = 256  # candidates tried one by one before whole windows are
_WINDOW = 4096  # frames tried at once; measured best of 512 … 32768 for 5,000 items among 5,000


@dataclass(frozen=True, slots=True)
class Block:
    """Items with their distances from the first; `origin` is where it starts now, None from the tray."""

    ids: tuple[str, ...]
    offsets: tuple[int, ...]
    span: int
    origin: int | None

    def starts(self, first: int) -> list[int]:
        """The frames of its items when the block starts at `first`."""
        return [first + offset for offset in self.offsets]


def block_of(lane: Lane, ids: Iterable[str]) -> Block:
    """The known ones of `ids`: placed ones first and in order, tray ones after them by their lengths."""
    wanted = dict.fromkeys(i for i in ids if i in lane.by_id)
    rows = sorted(lane.index[i] for i in wanted if i in lane.index)
    names = [lane.items[k].id for k in rows]
    origin = lane.starts[rows[0]] if rows else None
    offsets = [lane.starts[k] - (origin or 0) for k in rows]
    span = lane.ends[rows[-1]] - (origin or 0) if rows else 0
    for item_id in wanted:
        if item_id not in lane.index:
            names.append(item_id)
            offsets.append(span)
            span += lane.own_length(lane.by_id[item_id])
    return Block(tuple(names), tuple(offsets), span, origin)


def first_free(taken: AbstractSet[int], starts: Sequence[int]) -> int:
    """The smallest shift ≥ 0 of `starts` that hits no frame of `taken`."""
    for shift in range(_FEW):
        if taken.isdisjoint(map(shift.__add__, starts)):
            return shift
    return _first_free_far(taken, starts)


def _first_free_far(taken: AbstractSet[int], starts: Sequence[int]) -> int:
    """As `first_free` for shifts ≥ `_FEW`: frames as bits, a window of shifts refused with one OR."""
    words: dict[int, int] = {}
    for frame in taken:
        words[frame // _WINDOW] = words.get(frame // _WINDOW, 0) | 1 << frame % _WINDOW
    full = (1 << _WINDOW) - 1
    shift = _FEW
    while True:
        refused = 0
        for start in starts:
            word, bit = divmod(start + shift, _WINDOW)
            refused |= words.get(word, 0) >> bit | words.get(word + 1, 0) << _WINDOW - bit
            if refused & full == full:
                break
        free = ~refused & full
        if free:
            return shift + (free & -free).bit_length() - 1
        shift += _WINDOW


def settle(lane: Lane, block: Block, first: int) -> int:
    """Where the block starts when it is put at `first`: clamped, then right to the first free place."""
    first = max(0, min(first, MAX_FRAME - block.span))
    moving = {lane.starts[lane.index[i]] for i in block.ids if i in lane.index}
    fixed = lane.start_set - moving if moving else lane.start_set
    return first + first_free(fixed, block.starts(first))


def settle_beyond(lane: Lane, block: Block, by: int) -> int | None:
    """Where a placed block stands after a nudge: over whatever is in the way. None when there is no place."""
    if block.origin is None or not by:
        return None
    moving = {lane.starts[lane.index[i]] for i in block.ids if i in lane.index}
    fixed = lane.start_set - moving
    if by > 0:
        first = min(block.origin + by, MAX_FRAME - block.span)
        return first + first_free(fixed, block.starts(first))
    first = max(block.origin + by, 0)
    mirrored = first_free({-f for f in fixed}, [-s for s in block.starts(first)])
    return first - mirrored if first >= mirrored else None


@dataclass(frozen=True, slots=True)
class Closing:
    """Holes that close: `cuts` are their first frames, `shifts` what has closed up to the end of each."""

    holes: tuple[tuple[int, int], ...]

    def after(self, frame: int) -> int:
        """The frame `frame` becomes; inside a hole it is the hole's start."""
        closed = 0
        for start, end in self.holes:
            if frame <= start:
                break
            closed += min(frame, end) - start
        return frame - closed

    def starts(self, lane: Lane, rows: Sequence[int]) -> list[int]:
        """The starts of the given rows (in order) after the holes have closed."""
        result = []
        closed, k = 0, 0
        for row in rows:
            start = lane.starts[row]
            while k < len(self.holes) and self.holes[k][1] <= start:
                closed += self.holes[k][1] - self.holes[k][0]
                k += 1
            result.append(start - closed)
        return result


def holes_of(lane: Lane, ids: Collection[str]) -> Closing:
    """The frames that neighbouring `ids` fill together, from the first start to the last shown end."""
    holes: list[tuple[int, int]] = []
    before = -2
    for row in sorted(lane.index[i] for i in set(ids) if i in lane.index):
        start = holes.pop()[0] if row == before + 1 else lane.starts[row]
        holes.append((start, lane.ends[row]))
        before = row
    return Closing(tuple(holes))


def rows_without(lane: Lane, ids: Collection[str]) -> list[int]:
    """The rows of the lane that are not in `ids`."""
    gone = {lane.index[i] for i in ids if i in lane.index}
    return [k for k in range(len(lane.items)) if k not in gone]


def next_after(starts: Sequence[int], frame: int) -> int | None:
    """The first of the sorted `starts` behind `frame`."""
    k = bisect_left(starts, frame + 1)
    return starts[k] if k < len(starts) else None
