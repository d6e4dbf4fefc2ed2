"""One library file is made per session and copied for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from db import Changes, Store, check, generations, projects, users, variants
from tests.db.dump import dump, gap, search_gap
from tests.db.template import PROJECT, USER, fresh


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A library file with a user and two projects."""
    return fresh(tmp_path)


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """An open library with a user and two projects; at the end the file must keep all its rules."""
    opened = Store(path)
    yield opened
    opened.close()
    looked_at = Store(path)
    with looked_at.read() as read:
        problems = [p.message for p in check.invariants(read)] + search_gap(read)
    looked_at.close()
    assert problems == []


@dataclass
class Heard:
    """The news of a store, as they came."""

    news: list[Changes]

    @property
    def last(self) -> Changes:
        """The newest news."""
        return self.news[-1]


@pytest.fixture
def heard(store: Store) -> Heard:
    """Everything that the store tells from here on."""
    found = Heard([])
    store.listen(found.news.append)
    return found


@pytest.fixture
def undo_roundtrip(store: Store) -> Callable[[Callable[[Any], Any]], Any]:
    """Runs a gesture as one step, undoes and redoes it twice: each state must come back exactly."""
    def run(gesture: Callable[[Any], Any], label: str = "Do") -> Any:
        with store.read() as read:
            before = dump(read)
        with store.write(label) as tx:
            result = gesture(tx)
        with store.read() as read:
            after = dump(read)
        assert gap(before, after), "the gesture changed nothing"
        for _ in range(2):
            undone = store.undo()
            assert undone is not None
            assert undone.label == label
            with store.read() as read:
                assert gap(before, dump(read)) == []
                assert search_gap(read) == []
            redone = store.redo()
            assert redone is not None
            with store.read() as read:
                assert gap(after, dump(read)) == []
                assert search_gap(read) == []
                assert check.invariants(read) == []
        return result
    return run


@pytest.fixture
def make(store: Store) -> Callable[..., str]:
    """make(variants=2, name="Dune") → the id of a generation; variants are a minute apart, the first is primary."""
    count = 0

    def made(variants_count: int = 1, *, name: str = "Dune", project: str = PROJECT, parent_id: str | None = None,
             based_on: str | None = None, kind: str = "image", **facts: Any) -> str:
        nonlocal count
        with store.write("Make") as tx:
            item = generations.create(tx, project, name=None, parent_id=parent_id, based_on=based_on, kind=kind)
            for number in range(variants_count):
                count += 1
                variants.add(tx, item, f"{USER}/uploads/{count}.png", name=name if number == 0 else f"{name} {number + 1}",
                             variant_type="original" if number == 0 else "edit",
                             created_at=f"2026-01-01T00:{number:02}:00.000000Z", facts={"kind": kind, **facts})
        return item
    return made


@pytest.fixture
def second_user(store: Store) -> str:
    """Another user with a project of their own."""
    with store.write("Make") as tx:
        user = users.create(tx, "Grace")
        projects.create(tx, user, "Theirs")
    return user
