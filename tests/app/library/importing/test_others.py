"""Model files and training data through the import: other buckets, the same care."""

from __future__ import annotations

import errno
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.library import editing, health, resources, training, trash
from app.library.importing import DiskIsFull, Import, Target, commit, others, recover
from app.library.library import Library
from app.media.hashing import hash_file
from db import ReadOnly, imports
from tests import media_factory as media
from tests.app.library.importing.conftest import found, run, small
from tests.factories import files_of, make_library, names, seqs
from tests.import_driver import examine_here
from tests.model_factory import CHECKPOINT, KOHYA, make_headed, make_model

ROOT = Path(__file__).resolve().parents[4]
BATCH = Target(training_batch="Waves")


def test_a_model_file_becomes_a_lora_with_what_its_header_says(library: Library, source: Path) -> None:
    file = make_model(source / "grain v2.safetensors", KOHYA)
    (item,) = run(library, source).imported
    (lora,) = resources.all_models(library)
    assert (lora.type, lora.metadata["name"], lora.metadata["file_name"]) == ("lora", "grain v2", "grain v2.safetensors")
    assert (lora.metadata["base_model"], lora.metadata["network_dim"]) == ("SDXL", 32)
    assert lora.metadata["autov2"] == lora.metadata["sha256"][:10]
    assert item.location == f"lora_files/{lora.metadata['location']}"
    assert lora.metadata["location"].startswith(f"{library.user_id}/")
    assert lora.metadata["location"].endswith("-grain v2.safetensors")
    assert resources.file_of(library, lora).read_bytes() == file.read_bytes()
    with library.store.read() as read:
        assert [name for name, _data in imports.blocks(read, lora.metadata["sha256"])] == ["safetensors"]
    assert names(library) == []
    assert health.check(library, deep=True) == []


def test_models_and_pictures_come_in_one_step(library: Library, source: Path) -> None:
    small(source, 1, 2)
    make_model(source / "a.safetensors", fill=1)
    make_model(source / "b.safetensors", tensors=CHECKPOINT)
    assert found(run(library, source).imported) == ["a.safetensors", "b.safetensors", "take_001.png", "take_002.png"]
    assert [(m.type, m.metadata["name"]) for m in resources.all_models(library)] == [("lora", "a"), ("checkpoint", "b")]
    assert [step.label for step in library.store.history()] == ["Import 4 items"]
    library.store.undo()
    assert (resources.all_models(library), names(library)) == ([], [])
    assert health.check(library) == []  # undo forgets rows, not files
    library.store.redo()
    assert len(resources.all_models(library)) == len(names(library)) == 2
    assert health.check(library, deep=True) == []


def test_the_same_model_twice_is_kept_once(library: Library, source: Path) -> None:
    first = make_model(source / "a.safetensors")
    shutil.copy(first, source / "twin.safetensors")
    report = run(library, source)
    assert found(report.imported) == ["a.safetensors"]
    assert [item.reason for item in report.duplicates] == ["The same file as a.safetensors. It was imported once."]
    report = run(library, first)
    assert [item.reason for item in report.duplicates] == ["Already in the library as a. Nothing was copied."]
    resources.trash(library, [resources.all_models(library)[0].id])
    assert "is in Trash" in (run(library, first).duplicates[0].reason or "")
    assert len(files_of(library.paths)) == 1


def test_a_broken_model_is_refused_with_its_reason_and_nothing_is_kept(library: Library, source: Path) -> None:
    make_headed(source / "huge.safetensors", 2**60)
    make_headed(source / "torn.safetensors", 9, b'{"a": [1]')
    report = run(library, source)
    assert {Path(i.source).name: i.reason for i in report.failed} == {
        "huge.safetensors": "huge.safetensors is a model file that is cut off or damaged: its header would be "
                            "1,152,921,504,606,846,976 bytes long. The original is untouched.",
        "torn.safetensors": "torn.safetensors is a model file whose header is damaged. The original is untouched."}  # fmt: skip
    assert files_of(library.paths) == set()
    assert list(library.paths.staging.iterdir()) == []


