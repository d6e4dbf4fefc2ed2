"""The tasks popover: how far an import is, what did not come in and why, cancel and going on."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from app.library import tasks as queue
from app.library.importing import Target
from db import ImportItem, imports, tasks
from tests.ui.shell.windows import Desk

pytestmark = pytest.mark.slow


def start_import(desk: Desk) -> str:
    """An import that a runner would be at work on."""
    task_id = queue.enqueue_import(desk.library, [Path("/from")], Target())
    with desk.library.store.write(None) as tx:
        assert tasks.claim(tx) is not None
        imports.start(tx, desk.library.project_id, desk.library.user_id, ["/from"], {}, task_id)
    return task_id


def texts(desk: Desk) -> list[str]:
    return [label.text() for label in desk.window.tasks.findChildren(QLabel) if label.isVisible()]


def button(desk: Desk, name: str) -> QPushButton:
    found = desk.window.tasks.findChild(QPushButton, name)
    assert found is not None
    return found


def opened(desk: Desk) -> None:
    desk.window.tasks.refresh()
    desk.window.tasks.open_at(desk.window.tasks_button)


def test_progress_is_told_by_the_ring_and_the_panel(desk: Desk) -> None:
    task_id = start_import(desk)
    with desk.library.store.write(None) as tx:
        tasks.progress(tx, task_id, 400, {"done": 4, "total": 10, "imported": 3, "current": "dune.png"})
    opened(desk)
    assert "1 at work" in desk.window.tasks_button.accessibleName()
    assert "4 of 10" in texts(desk)
    assert "dune.png" in texts(desk)


def test_what_did_not_come_in_is_listed_with_its_reason_and_can_be_copied(desk: Desk) -> None:
    task_id = start_import(desk)
    twin = desk.cards()[0]
    with desk.library.store.write(None) as tx:
        imports.record(tx, task_id, ImportItem("/from/cut.mp4", "failed", "cut.mp4 ends too early.", None, None, None))
        imports.record(tx, task_id, ImportItem("/from/twin.png", "duplicate", "Already in the library.", twin.id, None, None))
        tasks.finish(tx, task_id, {"done": 2, "total": 2, "imported": 0, "duplicates": 1, "failed": 1})
    opened(desk)
    assert "2 not imported" in texts(desk)
    assert "Ends too early." in texts(desk)
    QTest.mouseClick(button(desk, "copy_problems"), Qt.MouseButton.LeftButton)
    assert "/from/cut.mp4\tfailed\tcut.mp4 ends too early." in QGuiApplication.clipboard().text()
    QTest.mouseClick(button(desk, "show_duplicate"), Qt.MouseButton.LeftButton)
    desk.wait(lambda: desk.session.selection.current == twin.id)


def test_an_import_that_ended_with_failures_is_a_notice_that_opens_the_panel(desk: Desk) -> None:
    task_id = start_import(desk)
    desk.window.tasks.refresh()
    with desk.library.store.write(None) as tx:
        imports.record(tx, task_id, ImportItem("/from/cut.mp4", "failed", "cut.mp4 ends too early.", None, None, None))
        tasks.finish(tx, task_id, {"done": 3, "total": 3, "imported": 2, "failed": 1})
    desk.wait(desk.window.notice.isVisible)
    assert desk.window.notice.text().startswith("1 file was not imported")
    desk.wait(lambda: desk.window.toast.text() == "Imported 2 files")
    show = desk.window.notice.findChild(QPushButton, "notice_action")
    assert show is not None
    show.click()
    assert desk.window.tasks.isVisible()


def test_cancel_cancels_the_task(desk: Desk) -> None:
    task_id = start_import(desk)
    opened(desk)
    QTest.mouseClick(button(desk, "import_cancel"), Qt.MouseButton.LeftButton)
    with desk.library.store.read() as read:
        found = tasks.one(read, task_id)
    assert found is not None
    assert found.status == "Cancelled"


def test_an_import_that_stopped_says_why_and_can_go_on(desk: Desk) -> None:
    task_id = start_import(desk)
    with desk.library.store.write(None) as tx:
        tasks.fail(tx, task_id, "The disk is full. 3 files are in.")
    opened(desk)
    assert "The disk is full. 3 files are in." in texts(desk)
    QTest.mouseClick(button(desk, "import_retry"), Qt.MouseButton.LeftButton)
    with desk.library.store.read() as read:
        found = tasks.one(read, task_id)
    assert found is not None
    assert found.status == "Queued"


def test_with_nothing_to_do_it_says_so(desk: Desk) -> None:
    opened(desk)
    assert any(text.startswith("Nothing to do") for text in texts(desk))
