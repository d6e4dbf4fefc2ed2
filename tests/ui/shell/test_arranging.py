"""The gallery's menus: grouping, names, scrubbing, choosing by group; and items on their way to other programs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QProcess
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app import settings
from app.ui.shell import arranging, outgoing
from tests import factories
from tests.ui.shell.windows import Desk


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A window on four items; preferences are written beside them."""
    monkeypatch.setattr(settings, "_file", lambda: tmp_path / "settings.json")
    made = Desk(qtbot, factories.make_library(tmp_path, items=4))
    yield made
    made.window.close()
    made.session.close()


def trigger(desk: Desk, action: str) -> None:
    desk.window.actions_.by_id[action].trigger()
    desk.settle()


def checked(desk: Desk, action: str) -> bool:
    return desk.window.actions_.by_id[action].isChecked()


def test_grouping_is_chosen_in_the_menu_which_says_what_is_in_force(desk: Desk) -> None:
    assert checked(desk, "group_nothing")
    assert not desk.window.actions_.by_id["select_group"].isEnabled()
    trigger(desk, "group_tool")
    assert desk.window.gallery.view.headers.title(0) == "Tool not known"
    assert [name for name in arranging.GROUPINGS if checked(desk, name)] == ["group_tool"]
    trigger(desk, "select_group")
    assert desk.session.selection.count == 4
    trigger(desk, "group_nothing")
    assert desk.window.gallery.view.headers.grid is None


def test_the_menu_follows_the_view_that_is_shown(desk: Desk) -> None:
    whole = desk.session.filter
    trigger(desk, "group_day")
    desk.session.show(whole.having("star"))
    desk.settle()
    assert checked(desk, "group_nothing")
    desk.session.show(whole)
    desk.settle()
    assert checked(desk, "group_day")


def test_names_and_the_other_way_round_are_in_the_menus(desk: Desk) -> None:
    trigger(desk, "names")
    assert not checked(desk, "names")
    assert not desk.window.gallery.view.grid.has_caption
    desk.select(0)
    trigger(desk, "invert")
    assert desk.session.selection.count == 3


def test_scrubbing_is_a_preference_that_is_kept(desk: Desk) -> None:
    assert checked(desk, "scrub")
    trigger(desk, "scrub")
    assert not desk.window.gallery.view.scrub.enabled
    assert not settings.load().scrub


# -- other programs -----------------------------------------------------------------------------------


def original(desk: Desk, row: int) -> str:
    return str(desk.library.paths.file(desk.cards()[row].location or ""))


def test_the_usual_program_opens_the_originals(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True)
    desk.select(0, 1)
    trigger(desk, "open_file")
    assert opened == [original(desk, 0), original(desk, 1)]


def test_a_file_that_no_program_opens_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    desk.select(0)
    trigger(desk, "open_file")
    assert "No program opens this file" in desk.window.notice.text()


def test_a_chosen_program_is_kept_and_named(desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    started: list[tuple[str, list[str]]] = []
    monkeypatch.setattr(QProcess, "startDetached", lambda program, given: started.append((program, given)) or (True, 1))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given: (str(tmp_path / "krita"), ""))
    desk.select(1)
    assert not desk.window.actions_.by_id["open_with_other"].isVisible()
    trigger(desk, "open_with")
    assert started == [(str(tmp_path / "krita"), [original(desk, 1)])]
    assert desk.window.actions_.by_id["open_with"].text() == "Open with krita"
    assert settings.load().open_with == str(tmp_path / "krita")
    trigger(desk, "open_with")
    assert len(started) == 2


def test_a_program_that_does_not_start_is_told(desk: Desk) -> None:
    desk.window.settings.open_with = str(desk.library.folder / "no-such-program")
    desk.select(0)
    trigger(desk, "open_with")
    assert "no-such-program did not start" in desk.window.notice.text()


def test_a_missing_original_is_told_and_nothing_is_opened(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: pytest.fail("it is not there"))
    Path(original(desk, 0)).unlink()
    desk.select(0)
    trigger(desk, "open_file")
    assert "not where it was" in desk.window.notice.text()


def test_more_than_a_screen_of_windows_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outgoing, "OPEN_AT_MOST", 2)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: pytest.fail("too many"))
    desk.select(0, 1, 3)
    trigger(desk, "open_file")
    assert "More than 2 items" in desk.window.notice.text()


def test_a_file_manager_that_answers_is_enough_and_else_the_folder_is_opened(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True)
    monkeypatch.setattr("sys.platform", "linux")
    desk.select(0)
    monkeypatch.setattr(outgoing, "asked_by_bus", lambda path: str(path) == original(desk, 0))
    trigger(desk, "show_in_folder")
    assert opened == []
    monkeypatch.setattr(outgoing, "asked_by_bus", lambda _path: False)
    trigger(desk, "show_in_folder")
    assert opened == [str(Path(original(desk, 0)).parent)]


def test_what_was_handed_out_is_gone_at_the_next_start(desk: Desk, qtbot: QtBot) -> None:
    left = desk.library.paths.cache / "outgoing" / "abc" / "dune.png"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"x")
    outgoing.Outgoing(desk.window)
    qtbot.waitUntil(lambda: not left.exists(), timeout=10_000)


def test_what_was_copied_can_be_pasted_after_the_window_was_closed(desk: Desk) -> None:
    desk.select(2)
    name = desk.cards()[2].name
    trigger(desk, "copy_file")
    desk.window.close()
    (url,) = QGuiApplication.clipboard().mimeData().urls()
    assert Path(url.toLocalFile()).name == f"{name}.png"
    assert Path(url.toLocalFile()).exists()
    assert type(QGuiApplication.clipboard().mimeData()) is QMimeData
