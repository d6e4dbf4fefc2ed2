"""What came from what: parts of a parent, and generations based on another."""

from __future__ import annotations

from collections.abc import Sequence

from db import ids as ident
from db.errors import NotFound, Refused
from db.statements import Read, Write


def parts(read: Read, generation_id: str) -> list[str]:
    """The ids of a generation's parts in their order, those in the trash not."""
    return [row[0] for row in read.all("SELECT id FROM generations WHERE parent_generation_id = ? AND trashed_at IS NULL"
                                       " ORDER BY child_order, created_at, seq", (generation_id,))]


def derived(read: Read, generation_id: str, limit: int = 200) -> list[str]:
    """The ids of what is based on a generation: starred first, then the newest."""
    return [row[0] for row in read.all("SELECT id FROM generations WHERE based_on = ? AND trashed_at IS NULL"
                                       " ORDER BY starred DESC, created_at DESC, seq DESC LIMIT ?", (generation_id, limit))]


def order_parts(tx: Write, generation_id: str, part_ids: Sequence[str]) -> None:
    """The parts stand in this order; parts not named follow. Raises: Refused for a stranger.

    Undo: part of the caller's step.
    """
    have = [row[0] for row in tx.all("SELECT id FROM generations WHERE parent_generation_id = ?"
                                     " ORDER BY child_order, created_at, seq", (generation_id,))]
    strangers = [i for i in part_ids if i not in set(have)]
    if strangers:
        raise Refused(f"{strangers[0]} is no part of this item. Nothing was changed.")
    chosen = list(dict.fromkeys(part_ids))
    order = chosen + [i for i in have if i not in set(chosen)]
    tx.executemany("UPDATE generations SET child_order = ? WHERE id = ? AND child_order IS NOT ?",
                   [(at, part_id, at) for at, part_id in enumerate(order)])


def set_based_on(tx: Write, generation_id: str, source_id: str | None) -> None:
    """The generation is based on that one. Raises: NotFound, Refused (a cycle). Undo: part of the caller's step."""
    if tx.execute("UPDATE generations SET based_on = ? WHERE id = ?", (source_id, generation_id)) == 0:
        raise NotFound("This item is no longer in the library.")


def become_part(tx: Write, generation_id: str, parent_id: str) -> None:
    """The generation is the last part of that one. Raises: NotFound, Refused (a cycle). Undo: part of the caller's step."""
    order = tx.value("SELECT 1 + coalesce(max(child_order), -1) FROM generations WHERE parent_generation_id = ?", (parent_id,))
    if tx.execute("UPDATE generations SET parent_generation_id = ?, is_child = 1, child_order = ?, updated_at = ? WHERE id = ?",
                  (parent_id, order, ident.now(), generation_id)) == 0:
        raise NotFound("This item is no longer in the library.")
