"""Everything about one item, for the inspector and `dailies-cli show`."""

from __future__ import annotations

from dataclasses import dataclass

from app.library.library import Library
from db import Card, Generation, Variant, generations, imports, lineage, proposals, settings, shots, variants

FOLDED = "inspector.folded"


@dataclass(frozen=True)
class ShotUse:
    """A shot that the item is in; `frames` has one entry per place, None for unpositioned."""

    shot_id: str
    shot_name: str
    shot_number: int
    frames: list[int | None]


@dataclass(frozen=True)
class DeletedVariant:
    """A variant in Trash that can come back."""

    id: str
    name: str | None
    thumbnail_url: str | None
    deleted_at: str


@dataclass(frozen=True)
class Detail:
    """One item with its variants (primary first), parts in order, lineage and places."""

    generation: Generation
    variants: list[Variant]
    parts: list[Card]
    based_on: Card | None
    derived: list[Card]
    parent: Card | None
    shots: list[ShotUse]
    tags: list[str]
    deleted: list[DeletedVariant]
    proposals: int = 0  # open ones that name it


@dataclass(frozen=True)
class Block:
    """A raw block of metadata as it was found in the file; `name` says where."""

    name: str
    data: bytes


def detail(library: Library, generation_id: str) -> Detail:
    """Everything about an item, in one snapshot. Raises: db.NotFound."""
    with library.store.read() as read:
        found = generations.one(read, generation_id)
        part_ids = lineage.parts(read, generation_id)
        derived_ids = lineage.derived(read, generation_id)
        near = [i for i in (found.based_on, found.card.parent_generation_id) if i is not None]
        cards = generations.cards_of(read, [*part_ids, *derived_ids, *near])
        numbers = {shot.id: at for at, shot in enumerate(shots.of_project(read, found.project_id), 1)}
        return Detail(
            generation=found,
            variants=variants.of(read, generation_id),
            parts=[cards[i] for i in part_ids],
            based_on=cards.get(found.based_on or ""),
            derived=[cards[i] for i in derived_ids],
            parent=cards.get(found.card.parent_generation_id or ""),
            shots=[ShotUse(use[0], use[1], numbers.get(use[0], use[2]), use[3]) for use in shots.uses(read, generation_id)],
            tags=generations.tags(read, generation_id),
            deleted=[DeletedVariant(*row) for row in variants.deleted(read, generation_id)],
            proposals=proposals.count_of(read, generation_id),
        )


def blocks(library: Library, sha256: str) -> list[Block]:
    """The raw blocks that were kept of a file's content, by name. Slow for graphs of megabytes: not for the GUI thread."""
    with library.store.slow_read() as read:
        return [Block(name, data) for name, data in imports.blocks(read, sha256)]


def folded(library: Library) -> set[str]:
    """The names of the sections that a person folded."""
    with library.store.read() as read:
        found = settings.get(read, FOLDED, [])
    return {name for name in found if isinstance(name, str)} if isinstance(found, list) else set()


def keep_folded(library: Library, names: set[str]) -> None:
    """These sections are folded the next time too. Not undoable. Raises: db.ReadOnly, db.DiskFull."""
    with library.store.write(None) as tx:
        settings.put(tx, FOLDED, sorted(names))
