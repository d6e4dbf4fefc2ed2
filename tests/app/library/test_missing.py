"""Originals that are not where they should be."""

from __future__ import annotations

import pytest

from app.errors import UserError
from app.library import gallery, missing
from app.library.library import Library
from app.library.missing import Looked
from db import Filter, generations
from tests.factories import add_item


def test_what_has_no_file_is_found_and_forgotten_when_it_is_back(library: Library) -> None:
    kept, lost = add_item(library, "kept"), add_item(library, "lost")
    assert missing.look(library) == Looked(2, 0)
    with library.store.read() as read:
        file = library.paths.file(str(generations.one(read, lost).card.location))
    data = file.read_bytes()
    file.unlink()
    steps: list[tuple[int, int]] = []
    assert missing.look(library, lambda done, total: not steps.append((done, total))) == Looked(2, 1)
    assert steps == [(2, 2)]
    wanted = Filter(project_id=library.project_id).having("missing")
    assert gallery.ids_of(library, gallery.ids(library, wanted)) == [lost]
    assert gallery.counts(library)["missing"] == 1
    file.write_bytes(data)
    assert missing.look(library) == Looked(2, 0)
    assert gallery.counts(library)["missing"] == 0
    assert kept != lost


def test_looking_can_be_stopped_and_changes_nothing_then(library: Library) -> None:
    lost = add_item(library, "lost")
    with library.store.read() as read:
        library.paths.file(str(generations.one(read, lost).card.location)).unlink()
    assert missing.look(library, lambda _done, _total: False) == Looked(1, 1, stopped=True)
    assert gallery.counts(library)["missing"] == 0


def test_without_the_folder_nothing_is_called_missing(library: Library) -> None:
    add_item(library, "item")
    bucket = library.paths.uploads_bucket
    away = bucket.rename(bucket.with_name("away"))
    with pytest.raises(UserError, match="not there"):
        missing.look(library)
    away.rename(bucket)
    assert gallery.counts(library)["missing"] == 0


def test_looking_is_no_step(library: Library) -> None:
    lost = add_item(library, "lost")
    with library.store.read() as read:
        library.paths.file(str(generations.one(read, lost).card.location)).unlink()
    missing.look(library)
    undone = library.store.undo()
    assert undone is not None
    assert undone.label == "Add item"
