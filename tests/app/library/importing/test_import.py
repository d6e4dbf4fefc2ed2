"""The import end to end, on real files: what comes in, what does not and why, and what stays when it stops."""

from __future__ import annotations

import errno
import os
import shutil
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from app.errors import WorldError
from app.library import details, editing, gallery, health, shots, trash
from app.library.importing import Import, Report, Target, pipeline
from app.library.importing import commit as committing
from app.library.library import Library
from app.media.work import Examined
from db import Changes, Filter, ReadOnly
from tests import media_factory as media
from tests.factories import add_item, add_shot, card, files_of, names, png_bytes, seqs
from tests.import_driver import examine_here


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A folder to import from."""
    folder = tmp_path / "coming"
    folder.mkdir()
    return folder


def run(library: Library, *sources: Path, target: Target | None = None, **more: Any) -> Report:
    return Import(library, sources, target or Target(), examine_here, **more).run()


def small(folder: Path, *numbers: int) -> list[Path]:
    """Small PNGs that all differ."""
    made = []
    for number in numbers:
        path = folder / f"take_{number:03}.png"
        path.write_bytes(png_bytes(number=number))
        made.append(path)
    return made


def found(items: list[Any]) -> list[str]:
    return sorted(Path(item.source).name for item in items)


def test_pictures_and_clips_come_in_with_facts_recipe_and_thumbnail(library: Library, source: Path) -> None:
    media.make_png(source / "dune.png", (640, 360), "a1111")
    media.make_jpeg(source / "phone.jpg", (48, 64), orientation=6)
    media.make_mp4(source / "tide.mp4")
    report = run(library, source)
    assert found(report.imported) == ["dune.png", "phone.jpg", "tide.mp4"]
    assert report.failed == report.skipped == report.duplicates == []
    assert sorted(str(name) for name in names(library)) == ["dune", "phone", "tide"]
    by_name = {Path(item.source).name: item for item in report.imported}
    dune = details.detail(library, by_name["dune.png"].generation_id or "")
    assert (dune.generation.card.width, dune.generation.card.height) == (640, 360)
    assert dune.generation.params is not None
    assert dune.generation.params["seed"] == "1234567890123456789"
    assert names(library, text="lighthouse") == ["dune"]
    phone = card(library, by_name["phone.jpg"].generation_id or "")
    assert (phone.width, phone.height) == (48, 64)  # upright
    tide = card(library, by_name["tide.mp4"].generation_id or "")
    assert (tide.type, tide.thumbnail_url) == ("video", f"{library.user_id}/thumbnails/{tide.id}-thumb.jpg")
    assert tide.duration_us is not None
    assert health.check(library, deep=True) == []


def test_the_originals_are_not_touched_and_the_copies_are_the_same_bytes(library: Library, source: Path) -> None:
    (file,) = small(source, 1)
    file.chmod(0o444)
    before = (file.read_bytes(), file.stat().st_mtime_ns)
    (item,) = run(library, source).imported
    assert (file.read_bytes(), file.stat().st_mtime_ns) == before
    assert item.location is not None
    copy = library.paths.file(item.location)
    assert copy.read_bytes() == before[0]
    assert copy.stat().st_mtime_ns == before[1]


def test_an_import_is_one_step(library: Library, source: Path) -> None:
    small(source, *range(60))  # more than two batches
    run(library, source)
    assert [step.label for step in library.store.history()] == ["Import 60 items"]
    library.store.undo()
    assert names(library) == []
    assert health.check(library) == []
    library.store.redo()
    assert len(names(library)) == 60
    assert health.check(library, deep=True) == []


def test_an_import_of_nothing_is_no_step(library: Library, source: Path) -> None:
    media.make_text(source / "list.txt")
    report = run(library, source)
    assert found(report.skipped) == ["list.txt"]
    assert library.store.history() == []


def test_the_same_bytes_come_in_once(library: Library, source: Path) -> None:
    (first,) = small(source, 1)
    shutil.copy(first, source / "zz_copy.png")
    report = run(library, source)
    assert found(report.imported) == ["take_001.png"]
    (twin,) = report.duplicates
    assert twin.generation_id == report.imported[0].generation_id
    assert "take_001.png" in (twin.reason or "")
    again = run(library, source)
    assert again.imported == []
    assert {item.generation_id for item in again.duplicates} == {twin.generation_id}
    assert len(files_of(library.paths)) == 2


def test_what_is_in_the_trash_is_a_duplicate_too(library: Library, source: Path) -> None:
    small(source, 1)
    (item,) = run(library, source).imported
    editing.trash(library, seqs(library, item.generation_id or ""))
    assert [twin.generation_id for twin in run(library, source).duplicates] == [item.generation_id]


def test_an_undone_import_can_be_made_again(library: Library, source: Path) -> None:
    small(source, 1)
    run(library, source)
    library.store.undo()
    assert len(run(library, source).imported) == 1
    # What the undone import brought can no longer come back by redo: it waits for Empty trash.
    assert {(problem.kind, problem.repair) for problem in health.check(library)} == {
        ("stray-file", "empty the trash")}  # fmt: skip
    assert trash.empty(library).files == 2
    assert health.check(library, deep=True) == []


def test_a_twin_of_an_unreadable_file_is_unreadable_too(library: Library, source: Path) -> None:
    broken = media.make_png(source / "a.png")
    broken.write_bytes(broken.read_bytes()[:40])
    shutil.copy(broken, source / "b.png")
    report = run(library, source)
    assert found(report.failed) == ["a.png", "b.png"]
    assert report.duplicates == []


def test_what_cannot_be_read_is_reported_with_a_reason_and_the_rest_goes_on(library: Library, source: Path) -> None:
    small(source, 1, 2)
    (source / "empty.png").write_bytes(b"")
    media.make_text(source / "text.jpg")
    torn = media.make_png(source / "torn.png")
    torn.write_bytes(torn.read_bytes()[:40])
    media.make_bomb_png(source / "huge.png")
    (source / "gone.png").symlink_to(source / "nowhere.png")
    os.mkfifo(source / "pipe.png")
    report = run(library, source, source / "not_there.png")
    assert found(report.imported) == ["take_001.png", "take_002.png"]
    reasons = {Path(item.source).name: item.reason or "" for item in (*report.skipped, *report.failed)}
    assert {"empty.png", "text.jpg", "torn.png", "huge.png", "not_there.png"} <= set(reasons)
    assert all(name in reason for name, reason in reasons.items())
    assert "megapixels" in reasons["huge.png"]
    assert len(files_of(library.paths)) == 4
    assert health.check(library) == []


def test_hidden_files_stay_out_and_folders_inside_only_when_asked(library: Library, source: Path) -> None:
    small(source, 1)
    (source / "inner").mkdir()
    small(source / "inner", 2)
    (source / ".hidden").mkdir()
    small(source / ".hidden", 3)
    (source / ".DS_Store").write_bytes(b"x")
    (source / "inner" / "loop").symlink_to(source)
    assert found(run(library, source, recursive=False).imported) == ["take_001.png"]
    report = run(library, source)
    assert found(report.imported) == ["take_002.png"]
    assert report.skipped == []


def test_a_folder_that_cannot_be_read_is_reported(
    library: Library, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small(source, 1)
    (source / "locked").mkdir()
    scandir = os.scandir

    def refusing(path: Any) -> Any:
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    report = run(library, source)
    assert found(report.imported) == ["take_001.png"]
    assert found([*report.failed, *report.skipped]) == ["locked"]


def test_a_cancel_keeps_what_is_in(library: Library, source: Path) -> None:
    small(source, *range(40))
    report = run(library, source, tick=lambda so_far: so_far.done < 25)
    assert report.cancelled
    assert 25 <= len(report.imported) < 40
    assert library.store.history()[0].label == f"Import {len(report.imported)} items"
    assert library.store.history()[0].state == "done"
    assert len(names(library)) == len(report.imported)
    assert list(library.paths.staging.iterdir()) == []
    assert health.check(library, deep=True) == []
    rest = run(library, source)
    assert len(rest.imported) + len(report.imported) == 40


def test_a_full_disk_stops_the_import_and_keeps_what_is_in(
    library: Library, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small(source, *range(40))
    copy, count = pipeline.copy_hashed, 0

    def filling(*args: Any) -> Any:
        nonlocal count
        count += 1
        if count > 36:
            raise OSError(errno.ENOSPC, "No space left on device")
        return copy(*args)

    monkeypatch.setattr(pipeline, "copy_hashed", filling)
    with pytest.raises(WorldError, match="disk is full"):
        run(library, source)
    monkeypatch.undo()
    assert 0 < len(names(library)) < 40
    assert list(library.paths.staging.iterdir()) == []
    assert health.check(library, deep=True) == []
    before = len(names(library))
    assert len(run(library, source).imported) == 40 - before


def test_a_batch_that_cannot_be_moved_leaves_no_stray_file(
    library: Library, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small(source, *range(5))
    rename, count = Path.rename, 0

    def failing(self: Path, target: Path) -> Path:
        nonlocal count
        count += 1
        if count == 4:
            raise OSError(errno.EIO, "Input/output error")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(WorldError):
        run(library, source)
    monkeypatch.undo()
    assert files_of(library.paths) == set()
    assert names(library) == []
    assert len(run(library, source).imported) == 5


def test_a_file_that_changes_while_it_is_copied_is_reported(
    library: Library, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small(source, 1, 2)
    copy = pipeline.copy_hashed

    def changing(path: Path, target: Path) -> Any:
        if path.name == "take_001.png":
            from app.media.hashing import SourceChanged

            raise SourceChanged(path.name)
        return copy(path, target)

    monkeypatch.setattr(pipeline, "copy_hashed", changing)
    report = run(library, source)
    assert found(report.failed) == ["take_001.png"]
    assert "changed" in (report.failed[0].reason or "")
    assert found(report.imported) == ["take_002.png"]


def test_a_decoder_that_takes_too_long_costs_one_file(library: Library, source: Path) -> None:
    small(source, 1, 2)

    def slow(path: str, thumbnail: str) -> Future[Examined]:
        if Path(path).read_bytes() == (source / "take_001.png").read_bytes():
            late: Future[Examined] = Future()
            late.set_exception(TimeoutError())
            return late
        return examine_here(path, thumbnail)

    report = Import(library, [source], Target(), slow).run()
    assert found(report.imported) == ["take_002.png"]
    assert "too long" in (report.failed[0].reason or "")
    assert list(library.paths.staging.iterdir()) == []


def test_a_mistake_of_ours_leaves_nothing_half_done(library: Library, source: Path) -> None:
    small(source, *range(30))
    count = 0

    def buggy(path: str, thumbnail: str) -> Future[Examined]:
        nonlocal count
        count += 1
        if count == 29:
            raise ZeroDivisionError
        return examine_here(path, thumbnail)

    with pytest.raises(ZeroDivisionError):
        Import(library, [source], Target(), buggy).run()
    assert health.check(library, deep=True) == []


def test_variants_come_in_seen_and_not_primary(library: Library, source: Path) -> None:
    item = add_item(library, "take")
    small(source, 1, 2)
    report = run(library, source, target=Target(variant_of=item))
    assert {each.generation_id for each in report.imported} == {item}
    shown = card(library, item)
    assert (shown.variants, shown.unseen, shown.name) == (3, 0, "take")
    assert library.store.history()[0].label == "Import 2 variants"
    library.store.undo()
    assert card(library, item).variants == 1


def test_parts_come_in_behind_those_that_are_there(library: Library, source: Path) -> None:
    item = add_item(library, "clip", kind="video")
    add_item(library, "first", parent=item)
    small(source, 1, 2)
    run(library, source, target=Target(part_of=item))
    assert [part.name for part in details.detail(library, item).parts] == ["first", "take_001", "take_002"]
    assert library.store.history()[0].label == "Import 2 parts"
    assert names(library) == ["clip"]


def test_items_come_into_a_shot_unpositioned_or_from_a_frame_on(library: Library, source: Path) -> None:
    shot = add_shot(library, "Opening", [add_item(library, "there")], [0])
    (one,) = small(source, 1)
    run(library, one, target=Target(shot_id=shot))
    assert shots.one(library, shot).unpositioned == 1
    two, three = small(source, 2, 3)
    run(library, two, three, target=Target(shot_id=shot, frame=100))
    assert [(i.name, i.timeline_frame) for i in shots.items(library, shot)] == [
        ("there", 0), ("take_002", 100), ("take_003", 148), ("take_001", None)]  # fmt: skip


def test_the_pieces_of_a_name_are_kept(library: Library, source: Path) -> None:
    odd = source / "ü 日本 'quoted' %20.png"
    odd.write_bytes(png_bytes(number=7))
    (item,) = run(library, source).imported
    assert names(library) == ["ü 日本 'quoted' %20"]
    variant = details.detail(library, item.generation_id or "").variants[0]
    assert (variant.source_name, variant.source_path) == (odd.name, str(odd))


def test_a_read_only_library_takes_nothing(library: Library, source: Path) -> None:
    small(source, 1)
    reader = Library.open(library.folder)
    try:
        with pytest.raises(ReadOnly):
            run(reader, source)
    finally:
        reader.close()
    assert files_of(library.paths) == set()


def test_the_report_grows_while_it_runs(library: Library, source: Path) -> None:
    small(source, *range(30))
    told: list[tuple[int, int, str]] = []

    def tick(so_far: Report) -> bool:
        told.append((so_far.done, so_far.total, so_far.current))
        return True

    run(library, source, tick=tick)
    assert told[-1][:2] == (30, 30)
    assert [total for _done, total, _name in told] == sorted(total for _done, total, _name in told)
    assert "take_000.png" in {name for _done, _total, name in told}


def test_news_tell_of_the_new_items(library: Library, source: Path) -> None:
    made: set[str] = set()
    library.store.listen(lambda changes: made.update(changes.ids("generations")))
    small(source, 1, 2)
    report = run(library, source)
    assert made == {item.generation_id for item in report.imported}


def test_a_name_that_is_taken_in_the_bucket_is_never_written_over(
    library: Library, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small(source, 1)
    taken = f"{library.user_id}/uploads/1-taken.png"
    file = library.paths.file(taken)
    file.parent.mkdir(parents=True)
    file.write_bytes(b"mine")
    proposals = iter([taken, taken, f"{library.user_id}/uploads/2-free.png"])
    monkeypatch.setattr(committing.paths, "upload_location", lambda user, extension: next(proposals))
    (item,) = run(library, source).imported
    assert item.location == f"{library.user_id}/uploads/2-free.png"
    assert file.read_bytes() == b"mine"


def test_what_is_committed_keeps_its_files_whatever_goes_wrong_afterwards(library: Library, source: Path) -> None:
    small(source, *range(3))

    def listening(changes: Changes) -> None:
        if changes.made_or_gone("generations"):
            raise ZeroDivisionError

    stop = library.store.listen(listening)
    with pytest.raises(ZeroDivisionError):
        run(library, source)
    stop()
    assert len(names(library)) == 3
    assert health.check(library, deep=True) == []


def test_every_kind_of_file_on_the_list_comes_in(library: Library, source: Path) -> None:
    for maker, name in (
        (media.make_png, "a.png"), (media.make_jpeg, "b.jpg"), (media.make_webp, "c.webp"), (media.make_gif, "d.gif"),
        (media.make_tiff16, "e.tif"), (media.make_avif, "f.avif"), (media.make_heic, "g.heic"), (media.make_bmp, "h.bmp"),
        (media.make_mp4, "i.mp4"), (media.make_mov, "j.mov"), (media.make_webm, "k.webm"), (media.make_mkv, "l.mkv"),
    ):  # fmt: skip
        maker(source / name)
    report = run(library, source)
    assert report.failed == report.skipped == []
    assert len(report.imported) == 12
    assert gallery.count(library, Filter(project_id=library.project_id, type="video")) == 4
    assert health.check(library, deep=True) == []
