"""`import FOLDER --watch`: what is there comes in, then what is put there, until Ctrl+C."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.cli import watching
from app.library import gallery
from app.library.watching import add, looking
from db import Filter
from tests.app.cli.conftest import Cli, Inside
from tests.factories import png_bytes

pytestmark = pytest.mark.usefixtures("near")


@pytest.fixture
def coming(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one picture; files settle at once."""
    monkeypatch.setattr(looking, "SETTLE_S", 0.05)
    folder = tmp_path / "coming"
    folder.mkdir()
    (folder / "there.png").write_bytes(png_bytes(number=1))
    return folder


@pytest.fixture
def after_import(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[int], None]], None]:
    """Calls back after each import with how many there were: what a person does meanwhile."""

    def hook(then: Callable[[int], None]) -> None:
        done = 0

        class Watched(watching.Import):  # type: ignore[misc]
            def run(self) -> Any:
                nonlocal done
                report = super().run()
                done += 1
                then(done)
                return report

        monkeypatch.setattr(watching, "Import", Watched)

    return hook


def _ctrl_c() -> None:
    os.kill(os.getpid(), signal.SIGINT)


@pytest.mark.skipif(os.name == "nt", reason="a signal to oneself ends the process there")
def test_what_is_there_and_what_is_put_there_comes_in_until_ctrl_c(
        cli: Cli, inside: Inside, coming: Path, after_import: Callable[[Callable[[int], None]], None]) -> None:
    def meanwhile(imports: int) -> None:
        if imports == 1:
            (coming / "later.png").write_bytes(png_bytes(number=2))
        else:
            _ctrl_c()

    after_import(meanwhile)
    said = cli("import", coming, "--watch", "--json")
    assert said.code == 0
    assert [Path(each["source"]).name for each in said.json["imported"]] == ["there.png", "later.png"]
    assert inside(lambda library: [step.label for step in library.store.history()][:2]) == ["Import 1 item from coming"] * 2


@pytest.mark.skipif(os.name == "nt", reason="a signal to oneself ends the process there")
def test_a_folder_that_the_window_watches_can_be_watched_here_too(
        cli: Cli, inside: Inside, coming: Path, after_import: Callable[[Callable[[int], None]], None]) -> None:
    inside(lambda library: add(library, coming))
    after_import(lambda _imports: _ctrl_c())
    assert cli("import", coming, "--watch").code == 0
    assert inside(lambda library: len(gallery.ids(library, Filter(project_id=library.project_id)))) == 1


def test_only_folders_outside_the_library_are_watched(cli: Cli, folder: Path, coming: Path) -> None:
    for path, reason in ((coming / "there.png", "is no folder"), (folder, "its own folder")):
        said = cli("import", path, "--watch")
        assert said.code == 2
        assert reason in said.err


def test_watching_looks_into_folders_inside(cli: Cli, coming: Path) -> None:
    assert cli("import", coming, "--watch", "--no-recursive").code == 2
