"""What a person asks the gallery for: text, filters, order, and the index that serves each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import SORTS, BadQuery, Filter, Store, generations, lineage, parsed, shots, variants
from db.query import compiled, match_text
from tests.db.template import OTHER_PROJECT, PROJECT, effort

Make = Callable[..., str]


def found(store: Store, wanted: Filter) -> list[str]:
    with store.read() as read:
        seqs = generations.first_ids(read, wanted, 100)
        assert generations.count(read, wanted) == len(seqs)
        assert generations.ids_text(read, wanted) == ",".join(map(str, seqs))
        return generations.ids_of(read, seqs)


@pytest.mark.parametrize(("text", "wanted"), [
    ("", Filter()),
    ("dune night", Filter(text="dune night")),
    ("dune type:video star", Filter(text="dune", type="video", starred=True)),
    ('shot:"The door" -star', Filter(shot_name="The door", starred=False)),
    ("variants:>2 rating:3 rating:>=4", Filter(min_variants=3, min_rating=4)),
    ("tag:look/warm tool:ComfyUI", Filter(tag="look/warm", tool="ComfyUI")),
    ("unseen based parts trash -unplaced", Filter(unseen=True, based=True, with_parts=True, trash=True, unplaced=False)),
    ("seed:5 type:", Filter(text="seed:5 type:")),
    ('shot:"half typ', Filter(shot_name="half typ")),
    ("it's", Filter(text="it's")),
])
def test_text_becomes_a_filter(text: str, wanted: Filter) -> None:
    assert parsed(text) == wanted


def test_text_comes_on_top_of_a_filter() -> None:
    assert parsed("night star", Filter(text="dune", project_id=PROJECT)) == Filter(PROJECT, "dune night", starred=True)


@pytest.mark.parametrize("text", ["type:film", "rating:many", "variants:>", "rating:-1"])
def test_nonsense_is_named(text: str) -> None:
    with pytest.raises(BadQuery) as refused:
        parsed(text)
    assert text in refused.value.message


@effort(200, 5_000)
@given(text=st.text(max_size=30))
def test_any_text_can_be_typed(text: str) -> None:
    try:
        parsed(text)
    except BadQuery as refused:
        assert refused.hint  # noqa: PT017 - few texts are refused


def test_any_word_can_be_searched(store: Store) -> None:
    @effort(300, 5_000)
    @given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20))
    def run(text: str) -> None:
        with store.read() as read:
            assert generations.first_ids(read, Filter(text=text), 5) == []

    run()


def test_all_words_must_begin_a_word_somewhere(store: Store, make: Make) -> None:
    item = make(1, name="Düne walk", source_name="IMG_0042.png")
    with store.write("Tag") as tx:
        generations.add_tags(tx, [item], "look/warm")
        generations.set_note(tx, item, "too dark")
        tx.execute("UPDATE generations SET params = ? WHERE id = ?",
                   ('{"nested":{"prompt":"a caravan at night"},"seed":4711,"tool":"ComfyUI"}', item))
    for text in ("dun", "WALK dune", "img 0042", "warm", "dark", "caravan nig", "4711", "comfy dune"):
        assert found(store, Filter(text=text)) == [item], text
    for text in ("une", "dune sea", '"', "* OR *", "NOT"):
        assert found(store, Filter(text=text)) == [], text
    assert match_text('a "b" -') == '"a" * "b" *'


def test_each_filter_finds_its_items(store: Store, make: Make) -> None:
    image, video, sound = make(1), make(1, kind="video"), make(1, kind="audio")
    many, part, based = make(3), make(1, parent_id=image), make(1, based_on=image)
    shell, stranger = make(0), make(1, project=OTHER_PROJECT)
    with store.write("Set") as tx:
        generations.set_starred(tx, [video], True)
        generations.set_rating(tx, [sound], 4)
        generations.add_tags(tx, [many], "a_b/c")
        generations.add_tags(tx, [based], "axb/c")
        shot = shots.create_shot_with_image(tx, PROJECT, "50% done", video)["shot_id"]
        shots.create_shot_with_image(tx, PROJECT, "Other", sound)
        tx.execute("UPDATE generations SET params = '{\"tool\":\"comfy_ui\"}' WHERE id = ?", (many,))
        tx.execute("UPDATE generations SET params = '{\"tool\":\"comfyxui\"}' WHERE id = ?", (based,))
    everything = {image, video, sound, many, based}
    expected: list[tuple[Filter, set[str]]] = [
        (Filter(PROJECT), everything), (Filter(), everything | {stranger}),
        (Filter(PROJECT, with_parts=True), everything | {part}),
        (Filter(PROJECT, type="image"), {image, many, based}), (Filter(PROJECT, type="video"), {video}),
        (Filter(PROJECT, type="audio"), {sound}), (Filter(PROJECT, starred=True), {video}),
        (Filter(PROJECT, starred=False), everything - {video}), (Filter(PROJECT, min_rating=4), {sound}),
        (Filter(PROJECT, min_variants=2), {many}), (Filter(PROJECT, unseen=True), {many}),
        (Filter(PROJECT, unplaced=True), {image, many, based}), (Filter(PROJECT, unplaced=False), {video, sound}),
        (Filter(PROJECT, shot=shot), {video}), (Filter(PROJECT, shot_name="50%"), {video}),
        (Filter(PROJECT, shot_name="0_d"), set()),
        (Filter(PROJECT, parent_id=image), {part}), (Filter(PROJECT, based=True), {based}),
        (Filter(PROJECT, tag="a_b"), {many}), (Filter(PROJECT, tag="a_b/c"), {many}), (Filter(PROJECT, tag="a"), set()),
        (Filter(PROJECT, tool="Comfy_UI"), {many}), (Filter(PROJECT, tool="comfy%"), set()), (Filter(PROJECT, trash=True), set())]
    for wanted, items in expected:
        assert set(found(store, wanted)) == items, wanted
    assert shell not in everything


def test_every_order_is_total(store: Store, make: Make) -> None:
    items = [make(1, name=name) for name in ("b", "a", "C")]
    with store.write("Rate") as tx:
        generations.set_rating(tx, items[:1], 3)
        tx.execute("UPDATE generations SET created_at = '2026-01-01T00:00:00.000000Z'")
    b, a, c = items
    orders = {"newest": [c, a, b], "oldest": [b, a, c], "name": [a, b, c], "rating": [b, c, a]}
    assert set(orders) == set(SORTS)
    for sort in SORTS:
        assert found(store, Filter(PROJECT, sort=sort)) == orders[sort]
    with store.write("Parts") as tx:
        for part in (b, a):
            lineage.become_part(tx, part, c)
    assert found(store, Filter(parent_id=c)) == [b, a]


def plan(store: Store, sql: str, values: Any = ()) -> str:
    with store.read() as read:
        return " | ".join(row[3] for row in read.all(f"EXPLAIN QUERY PLAN {sql}", values))


@pytest.mark.parametrize(("wanted", "index"), [
    (Filter(PROJECT), "gallery_project"), (Filter(), "gallery_all"), (Filter(PROJECT, sort="oldest"), "gallery_project"),
    (Filter(PROJECT, starred=True), "gallery_starred"), (Filter(PROJECT, unplaced=True), "gallery_unplaced"),
    (Filter(PROJECT, trash=True), "generations_trash"), (Filter(parent_id="g"), "generations_parts")])
def test_the_first_page_comes_from_an_index_in_its_order(store: Store, wanted: Filter, index: str) -> None:
    sql, values = compiled(wanted)
    found_plan = plan(store, f"{sql} LIMIT 200", values)
    assert index in found_plan
    assert wanted.parent_id or "TEMP B-TREE" not in found_plan


@pytest.mark.parametrize("wanted", [
    Filter(PROJECT, type="video"), Filter(PROJECT, min_rating=3), Filter(PROJECT, unseen=True), Filter(PROJECT, min_variants=2),
    Filter(PROJECT, tool="x"), Filter(PROJECT, tag="x"), Filter(PROJECT, text="x"), Filter(PROJECT, shot="x"),
    Filter(PROJECT, starred=False), Filter(PROJECT, unplaced=False), Filter(PROJECT, shot_name="x"), Filter(type="video")])
def test_no_filter_scans_the_table(store: Store, wanted: Filter) -> None:
    for ordered in (True, False):
        sql, values = compiled(wanted, ordered=ordered)
        found_plan = plan(store, sql, values)
        assert "SCAN generations |" not in f"{found_plan} |", found_plan


def test_no_read_of_the_verbs_scans_a_great_table(store: Store, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    item = make(2)
    with store.write("Shot") as tx:
        shot = shots.create_shot_with_image(tx, PROJECT, "S", item)["shot_id"]
    asked: list[tuple[str, Any]] = []
    with store.read() as read:
        for name in ("all", "one"):
            really = getattr(read, name)

            def noted(sql: str, values: Any = (), really: Any = really) -> Any:
                asked.append((sql, values))
                return really(sql, values)

            monkeypatch.setattr(read, name, noted)
        seqs = generations.seqs_of(read, [item])
        generations.cards(read, seqs)
        generations.cards_of(read, [item])
        generations.one(read, item)
        generations.ids_of(read, seqs)
        generations.tags(read, item)
        generations.starting_with(read, "generations", "0")
        variants.of(read, item)
        variants.primary_of(read, item)
        variants.deleted(read, item)
        variants.having_bytes(read, "a" * 64, "u")
        lineage.parts(read, item)
        lineage.derived(read, item)
        shots.of_project(read, PROJECT)
        shots.items(read, shot)
        shots.uses(read, item)
        shots.count_unpositioned_generations(read, shot)
        shots.as_rows(read, shot, [item])
    assert len(asked) > 15
    for sql, values in asked:
        found_plan = plan(store, sql, values)
        for scan in ("SCAN generations", "SCAN g", "SCAN generation_variants", "SCAN v", "SCAN shot_generations", "SCAN l"):
            assert f"{scan} |" not in f"{found_plan} |", f"{sql}: {found_plan}"
