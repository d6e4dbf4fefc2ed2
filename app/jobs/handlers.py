"""Which function does which kind of task. A handler gets the library, the task and a report; what it gives is kept
as the task's result."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.jobs.pool import DecoderPool
from app.jobs.report import Interrupted, TaskReport
from app.jobs.training import make_pictures
from app.library import proposals
from app.library.importing import Import, Report, Target, stops
from app.library.importing.names import as_path
from app.library.library import Library
from db import Task

Handler = Callable[[Library, Task, TaskReport, DecoderPool], dict[str, Any]]


def run_import(library: Library, task: Task, report: TaskReport, pool: DecoderPool) -> dict[str, Any]:
    """Files and folders come into the library (params: sources, target, again). Interrupted, it goes on where it was."""
    stops.look_again(task.result_data, library.folder)

    def tick(so_far: Report) -> bool:
        go_on = report(so_far.done, so_far.total, _told(so_far))
        if report.stopping or report.paused:
            raise Interrupted
        return go_on

    sources = [as_path(source) for source in task.params["sources"]]
    done = Import(library, sources, Target(**task.params.get("target", {})), pool.examine, tick=tick, import_id=task.id,
                  project_id=task.project_id, again=task.params.get("again")).run()
    if done.counts["imported"]:
        with library.store.write(None) as tx:
            proposals.enqueue(tx, library, task.id)
    return _told(done)


def _told(report: Report) -> dict[str, Any]:
    counts = report.counts
    return {"done": report.done, "total": report.total, "bytes": report.bytes_done, "current": report.current,
            "imported": counts["imported"], "duplicates": counts["duplicate"], "skipped": counts["skipped"],
            "failed": counts["failed"], "placed": report.placed, "cancelled": report.cancelled}


def make_filmstrip(library: Library, task: Task, report: TaskReport, pool: DecoderPool) -> dict[str, Any]:
    """The filmstrip of a clip stands in the cache (params: sha256, location)."""
    from app.media.work import strip

    del report
    target = library.paths.strip(task.params["sha256"])
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        pool.run(strip, str(library.paths.file(task.params["location"])), str(target)).result()
    return {}


def make_preview(library: Library, task: Task, report: TaskReport, pool: DecoderPool) -> dict[str, Any]:
    """The larger picture of a file stands in the cache (params: sha256, location)."""
    from app.media.work import preview

    del report
    target = library.paths.preview(task.params["sha256"])
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        pool.run(preview, str(library.paths.file(task.params["location"])), str(target)).result()
    return {}


def find_proposals(library: Library, task: Task, report: TaskReport, pool: DecoderPool) -> dict[str, Any]:
    """What belongs together is proposed (params: import_id; without one, in the whole project). Interrupted, it starts again."""

    def go_on(done: int, total: int) -> bool:
        on = report(done, total)
        if report.stopping or report.paused:
            raise Interrupted
        return on

    return {"found": proposals.find(library, task.project_id, task.params.get("import_id"), go_on, pool.run)}


HANDLERS: dict[str, Handler] = {"import": run_import, "filmstrip": make_filmstrip, "training_pictures": make_pictures,
                                "preview": make_preview, "find_proposals": find_proposals}
