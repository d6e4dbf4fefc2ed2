"""After a crash: files of an import that have no row yet are taken away, and the import can go on."""

from __future__ import annotations

from app.library.library import Library
from db import imports, tasks


def recover(library: Library) -> None:
    """No stray file of an interrupted import is left; its step is whole.

    Only files that the import itself wrote down before it moved them are removed; their originals are untouched. An
    import that is a task goes on when the task runs again; one of the command line ends with what is in.
    """
    if library.read_only:
        return
    for leftover in library.paths.staging.glob("*"):
        leftover.unlink(missing_ok=True)
    with library.store.read() as read:
        unfinished = imports.unfinished(read)
        goes_on = {task.id for task in tasks.of_type(read, "import")}
    for import_id, step_id in unfinished:
        take_back(library, import_id)
        with library.store.write(None) as tx:
            imports.forget_found(tx, import_id)
        if import_id not in goes_on:
            _end(library, import_id, step_id)


def end_stopped(library: Library, import_id: str) -> None:
    """An import that nobody works on ends with what is in, if it is still open. Undo: its step is whole."""
    with library.store.read() as read:
        run = imports.one(read, import_id)
    if run is not None and run.status == "running":
        _end(library, import_id, run.step_id)


def _end(library: Library, import_id: str, step_id: int | None) -> None:
    with library.store.read() as read:
        number = imports.counts(read, import_id)["imported"]
    if step_id is not None:
        library.store.end_step(step_id, f"Import {number:,} item{'' if number == 1 else 's'}")
    with library.store.write(None) as tx:
        imports.finish(tx, import_id, cancelled=True)


def take_back(library: Library, import_id: str) -> None:
    """Files that the import moved to their places and that got no row are gone again.

    What has its row stays, whatever happened after the commit: the rows decide, not the caller. Undo: not undoable.
    """
    with library.store.read() as read:
        strays = imports.found_without_row(read, import_id)
    for paths in strays:
        for path in paths:
            if path:
                library.paths.imported(path).unlink(missing_ok=True)
