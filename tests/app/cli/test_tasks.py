"""`tasks` and `cost`: the queue and the ledger from the command line; reports of earlier imports."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.library import tasks as queue
from app.library.importing import Target
from app.library.library import Library
from db import tasks
from tests.app.cli.conftest import Cli, Inside
from tests.factories import add_item, names, png_bytes

pytestmark = pytest.mark.usefixtures("near")


def failed_task(library: Library, source: Path) -> str:
    task_id = queue.enqueue_import(library, [source], Target())
    with library.store.write(None) as tx:
        tasks.claim(tx)
        tasks.fail(tx, task_id, "The disk was gone.")
    return task_id


def test_the_queue_is_told_and_a_failed_task_can_be_tried_again(cli: Cli, inside: Inside, tmp_path: Path) -> None:
    file = tmp_path / "take.png"
    file.write_bytes(png_bytes())
    task_id = inside(lambda library: failed_task(library, file))
    (told,) = cli("tasks", "--json").json
    assert (told["id"], told["state"], told["error_message"]) == (task_id, "failed", "The disk was gone.")
    assert "The disk was gone." in cli("tasks").out
    said = cli("tasks", "--retry", task_id[:34], "--json")
    assert said.json[0]["state"] == "queued"
    assert cli("tasks", "--pause", task_id, "--json").json[0]["state"] == "paused"
    assert cli("tasks", "--run", "--json").json[0]["state"] == "paused"
    assert inside(names) == []
    cli("tasks", "--resume", task_id)
    assert cli("tasks", "--run", "--all", "--json").json[0]["state"] == "done"
    assert inside(names) == ["take"]
    assert "Nothing waits" in cli("tasks").out
    assert cli("tasks", "--retry", "ffffffff").code == 2


def test_a_cancelled_task_is_told_as_such(cli: Cli, inside: Inside, tmp_path: Path) -> None:
    task_id = inside(lambda library: queue.enqueue_import(library, [tmp_path], Target()))
    assert cli("tasks", "--cancel", task_id, "--json").json[0]["state"] == "cancelled"


def test_what_an_item_cost_is_summed_by_month_and_project(cli: Cli, inside: Inside) -> None:
    item = inside(lambda library: add_item(library, "dune"))
    assert "Nothing was spent" in cli("cost").out
    cli("cost", item, "1.25", "--note", "two tries")
    (summed,) = cli("cost", item, "0.5", "--json").json
    assert (summed["project"], summed["amount"], summed["credits"], summed["entries"]) == ("My film", 1750, "1.75", 2)
    assert cli("cost", item, "-0.5", "--json").json[0]["credits"] == "1.25"
    assert cli("cost", item, "--json").json == {"id": item, "credits": "1.25"}
    assert "1.25" in cli("cost").out
    assert cli("cost", item, "much").code == 1
    assert cli("cost", item, "0").code == 1


def test_the_report_of_an_earlier_import_can_be_read_and_what_failed_tried_again(
    cli: Cli, inside: Inside, tmp_path: Path
) -> None:
    source = tmp_path / "coming"
    source.mkdir()
    (source / "take.png").write_bytes(png_bytes())
    (source / "torn.png").write_bytes(png_bytes(number=2)[:40])
    (source / "list.txt").write_text("milk")
    first = cli("import", source, "--json").json
    assert cli("import", "--report", "last", "--json").json == first
    assert "1 imported, 1 skipped, 1 failed" in cli("import", "--report", "last").out
    (source / "torn.png").write_bytes(png_bytes(number=2))
    again = cli("import", "--again", "last", "--json")
    assert again.code == 0
    assert [Path(each["source"]).name for each in again.json["imported"]] == ["torn.png"]
    assert len(inside(names)) == 2
    assert cli("import").code == 2
    assert cli("import", source, "--again", "last").code == 2
