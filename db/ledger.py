"""What work cost: an append-only record; a mistake is taken back by a `refund` entry, never by undo."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from db import ids as ident
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
