"""What the items of the gallery are grouped by: one key for each, read as two long texts."""

from __future__ import annotations

from typing import Literal

from db.query import Filter, compiled
from db.statements import Read

By = Literal["day", "shot", "tool"]
_KEYS = {
    "day": "coalesce(unixepoch(created_at), 0)",
    "shot": "coalesce(shot_id, '')",
    "tool": "replace(coalesce(tool, ''), char(10), ' ')",
}


def keys_text(read: Read, wanted: Filter, by: By) -> tuple[str, str]:
    """The `seq` numbers of the gallery in no order, comma separated, and beside them their keys, one a line.

    A day's key is the second in which the item was made: which day that is depends on where one is.
    """
    sql, values = compiled(wanted, ordered=False)
    both = sql.replace("SELECT seq FROM", f"SELECT seq, {_KEYS[by]} AS key FROM", 1)
    row = read.one(f"SELECT coalesce(group_concat(seq), ''), coalesce(group_concat(key, char(10)), '') FROM ({both})", values)
    return ("", "") if row is None else (str(row[0]), str(row[1]))


def made(read: Read, seq: int) -> str:
    """When an item was made; empty when it is gone."""
    return str(read.value("SELECT created_at FROM generations WHERE seq = ?", (seq,)) or "")
