"""Whole contents of a library's tables, for comparing states."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from db import Read
from db.journal import FINDINGS, UNDOABLE

State = dict[str, dict[str, dict[str, Any]]]

# What jobs may write at any time, and what follows from it: left out when a job wrote between two states.
JOB_COLUMNS = {
    "generations": {"thumbnail_url", "unseen_count", "updated_at"},
    "generation_variants": {"thumbnail_url", "viewed_at", "width", "height", "sha256"},
    "deleted_variants": {"thumbnail_url", "viewed_at", "width", "height", "sha256", "deleted_at"},
}


def dump(read: Read, tables: Iterable[str] = UNDOABLE) -> State:
    """table → id → every column."""
    state: State = {}
    for table in tables:
        names = [row[1] for row in read.all(f"PRAGMA table_xinfo({table})")]
        state[table] = {row[names.index("id")]: dict(zip(names, row, strict=True))
                        for row in read.all(f"SELECT {', '.join(names)} FROM {table}")}
    return state


def without_jobs(state: State) -> State:
    """The state without what jobs write."""
    return {table: {i: {n: v for n, v in row.items() if n not in JOB_COLUMNS.get(table, ())} for i, row in rows.items()}
            for table, rows in state.items() if table not in FINDINGS}


def gap(left: State, right: State) -> list[str]:
    """What differs between two states, in words; empty when they are equal."""
    found = []
    for table in left:
        for row_id in sorted({*left[table], *right[table]}):
            a, b = left[table].get(row_id), right[table].get(row_id)
            if a is None or b is None:
                found.append(f"{table} {row_id}: {'not there' if a is None else 'there'} before,"
                             f" {'not there' if b is None else 'there'} after")
            elif a != b:
                found.append(f"{table} {row_id}: " + ", ".join(f"{n} {a[n]!r} → {b[n]!r}" for n in a if a[n] != b[n]))
    return found


def search_gap(read: Read) -> list[str]:
    """Where the search index holds other words than the rows (the order of words in one column means nothing, and what
    has no words may have no row)."""
    def words(sql: str) -> dict[int, list[list[str]]]:
        return {row[0]: [sorted(re.findall(r"\S+", text or "")) for text in row[1:]] for row in read.all(sql)}

    held = words("SELECT rowid, name, prompt, file_name, tags, note, metadata FROM generation_search")
    meant = words("SELECT seq, name, prompt, file_name, tags, note, metadata FROM search_text")
    return [f"search of seq {seq}: holds {held.get(seq)}, should hold {meant.get(seq)}"
            for seq in {*held, *meant} if held.get(seq, [[]] * 6) != meant.get(seq, [[]] * 6)]
