"""Painting the items of a lane: only what is seen, nothing allocated that can be kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPixmap

from app.library.timeline import Item
from app.ui.kit import icons, theme, tokens
from app.ui.kit.text import short_number
from app.ui.timeline.geometry import BAR_PX
from app.ui.timeline.marks import paint_ring, paint_tear
from app.ui.timeline.pictures import PictureStock, cell_width, cover
from app.ui.timeline.slots import paint_slots
from app.ui.timeline.view import View

if TYPE_CHECKING:
    from db.rows import ShotItem

WITH_NAME_PX = 64
WITH_LENGTH_PX = 40
WITH_PICTURE_PX = 8
WITH_EDGES_PX = 16  # round corners and the inner line: dear, and not seen on narrower items
GAP_LABEL_PX = 32
NOTCH_PX = 3
PER_FRAME_PX = 48.0  # from here a clip shows one picture a frame
LINES_FROM_PX = 8.0
SOURCE_OPACITY = 0.35
_MAX_TEXTS = 2000


class StripPainter:
    """Paints items, gaps and slots; keeps shortened names and rounded corners per theme."""

    def __init__(self, stock: PictureStock) -> None:
        self._stock = stock
        self._texts: dict[tuple[str, int], str] = {}
        self._corners: dict[tuple[str, float], QImage] = {}
        self._metrics = QFontMetricsF(theme.font("small"))

    def forget(self) -> None:
        """Theme or text size are new."""
        self._texts.clear()
        self._corners.clear()
        self._metrics = QFontMetricsF(theme.font("small"))

    def paint(self, painter: QPainter, view: View, left: float, right: float) -> None:
        """Paints what lies between `left` and `right`."""
        painter.setFont(theme.font("small"))
        if view.is_crowded:
            paint_slots(painter, view, self._stock, left, right)
            return
        lane, scale = view.lane, view.scale
        last_x = -1e9
        for k in view.visible_rows(left, right):
            item = lane.items[k]
            x, end = scale.x(lane.starts[k]), scale.x(lane.ends[k])
            if item.id in view.hidden or end - last_x < 1:
                continue  # shares its pixel column with the one before
            last_x = end
            gap_from = lane.ends[k - 1] if k else 0
            self._paint_gap(painter, view, gap_from, lane.starts[k])
            area = QRectF(round(x), view.band.top, max(1, round(end) - round(x) - 1), view.band.height)
            if item.id in view.dimmed:
                painter.setOpacity(SOURCE_OPACITY)
            self.paint_item(painter, view, item, area, lane.ends[k] - lane.starts[k], lane.cut(k) > 0)
            painter.setOpacity(1.0)
        if scale.px_per_frame > LINES_FROM_PX:
            self._paint_frame_lines(painter, view, left, right)
        self._paint_rings(painter, view, left, right)

    def paint_item(
        self, painter: QPainter, view: View, item: Item, area: QRectF, length: int, cut: bool = False
    ) -> None:
        """One item in `area`, its bar at the foot."""
        row = view.rows.get(item.id)
        chosen = item.id in view.selected
        painter.fillRect(area, theme.colour("item-bar"))
        pictures = QRectF(area.left(), area.top(), area.width(), view.band.picture_px)
        if row is not None and area.width() >= WITH_PICTURE_PX:
            self._paint_pictures(painter, view, item, row, pictures)
        if area.width() >= WITH_EDGES_PX:
            self._paint_corners(painter, area)
        seen = QRectF(area)
        seen.setLeft(max(area.left(), 0.0))
        seen.setRight(min(area.right(), float(view.width)))
        self._paint_bar(painter, item, seen, length, chosen, cut)
        if cut and area.width() > 2 * tokens.RADIUS_ITEM:
            paint_tear(painter, area)

    # --- parts of an item ------------------------------------------------------------------------

    def _paint_pictures(self, painter: QPainter, view: View, item: Item, row: ShotItem, area: QRectF) -> None:
        height, dpr = int(area.height()), painter.device().devicePixelRatioF()
        per_frame = item.is_clip and view.scale.px_per_frame >= PER_FRAME_PX
        first = self._stock.picture(row, height, dpr, self._time(view, item, 0.0))
        cell = view.scale.px_per_frame if per_frame else cell_width(row, height, first)
        clip = painter.clipBoundingRect() if painter.hasClipping() else area
        k = max(0, int((clip.left() - area.left()) // cell))
        while (x := area.left() + k * cell) < min(area.right(), clip.right()):
            offset = k * cell / view.scale.px_per_frame
            pixmap = self._stock.picture(row, height, dpr, self._time(view, item, offset)) if k else first
            if pixmap is None:
                painter.fillRect(area, theme.colour("panel"))
                return
            width = min(cell, area.right() - x)
            _paint_cell(painter, QRectF(x, area.top(), width, height), pixmap, cell if per_frame else 0)
            k += 1
        if area.width() >= WITH_EDGES_PX:
            painter.setPen(theme.colour("picture-line"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area.adjusted(0, 0, -1, -1))

    def _time(self, view: View, item: Item, frames: float) -> int | None:
        if not item.is_clip:
            return None
        return int((item.in_frame + int(frames)) * 1_000_000 * view.fps[1] / view.fps[0])

    def _paint_bar(
        self, painter: QPainter, item: Item, area: QRectF, length: int, chosen: bool, cut: bool
    ) -> None:
        width = area.width()
        if width < WITH_LENGTH_PX:
            return
        bar = QRectF(area.left() + 6, area.bottom() - BAR_PX, width - 12, BAR_PX)
        painter.setPen(theme.colour("text" if chosen else "text-2"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        number = short_number(length)
        if cut:
            icon = icons.pixmap(
                "chevron-right", tokens.ICON_SMALL, "text-2", painter.device().devicePixelRatioF()
            )
            painter.drawPixmap(QPointF(bar.right() - 10, bar.top() + 3), icon)
            bar.setWidth(bar.width() - 12)
        painter.drawText(bar, right, number)
        if width < WITH_NAME_PX:
            return
        bar.setWidth(bar.width() - self._metrics.horizontalAdvance(number) - 4)
        if item.is_clip:
            dpr = painter.device().devicePixelRatioF()
            film = icons.pixmap("film", tokens.ICON_SMALL, "text" if chosen else "text-2", dpr)
            painter.drawPixmap(QPointF(bar.left(), bar.top() + 3), film)
            bar.setLeft(bar.left() + tokens.ICON_SMALL + 4)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(bar, left, self._shortened(item.name, int(bar.width())))

    def _shortened(self, name: str, width: int) -> str:
        key = (name, width)
        text = self._texts.get(key)
        if text is None:
            if len(self._texts) > _MAX_TEXTS:
                self._texts.clear()
            text = self._texts[key] = self._metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, width)
        return text

    def _paint_corners(self, painter: QPainter, area: QRectF) -> None:
        """Rounds a rectangle off by painting the ground over its corners: clipping is not smooth."""
        radius = tokens.RADIUS_ITEM
        mask = self._corner_mask(painter.device().devicePixelRatioF())
        size = mask.width() / 2
        places = (
            (area.left(), area.top(), 0, 0),
            (area.right() - radius, area.top(), 1, 0),
            (area.left(), area.bottom() - radius, 0, 1),
            (area.right() - radius, area.bottom() - radius, 1, 1),
        )
        for x, y, column, line in places:
            source = QRectF(column * size, line * size, size, size)
            painter.drawImage(QRectF(x, y, radius, radius), mask, source)

    def _corner_mask(self, dpr: float) -> QImage:
        key = (theme.name(), dpr)
        if key not in self._corners:
            side = 2 * tokens.RADIUS_ITEM
            size = round(side * dpr)
            mask = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
            mask.fill(theme.colour("canvas"))
            painter = QPainter(mask)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(Qt.GlobalColor.black)
            painter.drawEllipse(QRectF(0, 0, size, size))
            painter.end()
            self._corners[key] = mask
        return self._corners[key]

    # --- between the items -----------------------------------------------------------------------

    def _paint_gap(self, painter: QPainter, view: View, start: int, end: int) -> None:
        if end <= start:
            return
        x, until = view.scale.x(start), view.scale.x(end)
        band = view.band
        if until - x < NOTCH_PX:
            painter.fillRect(QRectF(round(x) - 1, band.top, NOTCH_PX, band.height), theme.colour("canvas"))
        elif until - x >= GAP_LABEL_PX:
            painter.setPen(theme.colour("text-3"))
            area = QRectF(x, band.top, until - x, band.height)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, short_number(end - start))

    def _paint_frame_lines(self, painter: QPainter, view: View, left: float, right: float) -> None:
        ink = theme.colour("picture-line")
        first = max(0, int(view.scale.frame(left)))
        for frame in range(first, int(view.scale.frame(right)) + 1):
            painter.fillRect(QRectF(round(view.scale.x(frame)), view.band.top, 1, view.band.picture_px), ink)

    def _paint_rings(self, painter: QPainter, view: View, left: float, right: float) -> None:
        chosen = [view.lane.index[i] for i in view.selected if i in view.lane.index and i not in view.hidden]
        seen = view.visible_rows(left, right)
        for k in chosen:
            if k in seen and view.lane.items[k].id not in view.dimmed:
                x, end = view.scale.x(view.lane.starts[k]), view.scale.x(view.lane.ends[k])
                area = QRectF(round(x), view.band.top, max(2, round(end) - round(x) - 1), view.band.height)
                paint_ring(painter, area)


def _paint_cell(painter: QPainter, area: QRectF, pixmap: QPixmap, frame_px: float) -> None:
    if frame_px:
        cover(painter, area, pixmap)
        return
    ratio = pixmap.devicePixelRatio()
    painter.drawPixmap(area, pixmap, QRectF(0, 0, area.width() * ratio, area.height() * ratio))
