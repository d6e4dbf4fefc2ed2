"""Full pictures in memory: the one that is looked at first, then its neighbours, decoded beside the window.

Plain files (JPEG, PNG, WebP, GIF, BMP of up to 64 megapixels) are read by Qt on threads, everything else by processes
that are limited in memory and time, so that a hostile or huge file costs the window nothing.
"""

from __future__ import annotations

import logging
import secrets
import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QColorSpace, QImage

from app.errors import UserError
from app.jobs.pool import DecoderPool
from app.library.pictures import Original
from app.ui.kit.text import tr
from app.ui.kit.thumbnail_cache import read_picture
from app.ui.viewer.preparing import SRGB, halves, prepared, read_plain, read_raster

log = logging.getLogger(__name__)

MAX_BYTES = 512 * 1024 * 1024
THREADS = 2
DECODERS = 2
TIMEOUT_S = 30.0
WATCH_S = 0.2
DRAFT_FROM_PIXELS = 8_000_000  # so large a picture, when it was not expected, is shown at a quarter first
DRAFT_PX = QSize(1600, 1600)


@dataclass(frozen=True)
class Full:
    """What came of reading an original. Without an image, `message` and `hint` say why and what to do.

    `sharp`: it has all the pixels of the original; else `note` says what is shown in its place. `draft`: more comes.
    """

    image: QImage | None
    levels: tuple[QImage, ...] = ()
    sharp: bool = False
    draft: bool = False
    note: str = ""
    message: str = ""
    hint: str = ""
    missing: bool = False

    @property
    def size_bytes(self) -> int:
        """What it takes in memory."""
        return sum(image.sizeInBytes() for image in (self.image, *self.levels) if image is not None)


