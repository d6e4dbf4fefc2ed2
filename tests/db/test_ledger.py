"""The ledger: append-only, credits are its sum."""

from __future__ import annotations

import pytest

from db import BugError, Refused, Store, ledger, tasks
from tests.db.conftest import Heard
from tests.db.template import PROJECT, USER


def test_credits_are_the_sum_of_the_entries_and_no_step(store: Store, heard: Heard) -> None:
    with store.write(None) as tx:
        ledger.add(tx, USER, 5_000, "manual", metadata={"why": "begin"})
        entry = ledger.add(tx, USER, -1_200, "spend")
    with store.read() as read:
        assert ledger.credits(read, USER) == 3_800
        assert ledger.credits(read, "nobody") == 0
    assert store.history() == []
    assert entry in heard.last.ids("credits_ledger")


@pytest.mark.parametrize("sql", [
    "UPDATE credits_ledger SET amount = 1", "DELETE FROM credits_ledger", "UPDATE users SET credits = 9",
    "INSERT INTO users (name, credits) VALUES ('rich', 1)", "DELETE FROM users",
    "INSERT OR REPLACE INTO credits_ledger (id, user_id, amount, type) SELECT id, user_id, 7, type FROM credits_ledger",
    "UPDATE credits_ledger SET type = 'refund'", "INSERT INTO credits_ledger (user_id, amount, type) VALUES ('x', 1, 'gift')",
])
def test_entries_are_final(store: Store, sql: str) -> None:
    with store.write(None) as tx:
        ledger.add(tx, USER, 100, "manual")
    with pytest.raises(Refused), store.write("Cheat") as tx:
        tx.execute(sql)
    with store.read() as read:
        assert ledger.credits(read, USER) == 100


def test_an_entry_outlives_its_task(store: Store) -> None:
    with store.write(None) as tx:
        task = tasks.enqueue(tx, PROJECT, "probe", {})
        ledger.add(tx, USER, -5, "spend", task_id=task)
        tasks.cancel(tx, str(task))
    with store.write(None) as tx:
        tx.execute("DELETE FROM tasks")
    with store.read() as read:
        assert read.all("SELECT amount, task_id FROM credits_ledger") == [(-5, None)]


def test_undo_leaves_credits_alone(store: Store) -> None:
    with store.write("Rename") as tx:
        tx.execute("UPDATE users SET name = 'Countess'")
    with store.write(None) as tx:
        ledger.add(tx, USER, 100, "manual")
    store.undo()
    with store.read() as read:
        assert read.one("SELECT name, credits FROM users") == ("Ada", 100)


def test_a_user_is_not_made_without_a_label(store: Store) -> None:
    with pytest.raises(BugError), store.write(None) as tx:
        tx.execute("INSERT INTO users (name) VALUES ('x')")
