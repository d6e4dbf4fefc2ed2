"""Free words: beginnings, phrases, what must not be there, parts of words, other scripts and accents."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from db import Filter, Store, generations
from db.searching import Asked, asked, without_accents
from tests.db.template import PROJECT

Make = Callable[..., str]
NAMES = {"ridge": "Blue ridgeline at dawn", "desert": "Düne am Abend", "plain": "Dune at dawn", "cjk": "月の砂漠を歩く",
         "thai": "ทะเลทรายยามค่ำ", "upper": "ÉCLAIR au café", "percent": "50% done_now"}


@pytest.fixture
def items(store: Store, make: Make) -> dict[str, str]:
    made = {key: make(1, name=name) for key, name in NAMES.items()}
    with store.write("Tag") as tx:
        generations.add_tags(tx, [made["plain"]], "straße")
        generations.set_note(tx, made["ridge"], "砂丘")
    return made


@pytest.mark.parametrize(("text", "keys"), [
    ("dune", "desert plain"), ("düne", "desert plain"), ("DÜNE", "desert plain"), ("dun daw", "plain"),
    ('"at dawn"', "ridge plain"),
    ('"dawn at"', ""), ('"daw"', ""), ("dawn -ridge", "plain"), ("-dawn", "desert cjk thai upper percent"),
    ('-"at dawn" dune', "desert"), ("ridgel", "ridge"), ("idge", ""), ("*idge*", "ridge"), ("*idge", "ridge"),
    ("*IDGEL*", "ridge"),
    ("*üne*", "desert plain"), ("*une*", "desert plain"), ("*éclair*", "upper"), ("*AFE*", "upper"),
    ("-*une* -*idge*", "cjk thai upper percent"),
    ("砂漠", "cjk"), ("砂", "cjk ridge"), ("砂漠 月", "cjk"), ("砂 dawn", "ridge"), ("砂 -砂漠", "ridge"),
    ('"の砂"', "cjk"), ("ทราย", "thai"),
    ("*0%*", "percent"), ("*e_n*", "percent"), ("dune*", "desert plain"), ("strasse", ""),
    ("straße", "plain"), ("*", ""), ('"', ""),
])
def test_words_find_their_items(store: Store, items: dict[str, str], text: str, keys: str) -> None:
    wanted = Filter(PROJECT, text)
    with store.read() as read:
        found = generations.ids_of(read, generations.first_ids(read, wanted, 99))
        if generations.searches(wanted):
            hits = generations.hits_text(read, wanted)
            assert {int(seq) for seq in hits.split(",") if seq} == set(generations.seqs_of(read, found))
    assert {key for key, item in items.items() if item in found} == set(keys.split())


def test_what_is_asked_of_the_index_and_what_is_not() -> None:
    assert asked('a "b c" -"d e" -f -') == Asked('"a" * "b c"', '"d e" OR "f" *')
    assert asked("*mid* -*nope* 砂 x") == Asked('"x" *', "", ("mid", "砂"), ("nope",))
    assert not asked('" * -')
    assert without_accents("Düne ÉCLAIR 砂漠 ß") == "dune eclair 砂漠 ß"
