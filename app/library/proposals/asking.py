"""The search for proposals as a task of the queue."""

from __future__ import annotations

from app.library.library import Library
from db import Task, Write, proposals, tasks

TASK = "find_proposals"


def enqueue(tx: Write, library: Library, import_id: str) -> str | None:
    """A search among the items of an import waits, in the project it went to; None if one for it was asked for before."""
    project_id = proposals.project_of_import(tx, import_id) or library.project_id
    return tasks.enqueue(tx, project_id, TASK, {"import_id": import_id}, key=f"{TASK}:{import_id}", priority=-5)


def enqueue_all(library: Library) -> str:
    """A search in the whole project waits; its task's id, which is that of the one before if it is not done yet.

    Raises: db.ReadOnly.
    """
    with library.store.write(None) as tx:
        for task in tasks.of_type(tx, TASK):
            if task.project_id == library.project_id and not task.params.get("import_id"):
                return task.id
        made = tasks.enqueue(tx, library.project_id, TASK, {}, priority=5)
    assert made is not None  # it has no key that could be there already
    return made


def search(library: Library, task_id: str) -> Task | None:
    """How a search stands: `result_data["found"]` says how many are new once its status is Complete."""
    with library.store.read() as read:
        return tasks.one(read, task_id)
