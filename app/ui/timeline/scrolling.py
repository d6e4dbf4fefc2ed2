"""Zoom and scroll of a lane, with its scroll bar."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QScrollBar, QWidget

from app.ui.kit.text import tr
from app.ui.timeline.geometry import LEFT_PX, SCROLL_PX, ZOOM_STEP, Scale, clamped, content_px, fitting_zoom
from app.ui.timeline.model import ShotModel

MARGIN_PX = 24


class Scroller(QObject):
    """Owns the scale of a lane; every change goes through `set_scale`, which keeps it inside its limits."""

    scale_changed = Signal()

    def __init__(self, lane: QWidget, model: ShotModel) -> None:
        super().__init__(lane)
        self._lane = lane
        self._model = model
        self.scale = Scale()
        self.bar = QScrollBar(Qt.Orientation.Horizontal, lane)
        self.bar.setObjectName("timeline_scroll")
        self.bar.setAccessibleName(tr("Scroll the timeline"))
        self.bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.bar.valueChanged.connect(self._on_bar)

    def set_scale(self, scale: Scale) -> None:
        """Zoom and scroll are the nearest possible ones to `scale`."""
        model = self._model
        self.scale = clamped(scale, model.lane.end, model.rate, self._lane.width())
        self._follow()
        self.scale_changed.emit()

    def lay_out(self) -> None:
        """The lane has another size or content."""
        self.bar.setGeometry(0, self._lane.height() - SCROLL_PX, self._lane.width(), SCROLL_PX)
        self.set_scale(self.scale)

    def scroll_by(self, pixels: float) -> bool:
        """Whether the lane could be scrolled by that much or a part of it."""
        before = self.scale.scroll_px
        self.set_scale(self.scale.scrolled(before + pixels))
        return self.scale.scroll_px != before

    def zoom_to(self, px_per_frame: float, at_x: float) -> None:
        """Another zoom; what is under `at_x` stays there."""
        model, width = self._model, self._lane.width()
        wanted = clamped(Scale(px_per_frame), model.lane.end, model.rate, width).px_per_frame
        self.set_scale(self.scale.zoomed(wanted, at_x))

    def zoom_by(self, steps: float, at_x: float) -> None:
        """In by positive steps of × 1.25, out by negative ones."""
        self.zoom_to(self.scale.px_per_frame * ZOOM_STEP**steps, at_x)

    def playhead_x(self) -> float:
        """Where keys zoom: at the playhead if it is seen, else in the middle."""
        x = self.scale.x(self._model.playhead)
        return x if 0 <= x <= self._lane.width() else self._lane.width() / 2

    def fit(self) -> None:
        """The whole shot is seen."""
        model = self._model
        self.set_scale(Scale(fitting_zoom(model.lane.end, model.rate, self._lane.width())))

    def fit_frames(self, start: int, end: int) -> None:
        """These frames fill the lane."""
        zoom = max(1, self._lane.width() - 2 * LEFT_PX) / max(1, end - start)
        zoom = clamped(Scale(zoom), self._model.lane.end, self._model.rate, self._lane.width()).px_per_frame
        self.set_scale(Scale(zoom, start * zoom))

    def show_frames(self, start: int, end: int) -> None:
        """As little scrolling as makes these frames seen, their start first."""
        left, right = self.scale.x(start), self.scale.x(end)
        move = 0.0
        if right > self._lane.width() - MARGIN_PX:
            move = right - self._lane.width() + MARGIN_PX
        if left - move < LEFT_PX:
            move = left - LEFT_PX
        if move:
            self.scroll_by(move)

    def _follow(self) -> None:
        model, width = self._model, self._lane.width()
        content = content_px(self.scale.px_per_frame, model.lane.end, model.rate, width)
        blocker = QSignalBlocker(self.bar)
        self.bar.setRange(0, max(0, round(content - width)))
        self.bar.setPageStep(width)
        self.bar.setSingleStep(40)
        self.bar.setValue(round(self.scale.scroll_px))
        self.bar.setVisible(content > width + 0.5)
        blocker.unblock()

    def _on_bar(self, value: int) -> None:
        self.set_scale(self.scale.scrolled(value))
