"""What a filter is called: its source, its chips, and the words where nothing is found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.ui.kit.condition_words import has_values, words_of
from app.ui.kit.text import tr
from db import Condition, Filter

VIEWS = ("missing", "rejected", "unplaced", "star")
"""Conditions that are views of the sidebar; the first of them that is asked for names the source, the others are chips."""


@dataclass(frozen=True)
class Chip:
    """One condition, by its words and a stable word, and what is asked for without it.

    `condition` is there where it has a value that can be changed.
    """

    key: str
    text: str
    without: Filter
    condition: Condition | None = None


def view_of(wanted: Filter) -> str:
    """"trash", "parent", "recent", one of VIEWS, or empty for all media: what the gallery shows before it is narrowed."""
    if wanted.trash:
        return "trash"
    if wanted.parent_id is not None:
        return "parent"
    if wanted.recent:
        return "recent"
    return next((key for key in VIEWS if Condition(key) in wanted.conditions), "")


def source_name(wanted: Filter) -> str:
    """The view of the library that the filter narrows."""
    return {"trash": tr("Trash"), "parent": tr("Parts"), "recent": tr("Recent import"), "missing": tr("Missing files"),
            "rejected": tr("Rejected"), "unplaced": tr("Unplaced"), "star": tr("Starred"), "": tr("All media")}[view_of(wanted)]


def source_of(wanted: Filter) -> Filter:
    """The filter of that view: without chips and search."""
    bare = Filter(project_id=wanted.project_id, sort=wanted.sort, descending=wanted.descending, like=wanted.like)
    view = view_of(wanted)
    if view == "trash":
        return replace(bare, trash=True)
    if view == "parent":
        return replace(bare, parent_id=wanted.parent_id)
    if view == "recent":
        return replace(bare, recent=True)
    return bare.having(view) if view else bare


def chips(wanted: Filter, shot_numbers: Mapping[str, str]) -> list[Chip]:
    """What narrows the source, search text excepted: that stands in the search field."""
    source, found = source_of(wanted), []
    if wanted.shot is not None:
        words = tr("In shot {number}", number=shot_numbers.get(wanted.shot, "")).strip()
        found.append(Chip("shot", words, replace(wanted, shot=None)))
    for asked in wanted.conditions:
        if asked not in source.conditions:
            changes = asked if has_values(asked.key) else None
            found.append(Chip(asked.key, words_of(asked), wanted.without(asked), changes))
    if wanted.with_parts:
        found.append(Chip("with_parts", tr("With parts"), replace(wanted, with_parts=False)))
    return found


def without_chips(wanted: Filter) -> Filter:
    """Only the search is left."""
    return replace(source_of(wanted), text=wanted.text)


def without_search(wanted: Filter) -> Filter:
    """Only the chips are left."""
    return replace(wanted, text="")


def hidden_line(filters: int, search: bool, n: int) -> str:
    """How many items there would be: said where nothing matches."""
    if search and filters:
        return tr("Without search and filters there are {n}.", n=n)
    if search:
        return tr("Without the search there are {n}.", n=n)
    if filters == 1:
        return tr("Without the filter there are {n}.", n=n)
    count = {2: tr("two"), 3: tr("three"), 4: tr("four")}.get(filters)
    return tr("Without the {count} filters there are {n}.", count=count or filters, n=n)
