"""A minute of scrolling through the whole library while an import of 2,000 files runs: the longest stop of the GUI thread.

Wall time of each turn of the event loop with its scroll step; plain, then grouped by day, half of the time each.
"""

from __future__ import annotations

import itertools
import tempfile
import time
from pathlib import Path

from app.jobs.runner import Runner
from app.library import tasks
from app.library.importing import Target
from tests.perf.figures import Figure, at_most, percentile
from tests.perf.library import big_library, copy_of
from tests.perf.media import film_still, jpeg_bytes
from tests.perf.window import Window, window_on

FILES = 2_000
SECONDS = 60.0
STEP_PX = 60
JUMP_EVERY = 240  # steps: then somewhere else, as by the scroll bar
FRAME_S = 1 / 60


def _written(folder: Path, files: int) -> None:
    for number in range(files):
        (folder / f"take_{number:05d}.jpg").write_bytes(jpeg_bytes(film_still((640, 426), number), 85))


def _scrolled(window: Window, seconds: float) -> list[float]:
    """The milliseconds of each turn."""
    view, app = window.page.view, window.app
    end, due, spent = time.perf_counter() + seconds, time.perf_counter(), []
    for step in itertools.count():
        if (start := time.perf_counter()) >= end:
            break
        far = step % JUMP_EVERY == JUMP_EVERY - 1
        view.scroll_by(view.grid.height // 17 if far else STEP_PX)
        if view.scroller.top >= view.scroller.last:
            view.scroll_by(-view.scroller.last)
        app.processEvents()
        spent.append((time.perf_counter() - start) * 1000)
        due += FRAME_S
        while (left := due - time.perf_counter()) > 0:
            time.sleep(min(left, 0.002))
            turn = time.perf_counter()
            app.processEvents()
            spent.append((time.perf_counter() - turn) * 1000)
        due = max(due, time.perf_counter())
    return spent


def heartbeat(rows: int, files: int = FILES, seconds: float = SECONDS) -> list[Figure]:
    """The longest stop, and the 99th of a hundred."""
    found: list[Figure] = []
    with copy_of(big_library(rows)) as folder, tempfile.TemporaryDirectory() as sources:
        _written(Path(sources), files)
        with window_on(folder, read_only=False) as window:
            library = window.session.library
            tasks.enqueue_import(library, [Path(sources)], Target())
            runner = Runner(library)
            runner.start()
            for by, name in (("", "while importing"), ("day", "grouped, while importing")):
                window.page.group_by(by)
                spent = _scrolled(window, seconds / 2)
                found.append(at_most("8", f"longest GUI stop {name}", "ms", max(spent), 50.0))
                found.append(at_most("8", f"p99 of steps {name}", "ms", percentile(spent, 0.99), 16.0))
            runner.stop()
    return found
