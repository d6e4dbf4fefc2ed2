"""Work that takes time, put into the queue. `app.jobs` does it; views hear of it by the news."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from app.library.importing.names import as_text
from app.library.importing.recover import end_stopped
from app.library.importing.scan import Target
from app.library.library import Library
from db import ImportItem, ImportRun, NotFound, Task, imports, tasks


def enqueue_import(library: Library, sources: Sequence[Path], target: Target) -> str:
    """These files and folders wait to be imported; the task's id, which is the import's too. Raises: db.ReadOnly."""
    with library.store.write(None) as tx:
        task_id = tasks.enqueue(tx, library.project_id, "import",
                                {"sources": [as_text(s) for s in sources], "target": target.as_json()}, priority=10)
    assert task_id is not None
    return task_id


def enqueue_again(library: Library, import_id: str) -> str:
    """What failed in an import waits to be tried again, to the same place; the task's id. Raises: db.ReadOnly, db.NotFound."""
    with library.store.write(None) as tx:
        run = imports.one(tx, import_id)
        if run is None:
            raise NotFound("This import is not known any more. Nothing was changed.")
        target = {key: value for key, value in run.target.items() if key not in ("roots", "again")}
        task_id = tasks.enqueue(tx, run.project_id, "import", {"sources": [], "target": target, "again": import_id}, priority=10)
    assert task_id is not None
    return task_id


def enqueue_filmstrip(library: Library, sha256: str, location: str) -> None:
    """The filmstrip of a clip waits to be made, unless it does already. Not in a read-only library."""
    if not library.read_only:
        with library.store.write(None) as tx:
            tasks.enqueue_derived(tx, library.project_id, "filmstrip", {"sha256": sha256, "location": location},
                                  f"filmstrip:{sha256}")


def enqueue_preview(library: Library, sha256: str, location: str) -> None:
    """The larger picture of a file that the window cannot read itself waits to be made. Not in a read-only library."""
    if not library.read_only:
        with library.store.write(None) as tx:
            tasks.enqueue_derived(tx, library.project_id, "preview", {"sha256": sha256, "location": location},
                                  f"preview:{sha256}")


def enqueue_training_pictures(library: Library, sha256: str, location: str, clip: bool) -> None:
    """The poster of a training file, and the filmstrip of a clip, wait to be made. Not in a read-only library."""
    if not library.read_only:
        with library.store.write(None) as tx:
            tasks.enqueue(tx, library.project_id, "training_pictures", {"sha256": sha256, "location": location, "clip": clip})


def newest(library: Library, limit: int = 50) -> list[Task]:
    """Tasks in progress, then waiting, then the rest by time."""
    with library.store.read() as read:
        return tasks.newest(read, limit)


def unfinished(library: Library) -> int:
    """How many tasks wait or run."""
    with library.store.read() as read:
        return tasks.unfinished(read)


def cancel(library: Library, task_id: str) -> None:
    """The task stops; what it did so far stays. Raises: db.ReadOnly."""
    with library.store.write(None) as tx:
        before = tasks.one(tx, task_id)
        tasks.cancel(tx, task_id)
    if before is not None and before.status == "Queued" and before.task_type == "import":
        end_stopped(library, task_id)  # it was paused or waited in the middle: nobody else ends it


def pause(library: Library, task_id: str) -> None:
    """The task stops where it is, also over restarts, until `resume`. Raises: db.ReadOnly."""
    with library.store.write(None) as tx:
        tasks.pause(tx, task_id)


def resume(library: Library, task_id: str) -> None:
    """A task that was paused, or that waits for its next try, goes on at once. Raises: db.ReadOnly."""
    with library.store.write(None) as tx:
        tasks.resume(tx, task_id)


def retry(library: Library, task_id: str) -> None:
    """A failed or cancelled task waits again. An import that was undone since is made anew: the lists of the old one would
    leave out what came in then. Raises: db.ReadOnly."""
    with library.store.write(None) as tx:
        task = tasks.one(tx, task_id)
        if task is not None and task.status in ("Failed", "Cancelled") and imports.has_lost(tx, task_id):
            tasks.enqueue(tx, task.project_id, task.task_type, task.params, priority=10)
        else:
            tasks.retry(tx, task_id)


def state(task: Task) -> str:
    """What a person calls it: running, paused, waiting, queued, failed, done, cancelled."""
    if task.status == "Queued":
        return "paused" if task.paused else "waiting" if task.not_before is not None else "queued"
    return {"In Progress": "running", "Complete": "done"}.get(task.status, task.status.lower())


def can_run(library: Library) -> bool:
    """Whether a task runs, or could run now."""
    with library.store.read() as read:
        return tasks.waiting(read) or tasks.running(read)


def import_report(library: Library, import_id: str) -> list[ImportItem]:
    """What became of each file of an import, all at once."""
    with library.store.read() as read:
        return imports.report(read, import_id)


def import_lines(library: Library, import_id: str, states: Sequence[str], after: int = 0,
                 limit: int = 500) -> list[tuple[int, ImportItem]]:
    """(number, file) of the next files in these lists of an import; the number is what `after` takes."""
    with library.store.read() as read:
        return imports.items(read, import_id, states, after=after, limit=limit)


def import_runs(library: Library, limit: int = 100) -> list[ImportRun]:
    """The last imports, the newest first: of the window and of the command line."""
    with library.store.read() as read:
        return imports.newest(read, limit)


def import_counts(library: Library, import_id: str) -> Counter[str]:
    """How many files of an import are `imported`, `duplicate`, `skipped` or `failed`, whether it ended or not."""
    with library.store.read() as read:
        return imports.counts(read, import_id)


def import_is_ending(library: Library, import_id: str) -> bool:
    """Whether an import still commits what it had begun (after a cancel it does so for a moment)."""
    with library.store.read() as read:
        return any(import_id == running for running, _step in imports.unfinished(read))


def import_problems(library: Library, import_id: str, limit: int) -> tuple[int, list[ImportItem]]:
    """How many files of an import did not come in, and the first of them with their reasons."""
    with library.store.read() as read:
        return imports.problems(read, import_id, limit)
