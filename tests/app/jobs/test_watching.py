"""A watched folder and the queue together: from a file that appears to an item in the library."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest

from app.jobs.runner import Runner
from app.library import gallery
from app.library import tasks as queue
from app.library.library import Library
from app.library.watching import Watchers, add, all_folders, looking, watchers
from app.library.watching.hearing import hear
from db import Filter
from tests import media_factory

PATIENCE_S = 60


@pytest.mark.slow
def test_a_file_that_is_put_into_the_folder_is_an_item_once(
        library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the real news of the system, the real queue and decoder processes."""
    monkeypatch.setattr(looking, "SETTLE_S", 0.1)
    monkeypatch.setattr(watchers, "REST", 0)
    moved = threading.Condition()

    def wake(_changes: object = None) -> None:
        with moved:
            moved.notify_all()

    def until_brought(files: int, tasks: int) -> None:
        def done() -> bool:
            imports = [task for task in queue.newest(library) if task.task_type == "import"]
            return all_folders(library)[0].brought == files and len(imports) == tasks and not queue.unfinished(library)

        with moved:
            assert moved.wait_for(done, timeout=PATIENCE_S)

    renders = tmp_path / "renders"
    renders.mkdir()
    library.store.listen(wake)
    runner, watching = Runner(library), Watchers(library, hear)
    runner.start()
    watching.start()
    try:
        add(library, renders)
        media_factory.make_png(renders / "a.png")
        until_brought(1, 1)
        assert library.store.history()[0].label == "Import 1 item from renders"
        (renders / "a.png").rename(renders / "renamed.png")
        shutil.copy(renders / "renamed.png", renders / "copy.png")  # the import finds that it is the same
        until_brought(1, 2)
    finally:
        watching.stop()
        runner.stop()
    assert gallery.count(library, Filter(project_id=library.project_id)) == 1
