"""Plans for lengths, gaps and leaving the lane."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from app.library.timeline import gestures, labels
from app.library.timeline.blocks import Closing, block_of, holes_of, next_after, rows_without
from app.library.timeline.changes import changes, row_changes
from app.library.timeline.items import MAX_FRAME, Ghost, ItemChange, Lane, Plan


def _closed(lane: Lane, closing: Closing, without: Collection[str] = ()) -> dict[str, ItemChange]:
    """The changes of the items that stay when the holes close."""
    rows = rows_without(lane, without)
    return row_changes(lane, rows, closing.starts(lane, rows))


def unplace(lane: Lane, g: gestures.Unplace) -> Plan:
    """Into the tray, with hold and in-point kept."""
    ids = [i for i in dict.fromkeys(g.ids) if i in lane.index]
    moves = {i: ItemChange(None, lane.by_id[i].hold, lane.by_id[i].in_frame) for i in ids}
    if g.close and ids:
        moves.update(_closed(lane, holes_of(lane, ids), ids))
    label = "Unplace and close gap" if g.close else f"Unplace {labels.things(lane, ids)}"
    return Plan(moves, label=label if ids else "")


def remove(lane: Lane, g: gestures.Remove) -> Plan:
    """Out of the shot, from the lane and from the tray alike."""
    ids = tuple(i for i in dict.fromkeys(g.ids) if i in lane.by_id)
    if not ids:
        return Plan()
    moves = _closed(lane, holes_of(lane, ids), ids) if g.close else {}
    label = f"Remove {labels.things(lane, ids)} from “{g.shot_name}”"
    return Plan(moves, removed=ids, label=f"{label} and close gap" if g.close else label)


def close_gap(lane: Lane, g: gestures.CloseGap) -> Plan:
    """The one gap around a frame."""
    gap = lane.gap_at(g.frame)
    return _close(lane, [gap] if gap else [])


def close_all_gaps(lane: Lane, g: gestures.CloseAllGaps) -> Plan:
    """All of them."""
    return _close(lane, lane.gaps())


def _close(lane: Lane, gaps: Sequence[tuple[int, int]]) -> Plan:
    if not gaps:
        return Plan()
    closing = Closing(tuple((start, start + length) for start, length in gaps))
    return Plan(_closed(lane, closing), label=labels.closed([length for _, length in gaps]))


def set_hold(lane: Lane, g: gestures.SetHold) -> Plan:
    """The right edge; later items follow with `ripple`."""
    item = lane.by_id.get(g.id)
    row = lane.index.get(g.id)
    if item is None or row is None:
        return Plan()
    start, shown = lane.starts[row], lane.ends[row] - lane.starts[row]
    hold = None if g.hold is None else max(1, min(g.hold, item.media_left, MAX_FRAME - lane.end))
    if hold == item.hold or (item.hold is None and hold == shown and not lane.cut(row)):
        return Plan()
    following = lane.starts[row + 1] if row + 1 < len(lane.items) else None
    moves = {}
    note = ""
    if g.ripple and hold is not None and following is not None:
        by = hold - shown
        moves = row_changes(lane, range(row + 1, len(lane.items)), [s + by for s in lane.starts[row + 1 :]])
        following += by
        note = labels.items_move(len(moves), by)
    moves[g.id] = ItemChange(start, hold, item.in_frame)
    own = hold or item.media_left
    length = min(own, MAX_FRAME if following is None else following - start)
    if hold is None and not item.is_clip and following is None:
        length = lane.project_hold
    if hold is None:
        label = f"Show “{item.name}” as long as it can be"
    else:
        label = f"Hold “{item.name}” {labels.frames(hold)}"
        note = note or (f"cut by {own - length}" if own > length else "")
    return Plan(moves, ghosts=(Ghost(g.id, start, length),), label=label, note=note)


def set_length(lane: Lane, g: gestures.SetLength) -> Plan:
    """The same hold for many; a clip gets no more than it has."""
    moves = {}
    ids = [i for i in dict.fromkeys(g.ids) if i in lane.by_id]
    for item_id in ids:
        item = lane.by_id[item_id]
        hold = max(1, min(g.frames, item.media_left, MAX_FRAME - lane.end))
        if hold != item.hold:
            moves[item_id] = ItemChange(item.frame, hold, item.in_frame)
    return Plan(moves, label=f"Set length of {labels.things(lane, ids)} to {g.frames}" if moves else "")


def trim_start(lane: Lane, g: gestures.TrimStart) -> Plan:
    """The left edge of a clip, as far as media, neighbours and the start of the shot allow."""
    item = lane.by_id.get(g.id)
    row = lane.index.get(g.id)
    if item is None or row is None or not item.is_clip:
        return Plan()
    start = lane.starts[row]
    earliest = lane.starts[row - 1] + 1 if row else 0
    latest = min(start + (item.fixed_length or 1), lane.ends[row]) - 1
    by = max(-item.in_frame, earliest - start, min(g.by, latest - start))
    if not by:
        return Plan()
    hold = None if item.hold is None else max(1, item.hold - by)
    change = ItemChange(start + by, hold, item.in_frame + by)
    ghost = Ghost(g.id, start + by, lane.ends[row] - start - by)
    label = f"Trim start of “{item.name}” by {labels.signed(by) if by < 0 else by}"
    return Plan({g.id: change}, ghosts=(ghost,), label=label)


def space_evenly(lane: Lane, g: gestures.SpaceEvenly) -> Plan:
    """Equal steps, rounded; a frame that another item holds is passed over."""
    block = block_of(lane, [i for i in g.ids if i in lane.index])
    number = len(block.ids)
    if number < 3 or block.origin is None:
        return Plan()
    last = block.origin + block.offsets[-1]
    taken = lane.start_set.difference(block.starts(block.origin))
    frames = {block.ids[0]: block.origin, block.ids[-1]: last}
    before = block.origin
    for k in range(1, number - 1):
        frame = max(before + 1, block.origin + round(block.offsets[-1] * k / (number - 1)))
        while frame in taken:
            frame += 1
        frames[block.ids[k]] = before = frame
    if before >= last:
        return Plan(note=f"There is no room for {number:,} equal steps")
    moves = changes(lane, frames)
    starts = [frames[i] for i in block.ids]
    limits = sorted({*taken, *starts})
    ghosts = tuple(
        Ghost(i, s, lane.shown_length(lane.by_id[i], s, next_after(limits, s)))
        for i, s in zip(block.ids, starts, strict=True)
    )
    return Plan(moves, ghosts=ghosts, label=f"Space {labels.things(lane, block.ids)} evenly" if moves else "")
