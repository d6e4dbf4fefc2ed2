"""Undo and redo: rows go back to what they were before a part of a step, in one transaction of the caller.

Order: look for conflicts; delete every touched leaf row; parents: inserts, then only the columns that changed, then
deletes; leaf rows as they shall be; what is derived is computed again. Domain triggers keep still meanwhile
(`library_state.replaying`), search triggers do not. What the journal notes here is the part for the way back: rows a
CASCADE took along and columns a job wrote since then come back too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from db.errors import UndoConflict
from db.journal import FINDINGS, LEAVES, PARENTS, Images, Journal, TableImages
from db.rows import FACTS

# Written by triggers and jobs: never a reason to refuse, and computed again afterwards.
_DERIVED = {
    "generations": {"location", "thumbnail_url", "params", "name", "type", "primary_variant_id", "shot_data", "shot_id",
                    "timeline_frame", "variant_count", "unseen_count", "part_count", "updated_at"},
    "generation_variants": {"thumbnail_url", "project_id", "viewed_at", *FACTS},
}
# A generation of which one of these changed, or a variant or link of it, is computed again; a star is not worth it.
_DERIVES = _DERIVED["generations"] | {"parent_generation_id", "trashed_at"}
# Columns of generations that refer to nothing and of which, at most, counts of parts depend.
_PLAIN = {"starred", "rating", "rejected", "label", "trashed_at", "part_count"}


def conflict() -> UndoConflict:
    """What is raised when rows of a part are no longer as it left them."""
    return UndoConflict("This step cannot be undone: something else changed the same items since. Nothing was changed.",
                        "History lists the steps that came after it.")


class Replay:
    """The undoing of one part on one connection, inside the caller's transaction."""

    def __init__(self, connection: Any, journal: Journal, images: Images) -> None:
        self._db = connection
        self._columns = journal.columns
        self._images = images
        self._live_leaves: dict[str, list[dict[str, Any]]] = {}
        self._plain = _is_plain(images)

    def run(self) -> None:
        """Every row of the part is what it was before it. Raises: UndoConflict (nothing is changed then)."""
        db = self._db
        self._defer_references()
        for table, found in self._images.items():
            self._check(table, found)
        touched = self._touched_generations()
        db.execute("UPDATE library_state SET replaying = 1")
        for table in LEAVES:
            if table in self._images:
                self._delete_leaves(table, self._images[table])
        for table in PARENTS:
            if table in self._images:
                self._insert(table, self._images[table].gone)
                self._update(table, self._images[table])
        for table in reversed(PARENTS):
            if table in self._images:
                self._delete_parents(table, self._images[table].made)
        for table in LEAVES:
            if table in self._images:
                self._insert_leaves(table, [*self._images[table].gone, *self._live_leaves.get(table, [])])
        self._derive(touched | self._touched_generations())
        db.execute("UPDATE library_state SET replaying = 0")

    def _defer_references(self) -> None:
        if not self._plain:  # it makes SQLite compile every statement anew: half the time of a small part (measured)
            self._db.execute("PRAGMA defer_foreign_keys = ON")

    # -- looking -----------------------------------------------------------------------------------------------------

    def _live(self, table: str, ids: Iterable[str], names: Iterable[str]) -> dict[str, dict[str, Any]]:
        names = ["id", *(n for n in names if n != "id")]
        rows = self._db.execute(f"SELECT {', '.join(names)} FROM {table} WHERE id IN (SELECT value FROM json_each(?))",
                                (json.dumps(list(ids)),))
        return {row[0]: dict(zip(names, row, strict=True)) for row in rows}

    def _check(self, table: str, found: TableImages) -> None:
        if len(self._live(table, [r["id"] for r in found.made], ())) != len(found.made):
            raise conflict()
        if self._live(table, [r["id"] for r in found.gone], ()):
            raise conflict()
        leaf = table in LEAVES
        names = {n for before, _after in found.changed.values() for n in before}
        live = self._live(table, found.changed, self._columns[table] if leaf else names)
        derived = _DERIVED.get(table, set()) | {"updated_at"}
        restored = []
        for row_id, (before, after) in found.changed.items():
            row = live.get(row_id)
            if row is None or any(row[n] != value for n, value in after.items() if n not in derived):
                raise conflict()
            if leaf:
                restored.append({**row, **before})
        if leaf:
            self._live_leaves[table] = restored

    def _touched_generations(self) -> set[str]:
        ids: set[str] = set()
        for table in ("generation_variants", "deleted_variants", "shot_generations"):
            found = self._images.get(table)
            if found is not None:
                ids.update(r["generation_id"] for r in (*found.made, *found.gone))
                ids.update(r["generation_id"] for r in self._live_leaves.get(table, ()))
                ids.update(i for pair in found.changed.values() for side in pair
                           if (i := side.get("generation_id")) is not None)
        found = self._images.get("generations")
        if found is not None:
            ids.update(r["id"] for r in (*found.made, *found.gone))
            ids.update(i for i, (before, _after) in found.changed.items() if not _DERIVES.isdisjoint(before))
        parents = self._db.execute(
            "SELECT DISTINCT parent_generation_id FROM generations WHERE parent_generation_id IS NOT NULL"
            " AND id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))
        ids.update(row[0] for row in parents)
        return ids

    # -- writing -----------------------------------------------------------------------------------------------------

    def _insert(self, table: str, rows: list[dict[str, Any]]) -> None:
        if rows:
            names = self._columns[table]
            marks = ", ".join("?" * len(names))
            self._db.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})",
                                 [[row[n] for n in names] for row in rows])

    def _insert_leaves(self, table: str, rows: list[dict[str, Any]]) -> None:
        if table in FINDINGS:  # what a job found meanwhile gives way to what says the same (a UNIQUE key would refuse it)
            self._db.executemany(f"DELETE FROM {table} WHERE generation_id = ? AND target_id = ? AND kind = ?",
                                 [(row["generation_id"], row["target_id"], row["kind"]) for row in rows])
        self._insert(table, rows)

    def _update(self, table: str, found: TableImages) -> None:
        groups: dict[tuple[str, ...], list[list[Any]]] = {}
        for row_id, (before, _after) in found.changed.items():
            groups.setdefault(tuple(before), []).append([*before.values(), row_id])
        for names, values in groups.items():
            self._db.executemany(f"UPDATE {table} SET {', '.join(f'{n} = ?' for n in names)} WHERE id = ?", values)

    def _delete_leaves(self, table: str, found: TableImages) -> None:
        ids = [*(r["id"] for r in found.made), *found.changed]
        self._db.executemany(f"DELETE FROM {table} WHERE id = ?", [(i,) for i in ids])

    def _delete_parents(self, table: str, rows: list[dict[str, Any]]) -> None:
        parents = {row["id"]: row.get("parent_generation_id") for row in rows}

        def depth(row_id: str) -> int:
            steps, parent = 0, parents.get(row_id)
            while parent is not None and steps < len(parents):
                steps, parent = steps + 1, parents.get(parent)
            return steps

        ids = sorted(parents, key=depth, reverse=True) if table == "generations" else list(parents)
        if not ids:  # SQLite would compile it all the same, with all triggers
            return
        self._db.executemany(f"DELETE FROM {table} WHERE id = ?", [(i,) for i in ids])

    def _derive(self, generations: set[str]) -> None:
        """The columns that triggers keep, by the triggers' own rules, for these generations."""
        if not generations:
            return
        if self._plain:
            self._count(generations)
            return
        db = self._db
        ids = json.dumps(list(generations))
        of_these = "generations.id IN (SELECT value FROM json_each(?))"
        db.execute(
            "UPDATE generations SET location = NULL, primary_variant_id = NULL"
            f" WHERE {of_these} AND (location IS NOT NULL OR primary_variant_id IS NOT NULL)"
            " AND NOT EXISTS (SELECT 1 FROM generation_variants WHERE generation_id = generations.id)", (ids,))
        db.execute(
            "UPDATE generations SET location = v.location, thumbnail_url = v.thumbnail_url, params = v.params, name = v.name,"
            " primary_variant_id = v.id, type = CASE WHEN v.kind IS NULL OR (v.kind = 'video' AND type LIKE '%video%')"
            " THEN type ELSE v.kind END FROM generation_variants AS v"
            f" WHERE {of_these} AND v.generation_id = generations.id AND v.is_primary = 1"
            " AND (generations.location IS NOT v.location OR generations.thumbnail_url IS NOT v.thumbnail_url"
            " OR generations.params IS NOT v.params OR generations.name IS NOT v.name"
            " OR generations.primary_variant_id IS NOT v.id"
            " OR NOT (v.kind IS NULL OR type IS v.kind"
            " OR (v.kind = 'video' AND coalesce(type, '') LIKE '%video%')))", (ids,))
        db.execute(
            "UPDATE generations SET shot_data = c.shot_data, shot_id = c.shot_id, timeline_frame = c.timeline_frame"
            f" FROM shot_cache AS c WHERE {of_these} AND c.generation_id = generations.id"
            " AND (generations.shot_data IS NOT c.shot_data OR generations.shot_id IS NOT c.shot_id"
            " OR generations.timeline_frame IS NOT c.timeline_frame)", (ids,))
        self._count(generations)

    def _count(self, generations: set[str]) -> None:
        """How many variants, unseen ones and parts these generations have."""
        self._db.execute(
            "WITH now (id, variants, unseen, parts) AS (SELECT g.id,"
            " (SELECT count(*) FROM generation_variants AS v WHERE v.generation_id = g.id),"
            " (SELECT count(*) FROM generation_variants AS v WHERE v.generation_id = g.id AND v.viewed_at IS NULL),"
            " (SELECT count(*) FROM generations AS p WHERE p.parent_generation_id = g.id AND p.trashed_at IS NULL)"
            " FROM generations AS g WHERE g.id IN (SELECT value FROM json_each(?)))"
            " UPDATE generations SET variant_count = now.variants, unseen_count = now.unseen, part_count = now.parts FROM now"
            " WHERE now.id = generations.id AND (variant_count <> now.variants OR unseen_count <> now.unseen"
            " OR part_count <> now.parts)", (json.dumps(list(generations)),))


def _is_plain(images: Images) -> bool:
    """Whether nothing but columns that refer to nothing changed: a star, a rating, the trash."""
    found = images.get("generations")
    return (found is not None and len(images) == 1 and not found.made and not found.gone
            and all(_PLAIN.issuperset(before) for before, _after in found.changed.values()))
