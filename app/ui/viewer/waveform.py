"""How loud the sound is along its time: computed beside the window, kept in the cache, painted behind the scrub line."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPolygonF

from app.media.limits import UnreadableMedia
from app.media.playing.film import Film
from app.media.playing.peaks import kept_peaks, peaks


class _Given(Exception):
    """Another file is wanted by now."""


class Waveform(QObject):
    """`levels` of the file that was asked for last: numbers from 0 to 255 along its time, empty until they are there."""

    changed = Signal()
    _arrived = Signal(object, bytes)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.levels = b""
        self._wanted: Film | None = None
        self._pool: ThreadPoolExecutor | None = None
        self._arrived.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def load(self, film: Film | None, cache: Path | None, sha256: str | None) -> None:
        """The levels of this file come; None: there are none. The cache is used where file and folder are known."""
        if film is self._wanted:
            return
        self._wanted, self.levels = film, b""
        self.changed.emit()
        if film is None:
            return
        if self._pool is None:
            self._pool = ThreadPoolExecutor(1, thread_name_prefix="waveform")
        self._pool.submit(self._work, film, cache, sha256)

    def stop(self) -> None:
        """No thread is left; a later `load` begins anew."""
        pool, self._pool, self._wanted = self._pool, None, None
        if pool is not None:
            pool.shutdown(wait=True, cancel_futures=True)

    def _work(self, film: Film, cache: Path | None, sha256: str | None) -> None:
        def watch() -> None:
            if self._wanted is not film:
                raise _Given

        try:
            watch()
            levels = kept_peaks(film, cache, sha256, watch) if cache is not None and sha256 else peaks(film, watch)
        except (_Given, UnreadableMedia, OSError):
            return  # what is wrong with the file is told by who plays it
        self._arrived.emit(film, levels)

    def _take(self, film: Film, levels: bytes) -> None:
        if film is self._wanted:
            self.levels = levels
            self.changed.emit()


def paint(painter: QPainter, levels: bytes, area: QRectF, colour: QColor) -> None:
    """The levels as a shape around the middle of `area`, as wide as that; a quiet sound is drawn higher than it is."""
    if not levels or area.width() < 2:
        return
    columns = min(len(levels), int(area.width()))
    loudest = max(max(levels), 24)
    middle, half = area.center().y(), area.height() / 2
    heights = []
    for column in range(columns):
        first = column * len(levels) // columns
        last = max(first + 1, (column + 1) * len(levels) // columns)
        heights.append(max(levels[first:last]) / loudest * half)
    step = area.width() / columns
    upper = [QPointF(area.left() + (place + 0.5) * step, middle - height) for place, height in enumerate(heights)]
    lower = [QPointF(area.left() + (place + 0.5) * step, middle + height) for place, height in enumerate(heights)]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF([*upper, *reversed(lower)]))
