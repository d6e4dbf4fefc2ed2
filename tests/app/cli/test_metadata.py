"""`metadata`: what came with a file, and reading it again."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.library.library import Library
from db import variants
from tests import media_factory as media
from tests.app.cli.conftest import Cli
from tests.app.library.importing.conftest import run


@pytest.fixture
def item(folder: Path, tmp_path: Path) -> str:
    """A picture with a recipe that an older reader did not find."""
    media.make_png(tmp_path / "a.png", prompt="a1111")
    library = Library.open(folder)
    generation_id = run(library, tmp_path / "a.png").imported[0].generation_id or ""
    with library.store.write("Forget") as tx:
        primary = variants.primary_of(tx, generation_id)
        assert primary is not None
        variants.set_recipe(tx, primary.id, None, None)
    library.close()
    return generation_id


def test_the_blocks_that_came_with_a_file_are_shown(cli: Cli, item: str) -> None:
    said = cli("metadata", item, "--json")
    assert said.code == 0
    assert [block["name"] for block in said.json] == ["parameters"]
    assert said.json[0]["text"] == media.A1111_TEXT
    assert cli("metadata", item).out.startswith("parameters: a lighthouse")


@pytest.mark.parametrize("chosen", ["item", "--all"])
def test_metadata_is_read_again_as_one_step(cli: Cli, item: str, chosen: str) -> None:
    said = cli("metadata", "--again", item if chosen == "item" else chosen, "--json")
    assert (said.code, said.json) == (0, {"changed": 1})
    found = cli("show", item, "--json").json["recipe"]
    assert (found["seed"], found["sources"]["seed"]) == ("1234567890123456789", "parameters: Seed")
    assert found["size"] == "512x768"
    assert cli("undo").code == 0
    assert cli("show", item, "--json").json["recipe"]["seed"] is None


def test_what_is_right_already_is_said_to_be(cli: Cli, item: str) -> None:
    cli("metadata", "--again", "--all")
    said = cli("metadata", "--again", "--all")
    assert "Nothing had to be changed." in said.err


@pytest.mark.parametrize("words", [(), ("--again",), ("--all",), ("--again", "--all", "abcd")])
def test_a_call_that_does_not_say_what_is_refused(cli: Cli, item: str, words: tuple[str, ...]) -> None:
    assert cli("metadata", *words).code == 2


def test_show_tells_what_the_file_tells_of_itself(cli: Cli, folder: Path, tmp_path: Path) -> None:
    from tests.app.media.metadata import writers as w

    store = w.manifest("ChatGPT", by="OpenAI", source_type="trainedAlgorithmicMedia")
    w.png(tmp_path / "b.png", (b"caBX", store), w.text("Title", "The harbour"))
    library = Library.open(folder)
    generation_id = run(library, tmp_path / "b.png").imported[0].generation_id or ""
    library.close()
    about = cli("show", generation_id, "--json").json["about"]
    assert about["signed"] == {"by": "OpenAI", "tool": "ChatGPT", "when": None, "valid": None}
    assert about["sources"]["title"] == "Title: title"
    said = cli("show", generation_id).out
    assert "The harbour" in said
    assert "by OpenAI, tool ChatGPT\n" in said
