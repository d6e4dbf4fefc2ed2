from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.media.playing.device import NoDevice, Pull, Sink
from app.ui.viewer import clip_keys
from app.ui.viewer.clip_line import stretches
from app.ui.viewer.clip_player import ClipPlayer, timecode
from app.ui.viewer.transport import Transport, words_for
from tests import media_factory as make
from tests.screens.clip_pages import variant_of
from tests.sound_factory import make_sound

Key = Qt.Key


def no_device(_pull: Pull) -> Sink:
    raise NoDevice


def number_in(image: QImage) -> int:
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    return make.frame_number(Image.frombytes("RGB", (plain.width(), plain.height()), bytes(plain.constBits()), "raw", "RGB",
                                             plain.bytesPerLine(), 1))  # fmt: skip


class Shown:
    """What a player showed, and its bar."""

    def __init__(self, qtbot, path: Path, cache: Path | None = None) -> None:
        self.qtbot = qtbot
        self.player = ClipPlayer(make_sink=no_device)
        self.pictures: list[tuple[int, int, bool]] = []  # frame said, frame seen, exact
        self.failures: list[str] = []
        self.player.frame_ready.connect(self._on_picture)
        self.player.failed.connect(self.failures.append)
        self.bar = Transport(cache=cache)
        qtbot.addWidget(self.bar)
        self.bar.resize(960, 36)
        self.bar.set_player(self.player)
        self.bar.show()
        self.player.open(path, variant_of(path))

    def _on_picture(self, image: QImage, frame: int) -> None:
        self.pictures.append((frame, number_in(image), self.player.exact))

    def exact(self, frame: int) -> None:
        self.qtbot.waitUntil(lambda: bool(self.pictures) and self.pictures[-1] == (frame, frame, True), timeout=10_000)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, repeat: bool = False) -> bool:
        return clip_keys.press(self.player, QKeyEvent(QEvent.Type.KeyPress, key, modifiers, "", repeat))


Opening = Callable[..., Shown]


@pytest.fixture
def opened(qtbot) -> Iterator[Opening]:
    made: list[Shown] = []
    before = set(threading.enumerate())  # another test's window may still be at its end

    def start(path: Path, cache: Path | None = None) -> Shown:
        made.append(Shown(qtbot, path, cache))
        return made[-1]

    yield start
    for shown in made:
        shown.player.close()
        shown.bar.stop()
    qtbot.waitUntil(lambda: not {thread.name.split("_")[0] for thread in set(threading.enumerate()) - before}
                    & {"playing", "speaker", "waveform"})  # a search that runs is waited for a moment only


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return make.make_mp4(tmp_path / "a.mp4", frames=60, gop=12, bframes=2)


def test_the_frame_asked_for_is_the_one_that_is_shown(clip: Path, opened: Opening) -> None:
    shown = opened(clip)
    shown.exact(0)
    for frame in (59, 58, 12, 30, 29, 0):
        shown.player.seek(frame)
        shown.exact(frame)
    assert (shown.player.frames, shown.player.fps, shown.failures) == (60, 24.0, [])


def test_keys_step_frame_by_frame_and_by_ten(clip: Path, opened: Opening) -> None:
    shown = opened(clip)
    shown.exact(0)
    shift = Qt.KeyboardModifier.ShiftModifier
    for key, modifiers, frame in (
        (Key.Key_Period, Qt.KeyboardModifier.NoModifier, 1), (Key.Key_Greater, shift, 11), (Key.Key_Comma, shift, 1),
        (Key.Key_Comma, Qt.KeyboardModifier.NoModifier, 0), (Key.Key_End, Qt.KeyboardModifier.NoModifier, 59),
        (Key.Key_Less, shift, 49), (Key.Key_Home, Qt.KeyboardModifier.NoModifier, 0),
    ):  # fmt: skip
        assert shown.press(key, modifiers)
        shown.exact(frame)


def test_many_steps_at_once_add_up(clip: Path, opened: Opening) -> None:
    shown = opened(clip)
    shown.exact(0)
    for _ in range(25):
        shown.press(Key.Key_Period, repeat=True)
    shown.exact(25)


def test_space_plays_and_stands(clip: Path, opened: Opening) -> None:
    shown = opened(clip)
    shown.exact(0)
    assert shown.press(Key.Key_Space)
    assert shown.player.playing
    shown.qtbot.waitUntil(lambda: shown.player.frame > 2)
    assert shown.bar.play.accessibleName() == "Pause"
    shown.press(Key.Key_Space, repeat=True)  # held: one press
    assert shown.player.playing
    shown.press(Key.Key_Space)
    assert not shown.player.playing
    shown.exact(shown.player.frame)
    assert shown.bar.play.accessibleName() == "Play"


def test_j_k_l_shuttle(clip: Path, opened: Opening) -> None:
    shown = opened(clip)
    shown.exact(0)
    shown.player.seek(30)
    speeds = []
    for key in (Key.Key_L, Key.Key_L, Key.Key_L, Key.Key_L, Key.Key_J, Key.Key_J, Key.Key_K):
        shown.press(key)
        speeds.append(shown.player.speed)
    assert speeds == [1, 2, 4, 4, -1, -2, 0]


