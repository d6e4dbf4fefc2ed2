"""An open library for tests of the middle and the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.library.library import Library
from db import Changes
from tests import factories
from tests.db.dump import State, dump, gap


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library, open for writing; at the end its rows must keep all rules."""
    opened = factories.make_library(tmp_path)
    yield opened
    problems = factories.problems(opened)
    opened.close()
    assert problems == []


@pytest.fixture
def filled(library: Library) -> Library:
    """A library with twelve items of all sorts and three shots, without a history."""
    factories.fill(library)
    return library


@dataclass
class Heard:
    """The news of a library, as they came."""

    news: list[Changes]

    @property
    def last(self) -> Changes:
        """The newest news."""
        return self.news[-1]


@pytest.fixture
def heard(library: Library) -> Heard:
    """Everything that the library tells from here on."""
    found = Heard([])
    library.store.listen(found.news.append)
    return found


@pytest.fixture
def roundtrip(library: Library) -> Callable[[Callable[[], Any], str], Any]:
    """roundtrip(gesture, label): the gesture is one step of that name; undo and redo bring back each state exactly."""

    def run(gesture: Callable[[], Any], label: str) -> Any:
        before, steps = state(library), done_steps(library)
        result = gesture()
        after = state(library)
        assert gap(before, after), "the gesture changed nothing"
        assert done_steps(library) == steps + 1
        for _ in range(2):
            undone = library.store.undo()
            assert undone is not None
            assert undone.label == label
            assert gap(before, state(library)) == []
            assert library.store.redo() is not None
            assert gap(after, state(library)) == []
            assert factories.problems(library) == []
        return result

    return run


def done_steps(library: Library) -> int:
    """How many steps can be taken back."""
    return sum(step.state == "done" for step in library.store.history())


def state(library: Library) -> State:
    """Every row that undo is about."""
    with library.store.read() as read:
        return dump(read)
