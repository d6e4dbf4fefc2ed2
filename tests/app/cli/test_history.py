"""`undo`, `redo`, `history`, `check`, `schema`, `init`."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.cli.__main__ import main
from app.library.library import Library
from app.library.recent import recent
from tests.app.cli.conftest import Cli, Inside
from tests.factories import add_item

STEP = ["id", "label", "state", "kind", "created_at"]


def test_several_steps_are_undone_and_done_again(cli: Cli, inside: Inside) -> None:
    one = inside(lambda lib: add_item(lib, "one"))
    cli("star", one)
    cli("rename", one, "two")
    said = cli("undo", 2, "--json")
    assert said.code == 0
    assert [list(step) for step in said.json] == [STEP, STEP]
    assert [(step["label"], step["state"]) for step in said.json] == [
        ("Rename to “two”", "undone"), ("Star “one”", "undone")]  # fmt: skip
    assert [step["state"] for step in cli("history", "--json").json] == ["undone", "undone", "done"]
    said = cli("redo", 2)
    assert said.code == 0
    assert said.out.splitlines() == ["Done again: Star “one”", "Done again: Rename to “two”"]
    assert cli("list", "--json").json[0]["name"] == "two"


def test_fewer_steps_than_asked_is_in_part(cli: Cli, inside: Inside) -> None:
    inside(add_item)
    said = cli("undo", 5, "--json")
    assert said.code == 1
    assert len(said.json) == 1
    assert "nothing more" in said.err
    assert cli("redo", 1).code == 0
    said = cli("redo")
    assert said.code == 1
    assert cli("undo", 0).code == 2
    assert cli("undo", "x").code == 2


def test_a_history_for_people(cli: Cli, inside: Inside) -> None:
    assert "no steps" in cli("history").err
    inside(lambda lib: add_item(lib, "one"))
    cli("undo")
    said = cli("history", "--limit", 1)
    assert "Add item" in said.out
    assert "undone" in said.out


def test_a_whole_library_has_no_problems(cli: Cli, inside: Inside) -> None:
    inside(add_item)
    assert cli("check", "--json").json == {"problems": []}
    assert "Nothing is wrong" in cli("check", "--deep").out


def test_problems_are_told_with_their_keys(cli: Cli, inside: Inside, folder: Path) -> None:
    one = inside(lambda lib: add_item(lib, "one"))
    found = cli("show", one, "--json").json
    file = folder / "image_uploads" / found["location"]
    file.unlink()
    said = cli("check", "--json")
    assert said.code == 1
    (problem,) = said.json["problems"]
    assert list(problem) == ["kind", "id", "path", "message", "repair"]
    assert (problem["kind"], problem["id"], problem["path"]) == (
        "missing-file", found["variants"][0]["id"], found["location"])  # fmt: skip
    assert "missing-file" in cli("check").out


def test_the_schema_is_the_whole_ddl(cli: Cli) -> None:
    found = cli("schema", "--json").json
    assert list(found) == ["tables", "triggers"]
    tables = {table["name"]: table for table in found["tables"]}
    assert {"users", "projects", "shots", "generations", "generation_variants", "shot_generations", "tasks",
            "credits_ledger"} <= set(tables)  # fmt: skip
    assert tables["shots"]["sql"].startswith("CREATE TABLE shots")
    triggers = {trigger["name"]: trigger for trigger in found["triggers"]}
    assert "trg_handle_variant_primary_switch" in triggers
    assert triggers["trg_handle_variant_primary_switch"]["table"] == "generation_variants"
    text = cli("schema").out
    assert "CREATE TABLE generations" in text
    assert "CREATE TRIGGER trg_handle_variant_primary_switch" in text


def test_one_table_is_told_with_columns_and_keys(cli: Cli) -> None:
    found = cli("schema", "shots", "--json").json
    (table,) = found["tables"]
    assert "position" in [column["name"] for column in table["columns"]]
    assert [key["table"] for key in table["foreign_keys"]] == ["projects"]
    assert {trigger["table"] for trigger in found["triggers"]} == {"shots"}
    assert "project_id → projects(id)" in cli("schema", "shots").out
    said = cli("schema", "nowhere", "--json")
    assert (said.code, said.json["error"]["kind"]) == (2, "not-found")


def test_init_makes_a_library_and_remembers_it(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said = cli("init", "new", "--fps", "23.976", "--json")
    assert said.code == 0
    assert list(said.json) == ["library", "user_id", "project_id"]
    folder = tmp_path / "new"
    assert said.json["library"] == str(folder)
    assert recent()[0] == folder
    library = Library.open(folder)
    with library.store.read() as read:
        rates = read.all("SELECT fps_num, fps_den FROM projects")
    assert (library.user_id, library.project_id) == (said.json["user_id"], said.json["project_id"])
    library.close()
    assert rates == [(24000, 1001)]
    assert {entry.name for entry in folder.iterdir()} >= {
        "dailies.db", "image_uploads", "training-data", "lora_files", "backups"}  # fmt: skip
    assert cli("history", "--library", folder, "--json").json == []


def test_init_leaves_what_is_there_alone(cli: Cli, tmp_path: Path, folder: Path) -> None:
    full = tmp_path / "full"
    full.mkdir()
    (full / "mine.txt").write_text("mine")
    assert cli("init", full, "--json").json["error"]["kind"] == "folder-taken"
    assert cli("init", full).code == 3
    assert cli("init", folder).code == 3
    assert (full / "mine.txt").read_text() == "mine"
    assert [entry.name for entry in full.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(("text", "rate"), [("25", (25, 1)), ("29.97", (30000, 1001)), ("30000/1001", (30000, 1001)),
                                            ("12.5", (25, 2)), ("60", (60, 1))])  # fmt: skip
def test_frame_rates(tmp_path: Path, text: str, rate: tuple[int, int], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(tmp_path / "lib"), "--fps", text]) == 0
    assert "library" in capsys.readouterr().out
    library = Library.open(tmp_path / "lib")
    with library.store.read() as read:
        assert read.all("SELECT fps_num, fps_den FROM projects") == [rate]
    library.close()


@pytest.mark.parametrize("text", ["0", "-1", "x", "24/0", "1e3", "99999", "", "24.0.1"])
def test_what_is_no_frame_rate(cli: Cli, tmp_path: Path, text: str) -> None:
    assert cli("init", tmp_path / "lib", f"--fps={text}").code == 2
    assert not (tmp_path / "lib").exists()
