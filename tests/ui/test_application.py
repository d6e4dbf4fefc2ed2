"""Which library the program opens, and what it says when it cannot."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from app.library import projects, recent
from app.library.library import Library
from app.ui.application import Program
from tests import factories

pytestmark = pytest.mark.slow
PATIENCE_S = 60


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the program says before there is a window."""
    found: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: found.append(f"{box.text()} {box.informativeText()}"))
    return found


@pytest.fixture
def program(qtbot: QtBot, said: list[str]) -> Iterator[Program]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    made = Program(app)
    yield made
    made.close()


def library_in(folder: Path, name: str = "library") -> Path:
    made = factories.make_library(folder, name=name, items=3)
    made.close()
    return made.folder


def test_a_library_opens_and_is_remembered(program: Program, tmp_path: Path) -> None:
    folder = library_in(tmp_path)
    assert program.open(folder)
    assert program.window is not None
    assert program.window.isVisible()
    assert recent.recent()[0] == folder


def test_a_mistyped_folder_makes_nothing_and_is_told(program: Program, said: list[str], tmp_path: Path) -> None:
    assert not program.open(tmp_path / "typo")
    assert not (tmp_path / "typo").exists()
    assert said
    assert said[0].startswith("There is no library here.")


def test_a_new_library_is_made_where_it_is_asked_for(program: Program, tmp_path: Path) -> None:
    assert program.open(tmp_path / "new", create=True)
    assert (tmp_path / "new" / "dailies.db").is_file()


def test_a_folder_that_cannot_be_opened_leaves_the_open_library_as_it_is(program: Program, tmp_path: Path) -> None:
    assert program.open(library_in(tmp_path))
    before = program.session
    assert not program.open(tmp_path / "typo")
    assert program.session is before
    assert program.window is not None
    assert "no library" in program.window.notice.text()


def test_asking_for_the_library_that_is_open_changes_nothing(program: Program, tmp_path: Path) -> None:
    folder = library_in(tmp_path)
    assert program.open(folder)
    assert program.window is not None
    before = program.window
    before.library_requested.emit(str(folder), False)
    assert program.window is before
    assert not before.session.library.read_only


def test_a_file_that_is_damaged_further_in_is_told_and_nothing_stays_half_open(
    program: Program, said: list[str], tmp_path: Path
) -> None:
    folder = library_in(tmp_path)
    size = (folder / "dailies.db").stat().st_size
    with (folder / "dailies.db").open("r+b") as file:
        for page in range(1, size // 4096):
            if page not in (1, 2):
                file.seek(4096 * page)
                file.write(b"\xa5" * 4096)
    assert not program.open(folder)
    assert said
    assert "damaged" in said[0]
    assert program.session is None
    assert program.window is None


def test_a_library_whose_folder_is_gone_refuses_to_change_and_says_so(program: Program, tmp_path: Path) -> None:
    folder = library_in(tmp_path)
    assert program.open(folder)
    assert program.window is not None
    shutil.move(folder, tmp_path / "elsewhere")
    program.window.gallery.view.selection.only(0)
    program.window.commands.new_shot()
    assert "no longer there" in program.window.notice.text()
    program.close()  # says no more and does not fail either
    Library.open(tmp_path / "elsewhere").close()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_a_program_that_is_ended_from_outside_closes_as_by_hand(home: Path, tmp_path: Path) -> None:
    folder = library_in(tmp_path)
    started = subprocess.Popen([sys.executable, "-m", "app", "--library", str(folder)], stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + PATIENCE_S
    while folder not in recent.recent() and started.poll() is None and time.monotonic() < deadline:
        threading.Event().wait(0.05)
    started.terminate()
    _out, errors = started.communicate(timeout=PATIENCE_S)
    assert "Traceback" not in errors
    assert started.returncode == 0
    library = Library.open(folder)  # its lock is free again
    assert projects.window_state(library)
    library.close()