def test_marks_make_a_loop(clip: Path, opened: Opening) -> None:
    shown = opened(clip)
    shown.exact(0)
    shift = Qt.KeyboardModifier.ShiftModifier
    shown.player.seek(20)
    shown.press(Key.Key_I, shift)
    assert (shown.player.marks, shown.player.looping) == ((20, None), True)
    shown.player.seek(30)
    shown.press(Key.Key_O, shift)
    assert shown.player.marks == (20, 30)
    assert shown.bar.loop.isChecked()
    shown.player.seek(10)
    shown.press(Key.Key_O, shift)  # before the beginning: that is no longer meant
    assert shown.player.marks == (None, 10)
    shown.press(Key.Key_L, shift)
    assert (shown.player.looping, shown.player.marks) == (False, (None, 10))
    shown.press(Key.Key_X, Qt.KeyboardModifier.AltModifier)
    assert shown.player.marks == (None, None)


def test_keys_that_mean_nothing_here_are_left_to_others(clip: Path, opened: Opening) -> None:
    shown = opened(clip)
    assert not shown.press(Key.Key_S)
    assert not shown.press(Key.Key_I)
    assert not shown.press(Key.Key_Space, Qt.KeyboardModifier.ControlModifier)


def test_the_bar_says_where_it_is(clip: Path, opened: Opening) -> None:
    shown = opened(clip)
    shown.exact(0)
    shown.player.seek(30)
    shown.exact(30)
    assert (shown.bar.frame.text(), shown.bar.total.text()) == ("31", "/ 60")
    assert (shown.bar.time.text(), shown.bar.rate.text()) == ("0:01:06", "24 fps")
    assert shown.bar.line.value() == 30
    assert shown.bar.no_sound.text() == "No sound"
    assert not shown.bar.mute.isEnabled()


def test_buttons_do_what_their_keys_do(clip: Path, opened: Opening) -> None:
    shown = opened(clip)
    shown.exact(0)
    bar = shown.bar
    for button, frame in ((bar.forward, 1), (bar.end, 59), (bar.back, 58), (bar.start, 0)):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        shown.exact(frame)
    QTest.mouseClick(bar.play, Qt.MouseButton.LeftButton)
    assert shown.player.playing
    QTest.mouseClick(bar.loop, Qt.MouseButton.LeftButton)
    assert shown.player.looping
    bar.speed.menu().actions()[0].trigger()
    assert (shown.player.rate, bar.speed.text()) == (0.25, "0.25×")


def test_pulling_the_line_shows_frames_and_playing_goes_on_afterwards(clip: Path, opened: Opening) -> None:
    shown = opened(clip)
    shown.exact(0)
    shown.player.set_speed(0.25)
    shown.player.play()
    line = shown.bar.line

    def mouse(kind: QEvent.Type, frame: int) -> None:
        at = QPointF(line.x_of(frame), line.height() / 2)
        button = Qt.MouseButton.LeftButton
        QApplication.sendEvent(line, QMouseEvent(kind, at, line.mapToGlobal(at), button, button, Qt.KeyboardModifier.NoModifier))

    mouse(QEvent.Type.MouseButtonPress, 10)
    assert not shown.player.playing
    for frame in range(11, 41):
        mouse(QEvent.Type.MouseMove, frame)
    shown.exact(40)
    mouse(QEvent.Type.MouseButtonRelease, 40)
    assert shown.player.playing
    assert shown.player.frame >= 40


def test_the_line_obeys_the_keyboard(clip: Path, opened: Opening) -> None:
    shown = opened(clip)
    shown.exact(0)
    QTest.keyClick(shown.bar.line, Key.Key_Right)
    shown.exact(1)
    QTest.keyClick(shown.bar.line, Key.Key_PageUp)
    shown.exact(11)


def test_until_the_exact_frame_is_there_the_filmstrip_is_shown(tmp_path: Path, opened: Opening) -> None:
    shown = opened(make.make_mp4(tmp_path / "a.mp4", frames=250, gop=250))
    shown.exact(0)
    strip = QImage(160, 90, QImage.Format.Format_RGB32)
    strip.fill(0)
    shown.player.set_proxy(lambda frame: strip if frame == 200 else None)
    shown.player.seek(200)
    assert shown.pictures[-1] == (200, 0, False)
    shown.exact(200)


def test_pictures_are_as_large_as_the_screen_has_room(clip: Path, opened: Opening, qtbot) -> None:
    shown = opened(clip)
    shown.exact(0)
    with qtbot.waitSignal(shown.player.frame_ready) as given:
        shown.player.set_display_size(QSize(64, 64))
    assert given.args[0].size() == QSize(64, 48)
    assert shown.player.full_size == QSize(128, 96)


