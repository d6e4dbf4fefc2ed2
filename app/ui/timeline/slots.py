"""The lane zoomed out so far that items would be hairlines."""

from __future__ import annotations

from bisect import bisect_left

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from app.ui.kit import theme
from app.ui.kit.text import short_number
from app.ui.timeline.geometry import BAR_PX
from app.ui.timeline.pictures import PictureStock, cover
from app.ui.timeline.view import View

SLOT_PX = 36


def paint_slots(painter: QPainter, view: View, stock: PictureStock, left: float, right: float) -> None:
    """Slots of equal width instead of items: the first picture of each and how many start in it."""
    scale = view.scale
    origin = scale.x(0)
    chosen = sorted(view.lane.index[i] for i in view.selected if i in view.lane.index)
    k = max(0, int((left - origin) // SLOT_PX))
    while (x := origin + k * SLOT_PX) < right:
        k += 1
        _paint_slot(painter, view, stock, x, chosen)
        if scale.frame(x) > view.lane.end:
            break


def _paint_slot(painter: QPainter, view: View, stock: PictureStock, x: float, chosen: list[int]) -> None:
    lane, band = view.lane, view.band
    first = bisect_left(lane.starts, view.scale.frame(x))
    behind = bisect_left(lane.starts, view.scale.frame(x + SLOT_PX))
    number = behind - first
    item = lane.items[first] if number else lane.at(view.scale.frame(x))
    if item is None:
        return
    area = QRectF(round(x), band.top, SLOT_PX - 1, band.height)
    painter.fillRect(area, theme.colour("item-bar"))
    row = view.rows.get(item.id)
    dpr = painter.device().devicePixelRatioF()
    pixmap: QPixmap | None = stock.picture(row, band.picture_px, dpr) if row is not None else None
    pictures = QRectF(area.left(), area.top(), area.width(), band.picture_px)
    if pixmap is not None:
        cover(painter, pictures, pixmap)
    else:
        painter.fillRect(pictures, theme.colour("panel"))
    if number:
        painter.setPen(theme.colour("text-2"))
        bar = QRectF(area.left(), area.bottom() - BAR_PX, area.width(), BAR_PX)
        painter.drawText(bar, Qt.AlignmentFlag.AlignCenter, short_number(number))
    if bisect_left(chosen, first) < bisect_left(chosen, behind):
        mark = QRectF(area.left(), area.bottom() + 2, area.width(), 3)
        painter.fillRect(mark, theme.colour("accent"))


def slot_rect(view: View, x: float) -> QRect:
    """The slot around `x`."""
    origin = view.scale.x(0)
    left = origin + (x - origin) // SLOT_PX * SLOT_PX
    return QRect(round(left), view.band.top, SLOT_PX - 1, view.band.height)
