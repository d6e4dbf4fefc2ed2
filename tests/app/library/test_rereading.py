"""Metadata read again: by today's readers, from kept blocks, as one step; what did not come from a file stays."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.library import details, gallery, rereading
from app.library.library import Library
from db import Filter, Variant, generations, imports, variants
from tests import media_factory as media
from tests.app.library.importing.conftest import run
from tests.app.media.metadata import writers as w
from tests.factories import add_item, names, seqs

Roundtrip = Callable[[Callable[[], Any], str], Any]


@pytest.fixture
def imported(library: Library, tmp_path: Path) -> list[str]:
    """Two pictures with recipes and one without; as an older reader, which found nothing, left them."""
    folder = tmp_path / "coming"
    folder.mkdir()
    media.make_png(folder / "a.png", prompt="a1111")
    w.png(folder / "b.png", w.text("Title", "The harbour"), w.text("invokeai_metadata", json.dumps({"positive_prompt": "ships"})))
    media.make_jpeg(folder / "c.jpg")
    report = run(library, folder)
    ids = [item.generation_id or "" for item in sorted(report.imported, key=lambda item: item.source)]
    with library.store.write("Forget") as tx:
        for generation_id in ids:
            variants.set_recipe(tx, primary(library, generation_id).id, None, None)
    return ids


def primary(library: Library, generation_id: str) -> Variant:
    return next(each for each in details.detail(library, generation_id).variants if each.is_primary)


def test_recipes_are_found_again_without_the_files(library: Library, imported: list[str], roundtrip: Roundtrip) -> None:
    for generation_id in imported:
        library.paths.file(primary(library, generation_id).location).unlink()
    label = "Read metadata of 3 items again"
    assert roundtrip(lambda: rereading.reread(library, seqs(library, *imported)), label) == 2
    found = details.detail(library, imported[0]).generation
    assert found.params is not None
    assert found.params["seed"] == "1234567890123456789"
    assert found.params["sources"]["seed"] == "parameters: Seed"
    assert found.tool == "A1111"
    about = primary(library, imported[1]).about
    assert about == {"title": "The harbour", "sources": {"title": "Title: title"}}
    for generation_id in imported:  # the factory's check looks for them
        media.make_png(library.paths.file(primary(library, generation_id).location))


def test_all_items_are_read_when_none_are_named(library: Library, imported: list[str], roundtrip: Roundtrip) -> None:
    assert roundtrip(lambda: rereading.reread(library), "Read metadata of all items again") == 2
    assert rereading.reread(library) == 0


def test_nothing_that_differs_is_no_step(library: Library, imported: list[str]) -> None:
    rereading.reread(library)
    before = library.store.next_undo()
    assert rereading.reread(library, seqs(library, *imported)) == 0
    assert library.store.next_undo() == before


def test_only_the_named_items_are_read(library: Library, imported: list[str]) -> None:
    assert rereading.reread(library, seqs(library, imported[1])) == 1
    assert details.detail(library, imported[0]).generation.params is None


def test_items_without_kept_metadata_stay_as_they_are(library: Library) -> None:
    item = add_item(library, params={"prompt": "by hand", "seed": "5"})
    assert rereading.reread(library, seqs(library, item)) == 0
    assert details.detail(library, item).generation.params == {"prompt": "by hand", "seed": "5"}


def test_a_cancel_takes_everything_back(library: Library, imported: list[str]) -> None:
    assert rereading.reread(library, None, lambda done, total: False) == 0
    assert details.detail(library, imported[0]).generation.params is None
    assert library.store.next_undo() is not None
    assert library.store.next_undo().label == "Forget"  # type: ignore[union-attr]


def test_progress_is_told(library: Library, imported: list[str]) -> None:
    told: list[tuple[int, int]] = []
    rereading.reread(library, None, lambda done, total: told.append((done, total)) is None)
    assert told[-1][0] == told[-1][1] > 0


def test_what_did_not_come_from_a_file_stays() -> None:
    old = {"prompt": "by hand", "orchestrator": {"a": 1}, "seed": "5", "sources": {"seed": "parameters: Seed"}}
    new = rereading.merged(old, {"prompt": "read", "steps": 20}, {"prompt": "x: y", "steps": "x: z"})
    assert new == {"prompt": "by hand", "orchestrator": {"a": 1}, "steps": 20, "sources": {"steps": "x: z"}}
    assert rereading.merged({"seed": "5", "sources": {"seed": "a: b"}}, {}, {}) is None


def test_damaged_kept_blocks_are_kept_and_give_nothing(library: Library, imported: list[str]) -> None:
    sha256 = primary(library, imported[2]).sha256 or ""
    with library.store.write(None) as tx:
        imports.keep_blocks(tx, sha256, [("C2PA", b"\xff" * 50), ("XMP", b"<")])
    rereading.reread(library)
    assert primary(library, imported[2]).about is None
    assert {"C2PA", "XMP"} <= {name for name, _ in rereading.blocks(library, imported[2])}


def test_titles_captions_and_keywords_are_searched(library: Library, imported: list[str]) -> None:
    rereading.reread(library)
    assert names(library, text="harbour") == ["b"]
    about = {"caption": "ships at the quay", "keywords": ["regatta"], "signed": {"by": "unsearched"},
             "sources": {"caption": "zzz: qqq"}}
    with library.store.write("About") as tx:
        variants.set_recipe(tx, primary(library, imported[2]).id, None, about)
    assert names(library, text="regatta") == names(library, text="quay") == ["c"]
    assert names(library, text="zzz") == names(library, text="unsearched") == []
    library.store.undo()
    assert names(library, text="regatta") == []


def test_keywords_of_a_photo_become_tags_and_its_stars_its_rating(library: Library, tmp_path: Path) -> None:
    subjects = "<dc:subject><rdf:Bag><rdf:li>night</rdf:li><rdf:li>Regen</rdf:li></rdf:Bag></dc:subject>"
    w.jpeg(tmp_path / "a.jpg", w.app1_xmp(w.xmp(subjects, 'xmp:Rating="4"')))
    report = run(library, tmp_path / "a.jpg")
    found = details.detail(library, report.imported[0].generation_id or "")
    assert (found.tags, found.generation.card.rating) == (["Regen", "night"], 4)
    assert (found.variants[0].about or {})["keywords"] == ["night", "Regen"]
    assert gallery.count(library, Filter(project_id=library.project_id, text="regen")) == 1
    library.store.undo()
    with library.store.read() as read:
        assert generations.count(read, Filter(project_id=library.project_id)) == 0
