"""A batch of copied and examined files becomes files in their place and rows in the library."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app import paths
from app.errors import UserError
from app.library import costs
from app.library.importing.copying import Ready
from app.library.importing.names import as_text, shown
from app.library.importing.recover import take_back
from app.library.importing.scan import Target
from app.library.library import Library
from app.media.metadata import tags_and_rating
from db import ImportItem, OpenStep, Write, generations, imports, new_id, now, shots, variants

if TYPE_CHECKING:
    from app.media.work import Examined

BATCH = 25  # files in one transaction: p95 34 ms in a library of a million (tests.perf write)
_FACTS = ("kind", "mime", "width", "height", "orientation", "has_alpha", "bit_depth", "colour_profile", "frames",
          "duration_us", "fps_num", "fps_den", "has_audio", "codec", "captured_at", "captured_from")


_LIKENESS = ("perceptual_hash", "mean_colour")


@dataclass(frozen=True)
class Destination:
    """The project of an import, and where in it."""

    project_id: str
    target: Target


@dataclass
class _Place:
    ready: Ready
    examined: Examined
    generation_id: str
    variant_id: str
    location: str
    thumbnail: str | None


def commit(library: Library, import_id: str, step: OpenStep, to: Destination, batch: Sequence[Ready],
           sync: Callable[[Path], Future[None]]) -> list[ImportItem]:
    """The files stand in their places with their rows; one part of the import's step.

    First the bytes of all are on the disk (`sync`), then the places are written down (state `found`), then the files are
    moved there, then the rows are made: after a crash in between `recover` finds every file that has no row yet.
    Raises: OSError, UserError where the item or shot they go into is gone (nothing of the batch is in then).
    """
    placed = [_place(library, ready) for ready in batch]
    try:
        thumbnails = [sync(place.ready.staged_thumbnail) for place in placed if place.thumbnail is not None]
        for synced in (*thumbnails, *(place.ready.synced for place in placed)):
            synced.result()
        with library.store.write(None) as tx:
            for place in placed:
                found = ImportItem(as_text(place.ready.source), "found", place.thumbnail, place.generation_id,
                                   place.variant_id, place.location)
                imports.record(tx, import_id, found, place.ready.sha256)
        _move_files(library, placed)
        with step.part() as tx:
            _look_at_target(tx, import_id, to.target)
            # First all generations, then all variants: in turn SQLite would prepare both statements, with all their
            # triggers, anew for each row (measured: 3 ms a row instead of 0.3).
            for place in placed:
                _generation(tx, to, place)
            new = [_variant(to, place) for place in placed]
            variants.add_all(tx, new)
            items = [_item(tx, to, place, variant.generation_id) for place, variant in zip(placed, new, strict=True)]
            _into_shot(tx, to.target, [item.generation_id or "" for item in items])
            for place, item in zip(placed, items, strict=True):
                costs.from_file(tx, library.user_id, to.project_id, item.generation_id or "", place.ready.sha256,
                                place.examined.recipe.about.get("cost"))
            imports.forget_found(tx, import_id)
            for place, item in zip(placed, items, strict=True):
                imports.record(tx, import_id, item, place.ready.sha256, place.ready.size_bytes)
                imports.keep_blocks(tx, place.ready.sha256, [(b.name, b.data) for b in place.examined.recipe.blocks])
    except BaseException:
        take_back(library, import_id)
        for place in placed:
            place.ready.forget()
        raise
    return items


def _look_at_target(tx: Write, import_id: str, target: Target) -> None:
    """What the files go into is there. Raises: UserError."""
    for table, wanted, what in (("generations", target.variant_of or target.part_of, "item"), ("shots", target.shot_id, "shot")):
        if wanted is not None and tx.value(f"SELECT 1 FROM {table} WHERE id = ?", (wanted,)) is None:
            files = imports.counts(tx, import_id)["imported"]
            raise UserError(f"The {what} these files were for is no longer in the library."
                            f" {files:,} {'file is' if files == 1 else 'files are'} in.",
                            "Import the others to another place: the originals are untouched.")


def _place(library: Library, ready: Ready) -> _Place:
    assert ready.examined is not None
    generation_id, user = new_id(), library.user_id
    extension = ready.examined.facts.ext if ready.examined.facts.ext else ready.extension
    thumbnail = None
    if ready.examined.thumbnail is not None:
        thumbnail = (paths.clip_thumbnail_location(user, generation_id) if ready.examined.facts.kind == "video"
                     else _free(library, lambda: paths.thumbnail_location(user)))
    location = _free(library, lambda: paths.upload_location(user, extension))
    return _Place(ready, ready.examined, generation_id, new_id(), location, thumbnail)


def _free(library: Library, propose: Callable[[], str]) -> str:
    """A place where nothing is yet: what is taken back later is never the file of another."""
    for _ in range(100):
        location = propose()
        if not library.paths.file(location).exists():
            return location
    raise FileExistsError(errno.EEXIST, "every proposed place is taken", location)


def _move_files(library: Library, placed: Sequence[_Place]) -> None:
    folders = set()
    for place in placed:
        moves = [(place.ready.staged, place.location)]
        if place.thumbnail is not None:
            moves.append((place.ready.staged_thumbnail, place.thumbnail))
        for staged, location in moves:
            final = library.paths.file(location)
            folder = final.parent
            if folder not in folders:
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                folders.add(folder)
            staged.rename(final)
    for folder in folders:
        _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    """The names in the folder are on the disk before a row speaks of them."""
    with contextlib.suppress(PermissionError):  # Windows opens no folder, and needs no sync of one
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _generation(tx: Write, to: Destination, place: _Place) -> None:
    """Without its name, which comes with the variant: so it is written to the search index once."""
    if to.target.variant_of is None:
        generations.create(tx, to.project_id, parent_id=to.target.part_of, kind=place.examined.facts.kind,
                           generation_id=place.generation_id)


def _variant(to: Destination, place: _Place) -> variants.NewVariant:
    examined, source = place.examined, place.ready.source
    facts, recipe = examined.facts, examined.recipe
    of = to.target.variant_of or place.generation_id
    params: dict[str, Any] | None = {**recipe.fields, "sources": dict(recipe.sources)} if recipe.fields else None
    columns = {key: getattr(facts, key) for key in _FACTS}
    columns.update(size_bytes=place.ready.size_bytes, sha256=place.ready.sha256, source_name=as_text(source.name),
                   source_path=as_text(source), about=recipe.about or None,
                   damaged=examined.thumbnail is not None and examined.thumbnail.damaged)
    columns.update({key: getattr(examined.thumbnail, key, None) for key in _LIKENESS})
    own = to.target.variant_of is None
    return variants.NewVariant(of, place.location, shown(source.stem or source.name), "original" if own else "imported",
                               params, place.thumbnail, primary=own, facts=columns, viewed_at=now(), id=place.variant_id)


def _item(tx: Write, to: Destination, place: _Place, generation_id: str) -> ImportItem:
    if to.target.variant_of is None:
        _tag_and_rate(tx, generation_id, place.examined.recipe.about)
    return ImportItem(as_text(place.ready.source), "imported", None, generation_id, place.variant_id, place.location)


def _tag_and_rate(tx: Write, generation_id: str, about: Mapping[str, Any]) -> None:
    """The file's own keywords are tags, its own rating is the item's."""
    tags, rating = tags_and_rating(about)
    for tag in tags:
        generations.add_tags(tx, [generation_id], tag)
    if rating:
        generations.set_rating(tx, [generation_id], rating)


def place_duplicates(library: Library, import_id: str, step: OpenStep, to: Destination) -> int:
    """What was dropped on a shot and is in the library already is in the shot too, once; how many were put there."""
    if to.target.shot_id is None:
        return 0
    with library.store.read() as read:
        there = imports.duplicates_beside(read, import_id, to.project_id, to.target.shot_id)
    if there:
        with step.part() as tx:
            _into_shot(tx, to.target, there)
    return len(there)


def _into_shot(tx: Write, target: Target, generation_ids: Sequence[str]) -> None:
    if target.shot_id is None:
        return
    shot = shots.one(tx, target.shot_id)
    frame = target.frame
    if frame is not None and shot.length_frames > frame:
        frame = shot.length_frames if _earlier_batch(tx, target) else frame
    for generation_id in generation_ids:
        link_id = shots.place_new(tx, target.shot_id, generation_id, frame)
        if frame is not None:
            placed = shots.item(tx, link_id)
            length = shots.own_length(placed, shot.fps_num, shot.fps_den)
            frame = (placed.timeline_frame or 0) + (length or shots.still_frames(shot.fps_num, shot.fps_den))
    shots.renumber(tx, target.shot_id)


def _earlier_batch(tx: Write, target: Target) -> bool:
    """Whether an item stands at the target frame already: then this batch goes behind what is there."""
    assert target.shot_id is not None
    return any(item.timeline_frame == target.frame for item in shots.items(tx, target.shot_id))
