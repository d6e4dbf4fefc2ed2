"""Which function does which kind of task. A handler gets the library, the task and a report; what it gives is kept
as the task's result."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.errors import UserError
from app.jobs.pool import DecoderPool
from app.jobs.report import Interrupted, TaskReport
from app.library.importing import Import, Report, Target
from app.library.library import Library
from app.media.work import strip
from db import Task, variants

Handler = Callable[[Library, Task, TaskReport, DecoderPool], dict[str, Any]]


def run_import(library: Library, task: Task, report: TaskReport, pool: DecoderPool) -> dict[str, Any]:
    """Files and folders come into the library (params: sources, target). Interrupted, it goes on where it was."""
    sources = [Path(source) for source in task.params["sources"]]

    def tick(so_far: Report) -> bool:
        go_on = report(so_far.done, max(1, so_far.total))
        if report.stopping:
            raise Interrupted
        return go_on

    done = Import(library, sources, Target(**task.params.get("target", {})), pool.examine, tick=tick,
                  import_id=task.id).run()
    return {"import_id": done.import_id, "imported": len(done.imported), "duplicates": len(done.duplicates),
            "skipped": len(done.skipped), "failed": len(done.failed), "cancelled": done.cancelled}


def make_filmstrip(library: Library, task: Task, report: TaskReport, pool: DecoderPool) -> dict[str, Any]:
    """The filmstrip of a clip stands in the cache (params: variant_id)."""
    del report
    with library.store.read() as read:
        variant = variants.one(read, task.params["variant_id"])
    if variant.sha256 is None:
        raise UserError("This clip has no hash, it was not imported by Dailies.")
    target = library.paths.strip(variant.sha256)
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        pool.run(strip, str(library.paths.file(variant.location)), str(target)).result()
    return {"sha256": variant.sha256}


HANDLERS: dict[str, Handler] = {"import": run_import, "filmstrip": make_filmstrip}
