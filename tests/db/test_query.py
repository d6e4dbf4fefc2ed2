"""What a person asks the gallery for: text, filters, order, and the index that serves each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import SORTS, BadQuery, Condition, Filter, Sort, Store, generations, lineage, parsed, shots, variants, written
from db.query import compiled
from db.searching import Asked, asked
from tests.db.template import OTHER_PROJECT, PROJECT, effort

Make = Callable[..., str]


def asking(text: str) -> Filter:
    return parsed(text, Filter(PROJECT))


def found(store: Store, wanted: Filter) -> list[str]:
    with store.read() as read:
        seqs = generations.first_ids(read, wanted, 100)
        assert generations.count(read, wanted) == len(seqs)
        assert generations.ids_text(read, wanted) == ",".join(map(str, seqs))
        return generations.ids_of(read, seqs)


@pytest.mark.parametrize(("text", "wanted"), [
    ("", Filter()),
    ("dune night", Filter(text="dune night")),
    ("dune type:video star", Filter(text="dune").having("type", "video").having("star")),
    ('shot:"The door" -star', Filter().having("shot", "The door").having("star", negated=True)),
    ("variants:>2 rating:3 rating:>=4", Filter(conditions=(
        Condition("variants", ":>", "2"), Condition("rating", ":", "3"), Condition("rating", ":>=", "4")))),
    ("tag:look/warm tool:ComfyUI tag:b", Filter().having("tag", "look/warm").having("tool", "ComfyUI").having("tag", "b")),
    ("unseen based parts trash -unplaced", Filter(with_parts=True, trash=True).having("unseen").having("based").having(
        "unplaced", negated=True)),
    ("recent -parts SORT:-rating", Filter(recent=True, sort="rating")),
    ("sort:name", Filter(sort="name", descending=False)),
    ('shot:"half typ', Filter().having("shot", "half typ")),
    ("it's", Filter(text="it's")),
    ('-draft "two words" -"not these" "star" "type:video" 5"', Filter(
        text='-draft "two words" -"not these" "star" "type:video" "5"')),
    ('note:"say ""hi"" now" name:":"', Filter().having("note", 'say "hi" now').having("name", ":")),
    ("tag:any note:none -label:none tag:\"none\"", Filter(conditions=(
        Condition("tag"), Condition("note", negated=True), Condition("label"), Condition("tag", ":", "none")))),
    ("model:~wan name:=x size:<=1mb",
     Filter().having("model", "wan", ":~").having("name", "x", ":=").having("size", "1mb", ":<=")),
])
def test_text_becomes_a_filter(text: str, wanted: Filter) -> None:
    assert parsed(text) == wanted
    assert parsed(written(wanted)) == wanted


def test_text_comes_on_top_of_a_filter() -> None:
    assert parsed("night star", Filter(text="dune", project_id=PROJECT)) == Filter(PROJECT, "dune night").having("star")
    base = Filter().having("type", "image").having("tag", "a")
    assert parsed("type:video tag:b", base) == Filter().having("tag", "a").having("type", "video").having("tag", "b")


def test_conditions_are_replaced_taken_away_and_asked_for() -> None:
    wanted = Filter().having("rating", "3").having("tag", "a").having("rating", "4", ":>=").having("tag", "b").having("tag", "a")
    assert written(wanted) == "rating:>=4 tag:b tag:a"
    assert wanted.asks("rating") == Condition("rating", ":>=", "4")
    assert wanted.without("tag").conditions == (Condition("rating", ":>=", "4"),)
    assert written(wanted.without(Condition("tag", ":", "b"))) == "rating:>=4 tag:a"
    assert wanted.asks("star") is None


@pytest.mark.parametrize(("text", "says"), [
    ("type:film", "image"), ("rating:many", "needs a number"), ("variants:>", "needs"), ("rating:-1", "needs a number"),
    ("type:", "image"), ("typ:video", "Did you mean “type:”?"), ("fdsfdsfds:1", "There are"), ("sort:best", "made"),
    ("label:pink", "purple"), ("date:2026-13", "calendar"), ("date:soon", "today"), ("date:0000", "calendar"),
    ("size:big", "1mb"), ("duration:long", "5s"), ("aspect:wide", "16:9"), ("aspect:0:0", "16:9"), ("star:yes", "-star"),
    ("name:>3", "cannot be compared"), ("type:>image", "cannot be compared"), ("rating:~3", "cannot be compared"),
    ("rating:..", "number"), ("id:xyz", "digits"), ("added:nie", "added:today"), ("aspect:~1", "compared")])
def test_nonsense_is_named_where_it_stands(text: str, says: str) -> None:
    with pytest.raises(BadQuery) as refused:
        parsed(f'dune "a b" {text} night')
    assert f"“{text}”" in refused.value.message
    assert says in f"{refused.value.message} {refused.value.hint}"
    assert (refused.value.start, refused.value.end) == (11, 11 + len(text))


def test_a_condition_that_a_program_made_wrong_is_named(store: Store) -> None:
    for wrong in (Filter().having("rating", "many"), Filter().having("colour", "red")):
        with pytest.raises(BadQuery), store.read() as read:
            generations.count(read, wrong)


def anything() -> st.SearchStrategy[str]:
    pieces = st.sampled_from(
        ['"', "-", "star", "type:video", ":", "~", "tag:", " ", "any", "none", "=", ">", "a b", "é", "sort:", '""'])
    return st.lists(st.one_of(pieces, st.text(max_size=4)), max_size=8).map("".join)


@effort(400, 10_000)
@given(text=anything())
def test_what_was_understood_can_be_written_and_read_again(text: str) -> None:
    try:
        wanted = parsed(text)
    except BadQuery as refused:
        assert text[refused.start:refused.end].strip() in refused.message  # noqa: PT017 - few texts are refused
        return
    assert parsed(written(wanted)) == wanted
    assert written(parsed(written(wanted))) == written(wanted)


VALUE = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)


@effort(200, 5_000)
@given(tag=VALUE, note=VALUE, op=st.sampled_from([":", ":~", ":="]), negated=st.booleans(), sort=st.sampled_from(SORTS),
       down=st.booleans(), shot=st.none() | VALUE, parts=st.booleans())
def test_every_filter_has_a_text(tag: str, note: str, op: str, negated: bool, sort: Sort, down: bool, shot: str | None,
                                 parts: bool) -> None:
    wanted = Filter(PROJECT, sort=sort, descending=down, shot=shot, with_parts=parts, recent=negated).having(
        "tag", tag, op, negated).having("note", note, op).having("star", negated=negated)
    assert parsed(written(wanted), Filter(PROJECT)) == wanted


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
    assert asked('a "b c" -"d e" -f -') == Asked('"a" * "b c"', '"d e" OR "f" *')


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
        (asking("type:image"), {image, many, based}), (asking("type:video"), {video}),
        (asking("type:audio"), {sound}), (asking("star"), {video}),
        (asking("-star"), everything - {video}), (asking("rating:>=4"), {sound}),
        (asking("variants:>=2"), {many}), (asking("unseen"), {many}),
        (asking("unplaced"), {image, many, based}), (asking("-unplaced"), {video, sound}),
        (Filter(PROJECT, shot=shot), {video}), (asking("shot:50%"), {video}),
        (asking("shot:0_d"), set()),
        (Filter(PROJECT, parent_id=image), {part}), (asking("based"), {based}),
        (asking("tag:a_b"), {many}), (asking("tag:a_b/c"), {many}), (asking("tag:a"), set()),
        (asking("tool:Comfy_UI"), {many}), (asking("tool:comfy%"), set()), (Filter(PROJECT, trash=True), set())]
    for wanted, items in expected:
        assert set(found(store, wanted)) == items, wanted
    assert shell not in everything


def test_rejected_items_are_hidden_unless_asked_for(store: Store, make: Make) -> None:
    kept, gone, parent = make(1), make(1), make(1)
    part = make(1, parent_id=parent)
    with store.write("Reject") as tx:
        tx.execute("UPDATE generations SET rejected = 1 WHERE id IN (?, ?)", (gone, part))
    assert set(found(store, asking(""))) == set(found(store, asking("-rejected"))) == {kept, parent}
    assert found(store, asking("rejected")) == [gone]
    assert set(found(store, asking("rejected parts"))) == {gone, part}
    assert set(found(store, asking("rejected:too"))) == {kept, gone, parent}
    assert found(store, Filter(PROJECT, parent_id=parent)) == [part]
    with store.write("Trash") as tx:
        tx.execute("UPDATE generations SET trashed_at = '2026-01-01T00:00:00.000000Z' WHERE id = ?", (gone,))
    assert found(store, asking("trash")) == [gone]


def test_every_order_is_total(store: Store, make: Make) -> None:
    items = [make(1, name=name) for name in ("b", "a", "C")]
    with store.write("Rate") as tx:
        generations.set_rating(tx, items[:1], 3)
        tx.execute("UPDATE generations SET created_at = '2026-01-01T00:00:00.000000Z'")
    b, a, c = items
    orders: dict[Sort, list[str]] = {"made": [c, a, b], "added": [c, a, b], "name": [c, b, a], "rating": [b, c, a]}
    for sort, items_ in orders.items():
        assert found(store, Filter(PROJECT, sort=sort)) == items_
    backwards: dict[Sort, list[str]] = {"made": [b, a, c], "added": [b, a, c], "name": [a, b, c], "rating": [c, a, b]}
    for sort, items_ in backwards.items():
        assert found(store, Filter(PROJECT, sort=sort, descending=False)) == items_
    with store.write("Parts") as tx:
        for part in (b, a):
            lineage.become_part(tx, part, c)
    assert found(store, Filter(parent_id=c)) == [b, a]


def plan(store: Store, sql: str, values: Any = ()) -> str:
    with store.read() as read:
        return " | ".join(row[3] for row in read.all(f"EXPLAIN QUERY PLAN {sql}", values))


@pytest.mark.parametrize(("wanted", "index"), [
    (Filter(PROJECT), "gallery_project"), (Filter(), "gallery_all"), (Filter(PROJECT, descending=False), "gallery_project"),
    (asking("star"), "gallery_starred"), (asking("unplaced"), "gallery_unplaced"),
    (Filter(PROJECT, trash=True), "generations_trash"), (Filter(parent_id="g"), "generations_parts")])
def test_the_first_page_comes_from_an_index_in_its_order(store: Store, wanted: Filter, index: str) -> None:
    sql, values = compiled(wanted)
    found_plan = plan(store, f"{sql} LIMIT 200", values)
    assert index in found_plan
    assert wanted.parent_id or "TEMP B-TREE" not in found_plan


@pytest.mark.parametrize("wanted", [
    asking("type:video"), asking("rating:>=3"), asking("unseen"), asking("variants:>=2"),
    asking("tool:x"), asking("tag:x"), Filter(PROJECT, text="x"), Filter(PROJECT, shot="x"),
    asking("-star"), asking("-unplaced"), asking("shot:x"), Filter().having("type", "video")])
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
