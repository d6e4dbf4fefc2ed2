"""`demo`: painted in real processes."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.library.recent import recent
from tests.app.cli.conftest import Cli


@pytest.mark.slow
def test_a_demo_is_a_library_with_so_many_items(cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    said = cli("demo", folder, "--items", 3, "--json")
    assert said.code == 0, said.err
    assert list(said.json) == ["library", "user_id", "project_id"]
    assert said.json["library"] == str(folder)
    assert recent()[0] == folder
    shown = cli("list", "--library", folder, "--json").json
    assert [card["name"] for card in shown] == ["lighthouse_pan_a", "dune_walk_0412", "keeper_window_07"]
    assert [card["type"] for card in shown] == ["video", "image", "image"]
    assert cli("show", shown[1]["id"], "--library", folder, "--json").json["recipe"]["tool"] == "ComfyUI"
    assert len(cli("shot", "list", "--library", folder, "--json").json) == 8
    assert cli("check", "--deep", "--library", folder).code == 0
    assert cli("undo", "--library", folder).code == 1


def test_a_folder_that_is_taken_is_refused_before_anything_is_painted(cli: Cli, folder: Path) -> None:
    assert cli("demo", folder).code == 3
    assert cli("demo", folder, "--items", 0).code == 2
    assert cli("demo", folder, "--user", "me").code == 2
