"""Pictures of clips along their time, cut out of filmstrips; a missing strip is asked for as a task."""

from __future__ import annotations

import math
from collections import OrderedDict

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QImage

from app.library import tasks
from app.ui.kit.thumbnail_cache import ThumbnailCache
from app.ui.session import Session
from db import Changes, ShotItem

FRAME_PX = 160  # as app.media.thumbnails writes them: one per 12 frames, 120 at most
STEP_FRAMES = 12
MOST = 120
CUTS = 2000


class Filmstrips(QObject):
    """`at(row, at_us)` is what the timeline asks while it paints."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._strips = ThumbnailCache(session.library.paths.cache, parent=self)
        self._asked: set[str] = set()
        self._cuts: OrderedDict[tuple[str, int], QImage] = OrderedDict()
        self.ready = self._strips.ready
        session.events.changed.connect(self._on_changed)

    def at(self, row: ShotItem, at_us: int) -> QImage | None:
        """The picture of the clip at this time of its media; None: there is no strip (yet)."""
        if not row.sha256 or not row.media_frames or not row.media_fps_num or not row.media_fps_den:
            return None
        step = max(STEP_FRAMES, math.ceil(row.media_frames / MOST))
        count = math.ceil(row.media_frames / step)
        frame = at_us * row.media_fps_num // (row.media_fps_den * 1_000_000)
        place = min(count - 1, max(0, frame // step))
        key = (row.sha256, place)
        if key in self._cuts:
            self._cuts.move_to_end(key)
            return self._cuts[key]
        location = f"strips/{row.sha256[:2]}/{row.sha256}.jpg"
        strip = self._strips.get(location)
        if strip is None:
            if self._strips.failed(location):
                self._ask(row)
            return None
        cut = strip.copy(QRect(place * FRAME_PX, 0, FRAME_PX, strip.height()))
        self._cuts[key] = cut
        if len(self._cuts) > CUTS:
            self._cuts.popitem(last=False)
        return cut

    def stop(self) -> None:
        """No thread is left."""
        self._strips.stop()

    def _ask(self, row: ShotItem) -> None:
        if row.sha256 and row.location and row.sha256 not in self._asked:
            self._asked.add(row.sha256)
            tasks.enqueue_filmstrip(self._session.library, row.sha256, row.location)

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("tasks") and self._asked:
            waiting = {f"strips/{sha[:2]}/{sha}.jpg" for sha in self._asked}
            done = {location for location in waiting if (self._session.library.paths.cache / location).exists()}
            if done:
                self._strips.forget(done)
                self._asked -= {location.rpartition("/")[2].removesuffix(".jpg") for location in done}
                self._strips.ready.emit(done)
