"""Shots, their order in the project, and their items (rows of shot_generations).

By these verbs `position` is dense from 0 in frame order, NULL for unpositioned items, and no two items of a shot start
on one frame: the later one moves to the next free frame. (The file itself allows more, see triggers/shots.sql.)
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db import ids as ident
from db.errors import NotFound, WrongProject
from db.rows import Shot, ShotItem
from db.statements import Read, Write

STILL_HOLD_S = 2  # how long the last still of a shot lasts, unless it has a hold (timeline rule)
_MIN_GAP, _MAX_GAP = 10, 81  # the hosted system's spacing at the schema's date


@dataclass(frozen=True)
class FrameChange:
    """One item of `batch_update_timeline_frames`: its new frame (None: unpositioned) and keys to merge into metadata.

    A key with the value None is taken out of the metadata.
    """

    item_id: str
    frame: int | None
    metadata: Mapping[str, Any] | None = None


_ITEM = """l.id, l.shot_id, l.generation_id, g.seq, l.position, l.timeline_frame, json_extract(l.metadata, '$.hold_frames'),
    coalesce(json_extract(l.metadata, '$.in_frame'), 0), g.name, g.type, g.thumbnail_url, g.location, g.variant_count,
    v.duration_us, CASE WHEN g.type LIKE '%video%' THEN v.frames END, v.fps_num, v.fps_den, v.width, v.height, v.sha256"""
_ITEM_FROM = """shot_generations AS l JOIN generations AS g ON g.id = l.generation_id AND g.trashed_at IS NULL
    LEFT JOIN generation_variants AS v ON v.id = g.primary_variant_id"""
_ITEM_ORDER = "l.timeline_frame IS NULL, l.timeline_frame, l.position, l.created_at, l.id"


def items(read: Read, shot_id: str) -> list[ShotItem]:
    """The items of a shot that are not in the trash: by frame, then the unpositioned in the order they came."""
    return [ShotItem(*row) for row in read.all(
        f"SELECT {_ITEM} FROM {_ITEM_FROM} WHERE l.shot_id = ? ORDER BY {_ITEM_ORDER}", (shot_id,))]


def as_rows(read: Read, shot_id: str, generation_ids: Sequence[str]) -> list[ShotItem]:
    """Generations as they would be in the tray of a shot, in this order; their ids stand for the ids of links."""
    rows = {row[0]: row for row in read.all(
        "SELECT g.id, ?1, g.id, g.seq, NULL, NULL, NULL, 0, g.name, g.type, g.thumbnail_url, g.location, g.variant_count,"
        " v.duration_us, CASE WHEN g.type LIKE '%video%' THEN v.frames END, v.fps_num, v.fps_den, v.width, v.height, v.sha256"
        " FROM generations AS g LEFT JOIN generation_variants AS v ON v.id = g.primary_variant_id"
        " WHERE g.id IN (SELECT value FROM json_each(?2))", (shot_id, ident.listed(generation_ids)))}
    return [ShotItem(*rows[i]) for i in generation_ids if i in rows]


def item(read: Read, item_id: str) -> ShotItem:
    """One item. Raises: NotFound."""
    row = read.one(f"SELECT {_ITEM} FROM {_ITEM_FROM} WHERE l.id = ?", (item_id,))
    if row is None:
        raise NotFound("This item is no longer in the shot.")
    return ShotItem(*row)


def own_length(found: ShotItem, fps_num: int, fps_den: int) -> int | None:
    """How many frames of the project an item lasts by itself; None for a still without a hold (until the next item)."""
    if found.hold_frames is not None:
        return found.hold_frames
    if found.media_frames is None:
        return None
    if not found.media_fps_num or not found.media_fps_den:
        return max(1, found.media_frames - found.in_frame)
    at_project_rate = found.media_frames * fps_num * found.media_fps_den // (fps_den * found.media_fps_num)
    return max(1, at_project_rate - found.in_frame)


def still_frames(fps_num: int, fps_den: int) -> int:
    """How many frames a still lasts when nothing follows it."""
    return max(1, round(STILL_HOLD_S * fps_num / fps_den))


def of_project(read: Read, project_id: str) -> list[Shot]:
    """The shots of a project in their order."""
    rows = read.all(
        "SELECT s.id, s.project_id, s.name, s.position, p.fps_num, p.fps_den,"
        " (SELECT count(*) FROM shot_generations AS l JOIN generations AS g ON g.id = l.generation_id"
        "  WHERE l.shot_id = s.id AND l.timeline_frame IS NULL AND g.trashed_at IS NULL),"
        " (SELECT count(*) FROM shot_generations AS l JOIN generations AS g ON g.id = l.generation_id"
        "  WHERE l.shot_id = s.id AND g.trashed_at IS NULL)"
        " FROM shots AS s JOIN projects AS p ON p.id = s.project_id WHERE s.project_id = ? ORDER BY s.position, s.id",
        (project_id,))
    return [_with_ends(read, row) for row in rows]


def one(read: Read, shot_id: str) -> Shot:
    """A shot. Raises: NotFound."""
    project_id = project_of(read, shot_id)
    return next(shot for shot in of_project(read, project_id) if shot.id == shot_id)


def _with_ends(read: Read, row: Any) -> Shot:
    shot_id, project_id, name, position, num, den, unpositioned, count = row
    first = read.one(f"SELECT {_ITEM} FROM {_ITEM_FROM} WHERE l.shot_id = ? ORDER BY {_ITEM_ORDER} LIMIT 1", (shot_id,))
    last = read.one(f"SELECT {_ITEM} FROM {_ITEM_FROM} WHERE l.shot_id = ? AND l.timeline_frame IS NOT NULL"
                    " ORDER BY l.timeline_frame DESC, l.id DESC LIMIT 1", (shot_id,))
    length = 0
    if last is not None:
        end = ShotItem(*last)
        assert end.timeline_frame is not None
        length = end.timeline_frame + (own_length(end, num, den) or still_frames(num, den))
    return Shot(shot_id, project_id, name, position, num, den, length, unpositioned, count, first[10] if first else None)


def project_of(read: Read, shot_id: str) -> str:
    """The project of a shot. Raises: NotFound."""
    project_id = read.value("SELECT project_id FROM shots WHERE id = ?", (shot_id,))
    if project_id is None:
        raise NotFound("This shot is no longer in the library.")
    return str(project_id)


def uses(read: Read, generation_id: str) -> list[tuple[str, str, int, list[int | None]]]:
    """(shot id, name, position, frames) of each shot that a generation is in, in the order of the shots."""
    out: dict[str, tuple[str, str, int, list[int | None]]] = {}
    for shot_id, name, position, frame in read.all(
            "SELECT s.id, s.name, s.position, l.timeline_frame FROM shot_generations AS l JOIN shots AS s ON s.id = l.shot_id"
            " WHERE l.generation_id = ? ORDER BY s.position, s.id, l.timeline_frame IS NULL, l.timeline_frame", (generation_id,)):
        out.setdefault(shot_id, (shot_id, name, position, []))[3].append(frame)
    return list(out.values())


def count_unpositioned_generations(read: Read, shot_id: str) -> int:
    """How many items of the shot have no frame, those in the trash not counted (D10); 0 for a shot that is not there."""
    return int(read.value("SELECT count(*) FROM shot_generations AS l JOIN generations AS g ON g.id = l.generation_id"
                          " WHERE l.shot_id = ? AND l.timeline_frame IS NULL AND g.trashed_at IS NULL", (shot_id,)))


def create(tx: Write, project_id: str, name: str) -> str:
    """A new shot, the last of its project. Undo: part of the caller's step."""
    shot_id = ident.new_id()
    tx.execute("INSERT INTO shots (id, project_id, name) VALUES (?, ?, ?)", (shot_id, project_id, name))
    return shot_id


