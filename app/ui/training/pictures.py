"""Pictures of training files: posters, and clips along their time; what is missing is asked for as a task."""

from __future__ import annotations

import math

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QImage

from app.library import tasks
from app.ui.kit.thumbnail_cache import ThumbnailCache
from app.ui.kit.thumbs import Thumbs
from app.ui.session import Session
from db import Changes, TrainingItem

FRAME_PX = 160  # as app.media.thumbnails writes filmstrips: one picture per 12 frames, 120 at most
STEP_FRAMES = 12
MOST = 120


class Pictures(QObject):
    """`changed` is told when something that was missing is there."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._cache = ThumbnailCache(session.library.paths.cache, parent=self)
        self.thumbs = Thumbs(self._cache)
        self._asked: dict[str, set[str]] = {}  # sha256 → what is waited for
        self._cache.ready.connect(lambda _names: self.changed.emit())
        session.events.changed.connect(self._on_news)

    def poster(self, item: TrainingItem) -> str | None:
        """Where the cache has the file's picture, for `thumbs`; asks for it when it has none."""
        sha = _sha(item)
        if sha is None:
            return None
        location = f"training/{sha[:2]}/{sha}.jpg"
        if self._cache.failed(location):
            self._ask(item, sha, location)
        return location

    def count(self, item: TrainingItem) -> int:
        """How many pictures along its time a clip has; 0 for what is none."""
        frames = item.metadata.get("frames")
        if not isinstance(frames, int) or frames <= 0 or not item.duration_ms:
            return 0
        return math.ceil(frames / max(STEP_FRAMES, math.ceil(frames / MOST)))

    def at(self, item: TrainingItem, at_ms: int) -> QImage | None:
        """The picture of the clip nearest before this time; its poster, or None, as long as there is no filmstrip."""
        sha = _sha(item)
        if sha is None:
            return None
        count = self.count(item)
        if count:
            location = f"strips/{sha[:2]}/{sha}.jpg"
            strip = self._cache.get(location)
            if strip is not None:
                place = min(count - 1, max(0, at_ms * count // max(1, item.duration_ms or 1)))
                return strip.copy(QRect(place * FRAME_PX, 0, FRAME_PX, strip.height()))
            if self._cache.failed(location):
                self._ask(item, sha, location)
        poster = self.poster(item)
        return self._cache.get(poster) if poster else None

    def stop(self) -> None:
        """No thread is left."""
        self._cache.stop()

    def _ask(self, item: TrainingItem, sha: str, location: str) -> None:
        first = sha not in self._asked
        self._asked.setdefault(sha, set()).add(location)
        if first:
            tasks.enqueue_training_pictures(self._session.library, sha, item.storage_location, bool(self.count(item)))

    def _on_news(self, changes: Changes) -> None:
        if not (self._asked and changes.touches("tasks")):
            return
        cache = self._session.library.paths.cache
        there = {location for waiting in self._asked.values() for location in waiting if (cache / location).exists()}
        if there:
            # The keys stay: a task is not asked for twice in one run of the program.
            self._asked = {sha: waiting - there for sha, waiting in self._asked.items()}
            self._cache.forget(there)
            self.changed.emit()


def _sha(item: TrainingItem) -> str | None:
    sha = item.metadata.get("sha256")
    return sha if isinstance(sha, str) and len(sha) == 64 else None
