"""Pictures of clips along their time, cut out of filmstrips; a missing strip is asked for as a task."""

from __future__ import annotations

import math
from collections import OrderedDict

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QImage

from app.library import originals, tasks
from app.ui.kit.thumbnail_cache import ThumbnailCache
from app.ui.session import Session
from db import Card, Changes, ShotItem
from db.originals import Original

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
        self._known: dict[int, tuple[str | None, Original | None]] = {}
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
        return self._cut(row.sha256, row.location, place, ask=True)

    def of_card(self, card: Card, share: float, ask: bool) -> QImage | None:
        """The picture at a share (0 to 1) of a clip's time, for a tile under the pointer; a missing strip is made if `ask`."""
        if card.seq not in self._known or self._known[card.seq][0] != card.location:
            found = originals.of(self._session.library, [card.seq]).get(card.seq)
            if len(self._known) > CUTS:
                self._known.clear()
            self._known[card.seq] = (card.location, found)
        original = self._known[card.seq][1]
        if original is None or not original.sha256 or not original.frames:
            return None
        step = max(STEP_FRAMES, math.ceil(original.frames / MOST))
        count = math.ceil(original.frames / step)
        return self._cut(original.sha256, original.location, min(count - 1, max(0, int(share * count))), ask)

    def _cut(self, sha256: str, original: str | None, place: int, ask: bool) -> QImage | None:
        key = (sha256, place)
        if key in self._cuts:
            self._cuts.move_to_end(key)
            return self._cuts[key]
        location = f"strips/{sha256[:2]}/{sha256}.jpg"
        strip = self._strips.get(location)
        if strip is None:
            if ask and self._strips.failed(location):
                self._ask(sha256, original)
            return None
        cut = strip.copy(QRect(place * FRAME_PX, 0, FRAME_PX, strip.height()))
        self._cuts[key] = cut
        if len(self._cuts) > CUTS:
            self._cuts.popitem(last=False)
        return cut

    def stop(self) -> None:
        """No thread is left."""
        self._strips.stop()

    def _ask(self, sha256: str, location: str | None) -> None:
        if location and sha256 not in self._asked:
            self._asked.add(sha256)
            tasks.enqueue_filmstrip(self._session.library, sha256, location)

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("tasks") and self._asked:
            waiting = {f"strips/{sha[:2]}/{sha}.jpg" for sha in self._asked}
            done = {location for location in waiting if (self._session.library.paths.cache / location).exists()}
            if done:
                self._strips.forget(done)
                self._asked -= {location.rpartition("/")[2].removesuffix(".jpg") for location in done}
                self._strips.ready.emit(done)
