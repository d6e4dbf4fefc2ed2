"""run.py: what it decides, without installing anything."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import run

ROOT = Path(run.__file__).parent


def test_the_demo_library_lies_in_the_users_data_folder(home: Path) -> None:
    assert run.demo_folder().is_relative_to(home)
    assert run.demo_folder().name == "demo"


def test_the_environment_is_installed_again_when_the_project_file_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pyproject.toml").write_text("one")
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "STAMP", tmp_path / "stamp")
    assert not run.stamped()
    run.STAMP.write_text(run.fingerprint())
    assert run.stamped()
    (tmp_path / "pyproject.toml").write_text("two")
    assert not run.stamped()


def test_missing_libraries_are_told_by_their_packages() -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("system libraries are looked for on Linux only")
    assert run.missing_libraries({"libnowhere.so.9": "libnowhere9", "libc.so.6": "libc6"}) == ["libnowhere9"]
    assert "apt-get install -y --no-install-recommends libnowhere9" in run.explain(["libnowhere9"])


def test_someone_who_may_not_install_gets_the_line_to_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "missing_venv_package", list)
    monkeypatch.setattr(run, "missing_libraries", lambda wanted: ["libgl1"])
    monkeypatch.setattr(run, "install_packages", lambda packages: False)
    with pytest.raises(run.SetupError, match=r"apt-get install .* libgl1"):
        run.provide_system(need_screen=False)


def test_tests_do_not_ask_for_the_libraries_of_a_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "missing_venv_package", list)
    monkeypatch.setattr(
        run, "missing_libraries", lambda wanted: ["libxcb-cursor0"] if wanted is run.SCREEN_LIBRARIES else []
    )
    monkeypatch.setattr(run, "install_packages", lambda packages: False)
    run.provide_system(need_screen=False)
    with pytest.raises(run.SetupError, match="libxcb-cursor0"):
        run.provide_system(need_screen=True)


def test_a_command_that_fails_shows_its_end(capsys: pytest.CaptureFixture[str]) -> None:
    program = "import sys; sys.stdout.write('no such package'); sys.exit(3)"
    with pytest.raises(run.SetupError, match=r"(?s)no such package.*Installing did not work"):
        run.run_quietly([sys.executable, "-c", program], "Installing")
    assert capsys.readouterr().out == ""


def test_an_old_python_gets_a_sentence_when_there_is_no_newer_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run.sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(run.shutil, "which", lambda name: None)
    with pytest.raises(run.SetupError, match=r"needs Python 3\.11 or newer; this is Python 3\.9"):
        run.require_python([])


def test_an_unfinished_demo_is_made_again(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*arguments: str) -> int:
        Path(arguments[-1]).mkdir()
        (Path(arguments[-1]) / "dailies.db").write_text("half")
        return 1

    def succeed(*arguments: str) -> int:
        Path(arguments[-1]).mkdir()
        (Path(arguments[-1]) / "dailies.db").write_text("whole")
        return 0

    monkeypatch.setattr(run, "start", fail)
    with pytest.raises(run.SetupError, match="could not be made"):
        run.provide_demo()
    monkeypatch.setattr(run, "start", succeed)
    assert (run.provide_demo() / "dailies.db").read_text() == "whole"
    monkeypatch.setattr(run, "start", fail)
    assert (run.provide_demo() / "dailies.db").read_text() == "whole"


def test_an_unknown_command_explains_the_known_ones() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "run.py"), "bogus"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    for word in ("test", "setup", "cli"):
        assert f"run.py {word}" in done.stdout


def test_the_command_line_keeps_the_callers_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    assert run.command_line_env()["PYTHONPATH"].split(os.pathsep) == [str(ROOT), "elsewhere"]
