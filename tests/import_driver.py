"""An import that dies at a chosen point, for crash tests: `python -m tests.import_driver LIB SOURCE POINT:N [IMPORT [BATCH]]`.

It says a line on stdout for each file that is done. POINT is `copy`, `record`, `rename`, `rows` or `commit`, and the
process kills itself just before the Nth of them; `never:0` imports everything. Decoding happens in this process.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from app.library.importing import Import, Report, Target, copying, pipeline, recover, settling
from app.library.importing import commit as committing
from app.library.library import Library
from app.media.work import Examined, examine
from db import Store, generations, imports


def run_here(function: Callable[..., Any], *args: Any) -> Future[Any]:
    """A finished future: the work of a worker without another process."""
    done: Future[Any] = Future()
    try:
        done.set_result(function(*args))
    except Exception as error:  # as a worker's error comes: by the future
        done.set_exception(error)
    return done


def examine_here(path: str, thumbnail: str, sidecars: tuple[str, ...] = ()) -> Future[Examined]:
    """Looking into a file without another process."""
    return run_here(examine, path, thumbnail, sidecars)


def _dying(function: Callable[..., Any], left: list[int]) -> Callable[..., Any]:
    def counted(*args: Any, **named: Any) -> Any:
        left[0] -= 1
        if left[0] == 0:
            sys.stdout.flush()
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*args, **named)

    return counted


def _arm(point: str, number: int) -> None:
    holders: dict[str, tuple[Any, str]] = {
        "copy": (copying, "copy_hashed"),
        "record": (imports, "record"),
        "rename": (Path, "rename"),
        "rows": (generations, "create"),
        "commit": (pipeline, "commit"),
        "blocks": (imports, "keep_blocks"),
        "sync": (committing, "_sync_folder"),
        "end": (Store, "end_step"),
        "finish": (imports, "finish"),
    }
    if point in holders:
        holder, name = holders[point]
        setattr(holder, name, _dying(getattr(holder, name), [number]))


def main(library_folder: str, source: str, death: str, import_id: str | None = None, batch: str | None = None) -> int:
    """The import is done, or this process is dead."""
    point, _colon, number = death.partition(":")
    library = Library.open(Path(library_folder))
    recover(library)
    settling.FRESH_S = settling.STILL_S = 0.0  # the files were written just now, and are whole
    _arm(point, int(number))

    def tick(report: Report) -> bool:
        sys.stdout.write(f"{report.done}\n")
        sys.stdout.flush()
        return True

    Import(library, [Path(source)], Target(training_batch=batch), examine_here, tick=tick, import_id=import_id or None).run()
    library.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
