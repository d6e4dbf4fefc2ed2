"""The tasks popover: how far an import is, what did not come in and why, cancel and going on."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton

from app.library import tasks as queue
from app.library.importing import Target
from db import ImportItem, Task, imports, tasks
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


def task_of(desk: Desk, task_id: str) -> Task:
    with desk.library.store.read() as read:
        found = tasks.one(read, task_id)
    assert found is not None
    return found


def test_a_running_import_can_be_paused_and_go_on(desk: Desk) -> None:
    task_id = start_import(desk)
    opened(desk)
    assert not button(desk, "import_resume").isVisible()
    QTest.mouseClick(button(desk, "import_pause"), Qt.MouseButton.LeftButton)
    assert task_of(desk, task_id).paused
    with desk.library.store.write(None) as tx:
        tasks.put_back(tx, task_id)  # what the runner does when it heard it
    desk.wait(lambda: "The import is paused" in texts(desk))
    assert not button(desk, "import_pause").isVisible()
    QTest.mouseClick(button(desk, "import_resume"), Qt.MouseButton.LeftButton)
    assert not task_of(desk, task_id).paused


def test_an_import_that_waits_for_space_says_how_much_and_can_be_tried_now(desk: Desk) -> None:
    task_id = start_import(desk)
    with desk.library.store.write(None) as tx:
        tasks.wait(tx, task_id, "The disk is full, about 2.0 MB are missing.", 600, {"waiting": "disk", "done": 3, "total": 9})
    opened(desk)
    assert "The import waits for space" in texts(desk)
    assert "The disk is full, about 2.0 MB are missing." in texts(desk)
    assert "3 of 9" in texts(desk)
    QTest.mouseClick(button(desk, "import_resume"), Qt.MouseButton.LeftButton)
    assert task_of(desk, task_id).not_before is None


def test_what_failed_can_be_tried_again_and_the_report_opened(desk: Desk) -> None:
    task_id = start_import(desk)
    with desk.library.store.write(None) as tx:
        imports.record(tx, task_id, ImportItem("/from/cut.mp4", "failed", "cut.mp4 ends too early.", None, None, None))
        imports.finish(tx, task_id)
        tasks.finish(tx, task_id, {"done": 1, "total": 1, "imported": 0, "failed": 1})
    opened(desk)
    QTest.mouseClick(button(desk, "import_report"), Qt.MouseButton.LeftButton)
    report = desk.window.import_report
    assert report.isVisible()
    assert [item.source for item in report.model.items] == ["/from/cut.mp4"]
    assert report.model.index(0, 0).data(Qt.ItemDataRole.UserRole) == "Ends too early."
    QTest.mouseClick(button(desk, "import_again"), Qt.MouseButton.LeftButton)
    (again,) = [task for task in queue.newest(desk.library) if task.params.get("again") == task_id]
    assert (again.status, again.params["target"]) == ("Queued", {})


def test_the_other_tasks_are_listed_and_each_can_be_acted_on(desk: Desk) -> None:
    start_import(desk)
    waiting = queue.enqueue_import(desk.library, [Path("/media/phone")], Target())
    failed = queue.enqueue_import(desk.library, [Path("/media/card")], Target())
    with desk.library.store.write(None) as tx:
        tx.execute("UPDATE tasks SET status = 'Failed', error_message = 'The card is broken.' WHERE id = ?", (failed,))
    queue.enqueue_filmstrip(desk.library, "a" * 64, "u/a.mp4")
    opened(desk)
    assert {"Import phone", "Import card", "The card is broken.", "Waits for its turn"} <= set(texts(desk))
    assert any(text.startswith("Making ") for text in texts(desk))

    def act(name: str, task_id: str) -> None:
        found = desk.window.tasks.findChild(QToolButton, f"{name}_{task_id}")
        assert found is not None
        assert found.accessibleName()
        QTest.mouseClick(found, Qt.MouseButton.LeftButton)
        desk.window.tasks.refresh()

    act("pause", waiting)
    assert task_of(desk, waiting).paused
    act("resume", waiting)
    act("cancel", waiting)
    assert task_of(desk, waiting).status == "Cancelled"
    act("retry", failed)
    assert task_of(desk, failed).status == "Queued"
    act("retry", waiting)
    assert task_of(desk, waiting).status == "Queued"


def test_with_nothing_to_do_it_says_so(desk: Desk) -> None:
    opened(desk)
    assert any(text.startswith("Nothing to do") for text in texts(desk))


def test_news_after_the_window_closed_ask_nothing_of_the_library_any_more(desk: Desk) -> None:
    panel = desk.window.tasks
    panel.stop()
    with desk.qtbot.waitSignal(desk.session.events.changed):
        start_import(desk)
    assert not any(timer.isActive() for timer in panel.findChildren(QTimer))
