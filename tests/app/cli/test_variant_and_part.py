"""`variant …` and `part …`: the answer is the item, as `show` gives it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.app.cli.conftest import Cli, Inside, Said
from tests.factories import add_item, png_bytes

TakesBack = Callable[..., Said]
pytestmark = pytest.mark.usefixtures("near")


@pytest.fixture
def item(inside: Inside) -> str:
    """An item with three variants."""
    return str(inside(lambda lib: add_item(lib, "take", variants=3, viewed=False)))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A picture to add."""
    path = tmp_path / "crop.png"
    path.write_bytes(png_bytes((40, 30), number=77))
    return path


def variants(cli: Cli, item: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = cli("show", item, "--json").json["variants"]
    return found


def test_a_file_becomes_a_variant_that_is_not_primary(takes_back: TakesBack, item: str, file: Path) -> None:
    found = takes_back("variant", "add", item, file, "--json").json
    assert found["id"] == item
    added = [each for each in found["variants"] if each["name"] == "crop"]
    assert [(each["is_primary"], each["variant_type"], each["width"]) for each in added] == [(False, "imported", 40)]
    assert added[0]["viewed_at"] is not None


def test_a_file_that_is_there_already_is_refused(cli: Cli, item: str, file: Path) -> None:
    assert cli("variant", "add", item, file).code == 0
    said = cli("variant", "add", item, file, "--json")
    assert (said.code, said.json["error"]["kind"]) == (1, "duplicate")
    assert len(variants(cli, item)) == 4


def test_a_file_that_is_no_media_says_why(cli: Cli, item: str, tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("milk")
    said = cli("variant", "add", item, text, "--json")
    assert said.code == 1
    assert "text file" in said.json["error"]["message"]
    assert cli("variant", "add", item, tmp_path / "nowhere.png").code == 1
    assert len(cli("history", "--json").json) == 1


def test_another_variant_becomes_primary(takes_back: TakesBack, cli: Cli, item: str) -> None:
    other = str(variants(cli, item)[1]["id"])
    found = takes_back("variant", "primary", other, "--json").json
    assert [each["id"] for each in found["variants"] if each["is_primary"]] == [other]
    assert found["location"] == next(each["location"] for each in found["variants"] if each["id"] == other)


def test_a_variant_is_deleted_and_restored(takes_back: TakesBack, cli: Cli, item: str) -> None:
    first = str(variants(cli, item)[0]["id"])
    found = takes_back("variant", "delete", first, "--json").json
    assert first not in [each["id"] for each in found["variants"]]
    assert sum(each["is_primary"] for each in found["variants"]) == 1
    found = takes_back("variant", "restore", first, "--json").json
    assert [each["is_primary"] for each in found["variants"] if each["id"] == first] == [False]


def test_a_variant_is_detached(takes_back: TakesBack, cli: Cli, item: str) -> None:
    second = str(variants(cli, item)[1]["id"])
    found = takes_back("variant", "detach", second, "--json").json
    assert found["based_on"] == item
    assert [each["id"] for each in found["variants"]] == [second]
    assert cli("show", item, "--json").json["derived"] == [found["id"]]


def test_the_only_variant_is_neither_deleted_nor_detached(cli: Cli, inside: Inside) -> None:
    one = inside(lambda lib: add_item(lib, "one"))
    only = str(variants(cli, one)[0]["id"])
    for verb in ("delete", "detach"):
        said = cli("variant", verb, only, "--json")
        assert (said.code, said.json["error"]["kind"]) == (2, "refused")


def test_an_item_is_no_variant(cli: Cli, item: str) -> None:
    assert cli("variant", "primary", item).code == 2


def test_files_become_parts_in_their_order(takes_back: TakesBack, item: str, tmp_path: Path) -> None:
    files = []
    for name in ("z", "a", "m"):
        files.append(tmp_path / f"{name}.png")
        files[-1].write_bytes(png_bytes(number=ord(name)))
    found = takes_back("part", "add", item, *files, "--json").json
    assert found["id"] == item
    assert [(part["name"], part["child_order"], part["is_child"]) for part in found["parts"]] == [
        ("z", 0, True), ("a", 1, True), ("m", 2, True)]  # fmt: skip


def test_parts_that_cannot_be_read_are_said_and_the_rest_is_in(cli: Cli, item: str, file: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.png"
    bad.write_bytes(png_bytes()[:40])
    said = cli("part", "add", item, bad, file, "--json")
    assert said.code == 1
    assert [part["name"] for part in said.json["parts"]] == ["crop"]
    assert "bad.png" in said.err


def test_parts_are_ordered(takes_back: TakesBack, cli: Cli, inside: Inside, item: str) -> None:
    a, b, c = (inside(lambda lib, name=name: add_item(lib, name, parent=item)) for name in "abc")
    found = takes_back("part", "order", item, c, a, "--json").json
    assert [part["id"] for part in found["parts"]] == [c, a, b]
    assert cli("part", "order", a, b).code == 2
    assert [part["id"] for part in cli("show", item, "--json").json["parts"]] == [c, a, b]
