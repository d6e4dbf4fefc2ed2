"""Pictures of variants at full size: the thumbnail at once, the original as soon as it is decoded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage

from app.library.pictures import of_variant
from app.ui.session import Session
from app.ui.viewer.stock import FullPictures
from db import Variant


@dataclass(frozen=True)
class Picture:
    """What there is to show of a variant now. `full_size` is that of the original, whatever the image's is."""

    image: QImage
    full_size: QSize
    sharp: bool
    levels: tuple[QImage, ...] = ()  # smaller copies, for painting it reduced


class Pictures(QObject):
    """`arrived` (location) when there is something better than before, or it is known that there is not."""

    arrived = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._full = FullPictures(session.library.paths.cache / "viewing", parent=self)
        self._wanted: set[str] = set()
        self._thumbnails: dict[str, str] = {}  # thumbnail → location
        self._full.ready.connect(self.arrived)
        session.thumbnails.ready.connect(self._on_thumbnails)

    def want(self, variants: Sequence[Variant]) -> None:
        """These originals are being read, as far as they were not yet; the first is looked at."""
        originals = [found for variant in variants if (found := of_variant(self._session.library, variant)) is not None]
        self._wanted = {each.location for each in originals if each.kind == "image"}
        self._full.want(originals)

    def get(self, variant: Variant) -> Picture | None:
        """The best that is in memory."""
        full = QSize(variant.width or 0, variant.height or 0)
        found = self._full.get(variant.location)
        if found is not None and found.image is not None:
            size = found.image.size() if full.isEmpty() else full
            return Picture(found.image, size, found.sharp, found.levels)
        if not variant.thumbnail_url:
            return None
        self._thumbnails[variant.thumbnail_url] = variant.location
        small = self._session.thumbnails.get(variant.thumbnail_url)
        return None if small is None else Picture(small, small.size() if full.isEmpty() else full, False)

    def is_pending(self, variant: Variant) -> bool:
        """Whether something better than what `get` gave is being decoded."""
        found = self._full.get(variant.location)
        if variant.location in self._wanted:
            return found is None or found.draft
        thumbnail = variant.thumbnail_url
        return bool(thumbnail) and self._session.thumbnails.get(thumbnail or "") is None and not self._session.thumbnails.failed(
            thumbnail or "")

    def trouble(self, variant: Variant) -> str:
        """Why the original is not shown, as a sentence; empty while it is, or may be."""
        found = self._full.get(variant.location)
        return found.message if found is not None else ""

    def rest(self) -> None:
        """Nobody looks: memory is free, no decoder process runs."""
        self._wanted = set()
        self._full.rest()

    def stop(self) -> None:
        """No thread and no process is left."""
        self._full.stop()

    def _on_thumbnails(self, names: set[str]) -> None:
        for name in names & self._thumbnails.keys():
            self.arrived.emit(self._thumbnails.pop(name))
