"""Thumbnails in memory: asked for while painting, decoded beside it, told when they are there."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path, PurePosixPath

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage, QImageReader

MAX_BYTES = 256 * 1024 * 1024
WORKERS = 2
STARTED = "started"


class ThumbnailCache(QObject):
    """Pictures of a folder by their location (POSIX text), the least recently used dropped past `max_bytes`.

    Everything here is called on the GUI thread. Requests are answered newest first, since those are on the
    screen now; `wanted` forgets the ones that scrolled away. `stop` before the program ends.
    """

    ready = Signal(object)
    """The set of locations that were decoded or turned out unreadable since the last time."""
    _arrived = Signal()

    def __init__(self, folder: Path, max_bytes: int = MAX_BYTES, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._max_bytes = max_bytes
        self._bytes = 0
        self._images: OrderedDict[str, QImage] = OrderedDict()
        self._unreadable: set[str] = set()
        self._under_way: set[str] = set()
        # Shared with the workers: each operation used on them is a single atomic one, so no lock is needed.
        self._waiting: OrderedDict[str, str | None] = OrderedDict()
        self._decoded: deque[tuple[str, QImage | None]] = deque()
        self._pool: ThreadPoolExecutor | None = ThreadPoolExecutor(WORKERS, thread_name_prefix="thumbnails")
        self._arrived.connect(self._collect, Qt.ConnectionType.QueuedConnection)

    def get(self, location: str) -> QImage | None:
        """The picture if it is in memory; otherwise None, and `ready` names it once it is decoded."""
        image = self._images.get(location)
        if image is not None:
            self._images.move_to_end(location)
            return image
        if location and location not in self._unreadable:
            self._request(location)
        return None

    def failed(self, location: str) -> bool:
        """Whether the file is missing or cannot be read; `forget` makes it be tried again."""
        return location in self._unreadable

    def wanted(self, locations: Iterable[str]) -> None:
        """Requests for anything else that did not start yet are forgotten."""
        keep = set(locations)
        for location in list(self._waiting):
            if location not in keep and self._waiting.pop(location, STARTED) is None:
                self._under_way.discard(location)

    def forget(self, locations: Iterable[str]) -> None:
        """These files have changed: what is known of them is dropped, the next `get` reads them again."""
        for location in locations:
            self._unreadable.discard(location)
            image = self._images.pop(location, None)
            if image is not None:
                self._bytes -= image.sizeInBytes()

    def held_bytes(self) -> int:
        """How much memory the pictures take now."""
        return self._bytes

    def stop(self) -> None:
        """No request is worked on any more and no thread is left; later calls answer from memory."""
        pool, self._pool = self._pool, None
        self._waiting.clear()
        self._under_way.clear()
        if pool is not None:
            pool.shutdown(wait=True, cancel_futures=True)
        self._decoded.clear()

    def _request(self, location: str) -> None:
        if self._pool is None:
            return
        if location in self._under_way:
            # Asked for again: it is on the screen, so it comes first; a KeyError says it has been started.
            with suppress(KeyError):
                self._waiting.move_to_end(location)
            return
        self._under_way.add(location)
        self._waiting[location] = None
        self._pool.submit(self._work)

    def _work(self) -> None:
        """In a worker: decodes the newest request. There are at least as many calls as requests."""
        try:
            location, _ = self._waiting.popitem()
        except KeyError:
            return
        self._decoded.append((location, read_picture(self._folder, location)))
        self._arrived.emit()

    def _collect(self) -> None:
        names: set[str] = set()
        while self._decoded:
            location, image = self._decoded.popleft()
            self._under_way.discard(location)
            names.add(location)
            if image is None:
                self._unreadable.add(location)
            else:
                self._keep(location, image)
        if names:
            self.ready.emit(names)

    def _keep(self, location: str, image: QImage) -> None:
        self.forget([location])
        self._images[location] = image
        self._bytes += image.sizeInBytes()
        while self._bytes > self._max_bytes and len(self._images) > 1:
            _, oldest = self._images.popitem(last=False)
            self._bytes -= oldest.sizeInBytes()


def read_picture(folder: Path, location: str) -> QImage | None:
    """The picture, upright, in a format that paints fast; None when missing, unreadable, outside `folder`."""
    inner = PurePosixPath(location)
    if inner.is_absolute() or ".." in inner.parts:
        return None
    # QImageReader, not QImage.fromData: that holds the interpreter's lock while it decodes (measured 125 ms).
    reader = QImageReader(str(folder / location))
    reader.setAutoTransform(True)
    reader.setDecideFormatFromContent(True)
    image = reader.read()
    if image.isNull():
        return None
    alpha = image.hasAlphaChannel()
    wanted = QImage.Format.Format_ARGB32_Premultiplied if alpha else QImage.Format.Format_RGB32
    return image if image.format() == wanted else image.convertToFormat(wanted)
