"""`proposals`: list, find, accept, leave."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.library.library import Library
from db import generations, new_id, variants
from tests.app.cli.conftest import Cli, Inside, Said

Made = tuple[str, str]


@pytest.fixture
def pair(inside: Inside) -> Made:
    """The ids of dune.png and dune_4x.png, which look the same."""

    def make(library: Library) -> Made:
        made = []
        with library.store.write("Add") as tx:
            for name, width in (("dune", 960), ("dune_4x", 3840)):
                item = generations.create(tx, library.project_id, kind="image")
                variants.add(tx, item, f"{library.user_id}/uploads/{new_id()}.png", name=name, facts={
                    "kind": "image", "source_name": f"{name}.png", "perceptual_hash": "5a" * 32, "width": width,
                    "height": width * 9 // 16})
                made.append(item)
        return made[0], made[1]

    result: Made = inside(make)
    return result


def test_nothing_is_there_until_it_is_looked_for(cli: Cli, pair: Made) -> None:
    said = cli("proposals")
    assert (said.code, said.err.strip()) == (0, "There are no proposals.")
    said = cli("proposals", "--find")
    assert said.code == 0
    assert "“dune_4x.png” looks like “dune.png”, four times as large." in said.out
    assert "1 new." in said.err
    assert "Nothing new was found." in cli("proposals", "--find").err
    assert "a variant of" in cli("proposals").out


def test_the_document(cli: Cli, pair: Made) -> None:
    (found,) = cli("proposals", "--find", "--json").json
    assert list(found) == ["id", "kind", "generation_id", "target_id", "reason", "score"]
    assert (found["kind"], found["generation_id"], found["target_id"]) == ("variant", pair[1], pair[0])
    assert cli("proposals", "--json").json == [found]


@pytest.mark.parametrize("how", ["all", "id"])
def test_accepting_groups_and_is_one_step(
    cli: Cli, pair: Made, takes_back: Callable[..., Said], inside: Inside, how: str
) -> None:
    (found,) = cli("proposals", "--find", "--json").json
    said = takes_back("proposals", *(["--all"] if how == "all" else ["--accept", found["id"][:13]]))
    assert "Group “dune_4x” with “dune”. (“undo” takes it back.)" in said.err

    def count(library: Library) -> Any:
        with library.store.read() as read:
            return generations.one(read, pair[0]).card.variants

    assert inside(count) == 2
    assert cli("proposals", "--json").json == []


def test_leaving_is_for_good(cli: Cli, pair: Made, takes_back: Callable[..., Said]) -> None:
    (found,) = cli("proposals", "--find", "--json").json
    takes_back("proposals", "--leave", found["id"])
    assert cli("proposals", "--find", "--json").json == []


def test_what_contradicts_itself_is_refused(cli: Cli, pair: Made) -> None:
    (found,) = cli("proposals", "--find", "--json").json
    assert cli("proposals", "--all", "--leave", found["id"]).code == 2
    assert cli("proposals", "--accept", found["id"], "--leave", found["id"]).code == 2
    assert cli("proposals", "--accept", "ffffffff-ffff").code == 2
    assert len(cli("proposals", "--json").json) == 1