def test_a_model_that_changes_after_it_was_looked_at_leaves_nothing(
    library: Library, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = make_model(source / "a.safetensors")
    looked = others.recognised

    def then_torn(path: Path) -> str | None:
        found = looked(path)
        with path.open("r+b") as opened:
            opened.truncate(40)
        return found

    monkeypatch.setattr(others, "recognised", then_torn)
    assert len(run(library, file).failed) == 1
    assert list(library.paths.staging.iterdir()) == []
    assert resources.all_models(library) == []


def test_training_files_go_into_a_batch_and_not_into_the_gallery(library: Library, source: Path) -> None:
    clip = media.make_mp4(source / "tide.mp4")
    clip.with_suffix(".txt").write_text("\ufeffthe tide comes in\n", encoding="utf-8")
    small(source, 1)
    report = run(library, source, target=BATCH)
    assert found(report.imported) == ["take_001.png", "tide.mp4"]
    (batch,) = training.batches(library)
    assert (batch.name, batch.items) == ("Waves", 2)
    picture, tide = training.items(library, batch.id)
    assert (picture.duration_ms, tide.original_filename) == (None, "tide.mp4")
    assert tide.duration_ms
    assert tide.metadata["kind"] == "video"
    assert (training.caption_of(tide), training.caption_of(picture)) == ("the tide comes in", "")
    assert training.file_of(library, tide).read_bytes() == clip.read_bytes()
    assert library.paths.training_poster(tide.metadata["sha256"]).exists()
    assert names(library) == []
    assert health.check(library, deep=True) == []


def test_a_caption_in_utf_16_is_read(source: Path) -> None:
    (source / "a.txt").write_text("Möwe", encoding="utf-16")
    assert others.caption_beside(source / "a.mp4") == "Möwe"
    assert others.caption_beside(source / "b.mp4") == ""


def test_an_import_of_training_data_is_one_step_with_its_batch(library: Library, source: Path) -> None:
    small(source, *range(30))
    run(library, source, target=BATCH)
    library.store.undo()
    assert (training.batches(library), training.items(library)) == ([], [])
    assert health.check(library) == []
    library.store.redo()
    assert training.batches(library)[0].items == 30
    assert health.check(library, deep=True) == []


def test_the_same_bytes_in_another_batch_are_a_row_but_no_second_file(library: Library, source: Path) -> None:
    (file,) = small(source, 1)
    run(library, file)  # in the gallery too: that is another use
    run(library, file, target=BATCH)
    again = run(library, file, target=BATCH)
    assert [i.reason for i in again.duplicates] == ["Already in this batch as take_001.png. Nothing was copied."]
    run(library, file, target=Target(training_batch="Other"))
    first, second = training.items(library)
    assert first.storage_location == second.storage_location
    training.trash(library, [first.id])
    trash.empty(library)
    assert training.file_of(library, second).exists()
    assert health.check(library, deep=True) == []


def test_a_trashed_training_file_is_not_brought_again(library: Library, source: Path) -> None:
    (file,) = small(source, 1)
    run(library, file, target=BATCH)
    training.trash(library, [training.items(library)[0].id])
    assert "is in Trash" in (run(library, file, target=BATCH).duplicates[0].reason or "")


def test_models_and_training_files_that_the_library_lost_are_put_back(library: Library, source: Path) -> None:
    run(library, make_model(source / "a.safetensors"))
    (file,) = small(source, 1)
    run(library, file, target=BATCH)
    resources.file_of(library, resources.all_models(library)[0]).unlink()
    training.file_of(library, training.items(library)[0]).unlink()
    again = run(library, source, target=BATCH)
    assert [item.reason for item in again.duplicates] == [
        "Already in the library as a, which had lost its file. It is there again.",
        "Already in this batch as take_001.png, which had lost its file. It is there again."]
    assert health.check(library, deep=True) == []


def test_a_model_in_a_training_import_is_a_model(library: Library, source: Path) -> None:
    run(library, make_model(source / "a.safetensors"), target=BATCH)
    assert len(resources.all_models(library)) == 1
    assert training.batches(library) == []


def test_raw_metadata_of_what_nothing_has_any_more_goes_with_the_trash(library: Library, source: Path) -> None:
    media.make_png(source / "kept.png", prompt="a1111")
    media.make_png(source / "gone.png", (80, 60), prompt="comfyui")
    make_model(source / "kept.safetensors", KOHYA)
    make_model(source / "gone.safetensors", KOHYA, fill=1)
    report = run(library, source)
    training_file = media.make_png(source / "clip.png", (32, 32), prompt="a1111")
    run(library, training_file, target=BATCH)
    gone = next(item for item in report.imported if item.source.endswith("gone.png"))
    editing.trash(library, seqs(library, gone.generation_id or ""))
    resources.trash(library, [model.id for model in resources.all_models(library) if model.metadata["name"] == "gone"])
    hashes = {name: hash_file(source / name).sha256 for name in
              ("kept.png", "kept.safetensors", "clip.png", "gone.png", "gone.safetensors")}
    with library.store.read() as read:
        assert all(imports.blocks(read, each) for each in hashes.values())
    trash.empty(library)
    with library.store.read() as read:
        assert [name for name, each in hashes.items() if imports.blocks(read, each)] == [
            "kept.png", "kept.safetensors", "clip.png"]


def test_a_disk_that_is_full_when_pictures_get_their_rows_keeps_no_copies_of_models(
    library: Library, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small(source, 1)
    make_model(source / "a.safetensors")

    def refuse(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(commit, "_move_files", refuse)
        with pytest.raises(DiskIsFull):
            run(library, source)
    assert list(library.paths.staging.iterdir()) == []
    assert len(run(library, source).imported) == 2


def test_a_file_that_is_moved_but_has_no_row_is_taken_back(
    library: Library, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_model(source / "a.safetensors")

    def refuse(*_given: object) -> None:
        raise ReadOnly("no")

    monkeypatch.setattr("db.resources.add", refuse)
    with pytest.raises(ReadOnly):
        run(library, source)
    assert files_of(library.paths) == set()
    monkeypatch.undo()
    recover(library)
    assert found(run(library, source).imported) == ["a.safetensors"]


@pytest.mark.slow
@pytest.mark.parametrize("target", ["", "Waves"])
@pytest.mark.parametrize("death", ["record:1", "rename:1", "rename:3", "sync:1", "blocks:2", "end:1"])
def test_a_death_between_file_and_row_leaves_nothing_stray(tmp_path: Path, source: Path, death: str, target: str) -> None:
    make_library(tmp_path).close()
    folder = tmp_path / "library"
    for number in range(3):
        if target:
            small(source, number)
        else:
            make_model(source / f"m{number}.safetensors", fill=number)
    command = [sys.executable, "-m", "tests.import_driver", str(folder), str(source), death, "", *([target] if target else [])]
    process = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=False, timeout=60)
    assert process.returncode == -signal.SIGKILL
    library = Library.open(folder)
    recover(library)
    assert health.check(library, deep=True) == []
    there = len(resources.all_models(library)) + len(training.items(library))
    assert len(files_of(library.paths)) == there
    report = Import(library, [source], Target(training_batch=target or None), examine_here).run()
    assert (len(report.imported), len(report.duplicates)) == (3 - there, there)
    assert health.check(library, deep=True) == []
    library.close()
