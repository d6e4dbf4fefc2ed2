"""Files that come to an item that is there already: as variants of it, or as its parts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.errors import UserError
from app.library.importing import Examine, Import, Report, Target, Tick
from app.library.library import Library
from db import generations, lineage


def add_variant(library: Library, generation_id: str, file: Path, examine: Examine) -> str:
    """The item has the file as one more variant, not primary, already seen; the variant's id.

    Undo: “Import 1 variant”. Raises: UserError that says why when the file is no media, cannot be read or
    is in the library already; db.NotFound, db.ReadOnly, WorldError.
    """
    report = _brought(library, generation_id, [file], Target(variant_of=generation_id), examine, None)
    if report.imported:
        variant_id = report.imported[0].variant_id
        assert variant_id is not None
        return variant_id
    refused = (*report.duplicates, *report.skipped, *report.failed)[0]
    raise UserError(refused.reason or "The file was not imported.", "", refused.state)


def add_parts(
    library: Library, generation_id: str, files: Sequence[Path], examine: Examine, tick: Tick | None = None
) -> Report:
    """The files that can be read are the last parts of the item, in that order; the report says what failed.

    Undo: “Import 4 parts”. Raises: db.NotFound, db.ReadOnly, WorldError.
    """
    return _brought(library, generation_id, files, Target(part_of=generation_id), examine, tick)


def order_parts(library: Library, generation_id: str, part_ids: Sequence[str]) -> None:
    """The parts of the item stand in this order, those not named follow.

    Undo: “Reorder 4 parts”. Raises: db.NotFound, db.Refused for what is no part of it, db.ReadOnly.
    """
    with library.store.write(f"Reorder {len(part_ids)} parts") as tx:
        generations.one(tx, generation_id)
        lineage.order_parts(tx, generation_id, part_ids)


def _brought(
    library: Library,
    generation_id: str,
    files: Sequence[Path],
    target: Target,
    examine: Examine,
    tick: Tick | None,
) -> Report:
    with library.store.read() as read:
        library.choose_project(generations.one(read, generation_id).project_id)
    return Import(library, files, target, examine, tick=tick).run()
