"""Clips in the viewer, by its keys: they stand, play, step, end, and say when they are gone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.library import details
from app.ui.kit import theme
from app.ui.viewer.clip_player import ClipPlayer
from tests import factories
from tests.clip_factory import make_mp4
from tests.ui.shell.viewers import Viewer

pytestmark = pytest.mark.slow


@pytest.fixture
def clips(qtbot: QtBot, tmp_path: Path) -> Iterator[Viewer]:
    """A picture, a clip of a second, a picture."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, "dark", reduce_motion=True)
    library = factories.make_library(tmp_path)
    factories.add_item(library, "first", size=(640, 360))
    clip = factories.add_item(library, "clip", kind="video", size=(320, 180), seconds=1.0)
    factories.add_item(library, "last", size=(640, 360))
    location = details.detail(library, clip).generation.card.location
    assert location
    make_mp4(library.paths.file(location), size=(320, 180), frames=24)
    library.store.forget_history()
    made = Viewer(qtbot, library)
    yield made
    made.close()


def playing(clips: Viewer) -> ClipPlayer:
    """The player of the clip, which has shown its first frame."""
    clips.wait(lambda: clips.page.playing.frame_shown)
    player = clips.page.playing.player
    assert player is not None
    return player


def test_a_clip_shows_its_first_frame_stands_and_plays_by_space(clips: Viewer) -> None:
    page = clips.open(1)
    player = playing(clips)
    assert page.transport.isVisible()
    assert (player.frame, player.playing) == (0, False)
    QTest.keyClick(page, Qt.Key.Key_Space)
    clips.wait(lambda: player.playing)
    clips.wait(lambda: player.frame > 2)
    QTest.keyClick(page, Qt.Key.Key_K)
    clips.wait(lambda: not player.playing)


def test_frames_are_stepped_by_comma_and_full_stop_and_home_and_end_are_the_clips(clips: Viewer) -> None:
    page = clips.open(1)
    player = playing(clips)
    QTest.keyClick(page, Qt.Key.Key_Period)
    clips.wait(lambda: player.frame == 1)
    QTest.keyClick(page, Qt.Key.Key_End)
    clips.wait(lambda: player.frame == player.frames - 1)
    QTest.keyClick(page, Qt.Key.Key_Comma)
    clips.wait(lambda: player.frame == player.frames - 2)
    assert clips.name() == "clip"


def test_another_item_ends_the_clip_and_its_bar_leaves_its_place(clips: Viewer) -> None:
    page = clips.open(1)
    playing(clips)
    room = page.canvas.size()
    QTest.keyClick(page, Qt.Key.Key_Space)
    clips.key("Right")
    assert page.playing.player is None
    assert not page.transport.isVisible()
    assert page.canvas.size() == room
    assert page.canvas.is_sharp()


def test_leaving_the_viewer_ends_the_clip(clips: Viewer) -> None:
    page = clips.open(1)
    playing(clips)
    QTest.keyClick(page, Qt.Key.Key_Space)
    clips.press("Escape", page)
    assert page.playing.player is None


def test_a_clip_that_is_gone_says_so(clips: Viewer) -> None:
    card = clips.cards()[1]
    assert card.location
    clips.library.paths.file(card.location).unlink()
    page = clips.open(1)
    clips.wait(page.trouble.isVisible)
    assert page.trouble.text()


def test_bars_go_while_a_clip_plays_and_come_back_with_a_movement(clips: Viewer) -> None:
    page = clips.open(1)
    player = playing(clips)
    room = page.canvas.geometry()
    player.set_looping(True)
    QTest.keyClick(page, Qt.Key.Key_Space)
    clips.wait(lambda: not page.bar.isVisible())
    assert not page.filmstrip.isVisible()
    assert page.canvas.geometry() == room
    QTest.mouseMove(page.canvas, QPoint(50, 50))
    QTest.mouseMove(page.canvas, QPoint(80, 60))
    clips.wait(page.bar.isVisible)
    QTest.keyClick(page, Qt.Key.Key_Space)
