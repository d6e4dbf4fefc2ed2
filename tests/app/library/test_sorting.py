"""Every order of the gallery both ways, comparisons done with columns, and columns that follow the news."""

from __future__ import annotations

import random
from typing import Any

import pytest

from app.library import editing, gallery, sorting
from app.library.columns import KEY_BYTES, Columns, natural, places_of
from app.library.library import Library
from db import BadQuery, Filter, Sort, generations, parsed
from tests.factories import add_item, add_variant, names, seqs


def set_facts(library: Library, item: str, **facts: Any) -> None:
    with library.store.write("Facts") as tx:
        tx.execute(f"UPDATE generation_variants SET {', '.join(f'{name} = ?' for name in facts)} WHERE generation_id = ?",
                   (*facts.values(), item))


@pytest.fixture
def film(library: Library) -> Library:
    """Four items; the last two are alike in everything, and one fact of the first is not known."""
    rows: list[tuple[str, int, dict[str, Any]]] = [
        ("img10", 3, {"size_bytes": None, "mean_colour": 0x808080, "perceptual_hash": None}),
        ("Img2", 0, {"size_bytes": 2**40, "mean_colour": 0x00FF00, "perceptual_hash": "0" * 64}),
        ("img1", 5, {"size_bytes": 10, "mean_colour": 0xFF0000, "perceptual_hash": "f" + "0" * 63}),
        ("img1", 5, {"size_bytes": 10, "mean_colour": 0xFF0000, "perceptual_hash": "f" * 64}),
    ]
    for number, (name, rating, facts) in enumerate(rows):
        item = add_item(library, name, rating=rating, note=str(number), created_at=f"2026-01-0{9 - number}T00:00:00.000000Z")
        set_facts(library, item, **facts)
    return library


def notes(library: Library, wanted: Filter) -> str:
    found = gallery.ids(library, wanted).tolist()
    assert gallery.first_ids(library, wanted, 2) == found[:2]
    with library.store.read() as read:
        return "".join(generations.one(read, item).note for item in gallery.ids_of(library, found) if read)


@pytest.mark.parametrize(("sort", "down", "up"), [
    ("made", "0123", "3210"), ("added", "3210", "0123"), ("name", "0123", "2310"), ("rating", "2301", "1023"),
    ("size", "1230", "2310"), ("colour", "1230", "2310"),
])
def test_each_order_goes_both_ways_and_ties_stay_newest_first(film: Library, sort: Sort, down: str, up: str) -> None:
    wanted = Filter(project_id=film.project_id, sort=sort)
    assert notes(film, wanted) == down
    assert notes(film, Filter(project_id=film.project_id, sort=sort, descending=False)) == up


def test_clips_are_sorted_by_their_length_and_pictures_come_last(library: Library) -> None:
    for name, seconds in (("short", 1.0), ("long", 3.0)):
        add_item(library, name, kind="video", seconds=seconds)
    add_item(library, "still")
    assert [str(n) for n in names(library, sort="duration")] == ["long", "short", "still"]
    assert [str(n) for n in names(library, sort="duration", descending=False)] == ["short", "long", "still"]


def test_what_is_most_like_an_item_comes_first(film: Library) -> None:
    plain = Filter(project_id=film.project_id)
    one, three = (gallery.ids_of(film, [gallery.ids(film, plain)[place]])[0] for place in (1, 3))
    assert notes(film, Filter(project_id=film.project_id, sort="similar", like=one)) == "1230"
    assert notes(film, Filter(project_id=film.project_id, sort="similar", like=three)) == "3210"
    assert notes(film, Filter(project_id=film.project_id, sort="similar", descending=False, like=one)) == "3210"
    assert notes(film, Filter(project_id=film.project_id, sort="similar", like="gone")) == "0123"
    assert notes(film, Filter(project_id=film.project_id, sort="similar")) == "0123"


@pytest.mark.parametrize("text", [
    "size:>1kb", "-size:>1kb", "size:10", "size:any", "-size:any", "size:5..20,1tb", "duration:<3s", "-duration:any",
    "aspect:16:9", "-aspect:landscape", "aspect:square", "aspect:<1", "aspect:any", "size:>1kb star", "i size:<1kb"])
