"""What every part of the window is given: the library, its news, the selection, the current shot. No globals."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from app.library.library import Library
from app.ui.background import Background
from app.ui.events import LibraryEvents
from app.ui.kit.thumbnail_cache import ThumbnailCache
from db import Filter


class Selection(QObject):
    """The items chosen in the gallery: `current` is the generation the inspector shows (its id), `count` how many.

    The seqs of a selection of millions are not a list here: `seqs()` asks the gallery when an action needs them.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.current: str | None = None
        self.count = 0
        self._seqs: Sequence[int] = ()

    def set(self, current: str | None, count: int, seqs: Sequence[int]) -> None:
        """What is selected is this; `seqs` may be lazy (anything with a length and items)."""
        self.current, self.count, self._seqs = current, count, seqs
        self.changed.emit()

    def seqs(self) -> Sequence[int]:
        """The `seq` numbers of the selected items, in gallery order."""
        return self._seqs


class Session(QObject):
    """One open library in one window."""

    filter_changed = Signal(object)     # Filter: what the gallery shows
    shot_changed = Signal(object)       # str | None: the shot open in the timeline
    page_changed = Signal(str)          # gallery, loras, proposals …: what stands in the middle of the window
    failed = Signal(str, str)           # message, hint: shown by the shell as a notice
    said = Signal(str, bool)            # text of a toast; whether it offers Undo

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.library = library
        self.events = LibraryEvents(library.store, self)
        self.background = Background(self)
        self.selection = Selection(self)
        self.thumbnails = ThumbnailCache(library.paths.uploads_bucket, parent=self)
        self.filter = Filter(project_id=library.project_id)
        self.shot_id: str | None = None
        self.page = "gallery"

    def open_page(self, page: str) -> None:
        """This page stands in the middle of the window."""
        if page != self.page:
            self.page = page
            self.page_changed.emit(page)

    def show(self, wanted: Filter) -> None:
        """The gallery shows this, and is what the window shows."""
        self.open_page("gallery")
        if wanted != self.filter:
            self.filter = wanted
            self.filter_changed.emit(wanted)

    def open_shot(self, shot_id: str | None) -> None:
        """The timeline shows this shot."""
        if shot_id != self.shot_id:
            self.shot_id = shot_id
            self.shot_changed.emit(shot_id)

    def close(self) -> None:
        """Threads are stopped and the library is closed."""
        self.events.stop()
        self.background.stop()
        self.thumbnails.stop()
        self.library.close()
