"""Thumbnails as they are painted: scaled once, corners and edge done, sharp on the screen they are on."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Iterable
from functools import lru_cache

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap

from app.ui.kit import theme, tokens
from app.ui.kit.thumbnail_cache import ThumbnailCache

MAX_BYTES = 128 * 1024 * 1024
THUMBNAIL_PX = 320  # the long side of thumbnails; pictures are not shown larger
BUDGET_S = 0.006  # of scaling in one paint; the rest is drawn roughly and done in the next turn
FADED = 0.45
MOST_SHAPES = 10_000
SHARP_BYTES = 64 * 1024 * 1024
TOO_FEW = 0.95  # of the pixels that the screen has: so few are seen
SAME_SHAPE = 0.05  # thumbnails are whole pixels: so much their shape may differ from the original's

Key = tuple[str, int, int, float, bool]


class PictureStock:
    """Pixmaps by thumbnail location and size, the least recently painted dropped."""

    def __init__(self, thumbnails: ThumbnailCache) -> None:
        self.thumbnails = thumbnails
        self._pixmaps: OrderedDict[Key, QPixmap] = OrderedDict()
        self._bytes = 0
        self._spent_s = 0.0
        self._shapes: OrderedDict[str, QSize] = OrderedDict()
        self._judged: dict[tuple[str | None, int | None, int | None], QSize] = {}
        self._sharp: OrderedDict[str, QImage] = OrderedDict()
        self._blurry: set[Key] = set()
        self.blurred: set[str] = set()
        """Thumbnails that were painted with fewer pixels than the screen has, until somebody clears it."""
        self.hurried = False
        """True while the user flies past: nothing new is read or scaled."""
        self.behind = False
        """Whether a picture was painted roughly since `begin`, so that another paint is due."""

    def begin(self) -> None:
        """A paint begins: it may spend its share on scaling."""
        self._spent_s, self.behind = 0.0, False

    def clear(self) -> None:
        """Pixmaps are made again (another theme)."""
        self._pixmaps.clear()
        self._blurry.clear()
        self._bytes = 0

    def sharpen(self, location: str, image: QImage) -> bool:
        """This larger picture takes the thumbnail's place from the next paint on; False when it is no larger."""
        known = self._shapes.get(location)
        if known is not None and image.width() <= known.width():
            return False
        self._sharp[location] = image
        self._sharp.move_to_end(location)
        while len(self._sharp) > 1 and sum(each.sizeInBytes() for each in self._sharp.values()) > SHARP_BYTES:
            self._sharp.popitem(last=False)
        for key in [key for key in self._blurry if key[0] == location]:
            self._blurry.discard(key)
            gone = self._pixmaps.pop(key, None)
            self._bytes -= gone.width() * gone.height() * 4 if gone is not None else 0
        return True

    def forget_sharp(self, locations: Iterable[str]) -> None:
        """These files have changed: what was read of them is read again."""
        for location in locations:
            self._sharp.pop(location, None)

    def failed(self, location: str) -> bool:
        """Whether there is no picture to wait for."""
        return self.thumbnails.failed(location)

    def shape(self, location: str | None, width: int | None, height: int | None) -> QSize:
        """The size of the thumbnail, known from the original's before it is read; empty when nobody knows."""
        key = (location, width, height)
        judged = self._judged.get(key)
        if judged is not None:
            return judged
        known = self._shapes.get(location or "")
        shape = _likely(known, width, height)
        if known is not None:
            if len(self._judged) > MOST_SHAPES:
                self._judged.clear()
            self._judged[key] = shape
        return shape

    def image(self, location: str) -> QImage | None:
        """The thumbnail if it is in memory; otherwise it is read, unless the user flies past."""
        if self.hurried:
            return None
        image = self.thumbnails.get(location)
        if image is not None and location not in self._shapes:
            self._shapes[location] = image.size()
            if len(self._shapes) > MOST_SHAPES:
                self._shapes.popitem(last=False)
        return image

    def key(self, area: QRectF, location: str, dpr: float, faded: bool) -> Key:
        """Under what a picture of this size is kept."""
        return (location, round(area.width() * dpr), round(area.height() * dpr), dpr, faded)

    def paint_again(self, painter: QPainter, left: int, top: int, key: Key) -> bool:
        """Paints a picture that is kept; False when it is not."""
        pixmap = self._pixmaps.get(key)
        if pixmap is None:
            return False
        self._pixmaps.move_to_end(key)
        if key in self._blurry:
            self.blurred.add(key[0])
        painter.drawPixmap(left, top, pixmap)
        return True

    def paint(self, painter: QPainter, area: QRectF, location: str, dpr: float, faded: bool) -> bool:
        """Paints the picture over the whole of `area`; False when it is not there yet."""
        key = self.key(area, location, dpr, faded)
        pixmap = self._pixmaps.get(key)
        if pixmap is not None:
            self._pixmaps.move_to_end(key)
            if key in self._blurry:
                self.blurred.add(location)
            painter.drawPixmap(area.topLeft(), pixmap)
            return True
        image = self._sharp.get(location) or self.image(location)
        if image is None:
            return False
        if self._spent_s > BUDGET_S and not faded:  # a faded one must not flash in full colour
            self.behind = True
            painter.drawImage(area, image)
            return True
        start = time.perf_counter()
        painter.drawPixmap(area.topLeft(), self._keep(key, rounded(image, key[1], key[2], dpr, faded)))
        if image.width() < key[1] * TOO_FEW:
            self._blurry.add(key)
            self.blurred.add(location)
        self._spent_s += time.perf_counter() - start
        return True

    def _keep(self, key: Key, pixmap: QPixmap) -> QPixmap:
        self._pixmaps[key] = pixmap
        self._bytes += pixmap.width() * pixmap.height() * 4
        while self._bytes > MAX_BYTES and len(self._pixmaps) > 1:
            gone, oldest = self._pixmaps.popitem(last=False)
            self._blurry.discard(gone)
            self._bytes -= oldest.width() * oldest.height() * 4
        return pixmap


