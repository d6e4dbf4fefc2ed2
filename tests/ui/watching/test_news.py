"""What the window says when files came in from a watched folder."""

from __future__ import annotations

from typing import Any

import pytest

from db import tasks
from tests.ui.shell.windows import Desk

pytestmark = pytest.mark.slow


def _imported(desk: Desk, **result: Any) -> None:
    """An import of a watched folder is over."""
    with desk.library.store.write(None) as tx:
        tasks.enqueue(tx, desk.library.project_id, "import",
                      {"sources": [], "target": {"watched": "x", "origin": "renders"}})
        task = tasks.claim(tx)
        assert task is not None
        tasks.finish(tx, task.id, {"imported": 0, "duplicates": 0, "skipped": 0, "failed": 0, **result})


def test_what_came_in_is_said_with_the_folder(desk: Desk) -> None:
    _imported(desk, imported=12, duplicates=3)
    desk.wait(lambda: desk.window.toast.text() == "Imported 12 files from renders")


def test_what_was_there_already_is_no_news(desk: Desk) -> None:
    _imported(desk, duplicates=3)
    _imported(desk, imported=1)
    desk.wait(lambda: desk.window.toast.text() == "Imported 1 file from renders")  # the first thing said at all
    assert not desk.window.notice.isVisible()


def test_the_panel_says_where_an_import_comes_from(desk: Desk) -> None:
    _imported(desk, imported=2)
    desk.wait(lambda: desk.window.tasks.title.text() == "Import is done, from the watched folder “renders”")


def test_what_could_not_be_read_is_said(desk: Desk) -> None:
    _imported(desk, failed=1)
    desk.wait(desk.window.notice.isVisible)
    assert "1 file was not imported" in desk.window.notice.text()
