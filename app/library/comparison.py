"""What can be compared: items by their primaries, the variants of one item, an item with what it is based on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.library.library import Library
from db import Card, Generation, NotFound, Read, Variant, generations, variants

MOST = 4  # side by side


@dataclass(frozen=True)
class Compared:
    """One of those compared: a variant and its item. `number` is 1 for the item's oldest variant, 2 for the next."""

    card: Card
    variant: Variant
    number: int


def read(library: Library, variant_ids: Sequence[str]) -> list[Compared]:
    """These variants as they are now, in that order; what is gone is left out."""
    with library.store.read() as reading:
        return [found for variant_id in variant_ids if (found := _one(reading, variant_id)) is not None]


def chosen(library: Library, generation_ids: Sequence[str]) -> list[Compared]:
    """What is compared when these items are chosen, four at most.

    Several: their primaries, in that order. One: its variants, the primary first, then the newest; an item with one
    variant: that one behind what it is based on. Raises: db.NotFound.
    """
    if len(generation_ids) == 1:
        with library.store.read() as reading:
            of_it = [variant.id for variant in variants.of(reading, generation_ids[0])][:MOST]
        return read(library, of_it) if len(of_it) > 1 else lineage(library, generation_ids[0])
    return primaries(library, generation_ids[:MOST])


def primaries(library: Library, generation_ids: Sequence[str]) -> list[Compared]:
    """The primaries of these items, in that order; what is gone or empty is left out."""
    with library.store.read() as reading:
        cards = generations.cards_of(reading, list(generation_ids))
        found: list[Compared] = []
        for generation_id in generation_ids:
            of_it = variants.of(reading, generation_id) if generation_id in cards else []
            found += [Compared(cards[generation_id], variant, _number(of_it, variant)) for variant in of_it
                      if variant.is_primary]
        return found


def lineage(library: Library, generation_id: str) -> list[Compared]:
    """The primaries of the item and of what it is based on, and so on: the origin first, the item last; four at most.

    Raises: db.NotFound.
    """
    chain: list[str] = []
    with library.store.read() as reading:
        here: str | None = generation_id
        while here is not None and here not in chain and len(chain) < MOST:
            found: Generation = generations.one(reading, here)
            chain.append(here)
            here = found.based_on
    return primaries(library, chain[::-1])


def with_primary(library: Library, variant_id: str) -> list[Compared]:
    """The item's primary and this variant of it; the primary itself with the newest of the others. Raises: db.NotFound."""
    with library.store.read() as reading:
        found = variants.one(reading, variant_id)
        of_it = variants.of(reading, found.generation_id)
    primary = next((each for each in of_it if each.is_primary), found)
    other = found if not found.is_primary else next((each for each in of_it if not each.is_primary), None)
    return read(library, [primary.id, *([other.id] if other is not None else [])])


def viewed(library: Library, variant_id: str, neighbour_id: str | None) -> list[Compared]:
    """What is compared when this variant is looked at: with the primary; the primary with its other variants; the only
    variant of an item with the neighbour. Raises: db.NotFound."""
    with library.store.read() as reading:
        found = variants.one(reading, variant_id)
        alone = len(variants.of(reading, found.generation_id)) == 1
    if not found.is_primary:
        return with_primary(library, variant_id)
    if alone:
        return primaries(library, [found.generation_id, *([neighbour_id] if neighbour_id is not None else [])])
    return chosen(library, [found.generation_id])


def _one(reading: Read, variant_id: str) -> Compared | None:
    try:
        found = variants.one(reading, variant_id)
    except NotFound:
        return None
    card = generations.cards_of(reading, [found.generation_id])[found.generation_id]
    return Compared(card, found, _number(variants.of(reading, found.generation_id), found))


def _number(of_it: list[Variant], variant: Variant) -> int:
    return 1 + sorted((each.created_at, each.id) for each in of_it).index((variant.created_at, variant.id))
