"""Rings, tears, tips and bubbles: the small shapes that lie on a lane."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from app.ui.kit import icons, theme, tokens

BUBBLE_PX = 18
TIP_PX = 26
MARGIN_PX = 2


def paint_ring(painter: QPainter, area: QRectF, role: str = "accent") -> None:
    """A 2 px ring around an item."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour(role), tokens.RING_PX))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(area.adjusted(-1, -1, 1, 1), tokens.RADIUS_ITEM + 1, tokens.RADIUS_ITEM + 1)
    painter.restore()


def paint_tear(painter: QPainter, area: QRectF) -> None:
    """The right edge of a cut clip: teeth, since it goes on below its neighbour."""
    tooth = 4.0
    outline = QPolygonF([QPointF(area.right() + 1, area.top())])
    y, inside = area.top(), False
    while y < area.bottom():
        outline.append(QPointF(area.right() + 1 - (tooth * 0.75 if inside else 0), y))
        y, inside = y + tooth, not inside
    outline.append(QPointF(area.right() + 1, area.bottom()))
    path = QPainterPath()
    path.addPolygon(outline)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(path, theme.colour("canvas"))
    painter.restore()


def paint_bubble(painter: QPainter, x: float, text: str, width: float) -> None:
    """The number above a snap line, centred on `x` but always whole."""
    font = theme.font("small-strong")
    wide = QFontMetricsF(font).horizontalAdvance(text) + 12
    left = max(MARGIN_PX, min(x - wide / 2, width - wide - MARGIN_PX))
    area = QRectF(round(left), 3, round(wide), BUBBLE_PX)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("text"))
    painter.drawRoundedRect(area, tokens.RADIUS_TAG, tokens.RADIUS_TAG)
    painter.setFont(font)
    painter.setPen(theme.colour("canvas"))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def paint_tip(
    painter: QPainter, x: float, y: float, head: str, text: str, bounds: QRectF, icon: str = ""
) -> None:
    """One sentence in a small card, its left edge at `x` but always whole; `head` is strong."""
    strong, plain = theme.font("small-strong"), theme.font("small")
    head_px = QFontMetricsF(strong).horizontalAdvance(head) + 8 if head else 0.0
    icon_px = tokens.ICON_SMALL + 8 if icon else 0
    wide = 16 + icon_px + head_px + QFontMetricsF(plain).horizontalAdvance(text)
    left = max(bounds.left() + MARGIN_PX, min(x, bounds.right() - wide - MARGIN_PX))
    top = min(y, bounds.bottom() - TIP_PX - MARGIN_PX)
    area = QRectF(round(left), round(top), round(wide), TIP_PX)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(theme.colour("line"))
    painter.setBrush(theme.colour("raised"))
    painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), tokens.RADIUS_CONTROL, tokens.RADIUS_CONTROL)
    inside = area.adjusted(8, 0, -8, 0)
    if icon:
        dpr = painter.device().devicePixelRatioF()
        picture = icons.pixmap(icon, tokens.ICON_SMALL, "danger", dpr)
        painter.drawPixmap(QPointF(inside.left(), area.center().y() - tokens.ICON_SMALL / 2), picture)
        inside.setLeft(inside.left() + icon_px)
    middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.setPen(theme.colour("text"))
    if head:
        painter.setFont(strong)
        painter.drawText(inside, middle, head)
        inside.setLeft(inside.left() + head_px)
        painter.setPen(theme.colour("text-2"))
    painter.setFont(plain)
    painter.drawText(inside, middle, text)
    painter.restore()


def paint_playhead(painter: QPainter, x: float, height: float, frame_px: float = 0.0) -> None:
    """The line and its head in the ruler; a bar as wide as the frame where frames are wide."""
    ink = theme.colour("accent")
    left = round(x)
    painter.save()
    painter.fillRect(QRectF(left, 0, 1, height), ink)
    if frame_px > 0:
        painter.fillRect(QRectF(left + 1, 24, frame_px - 1, 3), ink)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    middle = left + 0.5
    head = [(-5.5, 0), (5.5, 0), (5.5, 8.5), (0, 14), (-5.5, 8.5)]
    painter.drawPolygon(QPolygonF([QPointF(middle + dx, dy) for dx, dy in head]))
    painter.restore()
