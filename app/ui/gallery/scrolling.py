"""Where the view stands: a Python number of pixels, of which the scroll bar is a coarser picture.

Qt's numbers end at 2³¹, ten million items in one column do not.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication

MOST_STEPS = 2**30
FLYING_WITHIN_S = 0.08
SETTLED_AFTER_MS = 60


class Scroller:
    """The place in the whole, for one view; `moved` is called with the distance."""

    def __init__(self, view: QAbstractScrollArea) -> None:
        self._view = view
        self.top = 0
        self._height = 0
        self._unit = 1
        self._following = False
        self._jumped_at = 0.0
        self.flying = False
        """True while jump follows jump (the thumb is dragged): too fast to look at pictures."""
        self.settled = QTimer(view, singleShot=True, interval=SETTLED_AFTER_MS)
        self.settled.timeout.connect(self._land)

    @property
    def last(self) -> int:
        """The lowest place."""
        return max(0, self._height - self._view.viewport().height())

    def set_range(self, height: int, step: int) -> None:
        """The whole is so high; `step` is one line."""
        self._height = height
        page = self._view.viewport().height()
        self._unit = 1 + self.last // MOST_STEPS
        bar = self._view.verticalScrollBar()
        self._following = True
        bar.setRange(0, self.last // self._unit)
        bar.setPageStep(max(1, page // self._unit))
        bar.setSingleStep(max(1, step // 3 // self._unit))
        self.top = min(self.top, self.last)
        bar.setValue(self.top // self._unit)
        self._following = False

    def go(self, top: int) -> int:
        """The view stands there, or as near as it can; how far it moved."""
        wanted = max(0, min(top, self.last))
        moved, self.top = wanted - self.top, wanted
        if moved:
            self._note_speed(moved)
            self._following = True
            self._view.verticalScrollBar().setValue(self.top // self._unit)
            self._following = False
        return moved

    def bar_moved(self) -> int | None:
        """How far the user moved it by the bar; None when it only follows."""
        if self._following:
            return None
        bar = self._view.verticalScrollBar()
        at_end = bar.value() == bar.maximum()
        return self.go(self.last if at_end else bar.value() * self._unit)

    def wheel_distance(self, event: QWheelEvent, line: int) -> int:
        """What one turn of the wheel or a stroke on a touch pad means, in pixels downwards."""
        pixels = event.pixelDelta().y()
        if pixels:
            return -pixels
        notch = round(line * 0.5 * QApplication.wheelScrollLines() / 3)
        return round(-event.angleDelta().y() / 120 * notch)

    def _note_speed(self, moved: int) -> None:
        if abs(moved) <= self._view.viewport().height():
            return
        now = time.monotonic()
        self.flying = now - self._jumped_at < FLYING_WITHIN_S
        self._jumped_at = now
        if self.flying:
            self.settled.start()

    def _land(self) -> None:
        self.flying = False
        self._view.viewport().update()
