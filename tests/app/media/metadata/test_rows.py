from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.media.metadata import RawBlock, read_recipe, recipe_from_blocks
from app.media.work import examine
from tests.app.media.metadata.row import Row
from tests.app.media.metadata.rows_local import LOCAL
from tests.app.media.metadata.rows_services import SERVICES

ROWS = [*LOCAL, *SERVICES]


@pytest.mark.parametrize("row", ROWS, ids=[row.name for row in ROWS])
def test_each_tool_is_read_from_where_it_writes(row: Row, tmp_path: Path) -> None:
    path, mime, sidecars = row.made(tmp_path)
    recipe = read_recipe(path, mime, sidecars)
    assert {key: recipe.fields.get(key) for key in row.fields} == row.fields
    first = "prompt" if "prompt" in row.fields else "tool"
    assert recipe.sources[first].partition(": ")[0] == row.source
    assert {key: recipe.about.get(key) for key in row.about} == row.about
    assert recipe.sources.keys() == recipe.fields.keys()
    json.dumps([recipe.fields, recipe.sources, recipe.about], allow_nan=False)


@pytest.mark.parametrize("row", ROWS, ids=[row.name for row in ROWS])
def test_the_kept_blocks_give_the_same_recipe_in_any_order(row: Row, tmp_path: Path) -> None:
    path, mime, sidecars = row.made(tmp_path)
    recipe = read_recipe(path, mime, sidecars)
    assert len({block.name for block in recipe.blocks}) == len(recipe.blocks)
    again = recipe_from_blocks([RawBlock(block.name, block.data) for block in reversed(recipe.blocks)])
    assert (again.fields, again.sources, again.about) == (recipe.fields, recipe.sources, recipe.about)


def test_a_worker_reads_what_lies_beside_the_file_too(tmp_path: Path) -> None:
    row = next(row for row in ROWS if row.name == "swarmui clip")
    path, _, sidecars = row.made(tmp_path)
    assert examine(str(path)).recipe.fields == {}
    assert examine(str(path), None, tuple(str(sidecar) for sidecar in sidecars)).recipe.fields["tool"] == "SwarmUI"
