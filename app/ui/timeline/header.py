"""The row above the lane: where the playhead is, which shot this is, and how it is seen."""

from __future__ import annotations

import math

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from app.library.timeline import timecode
from app.ui.kit import theme
from app.ui.kit.buttons import icon_button
from app.ui.kit.elided import ElidedLabel
from app.ui.kit.labels import label
from app.ui.kit.pill import CountPill
from app.ui.kit.text import number, tr
from app.ui.kit.wheel import guard_wheel
from app.ui.timeline.commands import Commands
from app.ui.timeline.geometry import MAX_ZOOM, least_zoom
from app.ui.timeline.lane import LaneView

HEIGHT_PX = 40
SLIDER_PX = 96
SMALL_SLIDER_PX = 64
SLIDER_STEPS = 1000


class Header(QWidget):
    """Follows model and lane; its buttons do what the keys of the same name do."""

    def __init__(self, lane: LaneView, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timeline_header")
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._lane = lane
        self._model = lane.model
        self._make(commands)
        self._lay_out()
        self._model.changed.connect(self._on_changed)
        self._model.playhead_changed.connect(self._on_playhead)
        self._model.snap_changed.connect(self.snap.setChecked)
        lane.scroller.scale_changed.connect(self._on_scale)
        theme.theme_changed.connect(self._set_height)
        self._on_changed()

    def _make(self, commands: Commands) -> None:
        self.back = icon_button(
            "skip-back", tr("Go to the start"), "timeline_start", "Home", on_click=commands.go_to_start
        )
        self.forward = icon_button(
            "skip-forward", tr("Go to the end"), "timeline_end", "End", on_click=commands.go_to_end
        )
        self._timecode = label("", "timecode")
        self._timecode.setObjectName("timeline_timecode")
        self._count = label("", "small", "text-3")
        self._number = label("", "body", "text-3")
        self._name = ElidedLabel(mode="end", role="strong")
        self._name.setObjectName("timeline_shot_name")
        self._rate = label("", "small", "text-3")
        self.snap = icon_button("magnet", tr("Snap"), "timeline_snap", "N", checkable=True)
        self.snap.setChecked(self._model.snaps)
        self.snap.toggled.connect(self._model.set_snaps)
        self.fit = icon_button(
            "move-horizontal", tr("Fit the shot"), "timeline_fit", "\\", on_click=commands.fit
        )
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setObjectName("timeline_zoom")
        self.slider.setAccessibleName(tr("Zoom"))
        self.slider.setToolTip(tr("Zoom"))
        self.slider.setRange(0, SLIDER_STEPS)
        self.slider.setFixedWidth(SLIDER_PX)
        guard_wheel(self.slider)
        self.slider.valueChanged.connect(self._on_slider)
        self.tray = icon_button("inbox", tr("Unpositioned items"), "timeline_tray_button", checkable=True)
        self.tray_count = CountPill("timeline_tray_button_count", tr("Unpositioned items"))
        self._zoom_out = icon_button(
            "zoom-out", tr("Zoom out"), "timeline_zoom_out", "−", on_click=self._smaller(commands)
        )
        self._zoom_in = icon_button(
            "zoom-in", tr("Zoom in"), "timeline_zoom_in", "+", on_click=self._larger(commands)
        )

    @staticmethod
    def _smaller(commands: Commands):
        return lambda: commands.zoom(-1)

    @staticmethod
    def _larger(commands: Commands):
        return lambda: commands.zoom(1)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(4)
        self._separator = QWidget()
        self._separator.setProperty("ground", "line")
        self._separator.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._separator.setFixedSize(1, 16)
        row.addWidget(self.back)
        row.addWidget(self.forward)
        row.addSpacing(4)
        row.addWidget(self._timecode)
        row.addSpacing(4)
        row.addWidget(self._count)
        row.addSpacing(8)
        row.addWidget(self._separator)
        row.addSpacing(8)
        row.addWidget(self._number)
        row.addWidget(self._name)
        row.addSpacing(4)
        row.addWidget(self._rate)
        row.addStretch(1)
        for widget in (self.snap, self.fit, self._zoom_out, self.slider, self._zoom_in):
            row.addWidget(widget)
        row.addSpacing(4)
        row.addWidget(self.tray)
        row.addWidget(self.tray_count)
        self.set_compact(False)
        self._set_height()

    def _set_height(self) -> None:
        self.setFixedHeight(theme.scaled(HEIGHT_PX))

    def set_compact(self, compact: bool) -> None:
        """Narrow windows: a shorter slider, no rate, the tray as a button."""
        self.slider.setFixedWidth(SMALL_SLIDER_PX if compact else SLIDER_PX)
        self._rate.setVisible(not compact)
        self.tray.setVisible(compact)
        self.tray_count.setVisible(compact)

    def _on_changed(self) -> None:
        shot = self._model.shot
        self.setEnabled(shot is not None)
        if shot is None:
            for text in (self._timecode, self._count, self._number, self._name, self._rate):
                text.setText("")
            self._separator.hide()
            return
        self._separator.show()
        self._name.setText(shot.name)
        rate = shot.fps_num / max(1, shot.fps_den)
        self._rate.setText(tr("{rate} fps", rate=f"{rate:.3f}".rstrip("0").rstrip(".")))
        self.tray_count.set_count(len(self._model.lane.tray))
        self._on_playhead(self._model.playhead)

    def set_number(self, text: str) -> None:
        """The shot's number as the sidebar writes it."""
        self._number.setText(text)

    def _on_playhead(self, frame: int) -> None:
        if self._model.shot is None:
            return
        self._timecode.setText(timecode(frame, self._model.rate))
        end = number(self._model.lane.end)
        self._count.setText(tr("{frame} of {end}", frame=number(frame), end=end))

    # --- zoom ------------------------------------------------------------------------------------

    def _least(self) -> float:
        model = self._model
        return least_zoom(model.lane.end, model.rate, self._lane.width())

    def _on_scale(self) -> None:
        """The slider is logarithmic: equal ways zoom by equal factors."""
        least = self._least()
        share = math.log(self._lane.scale.px_per_frame / least) / max(1e-9, math.log(MAX_ZOOM / least))
        blocker = QSignalBlocker(self.slider)
        self.slider.setValue(round(share * SLIDER_STEPS))
        blocker.unblock()

    def _on_slider(self, value: int) -> None:
        least = self._least()
        zoom = least * (MAX_ZOOM / least) ** (value / SLIDER_STEPS)
        self._lane.scroller.zoom_to(zoom, self._lane.scroller.playhead_x())


class TrayHead(QWidget):
    """The head of the tray: its name and how many wait there."""

    def __init__(self, lane: LaneView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = lane.model
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(label(tr("Unpositioned"), "strong"))
        self.count = CountPill("timeline_tray_count", tr("Unpositioned items"))
        row.addWidget(self.count)
        row.addStretch(1)
        self.setFixedHeight(theme.scaled(HEIGHT_PX))
        self._model.changed.connect(self._on_changed)

    def _on_changed(self) -> None:
        self.count.set_count(len(self._model.lane.tray))
