"""What is said of an import that is over."""

from __future__ import annotations

from app.ui.kit.text import counted, tr
from db import Task


def ended(task: Task) -> tuple[str, bool] | None:
    """The words of the toast and whether it offers Undo; None: there is nothing to say."""
    result = task.result_data
    n, placed = int(result.get("imported", 0)), int(result.get("placed", 0))
    origin = str(task.params.get("target", {}).get("origin", ""))  # the watched folder it came from
    if task.status == "Cancelled":
        return (counted(n, "Import cancelled. 1 file is in.", "Import cancelled. {n} files are in.") if n else
                tr("Import cancelled. Nothing was copied."), n > 0)
    if n:
        return (counted(n, "Imported 1 file from {folder}", "Imported {n} files from {folder}", folder=origin) if origin else
                counted(n, "Imported 1 file", "Imported {n} files"), True)
    if placed:
        return counted(placed, "It was in the library already, and is in the shot now.",
                       "{n} items were in the library already, and are in the shot now."), True
    return None if origin else _nothing_came(task)  # what a watched folder has twice is no news


def refused(task: Task) -> int:
    """How many files did not come in and were not there either."""
    return int(task.result_data.get("failed", 0)) + int(task.result_data.get("skipped", 0))


def _nothing_came(task: Task) -> tuple[str, bool] | None:
    if task.result_data.get("duplicates"):
        return tr("Everything is in the library already. Nothing was copied."), False
    return None if refused(task) else (tr("No files were found there. Nothing was copied."), False)
