"""Small pictures cut to a shape: scaled once, painted often."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPen, QPixmap

from app.ui.kit import theme, tokens
from app.ui.kit.thumbnail_cache import ThumbnailCache

KEPT = 600  # 64 × 36 at twice the density: 9 KB each

Key = tuple[str, int, int, float, str]


class Thumbs:
    """Paints thumbnails that fill their area (cover), with round corners and the fine line inside the edge."""

    def __init__(self, cache: ThumbnailCache) -> None:
        self.cache = cache
        self._made: OrderedDict[Key, QPixmap] = OrderedDict()

    def paint(self, painter: QPainter, area: QRect, location: str | None) -> None:
        """The picture of `location` in `area`; an empty place in its shape until it is there, or without one."""
        pixmap = self._pixmap(location, area.size(), painter.device().devicePixelRatio()) if location else None
        if pixmap is None:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("pressed"))
            painter.drawRoundedRect(area, tokens.RADIUS_TAG, tokens.RADIUS_TAG)
            painter.restore()
            return
        painter.drawPixmap(area.topLeft(), pixmap)

    def _pixmap(self, location: str, size: QSize, dpr: float) -> QPixmap | None:
        key = (location, size.width(), size.height(), dpr, theme.name())
        made = self._made.get(key)
        if made is not None:
            self._made.move_to_end(key)
            return made
        image = self.cache.get(location)
        if image is None or size.isEmpty():
            return None
        made = _cut(image, size, dpr)
        self._made[key] = made
        while len(self._made) > KEPT:
            self._made.popitem(last=False)
        return made


def _cut(image: QImage, size: QSize, dpr: float) -> QPixmap:
    pixels = QSize(round(size.width() * dpr), round(size.height() * dpr))
    filled = image.scaled(
        pixels, Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
    )
    made = QPixmap(pixels)
    made.setDevicePixelRatio(dpr)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shape = QPainterPath()
    shape.addRoundedRect(QRectF(0, 0, size.width(), size.height()), tokens.RADIUS_TAG, tokens.RADIUS_TAG)
    painter.setClipPath(shape)
    filled.setDevicePixelRatio(dpr)
    surplus_x = (filled.width() / dpr - size.width()) / 2
    surplus_y = (filled.height() / dpr - size.height()) / 2
    painter.drawImage(QPointF(-surplus_x, -surplus_y), filled)
    painter.setClipping(False)
    painter.setPen(QPen(theme.colour("picture-line"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inner = QRectF(0.5, 0.5, size.width() - 1, size.height() - 1)
    painter.drawRoundedRect(inner, tokens.RADIUS_TAG - 0.5, tokens.RADIUS_TAG - 0.5)
    painter.end()
    return made
