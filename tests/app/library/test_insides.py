"""Parts of words are found as the library file itself finds them, whatever happened since the words were read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.library import editing, gallery, insides, tagging
from app.library.library import Library
from db import Filter, generations, vocabulary
from tests.factories import add_item, add_variant

NAMES = ("Blue ridgeline at dawn", "Düne am Abend", "Dune at dawn", "月の砂漠を歩く", "ทะเลทรายยามค่ำ", "ÉCLAIR au café",
         "50% done_now", "bridge_0042", "ABRIDGED")
TEXTS = ("*idge*", "*IDGEL*", "*une*", "*üne*", "砂", "砂漠 月", "砂 -砂漠", "*idge* -*idgel*", "-*une* -*idge*", "dawn *une*",
         "dawn -ridge", "-dawn", "*004*", "*e_n*", "*0%*", "ทราย", "*AFE* -dawn", "*nowhere*", "*a*")


@pytest.fixture
def named(library: Library) -> Library:
    for name in NAMES:
        add_item(library, name)
    return library


def by_file(library: Library, text: str) -> list[int]:
    """What SQL alone finds, the newest first."""
    with library.store.read() as read:
        return generations.first_ids(read, Filter(library.project_id, text), 99)


def agree(library: Library) -> None:
    for text in ("*idge*", "*une*", "-*idge*", "砂", "*nowhere*"):
        assert gallery.ids(library, Filter(library.project_id, text)).tolist() == by_file(library, text), text


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("few", [False, True])
def test_words_and_parts_of_words_are_found_as_the_file_finds_them(
        named: Library, text: str, few: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if few:  # in many stretches and questions, and with most parts in too many words
        monkeypatch.setattr(vocabulary, "STRETCH", 3)
        monkeypatch.setattr(vocabulary, "AT_ONCE", 1)
        monkeypatch.setattr(insides, "MOST_WORDS", 2)
    wanted, found = Filter(named.project_id, text), by_file(named, text)
    assert gallery.ids(named, wanted).tolist() == found
    assert gallery.first_ids(named, wanted, 2) == found[:2]
    assert gallery.count(named, wanted) == len(found)


def test_a_part_is_found_with_a_condition_on_a_file_and_in_another_order(named: Library) -> None:
    wanted = Filter(named.project_id, "*idge*", sort="name", descending=False)
    found = gallery.ids_of(named, gallery.ids(named, wanted).tolist())
    with named.store.read() as read:
        assert [generations.one(read, item).card.name for item in found] == ["ABRIDGED", "Blue ridgeline at dawn", "bridge_0042"]


def newest(library: Library) -> list[int]:
    return [int(seq) for seq in gallery.ids(library, Filter(library.project_id))]


def rename(library: Library) -> None:
    editing.rename(library, gallery.ids_of(library, newest(library))[0], "a porridge")


def undo_of_a_new_name(library: Library) -> None:
    rename(library)
    gallery.ids(library, Filter(library.project_id, "*idge*"))
    library.store.undo()


def note(library: Library) -> None:
    editing.set_note(library, gallery.ids_of(library, newest(library))[1], "the fridge")


def tag(library: Library) -> None:
    tagging.add(library, newest(library)[:2], "tuner/wrong")


def untag(library: Library) -> None:
    tag(library)
    gallery.ids(library, Filter(library.project_id, "*une*"))
    tagging.remove(library, newest(library)[:1], "tuner/wrong")


def variant(library: Library) -> None:
    add_variant(library, gallery.ids_of(library, newest(library))[3])
    with library.store.write("Name") as tx:
        tx.execute("UPDATE generation_variants SET source_name = 'knowherethere.png' WHERE is_primary = 0")


def new(library: Library) -> None:
    add_item(library, "a dunenowhere")


@pytest.mark.parametrize("happens", [rename, undo_of_a_new_name, note, tag, untag, variant, new])
@pytest.mark.parametrize("most", [0, 10_000])
def test_what_happens_is_found_after_the_words_were_read(
        named: Library, happens: Callable[[Library], None], most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(insides, "MOST_DIRTY", most)  # 0: all words are read again
    agree(named)
    happens(named)
    agree(named)


def test_the_words_are_read_once_and_stars_do_not_count(named: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(insides, "MOST_DIRTY", 0)
    agree(named)
    monkeypatch.setattr(vocabulary, "stretch", None)  # would fail if it were called
    editing.set_starred(named, newest(named), True)
    agree(named)
