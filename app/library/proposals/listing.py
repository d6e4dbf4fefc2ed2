"""Proposals as a list for people: grouped by the item that others would join."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from app.library.library import Library
from db import Proposal, proposals


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
    with library.store.read() as read:
        return {row[0]: Side(*(*row[:11], bool(row[11]), row[12]))
                for row in proposals.sides(read, generation_ids)}
