"""The tags of an item as chips that flow over several lines."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.inspector import strip_paint as draw
from app.ui.kit import theme
from app.ui.kit.text import tr

CHIP_PX = 24
INSET_PX = 8
GAP_PX = 4


class Tags(QWidget):
    """Only to be seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector_tags")
        self.setAccessibleName(tr("Tags"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._tags: list[str] = []
        theme.theme_changed.connect(self._fit)

    def set_tags(self, tags: Sequence[str]) -> None:
        """Shows these."""
        if list(tags) != self._tags:
            self._tags = list(tags)
            self.setAccessibleDescription(", ".join(tags))
            self._fit()

    def tags(self) -> list[str]:
        """What is shown."""
        return list(self._tags)

    def chip_rects(self) -> list[QRect]:
        """Where each chip is."""
        metrics = QFontMetricsF(theme.font("small-medium"))
        height = max(CHIP_PX, theme.line_px("small") + 8)
        rects, x, y = [], 0, 0
        for tag in self._tags:
            width = min(round(metrics.horizontalAdvance(tag)) + 2 * INSET_PX, max(1, self.width()))
            if x and x + width > self.width():
                x, y = 0, y + height + GAP_PX
            rects.append(QRect(x, y, width, height))
            x += width + GAP_PX
        return rects

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(160, self.height())

    def _fit(self) -> None:
        rects = self.chip_rects()
        self.setFixedHeight(rects[-1].bottom() + 1 if rects else 0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.font("small-medium"))
        metrics = QFontMetricsF(theme.font("small-medium"))
        for tag, chip in zip(self._tags, self.chip_rects(), strict=True):
            draw.ground(painter, chip, "pressed")
            painter.setPen(theme.colour("text"))
            inner = chip.adjusted(INSET_PX, 0, -INSET_PX, 0)
            shown = metrics.elidedText(tag, Qt.TextElideMode.ElideRight, inner.width() + 1)
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.end()
