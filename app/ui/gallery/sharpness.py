"""Sharp tiles on fine screens: where thumbnails have too few pixels, the larger pictures of the cache take their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from app.library import originals
from app.ui.gallery.captions import kind_of
from app.ui.gallery.pictures import THUMBNAIL_PX
from app.ui.kit.thumbnail_cache import ThumbnailCache
from db import Changes
from db.originals import Original

if TYPE_CHECKING:
    from app.ui.gallery.view import GalleryView
    from app.ui.session import Session

REST_MS = 150  # what only passes over the screen stays as it is
MAX_BYTES = 96 * 1024 * 1024


class Sharpener:
    """Reads previews for the blurred tiles that stay on the screen of one view; what has none is asked for as a task."""

    def __init__(self, view: GalleryView) -> None:
        self._view = view
        self._session: Session | None = None
        self._previews: ThumbnailCache | None = None
        self._names: dict[str, str] = {}  # thumbnail of each preview that is being read
        self._asked: dict[str, str] = {}  # preview → thumbnail, of what is being made
        self._given_up: set[str] = set()
        self._reading = False
        self._rest = QTimer(view, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._look)

    def start(self, session: Session) -> None:
        """Previews are those of this library."""
        self._session = session
        self._previews = ThumbnailCache(session.library.paths.cache, MAX_BYTES, parent=self._view)
        self._previews.ready.connect(self._arrived)
        session.events.changed.connect(self._hear)

    def stop(self) -> None:
        """No thread is left."""
        self._rest.stop()
        if self._previews is not None:
            self._previews.stop()

    def soon(self) -> None:
        """A tile was painted that could be sharper."""
        if self._session is not None and not self._reading:
            self._rest.start()

    def _look(self) -> None:
        blurred = self._view.tiles.pictures.blurred
        wanted = {}
        for row in self._view.visible_rows():
            card = self._view.card(row)
            if card is None or card.thumbnail_url not in blurred or card.thumbnail_url in self._given_up:
                continue
            larger = max(card.width or 0, card.height or 0) > THUMBNAIL_PX
            if larger and kind_of(card) != "audio" and not card.damaged and card.thumbnail_url not in self._asked.values():
                wanted[card.seq] = card.thumbnail_url
        blurred.clear()
        if wanted and self._session is not None:
            library, seqs = self._session.library, list(wanted)
            self._reading = True

            def look() -> list[tuple[Original, bool]]:
                found = originals.of(library, seqs).values()
                return [(each, library.paths.preview(each.sha256).exists()) for each in found if each.sha256]

            self._session.background.run(look, lambda found: self._read(wanted, found), lambda _error: self._rested())

    def _rested(self) -> None:
        self._reading = False

    def _read(self, wanted: dict[int, str], found: list[tuple[Original, bool]]) -> None:
        self._rested()
        if self._session is None or self._previews is None:
            return
        missing: list[tuple[str, str]] = []
        cache = self._session.library.paths.cache
        for original, made in found:
            assert original.sha256
            name = self._session.library.paths.preview(original.sha256).relative_to(cache).as_posix()
            thumbnail = wanted[original.seq]
            if not made:
                self._asked[name] = thumbnail
                missing.append((original.sha256, original.location))
                continue
            self._names[name] = thumbnail
            image = self._previews.get(name)
            if image is not None:
                self._arrived({name})
        if missing:
            library = self._session.library
            self._session.background.run(lambda: originals.enqueue_previews(library, missing), None, lambda _error: None)

    def _arrived(self, names: set[str]) -> None:
        shown: set[str] = set()
        for name in names & self._names.keys():
            thumbnail = self._names.pop(name)
            image = self._previews.get(name) if self._previews is not None else None
            if image is None:
                self._given_up.add(thumbnail)
            elif self._view.tiles.pictures.sharpen(thumbnail, image):
                shown.add(thumbnail)
            else:
                self._given_up.add(thumbnail)  # no larger than the thumbnail
        if shown:
            self._view.on_screen.repaint_pictures(shown)

    def _hear(self, changes: Changes) -> None:
        if self._session is None or not self._asked or not changes.touches("tasks"):
            return
        cache = self._session.library.paths.cache
        done = [name for name in self._asked if (cache / name).exists()]
        for name in done:
            thumbnail = self._asked.pop(name)
            self._names[name] = thumbnail
            if self._previews is not None:
                self._previews.forget([name])
                if self._previews.get(name) is not None:
                    self._arrived({name})
