"""Clips that are compared go in step by time: one leads, the others show the frame that belongs to its moment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage

from app.ui.viewer.clip_player import ClipPlayer
from app.ui.viewer.compare_time import Rate, leader, rate_of
from db import Variant

SCREEN = QSize(1920, 1080)  # up to four are decoded at once


class _Clip(QObject):
    """One player, and the place of its picture."""

    frame_ready = Signal(int, QImage)

    def __init__(self, place: int, rate: Rate, player: ClipPlayer, parent: QObject) -> None:
        super().__init__(parent)
        self.place, self.rate, self.player = place, rate, player
        self.asked = 0
        self.image: QImage | None = None
        player.frame_ready.connect(self._on_frame)

    def _on_frame(self, image: QImage, _frame: int) -> None:
        self.image = image
        self.frame_ready.emit(self.place, image)


class ClipsInStep(QObject):
    """The leading clip is played by hand (its player goes into the transport); only it is heard.

    The others never play by themselves: whatever the leader does (other speeds, backwards, a loop) they follow.
    """

    frame_ready = Signal(int, QImage)  # place, picture
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None, make_player: Callable[[QObject], ClipPlayer] = ClipPlayer) -> None:
        super().__init__(parent)
        self._make_player = make_player
        self._clips: list[_Clip] = []
        self._leader: _Clip | None = None
        self._whole = False

    def open(self, clips: Sequence[tuple[Path | None, Variant]]) -> None:
        """These are compared; what is no clip, or has no file, has a place without a player."""
        self.close()
        rates = [rate_of(variant) if path is not None else Rate(1, 1, 1) for path, variant in clips]
        leading = leader(rates)
        for place, (path, variant) in enumerate(clips):
            if path is None or rates[place].frames <= 1:
                continue
            player = self._make_player(self)
            clip = _Clip(place, rates[place], player, self)
            clip.frame_ready.connect(self.frame_ready)
            player.failed.connect(self.failed)
            player.set_muted(place != leading)
            player.open(path, variant)
            self._set_size(clip)
            self._clips.append(clip)
            if place == leading:
                self._leader = clip
                player.moved.connect(self._follow)

    def close(self) -> None:
        """No player is left."""
        for clip in self._clips:
            clip.player.close()
            clip.player.deleteLater()
            clip.deleteLater()
        self._clips, self._leader = [], None

    def swap(self, one: int, other: int) -> None:
        """What was in these places is in the other one."""
        for clip in self._clips:
            clip.place = {one: other, other: one}.get(clip.place, clip.place)

    def show_again(self) -> None:
        """The frame of each clip is told once more."""
        for clip in self._clips:
            if clip.image is not None:
                self.frame_ready.emit(clip.place, clip.image)

    def leader(self) -> ClipPlayer | None:
        """The player that is played by hand; None without clips."""
        return self._leader.player if self._leader is not None else None

    def frames(self) -> dict[int, int]:
        """Which frame of each clip is shown now, by place."""
        return {clip.place: clip.player.frame for clip in self._clips}

    def has_frame(self, place: int) -> bool:
        """Whether a frame of the clip in this place is seen, not its poster."""
        return any(clip.place == place and clip.image is not None for clip in self._clips)

    def set_whole(self, whole: bool) -> None:
        """Frames are decoded to all their pixels, or to what a screen shows of them."""
        if whole != self._whole:
            self._whole = whole
            for clip in self._clips:
                self._set_size(clip)

    def _set_size(self, clip: _Clip) -> None:
        variant = clip.player.variant
        if self._whole and variant is not None and variant.width and variant.height:
            clip.player.set_display_size(QSize(variant.width, variant.height))
        else:
            clip.player.set_display_size(SCREEN)

    def _follow(self, frame: int) -> None:
        if self._leader is None:
            return
        moment = self._leader.rate.start_us(frame)
        for clip in self._clips:
            wanted = clip.rate.frame_at(moment)
            if clip is not self._leader and clip.asked != wanted:
                clip.asked = wanted
                clip.player.seek(wanted)
