"""Pictures for judging, as large as the screen: the current one first, then its neighbours, read beside the window."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QColorSpace, QImage, QImageIOHandler, QImageReader

from app.errors import UserError
from app.library import details, tasks
from app.library.library import Library
from app.ui.outcome import attempt
from app.ui.session import Session
from db import Card, Changes, NotFound, Variant

KEPT = 8
AT_ONCE = 2
PLAIN_ENDINGS = {"jpg", "jpeg", "png", "webp", "gif", "bmp"}  # imports give endings by content
SRGB = QColorSpace(QColorSpace.NamedColorSpace.SRgb)


@dataclass(frozen=True)
class Ready:
    """What there is of an item: its picture (none for a clip, a sound, a file that is gone) and its primary variant.

    `whole`: the picture has all the pixels of the original. `wanted`: its picture in the cache is still to be made.
    """

    seq: int
    location: str | None
    image: QImage | None = None
    whole: bool = False
    missing: bool = False
    wanted: bool = False
    variant: Variant | None = None


def is_picture(card: Card) -> bool:
    """Whether the item is a still."""
    return not any(kind in (card.type or "") for kind in ("video", "audio"))


def read(library: Library, card: Card, box: QSize, whole: bool) -> Ready:
    """The picture, reduced while it is decoded so that it fits into `box` unless all of it is wanted. Any thread."""
    try:
        variant = details.detail(library, card.id).variants[0]
        path = library.paths.file(variant.location)
    except (NotFound, UserError, IndexError):  # gone meanwhile, a row written by a stranger, an item without a file
        return Ready(card.seq, card.location, missing=True)
    if not path.is_file():
        return Ready(card.seq, card.location, missing=True, variant=variant)
    if not is_picture(card):
        return Ready(card.seq, card.location, variant=variant)
    plain = path.suffix.lower().lstrip(".") in PLAIN_ENDINGS
    kept = None if plain or not variant.sha256 else library.paths.preview(variant.sha256)
    if kept is not None and not kept.is_file():
        return Ready(card.seq, card.location, wanted=True, variant=variant)
    image, complete = _decoded(kept or path, box, whole)
    return Ready(card.seq, card.location, image, complete and kept is None, variant=variant)


def _decoded(path: Path, box: QSize, whole: bool) -> tuple[QImage | None, bool]:
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    reader.setDecideFormatFromContent(True)
    size = reader.size()
    complete = True
    if size.isValid() and not whole:
        turned = reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90
        room = box.transposed() if turned else box
        if size.width() > room.width() or size.height() > room.height():
            reader.setScaledSize(size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio))
            complete = False
    image = reader.read()
    if image.isNull():
        return None, False
    if image.colorSpace().isValid() and image.colorSpace() != SRGB:
        image.convertToColorSpace(SRGB)
    return image, complete


class Pictures(QObject):
    """`want` says what is looked at and what comes next; `get` gives what is there."""

    ready = Signal(int)  # seq

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._under_way: set[int] = set()
        self._held: OrderedDict[int, Ready] = OrderedDict()
        self._queue: list[Card] = []
        self._box = QSize()
        self._asked: set[str] = set()  # contents of which a picture is being made
        session.events.changed.connect(self._on_news)

    def want(self, cards: Sequence[Card], box: QSize) -> None:
        """The first is looked at, the others may be next; pictures are to fill `box` (device pixels)."""
        if box != self._box:
            self._box = QSize(box)
            self._held.clear()
        self._queue = [card for card in cards if not self._has(card)]
        self._next()

    def want_whole(self, card: Card) -> None:
        """Every pixel of this one is wanted: somebody looks closely."""
        held = self.get(card)
        if held is not None and held.image is not None and not held.whole:
            self._start(card, True)

    def get(self, card: Card) -> Ready | None:
        """What is there for an item."""
        found = self._held.get(card.seq)
        return found if found is not None and found.location == card.location else None

    def rest(self) -> None:
        """Nothing is wanted, memory is free."""
        self._queue = []
        self._held.clear()
        self._asked.clear()

    def _has(self, card: Card) -> bool:
        return self.get(card) is not None

    def _next(self) -> None:
        self._queue = [card for card in self._queue if not self._has(card)]
        for card in self._queue:  # one that is under way stays here: it may come in a size that is no longer wanted
            if len(self._under_way) < AT_ONCE:
                self._start(card, False)

    def _start(self, card: Card, whole: bool) -> None:
        box, library = QSize(self._box), self._session.library
        if card.seq in self._under_way:
            return
        self._under_way.add(card.seq)

        def take(found: Ready) -> None:
            self._under_way.discard(card.seq)
            if box == self._box:  # the window has not become another size meanwhile
                self._take(found)
            self._next()

        def fail(error: Exception) -> None:
            self._under_way.discard(card.seq)
            raise error

        self._session.background.run(lambda: read(library, card, box, whole), take, fail)

    def _take(self, found: Ready) -> None:
        self._held[found.seq] = found
        self._held.move_to_end(found.seq)
        while len(self._held) > KEPT:
            self._held.popitem(last=False)
        if found.wanted and found.variant is not None and found.variant.sha256 and found.variant.sha256 not in self._asked:
            self._asked.add(found.variant.sha256)
            attempt(self._session, tasks.enqueue_preview, found.variant.sha256, found.variant.location)
        self.ready.emit(found.seq)

    def _on_news(self, changes: Changes) -> None:
        if not changes.touches("tasks"):
            return
        paths = self._session.library.paths
        for seq, held in list(self._held.items()):
            if held.wanted and held.variant is not None and paths.preview(held.variant.sha256 or "").exists():
                del self._held[seq]
                self.ready.emit(seq)
