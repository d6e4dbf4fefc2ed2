"""`shot …`."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.app.cli.conftest import Cli, Inside, Said
from tests.factories import add_item, add_shot, fill, make_library

TakesBack = Callable[..., Said]
SHOT = ["id", "name", "position", "fps", "length_frames", "unpositioned", "items"]
ITEM = ["id", "generation_id", "position", "timeline_frame", "hold_frames"]


@pytest.fixture
def opening(inside: Inside) -> str:
    """A shot with three items at 0, 48 and nowhere."""

    def make(library: object) -> str:
        items = [add_item(library, name) for name in "abc"]  # type: ignore[arg-type]
        return add_shot(library, "Opening", items, [0, 48, None])  # type: ignore[arg-type]

    return str(inside(make))


def test_a_shot_has_the_keys_of_the_contract(cli: Cli, opening: str) -> None:
    (shot,) = cli("shot", "list", "--json").json
    assert list(shot) == SHOT
    assert [list(item) for item in shot["items"]] == [ITEM, ITEM, ITEM]
    assert (shot["id"], shot["name"], shot["fps"], shot["length_frames"], shot["unpositioned"]) == (
        opening, "Opening", 24, 96, 1)  # fmt: skip
    assert [(item["position"], item["timeline_frame"]) for item in shot["items"]] == [(0, 0), (1, 48), (None, None)]


def test_the_rate_is_a_fraction_where_it_must_be(cli: Cli, tmp_path: object) -> None:
    other = make_library(tmp_path, name="ntsc", fps=(24000, 1001))  # type: ignore[arg-type]
    add_shot(other, "Opening")
    other.close()
    assert cli("shot", "list", "--json", "--library", other.folder).json[0]["fps"] == 23.976024


def test_shots_for_people(cli: Cli, inside: Inside) -> None:
    assert "no shots" in cli("shot", "list").err
    inside(fill)
    said = cli("shot", "list").out
    assert all(name in said for name in ("Opening", "The door", "End titles"))


def test_a_new_shot_with_items(takes_back: TakesBack, inside: Inside) -> None:
    one, two = inside(lambda lib: (add_item(lib, "one"), add_item(lib, "two", kind="video", seconds=1)))
    shot = takes_back("shot", "new", "Opening", one, two, "--json").json
    assert [(item["generation_id"], item["timeline_frame"]) for item in shot["items"]] == [(one, 0), (two, 48)]
    assert (shot["position"], shot["length_frames"]) == (1, 72)


def test_a_shot_needs_a_name(cli: Cli, opening: str) -> None:
    assert cli("shot", "new", " ").code == 2
    assert cli("shot", "rename", opening, "").code == 2


def test_rename_move_duplicate_and_delete(takes_back: TakesBack, cli: Cli, opening: str) -> None:
    assert takes_back("shot", "rename", opening, "Beginning", "--json").json["name"] == "Beginning"
    copy = takes_back("shot", "duplicate", opening[:30], "--json").json
    assert (copy["name"], copy["position"], len(copy["items"])) == ("Beginning (copy)", 2, 3)
    assert takes_back("shot", "move", copy["id"], "--to", "1", "--json").json["position"] == 1
    assert [shot["name"] for shot in cli("shot", "list", "--json").json] == ["Beginning (copy)", "Beginning"]
    assert takes_back("shot", "delete", "Beginning", "--json").json["id"] == opening
    assert [shot["id"] for shot in cli("shot", "list", "--json").json] == [copy["id"]]
    assert len(cli("list", "--json").json) == 3


def test_items_are_added_at_the_end_or_unpositioned(takes_back: TakesBack, inside: Inside, opening: str) -> None:
    more = inside(lambda lib: add_item(lib, "more"))
    shot = takes_back("shot", "add", opening, more, more, "--json").json
    frames = [item["timeline_frame"] for item in shot["items"]]
    assert frames == [0, 48, 96, 144, None]
    shot = takes_back("shot", "add", opening, more, "--unpositioned", "--json").json
    assert shot["unpositioned"] == 2


def test_items_are_placed_ordered_and_removed(takes_back: TakesBack, cli: Cli, opening: str) -> None:
    first, second, third = (item["id"] for item in cli("shot", "list", "--json").json[0]["items"])
    shot = takes_back("shot", "place", opening, third, "--frame", 48, "--json").json
    assert [(item["id"], item["timeline_frame"]) for item in shot["items"]] == [(first, 0), (second, 48), (third, 49)]
    shot = takes_back("shot", "order", opening, third, first, "--json").json
    assert [(item["id"], item["timeline_frame"]) for item in shot["items"]] == [(third, 0), (first, 48), (second, 49)]
    shot = takes_back("shot", "place", opening, first, "--unpositioned", "--json").json
    assert shot["items"][-1]["id"] == first
    shot = takes_back("shot", "remove", opening, third, first, "--json").json
    assert [item["id"] for item in shot["items"]] == [second]


def test_an_item_of_another_shot_and_an_unplaced_one_are_refused(cli: Cli, inside: Inside, opening: str) -> None:
    other = inside(lambda lib: add_shot(lib, "The door", [add_item(lib)]))
    shots = {shot["id"]: shot for shot in cli("shot", "list", "--json").json}
    stranger, unplaced = shots[other]["items"][0]["id"], shots[opening]["items"][2]["id"]
    assert cli("shot", "remove", opening, stranger).code == 2
    assert cli("shot", "order", opening, unplaced).code == 2
    assert len(cli("shot", "list", "--json").json[0]["items"]) == 3


def test_frames_and_places_are_numbers(cli: Cli, opening: str) -> None:
    item = cli("shot", "list", "--json").json[0]["items"][0]["id"]
    for words in (("place", opening, item, "--frame", "-1"), ("place", opening, item, "--frame", "x"),
                  ("place", opening, item), ("move", opening, "--to", "0"), ("move", opening)):  # fmt: skip
        assert cli("shot", *words).code == 2


def test_a_shot_that_is_not_there(cli: Cli) -> None:
    said = cli("shot", "delete", "Nowhere", "--json")
    assert (said.code, said.json["error"]["kind"]) == (2, "not-found")
