"""Groups of the gallery by day, shot and tool, and the months of a list by date."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.library import gallery, grouping
from app.library.library import Library
from db import Filter
from tests import factories


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    made = factories.make_library(tmp_path, items=6)
    yield made
    made.close()


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if not hasattr(time, "tzset"):
        pytest.skip("the system has no way to set the zone of a process")
    monkeypatch.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def made_at(library: Library, *times: str) -> list[int]:
    """The first items were made then; their seqs."""
    seqs = sorted(gallery.first_ids(library, Filter(project_id=library.project_id)))
    with library.store.write("Made") as tx:
        for seq, at in zip(seqs, times, strict=True):
            tx.execute("UPDATE generations SET created_at = ? WHERE seq = ?", (at, seq))
    return seqs


def grouped(library: Library, by: grouping.By, wanted: Filter | None = None) -> tuple[list[int], list[tuple[int, str]]]:
    asked = wanted or Filter(project_id=library.project_id)
    found = grouping.grouped(library, asked, gallery.ids(library, asked), by)
    return found.seqs.tolist(), list(zip(found.starts, found.keys, strict=True))


def test_days_are_those_of_the_place_where_one_is(library: Library, berlin: None) -> None:
    times = ("2026-03-28T22:59:59Z", "2026-03-28T23:00:00Z", "2026-03-29T21:59:59Z", "2026-03-29T22:00:00Z",
             "2026-07-01T21:59:59Z", "2026-07-01T22:00:00Z")
    seqs = made_at(library, *times)
    order, days = grouped(library, "day")
    assert order == seqs[::-1]
    assert days == [(0, "2026-07-02"), (1, "2026-07-01"), (2, "2026-03-30"), (3, "2026-03-29"), (5, "2026-03-28")]


def test_days_of_a_list_that_is_not_by_date_come_the_newest_first_in_the_order_they_had(library: Library) -> None:
    made_at(library, *(f"2026-05-{day:02d}T12:00:00Z" for day in (1, 2, 1, 2, 3, 1)))
    order, days = grouped(library, "day", Filter(project_id=library.project_id, sort="name", descending=False))
    names = [card.name for seq in order for card in [gallery.cards(library, [seq])[seq]]]
    assert names == ["item_0004", "item_0001", "item_0003", "item_0000", "item_0002", "item_0005"]
    assert [key for _row, key in days] == ["2026-05-03", "2026-05-02", "2026-05-01"]


def test_tools_are_in_the_order_of_their_names_and_none_is_last(library: Library) -> None:
    seqs = sorted(gallery.first_ids(library, Filter(project_id=library.project_id)))
    with library.store.write("Tools") as tx:
        for seq, tool in zip(seqs, ("Zed", None, "comfy", "Zed", None, "comfy"), strict=True):
            if tool:
                tx.execute("UPDATE generations SET params = json_object('tool', ?) WHERE seq = ?", (tool, seq))
    order, tools = grouped(library, "tool")
    assert tools == [(0, "comfy"), (2, "Zed"), (4, "")]
    assert order == [seqs[at] for at in (5, 2, 3, 0, 4, 1)]


def test_a_list_without_items_has_no_groups(library: Library) -> None:
    assert grouped(library, "day", Filter(project_id=library.project_id, trash=True)) == ([], [])


def test_an_item_that_came_after_the_list_was_read_has_no_group_of_its_own(library: Library) -> None:
    asked = Filter(project_id=library.project_id)
    ids = np.append(gallery.ids(library, asked), 999)
    found = grouping.grouped(library, asked, ids, "tool")
    assert sorted(found.seqs.tolist()) == sorted(ids.tolist())


def test_months_begin_where_they_begin_in_both_directions(library: Library) -> None:
    made_at(library, *(f"2026-{month:02d}-15T12:00:00Z" for month in (1, 1, 3, 3, 3, 7)))
    wanted = Filter(project_id=library.project_id)
    down = gallery.ids(library, wanted)
    assert grouping.months(library, down, True) == [(0, "2026-07"), (1, "2026-03"), (4, "2026-01")]
    assert grouping.months(library, down[::-1], False) == [(0, "2026-01"), (2, "2026-03"), (5, "2026-07")]
    assert grouping.months(library, down[:0], True) == []


def test_a_search_is_grouped_too(library: Library) -> None:
    made_at(library, *(f"2026-05-{day:02d}T12:00:00Z" for day in (1, 2, 1, 2, 3, 1)))
    order, days = grouped(library, "day", replace(Filter(project_id=library.project_id), text="item_0003"))
    assert len(order) == 1
    assert days == [(0, "2026-05-02")]


@pytest.mark.parametrize("by", ["day", "shot", "tool"])
@pytest.mark.parametrize(
    "changes", [{"trash": True}, {"with_parts": True}, {"recent": True}, {"text": "item"}, {"project_id": None}])
def test_every_kind_of_view_can_be_grouped(library: Library, by: grouping.By, changes: dict[str, object]) -> None:
    wanted = replace(Filter(project_id=library.project_id), **changes)  # type: ignore[arg-type]
    order, _groups = grouped(library, by, wanted)
    assert sorted(order) == sorted(gallery.ids(library, wanted).tolist())
    narrowed = wanted.having("rejected").having("tool", "comfy")
    assert grouped(library, by, narrowed)[0] == []


@pytest.mark.parametrize(("key", "value"), [
    ("type", "image"), ("rating", "0"), ("variants", "1"), ("star", ""), ("seed", "42"), ("tag", "x")])
def test_a_filter_with_an_index_of_its_own_is_grouped_too(library: Library, key: str, value: str) -> None:
    asked = Filter(project_id=library.project_id).having(key, value, negated=key in ("star", "seed", "tag"))
    order, _tools = grouped(library, "tool", asked)
    assert sorted(order) == sorted(int(seq) for seq in gallery.ids(library, asked))
    assert order
