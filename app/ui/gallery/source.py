"""What a filter is called: its source, its chips, and the words where nothing is found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.ui.kit.text import tr
from db import Filter


@dataclass(frozen=True)
class Chip:
    """One condition, by its words and a stable word, and what is asked for without it."""

    key: str
    text: str
    without: Filter


def source_name(wanted: Filter) -> str:
    """The view of the library that the filter narrows."""
    if wanted.trash:
        return tr("Trash")
    if wanted.parent_id is not None:
        return tr("Parts")
    if wanted.unplaced:
        return tr("Unplaced")
    if wanted.starred:
        return tr("Starred")
    return tr("All media")


def source_of(wanted: Filter) -> Filter:
    """The filter of that view: without chips and search."""
    bare = Filter(project_id=wanted.project_id, sort=wanted.sort)
    if wanted.trash:
        return replace(bare, trash=True)
    if wanted.parent_id is not None:
        return replace(bare, parent_id=wanted.parent_id)
    if wanted.unplaced:
        return replace(bare, unplaced=True)
    return replace(bare, starred=True) if wanted.starred else bare


def chips(wanted: Filter, shot_numbers: Mapping[str, str]) -> list[Chip]:
    """What narrows the source, search text excepted: that stands in the search field."""
    source = source_of(wanted)
    found: list[Chip] = []
    for key, words in _words(wanted, shot_numbers).items():
        plain = getattr(source, key)
        if words and getattr(wanted, key) != plain:
            changes: dict[str, Any] = {key: plain}
            found.append(Chip(key, words, replace(wanted, **changes)))
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


def _words(wanted: Filter, numbers: Mapping[str, str]) -> dict[str, str]:
    kinds = {"image": tr("Images"), "video": tr("Videos"), "audio": tr("Sounds")}
    placed = {True: tr("Unplaced"), False: tr("In a shot")}
    starred = {True: tr("Starred"), False: tr("Not starred")}
    n_variants, n_rating = wanted.min_variants, wanted.min_rating
    return {
        "type": kinds.get(wanted.type or "", ""),
        "starred": starred.get(bool(wanted.starred), ""),
        "unplaced": placed.get(bool(wanted.unplaced), ""),
        "unseen": tr("Unseen"),
        "min_variants": tr("Has variants") if n_variants <= 2 else tr("{n} variants or more", n=n_variants),
        "min_rating": tr("Rated 5") if n_rating >= 5 else tr("Rated {n} or more", n=n_rating),
        "tool": tr("Made with {tool}", tool=wanted.tool),
        "shot": tr("In shot {number}", number=numbers.get(wanted.shot or "", "")).strip(),
        "shot_name": tr("In shot “{name}”", name=wanted.shot_name),
        "tag": tr("Tag {tag}", tag=wanted.tag),
        "based": tr("Based on something"),
        "with_parts": tr("With parts"),
    }
