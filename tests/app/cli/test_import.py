"""`import`: the report, the targets, the exit codes."""

from __future__ import annotations

import errno
import shutil
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.cli.import_ import interruptible
from app.library import shots
from app.library.importing import copying
from app.library.library import Library
from db import projects
from tests.app.cli.conftest import Cli, Inside, Said
from tests.factories import add_item, add_shot, names, png_bytes

TakesBack = Callable[..., Said]
pytestmark = pytest.mark.usefixtures("near")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A folder with three pictures and one more in a folder inside."""
    folder = tmp_path / "coming"
    (folder / "inner").mkdir(parents=True)
    for number in range(3):
        (folder / f"take_{number}.png").write_bytes(png_bytes(number=number))
    (folder / "inner" / "deep.png").write_bytes(png_bytes(number=99))
    return folder


def test_the_report_has_the_keys_of_the_contract(cli: Cli, source: Path) -> None:
    (source / "list.txt").write_text("milk")
    (source / "torn.png").write_bytes(png_bytes()[:40])
    shutil.copy(source / "take_0.png", source / "z_twin.png")
    said = cli("import", source, "--json")
    assert said.code == 1  # something failed
    report = said.json
    assert list(report) == ["imported", "duplicates", "skipped", "failed"]
    assert [list(each) for each in report["imported"]] == [["source", "generation_id", "variant_id", "location"]] * 4
    assert [list(each) for each in report["duplicates"]] == [["source", "generation_id"]]
    assert [list(each) for each in (*report["skipped"], *report["failed"])] == [["source", "reason"]] * 2
    by_source = {Path(each["source"]).name: each for each in report["imported"]}
    assert report["duplicates"][0]["generation_id"] == by_source["take_0.png"]["generation_id"]
    assert "text file" in report["skipped"][0]["reason"]
    listed = {card["id"]: card for card in cli("list", "--json").json}
    for each in report["imported"]:
        assert listed[each["generation_id"]]["location"] == each["location"]
    assert all(Path(card["thumbnail_url"]).suffix == ".jpg" for card in listed.values())
    assert cli("check", "--deep", "--json").json == {"problems": []}


def test_an_import_is_one_step(takes_back: TakesBack, source: Path) -> None:
    assert "Import 4 items" in takes_back("import", source).err


def test_a_second_import_brings_only_duplicates(cli: Cli, source: Path) -> None:
    cli("import", source)
    said = cli("import", source, "--json")
    assert said.code == 0
    assert (len(said.json["imported"]), len(said.json["duplicates"])) == (0, 4)


def test_folders_inside_are_left_out_when_asked(cli: Cli, source: Path) -> None:
    assert len(cli("import", source, "--no-recursive", "--json").json["imported"]) == 3


def test_what_is_skipped_is_no_failure(cli: Cli, tmp_path: Path) -> None:
    text = tmp_path / "list.txt"
    text.write_text("milk")
    said = cli("import", text)
    assert said.code == 0
    assert "1 skipped" in said.out
    assert "list.txt" in said.err


def test_a_path_that_is_not_there_is_a_failure(cli: Cli, source: Path) -> None:
    said = cli("import", source, source / "nowhere.png", "--json")
    assert said.code == 1
    assert [Path(each["source"]).name for each in said.json["failed"]] == ["nowhere.png"]
    assert len(said.json["imported"]) == 4


def test_into_a_shot_as_variants_and_as_parts(takes_back: TakesBack, cli: Cli, inside: Inside, source: Path) -> None:
    item = inside(lambda lib: add_item(lib, "there"))
    shot = inside(lambda lib: add_shot(lib, "Opening"))
    takes_back("import", source / "take_0.png", "--shot", "Opening")
    assert inside(lambda lib: shots.one(lib, shot)).unpositioned == 1
    takes_back("import", source / "take_1.png", "--variant-of", item)
    takes_back("import", source / "take_2.png", "--part-of", item[:30])
    found = cli("show", item, "--json").json
    assert (len(found["variants"]), len(found["parts"])) == (2, 1)
    assert cli("import", source, "--shot", shot, "--part-of", item).code == 2
    assert cli("import", source, "--shot", "Nowhere").code == 2


def test_into_another_project(cli: Cli, inside: Inside, source: Path) -> None:
    def other(library: Library) -> str:
        with library.store.write("Project") as tx:
            return projects.create(tx, library.user_id, "Salt Road")

    inside(other)
    assert cli("import", source, "--project", "Salt Road").code == 0
    assert cli("list", "--json").json == []
    assert len(cli("list", "--project", "Salt Road", "--json").json) == 4
    assert cli("import", source, "--project", "Nowhere").code == 2


def test_a_full_disk_is_the_world_and_what_is_in_can_be_undone(
    cli: Cli, inside: Inside, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    coming = tmp_path / "many"
    coming.mkdir()
    for number in range(40):
        (coming / f"take_{number}.png").write_bytes(png_bytes(number=number))
    copy, count = copying.copy_hashed, 0

    def filling(*args: Any, **more: Any) -> Any:
        nonlocal count
        count += 1
        if count > 36:
            raise OSError(errno.ENOSPC, "No space left on device")
        return copy(*args, **more)

    monkeypatch.setattr(copying, "copy_hashed", filling)
    said = cli("import", coming, "--json")
    assert said.code == 4
    assert said.json["error"]["kind"] == "world"
    assert "disk is full" in said.json["error"]["message"]
    there = len(inside(names))
    assert 28 <= there <= 36
    assert cli("history", "--json").json[0]["label"] == f"Import {there} items"
    assert cli("undo").code == 0
    assert inside(names) == []


def test_ctrl_c_ends_the_import_between_two_files(
    cli: Cli, inside: Inside, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy, before = copying.copy_hashed, signal.getsignal(signal.SIGINT)
    for number in range(100, 180):  # more than are on their way at once
        (source / f"take_{number}.png").write_bytes(png_bytes(number=number))

    def interrupted(path: Path, *args: Any, **more: Any) -> Any:
        if path.name == "take_140.png":
            signal.raise_signal(signal.SIGINT)
        return copy(path, *args, **more)

    monkeypatch.setattr(copying, "copy_hashed", interrupted)
    said = cli("import", source)
    assert said.code == 1
    assert "Stopped" in said.err
    assert 0 < len(inside(names)) < 84
    assert signal.getsignal(signal.SIGINT) is before
    assert cli("check").code == 0


def test_outside_the_main_thread_there_is_no_ctrl_c() -> None:
    seen: list[bool] = []

    def elsewhere() -> None:
        with interruptible() as stop:
            seen.append(stop.is_set())

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert seen == [False]
