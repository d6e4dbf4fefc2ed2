"""What is looked at: an item of the gallery's order, one of its variants, and the best picture there is of it by now."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QSize, QTimer, Signal
from PySide6.QtGui import QImage

from app.library import pictures
from app.library import variants as verbs
from app.library.pictures import Original
from app.ui.reading import Reading
from app.ui.session import Session
from app.ui.viewer import words
from app.ui.viewer.canvas import Canvas
from app.ui.viewer.items import Items
from app.ui.viewer.stock import Full, FullPictures
from db import Card, Changes, DbError, Variant

AHEAD, BEHIND = 2, 1
SEEN_MS = 250  # what was on the screen so long counts as seen


class Showing(QObject):
    """Follows `items` and the news while it is `active`. `changed`: another item, variant, card or picture."""

    changed = Signal()
    emptied = Signal()  # there is nothing left to look at

    def __init__(self, session: Session, items: Items, canvas: Canvas, stock: FullPictures, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self.items, self._canvas, self.stock = session, items, canvas, stock
        self._reading = Reading(session.background, self)
        self.active = False
        self.is_taken: Callable[[], bool] = lambda: False  # whether a clip's own pictures are on the canvas
        self.card: Card | None = None
        self.original: Original | None = None
        self.variants: list[Variant] = []
        self._wanted_variant: str | None = None
        self._direction = 1
        self._to_mark: list[str] = []
        self._seen = QTimer(self, singleShot=True, interval=SEEN_MS)
        self._seen.timeout.connect(self._mark_seen)
        items.changed.connect(self.follow)
        stock.ready.connect(self._on_ready)
        session.thumbnails.ready.connect(self._on_thumbnails)
        session.events.changed.connect(self._on_news)

    # -- where -------------------------------------------------------------------------------------------------------

    def open(self) -> None:
        """The current item is looked at."""
        self.active, self.card, self.original = True, None, None
        self.follow()

    def close(self) -> None:
        """Nothing is looked at; memory and processes are free."""
        self._mark_seen()
        self.active, self.card, self.original, self.variants = False, None, None, []
        self._canvas.clear()
        self.stock.rest()

    def step(self, by: int) -> None:
        """The next item of the gallery's order is looked at, or the previous one; none beyond the ends."""
        self.go_to(self.items.row() + by)

    def go_to(self, row: int) -> None:
        """The item in this row is looked at."""
        row = min(max(0, row), self.items.count() - 1)
        if row >= 0 and row != self.items.row():
            self._direction = 1 if row > self.items.row() else -1
            self.items.go_to(row)

    def follow(self) -> None:
        """Whatever happened to the gallery: the item in its row is looked at."""
        if not self.active:
            return
        if not self.items.count():
            self.emptied.emit()
            return
        card = self.items.card(self.items.row())
        if card is None:  # still being read: told when it is there
            return
        before, self.card = self.card, card
        if before is None or before.id != card.id:
            self._wanted_variant, self.variants = None, []
            self._reading.forget()
            self._show(pictures.of_card(self._session.library, card))
            self._read_variants()
        elif before != card:
            self._read_variants()
        else:
            self._want()
        self.changed.emit()

    # -- variants ----------------------------------------------------------------------------------------------------

    def variant(self) -> Variant | None:
        """The variant that is seen; None while it is read."""
        return next((each for each in self.variants if each.id == self._wanted_variant), None)

    def variant_name(self) -> str:
        """v3; empty where there is only one."""
        shown = self.variant()
        return words.variant_names(self.variants)[shown.id] if shown is not None and len(self.variants) > 1 else ""

    def step_variant(self, by: int) -> None:
        """The next variant in the column is seen, or the previous one."""
        ids = [each.id for each in self.variants]
        if self._wanted_variant in ids:
            self.show_variant(ids[min(max(0, ids.index(self._wanted_variant) + by), len(ids) - 1)])

    def show_variant(self, variant_id: str) -> None:
        """This variant is seen, and counts as seen."""
        if variant_id == self._wanted_variant:
            return
        self._wanted_variant = variant_id
        self._on_variant()
        self.changed.emit()

    def _read_variants(self) -> None:
        card, library = self.card, self._session.library
        if card is not None:
            self._reading.ask(lambda: (card.id, pictures.variants_of(library, card.id)), self._take_variants)

    def _take_variants(self, found: tuple[str, list[Variant]]) -> None:
        if self.card is None or self.card.id != found[0]:
            return
        self.variants = found[1]
        if self.variant() is None:
            self._wanted_variant = next((each.id for each in self.variants), None)
        self._on_variant()
        self.changed.emit()

    def _on_variant(self) -> None:
        shown = self.variant()
        if shown is None:
            return
        original = pictures.of_variant(self._session.library, shown)
        if original is not None and self.original is not None and original.location == self.original.location:
            self.original = original  # the same file, of which more is known now
            self._want()
        else:
            self._show(original)
        if shown.viewed_at is None:
            self._to_mark.append(shown.id)
            self._seen.start()

    def _mark_seen(self) -> None:
        self._seen.stop()
        ids, self._to_mark = self._to_mark, []
        if ids:
            library = self._session.library
            self._session.background.run(lambda: verbs.mark_viewed(library, ids), None, self._not_marked)

    def _not_marked(self, error: Exception) -> None:
        """Where the disk is full the dot stays, and the next look tries again."""
        if not isinstance(error, DbError):
            raise error

    # -- pictures ----------------------------------------------------------------------------------------------------

    def thumbnail_url(self) -> str | None:
        """The small picture of what is seen."""
        shown = self.variant()
        return shown.thumbnail_url if shown is not None else self.card.thumbnail_url if self.card is not None else None

    def full(self) -> Full | None:
        """What came of reading the original, if anything yet."""
        return self.stock.get(self.original.location) if self.original is not None else None

    def look_again(self) -> None:
        """The file is read anew: it may be back."""
        if self.original is not None:
            self.stock.forget(self.original.location)
            self._paint()
            self._want()

    def _show(self, original: Original | None) -> None:
        self.original = original
        self._paint()
        self._want()

    def _paint(self) -> None:
        """The best there is now."""
        full = self.full()
        size = QSize(self.original.width, self.original.height) if self.original is not None else QSize()
        if full is not None and full.image is not None:
            if full.sharp:
                size = full.image.size()
            self._canvas.set_picture(full.image, size, full.sharp, full.levels)
            return
        url = self.thumbnail_url()
        small = self._session.thumbnails.get(url) if url else None
        if small is None:
            self._canvas.clear()
            return
        if full is not None:  # it cannot be shown: what it was, in grey
            small = small.convertToFormat(QImage.Format.Format_Grayscale8).convertToFormat(QImage.Format.Format_RGB32)
        self._canvas.set_picture(small, size if not size.isEmpty() else small.size(), False)

    def _want(self) -> None:
        wanted = [self.original] if self.original is not None else []
        row, library = self.items.row(), self._session.library
        for away in (*range(1, AHEAD + 1), *range(-1, -BEHIND - 1, -1)):
            card = self.items.card(row + away * self._direction)
            near = pictures.of_card(library, card) if card is not None else None
            if near is not None:
                wanted.append(near)
        ids = [each.id for each in self.variants]
        if self._wanted_variant in ids and len(ids) > 1:
            place = ids.index(self._wanted_variant)
            wanted += [near for each in self.variants[place + 1 : place + 2]
                       if (near := pictures.of_variant(library, each)) is not None]
        self.stock.want(wanted)

    def _on_ready(self, location: str) -> None:
        if self.original is not None and location == self.original.location:
            self._paint()
            self.changed.emit()

    def _on_thumbnails(self, locations: set[str]) -> None:
        full = self.full()
        if self.active and not self.is_taken() and self.thumbnail_url() in locations and (full is None or full.image is None):
            self._paint()

    def _on_news(self, changes: Changes) -> None:
        if not self.active or self.card is None:
            return
        if changes.everything or changes.touches("missing_files"):
            full = self.full()
            if full is not None and full.missing:
                self.look_again()
        if changes.everything or self.card.seq in changes.seqs or changes.touches("generation_variants"):
            self._read_variants()
