"""What work cost: an append-only record; a mistake is taken back by a `refund` entry, never by undo."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from db import ids as ident
from db.rows import CostSum
from db.statements import Read, Write


def add(tx: Write, user_id: str, amount: int, kind: str, *, task_id: str | None = None,
        metadata: Mapping[str, Any] | None = None) -> str:
    """A new entry of `amount` thousandths (spending is negative); the user's credits follow. Not undoable."""
    entry_id = ident.new_id()
    tx.execute("INSERT INTO credits_ledger (id, user_id, task_id, amount, type, metadata) VALUES (?, ?, ?, ?, ?, ?)",
               (entry_id, user_id, task_id, amount, kind, ident.canonical(metadata)))
    return entry_id


def credits(read: Read, user_id: str) -> int:
    """The user's credits in thousandths: the sum of the entries."""
    return int(read.value("SELECT credits FROM users WHERE id = ?", (user_id,)) or 0)


def spent(read: Read, user_id: str) -> list[CostSum]:
    """What the user spent, less refunds, by month and project; the newest month first."""
    return [CostSum(*row) for row in read.all(
        "SELECT json_extract(l.metadata, '$.project_id') AS project, p.name, substr(l.created_at, 1, 7) AS month,"
        " -sum(l.amount), count(*) FROM credits_ledger AS l"
        " LEFT JOIN projects AS p ON p.id = json_extract(l.metadata, '$.project_id')"
        " WHERE l.user_id = ? AND l.type IN ('spend', 'refund')"
        " GROUP BY project, month ORDER BY month DESC, p.name, project", (user_id,))]


def spent_on(read: Read, generation_id: str) -> int:
    """What one item cost, less refunds, in thousandths: entries go with the variant that they speak of, by its bytes or id."""
    return -int(read.value(
        "SELECT coalesce(sum(amount), 0) FROM credits_ledger AS l WHERE type IN ('spend', 'refund') AND coalesce("
        "(SELECT v.generation_id FROM generation_variants AS v WHERE v.sha256 = json_extract(l.metadata, '$.sha256') LIMIT 1),"
        " (SELECT v.generation_id FROM generation_variants AS v WHERE v.id = json_extract(l.metadata, '$.variant_id')),"
        " json_extract(l.metadata, '$.generation_id')) = ?", (generation_id,)))


def has_spent_on_bytes(read: Read, sha256: str) -> bool:
    """Whether the cost that a file's sidecar tells was written down before."""
    return read.value("SELECT 1 FROM credits_ledger WHERE type = 'spend' AND json_extract(metadata, '$.sha256') = ? LIMIT 1",
                      (sha256,)) is not None
