"""Scrubbing a clip under the pointer: the picture of its filmstrip at the pointer's place."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QTimer
from PySide6.QtGui import QImage, QPainter, QPixmap

from app.ui.gallery.captions import kind_of
from app.ui.gallery.pictures import rounded
from app.ui.kit import theme
from db import Card

if TYPE_CHECKING:
    from app.ui.gallery.view import GalleryView

REST_MS = 120  # a strip that has to be made first is asked for when the pointer rests, not while it passes
LINE_PX = 2

Pictures = Callable[[Card, float, bool], QImage | None]
"""(card, share of its time, whether a missing strip is asked for) → the picture, if there is one."""


class Scrub:
    """What of the clip under the pointer is shown in one view."""

    def __init__(self, view: GalleryView) -> None:
        self._view = view
        self.pictures: Pictures | None = None
        self.enabled = True
        self._row = -1
        self._share = 0.0
        self._shown: tuple[int, QSizeKey, QPixmap] | None = None
        self._rest = QTimer(view, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._ask)

    def hover(self, row: int, at: QPoint | None) -> None:
        """The pointer is over this row, at a place of the screen; None when it left."""
        card = self._view.card(row) if row >= 0 and self.enabled and self.pictures is not None else None
        if card is None or at is None or kind_of(card) != "video" or not card.duration_us:
            self.stop()
            return
        area = self._view.tiles.picture(self._view.cell(row), card)
        if not area.contains(at):
            self.stop()
            return
        share = (at.x() - area.left()) / max(1, area.width())
        if row != self._row:
            self.stop()
            self._rest.start()
        if (row, share) != (self._row, self._share):
            self._row, self._share = row, share
            self._view.update_row(row)

    def stop(self) -> None:
        """Nothing is scrubbed; the thumbnail stands where the last picture stood."""
        if self._row >= 0:
            row, self._row = self._row, -1
            self._shown = None
            self._rest.stop()
            self._view.update_row(row)

    def again(self) -> None:
        """A strip is there now."""
        if self._row >= 0:
            self._view.update_row(self._row)
            if not self._rest.isActive():
                self._ask()  # it turned out that there is none yet

    def paint(self, painter: QPainter, row: int, card: Card, area: QRect) -> None:
        """Over the thumbnail of the row, if it is the one: the picture at the pointer's place and the line."""
        if row != self._row or self.pictures is None:
            return
        image = self.pictures(card, self._share, False)
        if image is None:
            return
        dpr = painter.device().devicePixelRatioF()
        key = (image.cacheKey(), area.width(), area.height(), dpr)
        if self._shown is None or self._shown[:2] != (row, key):
            made = rounded(image, round(area.width() * dpr), round(area.height() * dpr), dpr, faded=False)
            self._shown = (row, key, made)
        painter.drawPixmap(QRectF(area).topLeft(), self._shown[2])
        foot = QRect(area.left(), area.bottom() + 1 - LINE_PX, area.width(), LINE_PX)
        painter.fillRect(foot, theme.colour("scrim"))
        foot.setWidth(max(LINE_PX, round(self._share * area.width())))
        painter.fillRect(foot, theme.colour("accent"))

    def _ask(self) -> None:
        card = self._view.card(self._row) if self._row >= 0 else None
        if card is not None and self.pictures is not None:
            self.pictures(card, self._share, True)
            self._view.update_row(self._row)


QSizeKey = tuple[int, int, int, float]
