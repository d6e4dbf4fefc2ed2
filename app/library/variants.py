"""Verbs on variants: which one is primary, delete, restore, and making one its own item. Each is one step."""

from __future__ import annotations

from collections.abc import Sequence

from app.library.library import Library
from db import Variant, generations, variants
from db.errors import Refused


def name_of(variant: Variant) -> str:
    """What a person calls the variant: its name, else the name of its file."""
    return variant.name or variant.source_name or variant.location.rpartition("/")[2]


def set_primary(library: Library, variant_id: str) -> str:
    """The variant is its item's primary: gallery, shots and exports show it. Returns the item's id.

    Undo: “Make … primary”. Raises: db.NotFound, db.ReadOnly.
    """
    with library.store.write("Set primary variant") as tx:
        tx.label = f"Make “{name_of(variants.one(tx, variant_id))}” primary"
        return variants.set_primary(tx, variant_id)


def delete(library: Library, variant_id: str) -> str:
    """The variant is in Trash; the newest of the others is primary if it was. Returns the item's id.

    The only variant of an item is not deleted this way: trash the item.
    Undo: “Delete variant …”. Raises: db.NotFound, db.Refused, db.ReadOnly.
    """
    with library.store.write("Delete variant") as tx:
        found = variants.one(tx, variant_id)
        if len(variants.of(tx, found.generation_id)) == 1:
            raise Refused("This is the item's only variant. Nothing was changed.", "Move the item to Trash instead.")
        tx.label = f"Delete variant “{name_of(found)}”"
        return variants.delete(tx, variant_id)


def restore(library: Library, variant_id: str) -> str:
    """A deleted variant is back, not as primary. Returns the item's id.

    Undo: “Restore variant”. Raises: db.NotFound, db.ReadOnly.
    """
    with library.store.write("Restore variant") as tx:
        return variants.restore(tx, variant_id)


def detach(library: Library, variant_id: str) -> str:
    """The variant is an item of its own, based on the one it came from; returns the new item's id.

    Undo: “Make … its own item”. Raises: db.NotFound, db.Refused (it is the only one), db.ReadOnly.
    """
    with library.store.write("Make a variant its own item") as tx:
        found = variants.one(tx, variant_id)
        others = [v for v in variants.of(tx, found.generation_id) if v.id != variant_id]
        if not others:
            raise Refused("This is the item's only variant, it is its own item already. Nothing was changed.")
        tx.label = f"Make “{name_of(found)}” its own item"
        if found.is_primary:  # a primary stays where it is: the newest of the others takes over first
            variants.set_primary(tx, others[0].id)
        source = generations.one(tx, found.generation_id)
        generation_id = generations.create(tx, source.project_id, name=found.name, based_on=found.generation_id,
                                           kind=found.kind)
        variants.move(tx, variant_id, generation_id)
        return generation_id


def mark_viewed(library: Library, variant_ids: Sequence[str]) -> None:
    """These variants count as seen. Not undoable. Does nothing in a read-only library."""
    if library.read_only or not variant_ids:
        return
    with library.store.write(None) as tx:
        variants.mark_viewed(tx, variant_ids)
