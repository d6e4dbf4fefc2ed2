"""Whether what happened in the library can change which items the gallery shows, or their order."""

from __future__ import annotations

from db import Changes, Filter
from db.conditions import asked_of

MEMBERSHIP = ("trashed_at", "location", "is_child", "parent_generation_id", "project_id", "created_at", "rejected")
FACTS = ("duration_us", "width", "height", "damaged")
"""Columns of generation_variants that cards show and generations do not repeat."""
SEARCHED = ("name", "params", "note")


def may_change_list(changes: Changes, wanted: Filter) -> bool:
    """Whether the list of ids must be read again."""
    if changes.everything or changes.made_or_gone("generations"):
        return True
    if changes.changed("generations", *_columns(wanted)):
        return True
    return changes.touches(*tables) if (tables := _tables(wanted)) else False


def facts_changed(changes: Changes) -> bool:
    """Whether cards may differ although their generations did not change."""
    return changes.changed("generation_variants", *FACTS)


def _columns(wanted: Filter) -> list[str]:
    found = [column for key in asked_of(wanted.conditions) for column in key.columns]
    if wanted.parent_id is not None:
        found.append("child_order")
    if wanted.sort in ("rating", "name"):
        found.append(wanted.sort)
    return [*MEMBERSHIP, *found, *(SEARCHED if wanted.text else ())]


def _tables(wanted: Filter) -> list[str]:
    asked = {
        "generation_tags": bool(wanted.text),
        "generation_variants": bool(wanted.text) or wanted.sort in ("size", "duration", "colour", "similar"),
        "shot_generations": wanted.shot is not None,
        "imports": wanted.recent,
        "import_items": wanted.recent,
    }
    return [*(table for table, matters in asked.items() if matters),
            *(table for key in asked_of(wanted.conditions) for table in key.tables)]
