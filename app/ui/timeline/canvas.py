"""Painting a lane from its ground to the playhead."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from app.ui.kit import theme
from app.ui.timeline.marks import paint_playhead, paint_ring
from app.ui.timeline.model import Preview, ShotModel
from app.ui.timeline.overlay import OverlayPainter
from app.ui.timeline.pictures import PictureStock
from app.ui.timeline.ruler import paint_ruler
from app.ui.timeline.strip import LINES_FROM_PX, StripPainter
from app.ui.timeline.view import View


class LaneCanvas:
    """Paints a part of the lane; what it keeps between two paintings belongs to the theme."""

    def __init__(self, model: ShotModel, stock: PictureStock) -> None:
        self._model = model
        self._strip = StripPainter(stock)
        self._overlay = OverlayPainter(model, self._strip, stock)

    def forget(self) -> None:
        """Theme or text size are new."""
        self._strip.forget()

    def paint(
        self, painter: QPainter, part: QRectF, view: View, bounds: QRectF, preview: Preview | None
    ) -> None:
        """Everything in `part` of a lane that fills `bounds`; the painter is clipped to it."""
        left, right = part.left(), part.right() + 1
        painter.fillRect(part, theme.colour("canvas"))
        if not view.lane.items and preview is None:
            return  # the words of the empty state stand here
        self._paint_chosen_gap(painter, view)
        paint_ruler(painter, view.scale, self._model.rate, left, right)
        self._strip.paint(painter, view, left, right)
        frame_px = view.scale.px_per_frame if view.scale.px_per_frame > LINES_FROM_PX else 0.0
        paint_playhead(painter, view.scale.x(self._model.playhead), bounds.height(), frame_px)
        if preview is not None:
            self._overlay.paint(painter, preview, view, bounds)

    def _paint_chosen_gap(self, painter: QPainter, view: View) -> None:
        if self._model.gap is None:
            return
        start, length = self._model.gap
        x, end = view.scale.x(start), view.scale.x(start + length)
        area = QRectF(x, view.band.top, end - x - 1, view.band.height)
        painter.fillRect(area, theme.colour("selected"))


def paint_band(painter: QPainter, box: QRectF) -> None:
    """The rubber band."""
    painter.save()
    painter.setOpacity(0.25)
    painter.fillRect(box, theme.colour("accent"))
    painter.setOpacity(1.0)
    painter.setPen(QPen(theme.colour("accent"), 1))
    painter.drawRect(box)
    painter.restore()


def paint_focus(painter: QPainter, area: QRect, is_item: bool) -> None:
    """The ring of the keyboard: around an item, with a second line inside, or inside the whole lane."""
    if not is_item:
        paint_ring(painter, QRectF(area).adjusted(2, 2, -2, -2))
        return
    painter.setPen(QPen(theme.colour("text"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(area.adjusted(0, 0, -2, -1))
    paint_ring(painter, QRectF(area).adjusted(0, 0, -1, 0))
