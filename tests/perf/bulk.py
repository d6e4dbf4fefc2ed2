"""Starring every item of the library and undoing it: no part of it may hold the library long.

Wall time for which each write held the library, as the store itself tells; the 95th of a hundred.
"""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from app.library import editing, gallery
from app.library.library import Library
from db import Filter, driver
from tests.perf.figures import Figure, at_most, percentile
from tests.perf.library import big_library, copy_of

LOCK_MS = 50.0


class _Locks(logging.Handler):
    """Notes how long writes held the library, as the store logs it."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.held_ms: list[float] = []
        self.whole_s = 0.0

    def emit(self, record: logging.LogRecord) -> None:
        if isinstance(record.args, tuple) and isinstance(record.args[-1], float):
            self.held_ms.append(record.args[-1])


@contextmanager
def _locks() -> Iterator[_Locks]:
    """What holds the library within the block, and how long the block took."""
    heard, logger = _Locks(), logging.getLogger("db.store")
    before, start = logger.level, time.perf_counter()
    logger.setLevel(logging.DEBUG)
    logger.addHandler(heard)
    try:
        yield heard
    finally:
        heard.whole_s = time.perf_counter() - start
        logger.removeHandler(heard)
        logger.setLevel(before)


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
        with _locks() as star:
            changed = editing.set_starred(library, chosen, True, lambda done, total: True)
        with _locks() as undo:
            library.store.undo()
        left = gallery.count(library, Filter(project_id=library.project_id).having("star"))
        size = library.paths.database.stat().st_size
        project, path = library.project_id, str(library.paths.database)
        library.close()
        bare_s = _bare(path, project)
    if left >= len(chosen) // 2:
        raise RuntimeError(f"{left:,} items are starred after the undo")
    sys.stderr.write(f"star all: {changed:,} rows in {star.whole_s:.1f} s ({changed / star.whole_s:,.0f}/s), longest lock"
                     f" {max(star.held_ms):.0f} ms; undo {undo.whole_s:.1f} s, longest lock {max(undo.held_ms):.0f} ms;"
                     f" file {size / 1e6:,.0f} MB; one bare UPDATE {bare_s:.1f} s\n")
    for name, locks in (("star all", star), ("undo of star all", undo)):
        figures.append(at_most("bulk", f"{name}, lock p95", "ms", percentile(locks.held_ms, 0.95), LOCK_MS))
    return figures
