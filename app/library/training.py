"""Training data: batches of clips and pictures with captions, and segments of clips. Verbs are one step each.

An item's `metadata`: facts of its file (`sha256, size_bytes, kind, mime, width, height …`), `source_path`, and `caption`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from app.errors import UserError, WorldError
from app.library.exporting import copy_out, safe_name, write_out
from app.library.library import Library
from app.paths import TRAINING
from db import Batch, Segment, TrainingItem, now
from db import training as rows

Progress = Callable[[int, int], bool]
"""Called with (files written, files in all); False stops: what was written stays."""


# -- reads, all short ----------------------------------------------------------------------------------------------------

def batches(library: Library, *, trash: bool = False) -> list[Batch]:
    """The user's batches, those in the trash or the others."""
    with library.store.read() as read:
        return rows.batches(read, library.user_id, trash=trash)


def batch(library: Library, batch_id: str) -> Batch:
    """A batch, also one in the trash. Raises: db.NotFound."""
    with library.store.read() as read:
        return rows.batch(read, batch_id)


def items(library: Library, batch_id: str | None = None, *, trash: bool = False) -> list[TrainingItem]:
    """The files of a batch, or of all, by name; those in the trash or the others."""
    with library.store.read() as read:
        return rows.items(read, library.user_id, batch_id, trash=trash)


def item(library: Library, item_id: str) -> TrainingItem:
    """A file, also one in the trash. Raises: db.NotFound."""
    with library.store.read() as read:
        return rows.item(read, item_id)


def segments(library: Library, item_id: str) -> list[Segment]:
    """The segments of a clip in the order of time."""
    with library.store.read() as read:
        return rows.segments(read, item_id)


def item_of(library: Library, segment_id: str) -> str:
    """The id of the clip that a segment is a piece of. Raises: db.NotFound."""
    with library.store.read() as read:
        return rows.segment(read, segment_id).training_data_id


def counts(library: Library) -> tuple[int, int]:
    """(how many files there are, how many are in the trash)."""
    with library.store.read() as read:
        return rows.counts(read, library.user_id)


def file_of(library: Library, item: TrainingItem) -> Path:
    """Where the file is. Raises: UserError when its row names no file of ours."""
    return library.paths.in_bucket(TRAINING, item.storage_location)


def caption_of(item: TrainingItem) -> str:
    """The caption of the whole file; "" without one."""
    return str(item.metadata.get("caption") or "")


# -- batches -------------------------------------------------------------------------------------------------------------

def create_batch(library: Library, name: str, description: str = "") -> str:
    """There is a new batch; its id. Undo: “New batch …”. Raises: UserError (no name, or taken), db.ReadOnly."""
    name = _free_name(library, name)
    with library.store.write(f"New batch “{name}”") as tx:
        return rows.create_batch(tx, library.user_id, name, description)


def rename_batch(library: Library, batch_id: str, name: str) -> None:
    """The batch has this name. Undo: “Rename to …”. Raises: UserError (no name, or taken), db.NotFound, db.ReadOnly."""
    name = _free_name(library, name, batch_id)
    with library.store.write(f"Rename to “{name}”") as tx:
        rows.rename_batch(tx, batch_id, name)


def _free_name(library: Library, name: str, batch_id: str | None = None) -> str:
    name = name.strip()
    if not name:
        raise UserError("A batch needs a name. Nothing was changed.", "Give it one that is not empty.")
    with library.store.read() as read:
        if rows.batch_named(read, library.user_id, name) not in (None, batch_id):
            raise UserError(f"There is a batch “{name}” already. Nothing was changed.", "Give it another name.")
    return name


def trash_batch(library: Library, batch_id: str) -> int:
    """The batch is in the trash with its files; how many. Undo: “Move batch … to Trash”. Raises: db.NotFound, db.ReadOnly."""
    name = batch(library, batch_id).name
    with library.store.write(f"Move batch “{name}” to Trash") as tx:
        return rows.trash_batch(tx, batch_id, now())


def restore_batch(library: Library, batch_id: str) -> int:
    """The batch is back with the files that went with it; how many. Undo: “Restore batch …”. Raises: db.NotFound."""
    name = batch(library, batch_id).name
    with library.store.write(f"Restore batch “{name}”") as tx:
        return rows.restore_batch(tx, batch_id)


# -- files ---------------------------------------------------------------------------------------------------------------

def set_caption(library: Library, item_id: str, caption: str) -> None:
    """The file has this caption. Undo: “Edit caption”. Raises: db.NotFound, db.ReadOnly."""
    with library.store.write("Edit caption") as tx:
        rows.set_metadata(tx, item_id, {**rows.item(tx, item_id).metadata, "caption": caption.strip()})


