"""The small dark plates on pictures: drawn once for each thing they say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPixmap

from app.ui.gallery.captions import kind_of, length_text
from app.ui.kit import icons, theme, tokens
from app.ui.kit.text import short_number
from db import Card

HEIGHT_PX = 18
INSET_PX = 5
MARGIN_PX = 4  # from the picture's corner
GAP_PX = 4
DOT_PX = 6
ALL_FROM_PX = 112  # smaller tiles have only the length and the unseen dot
ANY_FROM_PX = 72
NARROW_PX = 48  # narrower pictures have their badges at the corners of the cell
MAX_DRAWN = 600
REACH_PX = 21  # a plate of 18 px is hit on 24
RATING_PX = 9  # a star of a rating: smaller than that of "starred", which is alone on its plate


@dataclass(frozen=True)
class Badge:
    """What a plate says: an icon, a text, the dot of unseen variants, a rating; any of them may be missing."""

    icon: str = ""
    text: str = ""
    dot: bool = False
    rating: int = 0


STAR = Badge("star-filled")
STAR_OUTLINE = Badge("star")
REJECTED = Badge("ban")


class BadgeStock:
    """The plates as pixmaps, for one theme and one text size."""

    def __init__(self) -> None:
        self._drawn: dict[tuple[Badge, float], QPixmap] = {}

    def clear(self) -> None:
        """They are drawn again (another theme or text size)."""
        size_of.cache_clear()
        _places.cache_clear()
        self._drawn.clear()

    def pixmap(self, badge: Badge, dpr: float) -> QPixmap:
        """The plate, sharp on a screen of this ratio."""
        key = (badge, dpr)
        if key not in self._drawn:
            if len(self._drawn) >= MAX_DRAWN:
                self._drawn.clear()
            self._drawn[key] = _draw(badge, dpr)
        return self._drawn[key]


def height_px() -> int:
    """How high plates are at the text size in force."""
    return max(HEIGHT_PX, theme.line_px("small-medium") + 2)


@lru_cache(maxsize=MAX_DRAWN)
def size_of(badge: Badge) -> QSize:
    """How large a plate is."""
    height = height_px()
    parts = list(_widths(badge))
    wide = sum(parts) + GAP_PX * (len(parts) - 1) + 2 * INSET_PX
    return QSize(max(height, round(wide)) if badge.text or badge.rating else height, height)


def places(
    card: Card, picture: QRect, box: QRect, tile_px: int, hovered: bool
) -> Iterator[tuple[Badge, QPoint]]:
    """The plates of a tile, each with its top left corner. If two on one edge do not fit, the left one goes."""
    length = card.duration_us if card.duration_us and kind_of(card) != "image" else None
    says = Says(
        card.starred, hovered, card.variants, card.unseen > 0, card.parts, length, card.rating, card.rejected
    )
    ground = picture if picture.width() >= NARROW_PX else box
    for badge, x, y in _places(says, ground.width(), ground.height(), tile_px):
        yield badge, QPoint(ground.left() + x, ground.top() + y)


class Says(NamedTuple):
    """What of a card is told by plates."""

    starred: bool
    hovered: bool
    variants: int
    unseen: bool
    parts: int
    length_us: int | None
    rating: int = 0
    rejected: bool = False


@lru_cache(maxsize=4_000)
def _places(says: Says, width: int, height: int, tile_px: int) -> tuple[tuple[Badge, int, int], ...]:
    """The plates and where they are on their ground."""
    if tile_px < ANY_FROM_PX:
        return ()
    everything = tile_px >= ALL_FROM_PX
    star = variants = parts = length = rating = None
    rejected = REJECTED if says.rejected else None
    if everything and (says.starred or says.hovered):
        star = STAR if says.starred else STAR_OUTLINE
    if everything and says.variants > 1:
        variants = Badge("layers", short_number(says.variants), says.unseen)
    elif says.unseen:
        variants = Badge(dot=True)
    if everything and says.parts:
        parts = Badge("scissors", short_number(says.parts))
    if everything and says.rating:
        rating = Badge(rating=says.rating)
    if says.length_us is not None:
        length = Badge(text=length_text(says.length_us))
    foot = height - MARGIN_PX - height_px()
    return (
        *_edge((rejected, star), variants, width, MARGIN_PX),
        *_edge((rating, parts), length, width, foot),
    )


def star_holds(card: Card, picture: QRect, box: QRect, tile_px: int, point: QPoint) -> bool:
    """Whether a click here is one on the tile's star (it is hovered then: shown if it fits)."""
    for badge, corner in places(card, picture, box, tile_px, hovered=True):
        if badge in (STAR, STAR_OUTLINE):
            reach = REACH_PX - height_px()
            return QRect(corner, size_of(badge)).adjusted(-reach, -reach, reach, reach).contains(point)
    return False


def _edge(
    lefts: tuple[Badge | None, ...], right: Badge | None, width: int, top: int
) -> Iterator[tuple[Badge, int, int]]:
    right_px = size_of(right).width() if right is not None else 0
    if right is not None:
        yield right, width - MARGIN_PX - right_px, top
    room = width - 2 * MARGIN_PX - (right_px + GAP_PX if right is not None else 0)
    x, alone = MARGIN_PX, right is None
    for left in lefts:
        if left is not None and (alone or size_of(left).width() <= room):
            yield left, x, top
            taken = size_of(left).width() + GAP_PX
            x, room, alone = x + taken, room - taken, False


def _widths(badge: Badge) -> Iterator[float]:
    if badge.icon:
        yield tokens.ICON_SMALL
    if badge.text:
        yield QFontMetricsF(theme.font("small-medium")).horizontalAdvance(badge.text)
    if badge.rating:
        yield badge.rating * RATING_PX
    if badge.dot:
        yield DOT_PX


def _draw(badge: Badge, dpr: float) -> QPixmap:
    size = size_of(badge)
    pixmap = QPixmap(round(size.width() * dpr), round(size.height() * dpr))
    pixmap.setDevicePixelRatio(dpr)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("scrim"))
    painter.drawRoundedRect(QRectF(QPointF(), size), tokens.RADIUS_TAG, tokens.RADIUS_TAG)
    parts = list(_widths(badge))
    x = (size.width() - sum(parts) - GAP_PX * (len(parts) - 1)) / 2
    middle = size.height() / 2
    if badge.icon:
        icon = icons.pixmap(badge.icon, tokens.ICON_SMALL, "on-scrim", dpr)
        painter.drawPixmap(QPointF(round(x), middle - tokens.ICON_SMALL / 2), icon)
        x += tokens.ICON_SMALL + GAP_PX
    if badge.text:
        width = parts[1 if badge.icon else 0]
        painter.setFont(theme.font("small-medium"))
        painter.setPen(theme.colour("on-scrim"))
        painter.drawText(QRectF(x, 0, width + 1, size.height()), Qt.AlignmentFlag.AlignVCenter, badge.text)
        painter.setPen(Qt.PenStyle.NoPen)
        x += width + GAP_PX
    if badge.rating:
        small = icons.pixmap("star-filled", RATING_PX, "on-scrim", dpr)
        for place in range(badge.rating):
            painter.drawPixmap(QPointF(round(x) + place * RATING_PX, middle - RATING_PX / 2), small)
    if badge.dot:
        painter.setBrush(theme.colour("unseen"))
        painter.drawEllipse(QRectF(x, middle - DOT_PX / 2, DOT_PX, DOT_PX))
    painter.end()
    return pixmap
