"""A clip and a sound with their bar, as the viewer shows them: `python -m tests.screens.clip_pages OUT` for these alone."""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import fields
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.media.playing.device import NoDevice, Pull, Sink, silent_device
from app.ui.application import make_application
from app.ui.kit import theme
from app.ui.viewer.canvas import Canvas
from app.ui.viewer.clip_player import ClipPlayer
from app.ui.viewer.transport import Transport
from db import Variant
from tests.clip_factory import make_mp4
from tests.screens.waiting import wait
from tests.sound_factory import make_sound

THEMES: tuple[theme.ThemeName, ...] = ("dark", "light")
WIDTHS = (640, 960, 1440)
STEP_MS, PATIENCE = 50, 100


def variant_of(path: Path) -> Variant:
    """A variant whose file that is; of its facts the player needs none."""
    unknown = dict.fromkeys(field.name for field in fields(Variant))
    return Variant(**{**unknown, "id": path.stem, "location": path.name, "starred": False, "damaged": False})  # type: ignore[arg-type]


def no_device(_pull: Pull) -> Sink:
    raise NoDevice


class ClipPage(QWidget):
    """A picture with the bar below it."""

    def __init__(self, path: Path, width: int, device: bool = True) -> None:
        super().__init__()
        self.setProperty("ground", "viewer")
        self.canvas = Canvas(parent=self)
        self.transport = Transport(self)
        self.player = ClipPlayer(self, silent_device if device else no_device)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.transport)
        self.resize(width, width * 9 // 16)
        self.player.frame_ready.connect(self._show)
        self.transport.set_player(self.player)
        self.player.set_display_size(QSize(width, width * 9 // 16))
        self.player.open(path, variant_of(path))

    def _show(self, image: QImage, _frame: int) -> None:
        self.canvas.set_picture(image, self.player.full_size, self.player.exact)

    def leave(self) -> None:
        """Its threads end."""
        self.player.close()
        self.transport.stop()
        self.deleteLater()


def _until_open(page: ClipPage) -> None:
    for _ in range(PATIENCE):
        if page.player.film is not None and (page.transport.waveform.levels or not page.player.has_sound):
            break
        wait(STEP_MS)
    wait(2 * STEP_MS)


def render_clips(app: QApplication, out: Path) -> None:
    """A clip with marks, one without sound, one without a device, a sound."""
    with tempfile.TemporaryDirectory() as scratch:
        clip = make_mp4(Path(scratch) / "a.mp4", size=(640, 360), frames=121, gop=60, audio=True)
        silent = make_mp4(Path(scratch) / "b.mp4", size=(640, 360), frames=48)
        sound = make_sound(Path(scratch) / "c.wav", "wav", 12.0)
        for name in THEMES:
            theme.apply(app, name, reduce_motion=True)
            for width in WIDTHS:
                for what, path in (("clip", clip), ("silent", silent), ("no-device", clip), ("sound", sound)):
                    page = ClipPage(path, width, device=what != "no-device")
                    page.show()
                    _until_open(page)
                    if what == "clip":
                        page.player.seek(60)
                        wait(4 * STEP_MS)
                        page.player.set_loop(24, 96)
                    else:
                        page.player.play()
                    wait(6 * STEP_MS)
                    page.grab().save(str(out / f"viewer-{what}-{width}-{name}.png"))
                    page.leave()
                    wait(0)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    render_clips(make_application(["dailies"]), target)
