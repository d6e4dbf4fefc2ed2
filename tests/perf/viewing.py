"""The viewer: from the key to the next picture painted, sharp, when it was read ahead; and what opening one cold takes.

Wall time of the GUI thread, medians, of photographs of 24 megapixels in a window of 1440 × 900. A frame of the screen
is the limit.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImageReader
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.library.library import Library
from app.library.pictures import Original
from app.settings import Settings
from app.ui.application import make_application
from app.ui.kit import theme
from app.ui.session import Session
from app.ui.shell.main_window import MainWindow
from app.ui.viewer.page import ViewerPage
from tests import factories
from tests.perf.figures import Figure, at_most, lowest
from tests.perf.media import film_still, jpeg_bytes

SIZE = (6000, 4000)
ITEMS = 8
FRAME_MS = 1000 / 60
WAIT_MS = 30_000


def _library(folder: Path) -> Library:
    library = factories.make_library(folder)
    for number in range(ITEMS):
        item = factories.add_item(library, f"photo_{number}", size=(64, 36))
        location = factories.card(library, item).location or ""
        library.paths.file(location).write_bytes(jpeg_bytes(film_still(SIZE, number), 90))
        with library.store.write(None) as tx:
            tx.execute("UPDATE generation_variants SET width = ?, height = ? WHERE generation_id = ?", (*SIZE, item))
    return library


def _quiet(page: ViewerPage) -> None:
    end = time.perf_counter() + WAIT_MS / 1000
    while page.stock.busy and time.perf_counter() < end:
        QTest.qWait(5)
    if page.stock.busy:
        raise RuntimeError("pictures were not read")


def _to_next(page: ViewerPage) -> float:
    """Milliseconds from the key until the sharp picture is painted."""
    start = time.perf_counter()
    QTest.keyClick(page, Qt.Key.Key_Right)
    if not page.canvas.is_sharp():
        raise RuntimeError("the next picture was not read ahead")
    page.canvas.repaint()
    return (time.perf_counter() - start) * 1000


def _to_cold(page: ViewerPage, original: Original) -> float:
    """Milliseconds until a picture that nobody expected is there whole."""
    page.stock.forget_all()
    start = time.perf_counter()
    page.stock.want([original])
    _quiet(page)
    return (time.perf_counter() - start) * 1000


def _by_reader(original: Original) -> float:
    """Milliseconds of decoding alone."""
    start = time.perf_counter()
    QImageReader(str(original.path)).read()
    return (time.perf_counter() - start) * 1000


def viewing(rows: int) -> list[Figure]:
    """Not among the numbered goals: “Space opens at once, sharp within a frame for what is preloaded”."""
    del rows
    app = QApplication.instance()
    theme.apply(app if isinstance(app, QApplication) else make_application(["perf"]), "dark", reduce_motion=True)
    with tempfile.TemporaryDirectory() as place:
        session = Session(_library(Path(place)))
        window = MainWindow(session, Settings())
        window.resize(1440, 900)
        window.show()
        QTest.qWait(500)
        window.gallery.view.selection.only(0)
        window.window_actions.viewing.open()
        page = window.window_actions.viewing.page
        if page is None:
            raise RuntimeError("the viewer did not open")
        _quiet(page)
        times = []
        for _ in range(ITEMS - 1):
            times.append(_to_next(page))
            _quiet(page)
        original = page.showing.original
        if original is None:
            raise RuntimeError("nothing is looked at")
        ours, peer = lowest(3, lambda: _to_cold(page, original), lambda: _by_reader(original))
        window.close()
        session.close()
    return [
        at_most("view", "key to sharp neighbour, 24 MP", "ms", statistics.median(times), FRAME_MS),
        at_most("view", "the same, slowest", "ms", max(times), 3 * FRAME_MS),
        Figure("view", "24 MP nobody expected, whole", "ms", ours, peer, "QImageReader alone", 2.5),
    ]