def rename(tx: Write, shot_id: str, name: str) -> None:
    """The shot has this name. Raises: NotFound. Undo: part of the caller's step."""
    if tx.execute("UPDATE shots SET name = ?, updated_at = ? WHERE id = ?", (name, ident.now(), shot_id)) == 0:
        raise NotFound("This shot is no longer in the library.")


def delete(tx: Write, shot_id: str) -> None:
    """The shot and its links are gone, its items stay in the gallery. Raises: NotFound. Undo: part of the caller's step."""
    if tx.execute("DELETE FROM shots WHERE id = ?", (shot_id,)) == 0:
        raise NotFound("This shot is no longer in the library.")


def reorder(tx: Write, project_id: str, shot_ids: Sequence[str]) -> None:
    """The project's shots stand in this order, at 1, 2, 3 …; shots not named follow. Undo: part of the caller's step."""
    have = [row[0] for row in tx.all("SELECT id FROM shots WHERE project_id = ? ORDER BY position, id", (project_id,))]
    chosen = [i for i in dict.fromkeys(shot_ids) if i in set(have)]
    order = chosen + [i for i in have if i not in set(chosen)]
    tx.executemany("UPDATE shots SET position = ? WHERE id = ? AND position <> ?",
                   [(at, shot_id, at) for at, shot_id in enumerate(order, 1)])


