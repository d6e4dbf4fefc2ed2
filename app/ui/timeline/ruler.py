"""Painting the ruler."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QPainter

from app.ui.kit import theme
from app.ui.timeline.geometry import RULER_PX, Scale, tick_label, ticks

MAJOR_PX = 8
MINOR_PX = 4
LABEL_ROOM_PX = 80  # labels that begin left of what is painted still reach into it


def paint_ruler(painter: QPainter, scale: Scale, rate: int, left: float, right: float) -> None:
    """Ground, ticks and labels between two x."""
    painter.fillRect(QRectF(left, 0, right - left, RULER_PX), theme.colour("panel"))
    painter.setFont(theme.font("small"))
    painter.setPen(theme.colour("text-3"))
    strong, faint = theme.colour("text-3"), theme.colour("line-strong")
    baseline = 2 + (16 + QFontMetricsF(theme.font("small")).capHeight()) / 2
    for frame, labelled in ticks(scale, rate, left - LABEL_ROOM_PX, right):
        x = round(scale.x(frame))
        if labelled:
            painter.fillRect(QRectF(x, RULER_PX - MAJOR_PX, 1, MAJOR_PX), strong)
            painter.drawText(QPointF(x + 4, baseline), tick_label(frame, rate))
        else:
            painter.setOpacity(0.55)
            painter.fillRect(QRectF(x, RULER_PX - MINOR_PX, 1, MINOR_PX), faint)
            painter.setOpacity(1.0)
