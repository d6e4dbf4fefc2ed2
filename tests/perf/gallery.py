"""Goal 5: the gallery of a million opens.

First page: CPU of the GUI thread from asking for another order of the gallery to its first picture, against bare SQL for
200 numbers and a repaint of what stands there. All ids: CPU, against SQLite walking the same index. Cards: wall time of
single reads while another thread writes as an import does, batch after batch; the 95th of a hundred, best of six passes.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.library import gallery as reads
from app.library.library import Library
from db import SORTS, Changes, Filter, driver, parsed, written
from tests.perf.figures import Figure, at_most, medians, percentile, taken
from tests.perf.library import NARROW_FROM, big_library, copy_of
from tests.perf.window import window_on
from tests.perf.writing import Writer

ROUNDS = 9
PAGE = 200
READS, PASSES = 100, 6
COLUMNS_MS = 5_000  # a million items, on a background thread
ASKED = ("star", "-star", "type:video", "rating:>=3", "unplaced", "-unplaced", "variants:>1", "unseen", "tool:comfyui",
         "label:red", "date:2024", "size:>5mb", "duration:<5s", "aspect:16:9", "tag:any", "based", "parts:any", "seed:42",
         "missing", "recent", "rejected", "type:video star size:>5mb sort:-duration")
PACE_S = 0.25  # from batch to batch of 25 files: as fast as two cores can make thumbnails
_WHERE = "project_id = ? AND trashed_at IS NULL AND location IS NOT NULL AND is_child = 0 AND rejected = 0"
_IDS = f"SELECT seq FROM generations INDEXED BY gallery_project WHERE {_WHERE} ORDER BY created_at"


def _bare(library: Library) -> Any:
    connection = driver.connect(library.paths.database.as_uri() + "?mode=ro", uri=True)
    connection.execute("PRAGMA cache_size = -65536")
    return connection


def first_page(folder: Path) -> Figure:
    """Newest and oldest first in turn, so that each time other cards have to be read."""
    with window_on(folder) as window:
        page, session = window.page, window.session
        bare, project = _bare(session.library), session.library.project_id
        newest = Filter(project_id=project)
        orders: Iterator[Filter] = iter(
            replace(newest, descending=turn % 2 == 1) for turn in range(2 * ROUNDS + 2))
        port = page.view.viewport()

        def ours() -> float:
            wanted = next(orders)
            page.model.hear(Changes(everything=True))  # what is known of cards is forgotten
            window.settle()
            spent = window.gui_ms(lambda: session.show(wanted), port.repaint)
            window.settle()
            return spent

        def peer() -> float:
            down = "" if not session.filter.descending else " DESC"
            return window.gui_ms(
                lambda: bare.execute(f"{_IDS}{down}, seq{down} LIMIT 200", (project,)).fetchall(), port.repaint)

        ours(), ours()  # both ends have been seen once: their pictures are in memory
        mine, limit = medians(ROUNDS, ours, peer)
        bare.close()
    return Figure("5", "first page", "ms CPU", mine, limit, "bare LIMIT 200 + repaint", 2.0)


def all_ids(folder: Path) -> Figure:
    """The whole column."""
    library = Library.open(folder, read_only=True)
    bare = _bare(library)
    wanted = Filter(project_id=library.project_id)
    floor = f"SELECT sum(seq) FROM ({_IDS} DESC, seq DESC)"
    ours, peer = medians(
        ROUNDS, lambda: taken(lambda: reads.ids(library, wanted)),
        lambda: taken(lambda: bare.execute(floor, (library.project_id,)).fetchall()))
    bare.close()
    library.close()
    return Figure("5", "all ids", "ms CPU", ours, peer, "sum(seq) over the same index", 2.0)


@contextmanager
def _importing(library: Library) -> Iterator[None]:
    """Another thread writes batches of an import meanwhile."""
    stop = threading.Event()
    writer = Writer(library)

    def work() -> None:
        while not stop.wait(PACE_S):
            writer.batch()

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
        writer.end()


def cards(folder: Path) -> Figure:
    """Reading the cards of neighbours at random places."""
    with copy_of(folder) as copied:
        library = Library.open(copied)
        ids = reads.ids(library, Filter(project_id=library.project_id)).tolist()
        chance, spent = random.Random(3), []
        with _importing(library):
            for _ in range(READS * PASSES):
                start = chance.randrange(len(ids) - PAGE)
                spent.append(taken(lambda at=start: reads.cards(library, ids[at : at + PAGE]), time.perf_counter))
                time.sleep(0.01)
        library.close()
    passes = [percentile(spent[at : at + READS], 0.95) for at in range(0, READS * PASSES, READS)]
    return at_most("5", "200 cards while importing, p95", "ms", min(passes), 2.0)


def changes(folder: Path, rounds: int) -> Iterator[Figure]:
    """Another filter or order, until its numbers are there: CPU, the middle of some. The first line reads the columns."""
    library = Library.open(folder, read_only=True)
    plain = Filter(project_id=library.project_id)
    like = reads.ids_of(library, reads.first_ids(library, plain, 1))[0]

    def spent(wanted: Filter) -> float:
        return taken(lambda: reads.ids(library, wanted))

    yield at_most("5", "columns, the first time", "ms CPU", spent(replace(plain, sort="size")), COLUMNS_MS)
    yield at_most("5", "names, the first time", "ms CPU", spent(replace(plain, sort="name")), COLUMNS_MS)
    yield at_most("5", "hashes, the first time", "ms CPU", spent(replace(plain, sort="similar", like=like)), COLUMNS_MS)
    asked = [*(replace(plain, sort=sort, like=like) for sort in SORTS), replace(plain, descending=False), *map(
        lambda text: parsed(text, plain), ASKED)]
    for wanted in asked:
        middle = medians(rounds, lambda wanted=wanted: spent(wanted))[0]  # type: ignore[misc]
        yield at_most("5", written(replace(wanted, like=None)) or "all", "ms CPU", middle, 300)
    library.close()


def gallery(rows: int) -> list[Figure]:
    """Goal 5."""
    folder = big_library(rows)
    return [first_page(folder), all_ids(folder), cards(folder), *changes(folder, ROUNDS if rows < NARROW_FROM else 3)]