def duplicate_shot(tx: Write, shot_id: str, project_id: str | None = None) -> str:
    """A copy of the shot directly after it, later shots one further (D11); returns its id.

    All links come along with frame, position and metadata. Raises: NotFound, also when the shot is not in `project_id`.
    Undo: part of the caller's step.
    """
    row = tx.one("SELECT project_id, name, position, aspect_ratio, settings FROM shots WHERE id = ?", (shot_id,))
    if row is None or (project_id is not None and row[0] != project_id):
        raise NotFound("This shot is not in the project.")
    project, name, position, aspect_ratio, settings = row
    copy_name, number = f"{name} (copy)", 1
    while tx.value("SELECT 1 FROM shots WHERE project_id = ? AND name = ?", (project, copy_name)):
        number += 1
        copy_name = f"{name} (copy {number})"
    tx.execute("UPDATE shots SET position = position + 1 WHERE project_id = ? AND position > ?", (project, position))
    copy_id = ident.new_id()
    tx.execute("INSERT INTO shots (id, project_id, name, position, aspect_ratio, settings) VALUES (?, ?, ?, ?, ?, ?)",
               (copy_id, project, copy_name, position + 1, aspect_ratio, settings))
    moment = _later_than_all(tx)
    for generation_id, link_position, frame, metadata in tx.all(
            "SELECT generation_id, position, timeline_frame, metadata FROM shot_generations WHERE shot_id = ?"
            " ORDER BY created_at, id", (shot_id,)):
        _link(tx, copy_id, generation_id, frame, metadata, moment, link_position)
        moment = ident.after(moment)
    return copy_id


def add_generation_to_shot(tx: Write, shot_id: str, generation_id: str, with_position: bool = True) -> dict[str, Any]:
    """A new item of the shot: `{"id", "shot_id", "generation_id", "timeline_frame"}`.

    With a position it stands behind the last one by the average gap (10 to 81 frames; 81 with fewer than two items; the
    first at 0). Raises: NotFound, WrongProject. Undo: part of the caller's step.
    """
    _same_project(tx, project_of(tx, shot_id), generation_id)
    frame = _next_frame(tx, shot_id) if with_position else None
    metadata = ident.canonical({"auto_positioned": True} if with_position else {})
    item_id = _link(tx, shot_id, generation_id, frame, metadata, _later_than_all(tx))
    renumber(tx, shot_id)
    return {"id": item_id, "shot_id": shot_id, "generation_id": generation_id, "timeline_frame": frame}


