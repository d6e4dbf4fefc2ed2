"""The slide show: it goes on by itself, stands still when asked, goes by hand, and never shows an empty screen between."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.library import editing
from app.library.library import Library
from app.ui.kit import theme
from app.ui.session import Session
from app.ui.viewer.slides import HIDE_MS, SlideShow
from tests import factories
from tests.clip_factory import make_mp4

Key = Qt.Key


class Desk:
    """The show of four pictures."""

    def __init__(self, qtbot: QtBot, library: Library) -> None:
        self.qtbot, self.library, self.session = qtbot, library, Session(library)
        self.items = [factories.add_item(library, f"item_{at}", size=(320, 180), colour=(40 * at, 60, 90)) for at in range(4)]
        self.seqs = factories.seqs(library, *self.items)
        self.show = SlideShow(self.session, 60)
        self.ended = 0
        self.show.ended.connect(self._on_ended)
        qtbot.addWidget(self.show)
        self.show.resize(800, 500)
        self.show.show()
        qtbot.waitExposed(self.show)

    def _on_ended(self) -> None:
        self.ended += 1

    def wait(self, done: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(done, timeout=10_000)

    def name(self) -> str:
        shown = self.show.shown()
        return (shown.card.name or "") if shown is not None else ""

    def start(self, at: int = 0) -> None:
        self.show.start(self.seqs, at)
        self.wait(lambda: self.name() == f"item_{at}")

    def key(self, key: Key) -> None:
        QTest.keyClick(self.show, key)


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    theme.apply(qapp, "dark", reduce_motion=True)
    made = Desk(qtbot, factories.make_library(tmp_path))
    yield made
    made.show.close()
    made.session.close()


def test_it_begins_where_it_is_asked_to_and_goes_on_by_itself(desk: Desk) -> None:
    desk.show.seconds.setValue(1)
    desk.start(3)
    assert desk.show.is_counting()
    desk.wait(lambda: desk.name() == "item_0")  # after the last comes the first


def test_arrows_home_and_end_lead_through_it(desk: Desk) -> None:
    desk.start()
    for key, name in ((Key.Key_Right, "item_1"), (Key.Key_Left, "item_0"), (Key.Key_Left, "item_3"), (Key.Key_Home, "item_0"),
                      (Key.Key_End, "item_3")):
        desk.key(key)
        desk.wait(lambda name=name: desk.name() == name)
    assert desk.show.accessibleDescription() == "item_3, 4 of 4"


def test_a_click_goes_on(desk: Desk) -> None:
    desk.start()
    QTest.mouseClick(desk.show, Qt.MouseButton.LeftButton, pos=QPoint(200, 100))
    desk.wait(lambda: desk.name() == "item_1")


def test_space_stops_and_goes_on(desk: Desk) -> None:
    desk.start()
    assert desk.show.is_counting()
    desk.key(Key.Key_Space)
    assert not desk.show.is_counting()
    desk.key(Key.Key_Right)
    desk.wait(lambda: desk.name() == "item_1")
    assert not desk.show.is_counting()
    desk.key(Key.Key_Space)
    assert desk.show.is_counting()


@pytest.mark.parametrize(("name", "expected"), [("slide_forward", "item_1"), ("slide_back", "item_3")])
def test_its_buttons_do_what_the_keys_do(desk: Desk, name: str, expected: str) -> None:
    desk.start()
    button = desk.show.findChild(QAbstractButton, name)
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    desk.wait(lambda: desk.name() == expected)


def test_up_and_down_change_how_long_a_picture_stays_within_limits(desk: Desk) -> None:
    heard: list[int] = []
    desk.show.seconds_changed.connect(heard.append)
    desk.start()
    desk.key(Key.Key_Up)
    assert heard == []  # 60 is the most
    desk.key(Key.Key_Down)
    assert heard == [59]
    desk.show.seconds.setValue(0)
    assert desk.show.seconds.value() == 1


def test_the_picture_before_stays_until_the_next_one_is_decoded(desk: Desk) -> None:
    desk.start()
    seen = desk.show.canvas.picture()
    desk.show.forward()
    assert desk.show.canvas.picture() is seen
    desk.wait(lambda: desk.name() == "item_1")
    assert desk.show.canvas.is_sharp()


def test_what_was_trashed_meanwhile_or_lost_its_file_does_not_stop_it(desk: Desk) -> None:
    lost = desk.library.paths.file(factories.card(desk.library, desk.items[1]).location or "")
    lost.unlink()
    desk.start()
    desk.key(Key.Key_Right)
    desk.wait(lambda: desk.name() == "item_1")
    assert not desk.show.canvas.is_sharp()
    editing.trash(desk.library, desk.seqs[2:3])
    desk.key(Key.Key_Right)
    desk.wait(lambda: desk.show.place() == 2)
    desk.wait(lambda: not desk.session.background.busy)
    assert desk.show.is_counting()


def add_clip(desk: Desk, folder: Path, name: str, whole: bool = True) -> int:
    item = factories.add_item(desk.library, name, kind="video", size=(160, 96), seconds=0.5)
    if whole:
        made = make_mp4(folder / f"{name}.mp4", frames=12, size=(160, 96))
        desk.library.paths.file(factories.card(desk.library, item).location or "").write_bytes(made.read_bytes())
    return factories.seqs(desk.library, item)[0]


def test_a_clip_plays_to_its_end_and_then_comes_the_next(desk: Desk, tmp_path: Path) -> None:
    desk.seqs = [add_clip(desk, tmp_path, "clip"), *desk.seqs]
    heard: list[object] = []
    desk.show.clip.frame_ready.connect(heard.append)
    desk.show.start(desk.seqs)
    desk.wait(lambda: desk.name() == "clip")
    assert not desk.show.is_counting()
    desk.wait(lambda: desk.name() == "item_0")
    assert len(heard) > 1
    assert desk.show.is_counting()


def test_space_stops_a_clip_and_lets_it_go_on(desk: Desk, tmp_path: Path) -> None:
    desk.show.start([add_clip(desk, tmp_path, "clip"), *desk.seqs])
    desk.wait(lambda: desk.name() == "clip")
    desk.key(Key.Key_Space)
    assert not desk.show.playing
    assert desk.show.clip.is_open()
    desk.key(Key.Key_Space)
    desk.wait(lambda: desk.name() == "item_0")


def test_a_clip_that_cannot_be_played_stays_as_its_poster_as_long_as_a_picture(desk: Desk, tmp_path: Path) -> None:
    desk.show.start([add_clip(desk, tmp_path, "broken", whole=False), *desk.seqs])
    desk.wait(lambda: desk.name() == "broken")
    desk.wait(desk.show.is_counting)
    assert not desk.show.clip.is_open()
    assert desk.show.canvas.picture() is not None


def test_its_bar_goes_while_nobody_moves_and_comes_back(desk: Desk) -> None:
    desk.start()
    desk.show.setFocus()
    desk.wait(lambda: not desk.show.bar.isVisible())
    QTest.mouseMove(desk.show, QPoint(100, 100))
    desk.wait(desk.show.bar.isVisible)


def test_the_bar_stays_while_it_stands_still(desk: Desk) -> None:
    desk.start()
    desk.key(Key.Key_Space)
    assert desk.show.bar.isVisible()
    QTest.qWait(HIDE_MS + 200)
    assert desk.show.bar.isVisible()


@pytest.mark.parametrize("by_button", [True, False])
def test_escape_and_its_button_end_it(desk: Desk, by_button: bool) -> None:
    desk.start()
    button = desk.show.findChild(QAbstractButton, "slide_close")
    assert button is not None
    if by_button:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    else:
        desk.key(Key.Key_Escape)
    assert desk.ended == 1
    assert not desk.show.isVisible()
    assert not desk.show.is_counting()


def test_every_control_has_a_name(desk: Desk) -> None:
    desk.start()
    nameless = [widget.objectName() for widget in desk.show.findChildren(QWidget) if widget.isVisible()
                and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.accessibleName()
                and not widget.objectName().startswith("qt_")]
    assert nameless == []
