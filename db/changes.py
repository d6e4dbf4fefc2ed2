"""The news: which rows a commit touched, its triggers and cascades included."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

Fate = Literal["made", "changed", "gone"]


@dataclass(frozen=True)
class Changes:
    """What one commit changed: per table the ids with their fate, and the columns that changed.

    `seqs` are the `seq` numbers of the generations among them. `everything` is true when another program wrote:
    then any row may have changed. Rows of observed tables (tasks, imports, …) are always told as "changed".
    """

    label: str | None = None
    rows: Mapping[str, Mapping[str, Fate]] = field(default_factory=dict)
    columns: Mapping[str, frozenset[str]] = field(default_factory=dict)
    seqs: frozenset[int] = frozenset()
    everything: bool = False

    def __bool__(self) -> bool:
        return self.everything or bool(self.rows)

    def touches(self, *tables: str) -> bool:
        """Whether any row of one of these tables changed."""
        return self.everything or any(table in self.rows for table in tables)

    def ids(self, table: str) -> frozenset[str]:
        """The ids of the touched rows of a table (empty when `everything`)."""
        return frozenset(self.rows.get(table, ()))

    def made_or_gone(self, table: str) -> bool:
        """Whether rows came to the table or left it."""
        return self.everything or any(fate != "changed" for fate in self.rows.get(table, {}).values())

    def changed(self, table: str, *columns: str) -> bool:
        """Whether one of these columns changed in a row that stayed."""
        return self.everything or not self.columns.get(table, frozenset()).isdisjoint(columns)


def merged(parts: Iterable[Changes]) -> Changes:
    """One piece of news for several commits; a row made in one and changed in a later one is made."""
    rows: dict[str, dict[str, Fate]] = {}
    columns: dict[str, frozenset[str]] = {}
    seqs: set[int] = set()
    label: str | None = None
    everything = False
    for part in parts:
        label = part.label or label
        everything = everything or part.everything
        seqs |= part.seqs
        for table, touched in part.rows.items():
            into = rows.setdefault(table, {})
            for row_id, fate in touched.items():
                into[row_id] = "made" if fate == "changed" and into.get(row_id) == "made" else fate
        for table, names in part.columns.items():
            columns[table] = columns.get(table, frozenset()) | names
    return Changes(label, rows, columns, frozenset(seqs), everything)
