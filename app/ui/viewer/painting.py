"""One picture on its ground: chequers under what is transparent, sharp pixels, a line around each from 800 % on."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap

from app.ui.kit import theme

CHEQUER_PX = 8
GRID_FROM = 8.0


@dataclass(frozen=True)
class Picture:
    """What is painted: the image, how large the original is, and whether this is all the original has.

    `levels` are smaller copies, each half as large as the one before, largest first: reduced pictures are painted
    from the next larger one, which is quicker and does not flicker. An image smaller than `full_size` stands in for it.
    """

    image: QImage
    full_size: QSize
    sharp: bool
    levels: tuple[QImage, ...] = ()


def draw(painter: QPainter, picture: Picture, area: QRectF, visible: QRectF, dpr: float) -> None:
    """The part of the picture that is in `visible`; all of it would be in `area` (device-independent pixels)."""
    shown = area.intersected(visible)
    if shown.isEmpty() or picture.image.isNull() or picture.full_size.isEmpty():
        return
    scale = area.width() * dpr / picture.full_size.width()
    image = _level(picture, area.width() * dpr)
    across, down = image.width() / area.width(), image.height() / area.height()
    left, top = math.floor((shown.left() - area.left()) * across), math.floor((shown.top() - area.top()) * down)
    right = min(image.width(), math.ceil((shown.right() - area.left()) * across))
    bottom = min(image.height(), math.ceil((shown.bottom() - area.top()) * down))
    source = QRect(left, top, max(1, right - left), max(1, bottom - top))
    target = QRectF(area.left() + left / across, area.top() + top / down, source.width() / across, source.height() / down)
    painter.save()
    painter.setClipRect(shown, Qt.ClipOperation.IntersectClip)
    if image.hasAlphaChannel():
        painter.setBrushOrigin(area.topLeft())
        painter.fillRect(shown, chequers(dpr))
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not (picture.sharp and scale >= 1))
    painter.drawImage(target, image, QRectF(source))
    if picture.sharp and scale >= GRID_FROM and image.size() == picture.full_size:
        _grid(painter, area, source, scale / dpr, dpr)
    painter.restore()


def _level(picture: Picture, width_px: float) -> QImage:
    """The smallest copy that has all the pixels that will be seen."""
    best = picture.image
    for level in picture.levels:
        if level.width() < width_px:
            break
        best = level
    return best


def _grid(painter: QPainter, area: QRectF, source: QRect, step: float, dpr: float) -> None:
    line, colour = 1 / dpr, theme.colour("pixel_line")
    top, bottom = area.top() + source.top() * step, area.top() + (source.bottom() + 1) * step
    left, right = area.left() + source.left() * step, area.left() + (source.right() + 1) * step
    lines: list[QRectF] = []
    for column in range(source.left(), source.right() + 2):
        lines.append(QRectF(round((area.left() + column * step) * dpr) / dpr, top, line, bottom - top))
    for row in range(source.top(), source.bottom() + 2):
        lines.append(QRectF(left, round((area.top() + row * step) * dpr) / dpr, right - left, line))
    for each in lines:
        painter.fillRect(each, colour)


_chequers: dict[tuple[str, float], QPixmap] = {}


def chequers(dpr: float) -> QPixmap:
    """Two by two squares of the ground under what is transparent."""
    key = (theme.name(), dpr)
    if key not in _chequers:
        side = max(1, round(CHEQUER_PX * dpr))
        tile = QPixmap(2 * side, 2 * side)
        tile.setDevicePixelRatio(dpr)
        tile.fill(theme.colour("chequer"))
        painter = QPainter(tile)
        for x, y in ((0, 0), (1, 1)):
            painter.fillRect(QRectF(x * side / dpr, y * side / dpr, side / dpr, side / dpr), theme.colour("chequer_2"))
        painter.end()
        _chequers[key] = tile
    return _chequers[key]
