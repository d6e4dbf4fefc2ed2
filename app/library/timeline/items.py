"""What stands on a timeline: items, the lane they form, and the plan of a change."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

MAX_FRAME = 2**31 - 1  # what the database's frame columns are promised to hold


@dataclass(frozen=True, slots=True)
class Item:
    """One placed or unplaced piece of a shot; all frames are project frames.

    `frame` None: in the tray. `hold` None: no length of its own was given. `media_frames` None: a still.
    """

    id: str
    frame: int | None
    hold: int | None = None
    in_frame: int = 0
    media_frames: int | None = None
    name: str = ""

    @property
    def is_clip(self) -> bool:
        """True for moving pictures, whose length ends with the media."""
        return self.media_frames is not None

    @property
    def media_left(self) -> int:
        """The frames of a clip after its in-point, at least one; for a still the largest frame."""
        return MAX_FRAME if self.media_frames is None else max(1, self.media_frames - self.in_frame)

    @property
    def fixed_length(self) -> int | None:
        """The own length, where it does not depend on the neighbour: held items and clips."""
        if self.hold is not None:
            return min(max(1, self.hold), self.media_left)
        return self.media_left if self.is_clip else None


class ItemChange(NamedTuple):
    """What an item has after a plan."""

    frame: int | None
    hold: int | None
    in_frame: int


class Ghost(NamedTuple):
    """Where an item will be seen after a plan: shown length, not own length."""

    id: str
    frame: int
    length: int


@dataclass(frozen=True, slots=True)
class Snap:
    """A block that starts at `frame` touches the line at `at`; `target` is playhead, edge, start or grid."""

    frame: int
    at: int
    target: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A change of one shot, complete: the view paints it, the library writes it as one step."""

    moves: Mapping[str, ItemChange] = field(default_factory=dict)
    removed: tuple[str, ...] = ()
    ghosts: tuple[Ghost, ...] = ()
    snap: Snap | None = None
    caret: int | None = None
    label: str = ""
    note: str = ""
    merge_key: str = ""

    @property
    def is_empty(self) -> bool:
        """True when nothing would change: write no step."""
        return not self.moves and not self.removed


@dataclass(frozen=True, slots=True)
class Lane:
    """The placed items in order with their shown ends, and the tray. Starts are unique and not negative."""

    items: tuple[Item, ...]
    tray: tuple[Item, ...]
    starts: list[int]
    ends: list[int]
    index: dict[str, int]
    by_id: dict[str, Item]
    start_set: frozenset[int]
    corrected: dict[str, int]
    project_hold: int

    @property
    def end(self) -> int:
        """The first frame after the last item; 0 for an empty lane."""
        return self.ends[-1] if self.ends else 0

    def at(self, frame: float) -> Item | None:
        """The item that is seen at `frame`."""
        i = bisect_right(self.starts, frame) - 1
        return self.items[i] if i >= 0 and frame < self.ends[i] else None

    def own_length(self, item: Item) -> int:
        """Its length where no neighbour follows."""
        return item.fixed_length or self.project_hold

    def shown_length(self, item: Item, start: int, next_start: int | None) -> int:
        """Its length when it stands at `start` and the next item at `next_start`."""
        if next_start is None:
            return self.own_length(item)
        return min(item.fixed_length or MAX_FRAME, next_start - start)

    def cut(self, i: int) -> int:
        """The frames of item `i` that lie under the next one."""
        fixed = self.items[i].fixed_length
        return 0 if fixed is None else self.starts[i] + fixed - self.ends[i]

    def gaps(self) -> list[tuple[int, int]]:
        """Every (first frame, length) where nothing is seen, the one before the first item too."""
        before = 0
        found = []
        for start, end in zip(self.starts, self.ends, strict=True):
            if start > before:
                found.append((before, start - before))
            before = end
        return found

    def gap_at(self, frame: float) -> tuple[int, int] | None:
        """The gap (first frame, length) around `frame`; None over an item and after the last one."""
        i = bisect_right(self.starts, frame)
        if i >= len(self.starts):
            return None
        before = self.ends[i - 1] if i else 0
        return (before, self.starts[i] - before) if before <= frame < self.starts[i] else None


def lane_of(items: Iterable[Item], project_hold: int) -> Lane:
    """Items in order of frame, ties in the order given; a taken frame is shown one later (`corrected`)."""
    every = list(items)
    placed = sorted((i for i in every if i.frame is not None), key=lambda i: i.frame or 0)
    corrected: dict[str, int] = {}
    next_free = 0
    for k, item in enumerate(placed):
        frame = item.frame or 0
        if frame < next_free:
            corrected[item.id] = next_free
            placed[k] = replace(item, frame=next_free)
            frame = next_free
        next_free = frame + 1
    starts = [i.frame or 0 for i in placed]
    ends = _shown_ends(placed, starts, project_hold)
    by_id = {i.id: i for i in every}
    by_id.update((i.id, i) for i in placed)
    tray = tuple(i for i in every if i.frame is None)
    index = {i.id: k for k, i in enumerate(placed)}
    return Lane(tuple(placed), tray, starts, ends, index, by_id, frozenset(starts), corrected, project_hold)


def _shown_ends(placed: Sequence[Item], starts: list[int], project_hold: int) -> list[int]:
    ends = []
    for item, start, limit in zip(placed, starts, starts[1:], strict=False):
        fixed = item.fixed_length
        ends.append(limit if fixed is None else min(start + fixed, limit))
    if placed:
        ends.append(starts[-1] + (placed[-1].fixed_length or project_hold))
    return ends


def apply(items: Iterable[Item], plan: Plan) -> list[Item]:
    """The items as they are after `plan`; copies made by a plan are not in `items` and not in the result."""
    gone = set(plan.removed)
    result = []
    for item in items:
        if item.id in gone:
            continue
        change = plan.moves.get(item.id)
        result.append(item if change is None else replace(item, **change._asdict()))
    return result
