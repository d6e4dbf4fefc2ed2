"""From new frames to the changes and ghosts of a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.library.timeline.blocks import Block, next_after
from app.library.timeline.items import Ghost, ItemChange, Lane


def changes(lane: Lane, frames: Mapping[str, int]) -> dict[str, ItemChange]:
    """One change for each item that is not where `frames` puts it."""
    by_id = lane.by_id
    moves = {}
    for item_id, frame in frames.items():
        item = by_id[item_id]
        if item.frame != frame:
            moves[item_id] = ItemChange(frame, item.hold, item.in_frame)
    return moves


def row_changes(lane: Lane, rows: Sequence[int], starts: Sequence[int]) -> dict[str, ItemChange]:
    """The same for many rows at once: each stands at its new start."""
    items = map(lane.items.__getitem__, rows)
    return {
        item.id: ItemChange(start, item.hold, item.in_frame)
        for item, start in zip(items, starts, strict=True)
        if item.frame != start
    }


def ghosts_of(lane: Lane, block: Block, first: int, others: Sequence[int]) -> tuple[Ghost, ...]:
    """The block at `first` as it will be seen; `others` are the sorted starts of the rest after the plan."""
    starts = block.starts(first)
    result = []
    for item_id, start, successor in zip(block.ids, starts, [*starts[1:], None], strict=True):
        limits = [s for s in (successor, next_after(others, start)) if s is not None]
        length = lane.shown_length(lane.by_id[item_id], start, min(limits) if limits else None)
        result.append(Ghost(item_id, start, length))
    return tuple(result)


def starts_without(lane: Lane, block: Block) -> list[int]:
    """The starts of all items outside the block, as they are now."""
    rows = [lane.index[i] for i in block.ids if i in lane.index]
    if len(rows) == 1:
        starts = lane.starts.copy()
        del starts[rows[0]]
        return starts
    gone = {lane.starts[row] for row in rows}
    return [s for s in lane.starts if s not in gone]