def create_shot_with_image(tx: Write, project_id: str, name: str, generation_id: str) -> dict[str, str]:
    """A new last shot with this item at frame 0: `{"shot_id", "shot_name", "shot_generation_id"}` (D12).

    Raises: NotFound, WrongProject. Undo: part of the caller's step.
    """
    _same_project(tx, project_id, generation_id)
    shot_id = create(tx, project_id, name)
    item_id = _link(tx, shot_id, generation_id, 0, ident.canonical({}), _later_than_all(tx), 0)
    return {"shot_id": shot_id, "shot_name": name, "shot_generation_id": item_id}


def place_new(tx: Write, shot_id: str, generation_id: str, frame: int | None) -> str:
    """A new item of the shot at `frame` (None: unpositioned), or the next free one; returns its id.

    Call `renumber` when all are in. Raises: NotFound, WrongProject. Undo: part of the caller's step.
    """
    _same_project(tx, project_of(tx, shot_id), generation_id)
    return _link(tx, shot_id, generation_id, None if frame is None else _free_frame(tx, shot_id, frame), None,
                 _later_than_all(tx))


def batch_update_timeline_frames(tx: Write, shot_id: str, changes: Sequence[FrameChange]) -> None:
    """Items of one shot stand at new frames, in one go: only the final state is looked at, so swaps and ripples are free.

    The last entry of an item wins; items of `changes` keep their frame, one that is not named and stood there already
    moves to the next free one. Raises: NotFound for an item of another shot. Undo: part of the caller's step.
    """
    last = {change.item_id: change for change in changes}
    there = dict(tx.all("SELECT id, metadata FROM shot_generations WHERE shot_id = ?"
                        " AND id IN (SELECT value FROM json_each(?))", (shot_id, ident.listed(list(last)))))
    if len(there) != len(last):
        raise NotFound("This item is no longer in the shot.")
    moment, rows = ident.now(), []
    for item_id, change in last.items():
        metadata = json.loads(there[item_id]) if there[item_id] else {}
        for key, value in (change.metadata or {}).items():
            if value is None:
                metadata.pop(key, None)
            else:
                metadata[key] = value
        text = ident.canonical(metadata) if metadata or there[item_id] is not None else None
        rows.append((change.frame, text, moment, item_id, change.frame, text))
    tx.executemany("UPDATE shot_generations SET timeline_frame = ?, metadata = ?, updated_at = ?"
                   " WHERE id = ? AND (timeline_frame IS NOT ? OR metadata IS NOT ?)", rows)
    _part_doubles(tx, shot_id, set(last))
    renumber(tx, shot_id)


def remove_items(tx: Write, item_ids: Sequence[str]) -> int:
    """These items are out of their shots, and stay in the gallery; how many. Undo: part of the caller's step."""
    touched = [row[0] for row in tx.all("SELECT DISTINCT shot_id FROM shot_generations"
                                        " WHERE id IN (SELECT value FROM json_each(?))", (ident.listed(item_ids),))]
    removed = tx.execute("DELETE FROM shot_generations WHERE id IN (SELECT value FROM json_each(?))",
                         (ident.listed(item_ids),))
    for shot_id in touched:
        renumber(tx, shot_id)
    return removed


def move_to_shot(tx: Write, item_ids: Sequence[str], shot_id: str) -> None:
    """These items belong to another shot, unpositioned. Raises: NotFound, WrongProject. Undo: part of the caller's step."""
    project = project_of(tx, shot_id)
    rows = tx.all("SELECT id, shot_id, generation_id FROM shot_generations WHERE id IN (SELECT value FROM json_each(?))",
                  (ident.listed(item_ids),))
    for item_id, _old, generation_id in rows:
        _same_project(tx, project, generation_id)
        tx.execute("UPDATE shot_generations SET shot_id = ?, timeline_frame = NULL, position = NULL, updated_at = ? WHERE id = ?",
                   (shot_id, ident.now(), item_id))
    for old in {row[1] for row in rows}:
        renumber(tx, old)


