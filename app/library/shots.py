"""Verbs on shots and their items. Each is one step that Undo names."""

from __future__ import annotations

from collections.abc import Sequence

from app.library.library import Library
from app.library.timeline import Duplicate, Insert, Item, Plan, item_of, plan
from db import Read, Shot, ShotItem, Write, shots
from db.shots import FrameChange

UNTITLED = "Untitled shot"


def all_shots(library: Library) -> list[Shot]:
    """The shots of the current project in their order."""
    with library.store.read() as read:
        return shots.of_project(read, library.project_id)


def one(library: Library, shot_id: str) -> Shot:
    """A shot. Raises: db.NotFound."""
    with library.store.read() as read:
        return shots.one(read, shot_id)


def items(library: Library, shot_id: str) -> list[ShotItem]:
    """The items of a shot by frame, then the unpositioned."""
    with library.store.read() as read:
        return shots.items(read, shot_id)


def create(library: Library, name: str = UNTITLED, generation_ids: Sequence[str] = ()) -> str:
    """A new last shot, with these items one after the other; its id. Undo: “New shot …”. Raises: db.ReadOnly."""
    with library.store.write(f"New shot “{name}”") as tx:
        shot_id = shots.create(tx, library.project_id, name)
        if generation_ids:
            _add(tx, shot_id, generation_ids, 0)
    return shot_id


def rename(library: Library, shot_id: str, name: str) -> None:
    """The shot has this name. Undo: “Rename shot to …”. Raises: db.NotFound, db.ReadOnly."""
    with library.store.write(f"Rename shot to “{name}”") as tx:
        if shots.one(tx, shot_id).name != name:
            shots.rename(tx, shot_id, name)


def delete(library: Library, shot_id: str) -> None:
    """The shot is gone, its items stay in the gallery. Undo: “Delete shot …”. Raises: db.NotFound, db.ReadOnly."""
    with library.store.write("Delete shot") as tx:
        tx.label = f"Delete shot “{shots.one(tx, shot_id).name}”"
        shots.delete(tx, shot_id)


def duplicate(library: Library, shot_id: str) -> str:
    """A copy stands right after the shot; its id. Undo: “Duplicate shot …”. Raises: db.NotFound, db.ReadOnly."""
    with library.store.write("Duplicate shot") as tx:
        tx.label = f"Duplicate shot “{shots.one(tx, shot_id).name}”"
        return shots.duplicate_shot(tx, shot_id)


def reorder(library: Library, shot_ids: Sequence[str]) -> None:
    """The shots stand in this order. Undo: “Reorder shots”. Raises: db.ReadOnly."""
    with library.store.write("Reorder shots") as tx:
        shots.reorder(tx, library.project_id, shot_ids)


def move(library: Library, shot_id: str, to: int) -> None:
    """The shot is number `to` (from 1) of its project. Undo: “Move shot …”. Raises: db.NotFound, db.ReadOnly."""
    with library.store.write("Move shot") as tx:
        moved = shots.one(tx, shot_id)
        order = [shot.id for shot in shots.of_project(tx, moved.project_id) if shot.id != shot_id]
        order.insert(max(0, to - 1), shot_id)
        tx.label = f"Move shot “{moved.name}” to {min(max(1, to), len(order))}"
        shots.reorder(tx, moved.project_id, order)


def add_items(library: Library, shot_id: str, generation_ids: Sequence[str], frame: int | None = None,
              insert: bool = False) -> list[str]:
    """These items are in the shot: unpositioned, or from `frame` on, each behind the one before it; their links' ids.

    With `insert` what stands from `frame` on moves right to make room; else a taken frame moves the new item on.
    Undo: “Add 3 items to …”. Raises: db.NotFound, db.WrongProject, db.ReadOnly.
    """
    with library.store.write("Add to shot") as tx:
        count = "1 item" if len(generation_ids) == 1 else f"{len(generation_ids)} items"
        tx.label = f"Add {count} to “{shots.one(tx, shot_id).name}”"
        if insert and frame is not None:
            item_ids = _add(tx, shot_id, generation_ids, None)
            _apply(tx, shot_id, _planned(tx, shot_id, Insert(tuple(item_ids), frame)))
            return item_ids
        return _add(tx, shot_id, generation_ids, frame)


def append_items(library: Library, shot_id: str, generation_ids: Sequence[str]) -> list[str]:
    """These items stand behind the last one of the shot. Undo: “Add 3 items to …”. Raises: as `add_items`."""
    return add_items(library, shot_id, generation_ids, one(library, shot_id).length_frames)


def apply(library: Library, shot_id: str, done: Plan) -> None:
    """The plan of a gesture on the timeline is carried out as one step under its label.

    Raises: db.NotFound when an item went meanwhile (nothing is changed then), db.ReadOnly.
    """
    if done.is_empty:
        return
    with library.store.write(done.label, merge=done.merge_key or None) as tx:
        _apply(tx, shot_id, done)


