"""Steps of the history: their labels, undo and redo, what stands in the way of them, news of other programs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from db import (
    Store,
    UndoConflict,
    generations,
    ledger,
    projects,
    settings,
    shots,
    users,
    variants,
)
from db.history import KEEP
from tests.db.conftest import Heard
from tests.db.drivers import written_elsewhere
from tests.db.template import PROJECT, USER

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


def test_undo_names_the_step_and_a_new_one_ends_redo(store: Store, make: Make) -> None:
    item = make()
    rate(store, item, 1)
    rate(store, item, 2)
    undone = store.undo()
    assert undone is not None
    assert undone.label == "Rate 2"
    following, before = store.next_redo(), store.next_undo()
    assert following is not None
    assert before is not None
    assert (following.label, before.label) == ("Rate 2", "Rate 1")
    rate(store, item, 3)
    assert store.redo() is None
    assert labels(store) == [("Rate 3", "done"), ("Rate 1", "done"), ("Make", "done")]


def test_what_changes_nothing_is_no_step(store: Store, make: Make) -> None:
    item = make()
    before = labels(store)
    rate(store, item, 0)
    with store.write("There and back") as tx:
        generations.set_rating(tx, [item], 5)
        generations.set_rating(tx, [item], 0)
    with store.write("Come and go") as tx:
        tx.execute("DELETE FROM generations WHERE id = ?", (generations.create(tx, PROJECT),))
    assert labels(store) == before


def test_a_label_may_be_given_at_the_end(store: Store, make: Make) -> None:
    item = make()
    with store.write("?") as tx:
        tx.label = f"Rate {generations.set_rating(tx, [item], 3)} item"
    assert labels(store)[0] == ("Rate 1 item", "done")


def test_writes_of_one_kind_soon_after_each_other_are_one_step(store: Store, make: Make) -> None:
    item = make()
    for number in (1, 2, 3):
        rate(store, item, number, merge=f"rating:{item}")
    rate(store, item, 4, merge="another")
    assert [label for label, _state in labels(store)] == ["Rate 4", "Rate 3", "Make"]
    store.undo()
    store.undo()
    assert rating(store, item) == 0
    store.redo()
    assert rating(store, item) == 3
    rate(store, item, 5, merge=f"rating:{item}")  # a step that can be undone only is gone on with
    assert store.next_redo() is None


def test_the_history_outlives_the_program_and_is_trimmed(store: Store, make: Make, path: Path) -> None:
    item = make()
    for number in range(KEEP + 10):
        rate(store, item, 1 + number % 5)
    assert len(store.history(10_000)) == KEEP
    again = Store(path)
    again.undo()
    assert rating(again, item) == 1 + (KEEP + 8) % 5
    again.close()


def test_a_forgotten_history_cannot_be_undone(store: Store, make: Make) -> None:
    make()
    store.forget_history()
    assert store.history() == []
    assert store.undo() is None


def test_users_and_projects_come_and_go_by_steps(store: Store, make: Make, undo_roundtrip: Roundtrip) -> None:
    user = undo_roundtrip(lambda tx: users.create(tx, "Grace"))
    project = undo_roundtrip(lambda tx: projects.create(tx, user, "Sea", fps_num=30_000, fps_den=1_001))
    item = make(2, project=project)
    undo_roundtrip(lambda tx: shots.create_shot_with_image(tx, project, "S", item))
    undo_roundtrip(lambda tx: projects.rename(tx, project, "Ocean"))
    undo_roundtrip(lambda tx: projects.trash(tx, project))
    undo_roundtrip(lambda tx: tx.execute("DELETE FROM users WHERE id = ?", (user,)))
    with store.read() as read:
        assert users.all_users(read) == [(USER, "Ada")]
        assert users.named(read, None) == users.named(read, "ada") == USER
        assert [p.name for p in projects.of_user(read, USER)] == ["First", "Second"]


def test_settings_are_kept_and_are_no_step(store: Store, heard: Heard) -> None:
    for value in ({"sort": "newest"}, ["a", 1, None], "x"):
        with store.write(None) as tx:
            settings.put(tx, "window.gallery", value)
        with store.read() as read:
            assert settings.get(read, "window.gallery") == value
    assert heard.last.ids("settings") == {"window.gallery"}
    assert store.history() == []
    with store.read() as read:
        assert settings.get(read, "nothing", 5) == 5


@pytest.mark.parametrize("sql", ["UPDATE generations SET rating = 1", "DELETE FROM generations"])
def test_undo_refuses_when_another_program_changed_the_same_rows(store: Store, make: Make, path: Path, sql: str) -> None:
    item = make()
    rate(store, item, 3)
    written_elsewhere(path, sql)
    with pytest.raises(UndoConflict):
        store.undo()
    assert labels(store)[0] == ("Rate 3", "done")
    with store.read() as read:
        assert read.value("SELECT replaying FROM library_state") == 0


def test_undo_refuses_when_an_entry_of_the_ledger_needs_the_row(store: Store) -> None:
    with store.write("New user") as tx:
        user = users.create(tx, "Grace")
    with store.write(None) as tx:
        ledger.add(tx, user, 5, "manual")
    with pytest.raises(UndoConflict):
        store.undo()


def test_what_jobs_found_out_is_no_reason_to_refuse_an_undo(store: Store, make: Make) -> None:
    item = make(1, width=10)
    with store.write("Replace file") as tx:
        tx.execute("UPDATE generation_variants SET location = 'u/new.png', width = NULL, viewed_at = NULL")
    with store.write(None) as tx:
        tx.execute("UPDATE generation_variants SET width = 20, thumbnail_url = 'u/t.jpg',"
                   " viewed_at = '2026-01-01T00:00:00.000000Z'")
    store.undo()
    with store.read() as read:
        assert variants.of(read, item)[0].width == 10
    store.redo()
    with store.read() as read:
        assert variants.of(read, item)[0].width == 20


def test_undo_takes_along_what_a_job_or_program_hung_on_the_row(store: Store, make: Make, path: Path) -> None:
    item = make(1)
    written_elsewhere(path, f"INSERT INTO generation_variants (generation_id, location) VALUES ('{item}', 'u/foreign.png')")
    assert store.poll()
    store.undo()
    with store.read() as read:
        assert read.value("SELECT count(*) FROM generation_variants") == 0
    store.redo()
    with store.read() as read:
        assert [v.location for v in variants.of(read, item)][1:] == ["u/foreign.png"]


def test_news_of_another_program(store: Store, heard: Heard, path: Path) -> None:
    assert not store.poll()
    written_elsewhere(path, "UPDATE projects SET name = 'x'")
    assert store.poll()
    assert heard.last.everything
    assert not store.poll()
