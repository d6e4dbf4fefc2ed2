"""The bar below a clip: play and steps, where it is, the line of its time, loop, speed and volume."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QActionGroup, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSlider, QToolButton, QWidget

from app.ui.kit import icons, theme
from app.ui.kit.buttons import MAX_PX, icon_button, tooltip_text
from app.ui.kit.labels import label
from app.ui.kit.menus import menu
from app.ui.kit.text import counted, tr
from app.ui.kit.wheel import guard_wheel
from app.ui.viewer.clip_line import ClipLine
from app.ui.viewer.clip_player import SPEEDS, ClipPlayer, timecode
from app.ui.viewer.waveform import Waveform

HEIGHT_PX = 36
VOLUME_PX = 72
VOLUME_STEPS = 100
NARROW_PX, SLIM_PX = 760, 520  # below the first: no volume slider and no jumps; below the second: no time and rate either


class Transport(QWidget):
    """Follows a `ClipPlayer` (`set_player`); `stop` ends the thread of its waveform."""

    def __init__(self, parent: QWidget | None = None, cache: Path | None = None) -> None:
        """`cache`: the library's, where waveforms are kept."""
        super().__init__(parent)
        self.setObjectName("transport")
        self.setAccessibleName(tr("Playback"))
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._cache = cache
        self._player: ClipPlayer | None = None
        self._resumes = False
        self.waveform = Waveform(self)
        self.waveform.changed.connect(self._on_changed)
        self._make()
        self._lay_out()
        theme.theme_changed.connect(self._set_height)
        self.setEnabled(False)

    def set_player(self, player: ClipPlayer | None) -> None:
        """It shows this player, and its buttons are for that."""
        if self._player is not None:
            self._player.moved.disconnect(self._on_moved)
            self._player.changed.disconnect(self._on_changed)
        self._player = player
        self.setEnabled(player is not None)
        if player is not None:
            player.moved.connect(self._on_moved)
            player.changed.connect(self._on_changed)
            self._on_changed()

    def stop(self) -> None:
        """No thread is left."""
        self.waveform.stop()

    # --- parts ---

    def _make(self) -> None:
        do = self._do
        self.start = icon_button("skip-back", tr("To the start"), "clip_start", tr("Home"), on_click=do(lambda p: p.seek(0)))
        self.back = icon_button("step-back", tr("One frame back"), "clip_back", ",", on_click=do(lambda p: p.step(-1)))
        self.play = icon_button("play", tr("Play"), "clip_play", tr("Space"), on_click=do(lambda p: p.toggle()))
        self.forward = icon_button("step-forward", tr("One frame on"), "clip_forward", ".", on_click=do(lambda p: p.step(1)))
        self.end = icon_button("skip-forward", tr("To the end"), "clip_end", tr("End"),
                               on_click=do(lambda p: p.seek(p.frames - 1)))  # fmt: skip
        self.back.setAutoRepeat(True)
        self.forward.setAutoRepeat(True)
        self.frame = label("", "timecode-large", parent=self)
        self.frame.setObjectName("clip_frame")
        self.total = label("", "timecode-large", "text-3", parent=self)
        self.total.setObjectName("clip_total")
        self.line = ClipLine(self)
        self.line.grabbed.connect(self._on_grabbed)
        self.line.released.connect(self._on_released)
        self.line.pulled.connect(self._on_pulled)
        self.skipped = label("", "small", "warn", parent=self)
        self.skipped.setObjectName("clip_skipped")
        self.time = label("", "timecode", "text-2", parent=self)
        self.time.setObjectName("clip_time")
        self.rate = label("", "small", "text-3", parent=self)
        self.rate.setObjectName("clip_rate")
        self.loop = icon_button("repeat", tr("Loop"), "clip_loop", "Shift+L", checkable=True)
        self.loop.setToolTip(tr("Loop  Shift+L\nShift+I, Shift+O: it begins, ends here; Alt+X: no marks"))
        self.loop.toggled.connect(self._on_loop)
        self.speed = self._speed_button()
        self.mute = icon_button("volume-2", tr("Mute"), "clip_mute", "M", checkable=True)
        self.mute.toggled.connect(self._on_mute)
        self.volume = QSlider(Qt.Orientation.Horizontal, self)
        self.volume.setObjectName("clip_volume")
        self.volume.setAccessibleName(tr("Volume"))
        self.volume.setToolTip(tr("Volume"))
        self.volume.setRange(0, VOLUME_STEPS)
        self.volume.setFixedWidth(VOLUME_PX)
        guard_wheel(self.volume)
        self.volume.valueChanged.connect(self._on_volume)
        self.no_sound = label("", "small", "text-3", parent=self)
        self.no_sound.setObjectName("clip_no_sound")

    def _speed_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("clip_speed")
        button.setAccessibleName(tr("Speed"))
        button.setToolTip(tooltip_text(tr("Speed; the pitch goes with it, backwards there is no sound"), "J K L"))
        button.setAutoRaise(True)
        button.setProperty("words", True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setMaximumSize(MAX_PX, MAX_PX)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        choices = menu("clip_speeds", button)
        group = QActionGroup(choices)
        for speed in SPEEDS:
            action = choices.addAction(words_for(speed))
            action.setCheckable(True)
            action.setData(speed)
            group.addAction(action)
        group.triggered.connect(lambda action: self._player and self._player.set_speed(action.data()))
        button.setMenu(choices)
        return button

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(4)
        for button in (self.start, self.back, self.play, self.forward, self.end):
            row.addWidget(button)
        row.addSpacing(4)
        row.addWidget(self.frame)
        row.addWidget(self.total)
        row.addSpacing(4)
        row.addWidget(self.line, 1)
        row.addSpacing(4)
        for widget in (self.skipped, self.time, self.rate, self.loop, self.speed, self.mute, self.volume, self.no_sound):
            row.addWidget(widget)
        self.skipped.hide()
        self.no_sound.hide()
        self._set_height()

    def _set_height(self) -> None:
        self.setFixedHeight(theme.scaled(HEIGHT_PX, "timecode-large"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        wide, slim = self.width() >= NARROW_PX, self.width() < SLIM_PX
        heard = self._player is not None and self._player.has_sound and not self._player.sound_trouble
        self.start.setVisible(wide)
        self.end.setVisible(wide)
        self.volume.setVisible(wide and heard)
        self.no_sound.setVisible(wide and not heard and bool(self.no_sound.text()))
        self.time.setVisible(not slim)
        self.rate.setVisible(not slim and bool(self.rate.text()))

    # --- from the player ---

    def _on_moved(self, frame: int) -> None:
        player = self._player
        if player is None:
            return
        if not self.line.isSliderDown():
            self.line.show_frame(frame)
        film = player.film
        sound = film is not None and not film.pictures
        known = player.exact or sound
        theme.set_ink(self.frame, "text" if known else "text-3")
        self.frame.setToolTip("" if known else tr("A frame near it is shown until this one is decoded."))
        digits = len(str(max(1, player.frames)))
        self.frame.setText(timecode(frame, player.fps) if sound else f"{frame + 1:0{digits}}")
        last = max(0, player.frames - 1)
        self.total.setText(f"/ {timecode(last, player.fps)}" if sound else f"/ {player.frames}")
        self.time.setText("" if sound else timecode(frame, player.fps))
        self.line.show_state(player.cached, player.marks, self.waveform.levels)
        skipped = player.skipped
        self.skipped.setVisible(skipped > 0)
        self.skipped.setText(counted(skipped, "{n} skipped", "{n} skipped"))
        self.skipped.setToolTip(tr("Frames that came too late to be shown since the clip was opened"))

    def _on_changed(self) -> None:
        player = self._player
        if player is None:
            return
        film = player.film
        variant = player.variant
        self.waveform.load(film if film is not None and player.has_sound else None, self._cache,
                           variant.sha256 if variant else None)  # fmt: skip
        self.line.show_frames(player.frames)
        self._on_moved(player.frame)
        self._show_play(player)
        pictures = film is None or film.pictures
        self.rate.setText(tr("{fps} fps", fps=f"{player.fps:.5g}") if pictures and player.fps else "")
        with QSignalBlocker(self.loop):
            self.loop.setChecked(player.looping)
        speed = player.speed if player.playing else player.rate
        self.speed.setText(words_for(speed))
        for action in self.speed.menu().actions():
            action.setChecked(action.data() == player.rate)
        self._show_sound(player)
        self._fold()

    def _show_play(self, player: ClipPlayer) -> None:
        text = tr("Pause") if player.playing else tr("Play")
        if self.play.accessibleName() != text:
            icons.set_icon(self.play, "pause" if player.playing else "play")
            self.play.setAccessibleName(text)
            self.play.setToolTip(tooltip_text(text, tr("Space")))

    def _show_sound(self, player: ClipPlayer) -> None:
        why = tr(player.sound_trouble) if player.sound_trouble else "" if player.has_sound else tr("No sound")
        self.no_sound.setText(why)
        silent = player.muted or player.volume == 0 or bool(why)
        if self.mute.property("silent") != silent:
            self.mute.setProperty("silent", silent)
            icons.set_icon(self.mute, "volume-x" if silent else "volume-2")
        self.mute.setEnabled(not why)
        self.mute.setToolTip(why or tooltip_text(tr("Sound on") if player.muted else tr("Mute"), "M"))
        with QSignalBlocker(self.mute), QSignalBlocker(self.volume):
            self.mute.setChecked(player.muted)
            self.volume.setValue(round(player.volume * VOLUME_STEPS))

    # --- to the player ---

    def _do(self, what):
        return lambda: what(self._player) if self._player is not None else None

    def _on_pulled(self, frame: int) -> None:
        if self._player is not None:
            self._player.seek(frame)

    def _on_grabbed(self) -> None:
        if self._player is not None:
            self._resumes = self._player.playing
            self._player.pause()

    def _on_released(self) -> None:
        if self._player is not None and self._resumes:
            self._player.play()
        self._resumes = False

    def _on_loop(self, on: bool) -> None:
        if self._player is not None:
            self._player.set_looping(on)

    def _on_mute(self, on: bool) -> None:
        if self._player is not None:
            self._player.set_muted(on)

    def _on_volume(self, value: int) -> None:
        if self._player is not None:
            self._player.set_volume(value / VOLUME_STEPS)


def words_for(speed: float) -> str:
    """1×, −2×, 0.25×."""
    return f"{'−' if speed < 0 else ''}{abs(speed):g}×"
