"""Goal 9: sixty thumbnails from a cold disk, asked for as the gallery asks. Wall time (best of the rounds).

The peer reads the same files cold in a loop and decodes them with QImageReader on one thread.
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QEventLoop, QIODevice
from PySide6.QtGui import QImageReader
from PySide6.QtWidgets import QApplication

from app.ui.kit.thumbnail_cache import ThumbnailCache
from tests.perf.figures import Figure, at_most, lowest
from tests.perf.importing import dropped
from tests.perf.media import film_still, jpeg_bytes

TILES = 60
STORED = 600
ROUNDS = 9


def _by_cache(folder: Path, names: list[str]) -> float:
    dropped([folder / name for name in names])
    cache = ThumbnailCache(folder)
    waiting = set(names)
    loop = QEventLoop()

    def arrived(found: set[str]) -> None:
        waiting.difference_update(found)
        if not waiting:
            loop.quit()

    cache.ready.connect(arrived)
    start = time.perf_counter()
    for name in names:
        cache.get(name)
    loop.exec()
    spent = time.perf_counter() - start
    if any(cache.failed(name) for name in names):
        raise RuntimeError("a thumbnail was not read")
    cache.stop()
    return spent * 1000


def _by_loop(folder: Path, names: list[str]) -> float:
    dropped([folder / name for name in names])
    start = time.perf_counter()
    for data in [(folder / name).read_bytes() for name in names]:
        buffer = QBuffer()
        buffer.setData(QByteArray(data))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        QImageReader(buffer).read()
    return (time.perf_counter() - start) * 1000


def tiles(rows: int) -> list[Figure]:
    """Goal 9."""
    del rows
    app = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        pictures = [jpeg_bytes(film_still((320, 213), number), 80) for number in range(TILES)]
        for number in range(STORED):
            (folder / f"thumb_{number:06d}.jpg").write_bytes(pictures[number % TILES])
        os.sync()  # pages that are not on the disk yet are not dropped
        turn = [0]

        def names() -> list[str]:
            turn[0] += 7
            return [f"thumb_{(turn[0] + 10 * number) % STORED:06d}.jpg" for number in range(TILES)]

        ours, peer = lowest(ROUNDS, lambda: _by_cache(folder, names()), lambda: _by_loop(folder, names()))
    del app
    return [
        at_most("9", "60 cold tiles", "ms", ours, 100.0),
        Figure("9", "60 cold tiles", "ms", ours, peer, "cold read + 60 decodes", 1.5),
    ]
