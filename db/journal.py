"""The journal: TEMP triggers that note every touched row once, and the images made of it when a write ends.

TEMP triggers live in our connection only, so the file stays an ordinary SQLite file. They see what domain triggers
and cascades do, which no hand-written list of changes would. Each is BEFORE: the first image of a row in a transaction
is its state before the write, whatever order SQLite runs triggers in. "First" is said by WHERE NOT EXISTS, since an OR
clause of the outer statement replaces one inside a trigger.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import compress
from operator import ne
from typing import Any

from db.changes import Changes, Fate
from db.errors import BugError

# Parents: their deletion sets off CASCADE or SET NULL. Order: a row before those that refer to it.
PARENTS = ("users", "projects", "shots", "generations", "training_data_batches", "training_data")
LEAVES = ("generation_variants", "deleted_variants", "shot_generations", "generation_tags", "saved_searches", "resources",
          "training_data_segments", "proposals")
UNDOABLE = PARENTS + LEAVES
OBSERVED = ("tasks", "workers", "imports", "import_items", "settings", "credits_ledger", "watched_folders",
            "missing_files")
# Rows that jobs may make without a step: what they find out. What a person does to them is undone as anything else.
FINDINGS = frozenset({"proposals"})
# Columns that are in no image: the ledger is no part of undo.
UNRECORDED = {"users": {"credits"}}

_GUARD = ("SELECT RAISE(ABORT, 'write outside Store.write()') WHERE NOT EXISTS (SELECT 1 FROM recording);"
          " SELECT RAISE(ABORT, 'an id cannot change') WHERE {ids_differ};")


@dataclass
class TableImages:
    """What happened to the rows of one table: whole rows that came and went, and changed columns of the others."""

    made: list[dict[str, Any]] = field(default_factory=list)
    gone: list[dict[str, Any]] = field(default_factory=list)
    changed: dict[str, tuple[dict[str, Any], dict[str, Any]]] = field(default_factory=dict)  # id → before, after


Images = dict[str, TableImages]


class Journal:
    """The TEMP triggers of one connection, and the sealing of what they noted."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self.columns: dict[str, tuple[str, ...]] = {}
        connection.execute("CREATE TEMP TABLE recording (one INTEGER)")
        connection.execute("CREATE TEMP TABLE change (tbl TEXT NOT NULL, id TEXT NOT NULL, before TEXT,"
                           " PRIMARY KEY (tbl, id)) WITHOUT ROWID")
        for table in UNDOABLE:
            names = [row[1] for row in connection.execute(f"PRAGMA main.table_info({table})")]
            self.columns[table] = tuple(n for n in names if n not in UNRECORDED.get(table, ()))
            self._watch(table, self._image(table, "OLD"), self._image(table, "t"))
        for table in OBSERVED:
            self._watch(table, "NULL", "NULL")

    def _image(self, table: str, alias: str) -> str:
        return "json_array(" + ", ".join(f"{alias}.{c}" for c in self.columns[table]) + ")"

    def _watch(self, table: str, old_image: str, live_image: str) -> None:
        def trigger(event: str, row: str, image: str) -> None:
            ids = "NEW.id IS NOT OLD.id" if event == "UPDATE" else "0"
            self._connection.execute(
                f"CREATE TEMP TRIGGER journal_{table}_{event.lower()} BEFORE {event} ON main.{table} BEGIN "
                f"{_GUARD.format(ids_differ=ids)} "
                f"INSERT INTO change (tbl, id, before) SELECT '{table}', {row}.id, {image} "
                f"WHERE NOT EXISTS (SELECT 1 FROM change WHERE tbl = '{table}' AND id = {row}.id); END")

        # An upsert and a REPLACE fire BEFORE INSERT too: the row that has this id already is its first image.
        there = "NULL" if live_image == "NULL" else f"(SELECT {live_image} FROM main.{table} AS t WHERE t.id = NEW.id)"
        trigger("INSERT", "NEW", there)
        trigger("UPDATE", "OLD", old_image)
        trigger("DELETE", "OLD", old_image)

    def start(self) -> None:
        """Writes of this transaction are allowed and noted from here on."""
        self._connection.execute("INSERT INTO recording VALUES (1)")

    def seal(self, label: str | None) -> tuple[Images, Changes]:
        """What the transaction changed, as images for the history and as news; noting stops."""
        images: Images = {}
        rows: dict[str, dict[str, Fate]] = {}
        columns: dict[str, frozenset[str]] = {}
        seqs: set[int] = set()
        tables = [row[0] for row in self._connection.execute("SELECT DISTINCT tbl FROM change")]
        for table in tables:
            if table in OBSERVED:
                noted = self._connection.execute("SELECT id FROM change WHERE tbl = ?", (table,))
                rows[table] = {row[0]: "changed" for row in noted}
                continue
            found = self._compare(table)
            if not (found.made or found.gone or found.changed):
                continue
            images[table] = found
            fates: dict[str, Fate] = {row["id"]: "made" for row in found.made}
            fates.update({row["id"]: "gone" for row in found.gone})
            fates.update(dict.fromkeys(found.changed, "changed"))
            rows[table] = fates
            columns[table] = frozenset(name for _before, after in found.changed.values() for name in after)
            if table == "generations":
                seqs.update(row["seq"] for row in (*found.made, *found.gone))
                seqs.update(self.seqs_of(found.changed))
        self._connection.execute("DELETE FROM change")
        self._connection.execute("DELETE FROM recording")
        return images, Changes(label, rows, columns, frozenset(seqs))

    def _compare(self, table: str) -> TableImages:
        rows = self._connection.execute(
            f"SELECT c.id, c.before, CASE WHEN t.id IS NOT NULL THEN {self._image(table, 't')} END"
            f" FROM change AS c LEFT JOIN main.{table} AS t ON t.id = c.id WHERE c.tbl = ?", (table,)).fetchall()
        rows = [row for row in rows if row[1] != row[2]]
        # One text to read: of a thousand, each on its own, the calls cost as much as what is in them.
        befores = json.loads(f"[{','.join(row[1] or 'null' for row in rows)}]")
        afters = json.loads(f"[{','.join(row[2] or 'null' for row in rows)}]")
        names, found = self.columns[table], TableImages()
        for (row_id, _before_text, _after_text), before, after in zip(rows, befores, afters, strict=True):
            if before is None:
                found.made.append(dict(zip(names, after, strict=True)))
            elif after is None:
                found.gone.append(dict(zip(names, before, strict=True)))
            else:
                places = [*compress(range(len(names)), map(ne, before, after))]
                found.changed[row_id] = ({names[at]: before[at] for at in places}, {names[at]: after[at] for at in places})
        return found

    def seqs_of(self, ids: Iterable[str]) -> list[int]:
        """The `seq` numbers of generations, in the order of the table."""
        return [row[0] for row in self._connection.execute(
            "SELECT seq FROM main.generations WHERE id IN (SELECT value FROM json_each(?)) ORDER BY seq",
            (json.dumps(list(ids)),))]

    def packed(self, images: Images) -> bytes:
        """The images as one compressed text: rows with the same changed columns stand in columns; generations by
        `seq`, as differences from one to the next: a starred row costs a few bytes."""
        out: dict[str, Any] = {}
        for table, found in images.items():
            groups: dict[tuple[str, ...], list[str]] = {}
            for row_id, (before, _after) in found.changed.items():
                groups.setdefault(tuple(before), []).append(row_id)
            seq_of = self._seq_map(found.changed) if table == "generations" else {}
            packed_groups = []
            for names, ids in groups.items():
                keys: list[Any] = list(ids)
                if seq_of:
                    ids.sort(key=seq_of.__getitem__)
                    numbers = [seq_of[i] for i in ids]
                    keys = [b - a for a, b in zip([0, *numbers], numbers, strict=False)]
                packed_groups.append([
                    names, keys,
                    [[found.changed[i][0][n] for i in ids] for n in names],
                    [[found.changed[i][1][n] for i in ids] for n in names]])
            out[table] = [found.made, found.gone, packed_groups]
        text = json.dumps(out, ensure_ascii=False, separators=(",", ":"))
        return zlib.compress(text.encode("utf-8", "surrogatepass"), 1)

    def _seq_map(self, ids: Iterable[str]) -> dict[str, int]:
        return dict(self._connection.execute(
            "SELECT id, seq FROM main.generations WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(ids)),)))

    def unpacked(self, data: bytes) -> Images:
        """The images that `packed` wrote. Generations that are no longer there keep `seq:<number>` as their id."""
        images: Images = {}
        for table, (made, gone, groups) in json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass")).items():
            found = TableImages(made, gone)
            for names, keys, before, after in groups:
                ids = self._ids_of(keys) if table == "generations" else keys
                for at, row_id in enumerate(ids):
                    found.changed[row_id] = ({n: before[k][at] for k, n in enumerate(names)},
                                             {n: after[k][at] for k, n in enumerate(names)})
            images[table] = found
        return images

    def _ids_of(self, steps: list[int]) -> list[str]:
        numbers, number = [], 0
        for step in steps:
            number += step
            numbers.append(number)
        there = dict(self._connection.execute(
            "SELECT seq, id FROM main.generations WHERE seq IN (SELECT value FROM json_each(?))", (json.dumps(numbers),)))
        return [there.get(number, f"seq:{number}") for number in numbers]


def refuse_unlabelled(images: Images) -> None:
    """Rows of the library come and go in steps with a label only. Raises: BugError."""
    for table, found in images.items():
        if found.gone or (found.made and table not in FINDINGS):
            raise BugError(f"a write without a label made or removed rows of {table}")
