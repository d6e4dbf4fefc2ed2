"""A list that scrolls while something is held near its upper or lower edge."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtWidgets import QAbstractScrollArea

ZONE_PX = 24
STEP_PX = 12
EVERY_MS = 30


class EdgeScroll(QObject):
    """`hold` with each move of the drag, `stop` when it is over."""

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self._by_px = 0
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._scroll)

    def hold(self, point: QPoint) -> None:
        """Something is held at this point of the viewport."""
        below = point.y() > self._area.viewport().height() - ZONE_PX
        self._by_px = STEP_PX if below else -STEP_PX if point.y() < ZONE_PX else 0
        if not self._by_px:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    def stop(self) -> None:
        """Nothing is held any more."""
        self._timer.stop()

    def _scroll(self) -> None:
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.value() + self._by_px)
