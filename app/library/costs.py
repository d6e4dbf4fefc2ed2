"""What generations cost: typed by a person, or told by a file's sidecar. An append-only record, never undone."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from app.errors import UserError
from app.library.library import Library
from db import CostSum, Write, generations, ledger

MOST = 10**12  # thousandths


def parsed(text: str) -> int:
    """Credits as a person types them (“1.25”, “1,25”) in thousandths. Raises: UserError."""
    thousandths = _thousandths(text.strip().replace(",", ".") if text.count(",") == 1 and "." not in text else text.strip())
    if thousandths is None:
        raise UserError(f"“{text}” is no amount.", "Type a number such as 1.25, with three decimals at most.", "bad-amount")
    return thousandths


def shown(thousandths: int) -> str:
    """Thousandths as credits: 1.25."""
    text = f"{Decimal(thousandths) / 1000:,.3f}".rstrip("0")
    whole, _dot, rest = text.partition(".")
    return f"{whole}.{rest.ljust(2, '0')}" if rest else whole


def record(library: Library, generation_id: str, thousandths: int, note: str = "") -> None:
    """The item cost so much more (less, where it is negative). Not undoable: the record is final, a mistake is taken back
    by the opposite amount. Raises: db.NotFound, db.ReadOnly, UserError for nothing."""
    if thousandths == 0:
        raise UserError("An amount of 0 is nothing to write down.", "", "bad-amount")
    with library.store.write(None) as tx:
        item = generations.one(tx, generation_id)
        about = {"generation_id": generation_id, "project_id": item.project_id, "said": "typed"}
        if item.primary_variant_id is not None:
            about["variant_id"] = item.primary_variant_id
        if note:
            about["note"] = note
        ledger.add(tx, library.user_id, -thousandths, "spend" if thousandths > 0 else "refund", metadata=about)


def from_file(tx: Write, user_id: str, project_id: str, generation_id: str, sha256: str, cost: Any) -> None:
    """What the file or its sidecar says it cost is written down, once for its bytes; nothing where it says nothing."""
    thousandths = None if cost is None or isinstance(cost, bool) else _thousandths(str(cost))
    if thousandths and thousandths > 0 and not ledger.has_spent_on_bytes(tx, sha256):
        ledger.add(tx, user_id, -thousandths, "spend", metadata={
            "generation_id": generation_id, "project_id": project_id, "said": "file", "sha256": sha256})


def sums(library: Library) -> list[CostSum]:
    """What was spent by month and project, the newest month first."""
    with library.store.read() as read:
        return ledger.spent(read, library.user_id)


def of_item(library: Library, generation_id: str) -> int:
    """What an item cost so far, in thousandths."""
    with library.store.read() as read:
        return ledger.spent_on(read, generation_id)


def _thousandths(text: str) -> int | None:
    """Rounded to thousandths; None for what is no amount."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    if not value.is_finite() or abs(value) * 1000 > MOST:
        return None
    return int((value * 1000).to_integral_value())
