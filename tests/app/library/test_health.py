"""Rows and files that do not agree are reported, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.library import details, health, variants
from app.library.library import Library
from db import Variant, imports
from db.rows import ImportItem
from tests.factories import add_item, add_shot, make_library


def only_variant(library: Library, item: str) -> Variant:
    return details.detail(library, item).variants[0]


def kinds(library: Library, deep: bool = False) -> list[str]:
    return [problem.kind for problem in health.check(library, deep=deep)]


def test_a_whole_library_has_no_problems(filled: Library) -> None:
    assert health.check(filled) == []
    assert health.check(filled, deep=True) == []


def test_a_second_deep_check_sees_what_was_written_since(library: Library) -> None:
    add_item(library, "one")
    assert health.check(library, deep=True) == []
    add_item(library, "two")
    assert health.check(library, deep=True) == []


def test_a_lost_file_is_named_with_its_variant(library: Library) -> None:
    lost = only_variant(library, add_item(library, "lost"))
    library.paths.file(lost.location).unlink()
    (problem,) = health.check(library)
    assert (problem.kind, problem.id, problem.path) == ("missing-file", lost.id, lost.location)
    assert "lost" in problem.message


def test_a_lost_thumbnail_and_one_that_never_was(library: Library) -> None:
    lost = only_variant(library, add_item(library, "lost"))
    assert lost.thumbnail_url is not None
    library.paths.file(lost.thumbnail_url).unlink()
    never = only_variant(library, add_item(library, "never", thumbnail=False))
    found = {(problem.kind, problem.id, bool(problem.repair)) for problem in health.check(library)}
    assert found == {("missing-thumbnail", lost.id, True), ("missing-thumbnail", never.id, True)}


def test_a_stray_file_is_named_and_hidden_ones_are_not(library: Library) -> None:
    folder = library.paths.uploads_bucket / library.user_id / "uploads"
    folder.mkdir(parents=True)
    (folder / "stray.png").write_bytes(b"x")
    (folder / ".DS_Store").write_bytes(b"x")
    (library.paths.staging / "coming.part").write_bytes(b"x")
    (library.paths.cache / "strip.jpg").write_bytes(b"x")
    (problem,) = health.check(library)
    assert (problem.kind, problem.path) == ("stray-file", f"{library.user_id}/uploads/stray.png")
    assert problem.repair == ""  # nobody knows whose it is


def test_changed_bytes_are_found_by_their_number_or_their_hash(library: Library) -> None:
    one, two = only_variant(library, add_item(library)), only_variant(library, add_item(library))
    longer, other = library.paths.file(one.location), library.paths.file(two.location)
    longer.write_bytes(longer.read_bytes() + b"!")
    data = bytearray(other.read_bytes())
    data[-20] ^= 1
    other.write_bytes(data)
    assert [(p.kind, p.id) for p in health.check(library)] == [("wrong-size", one.id)]
    assert [(p.kind, p.id) for p in health.check(library, deep=True)] == [
        ("wrong-size", one.id), ("wrong-hash", two.id)]  # fmt: skip


def test_deleted_variants_and_undone_steps_keep_their_files(library: Library) -> None:
    item = add_item(library, "take", variants=2)
    second = details.detail(library, item).variants[1]
    variants.delete(library, second.id)
    add_item(library, "undone")
    library.store.undo()
    assert health.check(library) == []
    library.paths.file(second.location).unlink()
    assert kinds(library) == ["missing-file"]


def test_files_that_a_running_import_moves_are_not_stray(library: Library) -> None:
    coming = library.paths.uploads_bucket / library.user_id / "uploads" / "1-coming.png"
    coming.parent.mkdir(parents=True)
    coming.write_bytes(b"x")
    with library.store.write(None) as tx:
        run = imports.start(tx, library.project_id, library.user_id, ["/x"], {})
        item = ImportItem("/x/a.png", "found", None, None, None, f"{library.user_id}/uploads/1-coming.png")
        imports.record(tx, run, item)
    assert health.check(library) == []


def test_broken_rules_of_the_rows_are_reported(library: Library) -> None:
    shot = add_shot(library, "Opening", [add_item(library), add_item(library)])
    with library.store.write("Break") as tx:  # legal in the file, but not by our verbs
        tx.execute("UPDATE shot_generations SET timeline_frame = 0 WHERE shot_id = ?", (shot,))
    assert kinds(library) == ["item-frame"]
    library.store.undo()


def test_a_path_that_leaves_the_bucket_is_not_followed(library: Library) -> None:
    item = add_item(library)
    with library.store.write("Stranger") as tx:
        tx.execute("UPDATE generation_variants SET location = '../../etc/passwd' WHERE generation_id = ?", (item,))
    assert "bad-path" in kinds(library, deep=True)


def test_a_folder_in_the_place_of_a_file_is_a_missing_file(library: Library) -> None:
    file = library.paths.file(only_variant(library, add_item(library)).location)
    file.unlink()
    file.mkdir()
    assert kinds(library) == ["missing-file"]


def test_a_file_that_cannot_be_read_is_said_to_be(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    file = library.paths.file(only_variant(library, add_item(library)).location)
    stat = Path.stat

    def refusing(self: Path, *, follow_symlinks: bool = True) -> object:
        if self == file:
            raise PermissionError(13, "Permission denied")
        return stat(self, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "stat", refusing)
    assert kinds(library) == ["unreadable-file"]


def test_progress_counts_files_and_can_stop(filled: Library) -> None:
    told: list[tuple[int, int]] = []

    def three(done: int, total: int) -> bool:
        told.append((done, total))
        return done < 3

    assert health.check(filled, progress=three) == []
    assert [done for done, _total in told] == [1, 2, 3]


def test_it_works_while_another_program_writes(filled: Library) -> None:
    reader = Library.open(filled.folder)
    try:
        assert reader.read_only
        assert health.check(reader, deep=True) == []
    finally:
        reader.close()


def test_a_damaged_file_is_a_problem_and_no_crash(tmp_path: Path) -> None:
    library = make_library(tmp_path, items=3)
    library.close()
    with library.paths.database.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xa5" * 4096)
    damaged = Library.open(library.folder, read_only=True)
    try:
        for deep in (False, True):
            assert health.check(damaged, deep=deep)[-1].kind == "damaged"
    finally:
        damaged.close()
