"""Which function does which kind of task. A handler gets the library, the task and a report; what it gives is kept
as the task's result."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.jobs.pool import DecoderPool
from app.jobs.report import Interrupted, TaskReport
from app.library import proposals
from app.library.importing import Import, Report, Target
from app.library.library import Library
from db import Task

Handler = Callable[[Library, Task, TaskReport, DecoderPool], dict[str, Any]]


def run_import(library: Library, task: Task, report: TaskReport, pool: DecoderPool) -> dict[str, Any]:
    """Files and folders come into the library (params: sources, target). Interrupted, it goes on where it was."""
    sources = [Path(source) for source in task.params["sources"]]

    def tick(so_far: Report) -> bool:
        go_on = report(so_far.done, so_far.total, {
            "done": so_far.done, "total": so_far.total, "imported": len(so_far.imported), "current": so_far.current})
        if report.stopping:
            raise Interrupted
        return go_on

    done = Import(library, sources, Target(**task.params.get("target", {})), pool.examine, tick=tick,
                  import_id=task.id).run()
    if done.imported:
        with library.store.write(None) as tx:
            proposals.enqueue(tx, library, task.id)
    return {"done": done.done, "total": done.total, "imported": len(done.imported), "duplicates": len(done.duplicates),
            "skipped": len(done.skipped), "failed": len(done.failed), "cancelled": done.cancelled}


def make_filmstrip(library: Library, task: Task, report: TaskReport, pool: DecoderPool) -> dict[str, Any]:
    """The filmstrip of a clip stands in the cache (params: sha256, location)."""
    from app.media.work import strip

    del report
    target = library.paths.strip(task.params["sha256"])
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        pool.run(strip, str(library.paths.file(task.params["location"])), str(target)).result()
    return {}


def find_proposals(library: Library, task: Task, report: TaskReport, pool: DecoderPool) -> dict[str, Any]:
    """What belongs together is proposed (params: import_id; without one, in the whole project). Interrupted, it starts again."""
    del pool

    def go_on(done: int, total: int) -> bool:
        on = report(done, total)
        if report.stopping:
            raise Interrupted
        return on

    return {"found": proposals.find(library, task.project_id, task.params.get("import_id"), go_on)}


HANDLERS: dict[str, Handler] = {"import": run_import, "filmstrip": make_filmstrip,
                                "find_proposals": find_proposals}
