"""`list`, `show`, `star`, `unstar`, `rename`, `trash`, `restore`."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.library import details
from app.library.library import Library
from tests.app.cli.conftest import Cli, Inside, Said
from tests.factories import add_item, add_shot, fill

TakesBack = Callable[..., Said]
CARD = ["id", "name", "type", "location", "thumbnail_url", "starred", "rating", "created_at", "is_child",
        "parent_generation_id", "variants", "parts", "unseen", "duration_us", "width", "height", "shots"]  # fmt: skip
VARIANT = ["id", "is_primary", "variant_type", "location", "thumbnail_url", "name", "params", "created_at", "starred",
           "viewed_at", "width", "height", "duration_us", "sha256", "source_name"]  # fmt: skip
RECIPE = ["tool", "prompt", "negative", "seed", "model", "loras", "sampler", "steps", "cfg"]


def test_a_list_has_the_keys_of_the_contract(cli: Cli, inside: Inside) -> None:
    clip = inside(lambda lib: add_item(lib, "tide", kind="video", variants=2, starred=True, rating=3, viewed=False))
    shot = inside(lambda lib: add_shot(lib, "Opening", [clip]))
    said = cli("list", "--json")
    assert said.code == 0
    assert said.err == ""
    (found,) = said.json
    assert list(found) == CARD
    assert found["id"] == clip
    assert (found["starred"], found["rating"], found["is_child"]) == (True, 3, False)
    assert (found["variants"], found["parts"], found["unseen"]) == (2, 0, 1)
    assert found["duration_us"] == 2_000_000
    assert found["shots"] == [shot]


def test_a_list_is_asked_as_the_search_field_is(cli: Cli, inside: Inside) -> None:
    inside(fill)

    def found(*words: str) -> list[str]:
        said = cli("list", "--json", *words)
        assert said.code == 0, said.out
        return [card["name"] for card in said.json]

    assert found("type:video") == ["take_0011", "take_0007", "take_0003"]
    assert found("star", "--sort", "oldest") == ["take_0000", "take_0005", "take_0010"]
    assert found("-star", "type:image", "--limit", "2") == ["take_0009", "take_0008"]
    assert found("-star", "type:image", "--limit", "2", "--reverse") == ["take_0001", "take_0002"]
    assert found("-tag:none", "-type:audio") == []
    assert found("take_0004") == ["take_0004"]
    assert found('shot:"the door"', "--sort", "name") == ["take_0003", "take_0004", "take_0005"]
    assert found("--limit", "0") == []
    assert len(found()) == 12


def test_parts_and_trash_are_listed_when_asked(cli: Cli, inside: Inside) -> None:
    parent = inside(lambda lib: add_item(lib, "parent"))
    part = inside(lambda lib: add_item(lib, "part", parent=parent))
    assert [card["id"] for card in cli("list", "--json").json] == [parent]
    assert {card["id"] for card in cli("list", "--json", "--parts").json} == {parent, part}
    cli("trash", parent)
    assert cli("list", "--json").json == []
    assert [card["id"] for card in cli("list", "--trash", "--json").json] == [parent]


def test_a_bad_query_names_the_word(cli: Cli) -> None:
    said = cli("list", "variants:many", "--json")
    assert said.code == 2
    assert said.json["error"]["kind"] == "query"
    assert "variants:many" in said.json["error"]["message"]
    assert cli("list", "--sort", "best").code == 2


def test_a_list_for_people(cli: Cli, inside: Inside) -> None:
    clip = inside(lambda lib: add_item(lib, "tide", kind="video", starred=True))
    said = cli("list")
    assert clip in said.out
    assert "★" in said.out
    assert "0:02.0" in said.out
    assert cli("list", "nothing_like_it").out == ""


def test_an_item_has_the_keys_of_the_contract(cli: Cli, inside: Inside) -> None:
    recipe = {"tool": "ComfyUI", "prompt": "a dune", "seed": "9007199254740993", "loras": [{"name": "grain", "strength": 0.7}],
              "sources": {"prompt": "prompt: node 6", "seed": "prompt: node 3"}}  # fmt: skip
    source = inside(lambda lib: add_item(lib, "source"))
    item = inside(
        lambda lib: add_item(lib, "dune", variants=2, params=recipe, based_on=source, tags=["b", "a"], note="n")
    )
    part = inside(lambda lib: add_item(lib, "piece", parent=item))
    derived = inside(lambda lib: add_item(lib, "next", based_on=item))
    found = cli("show", item, "--json").json
    assert list(found) == [*CARD, "params", "based_on", "derived", "tags", "note", "recipe", "file", "about"]
    assert [list(variant) for variant in found["variants"]] == [VARIANT, VARIANT]
    assert [variant["is_primary"] for variant in found["variants"]] == [True, False]
    assert [list(each) for each in found["parts"]] == [[*CARD, "child_order"]]
    assert [(each["id"], each["child_order"], each["is_child"]) for each in found["parts"]] == [(part, 0, True)]
    assert (found["based_on"], found["derived"], found["tags"], found["note"]) == (source, [derived], ["a", "b"], "n")
    assert list(found["recipe"])[: len(RECIPE) + 1] == [*RECIPE, "sources"]
    assert found["recipe"]["seed"] == "9007199254740993"
    assert found["recipe"]["sources"] == {"prompt": "prompt: node 6", "seed": "prompt: node 3"}
    assert found["recipe"]["steps"] is None
    assert (found["file"]["mime"], found["file"]["width"]) == ("image/png", 64)
    assert len(found["file"]["sha256"]) == 64
    assert found["params"] == recipe


def test_an_empty_shell_can_be_shown(cli: Cli, inside: Inside) -> None:
    shell = inside(lambda lib: add_item(lib, None, variants=0))
    found = cli("show", shell, "--json").json
    assert (found["variants"], found["file"], found["location"]) == ([], None, None)
    assert "(no name)" in cli("show", shell).out


def test_an_item_for_people(cli: Cli, inside: Inside) -> None:
    item = inside(lambda lib: add_item(lib, "dune", variants=2, rating=2, note="two\nlines", params={"seed": "12"}))
    inside(lambda lib: add_shot(lib, "Opening", [item, item], [24, None]))
    said = cli("show", item).out
    for text in ("dune", item, "64×36", "primary", "01 Opening", "frame 24, unpositioned", "two", "lines", "12"):
        assert text in said


def test_the_beginning_of_an_id_is_enough_when_it_is_unique(cli: Cli, inside: Inside) -> None:
    one = inside(lambda lib: add_item(lib, "one"))
    with_same_start = one[:13] + "-7fff-bfff-ffffffffffff"

    def double(library: Library) -> None:
        with library.store.write("Twin") as tx:
            tx.execute("INSERT INTO generations (id, project_id, name, location) VALUES (?, ?, 'twin', ?)",
                       (with_same_start, library.project_id, f"{library.user_id}/uploads/twin.png"))  # fmt: skip

    inside(double)
    assert cli("show", one[:30], "--json").json["name"] == "one"
    assert cli("show", one[:30].upper(), "--json").json["name"] == "one"
    said = cli("show", one[:13], "--json")
    assert said.code == 2
    assert said.json["error"]["kind"] == "ambiguous"
    assert one in said.json["error"]["hint"]
    assert with_same_start in said.json["error"]["hint"]


@pytest.mark.parametrize("text", ["", "abc", "zzzzzz", "ffffffff", "%%%%", "0000'; DROP TABLE generations; --"])
def test_what_is_no_id_is_not_found(cli: Cli, text: str) -> None:
    said = cli("show", text, "--json")
    assert said.code == 2
    assert said.json["error"]["kind"] == "not-found"


def test_star_and_unstar_tell_what_changed(takes_back: TakesBack, cli: Cli, inside: Inside) -> None:
    one, two = inside(lambda lib: (add_item(lib, "one"), add_item(lib, "two", starred=True)))
    assert takes_back("star", one, two, "--json").json == {"changed": [one]}
    assert cli("star", one, two, "--json").json == {"changed": []}
    assert takes_back("unstar", two, one, two, "--json").json == {"changed": [two, one]}
    assert "Star “one”" in cli("star", one).err
    assert cli("unstar", one, "--quiet").err == ""


def test_one_wrong_id_among_many_changes_nothing(cli: Cli, inside: Inside) -> None:
    one = inside(lambda lib: add_item(lib, "one"))
    assert cli("star", one, "ffffffff").code == 2
    assert not cli("show", one, "--json").json["starred"]


def test_rename(takes_back: TakesBack, cli: Cli, inside: Inside) -> None:
    one = inside(lambda lib: add_item(lib, "one"))
    assert takes_back("rename", one, "the good one", "--json").json == {"changed": [one]}
    assert cli("rename", one, "the good one", "--json").json == {"changed": []}
    assert cli("rename", one, "  ").code == 2
    assert cli("list", "--json").json[0]["name"] == "the good one"


def test_trash_and_restore(takes_back: TakesBack, cli: Cli, inside: Inside) -> None:
    one = inside(lambda lib: add_item(lib, "one"))
    assert takes_back("trash", one, "--json").json == {"changed": [one]}
    assert cli("trash", one, "--json").json == {"changed": []}
    assert takes_back("restore", one, "--json").json == {"changed": [one]}
    assert cli("restore", one, "--json").json == {"changed": []}


def test_the_trash_is_emptied_for_good(cli: Cli, inside: Inside) -> None:
    one, two = inside(lambda lib: (add_item(lib, "one"), add_item(lib, "two")))
    cli("trash", one)
    said = cli("trash", "--empty", "--json")
    assert said.code == 0
    assert said.json["changed"] == [one]
    assert said.json["files"] == 2
    assert [card["id"] for card in cli("list", "--json").json] == [two]
    assert cli("history", "--json").json == []
    assert cli("check", "--deep").code == 0
    assert cli("trash", "--empty", "--json").json["changed"] == []


def test_trash_needs_ids_or_empty_but_not_both(cli: Cli, inside: Inside) -> None:
    one = inside(lambda lib: add_item(lib, "one"))
    assert cli("trash").code == 2
    assert cli("trash", one, "--empty").code == 2
    assert inside(lambda lib: details.detail(lib, one)).generation.card.trashed_at is None
