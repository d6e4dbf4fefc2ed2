"""What a gesture would change: `plan` is pure; the view paints its result, the library writes it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from app.library.timeline import edits, gestures, labels
from app.library.timeline.blocks import Block, block_of, holes_of, rows_without, settle, settle_beyond
from app.library.timeline.changes import changes, ghosts_of, row_changes, starts_without
from app.library.timeline.gestures import Gesture
from app.library.timeline.items import MAX_FRAME, Item, ItemChange, Lane, Plan, Snap, lane_of

DEFAULT_HOLD = 48  # two seconds at 24 frames; timeline.md's project default


def plan(items: Iterable[Item] | Lane, gesture: Gesture, *, project_hold: int = DEFAULT_HOLD) -> Plan:
    """The whole change that `gesture` makes; empty when nothing would change. Never raises.

    Items that are new to the shot are given as unplaced ones. A `Lane` built once answers many gestures.
    """
    lane = items if isinstance(items, Lane) else lane_of(items, project_hold)
    result = _HANDLERS[type(gesture)](lane, gesture)
    if result.is_empty or not lane.corrected:
        return result
    gone = {*result.moves, *result.removed}
    shown = {i: lane.by_id[i] for i in lane.corrected if i not in gone}
    moves = {i: ItemChange(item.frame, item.hold, item.in_frame) for i, item in shown.items()}
    return replace(result, moves={**moves, **result.moves})


def _put(
    lane: Lane, block: Block, wanted: int, label: Callable[[int], str], snap: Snap | None = None
) -> Plan:
    """`block` stands at `wanted` or on the first free place behind it."""
    if not block.ids:
        return Plan()
    first = settle(lane, block, wanted)
    return _standing(lane, block, first, wanted, label(first), snap)


def _standing(lane: Lane, block: Block, first: int, wanted: int, label: str, snap: Snap | None) -> Plan:
    moves = changes(lane, dict(zip(block.ids, block.starts(first), strict=True)))
    ghosts = ghosts_of(lane, block, first, starts_without(lane, block))
    note = _taken(lane, block, wanted, first) or _cut(lane, ghosts)
    kept = snap if snap is not None and snap.frame == first else None
    return Plan(moves, ghosts=ghosts, snap=kept, label=label, note=note)


def _taken(lane: Lane, block: Block, wanted: int, first: int) -> str:
    wanted = max(0, wanted)
    if first <= wanted:
        return ""
    for offset in block.offsets:
        holder = lane.at(wanted + offset)
        if holder is not None and holder.frame == wanted + offset and holder.id not in block.ids:
            return f"{wanted + offset} is taken by {holder.name}, next free is {first + offset}"
    return ""


def _cut(lane: Lane, ghosts: Sequence[Any]) -> str:
    lost = [lane.own_length(lane.by_id[g.id]) - g.length for g in ghosts if lane.by_id[g.id].fixed_length]
    lost = [frames for frames in lost if frames > 0]
    if not lost:
        return ""
    return f"cut by {lost[0]}" if len(ghosts) == 1 else f"{len(lost)} of {len(ghosts)} items are cut"


def _placed(lane: Lane, ids: Iterable[str]) -> list[str]:
    return [i for i in ids if i in lane.index]


def _unplaced(lane: Lane, ids: Iterable[str]) -> list[str]:
    return [i for i in ids if i in lane.by_id and i not in lane.index]


def _move(lane: Lane, g: gestures.Move) -> Plan:
    block = block_of(lane, _placed(lane, g.ids))
    if g.grabbed not in block.ids or block.origin is None:
        return Plan()
    origin = block.origin
    wanted = g.to_frame - block.offsets[block.ids.index(g.grabbed)]
    return _put(lane, block, wanted, lambda f: labels.moved(lane, block.ids, f, f - origin), g.snap)


def _set_frame(lane: Lane, g: gestures.SetFrame) -> Plan:
    block = block_of(lane, _placed(lane, g.ids))
    if block.origin is None:
        return Plan()
    origin = block.origin
    wanted = g.frame - block.span if g.by_end else g.frame
    return _put(lane, block, wanted, lambda f: labels.moved(lane, block.ids, f, f - origin))


def _place(lane: Lane, g: gestures.Place) -> Plan:
    block = block_of(lane, _unplaced(lane, g.ids))
    return _put(lane, block, g.frame, lambda f: labels.placed(lane, block.ids, f), g.snap)


def _append(lane: Lane, g: gestures.Append) -> Plan:
    block = block_of(lane, _unplaced(lane, g.ids))
    return _put(lane, block, lane.end, lambda _: f"Append {labels.things(lane, block.ids)}")


def _nudge(lane: Lane, g: gestures.Nudge) -> Plan:
    block = block_of(lane, _placed(lane, g.ids))
    first = settle_beyond(lane, block, g.by)
    if first is None or block.origin is None:
        return Plan()
    by = labels.signed(first - block.origin + g.already)
    label = f"Nudge {labels.things(lane, block.ids)} by {by}"
    result = _standing(lane, block, first, first, label, None)
    return replace(result, merge_key="nudge:" + ",".join(block.ids))


def _insert(lane: Lane, g: gestures.Insert) -> Plan:
    block = block_of(lane, g.ids)
    if not block.ids or lane.end + block.span > MAX_FRAME:
        return Plan()
    closing = holes_of(lane, block.ids)
    caret = max(0, min(closing.after(g.at_frame), MAX_FRAME - block.span))
    rows = rows_without(lane, block.ids)
    starts = closing.starts(lane, rows)
    k = bisect_left(starts, caret)
    if g.ripple:
        starts[k:] = [s + block.span for s in starts[k:]]
    else:
        _push(lane, rows, starts, k, caret + block.span)
    label = f"Insert {labels.things(lane, block.ids)} at frame {caret}"
    return _opened(lane, block, caret, rows, starts, label)


def _opened(lane: Lane, block: Block, first: int, rows: list[int], starts: list[int], label: str) -> Plan:
    """`block` at `first`, the rows at their new starts."""
    moves = row_changes(lane, rows, starts)
    note = _followers(lane, moves)
    moves.update(changes(lane, dict(zip(block.ids, block.starts(first), strict=True))))
    return Plan(moves, ghosts=ghosts_of(lane, block, first, starts), caret=first, label=label, note=note)


def _followers(lane: Lane, moves: dict[str, ItemChange]) -> str:
    by = {(change.frame or 0) - lane.starts[lane.index[i]] for i, change in moves.items()}
    if len(by) > 1:
        return f"{len(moves):,} items make room"
    return labels.items_move(len(moves), by.pop()) if by else ""


def _push(lane: Lane, rows: list[int], starts: list[int], k: int, free_from: int) -> None:
    """The rows from `k` give way up to `free_from`; gaps between them are used up first."""
    lengths = [lane.ends[row] - lane.starts[row] for row in rows]
    for n in range(k, len(rows)):
        if starts[n] >= free_from:
            return
        starts[n] = free_from
        free_from += lengths[n]


def _duplicate(lane: Lane, g: gestures.Duplicate) -> Plan:
    pairs = dict(zip(g.ids, g.new_ids, strict=False))
    block = block_of(lane, _placed(lane, pairs))
    if block.origin is None or lane.end + block.span > MAX_FRAME:
        return Plan()
    first = block.origin + block.span
    k = bisect_left(lane.starts, first)
    moves = row_changes(lane, range(k, len(lane.items)), [s + block.span for s in lane.starts[k:]])
    note = _followers(lane, moves)
    for item_id, start in zip(block.ids, block.starts(first), strict=True):
        item = lane.by_id[item_id]
        moves[pairs[item_id]] = ItemChange(start, item.hold, item.in_frame)
    label = f"Duplicate {labels.things(lane, block.ids)}"
    return Plan(moves, label=label, note=note, caret=first)


def _swap(lane: Lane, g: gestures.Swap) -> Plan:
    row = lane.index.get(g.id, -1)
    other = row + (1 if g.direction > 0 else -1)
    if row < 0 or not 0 <= other < len(lane.items):
        return Plan()
    mine, theirs = lane.items[row], lane.items[other]
    moves = changes(lane, {mine.id: lane.starts[other], theirs.id: lane.starts[row]})
    word = "after" if g.direction > 0 else "before"
    return Plan(moves, label=f"Move “{mine.name}” {word} “{theirs.name}”")


_HANDLERS: dict[type, Callable[[Lane, Any], Plan]] = {
    gestures.Move: _move,
    gestures.SetFrame: _set_frame,
    gestures.Place: _place,
    gestures.Append: _append,
    gestures.Nudge: _nudge,
    gestures.Insert: _insert,
    gestures.Duplicate: _duplicate,
    gestures.Swap: _swap,
    gestures.Unplace: edits.unplace,
    gestures.Remove: edits.remove,
    gestures.CloseGap: edits.close_gap,
    gestures.CloseAllGaps: edits.close_all_gaps,
    gestures.SetHold: edits.set_hold,
    gestures.SetLength: edits.set_length,
    gestures.TrimStart: edits.trim_start,
    gestures.SpaceEvenly: edits.space_evenly,
}
