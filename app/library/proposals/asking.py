"""The search for proposals as a task of the queue."""

from __future__ import annotations

from app.library.library import Library
from db import Write, tasks

TASK = "find_proposals"


def enqueue(tx: Write, project_id: str, import_id: str) -> str | None:
    """A search among the items of an import waits; None if one for it was asked for before."""
    return tasks.enqueue(tx, project_id, TASK, {"import_id": import_id}, key=f"{TASK}:{import_id}", priority=-5)


def enqueue_all(library: Library) -> str | None:
    """A search in the whole project waits; None if one does already. Raises: db.ReadOnly."""
    with library.store.write(None) as tx:
        if any(task.project_id == library.project_id and not task.params.get("import_id") for task in tasks.of_type(tx, TASK)):
            return None
        return tasks.enqueue(tx, library.project_id, TASK, {}, priority=5)
