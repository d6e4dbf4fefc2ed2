"""Pictures of variants at full size: the thumbnail at once, the original as soon as it is decoded."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import shiboken6
from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QColorSpace, QImage, QImageIOHandler, QImageReader

from app.errors import UserError
from app.library import tasks
from app.ui.kit.text import tr
from app.ui.outcome import attempt
from app.ui.session import Session
from db import Changes, Variant

MOST_PIXELS = 48_000_000  # Qt refuses to hold more than 256 MB of one picture; larger ones are scaled while decoded
MOST_BYTES = 512 * 1024 * 1024
LEAST_PX = 512  # no copies are made of what is not larger than twice this
QT_READS = {None, "image/jpeg", "image/png", "image/webp", "image/gif", "image/bmp"}
SRGB = QColorSpace(QColorSpace.NamedColorSpace.SRgb)


@dataclass(frozen=True)
class Picture:
    """What there is to show of a variant now. `full_size` is that of the original, whatever the image's is."""

    image: QImage
    full_size: QSize
    sharp: bool
    levels: tuple[QImage, ...] = ()  # smaller copies, for painting it reduced


@dataclass(frozen=True)
class _Found:
    image: QImage | None
    missing: bool
    levels: tuple[QImage, ...] = ()

    @property
    def size_bytes(self) -> int:
        return sum(image.sizeInBytes() for image in (self.image, *self.levels) if image is not None)


class Pictures(QObject):
    """`arrived` (location) when there is something better than before, or it is known that there is not."""

    arrived = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._sharp: OrderedDict[str, _Found] = OrderedDict()
        self._under_way: set[str] = set()
        self._missing: set[str] = set()
        self._unreadable: set[str] = set()
        self._waiting: dict[str, Variant] = {}  # location → a picture of it is being made in the cache
        self._thumbnails: dict[str, str] = {}  # thumbnail → location
        session.thumbnails.ready.connect(self._on_thumbnails)
        session.events.changed.connect(self._on_news)

    def get(self, variant: Variant) -> Picture | None:
        """The best that is in memory."""
        full = QSize(variant.width or 0, variant.height or 0)
        sharp = self._sharp.get(variant.location)
        if sharp is not None and sharp.image is not None:
            self._sharp.move_to_end(variant.location)
            return Picture(sharp.image, sharp.image.size() if full.isEmpty() else full, True, sharp.levels)
        if not variant.thumbnail_url:
            return None
        self._thumbnails[variant.thumbnail_url] = variant.location
        small = self._session.thumbnails.get(variant.thumbnail_url)
        return None if small is None else Picture(small, small.size() if full.isEmpty() else full, False)

    def want(self, variants: Sequence[Variant]) -> None:
        """These originals are being read, as far as they were not yet; the first is looked at."""
        for variant in variants:
            self._want(variant)

    def _want(self, variant: Variant) -> None:
        location = variant.location
        if (variant.kind in ("video", "audio") or location in self._sharp or location in self._under_way
                or location in self._unreadable or location in self._waiting):
            return
        try:
            path = self._session.library.paths.file(location)
        except UserError:  # a row written by a stranger
            self._missing.add(location)
            return
        self._under_way.add(location)
        kept = None
        if not (variant.mime in QT_READS or (variant.mime == "image/tiff" and (variant.bit_depth or 8) <= 16)):
            kept = self._session.library.paths.preview(variant.sha256) if variant.sha256 else path
        self._session.background.run(partial(_read, path, kept or path), partial(self._take, variant, kept is not None))

    def trouble(self, variant: Variant) -> str:
        """Why the original is not shown, as a sentence; empty while it is, or may be."""
        return tr("The file is not where it was.") if variant.location in self._missing else ""

    def rest(self) -> None:
        """Nobody looks: memory is free."""
        self._sharp.clear()

    def stop(self) -> None:
        """Nothing is held any more."""
        self.rest()

    def is_pending(self, variant: Variant) -> bool:
        """Whether something better than what `get` gave is being decoded."""
        return variant.location in self._under_way or (
            variant.kind in ("video", "audio") and bool(variant.thumbnail_url)
            and self._session.thumbnails.get(variant.thumbnail_url or "") is None
            and not self._session.thumbnails.failed(variant.thumbnail_url or ""))

    def _take(self, variant: Variant, made: bool, found: _Found) -> None:
        if not shiboken6.isValid(self):
            return
        location = variant.location
        self._under_way.discard(location)
        if found.missing:
            self._missing.add(location)
            self._unreadable.add(location)
        elif found.image is not None:
            self._sharp[location] = found
            while len(self._sharp) > 1 and sum(each.size_bytes for each in self._sharp.values()) > MOST_BYTES:
                self._sharp.popitem(last=False)
        elif made and variant.sha256:
            self._waiting[location] = variant
            attempt(self._session, tasks.enqueue_preview, variant.sha256, location)
        else:
            self._unreadable.add(location)
        self.arrived.emit(location)

    def _on_thumbnails(self, names: set[str]) -> None:
        for name in names & self._thumbnails.keys():
            self.arrived.emit(self._thumbnails.pop(name))

    def _on_news(self, changes: Changes) -> None:
        if changes.touches("tasks"):
            for location, variant in list(self._waiting.items()):
                if variant.sha256 and self._session.library.paths.preview(variant.sha256).exists():
                    del self._waiting[location]
                    self._want(variant)


def _read(original: Path, path: Path) -> _Found:
    """The picture, upright, in sRGB and in a format that paints fast. Any thread."""
    if not original.is_file():
        return _Found(None, True)
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    reader.setDecideFormatFromContent(True)
    size = reader.size()
    if size.isValid() and size.width() * size.height() > MOST_PIXELS:
        turned = reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90
        ratio = (MOST_PIXELS / (size.width() * size.height())) ** 0.5
        room = QSize(int(size.width() * ratio), int(size.height() * ratio))
        reader.setScaledSize(size.scaled(room.transposed() if turned else room, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        return _Found(None, False)
    if image.colorSpace().isValid() and image.colorSpace() != SRGB:
        image.convertToColorSpace(SRGB)
    alpha = image.hasAlphaChannel()
    image = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied if alpha else QImage.Format.Format_RGB32)
    return _Found(image, False, _smaller(image))


def _smaller(image: QImage) -> tuple[QImage, ...]:
    """Copies of half, a quarter … the size, as the canvas paints reduced pictures from them."""
    found: list[QImage] = []
    while max(image.width(), image.height()) > 2 * LEAST_PX:
        image = image.scaled(max(1, image.width() // 2), max(1, image.height() // 2), Qt.AspectRatioMode.IgnoreAspectRatio,
                             Qt.TransformationMode.SmoothTransformation)
        found.append(image)
    return tuple(found)
