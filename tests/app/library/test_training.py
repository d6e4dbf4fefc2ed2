"""Training data: batches, captions, segments, the trash, and the folder that a trainer reads."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.errors import UserError
from app.library import health, training, trash
from app.library.library import Library
from app.paths import TRAINING, training_location
from db import NotFound, Refused, TrainingItem
from db import training as rows
from tests.factories import files_of

Roundtrip = Callable[[Callable[[], Any], str], Any]


def add_file(library: Library, batch_id: str, name: str = "tide.mp4", duration_ms: int | None = 4000,
             **metadata: Any) -> TrainingItem:
    """A training file of a few bytes."""
    location = training_location(library.user_id, "mp4")
    file = library.paths.in_bucket(TRAINING, location)
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(name.encode())
    with library.store.write("Add") as tx:
        made = rows.add(tx, library.user_id, batch_id, name, location, duration_ms, metadata)
    return training.item(library, made)


@pytest.fixture
def waves(library: Library) -> str:
    """An empty batch."""
    return training.create_batch(library, "Waves")


@pytest.fixture
def tide(library: Library, waves: str) -> str:
    """A clip of four seconds."""
    return add_file(library, waves).id


def test_batches_are_made_and_renamed(library: Library, roundtrip: Roundtrip) -> None:
    batch_id = roundtrip(lambda: training.create_batch(library, " Dunes ", "sand"), "New batch “Dunes”")
    roundtrip(lambda: training.rename_batch(library, batch_id, "Deserts"), "Rename to “Deserts”")
    assert [(b.name, b.description, b.items) for b in training.batches(library)] == [("Deserts", "sand", 0)]
    for name, said in (("", "needs a name"), ("Deserts", "already")):
        with pytest.raises(UserError, match=said):
            training.create_batch(library, name)
    training.rename_batch(library, batch_id, "Deserts")  # its own name is no other's


def test_captions_are_edited(library: Library, tide: str, roundtrip: Roundtrip) -> None:
    roundtrip(lambda: training.set_caption(library, tide, " the tide\n"), "Edit caption")
    assert training.caption_of(training.item(library, tide)) == "the tide"


def test_segments_are_added_edited_and_deleted(library: Library, tide: str, roundtrip: Roundtrip) -> None:
    late = roundtrip(lambda: training.add_segment(library, tide, 2000, 4000, "out"), "Add segment")
    early = training.add_segment(library, tide, 0, 1500)
    assert [(s.id, s.start_ms, s.end_ms, s.description) for s in training.segments(library, tide)] == [
        (early, 0, 1500, ""), (late, 2000, 4000, "out")]  # fmt: skip
    roundtrip(lambda: training.set_segment(library, early, end_ms=900, description="in"), "Edit segment")
    first = training.segments(library, tide)[0]
    assert (first.start_ms, first.end_ms, first.description) == (0, 900, "in")
    assert training.item(library, tide).segments == 2
    roundtrip(lambda: training.delete_segment(library, late), "Delete segment")
    with pytest.raises(NotFound):
        training.delete_segment(library, late)


@pytest.mark.parametrize(("start", "end"), [(0, 0), (5, 4), (-1, 5), (0, 4001)])
def test_a_segment_lies_inside_of_its_clip(library: Library, tide: str, start: int, end: int) -> None:
    with pytest.raises(Refused):
        training.add_segment(library, tide, start, end)
    segment = training.add_segment(library, tide, 1, 2)
    with pytest.raises(Refused):
        training.set_segment(library, segment, start_ms=start, end_ms=end)
    assert [(s.start_ms, s.end_ms) for s in training.segments(library, tide)] == [(1, 2)]


def test_a_picture_has_no_segments(library: Library, waves: str) -> None:
    with pytest.raises(Refused, match="picture"):
        training.add_segment(library, add_file(library, waves, "a.png", None).id, 0, 1)


def test_a_segment_after_the_end_written_by_a_stranger_is_a_problem(library: Library, tide: str) -> None:
    segment = training.add_segment(library, tide, 0, 4000)
    with library.store.write("Cut") as tx:
        tx.execute("UPDATE training_data SET duration = 3999 WHERE id = ?", (tide,))
    assert [(p.kind, p.id) for p in health.check(library)] == [("segment-time", segment)]
    library.store.undo()


def test_files_go_to_trash_and_come_back_with_their_segments(library: Library, tide: str, roundtrip: Roundtrip) -> None:
    training.add_segment(library, tide, 0, 10)
    roundtrip(lambda: training.trash(library, [tide]), "Move “tide.mp4” to Trash")
    assert training.items(library) == []
    assert [i.id for i in training.items(library, trash=True)] == [tide]
    assert training.counts(library) == (0, 1)
    roundtrip(lambda: training.restore(library, [tide]), "Restore “tide.mp4”")
    assert training.item(library, tide).segments == 1


def test_a_batch_goes_with_its_files_and_brings_back_those_only(library: Library, waves: str, roundtrip: Roundtrip) -> None:
    before, with_it = add_file(library, waves, "before.mp4").id, add_file(library, waves, "with.mp4").id
    training.trash(library, [before])
    roundtrip(lambda: training.trash_batch(library, waves), "Move batch “Waves” to Trash")
    assert (training.batches(library), len(training.batches(library, trash=True))) == ([], 1)
    roundtrip(lambda: training.restore_batch(library, waves), "Restore batch “Waves”")
    assert [i.id for i in training.items(library)] == [with_it]


def test_restoring_one_file_of_a_trashed_batch_brings_the_batch_back(library: Library, waves: str, tide: str) -> None:
    add_file(library, waves, "other.mp4")
    training.trash_batch(library, waves)
    training.restore(library, [tide])
    assert [(b.name, b.items) for b in training.batches(library)] == [("Waves", 1)]


def test_emptying_the_trash_takes_rows_then_files(library: Library, waves: str) -> None:
    kept, gone = add_file(library, waves, "kept.mp4"), add_file(library, waves, "gone.mp4")
    training.add_segment(library, gone.id, 0, 10)
    training.trash(library, [gone.id])
    other = training.create_batch(library, "Empty")
    training.trash_batch(library, other)
    assert trash.other_counts(library) == (0, 1)
    emptied = trash.empty(library)
    assert (emptied.training, emptied.files) == (1, 1)
    assert files_of(library.paths) == {f"training-data/{kept.storage_location}"}
    assert training.batches(library, trash=True) == []
    assert health.check(library, deep=True) == []
    assert library.store.history() == []


def test_undone_imports_keep_their_files_until_the_trash_is_emptied(library: Library, waves: str) -> None:
    add_file(library, waves)
    library.store.undo()
    assert health.check(library) == []
    assert len(files_of(library.paths)) == 1


def test_the_export_is_a_folder_as_trainers_read_it(library: Library, waves: str, tmp_path: Path) -> None:
    tide = add_file(library, waves, "tide.mp4", width=64, height=48, caption="the tide comes in").id
    add_file(library, waves, "tide.png", None)
    training.add_segment(library, tide, 0, 1500, "in")
    seen: list[tuple[int, int]] = []
    written = training.export(library, waves, tmp_path / "out", lambda done, total: seen.append((done, total)) is None)
    target = tmp_path / "out" / "Waves"
    assert {path.name for path in written} == {"tide.mp4", "tide.txt", "tide-2.png", "dataset.json"}
    assert {path.name for path in target.iterdir()} == {path.name for path in written}
    assert (target / "tide.mp4").read_bytes() == b"tide.mp4"
    assert (target / "tide.txt").read_text(encoding="utf-8") == "the tide comes in\n"
    told = json.loads((target / "dataset.json").read_text(encoding="utf-8"))
    assert told["items"][0] == {"file": "tide.mp4", "caption": "the tide comes in", "duration_ms": 4000, "width": 64,
                                "height": 48, "segments": [{"start_ms": 0, "end_ms": 1500, "caption": "in"}]}  # fmt: skip
    assert seen == [(1, 2), (2, 2)]
    training.export(library, waves, tmp_path / "out")
    assert (tmp_path / "out" / "Waves-2" / "dataset.json").exists()


def test_names_that_a_file_system_refuses_are_made_safe_in_the_export(library: Library, tmp_path: Path) -> None:
    batch = training.create_batch(library, "a/b: c")
    add_file(library, batch, "x?\n.mp4", caption="c")
    training.export(library, batch, tmp_path)
    assert {path.name for path in (tmp_path / "a_b_ c").iterdir()} == {"x__.mp4", "x__.txt", "dataset.json"}


def test_a_batch_that_comes_back_to_a_taken_name_gets_another(library: Library, waves: str) -> None:
    file = add_file(library, waves, "a.mp4")
    training.trash_batch(library, waves)
    other = training.create_batch(library, "Waves")
    training.restore_batch(library, waves)
    assert {batch.id: batch.name for batch in training.batches(library)} == {other: "Waves", waves: "Waves 2"}
    library.store.undo()
    assert [batch.name for batch in training.batches(library, trash=True)] == ["Waves"]
    training.restore(library, [file.id])
    assert training.batch(library, waves).name == "Waves 2"
