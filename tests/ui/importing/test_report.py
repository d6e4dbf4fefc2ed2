"""Reports of imports, also of earlier ones: four lists, and what can be done with a file of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton

from app.library import tasks as queue
from app.ui.importing.report import AT_ONCE
from db import ImportItem, imports
from tests.ui.shell.windows import Desk

pytestmark = pytest.mark.slow


def make_import(desk: Desk, *items: ImportItem, running: bool = False) -> str:
    with desk.library.store.write(None) as tx:
        made = imports.start(tx, desk.library.project_id, desk.library.user_id, ["/from/takes"], {})
        for item in items:
            imports.record(tx, made, item)
        if not running:
            imports.finish(tx, made)
    return made


def listed(state: str, name: str, reason: str | None = None, item: str | None = None) -> ImportItem:
    return ImportItem(f"/from/takes/{name}", state, reason, item, None, None)


def button(desk: Desk, name: str) -> QPushButton:
    found = desk.window.import_report.findChild(QPushButton, name)
    assert found is not None
    return found


def click(desk: Desk, name: str) -> None:
    QTest.mouseClick(button(desk, name), Qt.MouseButton.LeftButton)


def shown(desk: Desk) -> list[str]:
    model = desk.window.import_report.model
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_the_four_lists_have_their_counts_and_files(desk: Desk) -> None:
    twin = desk.cards()[0].id
    make_import(desk, listed("imported", "a.png", None, twin), listed("imported", "b.png", None, twin),
                listed("duplicate", "c.png", "Already in the library.", twin),
                listed("skipped", "d.txt", "d.txt is a text file."))
    desk.window.import_report.show_import("")
    assert [button(desk, f"report_{state}").text() for state in ("imported", "duplicate", "skipped", "failed")] == [
        "2 imported", "1 already there", "1 skipped", "Failed"]
    assert not button(desk, "report_failed").isEnabled()
    assert not button(desk, "report_again").isVisible()
    assert shown(desk) == ["d.txt"]  # what did not come in is shown first
    click(desk, "report_imported")
    assert shown(desk) == ["a.png", "b.png"]


def test_an_earlier_import_can_be_chosen(desk: Desk) -> None:
    first = make_import(desk, listed("failed", "old.png", "old.png is broken."))
    make_import(desk, listed("failed", "new.png", "new.png is broken."))
    report = desk.window.import_report
    report.show_import("")
    assert shown(desk) == ["new.png"]
    choice = report.findChild(QComboBox, "report_choice")
    assert choice is not None
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_Down)
    assert shown(desk) == ["old.png"]
    report.show_import(first)
    assert shown(desk) == ["old.png"]


def test_a_file_leads_to_its_item_and_its_source(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True)
    item = desk.cards()[-1].id
    source = ImportItem(str(tmp_path / "a.png"), "imported", None, item, None, None)
    make_import(desk, source, listed("failed", "gone.png", "gone.png is broken."))
    desk.window.import_report.show_import("")
    assert not button(desk, "report_show_item").isEnabled()
    click(desk, "report_show_source")
    assert "is not there any more" in desk.window.notice.text()
    click(desk, "report_imported")
    click(desk, "report_show_item")
    desk.wait(lambda: desk.session.selection.current == item)
    click(desk, "report_show_source")
    assert opened == [str(tmp_path)]


def test_a_list_can_be_copied_and_what_failed_tried_again(desk: Desk) -> None:
    made = make_import(desk, listed("failed", "new\nline.png", "It is broken."))
    desk.window.import_report.show_import("")
    click(desk, "report_copy")
    assert QGuiApplication.clipboard().text() == "/from/takes/new line.png\tfailed\tIt is broken."
    click(desk, "report_again")
    assert [task.params["again"] for task in queue.newest(desk.library) if task.task_type == "import"] == [made]


def test_a_long_list_is_read_as_far_as_it_is_looked_at(desk: Desk) -> None:
    make_import(desk, *(listed("skipped", f"{n:04}.txt", "is text") for n in range(AT_ONCE + 7)))
    desk.window.import_report.show_import("")
    model = desk.window.import_report.model
    assert model.rowCount() == AT_ONCE
    assert model.canFetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    assert model.rowCount() == AT_ONCE + 7
    assert not model.canFetchMore(QModelIndex())


def test_it_follows_an_import_that_runs(desk: Desk) -> None:
    made = make_import(desk, listed("failed", "a.png", "It is broken."), running=True)
    desk.window.import_report.show_import(made)
    with desk.library.store.write(None) as tx:
        imports.record(tx, made, listed("failed", "b.png", "It is broken."))
    desk.wait(lambda: shown(desk) == ["a.png", "b.png"])
    assert not button(desk, "report_again").isVisible()
    with desk.library.store.write(None) as tx:
        imports.finish(tx, made)
    desk.wait(lambda: button(desk, "report_again").isVisible())


def test_without_an_import_it_says_so(desk: Desk) -> None:
    desk.window.actions_.by_id["import_reports"].trigger()
    assert desk.window.import_report.isVisible()
    assert shown(desk) == []


def test_a_drop_of_thousands_of_files_is_queued_in_the_background(desk: Desk) -> None:
    desk.window.commands.import_paths([f"/from/take_{n:04}.png" for n in range(3000)])
    desk.wait(lambda: any(len(task.params.get("sources", ())) == 3000 for task in queue.newest(desk.library)))
