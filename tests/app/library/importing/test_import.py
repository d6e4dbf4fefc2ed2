"""The import end to end, on real files: what comes in, and where to."""

from __future__ import annotations

import shutil
from pathlib import Path

from app.library import details, editing, gallery, health, shots, trash
from app.library.importing import Report, Target
from app.library.importing.report import last_import_at
from app.library.library import Library
from db import Filter
from tests import media_factory as media
from tests.app.library.importing.conftest import found, run, small
from tests.factories import add_item, add_shot, card, files_of, names, png_bytes, seqs


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
    (twin,) = run(library, source).duplicates
    assert twin.generation_id == item.generation_id
    assert twin.reason == "take_001 is in Trash. Restore it there. Nothing was copied."


def test_an_original_that_the_library_lost_is_put_back_by_importing_it_again(library: Library, source: Path) -> None:
    small(source, 1)
    (item,) = run(library, source).imported
    library.paths.file(item.location or "").unlink()
    (twin,) = run(library, source).duplicates
    assert (twin.generation_id, twin.reason) == (
        item.generation_id, "Already in the library as take_001, which had lost its file. It is there again.")
    assert health.check(library, deep=True) == []
    assert list(library.paths.staging.iterdir()) == []


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
    assert found(report.skipped) == ["loop"]


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


def test_what_is_in_the_library_already_is_put_into_the_shot_it_was_dropped_on_once(library: Library, source: Path) -> None:
    one, two = small(source, 1, 2)
    run(library, one, two)
    shot = add_shot(library, "Opening", [], [])
    for _ in range(2):
        report = run(library, one, two, target=Target(shot_id=shot))
    assert (report.counts["duplicate"], report.placed) == (2, 0)
    assert [(item.name, item.timeline_frame) for item in shots.items(library, shot)] == [("take_001", None), ("take_002", None)]
    assert library.store.history()[0].label == "Put 2 items into the shot"
    library.store.undo()
    assert shots.items(library, shot) == []
    run(library, one, *small(source, 3), target=Target(shot_id=shot, frame=100))
    assert [(item.name, item.timeline_frame) for item in shots.items(library, shot)] == [("take_003", 100), ("take_001", 148)]
    assert library.store.history()[0].label == "Import 1 item"


def test_an_import_of_what_is_there_ends_well_when_its_shot_is_gone(library: Library, source: Path) -> None:
    (one,) = small(source, 1)
    run(library, one)
    shot = add_shot(library, "Opening", [], [])
    shots.delete(library, shot)
    report = run(library, one, target=Target(shot_id=shot))
    assert (report.counts["duplicate"], report.placed) == (1, 0)


def test_what_lies_in_the_trash_is_put_into_no_shot(library: Library, source: Path) -> None:
    (one,) = small(source, 1)
    run(library, one)
    editing.trash(library, gallery.first_ids(library, Filter(project_id=library.project_id)))
    shot = add_shot(library, "Opening", [], [])
    assert run(library, one, target=Target(shot_id=shot)).placed == 0
    assert shots.items(library, shot) == []


def test_the_pieces_of_a_name_are_kept(library: Library, source: Path) -> None:
    odd = source / "ü 日本 'quoted' %20.png"
    odd.write_bytes(png_bytes(number=7))
    (item,) = run(library, source).imported
    assert names(library) == ["ü 日本 'quoted' %20"]
    variant = details.detail(library, item.generation_id or "").variants[0]
    assert (variant.source_name, variant.source_path) == (odd.name, str(odd))


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
    assert gallery.count(library, Filter(project_id=library.project_id).having("type", "video")) == 4
    assert health.check(library, deep=True) == []


def test_a_folder_that_holds_the_library_brings_nothing_of_the_library_itself(library: Library, source: Path) -> None:
    small(source, 1, 2)
    run(library, source)
    assert found(run(library, library.folder.parent).imported) == []
    refused = run(library, library.folder / "image_uploads")
    assert (refused.done, found(refused.skipped)) == (1, ["image_uploads"])
    assert len(names(library)) == 2


def test_the_last_import_that_brought_something_tells_when_it_was(library: Library, source: Path) -> None:
    assert last_import_at(library) is None
    small(source, 1)
    run(library, source)
    when = last_import_at(library)
    assert when is not None
    run(library, source)  # brings nothing
    assert last_import_at(library) == when
