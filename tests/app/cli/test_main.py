"""Options, errors, exit codes, which library, and a few real processes."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.cli import gallery as gallery_verbs
from app.cli.__main__ import main, parser
from app.library.library import Library
from app.library.recent import recent, remember
from db import users
from tests.app.cli.conftest import Cli, Inside
from tests.factories import add_item, png_bytes

ROOT = Path(__file__).resolve().parents[3]


def process(*words: object, **more: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "app.cli", *(str(word) for word in words)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=100, **more)  # type: ignore[call-overload, no-any-return]


@pytest.mark.parametrize("words", [
    ["--json", "shot", "list"], ["shot", "--json", "list"], ["shot", "list", "--json"],
])  # fmt: skip
def test_options_of_every_verb_stand_anywhere(cli: Cli, words: list[str]) -> None:
    assert cli(*words).json == []


def test_the_library_may_be_said_before_or_after_the_verb(
    cli: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DAILIES_LIBRARY")
    assert cli("--library", folder, "list", "--json").json == []
    assert cli("list", "--library", folder, "--json").json == []


def test_without_a_word_it_is_the_library_opened_last(cli: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DAILIES_LIBRARY")
    said = cli("list", "--json")
    assert (said.code, said.json["error"]["kind"]) == (2, "usage")
    cli("list", "--library", folder)
    assert recent() == [folder]
    assert cli("list", "--json").json == []


def test_a_memory_of_a_folder_that_is_gone_is_said(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DAILIES_LIBRARY")
    remember(tmp_path / "gone")
    said = cli("list", "--json")
    assert (said.code, said.json["error"]["kind"]) == (3, "not-a-library")


def test_what_is_no_library(cli: Cli, tmp_path: Path) -> None:
    assert cli("list", "--library", tmp_path).code == 3
    (tmp_path / "dailies.db").write_bytes(b"no database at all" * 100)
    said = cli("list", "--library", tmp_path, "--json")
    assert (said.code, said.json["error"]["kind"]) == (3, "damaged")


def test_a_library_of_a_newer_program(cli: Cli, folder: Path, tmp_path: Path) -> None:
    newer = shutil.copytree(folder, tmp_path / "newer")
    library = Library.open(newer)
    with library.store.write(None) as tx:
        tx.execute("PRAGMA user_version = 99000")
    library.close()
    said = cli("star", "0000", "--library", newer, "--json")
    assert (said.code, said.json["error"]["kind"]) == (3, "too-new")


def test_another_user(cli: Cli, inside: Inside) -> None:
    def second(library: Library) -> None:
        with library.store.write("User") as tx:
            users.create(tx, "grace")

    inside(add_item)
    inside(second)
    assert len(cli("list", "--user", "me", "--json").json) == 1
    assert cli("list", "--user", "nobody", "--json").code == 2
    assert cli("init", "x", "--user", "me").code == 2


def test_an_open_library_can_be_read_but_not_changed(cli: Cli, folder: Path, inside: Inside) -> None:
    one = inside(lambda lib: add_item(lib, "one"))
    library = Library.open(folder)
    try:
        assert [card["id"] for card in cli("list", "--json").json] == [one]
        assert cli("show", one).code == 0
        assert cli("check", "--deep").code == 0
        assert cli("history").code == 0
        for words in (["star", one], ["trash", "--empty"], ["undo"], ["import", folder], ["shot", "new", "x"]):
            said = cli(*words, "--json")
            assert said.code == 3
            assert said.json["error"]["kind"] == "locked"
        said = cli("star", one)
        assert "open in another program" in said.err
        assert said.out == ""
    finally:
        library.close()
    assert cli("star", one).code == 0


def test_a_folder_that_cannot_be_written(cli: Cli, inside: Inside, monkeypatch: pytest.MonkeyPatch) -> None:
    one = inside(add_item)
    access = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and access(path, mode))
    assert cli("list").code == 0
    said = cli("star", one, "--json")
    assert (said.code, said.json["error"]["kind"]) == (4, "no-permission")


@pytest.mark.parametrize("words", [
    [], ["nonsense"], ["show"], ["shot"], ["shot", "nonsense"], ["list", "--limit", "x"], ["star"], ["--library"],
    ["split", "0000"], ["import", "x", "--watch"],
])  # fmt: skip
def test_wrong_usage(cli: Cli, words: list[str]) -> None:
    said = cli(*words, "--json")
    assert said.code == 2
    assert list(said.json["error"]) == ["kind", "message", "hint"]
    assert said.json["error"]["kind"] == "usage"
    said = cli(*words)
    assert said.code == 2
    assert said.out == ""
    assert said.err.startswith("dailies-cli: ")


def test_help_and_version(cli: Cli) -> None:
    assert cli("--help").code == 0
    said = cli("shot", "place", "--help")
    assert said.code == 0
    assert "--frame" in said.out
    assert cli("--version").out.startswith("Dailies ")


def test_every_verb_has_help_without_a_library() -> None:
    text = parser().format_help()
    for verb in ("init", "demo", "import", "list", "show", "star", "unstar", "rename", "trash", "restore", "variant", "part",
                 "shot", "check", "undo", "redo", "history", "schema"):  # fmt: skip
        assert f"    {verb}" in text


def test_a_mistake_of_ours_is_logged_and_said(
    cli: Cli, inside: Inside, monkeypatch: pytest.MonkeyPatch, loglines: list[str]
) -> None:
    def broken(*args: object) -> None:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr(gallery_verbs, "show", broken)
    said = cli("show", inside(add_item), "--json")
    assert said.code == 70
    assert said.json["error"]["kind"] == "bug"
    path = Path(said.json["error"]["message"].partition("written down in ")[2].rstrip("."))
    assert "ZeroDivisionError: oh" in path.read_text(encoding="utf-8")
    assert len(loglines) == 1


def test_a_world_that_refuses(cli: Cli, inside: Inside, monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(*args: object) -> None:
        raise PermissionError(13, "Permission denied", "/somewhere")

    monkeypatch.setattr(gallery_verbs, "show", refusing)
    said = cli("show", inside(add_item), "--json")
    assert (said.code, said.json["error"]["kind"]) == (4, "world")
    assert "/somewhere" in said.json["error"]["message"]


def test_ctrl_c(cli: Cli, inside: Inside, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(gallery_verbs, "show", interrupted)
    assert cli("show", inside(add_item)).code == 128 + signal.SIGINT


def test_texts_that_no_terminal_can_show_come_through_json(cli: Cli, inside: Inside) -> None:
    one = inside(lambda lib: add_item(lib, "ü 日本 \U0001f3ac"))
    assert cli("show", one, "--json").json["name"] == "ü 日本 \U0001f3ac"
    said = process(
        "--library", inside(lambda lib: lib.folder), "list", "--json", env=os.environ | {"PYTHONIOENCODING": "ascii"}
    )
    assert json.loads(said.stdout)[0]["name"] == "ü 日本 \U0001f3ac"
    said = process("--library", inside(lambda lib: lib.folder), "list", env=os.environ | {"PYTHONIOENCODING": "ascii"})
    assert said.returncode == 0


@pytest.mark.slow
def test_real_processes_import_list_and_undo(folder: Path, tmp_path: Path) -> None:
    source = tmp_path / "coming"
    source.mkdir()
    for number in range(4):
        (source / f"take_{number}.png").write_bytes(png_bytes(number=number))
    (source / "torn.png").write_bytes(png_bytes()[:40])
    said = process("--library", folder, "import", source, "--json")
    assert said.returncode == 1
    report = json.loads(said.stdout)
    assert len(report["imported"]) == 4
    assert "torn.png" in said.stderr
    assert "%|" not in said.stderr  # no progress bar without a terminal
    said = process("--library", folder, "list", "take_2", "--json")
    assert [card["name"] for card in json.loads(said.stdout)] == ["take_2"]
    said = process("--library", folder, "undo")
    assert (said.returncode, said.stdout) == (0, "Undone: Import 4 items\n")
    assert process("--library", folder, "check", "--deep").returncode == 0


@pytest.mark.slow
def test_a_reader_that_goes_away_is_no_error(folder: Path, inside: Inside) -> None:
    inside(lambda lib: [add_item(lib, f"item {number}") for number in range(5)])
    command = [sys.executable, "-m", "app.cli", "--library", str(folder), "schema"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as reader:
        assert reader.stdout is not None
        assert reader.stderr is not None
        reader.stdout.close()
        err = reader.stderr.read()
    assert "Traceback" not in err
    assert "mistake" not in err


@pytest.mark.slow
def test_ctrl_c_in_a_real_import_keeps_what_is_in(folder: Path, tmp_path: Path) -> None:
    source = tmp_path / "coming"
    source.mkdir()
    for number in range(400):
        (source / f"take_{number:03}.png").write_bytes(png_bytes(number=number))
    command = [sys.executable, "-m", "app.cli", "--library", str(folder), "import", str(source), "--json"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        while running.poll() is None and not any((folder / "image_uploads").rglob("*.png")):
            pass
        running.send_signal(signal.SIGINT)
        out, _err = running.communicate(timeout=60)
    assert running.returncode == 1
    imported = json.loads(out)["imported"]
    assert 0 < len(imported) < 400
    assert main(["check", "--deep", "--library", str(folder)]) == 0
    assert main(["undo", "--library", str(folder)]) == 0
