"""Whether the bytes of a file are in the library already, and what a person is told of it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.library.importing.scan import Target
from app.library.library import Library
from app.paths import LORAS, TRAINING
from db import Read, generations, resources, training, variants

if TYPE_CHECKING:
    from app.library.importing.copying import Ready


@dataclass(frozen=True)
class Twin:
    """What has the same bytes; `place` is where its file should be, `whose` what it is called."""

    generation_id: str | None
    variant_id: str | None
    place: str
    where: str  # “the library”, “this batch”
    whose: str
    in_trash: bool

    def reason(self, *, put_back: bool) -> str:
        """What the report says of the file that is not stored again."""
        if self.in_trash:
            file = " Its lost file is there again." if put_back else " Nothing was copied."
            return f"{self.whose} is in Trash. Restore it there.{file}"
        if put_back:
            return f"Already in {self.where} as {self.whose}, which had lost its file. It is there again."
        return f"Already in {self.where} as {self.whose}. Nothing was copied."


def belongs_elsewhere(ready: Ready, target: Target) -> bool:
    """Whether the file goes into one of the other two buckets."""
    return ready.model is not None or target.training_batch is not None


def twin_of(read: Read, ready: Ready, target: Target, user_id: str) -> Twin | None:
    """What has the same bytes where the file would go, trash included; None where they are new."""
    if ready.model is not None:
        return _model(read, ready, user_id)
    if target.training_batch is not None:
        return _training_file(read, ready, target.training_batch, user_id)
    found = variants.having_bytes(read, ready.sha256, user_id)
    if found is None:
        return None
    card, variant = generations.one(read, found[0]).card, variants.one(read, found[1])
    return Twin(*found, variant.location, "the library", card.name or variant.name or "an item", card.trashed_at is not None)


def _model(read: Read, ready: Ready, user_id: str) -> Twin | None:
    model = resources.having_bytes(read, ready.sha256, user_id)
    if model is None:
        return None
    place = f"{LORAS}/{model.metadata.get('location', '')}"
    return Twin(None, None, place, "the library", str(model.metadata.get("name") or "a model"), model.trashed_at is not None)


def _training_file(read: Read, ready: Ready, batch: str, user_id: str) -> Twin | None:
    batch_id = training.batch_named(read, user_id, batch)
    for item in training.having_bytes(read, ready.sha256, user_id):
        if batch_id is not None and item.batch_id == batch_id:
            return Twin(None, None, f"{TRAINING}/{item.storage_location}", "this batch", item.original_filename,
                        item.trashed_at is not None)
    return None


def put_back(library: Library, ready: Ready, twin: Twin) -> bool:
    """The copy stands where the file of what has the same bytes should be, if it was lost; whether it was.

    Raises: OSError, UserError for a row that names no place of ours.
    """
    place = library.paths.imported(twin.place)
    if os.path.lexists(place):
        return False
    ready.synced.result()
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    ready.staged.rename(place)
    return True
