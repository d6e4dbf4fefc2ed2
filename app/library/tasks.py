"""Work that takes time, put into the queue. `app.jobs` does it; views hear of it by the news."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from app.library.importing.scan import Target
from app.library.library import Library
from db import ImportItem, Task, imports, tasks


def enqueue_import(library: Library, sources: Sequence[Path], target: Target) -> str:
    """These files and folders wait to be imported; the task's id, which is the import's too. Raises: db.ReadOnly."""
    with library.store.write(None) as tx:
        task_id = tasks.enqueue(tx, library.project_id, "import",
                                {"sources": [str(s) for s in sources], "target": target.as_json()}, priority=10)
    assert task_id is not None
    return task_id


def enqueue_filmstrip(library: Library, sha256: str, location: str) -> None:
    """The filmstrip of a clip waits to be made, unless it does already. Not in a read-only library."""
    if not library.read_only:
        with library.store.write(None) as tx:
            tasks.enqueue(tx, library.project_id, "filmstrip", {"sha256": sha256, "location": location},
                          key=f"filmstrip:{sha256}")


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
        tasks.cancel(tx, task_id)


def retry(library: Library, task_id: str) -> None:
    """A failed or cancelled task waits again. Raises: db.ReadOnly."""
    with library.store.write(None) as tx:
        tasks.retry(tx, task_id)


def import_report(library: Library, import_id: str) -> list[ImportItem]:
    """What became of each file of an import."""
    with library.store.read() as read:
        return imports.report(read, import_id)


def import_counts(library: Library, import_id: str) -> Counter[str]:
    """How many files of an import are `imported`, `duplicate`, `skipped` or `failed`, whether it ended or not."""
    return Counter(item.state for item in import_report(library, import_id))


def import_is_ending(library: Library, import_id: str) -> bool:
    """Whether an import still commits what it had begun (after a cancel it does so for a moment)."""
    with library.store.read() as read:
        return any(import_id == running for running, _step in imports.unfinished(read))


def import_problems(library: Library, import_id: str, limit: int) -> tuple[int, list[ImportItem]]:
    """How many files of an import did not come in, and the first of them with their reasons."""
    with library.store.read() as read:
        return imports.problems(read, import_id, limit)