def test_columns_and_the_library_file_agree_on_comparisons(film: Library, text: str) -> None:
    add_item(film, "clip", kind="video", seconds=2.0, size=(128, 72), starred=True)
    add_item(film, "image square", size=(64, 64))
    wanted = parsed(text, Filter(project_id=film.project_id))
    with film.store.read() as read:
        assert gallery.ids(film, wanted).tolist() == generations.first_ids(read, wanted, 99)
    assert gallery.count(film, wanted) == len(gallery.ids(film, wanted))


def test_a_comparison_that_a_program_made_wrong_is_named(film: Library) -> None:
    with pytest.raises(BadQuery, match="size:big"):
        gallery.ids(film, Filter(project_id=film.project_id).having("size", "big"))


def test_orders_follow_what_happens(film: Library) -> None:
    by_size = Filter(project_id=film.project_id, sort="size")
    by_name = Filter(project_id=film.project_id, sort="name", descending=False)
    assert (notes(film, by_size), notes(film, by_name)) == ("1230", "2310")
    first = gallery.ids_of(film, gallery.ids(film, Filter(project_id=film.project_id))[:1].tolist())[0]
    set_facts(film, first, size_bytes=2**50)
    editing.rename(film, first, "img0")
    assert (notes(film, by_size), notes(film, by_name)) == ("0123", "0231")
    add_item(film, "img3", note="n")
    assert notes(film, by_name) == "0231n"
    add_variant(film, first, "bigger", primary=True, size=(32, 32))
    assert notes(film, by_size)[0] == "1"
    film.store.undo()
    assert notes(film, by_size)[0] == "0"
    editing.trash(film, seqs(film, first))
    assert "0" not in notes(film, by_size)


def test_numbers_in_names_count_by_their_value() -> None:
    ordered = ["", "2024-01", "b1", "B2", "b10", "b10a", "b010", "café 2", "Cafe 10", "x" + "9" * 5000]
    shuffled = random.Random(3).sample(ordered, len(ordered))
    assert sorted(shuffled, key=natural)[0] == ""
    assert [natural(name) for name in sorted(shuffled, key=natural)] == sorted(natural(name) for name in ordered)
    assert natural("img2") < natural("IMG10")
    assert natural("b010") == natural("b10")


def test_keys_have_the_places_that_sorting_gives_them_short_or_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.library.columns.STRETCH", 7)
    chance = random.Random(11)
    words = [b"", b"a", b"b", b"a" * KEY_BYTES, b"a" * KEY_BYTES + b"b", b"a" * KEY_BYTES * 2 + b"c", "ä".encode() * KEY_BYTES]
    for count in (1, 7, 8, 60):
        keys = [chance.choice(words) + bytes([chance.randrange(97, 100)]) * chance.randrange(3) for _ in range(count)]
        different = sorted(set(keys))
        assert places_of(keys).tolist() == [different.index(key) for key in keys]


def test_what_is_warm_is_not_read_for_the_first_sort(film: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    assert film.columns.warm(lambda: True)
    for read in ("numbers_text", "names", "hashes"):
        monkeypatch.setattr(f"db.facts.{read}", None)  # would fail if it were called
    assert notes(film, Filter(film.project_id, sort="size")) == "1230"
    assert notes(film, Filter(film.project_id, sort="name")) == "0123"
    assert notes(film, Filter(film.project_id, sort="similar", like=gallery.ids_of(film, [2])[0])).startswith("1")


@pytest.mark.parametrize("stretches", range(12))
def test_warming_ends_when_it_is_not_wanted_and_nothing_is_missing_later(
        film: Library, stretches: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.library.columns.STRETCH", 1)
    left = iter(range(stretches))
    assert not film.columns.warm(lambda: next(left, None) is not None)
    assert notes(film, Filter(film.project_id, sort="size")) == "1230"
    assert notes(film, Filter(film.project_id, sort="name")) == "0123"


def test_a_library_with_more_items_than_one_stretch(film: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.library.columns.STRETCH", 2)
    film.columns = Columns(film.store)
    assert notes(film, Filter(project_id=film.project_id, sort="size")) == "1230"
    assert notes(film, Filter(project_id=film.project_id, sort="name")) == "0123"


def test_greys_have_no_hue() -> None:
    import numpy as np

    colours = np.array([0xFF0000, 0xFFFF00, 0x00FF00, 0x0000FF, 0x808080, 0x000000, -1, 0x7F0040], np.int64)
    assert sorting.hues(colours).tolist() == [0, 60, 120, 240, -1, -1, -1, 329]