def _likely(known: QSize | None, width: int | None, height: int | None) -> QSize:
    """The thumbnail's size by the original's; that of the picture itself where they contradict each other."""
    if not width or not height:
        return known if known is not None else QSize()
    scale = min(1.0, THUMBNAIL_PX / max(width, height))
    told = QSize(max(1, round(width * scale)), max(1, round(height * scale)))
    if (
        known is not None
        and abs(known.width() * told.height() / known.height() / told.width() - 1) > SAME_SHAPE
    ):
        return known  # the file was turned or changed since
    return told


def rounded(image: QImage, width: int, height: int, dpr: float, faded: bool) -> QPixmap:
    """The picture at a size in device pixels, with round corners and the line inside its edge."""
    smooth = Qt.TransformationMode.SmoothTransformation
    scaled = image.scaled(QSize(max(1, width), max(1, height)), Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
    if faded:
        scaled = scaled.convertToFormat(QImage.Format.Format_Grayscale8)
    pixmap = QPixmap(scaled.size())
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setOpacity(FADED if faded else 1.0)
    painter.drawImage(0, 0, scaled)
    painter.setOpacity(1.0)
    # Only corners and edges are drawn: two rounded rectangles over the whole picture took ten times as long.
    line, line_px = theme.colour("picture-line"), max(1, round(dpr))
    wide, high = pixmap.width(), pixmap.height()
    inside = high - 2 * line_px
    painter.fillRect(0, 0, wide, line_px, line)
    painter.fillRect(0, high - line_px, wide, line_px, line)
    painter.fillRect(0, line_px, line_px, inside, line)
    painter.fillRect(wide - line_px, line_px, line_px, inside, line)
    corners = _corners(min(round(tokens.RADIUS_PICTURE * dpr), wide // 2, high // 2))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
    for corner, right, lower in corners:
        painter.drawImage((wide - corner.width()) * right, (high - corner.height()) * lower, corner)
    painter.end()
    pixmap.setDevicePixelRatio(dpr)
    return pixmap


@lru_cache(maxsize=64)
def _corners(radius: int) -> tuple[tuple[QImage, bool, bool], ...]:
    """What is left of the pixels in the corners: each with whether it is at the right, and below."""
    if radius < 1:
        return ()
    whole = QImage(2 * radius, 2 * radius, QImage.Format.Format_ARGB32_Premultiplied)
    whole.fill(Qt.GlobalColor.transparent)
    painter = QPainter(whole)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.GlobalColor.black)
    painter.drawEllipse(whole.rect())
    painter.end()
    places = ((False, False), (True, False), (False, True), (True, True))
    return tuple((whole.copy(radius * right, radius * lower, radius, radius), right, lower) for right, lower in places)
