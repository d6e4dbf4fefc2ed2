"""A clip of the slide show: plays to its end, with sound."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from app.ui.viewer.clip_player import ClipPlayer
from db import Variant


class SlideClip(QObject):
    """`ended` once, when the last frame was shown or the file turned out to be none that can be played."""

    frame_ready = Signal(QImage)
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player: ClipPlayer | None = None
        self._goes = False  # whether it was started

    def open(self, path: Path, variant: Variant, playing: bool) -> None:
        """This clip is shown from its beginning."""
        self.close()
        self._player = player = ClipPlayer(self)
        player.frame_ready.connect(self._on_frame)
        player.changed.connect(self._on_changed)
        player.failed.connect(self._on_failed)
        player.open(path, variant)
        if playing:
            self.play()

    def is_open(self) -> bool:
        """Whether a clip is shown."""
        return self._player is not None

    def play(self) -> None:
        """It goes on, from its beginning if it is over."""
        if self._player is not None:
            self._goes = True
            self._player.play()

    def pause(self) -> None:
        """It stands."""
        self._goes = False
        if self._player is not None:
            self._player.pause()

    def close(self) -> None:
        """No player is left."""
        player, self._player, self._goes = self._player, None, False
        if player is not None:
            player.close()
            player.deleteLater()

    def _on_frame(self, image: QImage, _frame: int) -> None:
        if self.sender() is self._player:
            self.frame_ready.emit(image)

    def _on_changed(self) -> None:
        player = self._player
        if (player is not None and self._goes and player.film is not None and not player.playing
                and player.frame >= player.frames - 1):
            self._goes = False
            self.ended.emit()

    def _on_failed(self, _sentence: str) -> None:
        if self._player is not None and self._player.film is None:  # its poster stays for a while
            self.close()
            self.ended.emit()