def renumber(tx: Write, shot_id: str) -> None:
    """Positions of the shot are dense from 0 in frame order, NULL where there is no frame."""
    rows = tx.all("SELECT id, position, timeline_frame FROM shot_generations WHERE shot_id = ?"
                  " ORDER BY timeline_frame IS NULL, timeline_frame, position, created_at, id", (shot_id,))
    wanted = [(at if row[2] is not None else None, row[0], row[1]) for at, row in enumerate(rows)]
    tx.executemany("UPDATE shot_generations SET position = ? WHERE id = ?",
                   [(new, item_id) for new, item_id, old in wanted if new != old])


def _part_doubles(tx: Write, shot_id: str, fixed: set[str]) -> None:
    """No two items of the shot start on one frame: of two, the one not in `fixed` (else the later one) moves right, to
    a frame that none of `fixed` asked for."""
    rows = tx.all("SELECT id, timeline_frame FROM shot_generations WHERE shot_id = ? AND timeline_frame IS NOT NULL"
                  " ORDER BY timeline_frame, position, created_at, id", (shot_id,))
    taken = {frame for item_id, frame in rows if item_id in fixed}
    seen: set[int] = set()
    moved = []
    for item_id, frame in sorted(rows, key=lambda row: (row[0] not in fixed, row[1])):
        free = frame
        while free in seen or (free in taken and (item_id not in fixed or free != frame)):
            free += 1
        seen.add(free)
        if free != frame:
            moved.append((free, item_id))
    tx.executemany("UPDATE shot_generations SET timeline_frame = ? WHERE id = ?", moved)


def _same_project(read: Read, project_id: str, generation_id: str) -> None:
    row = read.one("SELECT project_id FROM generations WHERE id = ?", (generation_id,))
    if row is None:
        raise NotFound("This item is no longer in the library.")
    if read.value("SELECT 1 FROM projects WHERE id = ?", (project_id,)) is None:
        raise NotFound("This project is no longer in the library.")
    if row[0] != project_id:
        raise WrongProject("The item belongs to another project. Nothing was changed.", "Import it into this project too.")


def _next_frame(read: Read, shot_id: str) -> int:
    found = read.one("SELECT count(*), coalesce(min(timeline_frame), 0), coalesce(max(timeline_frame), 0)"
                     " FROM shot_generations WHERE shot_id = ? AND timeline_frame IS NOT NULL", (shot_id,))
    count, low, high = found or (0, 0, 0)
    if count == 0:
        return 0
    gap = _MAX_GAP if count == 1 else min(_MAX_GAP, max(_MIN_GAP, (high - low) // (count - 1)))
    return int(high) + gap


def _free_frame(read: Read, shot_id: str, frame: int) -> int:
    taken = {row[0] for row in read.all("SELECT timeline_frame FROM shot_generations WHERE shot_id = ?"
                                        " AND timeline_frame >= ?", (shot_id, frame))}
    while frame in taken:
        frame += 1
    return frame


def _later_than_all(read: Read) -> str:
    """A time for a new link: now, or just after the newest link, so that the newest one is the one made last."""
    newest = read.value("SELECT max(created_at) FROM shot_generations")
    moment = ident.now()
    if newest is None or newest < moment:
        return moment
    try:
        return ident.after(newest)
    except (ValueError, OverflowError):  # another program wrote a time that is not spelt as ours
        return moment


def _link(tx: Write, shot_id: str, generation_id: str, frame: int | None, metadata: str | None, moment: str,
          position: int | None = None) -> str:
    item_id = ident.new_id()
    tx.execute("INSERT INTO shot_generations (id, shot_id, generation_id, position, timeline_frame, metadata, created_at,"
               " updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
               (item_id, shot_id, generation_id, position, frame, metadata, moment, moment))
    return item_id