class FullPictures(QObject):
    """`want` says what is looked at and what may be next; `get` gives what is there. All on the GUI thread."""

    ready = Signal(str)  # location: `get` has something new for it
    _arrived = Signal()

    def __init__(self, scratch: Path, make_pool: Callable[[], DecoderPool] | None = None, max_bytes: int = MAX_BYTES,
                 parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scratch = scratch
        self._make_pool = make_pool or (lambda: DecoderPool(DECODERS, TIMEOUT_S))
        self._max_bytes = max_bytes
        self._colours = SRGB
        self._held: OrderedDict[str, Full] = OrderedDict()
        self._bytes = 0
        self._wanted: list[Original] = []
        self._lock = threading.Lock()
        self._waiting: list[Original] = []  # shared with the threads, as what follows
        self._under_way: set[str] = set()
        self._done: deque[tuple[str, QColorSpace, Full]] = deque()
        self._pool: DecoderPool | None = None
        self._stopped = self._resting = False
        self._threads = {plain: ThreadPoolExecutor(THREADS, thread_name_prefix="pictures") for plain in (True, False)}
        self._arrived.connect(self._collect, Qt.ConnectionType.QueuedConnection)

    # -- for the viewer ----------------------------------------------------------------------------------------------

    def want(self, originals: Sequence[Original]) -> None:
        """These are wanted, the first is looked at; what was wanted before and did not begin is not read any more.

        Neighbours are read ahead as far as all of them fit into memory together.
        """
        self._resting = False
        self._wanted = self._that_fit([original for original in originals if original.kind == "image"])
        for original in reversed(self._wanted):
            if original.location in self._held:
                self._held.move_to_end(original.location)
        with self._lock:
            self._waiting = [each for each in self._wanted
                             if each.location not in self._under_way and self._is_open(each.location)]
            starting = list(self._waiting)
        for original in starting:
            self._start(original.plain)

    def get(self, location: str) -> Full | None:
        """The picture, as far as it is there."""
        return self._held.get(location)

    def set_colours(self, colours: QColorSpace) -> None:
        """Pictures are shown in the colours of this screen."""
        colours = colours if colours.isValid() else SRGB
        if colours != self._colours:
            self._colours = colours
            self.forget_all()

    def forget(self, location: str) -> None:
        """The file may have changed: it is read again when it is wanted again."""
        found = self._held.pop(location, None)
        if found is not None:
            self._bytes -= found.size_bytes

    def forget_all(self) -> None:
        """Nothing is in memory any more."""
        self._held.clear()
        self._bytes = 0

    def held_bytes(self) -> int:
        """What all pictures take in memory."""
        return self._bytes

    @property
    def busy(self) -> bool:
        """Whether something is being read, waits for it, or was not collected yet."""
        with self._lock:
            return bool(self._under_way or self._waiting or self._done)

    def rest(self) -> None:
        """The viewer is closed: nothing is wanted, memory is free, no decoder process runs."""
        self.want([])
        self.forget_all()
        self._resting = True
        self._let_decoders_go()

    def stop(self) -> None:
        """No thread and no process is left; later calls answer from memory."""
        self._stopped = True
        with self._lock:
            self._waiting.clear()
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.close()
        for threads in self._threads.values():
            threads.shutdown(wait=True, cancel_futures=True)

    # -- what is read ------------------------------------------------------------------------------------------------

    def _that_fit(self, originals: list[Original]) -> list[Original]:
        found: list[Original] = []
        room = self._max_bytes
        for original in originals:
            room -= original.width * original.height * 4 * 4 // 3  # with its smaller copies
            if found and room < 0:
                break
            found.append(original)
        return found

    def _is_open(self, location: str) -> bool:
        held = self._held.get(location)
        return held is None or held.draft

    def _start(self, plain: bool) -> None:
        if not self._stopped:
            self._threads[plain].submit(self._work, plain)

    def _next(self, plain: bool) -> tuple[Original, bool] | None:
        """The most wanted of its kind, and whether it is looked at."""
        with self._lock:
            for place, original in enumerate(self._waiting):
                if original.plain == plain and original.location not in self._under_way:
                    del self._waiting[place]
                    self._under_way.add(original.location)
                    return original, bool(self._wanted) and original.location == self._wanted[0].location
        return None

    def _work(self, plain: bool) -> None:  # on a thread
        found = self._next(plain)
        if found is None:
            return
        original, looked_at = found
        colours = self._colours
        try:
            if not original.path.is_file():
                self._give(original, colours, Full(None, missing=True, message=tr("The file is not where it was."), hint=tr(
                    "Its entry and thumbnail are kept. Put the file back, or find it under Missing files.")))
                return
            if looked_at:
                self._give_draft(original, colours)
            full = _read_by_qt(original, colours) if plain else None
            self._give(original, colours, full or self._read_apart(original, colours))
        except OSError as error:
            self._give(original, colours, _refused(error.strerror or str(error)))
        except Exception:
            if not self._stopped:  # the processes were closed under its feet
                log.exception("a picture was not read")
                self._give(original, colours, _refused(tr("Dailies made a mistake, see its log.")))
        finally:
            with self._lock:
                self._under_way.discard(original.location)
            self._emit()

    def _give_draft(self, original: Original, colours: QColorSpace) -> None:
        image: QImage | None = None
        if original.plain and original.width * original.height > DRAFT_FROM_PIXELS:
            image = read_plain(original.path, DRAFT_PX)
        elif original.preview is not None and original.preview.is_file():
            image = read_picture(original.preview.parent, original.preview.name)
        if image is not None:
            self._give(original, colours, Full(prepared(image, colours), draft=True))

    def _read_apart(self, original: Original, colours: QColorSpace) -> Full:
        from app.media.raster import write_raster

        self._scratch.mkdir(parents=True, exist_ok=True, mode=0o700)
        target = self._scratch / f"{secrets.token_hex(8)}.pixels"
        try:
            made = self._answer(self._decoders().run(write_raster, str(original.path), str(target)))
            image = read_raster(target, made.width, made.height, made.alpha)
        except TimeoutError:
            return _refused(tr("It takes too long to read."))
        except UserError as error:
            return _refused(error.message)
        finally:
            target.unlink(missing_ok=True)
        if image is None:
            return _refused(tr("There is not enough memory for it."))
        whole = made.width * made.height >= original.width * original.height
        note = "" if whole else tr("Shown reduced to {width} × {height}", width=f"{made.width}", height=f"{made.height}")
        if made.damaged:
            note = tr("A part of the file cannot be read")
        image = prepared(image, colours)
        return Full(image, halves(image), sharp=whole, note=note)

    def _decoders(self) -> DecoderPool:
        with self._lock:
            if self._stopped:
                raise RuntimeError("the viewer is closed")
            if self._pool is None:
                self._pool = self._make_pool()
            return self._pool

    def _answer(self, future: Future[Any]) -> Any:
        """What the process gives; not waited for any more once the viewer is closed."""
        while not future.done():
            wait([future], timeout=WATCH_S)
            if self._stopped:
                raise RuntimeError("the viewer is closed")
        return future.result()

    def _let_decoders_go(self) -> None:
        """No decoder process is kept while nobody looks; what is being read is waited for."""
        with self._lock:
            if not self._resting or self._under_way or self._pool is None:
                return
            pool, self._pool = self._pool, None
        self._threads[False].submit(pool.close)

    # -- what arrives ------------------------------------------------------------------------------------------------

    def _give(self, original: Original, colours: QColorSpace, full: Full) -> None:
        self._done.append((original.location, colours, full))
        if full.draft:
            self._emit()

    def _emit(self) -> None:
        if not self._stopped:
            self._arrived.emit()

    def _collect(self) -> None:
        names: list[str] = []
        while self._done:
            location, colours, full = self._done.popleft()
            if colours != self._colours or self._stopped:
                continue  # the window went to another screen meanwhile
            self.forget(location)
            self._held[location] = full
            self._bytes += full.size_bytes
            names.append(location)
        if self._resting:
            self.forget_all()
            self._let_decoders_go()
            return
        self._make_room()
        for location in dict.fromkeys(names):
            self.ready.emit(location)

    def _make_room(self) -> None:
        wanted = {each.location for each in self._wanted}
        for location in [each for each in self._held if each not in wanted]:
            if self._bytes <= self._max_bytes:
                return
            self.forget(location)
        for original in reversed(self._wanted[1:]):  # what was larger than its row said
            if self._bytes <= self._max_bytes:
                return
            self.forget(original.location)


def _read_by_qt(original: Original, colours: QColorSpace) -> Full | None:
    """None where it is no matter for Qt: another kind than its name says, too large, damaged."""
    image = read_plain(original.path)
    if image is None:
        return None
    image = prepared(image, colours)
    return Full(image, halves(image), sharp=True)


def _refused(why: str) -> Full:
    return Full(None, message=tr("This picture cannot be shown. {why}", why=why), hint=tr(
        "The file is kept as it is. Open it with another program, or import it again from where it came."))
