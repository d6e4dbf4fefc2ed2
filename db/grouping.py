"""What the items of the gallery are grouped by: one key for each, read as two long texts."""

from __future__ import annotations

from typing import Literal

from db.query import Filter, compiled
from db.statements import Read

By = Literal["day", "shot", "tool"]
_BOTH = "SELECT coalesce(group_concat(seq), ''), coalesce(group_concat(key, char(10)), '') FROM "
_KEYS = {"day": "coalesce(unixepoch(created_at), 0)", "tool": "replace(coalesce(tool, ''), char(10), ' ')"}


def keys_text(read: Read, wanted: Filter, by: By) -> tuple[str, str]:
    """The `seq` numbers of the gallery in no order, comma separated, and beside them their keys, one a line.

    A day's key is the second in which the item was made: which day that is depends on where one is. Of shots only items
    that are in one are in the answer, whatever the filter: their index has nothing else, and is a fifth of the work.
    """
    sql, values = compiled(wanted, ordered=False)
    if by == "shot":
        sql, values = "SELECT seq, shot_id AS key FROM generations INDEXED BY generations_shot WHERE shot_id IS NOT NULL", []
    else:
        chosen = " INDEXED BY " in sql  # the filter has its index already
        index = " INDEXED BY gallery_filter" if by == "tool" and not chosen and _is_plain(wanted) else ""
        sql = sql.replace("SELECT seq FROM generations", f"SELECT seq, {_KEYS[by]} AS key FROM generations{index}", 1)
    row = read.one(f"{_BOTH} ({sql})", values)
    return ("", "") if row is None else (str(row[0]), str(row[1]))


def _is_plain(wanted: Filter) -> bool:
    """Whether the index of filters has all of it: it knows the tools, which cost ten times as much from the rows."""
    elsewhere = wanted.trash or wanted.parent_id or wanted.with_parts or wanted.shot or wanted.recent or wanted.text
    return wanted.project_id is not None and not elsewhere and wanted.asks("rejected") is None


def made(read: Read, seq: int) -> str:
    """When an item was made; empty when it is gone."""
    return str(read.value("SELECT created_at FROM generations WHERE seq = ?", (seq,)) or "")
