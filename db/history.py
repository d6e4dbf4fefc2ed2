"""The history: named steps in the order in which they began, each with parts that hold images of rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

KEEP = 500  # steps; older ones are forgotten

State = Literal["open", "done", "undoing", "undone", "redoing"]
Kind = Literal["gesture", "bulk", "import"]


@dataclass(frozen=True)
class Step:
    """One line of the history. `undone` steps can be done again, `open` ones are still going on."""

    id: int
    label: str
    state: State
    kind: Kind
    created_at: str


class History:
    """Rows of history_steps and history_parts on one connection; the caller holds the transaction."""

    def __init__(self, connection: Any) -> None:
        self._db = connection

    def begin(self, label: str, kind: Kind, merge_key: str | None = None) -> int:
        """A new open step; what was undone before it can no longer be done again."""
        self._db.execute("DELETE FROM history_steps WHERE state = 'undone'")
        cursor = self._db.execute("INSERT INTO history_steps (label, state, kind, merge_key) VALUES (?, 'open', ?, ?)",
                                  (label, kind, merge_key))
        self._db.execute("DELETE FROM history_steps WHERE state <> 'open' AND id <= (SELECT id FROM history_steps"
                         " ORDER BY id DESC LIMIT 1 OFFSET ?)", (KEEP,))
        return int(cursor.lastrowid)

    def mergeable(self, merge_key: str, within_s: float) -> int | None:
        """The last step, if it was made with this key so short a time ago that the new one belongs to it."""
        row = self._db.execute(
            "SELECT id FROM history_steps WHERE id = (SELECT max(id) FROM history_steps) AND state = 'done'"
            " AND merge_key = ? AND julianday('now') - julianday(created_at) <= ? / 86400.0", (merge_key, within_s)).fetchone()
        return None if row is None else int(row[0])

    def extend(self, step_id: int, label: str) -> None:
        """A merged step carries the newest label and time."""
        self._db.execute("UPDATE history_steps SET label = ?, created_at = strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'"
                         " WHERE id = ?", (label, step_id))

    def add_part(self, step_id: int, images: bytes) -> None:
        """The step has one more part."""
        self._db.execute("INSERT INTO history_parts (step_id, number, images) SELECT ?, 1 + coalesce(max(number), 0), ?"
                         " FROM history_parts WHERE step_id = ?", (step_id, images, step_id))

    def turn_part(self, step_id: int, number: int, undone: bool, images: bytes) -> None:
        """The part was replayed; its images now lead the other way."""
        self._db.execute("UPDATE history_parts SET undone = ?, images = ? WHERE step_id = ? AND number = ?",
                         (int(undone), images, step_id, number))

    def next_part(self, step_id: int, *, undo: bool) -> tuple[int, bytes] | None:
        """The part that is undone (the last first) or done again (the first first) next."""
        order = "DESC" if undo else "ASC"
        row = self._db.execute("SELECT number, images FROM history_parts WHERE step_id = ? AND undone = ?"
                               f" ORDER BY number {order} LIMIT 1", (step_id, int(not undo))).fetchone()
        return None if row is None else (int(row[0]), bytes(row[1]))

    def count_parts(self, step_id: int, *, undone: bool = False) -> int:
        """How many parts of the step are done, or undone."""
        return int(self._db.execute("SELECT count(*) FROM history_parts WHERE step_id = ? AND undone = ?",
                                    (step_id, int(undone))).fetchone()[0])

    def set_state(self, step_id: int, state: State) -> None:
        """The step is in this state."""
        self._db.execute("UPDATE history_steps SET state = ? WHERE id = ?", (state, step_id))

    def relabel(self, step_id: int, label: str) -> None:
        """The step has this label."""
        self._db.execute("UPDATE history_steps SET label = ? WHERE id = ?", (label, step_id))

    def drop(self, step_id: int) -> None:
        """The step is forgotten, its parts too."""
        self._db.execute("DELETE FROM history_steps WHERE id = ?", (step_id,))

    def drop_until(self, step_id: int) -> None:
        """This step and everything before it is forgotten (Empty trash; open steps stay)."""
        self._db.execute("DELETE FROM history_steps WHERE id <= ? AND state <> 'open'", (step_id,))

    def next_undo(self) -> Step | None:
        """The step that Undo takes back."""
        return self._one("state = 'done' ORDER BY id DESC")

    def next_redo(self) -> Step | None:
        """The step that Redo does again."""
        return self._one("state = 'undone' ORDER BY id")

    def unfinished(self) -> list[Step]:
        """Steps that a crash left half done, newest first."""
        return self._many("state IN ('open', 'undoing', 'redoing') ORDER BY id DESC", -1)

    def steps(self, limit: int) -> list[Step]:
        """The newest steps, newest first."""
        return self._many("1 ORDER BY id DESC", limit)

    def _one(self, where: str) -> Step | None:
        found = self._many(where, 1)
        return found[0] if found else None

    def _many(self, where: str, limit: int) -> list[Step]:
        return [Step(*row) for row in self._db.execute(
            f"SELECT id, label, state, kind, created_at FROM history_steps WHERE {where} LIMIT ?", (limit,))]
