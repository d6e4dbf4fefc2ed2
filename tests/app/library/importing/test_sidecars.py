"""Sidecars: given to whoever looks into the file, and listed as what they are."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.library import costs, details
from app.library.importing import Import, Target, sidecars
from app.library.library import Library
from tests.app.library.importing.conftest import found, small
from tests.import_driver import examine_here


def test_the_sidecars_of_a_file_are_found_by_their_names(tmp_path: Path) -> None:
    for name in ("dune.png", "dune.png.xmp", "dune.txt", "dune.json", "dune.swarm.json", "dune2.txt", "dune.md"):
        (tmp_path / name).write_bytes(b"x")
    assert [Path(name).name for name in sidecars.of(tmp_path / "dune.png")] == [
        "dune.png.xmp", "dune.txt", "dune.json", "dune.swarm.json"]
    for name in ("dune.png.xmp", "dune.txt", "dune.json", "dune.swarm.json"):
        assert sidecars.owner(tmp_path / name) == tmp_path / "dune.png"
    assert sidecars.owner(tmp_path / "dune2.txt") is None
    for ending in ("wmv", "srw", "aiff", "JPEG", "wma"):
        (tmp_path / f"take.{ending}").touch()
        assert sidecars.owner(tmp_path / "take.txt") == tmp_path / f"take.{ending}"
        (tmp_path / f"take.{ending}").unlink()
    assert sidecars.owner(tmp_path / "dune.md") is None


def test_a_name_as_long_as_names_can_be_has_no_sidecar(tmp_path: Path) -> None:
    long = tmp_path / ("x" * 251 + ".png")
    long.write_bytes(b"x")
    assert sidecars.of(long) == ()


def test_sidecars_are_read_with_their_file_and_skipped_as_belonging_to_it(library: Library, source: Path) -> None:
    (file,) = small(source, 1)
    (source / "take_001.txt").write_text("a dune")
    (source / "take_001.png.xmp").write_text("")
    (source / "other.txt").write_text("milk")
    given: list[tuple[str, ...]] = []

    def examine(path: str, thumbnail: str, beside: tuple[str, ...] = ()) -> Future[Any]:
        given.append(beside)
        return examine_here(path, thumbnail, beside)

    report = Import(library, [source], Target(), examine).run()
    assert given == [(f"{file}.xmp", str(source / "take_001.txt"))]
    reasons = {Path(item.source).name: item.reason or "" for item in report.skipped}
    assert set(reasons) == {"other.txt", "take_001.png.xmp", "take_001.txt"}
    assert "belongs to take_001.png" in reasons["take_001.txt"]
    assert "belongs to take_001.png" in reasons["take_001.png.xmp"]
    assert "is a text file" in reasons["other.txt"]
    assert found(report.failed) == []


@pytest.mark.parametrize(("told", "spent"), [("0.04", 40), (1.5, 1500), ("free", 0), (True, 0), (-2, 0), ("1e99", 0), ("nan", 0)])
def test_what_a_file_tells_of_itself_is_kept_and_its_cost_is_written_down_once(
    library: Library, source: Path, told: object, spent: int
) -> None:
    small(source, 1)

    class Told:
        """A recipe as one with `about`."""

        def __init__(self, recipe: Any) -> None:
            self.fields, self.sources, self.blocks = recipe.fields, recipe.sources, recipe.blocks
            self.about = {"camera": "A7", "cost": told}

    def examine(path: str, thumbnail: str) -> Future[Any]:
        seen = examine_here(path, thumbnail).result()
        done: Future[Any] = Future()
        done.set_result(replace(seen, recipe=Told(seen.recipe)))
        return done

    (item,) = Import(library, [source], Target(), examine).run().imported
    (variant,) = details.detail(library, item.generation_id or "").variants
    assert variant.about == {"camera": "A7", "cost": told}
    assert costs.of_item(library, item.generation_id or "") == spent
    library.store.undo()
    Import(library, [source], Target(), examine).run()
    assert sum(each.amount for each in costs.sums(library)) == spent  # it was paid once
