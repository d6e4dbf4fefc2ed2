"""Every key of the query language on real rows: what it finds, compares, refuses, and where numbers are large."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from db import Filter, Store, generations, new_id, parsed, shots, values
from db.conditions import KEYS
from tests.db.template import PROJECT

Make = Callable[..., str]
NOW = datetime(2026, 11, 25, 15, 30).astimezone()


@pytest.fixture
def film(store: Store, make: Make, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """One item for each thing that can be asked; name → id."""
    monkeypatch.setattr(values, "now", lambda: NOW)
    items = {
        "plain": make(1, name="plain", width=100, height=100, size_bytes=10),
        "wide": make(1, name="wide", width=1920, height=1080, size_bytes=1_500_000),
        "tall": make(1, name="tall", width=1080, height=1920, size_bytes=2**53 + 1),
        "clip": make(1, name="clip", kind="video", width=1280, height=720, duration_us=5_000_000, size_bytes=2_000_000),
        "long": make(1, name="long", kind="video", width=720, height=576, duration_us=90_000_000, size_bytes=5_000_000_000),
        "sound": make(1, name="sound", kind="audio", width=0, height=0, duration_us=300_000),
        "family": make(3, name="family"),
    }
    items["child"] = make(1, name="child", based_on=items["plain"])
    for number in range(2):
        make(1, name=f"part {number}", parent_id=items["family"])
    with store.write("Set") as tx:
        generations.set_starred(tx, [items["wide"]], True)
        generations.set_rating(tx, [items["wide"]], 5)
        generations.set_rating(tx, [items["tall"]], 3)
        generations.set_note(tx, items["tall"], "Too dark 50%")
        generations.add_tags(tx, [items["clip"]], "look/warm")
        generations.add_tags(tx, [items["long"]], "lookout")
        shots.create_shot_with_image(tx, PROJECT, "The door", items["clip"])
        tx.execute("UPDATE generations SET created_at = '2026-06-15T12:00:00.000000Z'")
        for name, at in (("plain", "2026-11-25T13:00:00.000000Z"), ("wide", "2026-11-24T12:00:00.000000Z"),
                         ("tall", "2026-11-02T12:00:00.000000Z"), ("clip", "2025-03-03T12:00:00.000000Z")):
            tx.execute("UPDATE generations SET created_at = ? WHERE id = ?", (at, items[name]))
        for name, params in (
                ("plain", '{"tool":"ComfyUI","model":"wan2.1_i2v","sampler":"euler","seed":"42",'
                          '"loras":[{"name":"warm_light"}]}'),
                ("wide", '{"tool":"Easy Diffusion","model":"flux1-dev","sampler":"dpmpp_2m","seed":18446744073709551615}')):
            tx.execute("UPDATE generations SET params = ? WHERE id = ?", (params, items[name]))
        tx.execute("UPDATE generations SET label = 'red' WHERE id = ?", (items["plain"],))
        tx.execute("UPDATE generations SET label = 'blue' WHERE id = ?", (items["wide"],))
        tx.execute("UPDATE generation_variants SET about = '{\"camera\":\"Canon EOS R5\"}' WHERE generation_id = ?",
                   (items["tall"],))
        for at, state, name in (("2026-11-01", "imported", "plain"), ("2026-11-25", "imported", "wide"),
                                ("2026-11-26", "duplicate", "tall")):
            run = new_id()
            tx.execute("INSERT INTO imports (id, project_id, user_id, sources, created_at) VALUES (?, ?, 'u', '[]', ?)",
                       (run, PROJECT, f"{at}T12:00:00.000000Z"))
            tx.execute("INSERT INTO import_items (import_id, source, state, generation_id) VALUES (?, 's', ?, ?)",
                       (run, state, items[name]))
    with store.write(None) as tx:
        tx.execute("INSERT INTO missing_files (id) SELECT location FROM generation_variants WHERE generation_id = ?",
                   (items["family"],))
    return items


@pytest.mark.parametrize(("text", "names"), [
    ("type:video", "clip long"), ("-type:image", "clip long sound"), ("type:audio,VIDEO", "clip long sound"),
    ("star", "wide"), ("rating:5", "wide"), ("rating:>=3", "wide tall"), ("rating:>3", "wide"), ("rating:1..4", "tall"),
    ("rating:3,5", "wide tall"), ("rating:any", "wide tall"), ("rating:<5 rating:any", "tall"), ("-rating:<=4", "wide"),
    ("-unplaced", "clip"), ("shot:door", "clip"), ('shot:="The door"', "clip"), ("shot:=door", ""), ("shot:any", "clip"),
    ("variants:>2", "family"), ("variants:3", "family"), ("variants:any", "family"), ("unseen", "family"),
    ("parts:2", "family"),
    ("parts:any", "family"), ("based", "child"), ("tool:comfyui", "plain"), ('tool:"easy diffusion"', "wide"),
    ("tool:comfy", ""),
    ("tool:~comfy", "plain"), ("tool:any", "plain wide"), ("model:wan", "plain"), ("model:~WAN", "plain"),
    ("model:=wan", ""),
    ("model:=flux1-dev", "wide"), ("lora:warm", "plain"), ("lora:any", "plain"), ("sampler:euler", "plain"),
    ("seed:42", "plain"),
    ("seed:18446744073709551615", "wide"), ("seed:4", ""), ("date:2026-11", "plain wide tall"), ("date:2025", "clip"),
    ("date:2026-11-24", "wide"), ("date:>2026-11-24", "plain"), ("date:<2026", "clip"),
    ("date:2025..2026-10 type:video", "clip long"),
    ("date:today", "plain"), ("date:yesterday", "wide"), ("date:week", "plain wide"), ("date:month", "plain wide tall"),
    ("date:>=2026-11-24", "plain wide"), ("date:<=2025-03", "clip"), ("date:..2025", "clip"),
    ("added:today", "wide"), ("added:2026-11-01", "plain"), ("size:>1mb size:<3mb", "wide clip"), ("size:1.5mb", "wide"),
    ("size:>=9007199254740993", "tall"), ("size:>4gb", "tall long"), ("size:<1kb", "plain"), ("duration:<5s", "sound"),
    ("duration:5s", "clip"), ("duration:>1:00", "long"), ("duration:1m..2m", "long"), ("duration:300ms", "sound"),
    ("duration:any", "clip long sound"), ("aspect:16:9", "wide clip"), ("aspect:9:16", "tall"), ("aspect:portrait", "tall"),
    ("aspect:square", "plain"), ("aspect:landscape", "wide clip long"), ("aspect:1.25", "long"),
    ("aspect:>1.5", "wide clip"),
    ("tag:look", "clip"), ("tag:look/warm", "clip"), ("tag:~look", "clip long"), ("tag:=look", ""), ("tag:any", "clip long"),
    ("missing", "family"), ("label:red", "plain"), ("label:red,blue", "plain wide"), ("label:any", "plain wide"),
    ("note:dark", "tall"), ("note:50%", "tall"), ("note:any", "tall"), ("name:ide", "wide"), ("name:=wide", "wide"),
    ("camera:canon", "tall"), ("camera:any", "tall"), ("recent", "wide"),
])
def test_a_key_finds_its_items_and_its_contrary_all_others(store: Store, film: dict[str, str], text: str, names: str) -> None:
    by_id = {item: name for name, item in film.items()}

    def found(wanted: Filter) -> set[str]:
        with store.read() as read:
            return {by_id[item] for item in generations.ids_of(read, generations.first_ids(read, wanted, 100))}

    assert found(parsed(text, Filter(PROJECT))) == set(names.split())
    if " " not in text.replace('"easy diffusion"', "").replace('"The door"', "") and text != "recent":
        contrary = text[1:] if text.startswith("-") else f"-{text}"
        assert found(parsed(contrary, Filter(PROJECT))) == set(film) - set(names.split())


def test_an_id_is_found_by_its_beginning(store: Store, film: dict[str, str]) -> None:
    wanted = film["wide"]
    with store.read() as read:
        (seq,) = generations.seqs_of(read, [wanted])
        for text in (f"id:{wanted[:35].upper()}", f"id:={wanted}"):
            assert generations.first_ids(read, parsed(text), 9) == [seq]
        assert generations.first_ids(read, parsed(f"-id:{wanted}"), 99) != []


def test_every_key_says_what_may_be_written() -> None:
    assert all(key.allowed.endswith(".") for key in KEYS.values())


def test_days_begin_at_midnight_where_the_person_is() -> None:
    low, high = values.date("2026-03-03")
    start = datetime(2026, 3, 3).astimezone()
    assert low == (start.replace(tzinfo=None) - (start.utcoffset() or timedelta())).strftime("%Y-%m-%dT%H:%M:%S")
    assert low < high  # type: ignore[operator]
