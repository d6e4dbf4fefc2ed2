"""Steps of several transactions: whole or not at all, also when they fail, are cancelled, or the program ends."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from db import (
    Busy,
    Store,
    generations,
    variants,
)
from tests.db.drivers import written_elsewhere
from tests.db.template import PROJECT

Make = Callable[..., str]
Roundtrip = Callable[..., Any]


def rating(store: Store, item: str) -> int:
    with store.read() as read:
        return generations.one(read, item).card.rating


def rate(store: Store, item: str, number: int, **more: Any) -> None:
    with store.write(f"Rate {number}", **more) as tx:
        generations.set_rating(tx, [item], number)


def labels(store: Store) -> list[tuple[str, str]]:
    return [(step.label, step.state) for step in store.history()]


def rate_in_parts(store: Store, items: list[str], number: int) -> None:
    with store.step("Rate all") as step:
        for item in items:
            with step.part() as tx:
                generations.set_rating(tx, [item], number)


def test_a_step_of_several_parts_is_one_step(store: Store, make: Make) -> None:
    items = [make() for _ in range(3)]
    rate_in_parts(store, items, 4)
    assert labels(store)[0] == ("Rate all", "done")
    for expected, turn in ((0, store.undo), (4, store.redo), (0, store.undo)):
        turn()
        assert [rating(store, item) for item in items] == [expected] * 3


def test_a_step_that_fails_is_taken_back(store: Store, make: Make) -> None:
    items = [make() for _ in range(3)]
    before = labels(store)
    with pytest.raises(ZeroDivisionError), store.step("Rate all") as step:  # noqa: PT012
        with step.part() as tx:
            generations.set_rating(tx, items, 4)
        raise ZeroDivisionError
    assert [rating(store, item) for item in items] == [0] * 3
    assert labels(store) == before


def test_a_step_without_changes_is_forgotten(store: Store, make: Make) -> None:
    item = make()
    before = labels(store)
    rate_in_parts(store, [item], 0)
    assert labels(store) == before


def test_a_step_with_a_gesture_in_its_way_stays_when_it_fails(store: Store, make: Make, path: Path) -> None:
    one, two = make(), make()
    with pytest.raises(ZeroDivisionError), store.step("Rate all") as step:  # noqa: PT012
        for item in (one, two):
            with step.part() as tx:
                generations.set_rating(tx, [item], 4)
        rate(store, one, 5)
        raise ZeroDivisionError
    assert [rating(store, item) for item in (one, two)] == [5, 4]
    assert labels(store)[:2] == [("Rate 5", "done"), ("Rate all", "done")]
    store.undo()
    store.undo()
    assert [rating(store, item) for item in (one, two)] == [0, 0]


def left_open(store: Store, *items: str) -> None:
    step = store.begin_step("Rate all", "bulk")
    for item in items:
        with step.part() as tx:
            generations.set_rating(tx, [item], 4)


def test_a_step_that_was_never_ended_is_taken_back_at_the_next_opening(store: Store, make: Make, path: Path) -> None:
    item = make()
    left_open(store, item)
    again = Store(path)
    assert rating(again, item) == 0
    assert [label for label, _state in labels(again)] == ["Make"]
    again.close()


def test_a_library_opens_even_if_a_step_cannot_be_taken_back(store: Store, make: Make, path: Path) -> None:
    one, two = make(), make()
    left_open(store, one, two)
    written_elsewhere(path, f"UPDATE generations SET rating = 1 WHERE id = '{one}'")
    again = Store(path)
    assert [rating(again, item) for item in (one, two)] == [1, 4]
    assert labels(again)[0] == ("Rate all", "done")
    again.close()


def test_a_library_opens_even_if_an_undo_can_go_neither_way(
        store: Store, make: Make, path: Path, loglines: list[str]) -> None:
    items = [make() for _ in range(2)]
    rate_in_parts(store, items, 4)
    written_elsewhere(path, "UPDATE history_steps SET state = 'undoing' WHERE label = 'Rate all'")
    written_elsewhere(path, "UPDATE generations SET rating = 1")
    again = Store(path)
    assert [rating(again, item) for item in items] == [1, 1]
    again.close()


def test_an_open_import_is_gone_on_with(store: Store, make: Make, path: Path) -> None:
    step = store.begin_step("Import", "import")
    with step.part() as tx:
        generations.create(tx, PROJECT)
    again = Store(path)
    assert labels(again) == [("Import", "open")]
    assert again.next_undo() is None
    with again.open_step(step.id).part() as tx:
        generations.create(tx, PROJECT)
    again.end_step(step.id, "Import 2 files")
    assert labels(again) == [("Import 2 files", "done")]
    again.undo()
    with again.read() as read:
        assert read.value("SELECT count(*) FROM generations") == 0
    again.close()


@pytest.mark.parametrize("parts_before_cancel", [1, 2])
def test_an_undo_that_is_cancelled_changes_nothing(store: Store, make: Make, parts_before_cancel: int) -> None:
    items = [make() for _ in range(3)]
    rate_in_parts(store, items, 4)
    heard: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        heard.append((done, total))
        return done < parts_before_cancel

    store.undo(progress)
    assert heard[-1] == (parts_before_cancel, 3)
    assert [rating(store, item) for item in items] == [4] * 3
    assert labels(store)[0] == ("Rate all", "done")
    store.undo()
    store.redo(progress)
    assert [rating(store, item) for item in items] == [0] * 3
    assert labels(store)[0] == ("Rate all", "undone")


def test_gestures_wait_while_a_long_undo_is_going_on(store: Store, make: Make) -> None:
    items = [make() for _ in range(3)]
    rate_in_parts(store, items, 4)

    def progress(done: int, total: int) -> bool:
        with pytest.raises(Busy, match="Rate all"):
            rate(store, items[0], 1)
        with pytest.raises(Busy):
            store.undo()
        with store.write(None) as tx:  # jobs go on
            variants.mark_viewed(tx, [variants.of(tx, items[0])[0].id])
        return True

    store.undo(progress)
    assert [rating(store, item) for item in items] == [0] * 3
    rate(store, items[0], 1)


def parts(store: Store, item: str) -> int:
    with store.read() as read:
        return generations.one(read, item).card.parts


def test_parts_are_counted_through_undo_and_redo_of_trashing_them_one_after_the_other(store: Store, make: Make) -> None:
    parent = make()
    of_it = [make(parent_id=parent) for _ in range(3)]
    with store.read() as read:
        seqs = generations.seqs_of(read, [*of_it[:2], parent])
    with store.step("Move 3 items to Trash") as step:
        for seq in seqs:
            with step.part() as tx:
                generations.trash_seqs(tx, [seq], "2026-02-01T00:00:00.000000Z")
    for expected, turn in ((3, store.undo), (0, store.redo), (3, store.undo)):
        turn()
        assert parts(store, parent) == expected


def test_the_undo_of_a_star_or_the_trash_keeps_the_statements_that_sqlite_has_compiled(store: Store, make: Make) -> None:
    item = make()
    with store.read() as read:
        seqs = generations.seqs_of(read, [item])
    with store.write("Star") as tx:
        generations.set_starred_seqs(tx, seqs, True)
    with store.write("Move to Trash") as tx:
        generations.trash_seqs(tx, seqs, "2026-02-01T00:00:00.000000Z")
        connection = tx.connection
    heard: list[str] = []
    connection.set_trace_callback(heard.append)
    store.undo()
    store.undo()
    connection.set_trace_callback(None)
    assert any("UPDATE generations SET starred" in sql for sql in heard)
    assert not [sql for sql in heard if sql.startswith(("PRAGMA", "DELETE FROM generations"))]