def test_transparent_pictures_keep_their_transparency(tmp_path: Path, opened: Opening, qtbot) -> None:
    shown = opened(make.make_mov(tmp_path / "a.mov", codec="png", pixel_format="rgba", frames=2, options={}))
    with qtbot.waitSignal(shown.player.frame_ready) as given:
        shown.player.seek(1)
    assert given.args[0].format() == QImage.Format.Format_ARGB32_Premultiplied


def test_a_sound_is_played_with_time_and_waveform(tmp_path: Path, opened: Opening) -> None:
    path = make_sound(tmp_path / "a.wav", "wav", 2.0)
    shown = opened(path)
    shown.qtbot.waitUntil(lambda: len(shown.bar.waveform.levels) > 0)
    levels = shown.bar.waveform.levels
    assert max(levels[:50]) < 20 < 150 < max(levels[-50:])  # it grows louder
    shown.press(Key.Key_End)
    shown.qtbot.waitUntil(lambda: shown.bar.frame.text() == "0:01:24")
    assert shown.bar.total.text() == "/ 0:01:24"
    shown.player.seek(0)
    shown.player.play()
    shown.qtbot.waitUntil(lambda: shown.bar.no_sound.text() == "No sound device")
    shown.qtbot.waitUntil(lambda: shown.player.frame > 3)


def test_a_waveform_comes_out_of_the_cache_the_second_time(tmp_path: Path, opened: Opening, qtbot) -> None:
    from dataclasses import replace

    path, cache = make_sound(tmp_path / "a.wav", "wav", 1.0), tmp_path / "cache"
    for turn in range(2):
        shown = opened(path, cache)
        shown.player.open(path, replace(variant_of(path), sha256="ab12"))
        kept = cache / "peaks" / "ab" / "ab12.peaks"
        shown.qtbot.waitUntil(lambda shown=shown: len(shown.bar.waveform.levels) > 0)
        shown.qtbot.waitUntil(kept.exists)
        if turn == 0:
            shown.bar.waveform.stop()
            kept.write_bytes(kept.read_bytes()[:-1] + b"\x07")
        else:
            shown.qtbot.waitUntil(lambda shown=shown: shown.bar.waveform.levels[-1] == 7)


def test_mute_and_volume(tmp_path: Path, opened: Opening) -> None:
    shown = opened(make.make_mp4(tmp_path / "a.mp4", frames=12, audio=True))
    shown.exact(0)
    shown.qtbot.waitUntil(shown.bar.mute.isEnabled)
    shown.press(Key.Key_M)
    assert shown.player.muted
    assert shown.bar.mute.isChecked()
    QTest.mouseClick(shown.bar.mute, Qt.MouseButton.LeftButton)
    assert not shown.player.muted
    shown.bar.volume.setValue(40)
    assert shown.player.volume == pytest.approx(0.4)
    shown.press(Key.Key_M)
    shown.bar.volume.setValue(50)
    assert not shown.player.muted


def test_what_cannot_be_played_is_a_sentence(tmp_path: Path, opened: Opening) -> None:
    shown = opened(tmp_path / "gone.mp4")
    shown.qtbot.waitUntil(lambda: shown.failures == ["“gone.mp4” is no longer there."])
    shown.press(Key.Key_Space)
    shown.press(Key.Key_Period)
    shown.bar.grab()


def test_another_file_takes_its_place(clip: Path, tmp_path: Path, opened: Opening) -> None:
    shown = opened(clip)
    shown.exact(0)
    shown.player.play()
    other = make.make_mp4(tmp_path / "b.mp4", frames=5)
    shown.player.open(other, variant_of(other))
    assert not shown.player.playing
    shown.qtbot.waitUntil(lambda: shown.player.frames == 5)
    shown.player.seek(4)
    shown.exact(4)


def test_every_control_has_a_name_a_hint_and_is_reached_by_keyboard(clip: Path, opened: Opening) -> None:
    bar = opened(clip).bar
    controls = (bar.start, bar.back, bar.play, bar.forward, bar.end, bar.line, bar.loop, bar.speed, bar.mute, bar.volume)
    for control in controls:
        assert control.accessibleName()
        assert control.objectName()
        assert control.toolTip()
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus
    chain, widget = [], bar.start
    for _ in range(60):
        if widget in controls:
            chain.append(widget)
        widget = widget.nextInFocusChain()
        if widget is bar.start:
            break
    assert chain == list(controls)


@pytest.mark.parametrize("width", [300, 520, 760, 1600])
def test_the_bar_fits_into_any_width(width: int, clip: Path, opened: Opening) -> None:
    shown = opened(clip)
    shown.exact(0)
    host = QWidget()
    shown.qtbot.addWidget(host)
    shown.bar.resize(width, 36)
    shown.bar.grab()
    assert shown.bar.play.isVisible()
    assert shown.bar.line.width() >= 40


def test_runs_of_frames_and_words() -> None:
    assert stretches([5, 1, 2, 3]) == [(1, 3), (5, 5)]
    assert stretches([]) == []
    assert timecode(24 * 61 + 3, 23.976) == "1:01:03"
    assert [words_for(speed) for speed in (1.0, 0.25, -2.0)] == ["1×", "0.25×", "−2×"]
