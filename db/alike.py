"""What many generations have in common: counts of them in groups of the same values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from db import ids as ident
from db.statements import Read


def groups(read: Read, seqs: Sequence[int]) -> list[tuple[Any, ...]]:
    """These generations in groups of the same (type, tool, model, rating, starred, rejected, trashed, label), each with how
    many they are, the bytes and microseconds of their primaries, and when the first and the last was made."""
    return [tuple(row) for row in read.all(
        "SELECT g.type, g.tool, CASE json_type(g.params, '$.model') WHEN 'text' THEN json_extract(g.params, '$.model') END,"
        " g.rating, g.starred, g.rejected, g.trashed_at IS NOT NULL, g.label, count(*), coalesce(sum(v.size_bytes), 0),"
        " coalesce(sum(v.duration_us), 0), min(g.created_at), max(g.created_at)"
        " FROM generations AS g LEFT JOIN generation_variants AS v ON v.id = g.primary_variant_id"
        " WHERE g.seq IN (SELECT value FROM json_each(?)) GROUP BY 1, 2, 3, 4, 5, 6, 7, 8", (ident.listed(seqs),))]
