"""What is painted around small pictures: ring, label, dot, and the mark that says there is more."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QLinearGradient, QPainter, QPen

from app.ui.inspector.strip_layout import SIDE_PX
from app.ui.kit import icons, theme, tokens

RING_AWAY_PX = 2
DOT_PX = 6
RIM_PX = 2


def ring(painter: QPainter, picture: QRect, role: str = "accent") -> None:
    """A ring around the picture, a little away from it."""
    half = tokens.RING_PX / 2
    area = QRectF(picture).adjusted(-RING_AWAY_PX - half, -RING_AWAY_PX - half, RING_AWAY_PX + half, RING_AWAY_PX + half)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour(role), tokens.RING_PX))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(area, tokens.RADIUS_CONTROL, tokens.RADIUS_CONTROL)
    painter.restore()


def ring_inside(painter: QPainter, area: QRectF, role: str = "accent") -> None:
    """A ring just inside the edge of a row or a control."""
    half = tokens.RING_PX / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour(role), tokens.RING_PX))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(area.adjusted(half, half, -half, -half), tokens.RADIUS_CONTROL - half, tokens.RADIUS_CONTROL - half)
    painter.restore()


def ground(painter: QPainter, area: QRect | QRectF, role: str) -> None:
    """A rounded ground under a row or a cell."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(role))
    painter.drawRoundedRect(QRectF(area), tokens.RADIUS_CONTROL, tokens.RADIUS_CONTROL)
    painter.restore()


def drop_ground(painter: QPainter, area: QRectF) -> None:
    """The look of a place that would take what is held over it."""
    ground(painter, area, "accent-wash")
    ring_inside(painter, area)


def unseen_dot(painter: QPainter, corner: QPointF) -> None:
    """The dot of something not seen yet, at the top right corner of its picture."""
    centre = corner + QPointF(-2, 2)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for role, radius in (("panel", DOT_PX / 2 + RIM_PX), ("accent", DOT_PX / 2)):
        painter.setBrush(theme.colour(role))
        painter.drawEllipse(centre, radius, radius)
    painter.restore()


def cell_label(painter: QPainter, line: QRect, text: str, primary: bool, strong: bool) -> None:
    """The line under a picture; the primary one has its mark."""
    font = theme.font("small")
    left = line.left()
    if primary:
        size = tokens.ICON_SMALL
        tick = icons.pixmap("circle-check", size, "accent", painter.device().devicePixelRatio())
        painter.drawPixmap(left, line.top() + (line.height() - size) // 2, tick)
        left += size + 4
    painter.setFont(font)
    painter.setPen(theme.colour("text" if strong else "text-2"))
    room = QRect(left, line.top(), max(0, line.right() + 1 - left), line.height())
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


def more(painter: QPainter, area: QRect, height: int, right: bool) -> None:
    """A fade and an arrow at one end: there is more on that side."""
    zone = QRect(area.right() + 1 - SIDE_PX if right else area.left(), area.top(), SIDE_PX, area.height())
    clear = QColor(theme.colour("panel"))
    clear.setAlpha(0)
    fade = QLinearGradient(zone.left(), 0, zone.right() + 1, 0)
    fade.setColorAt(0.0 if right else 1.0, clear)
    fade.setColorAt(0.45 if right else 0.55, theme.colour("panel"))
    fade.setColorAt(1.0 if right else 0.0, theme.colour("panel"))
    painter.fillRect(zone, fade)
    size = tokens.ICON_SMALL
    arrow = icons.pixmap("chevron-right", size, "text-2", painter.device().devicePixelRatio())
    painter.save()
    painter.translate(zone.center().x() + 1 + (2 if right else -2), area.top() + height / 2)
    if not right:
        painter.scale(-1, 1)
    painter.drawPixmap(-size // 2, -size // 2, arrow)
    painter.restore()
