"""Files on their way out: readable names, links that leave the original where it is, and a folder that is emptied."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.library import gallery, outgoing
from app.library.library import Library
from app.library.outgoing import readable_name
from db import Filter
from tests import factories


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    made = factories.make_library(tmp_path, items=2)
    yield made
    made.close()


def seqs(library: Library) -> list[int]:
    return gallery.first_ids(library, Filter(project_id=library.project_id))


def originals(library: Library) -> list[Path]:
    return [library.paths.file(card.location or "") for card in gallery.cards(library, seqs(library)).values()]


@pytest.mark.parametrize(("name", "found"), [
    ("Dune walk", "Dune walk.png"), ("dune.png", "dune.png"), ("a/b\\c: d?", "a b c  d.png"), (" .. ", "x.png"), (None, "x.png"),
    ("con", "con_.png"), ("Ü" * 200, "Ü" * 120 + ".png"), ("砂丘", "砂丘.png"), ("two\nlines", "two lines.png"),
])
def test_a_name_is_one_that_every_file_system_takes(name: str | None, found: str) -> None:
    assert readable_name(name, "u/uploads/x.png", set()) == found


def test_two_items_of_one_name_have_two_files_whatever_their_case() -> None:
    taken: set[str] = set()
    assert [readable_name(name, "x.png", taken) for name in ("Dune", "dune", "DUNE")] == ["Dune.png", "dune 2.png", "DUNE 3.png"]


def test_what_goes_out_has_the_items_name_and_its_bytes_and_taking_it_leaves_the_original(library: Library) -> None:
    files = outgoing.prepare(library, seqs(library))
    assert [file.name for file in files] == ["item_0001.png", "item_0000.png"]
    kept = {file.read_bytes() for file in originals(library)}
    assert {file.read_bytes() for file in files} == kept
    for file in files:
        file.unlink()
    assert {file.read_bytes() for file in originals(library)} == kept


def test_where_the_disk_has_no_links_files_are_copied_and_large_ones_go_under_their_own_name(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_source: object, _target: object) -> None:
        raise OSError(1, "no links here")

    monkeypatch.setattr(os, "link", refused)
    first, second = seqs(library)
    size = originals(library)[0].stat().st_size
    monkeypatch.setattr(outgoing, "MOST_COPIED", size + 1)
    copied, own = outgoing.prepare(library, [first, second])
    assert copied.parent.parent.name == "outgoing"
    assert own in originals(library)


def test_a_file_that_is_gone_is_left_out(library: Library) -> None:
    originals(library)[0].unlink()
    assert len(outgoing.prepare(library, seqs(library))) == 1


def test_a_read_only_library_hands_out_the_originals_themselves_and_writes_nothing(library: Library) -> None:
    library.close()
    reader = Library.open(library.folder, read_only=True)
    try:
        assert sorted(outgoing.prepare(reader, seqs(reader))) == sorted(originals(reader))
        assert not (reader.paths.cache / "outgoing").exists()
    finally:
        reader.close()


def test_the_folder_is_emptied_and_the_originals_stay(library: Library) -> None:
    files = outgoing.prepare(library, seqs(library))
    outgoing.clean(library)
    assert not any(file.exists() for file in files)
    assert all(file.exists() for file in originals(library))


def test_what_was_offered_is_made_after_the_library_was_closed(library: Library) -> None:
    make = outgoing.offered(library, seqs(library))
    library.close()
    assert [file.name for file in make()] == ["item_0001.png", "item_0000.png"]
