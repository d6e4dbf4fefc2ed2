"""Pictures of training files, made when the page first shows them or when the cache was deleted."""

from __future__ import annotations

from typing import Any

from app.jobs.pool import DecoderPool
from app.jobs.report import TaskReport
from app.library.library import Library
from app.paths import TRAINING
from db import Task


def make_pictures(library: Library, task: Task, report: TaskReport, pool: DecoderPool) -> dict[str, Any]:
    """Poster, and the filmstrip of a clip, stand in the cache (params: sha256, location in the bucket, clip)."""
    from app.media.work import strip

    del report
    file = str(library.paths.in_bucket(TRAINING, task.params["location"]))
    poster, filmstrip = library.paths.training_poster(task.params["sha256"]), library.paths.strip(task.params["sha256"])
    if not poster.exists():
        poster.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        pool.examine(file, str(poster)).result()
    if task.params["clip"] and not filmstrip.exists():
        filmstrip.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        pool.run(strip, file, str(filmstrip)).result()
    return {}
