"""Names by template: tokens, what is not known, errors that point, one step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.library import renaming
from app.library.library import Library
from app.library.renaming import BadTemplate, named
from db import Naming
from tests.factories import add_item, add_shot, card, seqs

Roundtrip = Callable[[Callable[[], Any], str], Any]

DUNE = Naming(1, "dune walk", "IMG_1.png", "u/x.png", "2026-03-04T12:00:00.000000Z", "ComfyUI", "flux/dev.safetensors", "42",
              1920, 1080, 4, "The door", "look/warm")
BARE = Naming(2, None, "IMG_2.png", "u/y.png", "?", None, None, None, None, None, 0, None, None)


@pytest.mark.parametrize(("template", "wanted"), [
    ("{name}", "dune walk"), ("{date}_{n:03}", "2026-03-04_007"), ("{tool} {model} {seed}", "ComfyUI dev 42"),
    ("{shot}-{n}", "The door-7"), ("{width}x{height}", "1920x1080"), ("{rating} {tag}", "4 look/warm"),
    ("{{{name}}}", "{dune walk}"), ("{ Name }", "dune walk"), ("plain", "plain")])
def test_tokens(template: str, wanted: str) -> None:
    assert named(template, DUNE, 7) == wanted


def test_what_is_not_known_is_left_out_with_a_separator() -> None:
    assert named("{n:02}_{seed}", BARE, 3) == "03"
    assert named("{tool}_{name}", BARE, 3) == "IMG_2"
    assert named("{name} - {seed} - {n}", BARE, 3) == "IMG_2 - 3"
    assert named("{rating}{seed}", BARE, 3) == "IMG_2"  # nothing comes out: the name it has


@pytest.mark.parametrize(("template", "word", "hint"), [
    ("a {nmae}", "{nmae}", "{name}"), ("a {n:x}", "{n:x}", "{n:03}"), ("a {name:03}", "{name:03}", "{n:03}"),
    ("a {name", "{", "{{"), ("b }", "}", "}}"), ("{xyzzy}", "{xyzzy}", "Tokens are"), ("", "", "{name}"), ("  ", "  ", "{name}")])
def test_errors_point_at_the_token(template: str, word: str, hint: str) -> None:
    with pytest.raises(BadTemplate) as caught:
        renaming.check(template)
    assert template[caught.value.start:caught.value.end] == word
    assert hint in caught.value.hint


def test_renaming_is_one_step_in_the_order_given(library: Library, roundtrip: Roundtrip) -> None:
    one, two = add_item(library, "a"), add_item(library, "b", params={"seed": "7", "model": "m"}, tags=["z", "k"], rating=2)
    add_shot(library, "Opening", [two])
    given = seqs(library, two, one)
    template = "{name}_{shot}_{seed}_{tag}_{n:02}"
    assert renaming.preview(library, given, template) == [("b", "b_Opening_7_k_01"), ("a", "a_02")]
    assert roundtrip(lambda: renaming.rename(library, given, template), f"Rename 2 items to “{template}”") == 2
    assert card(library, two).name == "b_Opening_7_k_01"


def test_what_has_the_name_already_is_not_counted(library: Library) -> None:
    one = add_item(library, "same")
    steps = len(library.store.history())
    assert renaming.rename(library, seqs(library, one), "same") == 0
    assert len(library.store.history()) == steps


def test_many_are_numbered_through_and_can_be_cancelled(library: Library) -> None:
    items = [add_item(library, f"old {at}") for at in range(4)]
    many = seqs(library, *items) * 300
    assert renaming.rename(library, many, "{n:04}", lambda done, total: False) == 0
    assert card(library, items[0]).name == "old 0"
    renaming.rename(library, many, "{n:04}")
    assert card(library, items[3]).name == "1200"
