"""Model files and training data on their way in: the same care as for media, but other buckets and other rows.

A `.safetensors` file becomes a model of the user wherever it was dropped; what is imported into a training batch
becomes training data and no gallery item. Their places are written down with the bucket's name before them.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app import paths
from app.library.importing.names import as_text, shown
from app.library.importing.recover import take_back
from app.library.importing.scan import Target
from app.library.library import Library
from app.media.safetensors import ModelFile, is_model, read_model
from db import ImportItem, OpenStep, Read, Write, imports, new_id, resources, training

if TYPE_CHECKING:
    from app.library.importing.commit import Destination
    from app.library.importing.copying import Ready

MODEL_EXT = "safetensors"
CAPTION_BYTES = 64 * 1024
_FACTS = ("kind", "mime", "width", "height", "frames", "fps_num", "fps_den", "has_audio", "codec")


@dataclass
class _Place:
    ready: Ready
    row_id: str
    bucket: str
    location: str
    shared: bool  # the file is there already, for another batch

    @property
    def name(self) -> str:
        """As imports write it down."""
        return f"{self.bucket}/{self.location}"


def recognised(source: Path) -> str | None:
    """The ending of a model file; None for anything else.

    Raises: UnreadableMedia for a model file that is damaged, before a byte of it is copied; OSError.
    """
    with source.open("rb") as file:
        if not is_model(file.read(16)):
            return None
    read_model(source)
    return MODEL_EXT


def read_staged(staged: Path) -> tuple[ModelFile, bytes]:
    """What the copy of a model file says. Raises: UnreadableMedia, and the copy is gone then."""
    try:
        return read_model(staged)
    except BaseException:
        staged.unlink(missing_ok=True)
        raise


def commit_others(library: Library, import_id: str, step: OpenStep, to: Destination, batch: Sequence[Ready],
                  sync: Callable[[Path], Future[None]]) -> list[ImportItem]:
    """The files stand in their buckets with their rows; one part of the import's step.

    As with media: bytes are on the disk, places are written down, then files are moved, then rows are made. Their pictures
    are only cached: `sync` is not needed for them. Raises: OSError (nothing is in then).
    """
    from app.library.importing.commit import _sync_folder

    del sync
    with library.store.read() as read:
        placed = [_place(read, library, ready) for ready in batch]
    try:
        for ready in batch:
            ready.synced.result()
        with library.store.write(None) as tx:
            for place in placed:
                if not place.shared:
                    imports.record(tx, import_id, ImportItem(as_text(place.ready.source), "found", None, None, None, place.name),
                                   place.ready.sha256)
        for folder in _move_files(library, placed):
            _sync_folder(folder)
        with step.part() as tx:
            items = [_rows(tx, library, to.target, place) for place in placed]
            imports.forget_found(tx, import_id)
            for place, item in zip(placed, items, strict=True):
                imports.record(tx, import_id, item, place.ready.sha256, place.ready.size_bytes)
                imports.keep_blocks(tx, place.ready.sha256, _blocks(place.ready))
    except BaseException:
        take_back(library, import_id)
        for place in placed:
            place.ready.forget()
        raise
    for place in placed:
        _keep_poster(library, place.ready)
    return items


def _place(read: Read, library: Library, ready: Ready) -> _Place:
    user = library.user_id
    if ready.model is not None:
        return _Place(ready, new_id(), paths.LORAS, paths.model_location(user, ready.source.name), shared=False)
    for item in training.having_bytes(read, ready.sha256, user):
        if library.paths.in_bucket(paths.TRAINING, item.storage_location).is_file():
            return _Place(ready, new_id(), paths.TRAINING, item.storage_location, shared=True)
    for _ in range(100):
        location = paths.training_location(user, ready.examined.facts.ext if ready.examined else ready.extension)
        if not library.paths.in_bucket(paths.TRAINING, location).exists():
            return _Place(ready, new_id(), paths.TRAINING, location, shared=False)
    raise FileExistsError(errno.EEXIST, "every proposed place is taken", location)


def _move_files(library: Library, placed: Sequence[_Place]) -> set[Path]:
    """The folders whose names changed."""
    folders = set()
    for place in placed:
        if place.shared:
            place.ready.staged.unlink(missing_ok=True)
            continue
        final = library.paths.in_bucket(place.bucket, place.location)
        final.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        place.ready.staged.rename(final)
        folders.add(final.parent)
    return folders


def _rows(tx: Write, library: Library, target: Target, place: _Place) -> ImportItem:
    ready = place.ready
    common: dict[str, Any] = {"sha256": ready.sha256, "size_bytes": ready.size_bytes, "source_path": as_text(ready.source)}
    if ready.model is not None:
        model, _raw = ready.model
        told = model.as_json()
        kind = told.pop("kind")
        resources.add(tx, library.user_id, kind, {
            **told, **common, "location": place.location, "file_name": shown(ready.source.name),
            "name": shown(ready.source.stem or ready.source.name), "autov2": ready.sha256[:10]}, place.row_id)
    else:
        assert ready.examined is not None
        assert target.training_batch is not None
        facts = ready.examined.facts
        known = {key: value for key in _FACTS if (value := getattr(facts, key)) is not None}
        batch_id = (training.batch_named(tx, library.user_id, target.training_batch)
                    or training.create_batch(tx, library.user_id, target.training_batch))
        duration_ms = facts.duration_us // 1000 if facts.duration_us else None
        training.add(tx, library.user_id, batch_id, shown(ready.source.name), place.location, duration_ms,
                     {**known, **common, "caption": caption_beside(ready.source)}, place.row_id)
    return ImportItem(as_text(ready.source), "imported", None, None, None, place.name)


def _blocks(ready: Ready) -> list[tuple[str, bytes]]:
    if ready.model is not None:
        return [("safetensors", ready.model[1])]
    assert ready.examined is not None
    return [(block.name, block.data) for block in ready.examined.recipe.blocks]


def _keep_poster(library: Library, ready: Ready) -> None:
    """The picture that the other process made is in the cache; where it cannot be, it is made again when it is shown."""
    if not ready.staged_thumbnail.exists():
        return
    poster = library.paths.training_poster(ready.sha256)
    try:
        poster.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        ready.staged_thumbnail.replace(poster)
    except OSError:
        ready.staged_thumbnail.unlink(missing_ok=True)


def caption_beside(source: Path) -> str:
    """The text of the `.txt` of the same name beside a training file, as trainers keep captions; "" without one."""
    file = source.with_suffix(".txt")
    try:
        if not file.is_file():
            return ""
        with file.open("rb") as opened:
            data = opened.read(CAPTION_BYTES)
    except OSError:  # the caption is not worth the clip
        return ""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    return data.decode(encoding, "replace").replace("\0", "").strip()
