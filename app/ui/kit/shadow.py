"""The shadow under what floats: painted, since graphics effects are slow on large or scrolling widgets."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from app.ui.kit import theme, tokens

SPREAD_PX = 24
DROP_PX = 8


def paint_shadow(painter: QPainter, card: QRectF, radius: float = tokens.RADIUS_CARD) -> None:
    """Paints a soft shadow around and below `card`, out to SPREAD_PX; the card itself comes on top."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    strength = theme.colour("shadow").alpha() / 255
    for step in range(SPREAD_PX, 0, -2):
        # Rings over each other: the sum falls off like a blurred edge.
        tint = QColor(0, 0, 0)
        tint.setAlphaF(strength * 0.12 * (1 - step / (SPREAD_PX + 2)) ** 1.5 + 0.001)
        painter.setBrush(tint)
        grown = card.adjusted(-step, -step, step, step).translated(0, DROP_PX)
        painter.drawRoundedRect(grown, radius + step, radius + step)
    painter.restore()


def paint_card(painter: QPainter, area: QRectF, radius: float = tokens.RADIUS_CARD) -> None:
    """Paints the ground and the 1 px edge of something that floats."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(theme.colour("line"))
    painter.setBrush(theme.colour("raised"))
    painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.restore()


class ShadowUnder(QWidget):
    """The shadow of a sibling widget; the mouse goes through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._picture = QPixmap()  # kept: what lies below is painted again with each news, and the rings cost 5 ms
        theme.theme_changed.connect(self._forget)

    def _forget(self) -> None:
        self._picture = QPixmap()

    def follow(self, card: QRect) -> None:
        """Lies around `card`, given in the parent's coordinates."""
        around = card.adjusted(-SPREAD_PX, -SPREAD_PX, SPREAD_PX, SPREAD_PX + DROP_PX)
        self.setGeometry(around)

    def paintEvent(self, event: QPaintEvent) -> None:
        dpr = self.devicePixelRatioF()
        size = (self.size().toSizeF() * dpr).toSize()
        if self._picture.size() != size:
            self._picture = QPixmap(size)
            self._picture.setDevicePixelRatio(dpr)
            self._picture.fill(Qt.GlobalColor.transparent)
            drawing = QPainter(self._picture)
            paint_shadow(drawing, QRectF(self.rect()).adjusted(SPREAD_PX, SPREAD_PX, -SPREAD_PX, -SPREAD_PX - DROP_PX))
            drawing.end()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        painter.end()
