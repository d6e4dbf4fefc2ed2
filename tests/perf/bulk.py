"""Starring every item of the library and undoing it: no part of it may hold the library long.

Wall time between two calls of `progress`, which is at least how long a part held the library; the 95th of a hundred.
"""

from __future__ import annotations

import sys
import time

from app.library import editing, gallery
from app.library.library import Library
from db import Filter, driver
from tests.perf.figures import Figure, at_most, percentile
from tests.perf.library import big_library, copy_of

LOCK_MS = 50.0


class _Parts:
    """A progress callback that notes how long each part took."""

    def __init__(self) -> None:
        self.started = self._last = time.perf_counter()
        self.spent_ms: list[float] = []

    def __call__(self, done: int, total: int) -> bool:
        moment = time.perf_counter()
        self.spent_ms.append((moment - self._last) * 1000)
        self._last = moment
        return True

    @property
    def whole_s(self) -> float:
        return time.perf_counter() - self.started


def _bare(path: str, project: str) -> float:
    """Seconds of one UPDATE without triggers: what the file itself costs."""
    connection = driver.connect(path)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "cache_size = -65536"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')
    start = time.perf_counter()
    connection.execute("UPDATE generations SET starred = 1 WHERE starred = 0 AND project_id = ?", (project,))
    spent = time.perf_counter() - start
    connection.close()
    return spent


def bulk(rows: int) -> list[Figure]:
    """Star all, undo, redo."""
    folder = big_library(rows)
    figures = []
    with copy_of(folder) as copied:
        library = Library.open(copied)
        chosen = gallery.ids(library, Filter(project_id=library.project_id))
        star, undo = _Parts(), _Parts()
        changed = editing.set_starred(library, chosen, True, star)
        star_s = star.whole_s
        undo = _Parts()
        library.store.undo(undo)
        undo_s = undo.whole_s
        left = gallery.count(library, Filter(project_id=library.project_id, starred=True))
        size = library.paths.database.stat().st_size
        project, path = library.project_id, str(library.paths.database)
        library.close()
        bare_s = _bare(path, project)
    if left >= len(chosen) // 2:
        raise RuntimeError(f"{left:,} items are starred after the undo")
    sys.stderr.write(f"star all: {changed:,} rows in {star_s:.1f} s ({changed / star_s:,.0f}/s), longest part"
                     f" {max(star.spent_ms):.0f} ms; undo {undo_s:.1f} s, longest part {max(undo.spent_ms):.0f} ms;"
                     f" file {size / 1e6:,.0f} MB; one bare UPDATE {bare_s:.1f} s\n")
    for name, parts in (("star all", star), ("undo of star all", undo)):
        figures.append(at_most("bulk", f"{name}, lock p95", "ms", percentile(parts.spent_ms, 0.95), LOCK_MS))
    return figures
