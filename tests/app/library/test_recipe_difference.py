"""What differs between two recipes: whatever the texts are, both can be put together again from the spans."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.library import comparison
from app.library.recipe_difference import MOST_WORDS, Change, Span, difference, words_between
from db import Variant
from tests import factories

PLAIN = Variant(
    id="a", generation_id="g", is_primary=True, variant_type=None, location="u/a.png", thumbnail_url=None, name=None,
    params=None, created_at="2026-01-01T00:00:00.000000Z", starred=False, viewed_at=None, kind="image", mime="image/png",
    width=1024, height=576, orientation=1, has_alpha=False, bit_depth=8, colour_profile=None, frames=1, duration_us=None,
    fps_num=None, fps_den=None, has_audio=False, codec=None, size_bytes=1, sha256=None, captured_at=None, captured_from=None,
    source_name=None, source_path=None, damaged=False)

RECIPE: dict[str, Any] = {
    "tool": "ComfyUI", "prompt": "a red dog, dust in the air", "negative": "blurry", "seed": "12", "model": "sdxl",
    "steps": 32, "cfg": 7.0, "sampler": "dpmpp_2m", "scheduler": "karras",
    "loras": [{"name": "grain.safetensors", "strength": 0.7}],
    "sources": {"seed": "parameters: Seed"}}

words = st.text(st.sampled_from("ab 1.,(:犬砂ä'\n"), max_size=60) | st.text(max_size=40)
leaves = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8)
anything = st.recursive(leaves, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
    st.sampled_from(["prompt", "loras", "name", "strength", "seed", "sources", "x"]), inner, max_size=4), max_leaves=12)
recipes = st.none() | st.dictionaries(
    st.sampled_from(["prompt", "negative", "loras", "seed", "model", "steps", "cfg", "styles", "inputs", "sampler", "size"]),
    anything, max_size=8)


def between(old: dict[str, Any] | None, new: dict[str, Any] | None) -> list[Change]:
    return difference(replace(PLAIN, params=old), replace(PLAIN, params=new))


@given(words, words)
def test_both_texts_can_be_put_together_again(old: str, new: str) -> None:
    spans = words_between(old, new)
    assert "".join(span.text for span in spans if span.kind != "inserted") == old
    assert "".join(span.text for span in spans if span.kind != "deleted") == new
    assert all(span.text for span in spans)


@given(words, words)
def test_no_two_neighbours_are_of_one_kind(old: str, new: str) -> None:
    kinds = [span.kind for span in words_between(old, new)]
    assert all(one != other for one, other in pairwise(kinds))


@given(words)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert {span.kind for span in words_between(text, text)} <= {"same"}


@given(recipes)
def test_a_recipe_does_not_differ_from_itself(params: dict[str, Any] | None) -> None:
    assert between(params, params) == []


@given(recipes, recipes)
def test_the_way_back_has_the_same_fields_with_old_and_new_changed_over(
        one: dict[str, Any] | None, other: dict[str, Any] | None) -> None:
    there = sorted((change.field, change.old, change.new) for change in between(one, other))
    back = sorted((change.field, change.new, change.old) for change in between(other, one))
    assert there == back


def test_words_that_follow_each_other_are_one_change() -> None:
    assert words_between("a red dog, dust", "a blue cat, dust") == (
        Span("same", "a "), Span("deleted", "red dog"), Span("inserted", "blue cat"), Span("same", ", dust"))


def test_a_word_is_not_cut_into_letters_and_a_weight_not_into_digits() -> None:
    assert words_between("(dust:1.25) walking", "(dust:1.3) walk") == (
        Span("same", "(dust:"), Span("deleted", "1.25"), Span("inserted", "1.3"), Span("same", ") "),
        Span("deleted", "walking"), Span("inserted", "walk"))


def test_a_script_without_spaces_is_compared_sign_by_sign() -> None:
    assert words_between("赤い犬", "青い犬") == (Span("deleted", "赤"), Span("inserted", "青"), Span("same", "い犬"))


def test_very_long_texts_are_compared_between_their_common_ends() -> None:
    old = "same start, " + "one two " * MOST_WORDS + "same end"
    new = "same start, " + "three four " * MOST_WORDS + "same end"
    kinds = [span.kind for span in words_between(old, new)]
    assert kinds == ["same", "deleted", "inserted", "same"]


def test_what_changed_stands_in_reading_order_and_nothing_else() -> None:
    changed = RECIPE | {"prompt": "a blue dog, dust in the air", "seed": "13", "cfg": 6.5,
                        "loras": [{"name": "grain.safetensors", "strength": 0.4}, {"name": "glow"}]}
    found = between(RECIPE, changed)
    assert [(each.field, each.name, each.old, each.new) for each in found[1:]] == [
        ("lora", "grain", "0.7", "0.4"), ("lora", "glow", "", "used"), ("seed", "", "12", "13"), ("cfg", "", "7", "6.5")]
    assert found[0].field == "prompt"
    assert Span("inserted", "blue") in found[0].spans


@pytest.mark.parametrize(("old", "new"), [
    ({"cfg": 7}, {"cfg": 7.0}), ({"seed": 12}, {"seed": "12"}),
    ({"loras": ["grain"]}, {"loras": [{"name": "Grain.safetensors"}]}),
    ({"loras": [{"name": "styles/grain"}]}, {"loras": [{"name": "grain"}]}), ({"steps": 30}, {"num_inference_steps": 30}),
    ({"prompt": "a"}, {"orchestrator": {"prompt": "a"}}), ({"seed": "1"}, {"seed": "1", "sources": {"seed": "elsewhere"}}),
])
def test_the_same_said_in_another_way_is_no_difference(old: dict[str, Any], new: dict[str, Any]) -> None:
    assert between(old, new) == []


def test_loras_in_another_order_are_no_difference() -> None:
    assert between({"loras": ["a", "b"]}, {"loras": ["b", "a"]}) == []


def test_a_file_of_another_size_differs_even_without_a_recipe() -> None:
    assert difference(PLAIN, replace(PLAIN, width=2048, height=1152)) == [Change("pixels", "1024 × 576", "2048 × 1152")]


def test_a_field_that_came_has_no_old_value() -> None:
    assert between(None, {"seed": "5"}) == [Change("seed", "", "5")]


# -- what is compared ------------------------------------------------------------------------------------------------


def test_one_item_is_compared_by_its_variants_primary_first(tmp_path: Path) -> None:
    library = factories.make_library(tmp_path)
    item = factories.add_item(library, "dune", variants=6)
    found = comparison.chosen(library, [item])
    assert len(found) == 4
    assert found[0].variant.is_primary
    assert len({each.number for each in found}) == 4
    library.close()


def test_an_item_with_one_variant_is_compared_with_what_it_is_based_on(tmp_path: Path) -> None:
    library = factories.make_library(tmp_path)
    first = factories.add_item(library, "first")
    second = factories.add_item(library, "second", based_on=first)
    third = factories.add_item(library, "third", based_on=second)
    assert [each.card.name for each in comparison.chosen(library, [third])] == ["first", "second", "third"]
    assert [each.card.name for each in comparison.chosen(library, [first])] == ["first"]
    library.close()


def test_several_items_are_compared_by_their_primaries_in_their_order(tmp_path: Path) -> None:
    library = factories.make_library(tmp_path)
    items = [factories.add_item(library, name, variants=2) for name in ("a", "b", "c")]
    found = comparison.chosen(library, [items[2], items[0]])
    assert [each.card.name for each in found] == ["c", "a"]
    assert all(each.variant.is_primary for each in found)
    library.close()


def test_a_variant_is_compared_with_the_primary_and_the_primary_with_the_newest_other(tmp_path: Path) -> None:
    library = factories.make_library(tmp_path)
    item = factories.add_item(library, "dune", variants=3)
    primary, *others = [each.variant.id for each in comparison.chosen(library, [item])]
    assert [each.variant.id for each in comparison.with_primary(library, others[-1])] == [primary, others[-1]]
    assert [each.variant.id for each in comparison.with_primary(library, primary)] == [primary, others[0]]
    library.close()


def test_what_is_looked_at_is_compared_with_the_primary_its_variants_or_its_neighbour(tmp_path: Path) -> None:
    library = factories.make_library(tmp_path)
    item, alone = factories.add_item(library, "dune", variants=3), factories.add_item(library, "alone")
    primary, *others = [each.variant.id for each in comparison.chosen(library, [item])]
    assert [each.variant.id for each in comparison.viewed(library, others[1], alone)] == [primary, others[1]]
    assert [each.variant.id for each in comparison.viewed(library, primary, alone)] == [primary, *others]
    only = comparison.primaries(library, [alone])[0].variant.id
    assert [each.card.name for each in comparison.viewed(library, only, item)] == ["alone", "dune"]
    assert [each.card.name for each in comparison.viewed(library, only, None)] == ["alone"]
    library.close()


def test_what_is_gone_is_left_out(tmp_path: Path) -> None:
    library = factories.make_library(tmp_path)
    item = factories.add_item(library, "dune", variants=2)
    ids = [each.variant.id for each in comparison.chosen(library, [item])]
    assert [each.variant.id for each in comparison.read(library, ["no such", *ids])] == ids
    library.close()
