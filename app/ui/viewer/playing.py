"""The clip or sound that is looked at: its player, its bar, and bars that go while it plays and nobody moves."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSize, QTimer
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.library.pictures import Original
from app.ui.background import Background
from app.ui.kit.text import tr
from app.ui.viewer import clip_keys
from app.ui.viewer.canvas import Canvas
from app.ui.viewer.card import TroubleCard
from app.ui.viewer.clip_player import ClipPlayer
from app.ui.viewer.transport import Transport
from db import Variant

STILL_MS = 2000


class Playing(QObject):
    """Nothing plays by itself; another item ends what plays. The player is made with the first clip."""

    def __init__(self, canvas: Canvas, transport: Transport, trouble: TroubleCard, background: Background,
                 parent: QObject) -> None:
        super().__init__(parent)
        self._background = background
        self._canvas, self._transport, self._trouble = canvas, transport, trouble
        self.player: ClipPlayer | None = None
        self.location = ""
        self.frame_shown = False  # the canvas has a picture of the clip, not its poster
        canvas.scale_changed.connect(self._on_scale)

    @property
    def is_open(self) -> bool:
        """Whether a clip or a sound is looked at."""
        return bool(self.location)

    def show(self, original: Original | None, variant: Variant | None) -> None:
        """This is looked at: a clip or a sound is opened at its first frame, anything else ends what was played."""
        if original is None or original.kind == "image":
            self.rest()
            return
        if original.location == self.location:
            return
        if variant is None or variant.location != original.location:
            self.rest()  # until more is known of it
            return
        self.location, self.frame_shown = original.location, False
        player = self._player()
        self._trouble.say("", "", False)
        player.open(original.path, variant)
        self._on_scale(self._canvas.scale())
        self._transport.show()

    def rest(self) -> None:
        """Nothing is played and no file is open."""
        self.location, self.frame_shown = "", False
        self._transport.hide()
        player = self._take_away()
        if player is not None:  # its threads are waited for beside the window
            self._background.run(player.close, lambda _none: player.deleteLater())

    def stop(self) -> None:
        """No thread is left."""
        player = self._take_away()
        if player is not None:
            player.close()
        self._transport.stop()

    def _take_away(self) -> ClipPlayer | None:
        player, self.player = self.player, None
        if player is not None:
            self._transport.set_player(None)
            player.frame_ready.disconnect(self._on_frame)
            player.failed.disconnect(self._on_failed)
        return player

    def press(self, event: QKeyEvent) -> bool:
        """Whether the key was for what is played."""
        return self.player is not None and self.is_open and clip_keys.press(self.player, event)

    def _player(self) -> ClipPlayer:
        if self.player is None:
            self.player = ClipPlayer(self)
            self.player.frame_ready.connect(self._on_frame)
            self.player.failed.connect(self._on_failed)
            self._transport.set_player(self.player)
        return self.player

    def _on_frame(self, image: QImage, _frame: int) -> None:
        if self.player is not None and self.is_open:
            full = self.player.full_size
            size = image.size() if full.isEmpty() else full
            self.frame_shown = True
            self._canvas.set_picture(image, size, image.size() == size)

    def _on_failed(self, sentence: str) -> None:
        if self.is_open:
            self._trouble.say(sentence, tr(
                "Its entry and thumbnail are kept. Open the file with another program, or put it back."), True)

    def _on_scale(self, scale: float) -> None:
        """Frames are decoded as large as they are seen."""
        player = self.player
        if player is None:
            return
        if self._canvas.zoom.scale is None or player.full_size.isEmpty():
            player.set_display_size(self._canvas.size() * self._canvas.devicePixelRatioF())
        else:
            share = min(1.0, scale)
            player.set_display_size(QSize(round(player.full_size.width() * share), round(player.full_size.height() * share)))


class Fading(QObject):
    """Bars go 2 s after the last movement while something plays; their places are kept, so that nothing jumps."""

    def __init__(self, bars: list[QWidget], playing: Playing, parent: QObject) -> None:
        super().__init__(parent)
        self._bars, self._playing = bars, playing
        for bar in bars:
            policy = bar.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            bar.setSizePolicy(policy)
        self._still = QTimer(self, singleShot=True, interval=STILL_MS)
        self._still.timeout.connect(self._go)

    def stir(self) -> None:
        """Somebody moved."""
        for bar in self._bars:
            bar.show()
        self._still.start()

    def _go(self) -> None:
        player, focused = self._playing.player, QApplication.focusWidget()
        if player is None or not player.playing or any(focused is not None and bar.isAncestorOf(focused) for bar in self._bars):
            return
        for bar in self._bars:
            bar.hide()