def trash(library: Library, item_ids: Sequence[str]) -> int:
    """These files are in the trash; how many. Undo: “Move 3 training files to Trash”. Raises: db.ReadOnly."""
    with library.store.write(f"Move {_what(library, item_ids)} to Trash") as tx:
        return rows.trash(tx, item_ids, now())


def restore(library: Library, item_ids: Sequence[str]) -> int:
    """These files are out of the trash, and their batches too; how many. Undo: “Restore 3 training files”."""
    with library.store.write(f"Restore {_what(library, item_ids)}") as tx:
        return rows.restore(tx, item_ids)


def _what(library: Library, item_ids: Sequence[str]) -> str:
    if len(item_ids) == 1:
        return f"“{item(library, item_ids[0]).original_filename}”"
    return f"{len(item_ids):,} training files"


# -- segments ------------------------------------------------------------------------------------------------------------

def add_segment(library: Library, item_id: str, start_ms: int, end_ms: int, description: str = "") -> str:
    """The clip has one more segment; its id. Undo: “Add segment”. Raises: db.NotFound, db.Refused, db.ReadOnly."""
    with library.store.write("Add segment") as tx:
        return rows.add_segment(tx, item_id, start_ms, end_ms, description.strip())


def set_segment(library: Library, segment_id: str, *, start_ms: int | None = None, end_ms: int | None = None,
                description: str | None = None) -> None:
    """What is given of the segment is changed. Undo: “Edit segment”. Raises: db.NotFound, db.Refused, db.ReadOnly."""
    with library.store.write("Edit segment") as tx:
        there = rows.segment(tx, segment_id)
        rows.set_segment(tx, segment_id, there.start_ms if start_ms is None else start_ms,
                         there.end_ms if end_ms is None else end_ms,
                         there.description if description is None else description.strip())


def delete_segment(library: Library, segment_id: str) -> None:
    """The segment is gone. Undo: “Delete segment”. Raises: db.NotFound, db.ReadOnly."""
    with library.store.write("Delete segment") as tx:
        rows.delete_segment(tx, segment_id)


# -- export --------------------------------------------------------------------------------------------------------------

def export(library: Library, batch_id: str, folder: Path, progress: Progress | None = None) -> list[Path]:
    """A new folder with the batch's name stands in `folder`: each file with its caption in a `.txt` of the same name, and
    `dataset.json` with everything, segments included (whole files are written, segments are not cut out).

    Undo: changes nothing in the library. Raises: WorldError (what was written stays), db.NotFound.
    """
    named = batch(library, batch_id)
    target = _new_folder(folder, safe_name(named.name, "batch"))
    found = items(library, batch_id)
    written: list[Path] = []
    told = []
    for done, each in enumerate(found, 1):
        copy = copy_out(file_of(library, each), target, _free_stem(each.original_filename, written))
        written.append(copy)
        if caption := caption_of(each):
            written.append(write_out(caption + "\n", copy.with_suffix(".txt")))
        told.append(_told(library, each, copy.name))
        if progress is not None and not progress(done, len(found)):
            return written
    text = json.dumps({"batch": named.name, "description": named.description or "", "items": told}, ensure_ascii=False, indent=1)
    return [*written, write_out(text + "\n", target / "dataset.json")]


def _told(library: Library, item: TrainingItem, name: str) -> dict[str, object]:
    return {"file": name, "caption": caption_of(item), "duration_ms": item.duration_ms,
            "width": item.metadata.get("width"), "height": item.metadata.get("height"),
            "segments": [{"start_ms": s.start_ms, "end_ms": s.end_ms, "caption": s.description}
                         for s in segments(library, item.id)]}  # fmt: skip


def _free_stem(name: str, written: Sequence[Path]) -> str:
    """The name, or one with a number: the captions of `a.png` and `a.mp4` must not be one file."""
    taken = {path.stem.casefold() for path in written} | {"dataset"}
    stem, suffix, number = Path(safe_name(name)).stem, Path(safe_name(name)).suffix, 1
    free = stem
    while free.casefold() in taken:
        number += 1
        free = f"{stem}-{number}"
    return f"{free}{suffix}"


def _new_folder(folder: Path, name: str) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(1, 1000):
            target = folder / (name if number == 1 else f"{name}-{number}")
            try:
                target.mkdir()
            except FileExistsError:
                continue
            return target
    except OSError as error:
        raise WorldError(f"{folder} cannot be written: {error.strerror or error}.", "Choose another folder.") from error
    raise WorldError(f"{folder} has a thousand folders of this name.", "Choose another folder.")
