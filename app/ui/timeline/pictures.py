"""Pictures of items at the height of the track, scaled once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap

if TYPE_CHECKING:
    from db.rows import ShotItem


Pictures = Callable[["ShotItem"], QImage | None]
Strips = Callable[["ShotItem", int], QImage | None]
"""The picture of a clip at a time in its media, in microseconds; None where there is no filmstrip."""

MAX_PIXMAPS = 600
NARROWEST, WIDEST = 0.4, 3.0  # width to height of one picture in the row


class PictureStock:
    """Scaled pixmaps of what the two callables give; asking costs nothing once a picture was scaled."""

    def __init__(self, pictures: Pictures, strips: Strips | None = None) -> None:
        self._pictures = pictures
        self._strips = strips
        self._scaled: OrderedDict[tuple[int, int, float], QPixmap] = OrderedDict()

    def picture(self, row: ShotItem, height: int, dpr: float, at_us: int | None = None) -> QPixmap | None:
        """The item's picture `height` high, of a clip at `at_us` where there is one; None: not there yet."""
        image = self._strips(row, at_us) if self._strips is not None and at_us is not None else None
        if image is None:
            image = self._pictures(row)
        if image is None or image.isNull() or height < 1:
            return None
        key = (image.cacheKey(), height, dpr)
        pixmap = self._scaled.get(key)
        if pixmap is None:
            pixmap = self._scaled[key] = _scale(image, height, dpr)
            if len(self._scaled) > MAX_PIXMAPS:
                self._scaled.popitem(last=False)
        else:
            self._scaled.move_to_end(key)
        return pixmap


def cell_width(row: ShotItem, height: int, pixmap: QPixmap | None) -> int:
    """How wide one picture of the item is in the row: its own shape, within reason."""
    if pixmap is not None:
        return max(1, round(pixmap.width() / pixmap.devicePixelRatio()))
    ratio = row.width / row.height if row.width and row.height else 16 / 9
    return max(1, round(height * min(WIDEST, max(NARROWEST, ratio))))


def cover(painter: QPainter, area: QRectF, pixmap: QPixmap) -> None:
    """Paints the middle of the picture so that it covers the area."""
    ratio = max(area.width() / pixmap.width(), area.height() / pixmap.height())
    width, height = area.width() / ratio, area.height() / ratio
    source = QRectF((pixmap.width() - width) / 2, (pixmap.height() - height) / 2, width, height)
    painter.drawPixmap(area, pixmap, source)


def _scale(image: QImage, height: int, dpr: float) -> QPixmap:
    ratio = min(WIDEST, max(NARROWEST, image.width() / image.height()))
    wide, high = max(1, round(height * ratio * dpr)), max(1, round(height * dpr))
    scaled = image.scaled(
        wide, high, Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
    )
    left, top = (scaled.width() - wide) // 2, (scaled.height() - high) // 2
    pixmap = QPixmap.fromImage(scaled.copy(left, top, wide, high))
    pixmap.setDevicePixelRatio(dpr)
    return pixmap
