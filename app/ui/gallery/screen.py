"""What of the gallery is on the screen: painted tile by tile, and only again where something changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QItemSelection, QRect, QTimer
from PySide6.QtGui import QHelpEvent, QPainter, QRegion
from PySide6.QtWidgets import QToolTip

from app.ui.gallery import captions
from app.ui.gallery.delegate import Look
from app.ui.gallery.presence import Presence
from app.ui.gallery.selection import ranges
from app.ui.kit import theme
from db import Card

if TYPE_CHECKING:
    from app.ui.gallery.view import GalleryView

TILES_TOLD = 12  # more are cheaper as one rectangle
PARTS_TOLD = 100  # of a selection in more stretches everything is painted again


class Screen:
    """Paints one view."""

    def __init__(self, view: GalleryView, presence: Presence) -> None:
        self._view = view
        self._presence = presence
        self._again = QTimer(view, singleShot=True, interval=0)
        self._again.timeout.connect(view.viewport().update)
        view.tiles.pictures.thumbnails.ready.connect(self._pictures_ready)
        presence.changed.connect(self._files_changed)

    def seen(self, first: int, last: int) -> range:
        """Those of the rows that are on the screen."""
        shown = self._view.visible_rows()
        return range(max(shown.start, first), max(shown.start, min(shown.stop, last + 1)))

    def region(self, selection: QItemSelection) -> QRegion:
        """Where the rows of a selection are."""
        parts = ranges(selection)
        if len(parts) > PARTS_TOLD:
            return QRegion(self._view.viewport().rect())
        rows = [row for part in parts for row in self.seen(part.top(), part.bottom())]
        if len(rows) > TILES_TOLD:
            return QRegion(self._view.viewport().rect())
        region = QRegion()
        for row in rows:
            region += self._view.cell(row)
        return region

    def paint(self, region: QRegion) -> None:
        """The tiles that reach into `region`."""
        view, pictures = self._view, self._view.tiles.pictures
        focused, chosen, current = view.hasFocus(), self._chosen(), view.selection.current()
        painter = QPainter(view.viewport())
        for part in cast("Iterable[QRect]", region):
            painter.fillRect(part, theme.colour("canvas"))
        area, top = region.boundingRect(), view.scroller.top
        pictures.begin()
        pictures.hurried = view.scroller.flying
        painter.setFont(theme.font("small"))
        tiles, special, dpr = view.tiles, {*chosen, current, view.pointer.hovered}, painter.device().devicePixelRatioF()
        touched = area if region.rectCount() == 1 else region
        for row in view.grid.rows_between(top + area.top(), top + area.bottom()):
            cell = view.cell(row)
            if not touched.intersects(cell):
                continue
            card = view.card(row)
            missing = self._is_missing(card)
            if card is not None and row not in special and not missing and tiles.paint_plain(painter, cell, card, dpr):
                continue
            hovered = row == view.pointer.hovered
            tiles.paint(painter, cell, card, Look(row in chosen, row == current, hovered, focused, missing, row))
        view.headers.paint(painter, area)
        if view.pointer.banding:
            view.pointer.paint_band(painter)
        painter.end()
        if pictures.behind:
            self._again.start()
        if pictures.blurred:
            view.sharpener.soon()

    def show_hint(self, event: QHelpEvent) -> None:
        """The tooltip of the tile under the pointer, if there is something to say."""
        view, row = self._view, self._view.row_at(event.pos())
        card = view.card(row)
        text = ""
        if card is not None:
            missing = self._presence.missing(card.location)
            text = captions.hint(card, view.tiles.name_is_cut(view.cell(row), card, missing), missing)
        if text:
            QToolTip.showText(event.globalPos(), text, view.viewport(), view.cell(row))
        else:
            QToolTip.hideText()
            event.ignore()

    def _chosen(self) -> set[int]:
        """The chosen ones of the rows on the screen."""
        view = self._view
        parts = view.selection.ranges()
        if len(parts) > PARTS_TOLD:
            return {row for row in view.visible_rows() if view.selection.contains(row)}
        return {row for part in parts for row in self.seen(part.top(), part.bottom())}

    def _is_missing(self, card: Card | None) -> bool:
        return card is not None and self._presence.missing(card.location)

    def repaint_pictures(self, locations: set[str]) -> None:
        """The tiles with these thumbnails are painted again."""
        self._update_where(lambda card: card.thumbnail_url in locations)

    def _pictures_ready(self, locations: set[str]) -> None:
        self._update_where(lambda card: card.thumbnail_url in locations)

    def _files_changed(self, locations: set[str]) -> None:
        self._update_where(lambda card: card.location in locations)

    def _update_where(self, concerned: Callable[[Card], bool]) -> None:
        for row in self._view.visible_rows():
            card = self._view.card(row)
            if card is not None and concerned(card):
                self._view.update_row(row)
