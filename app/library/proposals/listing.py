"""Proposals as a list for people: grouped by the item that others would join."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from app.library.library import Library
from db import Proposal, Variant, proposals, variants


@dataclass(frozen=True)
class Group:
    """The proposals for one target."""

    target_id: str
    target_seq: int
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True)
class Side:
    """One of the two pictures that are shown side by side: the primary variant of an item, and when the item came."""

    generation_id: str
    seq: int
    name: str
    location: str
    thumbnail_url: str | None
    kind: str | None
    width: int | None
    height: int | None
    duration_us: int | None
    size_bytes: int | None
    created_at: str
    has_recipe: bool
    variants: int


def groups(library: Library) -> list[Group]:
    """Everything that is proposed in the current project. Slow with thousands: not for the GUI thread."""
    with library.store.slow_read() as read:
        found = proposals.shown(read, library.project_id)
    return [Group(target[0], target[1], tuple(each))
            for target, each in groupby(found, key=lambda p: (p.target_id, p.target_seq))]


def count(library: Library) -> int:
    """How many proposals are open in the current project. Not for the GUI thread."""
    with library.store.slow_read() as read:
        return proposals.count(read, library.project_id)


def sides(library: Library, generation_ids: Sequence[str]) -> dict[str, Side]:
    """What is shown of these items; those without a file are left out (1 ms for the twenty or so of a screen)."""
    found = {}
    with library.store.read() as read:
        for generation_id in generation_ids:
            variant = variants.primary_of(read, generation_id)
            if variant is not None:
                seq, created_at, number = proposals.facts_of(read, generation_id)
                found[generation_id] = _side(variant, seq, created_at, number)
    return found


def _side(found: Variant, seq: int, created_at: str, number: int) -> Side:
    name = found.source_name or found.name or found.location.rpartition("/")[2]
    return Side(found.generation_id, seq, name, found.location, found.thumbnail_url, found.kind, found.width, found.height,
                found.duration_us, found.size_bytes, found.captured_at or created_at, bool(found.params), number)
