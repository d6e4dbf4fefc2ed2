"""The store: one way in, threads, reading only, full disks."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from db import (
    BugError,
    DiskFull,
    ReadOnly,
    Refused,
    Store,
    driver,
    generations,
)
from tests.db.conftest import Heard
from tests.db.dump import dump, gap
from tests.db.template import PROJECT

Make = Callable[..., str]
Roundtrip = Callable[..., Any]


def rating(store: Store, item: str) -> int:
    with store.read() as read:
        return generations.one(read, item).card.rating


def rate(store: Store, item: str, number: int, **more: Any) -> None:
    with store.write(f"Rate {number}", **more) as tx:
        generations.set_rating(tx, [item], number)


def test_an_exception_leaves_nothing_behind(store: Store, make: Make, heard: Heard) -> None:
    item = make()
    news = len(heard.news)
    with pytest.raises(ZeroDivisionError), store.write("Rate") as tx:  # noqa: PT012
        generations.set_rating(tx, [item], 5)
        raise ZeroDivisionError
    assert rating(store, item) == 0
    assert len(heard.news) == news
    rate(store, item, 4)
    assert rating(store, item) == 4


def test_a_write_outside_is_a_bug(store: Store, make: Make) -> None:
    item = make()
    with store.write("Rate") as kept:
        pass
    for sql in ("UPDATE generations SET rating = 5", "INSERT INTO users (name) VALUES ('x')",
                "DELETE FROM generation_variants", "UPDATE projects SET name = 'x'"):
        with pytest.raises(BugError, match="outside"):
            kept.execute(sql)
    assert rating(store, item) == 0


def test_a_write_inside_a_write_is_a_bug_and_undone_as_a_whole(store: Store, make: Make) -> None:
    item = make()
    with pytest.raises(BugError, match="inside"), store.write("Outer") as tx:  # noqa: PT012
        generations.set_rating(tx, [item], 5)
        with store.write("Inner"):
            pass
    assert rating(store, item) == 0
    with pytest.raises(BugError), store.write("Outer") as tx:  # noqa: PT012
        generations.set_rating(tx, [item], 5)
        store.undo()
    assert rating(store, item) == 0


@pytest.mark.parametrize("sql", [
    "INSERT INTO shots (project_id, name) SELECT id, 'x' FROM projects", "DELETE FROM generations",
    "INSERT INTO generation_tags (generation_id, tag) SELECT id, 'x' FROM generations"])
def test_rows_do_not_come_or_go_without_a_label(store: Store, make: Make, sql: str) -> None:
    make()
    with store.read() as read:
        before = dump(read)
    with pytest.raises(BugError, match="without a label"), store.write(None) as tx:
        tx.execute(sql)
    with store.read() as read:
        assert gap(before, dump(read)) == []


def test_an_id_cannot_change(store: Store, make: Make) -> None:
    make()
    for table in ("generations", "generation_variants", "projects"):
        with pytest.raises((BugError, Refused), match="id"), store.write("Change") as tx:
            tx.execute(f"UPDATE {table} SET id = '00000000-0000-7000-8000-00000000eeee' WHERE id = (SELECT min(id) FROM {table})")


def test_a_refused_statement_may_be_passed_over(store: Store, make: Make, undo_roundtrip: Roundtrip) -> None:
    item = make()

    def gesture(tx: Any) -> None:
        with pytest.raises(Refused):
            generations.set_rating(tx, [item], 9)
        generations.set_rating(tx, [item], 2)

    undo_roundtrip(gesture)
    assert rating(store, item) == 2


def test_or_rollback_ends_the_write(store: Store, make: Make) -> None:
    item = make()
    with pytest.raises((BugError, Refused)), store.write("Rate") as tx:  # noqa: PT012
        generations.set_rating(tx, [item], 2)
        with pytest.raises(Refused):
            tx.execute("UPDATE OR ROLLBACK generations SET rating = 9")
    assert rating(store, item) == 0
    rate(store, item, 1)
    assert rating(store, item) == 1


def test_a_store_for_reading_refuses_to_write(path: Path) -> None:
    store = Store(path, read_only=True)
    for write in (lambda: store.write("x").__enter__(), lambda: store.begin_step("x", "bulk"), store.forget_history):
        with pytest.raises(ReadOnly):
            write()
    assert store.undo() is None
    with store.slow_read() as read:
        assert read.value("SELECT count(*) FROM projects") == 2
    store.close()


def test_a_store_for_reading_refuses_undo(store: Store, make: Make, path: Path) -> None:
    make()
    other = Store(path, read_only=True)
    with pytest.raises(ReadOnly):
        other.undo()
    other.close()


def test_writes_of_several_threads_take_turns(store: Store, make: Make) -> None:
    item = make()

    def work() -> None:
        for _ in range(20):
            with store.write("Count") as tx:
                note = generations.one(tx, item).note
                generations.set_note(tx, item, str(int(note or 0) + 1))

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.read() as read:
        assert generations.one(read, item).note == "60"


def test_readers_see_what_is_committed_and_the_writer_its_own(store: Store, make: Make) -> None:
    item = make()
    seen: list[int] = []
    with store.write("Rate") as tx:
        generations.set_rating(tx, [item], 3)
        assert rating(store, item) == 3
        reader = threading.Thread(target=lambda: seen.append(slow(store, item)))
        reader.start()
        reader.join(10)
    assert seen == ([0] if driver.WAL_IS_SAFE else seen)
    assert slow(store, item) == 3


def slow(store: Store, item: str) -> int:
    with store.slow_read() as read:
        return generations.one(read, item).card.rating


def test_a_full_disk_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    really = driver.connect

    def small(*args: Any, **more: Any) -> Any:
        connection = really(*args, **more)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 12}")
        return connection

    monkeypatch.setattr(driver, "connect", small)
    store = Store(path)
    with store.read() as read:
        before = dump(read)
    with pytest.raises(DiskFull) as told, store.write("Fill") as tx:  # noqa: PT012
        for number in range(500):
            generations.create(tx, PROJECT, name="x" * 500 + str(number))
    assert told.value.hint
    with store.read() as read:
        assert gap(before, dump(read)) == []
    assert store.history() == []
    with store.write("Small") as tx:
        generations.create(tx, PROJECT)
    store.close()


def test_tidying_the_search_index_ends(store: Store, make: Make) -> None:
    for _ in range(30):
        make()
    for _ in range(1_000):
        if not store.tidy():
            break
    else:
        pytest.fail("there is always more to tidy")


def test_the_right_pragmas_are_set(store: Store) -> None:
    with store.write("Look") as tx:
        assert tx.value("PRAGMA foreign_keys") == 1
        assert tx.value("PRAGMA recursive_triggers") == 1
        assert tx.value("PRAGMA synchronous") == 2
        assert tx.value("PRAGMA journal_mode") == ("wal" if driver.WAL_IS_SAFE else "delete")
        assert tx.value("PRAGMA trusted_schema") == int(not driver.UNTRUSTED_SCHEMA_WORKS)
