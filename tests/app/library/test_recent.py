"""Which libraries were opened last."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.library.recent import KEPT, recent, remember, state_file


def test_nothing_was_opened_yet() -> None:
    assert recent() == []


def test_the_newest_is_first_and_each_is_there_once() -> None:
    for name in ("a", "b", "a"):
        remember(Path("/films") / name)
    assert recent() == [Path("/films/a"), Path("/films/b")]


def test_only_a_few_are_kept() -> None:
    for number in range(KEPT + 5):
        remember(Path(f"/films/{number}"))
    assert len(recent()) == KEPT
    assert recent()[0] == Path(f"/films/{KEPT + 4}")


@pytest.mark.parametrize("text", ["", "no json", "[]", '{"libraries": 3}', '{"libraries": [1, null]}'])
def test_a_damaged_memory_is_an_empty_one(text: str) -> None:
    remember(Path("/films/a"))
    state_file().write_text(text)
    assert recent() == []
    remember(Path("/films/b"))
    assert recent() == [Path("/films/b")]


def test_a_state_folder_that_cannot_be_written_costs_nothing_else() -> None:
    state_file().parent.parent.mkdir(parents=True, exist_ok=True)
    state_file().parent.write_text("in the way")
    remember(Path("/films/a"))
    assert recent() == []
