"""`lora …`, `training …` and `import --training`: from files to a folder that a trainer reads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests import media_factory as media
from tests.app.cli.conftest import Cli
from tests.model_factory import KOHYA, make_model


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to import from; files are looked into in this process."""
    from tests.import_driver import examine_here

    class Pool:
        examine = staticmethod(examine_here)

        def close(self) -> None:
            """Nothing to stop."""

    monkeypatch.setattr("app.jobs.pool.DecoderPool", Pool)
    coming = tmp_path / "coming"
    coming.mkdir()
    return coming


def test_a_lora_is_imported_listed_shown_renamed_and_exported(cli: Cli, source: Path, tmp_path: Path) -> None:
    make_model(source / "grain.safetensors", KOHYA)
    said = cli("--json", "import", source)
    assert said.code == 0
    assert said.json["imported"][0]["location"].startswith("lora_files/")
    (listed,) = cli("--json", "lora", "list").json
    assert (listed["type"], listed["metadata"]["base_model"], listed["used_in"]) == ("lora", "SDXL", [])
    assert "grain" in cli("lora", "list").out
    said = cli("--json", "lora", "rename", listed["id"][:6], "Film grain")
    assert said.json["metadata"]["name"] == "Film grain"
    assert cli("--json", "lora", "note", "Film grain", "0.6").json["metadata"]["note"] == "0.6"
    assert cli("lora", "show", "Film grain").out.startswith("Film grain")
    said = cli("--json", "lora", "export", "Film grain", tmp_path / "out")
    assert said.json == {"written": [str(tmp_path / "out" / "grain.safetensors")]}
    assert cli("undo", "2").code == 0
    assert cli("--json", "lora", "show", "grain").json["metadata"].get("note") is None


def test_a_lora_goes_to_trash_and_comes_back(cli: Cli, source: Path) -> None:
    make_model(source / "grain.safetensors")
    cli("import", source)
    model_id = cli("--json", "lora", "list").json[0]["id"]
    assert cli("--json", "lora", "trash", "grain").json == {"changed": [model_id]}
    assert cli("--json", "lora", "list").json == []
    assert [m["id"] for m in cli("--json", "lora", "list", "--trash").json] == [model_id]
    assert cli("--json", "lora", "trash", "grain").json == {"changed": []}
    assert cli("--json", "lora", "restore", model_id).json == {"changed": [model_id]}


def test_a_model_that_is_not_there_is_a_usage_error(cli: Cli) -> None:
    said = cli("--json", "lora", "show", "nothing")
    assert said.code == 2
    assert said.json["error"]["kind"] == "not-found"


def test_training_data_from_import_to_export(cli: Cli, source: Path, tmp_path: Path) -> None:
    media.make_mp4(source / "tide.mp4")
    assert cli("import", source, "--training", "Waves").code == 0
    (batch,) = cli("--json", "training", "list").json
    assert (batch["name"], batch["items"]) == ("Waves", 1)
    (tide,) = cli("--json", "training", "list", "Waves").json
    assert cli("--json", "list").json == []  # no gallery item
    assert cli("--json", "training", "caption", tide["id"][:8], "the tide").json["caption"] == "the tide"
    shown = cli("--json", "training", "segment", "add", tide["id"], "--start", 0, "--end", 100, "--caption", "in").json
    (segment,) = shown["segments"]
    assert (segment["start_time"], segment["end_time"], segment["description"]) == (0, 100, "in")
    shown = cli("--json", "training", "segment", "set", segment["id"], "--end", 200).json
    assert [(s["end_time"], s["description"]) for s in shown["segments"]] == [(200, "in")]
    assert cli("training", "show", tide["id"]).out.startswith("tide.mp4")
    said = cli("--json", "training", "export", "Waves", tmp_path / "out")
    assert {Path(path).name for path in said.json["written"]} == {"tide.mp4", "tide.txt", "dataset.json"}
    told = json.loads((tmp_path / "out" / "Waves" / "dataset.json").read_text(encoding="utf-8"))
    assert told["items"][0]["segments"] == [{"start_ms": 0, "end_ms": 200, "caption": "in"}]
    assert cli("--json", "training", "segment", "delete", segment["id"]).json["segments"] == []
    assert cli("undo").code == 0
    assert len(cli("--json", "training", "show", tide["id"]).json["segments"]) == 1


def test_segments_outside_of_the_clip_are_refused(cli: Cli, source: Path) -> None:
    media.make_mp4(source / "tide.mp4")
    cli("import", source, "--training", "Waves")
    (tide,) = cli("--json", "training", "list", "Waves").json
    said = cli("--json", "training", "segment", "add", tide["id"], "--start", 0, "--end", 999_999)
    assert said.code == 2
    assert said.json["error"]["kind"] == "refused"


def test_batches_are_made_renamed_trashed_and_restored(cli: Cli) -> None:
    batch = cli("--json", "training", "new", "Dunes").json
    assert cli("--json", "training", "rename", "Dunes", "Deserts").json["name"] == "Deserts"
    assert cli("--json", "training", "trash", "--batch", "Deserts").json == {"changed": [batch["id"]]}
    assert cli("--json", "training", "list").json == []
    assert cli("--json", "training", "restore", "--batch", batch["id"]).json == {"changed": [batch["id"]]}
    assert [b["name"] for b in cli("--json", "training", "list").json] == ["Deserts"]
    assert cli("training", "trash").code == 2


def test_a_training_import_needs_a_name_and_no_other_target(cli: Cli, source: Path) -> None:
    assert cli("import", source, "--training", " ").code == 2
    assert cli("import", source, "--training", "A", "--shot", "B").code == 2
