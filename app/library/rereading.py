"""Metadata read again by today's readers: from the blocks that were kept at import, no file is touched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.library.library import Library
from app.library.parts import Cancelled, Progress
from db import NotFound, generations, imports, variants

BATCH = 25  # variants of one transaction: their blocks may be megabytes each


def reread(library: Library, seqs: Sequence[int] | None = None, progress: Progress | None = None) -> int:
    """Recipes and what files tell of themselves are what today's readers find, for these items or all; how many changed.

    Variants without kept blocks stay as they are, and so does what did not come from a file.
    Undo: “Read metadata of 3 items again”. A cancel by `progress` takes everything back and gives 0.
    Raises: db.ReadOnly, db.DiskFull.
    """
    with library.store.read() as read:
        ids = variants.with_blocks(read, seqs)
    if not ids:
        return 0
    changed = 0
    try:
        with library.store.step(_label(seqs)) as step:
            for start in range(0, len(ids), BATCH):
                part = ids[start:start + BATCH]
                new = _read_again(library, part)
                if new:
                    with step.part() as tx:
                        changed += sum(variants.set_recipe(tx, each, *said) for each, said in new.items())
                if progress is not None and not progress(start + len(part), len(ids)):
                    raise Cancelled
    except Cancelled:
        return 0
    return changed


def _label(seqs: Sequence[int] | None) -> str:
    if seqs is None:
        return "Read metadata of all items again"
    return "Read metadata of 1 item again" if len(seqs) == 1 else f"Read metadata of {len(seqs):,} items again"


Said = tuple[Mapping[str, Any] | None, Mapping[str, Any] | None]


def _read_again(library: Library, ids: Sequence[str]) -> dict[str, Said]:
    """What differs now, read while nothing is locked."""
    from app.media.metadata import RawBlock, recipe_from_blocks

    new: dict[str, Said] = {}
    with library.store.read() as read:
        for variant_id in ids:
            try:
                variant = variants.one(read, variant_id)
            except NotFound:  # deleted meanwhile
                continue
            recipe = recipe_from_blocks([RawBlock(*block) for block in imports.blocks(read, variant.sha256 or "")])
            said = merged(variant.params, recipe.fields, recipe.sources), recipe.about or None
            if said != (variant.params, variant.about):
                new[variant_id] = said
    return new


def merged(old: Mapping[str, Any] | None, fields: Mapping[str, Any], sources: Mapping[str, str]) -> dict[str, Any] | None:
    """The recipe that a file gives, beside what else stood there: fields with a source came from a file, others did not."""
    from app.media.metadata.recipe import FIELDS

    said = (old or {}).get("sources")
    from_file = set(said) if isinstance(said, Mapping) else set()
    kept = {key: value for key, value in (old or {}).items() if key != "sources" and key not in from_file}
    own = {key for key in kept if key in FIELDS}
    found = {key: value for key, value in fields.items() if key not in own}
    if not found and not kept:
        return None
    told = {key: source for key, source in sources.items() if key in found}
    return {**kept, **found, **({"sources": told} if told else {})}


def blocks(library: Library, generation_id: str) -> list[tuple[str, bytes]]:
    """(name, bytes) of the raw metadata that came with the item's primary file. Raises: db.NotFound."""
    with library.store.read() as read:
        generations.one(read, generation_id)
        primary = variants.primary_of(read, generation_id)
        return imports.blocks(read, primary.sha256) if primary is not None and primary.sha256 else []
