"""Lines a dragged block holds on to, and the cuts where it can be inserted."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence

from app.library.timeline.items import Lane, Snap

SNAP_PX = 8
LEAVE_PX = 12
CARET_PX = 10

PLAYHEAD, EDGE, START, GRID = "playhead", "edge", "start", "grid"
_RANK = {PLAYHEAD: 0, EDGE: 1, START: 2, GRID: 3}


class SnapLines:
    """Every line of a shot, built once for a drag: the items in `moving` give none."""

    def __init__(
        self, lane: Lane, moving: Collection[str] = (), playhead: int | None = None, grid: int = 0
    ) -> None:
        """`grid` is the distance of the ruler's ticks in frames, 0 for none."""
        gone = {lane.index[i] for i in moving if i in lane.index}
        self._names: dict[int, str] = {}
        for row, item in enumerate(lane.items):
            if row not in gone:
                self._names.setdefault(lane.ends[row], f"end of {item.name}")
                self._names[lane.starts[row]] = f"start of {item.name}"
        self._edges = sorted(self._names)
        self._playhead = playhead
        self._grid = grid

    def snap(
        self, frame: float, offsets: Sequence[int], px_per_frame: float, held: Snap | None = None
    ) -> Snap | None:
        """The line nearest to one of a block's edges, `offsets` away from its start at `frame`.

        It is taken within 8 px; the one that is `held` is kept until 12 px, unless another is nearer.
        Equal distances: playhead, then edge of an item, start of the shot, grid.
        """
        best: tuple[float, int, int, Snap] | None = None
        for order, offset in enumerate(offsets):
            for at, target in self._near(frame + offset):
                if at < offset:
                    continue
                distance = round(abs(at - offset - frame) * px_per_frame, 6)
                rank = (distance, _RANK[target], order)
                if distance <= SNAP_PX and (best is None or rank < best[:3]):
                    best = (*rank, Snap(at - offset, at, target, self._name(at, target)))
        if best is not None:
            return best[3]
        if held is not None and abs(held.frame - frame) * px_per_frame <= LEAVE_PX:
            return held
        return None

    def _near(self, frame: float) -> list[tuple[int, str]]:
        near = [(0, START)]
        if self._playhead is not None:
            near.append((self._playhead, PLAYHEAD))
        k = bisect_left(self._edges, frame)
        near.extend((at, EDGE) for at in self._edges[max(0, k - 1) : k + 1])
        if self._grid:
            below = int(frame // self._grid) * self._grid
            near.extend(((below, GRID), (below + self._grid, GRID)))
        return near

    def _name(self, at: int, target: str) -> str:
        return self._names[at] if target == EDGE else target


def caret_at(
    lane: Lane, frame: float, px_per_frame: float, moving: Collection[str] = (), force: bool = False
) -> int | None:
    """The cut at which a block would be inserted, None where it would be placed.

    Within 10 px of a joint, where two items touch or the first stands at 0; forced: the nearest start or end.
    Joints beside a moving item are none: inserting there changes nothing.
    """
    k = bisect_left(lane.starts, frame)
    rows = range(max(0, k - 2), min(len(lane.items), k + 2))
    cuts: set[int] = {0} if force and not lane.items else set()
    for row in rows:
        if force:
            cuts.update((lane.starts[row], lane.ends[row]))
        elif _is_joint(lane, row) and not _touches(lane, row, moving):
            cuts.add(lane.starts[row])
    if not cuts:
        return None
    nearest = min(cuts, key=lambda cut: (abs(cut - frame), cut))
    return nearest if force or abs(nearest - frame) * px_per_frame <= CARET_PX else None


def _is_joint(lane: Lane, row: int) -> bool:
    return lane.starts[row] == (lane.ends[row - 1] if row else 0)


def _touches(lane: Lane, row: int, moving: Collection[str]) -> bool:
    return lane.items[row].id in moving or (row > 0 and lane.items[row - 1].id in moving)
