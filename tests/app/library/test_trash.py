"""Emptying the trash: rows, then files that nothing names any more; final."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.library import details, editing, health, shots, trash, variants
from app.library.library import Library
from db import NotFound, ReadOnly
from tests.factories import add_item, add_shot, card, files_of, names, seqs


def files_named(library: Library, *items: str) -> set[str]:
    """Original and thumbnail of every variant of these items, relative to the library's folder."""
    found = set()
    for item in items:
        for each in details.detail(library, item).variants:
            found |= {f"image_uploads/{each.location}", f"image_uploads/{each.thumbnail_url}"}
    return found


def test_items_and_their_files_go_and_everything_else_stays(library: Library) -> None:
    kept, gone = add_item(library, "kept", variants=2), add_item(library, "gone", variants=3)
    going = files_named(library, gone)
    staying = files_named(library, kept)
    add_shot(library, "Opening", [kept, gone])
    editing.trash(library, seqs(library, gone))
    size = sum((library.folder / name).stat().st_size for name in going)
    assert trash.empty(library) == trash.Emptied(items=1, files=6, bytes=size)
    assert files_of(library.paths) == staying
    with pytest.raises(NotFound):
        details.detail(library, gone)
    assert [item.generation_id for item in shots.items(library, shots.all_shots(library)[0].id)] == [kept]
    assert health.check(library, deep=True) == []


def test_it_is_final(library: Library) -> None:
    editing.trash(library, seqs(library, add_item(library)))
    trash.empty(library)
    assert library.store.history() == []
    assert library.store.undo() is None
    assert library.store.redo() is None


def test_an_empty_trash_takes_nothing(library: Library) -> None:
    add_item(library)
    before = files_of(library.paths)
    assert trash.empty(library) == trash.Emptied(0, 0, 0)
    assert files_of(library.paths) == before


def test_deleted_variants_go_with_their_files(library: Library) -> None:
    item = add_item(library, "take", variants=2)
    second = details.detail(library, item).variants[1]
    variants.delete(library, second.id)
    assert library.paths.file(second.location).exists()
    assert trash.empty(library).files == 2
    assert not library.paths.file(second.location).exists()
    assert details.detail(library, item).deleted == []
    assert names(library) == ["take"]


def test_parts_go_with_their_parent_but_one_that_was_taken_out_stays(library: Library) -> None:
    parent = add_item(library, "parent")
    part, saved = add_item(library, "part", parent=parent), add_item(library, "saved", parent=parent)
    editing.trash(library, seqs(library, parent))
    with library.store.write("Save a part") as tx:  # as a hand in the sqlite3 shell might
        tx.execute("UPDATE generations SET trashed_at = NULL WHERE id = ?", (saved,))
    assert trash.empty(library).items == 1
    assert names(library) == ["saved"]
    assert not card(library, saved).is_child
    with pytest.raises(NotFound):
        details.detail(library, part)
    assert health.check(library) == []


def test_files_that_only_the_history_named_go_too(library: Library) -> None:
    add_item(library, "undone")
    library.store.undo()
    assert len(files_of(library.paths)) == 2
    assert health.check(library) == []  # redo may want them
    emptied = trash.empty(library)
    assert (emptied.items, emptied.files) == (0, 2)
    assert files_of(library.paths) == set()


def test_files_that_no_row_ever_named_are_left_alone(library: Library) -> None:
    mine = library.paths.uploads_bucket / library.user_id / "uploads" / "notes.txt"
    mine.parent.mkdir(parents=True, exist_ok=True)
    mine.write_text("mine")
    editing.trash(library, seqs(library, add_item(library)))
    trash.empty(library)
    assert mine.read_text() == "mine"


def test_two_rows_with_one_file_keep_it_until_the_last_goes(library: Library) -> None:
    one, two = add_item(library, "one"), add_item(library, "two")
    shared = details.detail(library, one).variants[0]
    with library.store.write("Share") as tx:
        tx.execute("UPDATE generation_variants SET location = ? WHERE generation_id = ?", (shared.location, two))
    editing.trash(library, seqs(library, one))
    trash.empty(library)
    assert library.paths.file(shared.location).exists()


def test_a_cancel_changes_nothing(library: Library) -> None:
    item = add_item(library)
    editing.trash(library, seqs(library, item))
    before = files_of(library.paths)
    assert trash.empty(library, lambda done, total: False) == trash.Emptied(0, 0, 0)
    assert names(library, trash=True) == ["dune_walk_0412"]
    assert files_of(library.paths) == before
    assert library.store.undo() is not None


def test_a_file_that_cannot_be_deleted_is_reported_and_the_rest_goes(
    library: Library, monkeypatch: pytest.MonkeyPatch, loglines: list[str]
) -> None:
    item = add_item(library)
    original = details.detail(library, item).variants[0].location
    editing.trash(library, seqs(library, item))
    unlink = Path.unlink

    def refusing(self: Path, missing_ok: bool = False) -> None:
        if self.name == Path(original).name:
            raise PermissionError(13, "in use", str(self))
        unlink(self, missing_ok)

    monkeypatch.setattr(Path, "unlink", refusing)
    assert trash.empty(library).files == 1
    assert any("could not be deleted" in line for line in loglines)
    assert [(p.kind, p.path) for p in health.check(library)] == [("stray-file", original)]


def test_a_read_only_library_is_not_emptied(library: Library) -> None:
    item = add_item(library)
    editing.trash(library, seqs(library, item))
    reader = Library.open(library.folder)
    try:
        assert reader.read_only
        with pytest.raises(ReadOnly):
            trash.empty(reader)
    finally:
        reader.close()
    assert names(library, trash=True) == ["dune_walk_0412"]
