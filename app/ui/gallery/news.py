"""Whether what happened in the library can change which items the gallery shows, or their order."""

from __future__ import annotations

from db import Changes, Filter

MEMBERSHIP = ("trashed_at", "location", "is_child", "parent_generation_id", "project_id", "created_at")
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
    asked = {
        "starred": wanted.starred is not None,
        "shot_id": wanted.unplaced is not None,
        "type": wanted.type is not None,
        "unseen_count": wanted.unseen,
        "variant_count": wanted.min_variants > 0,
        "rating": wanted.min_rating > 0 or wanted.sort == "rating",
        "based_on": wanted.based,
        "params": wanted.tool is not None,
        "child_order": wanted.parent_id is not None,
        "name": wanted.sort == "name",
    }
    found = [column for column, matters in asked.items() if matters]
    return [*MEMBERSHIP, *found, *(SEARCHED if wanted.text else ())]


def _tables(wanted: Filter) -> list[str]:
    asked = {
        "generation_tags": bool(wanted.tag or wanted.text),
        "generation_variants": bool(wanted.text),
        "shot_generations": bool(wanted.shot or wanted.shot_name),
        "shots": bool(wanted.shot_name),
    }
    return [table for table, matters in asked.items() if matters]