def as_items(library: Library, shot_id: str, generation_ids: Sequence[str]) -> list[Item]:
    """These generations as unplaced items of the shot's timeline, before they are in it (their real lengths, to drag)."""
    with library.store.read() as read:
        shot = shots.one(read, shot_id)
        return [item_of(row, (shot.fps_num, shot.fps_den)) for row in shots.as_rows(read, shot_id, generation_ids)]


def remove_items(library: Library, item_ids: Sequence[str]) -> int:
    """These items are out of their shot, and stay in the gallery. Undo: “Remove 2 items”. Raises: db.ReadOnly."""
    count = "1 item" if len(item_ids) == 1 else f"{len(item_ids)} items"
    with library.store.write(f"Remove {count} from the shot") as tx:
        return shots.remove_items(tx, item_ids)


def duplicate_items(library: Library, shot_id: str, item_ids: Sequence[str]) -> list[str]:
    """Copies of these items stand right after the last of them, later items move right; the copies' ids.

    Undo: “Duplicate 2 items”. Raises: db.NotFound, db.ReadOnly.
    """
    count = "1 item" if len(item_ids) == 1 else f"{len(item_ids)} items"
    with library.store.write(f"Duplicate {count}") as tx:
        originals = [shots.item(tx, item_id) for item_id in item_ids]
        copies = [shots.place_new(tx, shot_id, original.generation_id, None) for original in originals]
        planned = _planned(tx, shot_id, Duplicate(tuple(item_ids), tuple(copies)))
        _apply(tx, shot_id, planned)
        return copies


def move_items(library: Library, item_ids: Sequence[str], shot_id: str) -> None:
    """These items are in the tray of another shot. Undo: “Move 2 items to …”. Raises: db.NotFound, db.ReadOnly."""
    with library.store.write("Move items") as tx:
        count = "1 item" if len(item_ids) == 1 else f"{len(item_ids)} items"
        tx.label = f"Move {count} to “{shots.one(tx, shot_id).name}”"
        shots.move_to_shot(tx, item_ids, shot_id)


def place(library: Library, shot_id: str, item_id: str, frame: int | None) -> None:
    """The item starts at `frame`, or at the next free one; None: unpositioned.

    Undo: “Move … to frame 48”. Raises: db.NotFound, db.ReadOnly.
    """
    with library.store.write("Move item") as tx:
        found = shots.item(tx, item_id)
        tx.label = f"Unplace “{found.name}”" if frame is None else f"Move “{found.name}” to frame {frame}"
        free = frame
        taken = {i.timeline_frame for i in shots.items(tx, shot_id) if i.id != item_id}
        while free is not None and free in taken:
            free += 1
        shots.batch_update_timeline_frames(tx, shot_id, [FrameChange(item_id, free)])


def order_items(library: Library, shot_id: str, item_ids: Sequence[str]) -> None:
    """The placed items stand in this order; the frames stay and are dealt out anew, unnamed items follow.

    Undo: “Reorder 3 items”. Raises: db.NotFound, db.ReadOnly.
    """
    with library.store.write(f"Reorder {len(item_ids)} items") as tx:
        placed = [i for i in shots.items(tx, shot_id) if i.timeline_frame is not None]
        known = {i.id for i in placed}
        missing = [i for i in item_ids if i not in known]
        if missing:
            shots.item(tx, missing[0])
        order = [i for i in item_ids if i in known] + [i.id for i in placed if i.id not in set(item_ids)]
        frames = [i.timeline_frame for i in placed]
        shots.batch_update_timeline_frames(tx, shot_id, [FrameChange(i, f) for i, f in zip(order, frames, strict=True)])


def _planned(read: Read, shot_id: str, gesture: Insert | Duplicate) -> Plan:
    shot = shots.one(read, shot_id)
    fps = (shot.fps_num, shot.fps_den)
    return plan([item_of(row, fps) for row in shots.items(read, shot_id)], gesture,
                project_hold=shots.still_frames(*fps))


def _add(tx: Write, shot_id: str, generation_ids: Sequence[str], frame: int | None) -> list[str]:
    shot = shots.one(tx, shot_id)
    added = []
    for generation_id in generation_ids:
        item_id = shots.place_new(tx, shot_id, generation_id, frame)
        added.append(item_id)
        if frame is not None:
            found = shots.item(tx, item_id)
            length = shots.own_length(found, shot.fps_num, shot.fps_den) or shots.still_frames(shot.fps_num, shot.fps_den)
            frame = (found.timeline_frame or 0) + length
    shots.renumber(tx, shot_id)
    return added


def _apply(tx: Write, shot_id: str, done: Plan) -> None:
    if done.removed:
        shots.remove_items(tx, done.removed)
    shots.batch_update_timeline_frames(tx, shot_id, [
        FrameChange(item_id, change.frame, {"hold_frames": change.hold, "in_frame": change.in_frame or None})
        for item_id, change in done.moves.items()])


def generation_ids(library: Library, item_ids: Sequence[str]) -> list[str]:
    """The items' generations, in that order."""
    with library.store.read() as read:
        return [shots.item(read, item_id).generation_id for item_id in item_ids]
