"""Captions, the sentence for people who hear the gallery, sources, chips and news."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.ui.gallery import captions, source
from app.ui.gallery.news import facts_changed, may_change_list
from db import Card, Changes, Filter

CARD = Card(
    seq=1,
    id="g",
    name="dune_walk_0412",
    type="image",
    location="u/uploads/a.png",
    thumbnail_url=None,
    starred=True,
    rating=0,
    created_at="",
    is_child=False,
    parent_generation_id=None,
    child_order=None,
    variants=4,
    parts=0,
    unseen=1,
    duration_us=None,
    width=None,
    height=None,
    shots=("a", "c"),
    trashed_at=None,
    damaged=False,
    rejected=False,
    label="",
)
NUMBERS = {"a": "01", "b": "02", "c": "03", "d": "04"}


def test_a_tile_is_spoken_as_the_design_says() -> None:
    assert (
        captions.spoken(CARD, NUMBERS)
        == "dune_walk_0412, image, starred, 4 variants, 1 unseen, in shots 1 and 3"
    )
    clip = replace(
        CARD, type="video", duration_us=8_400_000, starred=False, variants=1, unseen=0, parts=1, shots=("b",)
    )
    assert captions.spoken(clip, NUMBERS) == "dune_walk_0412, video, 0:08, 1 part, in shot 2"


def test_an_item_without_a_name_is_called_as_its_file() -> None:
    assert captions.name_of(replace(CARD, name=None)) == "a.png"
    assert captions.name_of(replace(CARD, name=None, location=None)) == "Untitled"


@pytest.mark.parametrize(
    ("us", "text"), [(1, "0:01"), (8_400_000, "0:08"), (75_000_000, "1:15"), (3_723_000_000, "1:02:03")]
)
def test_lengths_are_minutes_and_seconds(us: int, text: str) -> None:
    assert captions.length_text(us) == text


def test_many_shots_are_counted() -> None:
    assert captions.shots_text(CARD, NUMBERS) == "01 03"
    assert captions.shots_text(replace(CARD, shots=("d", "c", "b", "a")), NUMBERS) == "01 02 +2"
    assert captions.shots_text(replace(CARD, shots=("unknown",)), NUMBERS) == ""


def test_the_tooltip_says_only_what_cannot_be_read_on_the_tile() -> None:
    assert captions.hint(replace(CARD, unseen=0), name_is_cut=False, missing=False) == ""
    assert captions.hint(CARD, name_is_cut=True, missing=False) == "dune_walk_0412\n1 unseen variant"
    assert "is not where it was" in captions.hint(CARD, name_is_cut=False, missing=True)


def test_a_filter_is_a_source_and_chips() -> None:
    wanted = Filter(project_id="p", shot="a", text="dune").having("star").having("type", "video").having("variants", "1", ":>")
    assert source.source_name(wanted) == "Starred"
    chips = source.chips(wanted, NUMBERS)
    assert [chip.text for chip in chips] == ["In shot 01", "Clips", "Has variants"]
    assert chips[1].without == wanted.without("type")
    assert source.without_chips(wanted) == Filter(project_id="p", text="dune").having("star")


def test_a_star_within_unplaced_is_a_chip_and_not_the_source() -> None:
    wanted = Filter().having("unplaced").having("star")
    assert source.source_name(wanted) == "Unplaced"
    assert [chip.text for chip in source.chips(wanted, {})] == ["Starred"]


@pytest.mark.parametrize(
    ("filters", "search", "line"),
    [
        (1, False, "Without the filter there are 1,414."),
        (2, False, "Without the two filters there are 1,414."),
        (7, False, "Without the 7 filters there are 1,414."),
        (0, True, "Without the search there are 1,414."),
        (1, True, "Without search and filters there are 1,414."),
    ],
)
def test_where_nothing_matches_the_number_behind_it_is_said(filters: int, search: bool, line: str) -> None:
    assert source.hidden_line(filters, search, 1414) == line


def changed(*columns: str, table: str = "generations") -> Changes:
    return Changes(rows={table: {"x": "changed"}}, columns={table: frozenset(columns)})


@pytest.mark.parametrize(
    ("wanted", "column"),
    [
        (Filter().having("star"), "starred"),
        (Filter().having("unplaced"), "shot_id"),
        (Filter().having("unseen"), "unseen_count"),
        (Filter().having("variants"), "variant_count"),
        (Filter().having("rating", "2", ":>="), "rating"),
        (Filter(sort="rating"), "rating"),
        (Filter(sort="name"), "name"),
        (Filter(text="dune"), "note"),
        (Filter().having("type", "video"), "type"),
        (Filter().having("tool", "comfyui"), "params"),
        (Filter().having("based"), "based_on"),
        (Filter().having("label", "red"), "label"),
        (Filter(parent_id="g"), "child_order"),
    ],
)
def test_a_column_matters_only_to_lists_that_ask_for_it(wanted: Filter, column: str) -> None:
    assert may_change_list(changed(column), wanted)
    assert not may_change_list(changed(column), Filter())


@pytest.mark.parametrize("column", ["trashed_at", "location", "is_child", "created_at", "rejected"])
def test_some_columns_matter_to_every_list(column: str) -> None:
    assert may_change_list(changed(column), Filter())


def test_tags_links_and_shots_matter_to_lists_by_them() -> None:
    assert may_change_list(changed("tag", table="generation_tags"), Filter().having("tag", "x"))
    assert may_change_list(changed("frame", table="shot_generations"), Filter(shot="a"))
    assert may_change_list(changed("name", table="shots"), Filter().having("shot", "door"))
    assert not may_change_list(changed("name", table="shots"), Filter(shot="a"))
    assert may_change_list(changed("id", table="missing_files"), Filter().having("missing"))
    assert may_change_list(changed("size_bytes", table="generation_variants"), Filter(sort="size"))
    assert may_change_list(changed("state", table="import_items"), Filter(recent=True))
    assert may_change_list(Changes(rows={"generations": {"x": "made"}}), Filter())


def test_facts_of_files_change_cards() -> None:
    assert facts_changed(changed("width", table="generation_variants"))
    assert not facts_changed(changed("viewed_at", table="generation_variants"))
