"""From files to proposals: painted pictures and clips are imported, and what belongs together is found."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from app.library import proposals
from app.library.importing import Target
from app.library.importing.pipeline import Import
from app.library.library import Library
from app.media.limits import UnreadableMedia
from db import generations
from tests.app.library.proposals.conftest import opened, shown
from tests.app.media.test_likeness import cropped, scene, times, write_clip
from tests.import_driver import examine_here, run_here


def brought(library: Library, source: Path) -> tuple[str, dict[str, str]]:
    report = Import(library, [source], Target(), examine_here).run()
    assert report.failed == []
    with library.store.read() as read:
        cards = generations.cards_of(read, [item.generation_id or "" for item in report.imported])
    return report.import_id, {str(card.name): card.id for card in cards.values()}


def save(picture: Image.Image, path: Path) -> None:
    picture.save(path, quality=40) if path.suffix == ".jpg" else picture.save(path)


def test_a_folder_of_versions_takes_and_clips(library: Library, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    dune, sail = scene("dune_walk"), scene("sail_glint")
    save(dune, source / "dune.png")
    save(times(dune, 2), source / "dune_2x.png")
    save(cropped(dune, 0.015, 0.015, 0.015, 0.015), source / "holiday.png")
    save(dune, source / "web.jpg")
    save(scene("dune_walk", 1), source / "take_b.png")
    save(sail, source / "sail.png")
    write_clip(source / "sailing.mp4", [sail] * 4 + [scene("moonrise")] * 4)
    import_id, items = brought(library, source)
    assert proposals.find(library, library.project_id, import_id, run=run_here) == 4
    assert shown(library) == sorted([
        ("variant", items["dune_2x"], items["dune"]), ("variant", items["web"], items["dune"]),
        ("variant", items["holiday"], items["dune"]), ("based_on", items["sailing"], items["sail"])])
    answered = proposals.accept(library, [each.id for each in opened(library)])
    assert (answered.done, answered.dropped) == (4, 0)
    with library.store.read() as read:
        assert generations.one(read, items["dune"]).card.variants == 4
        assert generations.one(read, items["sailing"]).based_on == items["sail"]
    assert library.store.undo() is not None
    assert len(shown(library)) == 4


def test_a_clip_is_looked_into_once(library: Library, tmp_path: Path) -> None:
    write_clip(tmp_path / "a.mp4", [scene("sail_glint")] * 3)
    brought(library, tmp_path / "a.mp4")
    looked: list[Any] = []

    def run(function: Callable[..., Any], *args: Any) -> Future[Any]:
        looked.append(args)
        return run_here(function, *args)

    for _ in range(2):
        proposals.find(library, library.project_id, run=run)
    assert len(looked) == 1
    with library.store.read() as read:
        first, last = read.one("SELECT first_frame_hash, last_frame_hash FROM generation_variants")
    assert len(first) == len(last) == 64


def test_a_clip_that_stops_the_reader_has_no_ends_and_the_search_goes_on(library: Library, tmp_path: Path) -> None:
    write_clip(tmp_path / "a.mp4", [scene("sail_glint")] * 3)
    brought(library, tmp_path / "a.mp4")

    def broken(function: Callable[..., Any], *args: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_exception(UnreadableMedia("made the reader stop"))
        return future

    assert proposals.find(library, library.project_id, run=broken) == 0
    with library.store.read() as read:
        assert read.one("SELECT first_frame_hash, last_frame_hash FROM generation_variants") == ("", "")


@pytest.mark.slow
def test_the_same_folder_twice_has_nothing_to_propose(library: Library, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    save(scene("dune_walk"), source / "dune.png")
    brought(library, source)
    import_id, items = brought(library, source)
    assert items == {}
    assert proposals.find(library, library.project_id, import_id) == 0
