"""A letter and a name in the corner of a picture that is compared."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.ui.kit import theme, tokens

HEIGHT_PX = 24
INSET_PX = 8
GAP_PX = 4
RING = tokens.RING_PX


class CornerLabel(QWidget):
    """White on a scrim; with a ring while it is the one that keys act on. The pointer goes through it."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._letter = self._text = ""
        self._ringed = False
        self.hide()

    def set_text(self, letter: str, text: str) -> None:
        """Says “A” and what it is."""
        self._letter, self._text = letter, text
        self.setAccessibleName(f"{letter}, {text}")
        self.update()

    def text(self) -> str:
        """What it says."""
        return f"{self._letter} {self._text}"

    def set_ringed(self, ringed: bool) -> None:
        """Whether keys act on it."""
        if ringed != self._ringed:
            self._ringed = ringed
            self.update()

    def is_ringed(self) -> bool:
        """Whether keys act on it."""
        return self._ringed

    def fit(self, most_px: int) -> None:
        """As wide as its words, but no wider than that."""
        self.resize(min(self.sizeHint().width(), max(HEIGHT_PX, most_px)), self.sizeHint().height())

    def _letter_px(self) -> float:
        return QFontMetricsF(theme.font("small-strong")).horizontalAdvance(self._letter)

    def sizeHint(self) -> QSize:
        words = QFontMetricsF(theme.font("small-medium")).horizontalAdvance(self._text)
        return QSize(round(self._letter_px() + words + GAP_PX + 2 * INSET_PX + 1), theme.scaled(HEIGHT_PX, "small"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("scrim"))
        painter.drawRoundedRect(area, tokens.RADIUS_TAG, tokens.RADIUS_TAG)
        if self._ringed:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("unseen"), RING))  # the accent that is made for pictures, in both themes
            painter.drawRoundedRect(area.adjusted(RING / 2, RING / 2, -RING / 2, -RING / 2), tokens.RADIUS_TAG, tokens.RADIUS_TAG)
        painter.setPen(theme.colour("on-scrim"))
        painter.setFont(theme.font("small-strong"))
        upright = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
        painter.drawText(area.adjusted(INSET_PX, 0, 0, 0), upright, self._letter)
        font = theme.font("small-medium")
        painter.setFont(font)
        rest = area.adjusted(INSET_PX + self._letter_px() + GAP_PX, 0, -INSET_PX, 0)
        shown = QFontMetricsF(font).elidedText(self._text, Qt.TextElideMode.ElideMiddle, rest.width() + 1)
        painter.drawText(rest, upright, shown)
        painter.end()
