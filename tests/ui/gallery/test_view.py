"""The grid under the hand: mouse, keys, scrolling, and what is painted again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QContextMenuEvent, QRegion, QWheelEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication
from pytestqt.qtbot import QtBot

from app.library import editing
from app.library.library import Library
from app.ui.gallery.delegate import TilePainter
from app.ui.gallery.pictures import PictureStock
from app.ui.gallery.presence import Presence
from app.ui.gallery.view import GalleryView
from tests import factories
from tests.ui.gallery.conftest import Desk

SHIFT, CTRL, ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


def rows(desk: Desk) -> list[tuple[int, int]]:
    return desk.view.selection.rows()


def starred(desk: Desk) -> list[int]:
    return [row for row, card in enumerate(desk.model.cards(range(3))) if card is not None and card.starred]


# -- mouse --------------------------------------------------------------------------------------------


def test_a_click_chooses_one_and_makes_it_current(desk: Desk) -> None:
    desk.click(4)
    desk.click(1)
    assert rows(desk) == [(1, 1)]
    assert desk.view.currentIndex().row() == 1


def test_shift_extends_from_the_last_single_choice_and_ctrl_toggles(desk: Desk) -> None:
    desk.click(2)
    desk.click(5, SHIFT)
    assert rows(desk) == [(2, 5)]
    desk.click(3, SHIFT)
    assert rows(desk) == [(2, 3)]
    desk.click(7, CTRL)
    desk.click(2, CTRL)
    assert rows(desk) == [(3, 3), (7, 7)]
    desk.click(4, SHIFT | CTRL)
    assert rows(desk) == [(2, 4), (7, 7)]


def test_a_click_on_one_of_several_chooses_it_alone_on_release_only(desk: Desk) -> None:
    desk.click(1)
    desk.click(3, SHIFT)
    QTest.mousePress(desk.view.viewport(), LEFT, pos=desk.picture(2))
    assert rows(desk) == [(1, 3)]
    QTest.mouseRelease(desk.view.viewport(), LEFT, pos=desk.picture(2))
    assert rows(desk) == [(2, 2)]


def test_a_click_between_tiles_chooses_nothing_and_the_keyboard_goes_on_from_there(desk: Desk) -> None:
    desk.click(4)
    QTest.mouseClick(desk.view.viewport(), LEFT, pos=QPoint(3, 3))
    assert rows(desk) == []
    assert desk.view.currentIndex().row() == -1
    desk.key(Key.Key_Right)
    assert rows(desk) == [(4, 4)]


def test_a_rubber_band_chooses_what_it_touches(desk: Desk) -> None:
    port = desk.view.viewport()
    first, last = desk.view.cell(0), desk.view.cell(4)
    QTest.mousePress(port, LEFT, pos=QPoint(2, 20))
    desk.drag_to(QPoint(60, 40))
    assert rows(desk) == [(0, 0)]
    desk.drag_to(last.topLeft() + QPoint(20, 20))
    assert rows(desk) == [(0, 1), (3, 4)]
    assert desk.view.pointer.banding
    QTest.mouseRelease(port, LEFT, pos=last.topLeft() + QPoint(20, 20))
    assert not desk.view.pointer.banding
    assert rows(desk) == [(0, 1), (3, 4)]
    assert desk.view.currentIndex().row() == 0
    assert first.isValid()


def test_a_rubber_band_with_ctrl_adds_and_escape_gives_back_what_was(desk: Desk) -> None:
    port = desk.view.viewport()
    desk.click(5)
    QTest.mousePress(port, LEFT, CTRL, QPoint(2, 20))
    desk.drag_to(QPoint(60, 40))
    assert rows(desk) == [(0, 0), (5, 5)]
    desk.key(Key.Key_Escape)
    assert rows(desk) == [(5, 5)]
    desk.drag_to(QPoint(80, 60))
    assert rows(desk) == [(5, 5)]


def test_a_rubber_band_at_the_edge_scrolls(
    open_desk: Callable[[Library], Desk], tmp_path: Path, qtbot: QtBot
) -> None:
    desk = open_desk(factories.make_library(tmp_path, items=40))
    port = desk.view.viewport()
    QTest.mousePress(port, LEFT, pos=QPoint(2, 20))
    desk.drag_to(QPoint(300, port.height() + 40))
    qtbot.waitUntil(lambda: desk.view.scroller.top == desk.view.scroller.last, timeout=5_000)
    qtbot.waitUntil(lambda: rows(desk)[-1][1] >= 37, timeout=5_000)
    QTest.mouseRelease(port, LEFT, pos=QPoint(300, port.height() + 40))


def test_a_drag_from_a_picture_carries_it_and_one_from_beside_it_is_a_band(
    open_desk: Callable[[Library], Desk], tmp_path: Path
) -> None:
    library = factories.make_library(tmp_path)
    factories.add_item(library, "tall", size=(20, 200))
    desk = open_desk(library)
    desk.view.drag_wanted.disconnect()
    carried = QSignalSpy(desk.view.drag_wanted)
    QTest.mousePress(desk.view.viewport(), LEFT, pos=desk.picture(0))
    desk.drag_to(desk.picture(0) + QPoint(3, 2))
    assert carried.count() == 0
    desk.drag_to(desk.picture(0) + QPoint(30, 20))
    assert [carried.at(0)[0]] == [0]
    QTest.mouseRelease(desk.view.viewport(), LEFT, pos=desk.picture(0))
    beside = desk.view.cell(0).topLeft() + QPoint(8, 30)
    QTest.mousePress(desk.view.viewport(), LEFT, pos=beside)
    desk.drag_to(beside + QPoint(30, 30))
    assert desk.view.pointer.banding
    assert carried.count() == 1
    QTest.mouseRelease(desk.view.viewport(), LEFT, pos=beside)


def test_a_click_on_the_star_stars_and_chooses_nothing(desk: Desk, qtbot: QtBot) -> None:
    desk.view.set_tile_px(160)
    desk.click(5)
    cell, card = desk.view.cell(1), desk.model.card(1)
    star = desk.view.tiles.picture(cell, card).topLeft() + QPoint(8, 8)
    desk.hover(star)
    with qtbot.waitSignal(desk.session.said):
        QTest.mouseClick(desk.view.viewport(), LEFT, pos=star)
    desk.settle()
    assert starred(desk) == [1]
    assert rows(desk) == [(5, 5)]
    QTest.mouseClick(desk.view.viewport(), LEFT, pos=star)
    desk.settle()
    assert starred(desk) == []


def test_the_menu_is_for_the_tile_under_the_pointer(desk: Desk) -> None:
    asked = QSignalSpy(desk.page.context_menu_requested)
    desk.click(1)
    at = desk.picture(4)
    where = desk.view.viewport().mapToGlobal(at)
    QApplication.sendEvent(desk.view.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, where))
    assert rows(desk) == [(4, 4)]
    assert asked.at(0)[0] == where


# -- keys ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "key", "end"),
    [
        (4, Key.Key_Left, 3),
        (4, Key.Key_Right, 5),
        (4, Key.Key_Up, 1),
        (4, Key.Key_Down, 7),
        (0, Key.Key_Left, 0),
        (0, Key.Key_Up, 0),
        (11, Key.Key_Down, 11),
        (11, Key.Key_Right, 11),
        (4, Key.Key_Home, 0),
        (4, Key.Key_End, 11),
        (1, Key.Key_PageDown, 10),
        (10, Key.Key_PageUp, 1),
        (2, Key.Key_PageUp, 2),
    ],
)
def test_moving_keys_choose_where_they_lead(desk: Desk, start: int, key: Key, end: int) -> None:
    assert desk.view.grid.columns == 3
    desk.click(start) if start < 9 else desk.view.selection.only(start)
    desk.key(key)
    assert rows(desk) == [(end, end)]
    assert desk.view.currentIndex().row() == end


def test_down_from_a_full_line_reaches_the_end_of_a_short_one(
    open_desk: Callable[[Library], Desk], tmp_path: Path
) -> None:
    desk = open_desk(factories.make_library(tmp_path, items=7))
    desk.click(5)
    desk.key(Key.Key_Down)
    assert rows(desk) == [(6, 6)]


def test_shift_extends_ctrl_moves_and_shift_space_toggles(desk: Desk) -> None:
    desk.click(1)
    desk.key(Key.Key_Right, SHIFT)
    desk.key(Key.Key_Down, SHIFT)
    assert rows(desk) == [(1, 5)]
    desk.key(Key.Key_Right, CTRL)
    assert rows(desk) == [(1, 5)]
    assert desk.view.currentIndex().row() == 6
    desk.key(Key.Key_Space, SHIFT)
    assert rows(desk) == [(1, 6)]
    desk.key(Key.Key_Space, SHIFT)
    assert rows(desk) == [(1, 5)]


def test_ctrl_a_is_one_range_and_escape_none(desk: Desk) -> None:
    desk.key(Key.Key_A, CTRL)
    assert rows(desk) == [(0, 11)]
    desk.key(Key.Key_Escape)
    assert rows(desk) == []


def test_letters_are_left_to_actions(desk: Desk) -> None:
    desk.click(3)
    for key in (Key.Key_I, Key.Key_S, Key.Key_5, Key.Key_Delete):
        desk.key(key)
    assert rows(desk) == [(3, 3)]


def test_space_opens_the_current_item(desk: Desk, qtbot: QtBot) -> None:
    desk.click(2)
    card = desk.model.card(2)
    assert card is not None
    with qtbot.waitSignal(desk.page.opened) as opened:
        desk.key(Key.Key_Space)
    assert opened.args == [card.id]


def test_focus_by_keyboard_is_always_to_be_seen(desk: Desk) -> None:
    desk.view.clearFocus()
    desk.view.setFocus(Qt.FocusReason.TabFocusReason)
    assert desk.view.currentIndex().row() == 0


# -- scrolling ----------------------------------------------------------------------------------------


def test_the_current_row_is_scrolled_to_and_the_wheel_moves_by_pixels(desk: Desk) -> None:
    desk.key(Key.Key_End)
    assert desk.view.scroller.top > 0
    assert desk.view.viewport().rect().contains(desk.view.cell(11))
    desk.key(Key.Key_Home)
    assert desk.view.scroller.top == 0
    at, none = QPointF(50, 50), Qt.MouseButton.NoButton
    phase = Qt.ScrollPhase.NoScrollPhase
    for pixels, angle, top in (
        (QPoint(0, -7), QPoint(), 7),
        (QPoint(), QPoint(0, -120), 7 + round(desk.view.grid.pitch / 2)),
    ):
        wheel = QWheelEvent(at, at, pixels, angle, none, Qt.KeyboardModifier.NoModifier, phase, False)
        QApplication.sendEvent(desk.view.viewport(), wheel)
        assert desk.view.scroller.top == top


def test_ten_million_rows_are_reached_and_hit(desk: Desk) -> None:
    desk.model.set_ids(np.arange(1, 10_000_001))
    desk.view.set_tile_px(384)
    assert desk.view.grid.height > 2**31
    bar = desk.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert 9_999_999 in desk.view.visible_rows()
    assert desk.view.row_at(desk.view.cell(9_999_999).center()) == 9_999_999
    desk.view.scrollTo(desk.model.index(5_000_000, 0), QAbstractItemView.ScrollHint.PositionAtCenter)
    assert abs(desk.view.cell(5_000_000).center().y() - desk.view.viewport().height() // 2) <= 2
    desk.key(Key.Key_A, CTRL)
    assert len(desk.page.selected_seqs()) == 10_000_000
    assert desk.view.visualRect(desk.model.index(0, 0)).bottom() < 0


def test_another_tile_size_keeps_the_current_tile_on_the_screen(
    open_desk: Callable[[Library], Desk], tmp_path: Path
) -> None:
    desk = open_desk(factories.make_library(tmp_path, items=60))
    desk.view.selection.only(40)
    desk.view.scroll_to(40)
    for px in (96, 384, 160):
        desk.page.set_tile_size(px)
        assert 40 in desk.view.visible_rows()


# -- painting -----------------------------------------------------------------------------------------


class Painted:
    """What the view painted: the rows of each paint."""

    def __init__(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        self.regions: list[QRegion] = []
        self._view = desk.view
        paint = desk.view.on_screen.paint

        def recording(region: QRegion) -> None:
            self.regions.append(QRegion(region))
            paint(region)

        monkeypatch.setattr(desk.view.on_screen, "paint", recording)

    def rows(self) -> set[int]:
        return {
            row
            for region in self.regions
            for row in self._view.visible_rows()
            if region.intersects(self._view.cell(row))
        }


def test_news_of_two_items_paints_two_tiles(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    painted = Painted(desk, monkeypatch)
    editing.set_starred(desk.library, [desk.model.seq_at(1) or 0, desk.model.seq_at(5) or 0], True)
    desk.qtbot.waitUntil(lambda: bool(painted.regions), timeout=5_000)
    desk.settle()
    assert painted.rows() == {1, 5}


def test_hovering_paints_the_tile_that_is_left_and_the_one_that_is_entered(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.hover(desk.picture(0))
    QApplication.processEvents()
    painted = Painted(desk, monkeypatch)
    desk.hover(desk.picture(1))
    QApplication.processEvents()
    assert painted.rows() == {0, 1}
    QApplication.sendEvent(desk.view.viewport(), QEvent(QEvent.Type.Leave))
    assert desk.view.pointer.hovered == -1


def test_a_short_scroll_paints_only_what_comes_in(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.settle()
    QApplication.processEvents()  # what pictures that came in asked for is painted
    painted = Painted(desk, monkeypatch)
    desk.view.scroll_by(20)
    QApplication.processEvents()
    whole = QRect(desk.view.viewport().rect())
    assert painted.regions
    assert all(region.boundingRect().height() < whole.height() / 2 for region in painted.regions)


def test_a_view_without_a_model_answers_everything(desk: Desk) -> None:
    tiles = TilePainter(PictureStock(desk.session.thumbnails))
    view = GalleryView(tiles, Presence(desk.session))
    desk.qtbot.addWidget(view)
    view.resize(400, 300)
    view.show()
    QApplication.processEvents()
    assert not view.indexAt(QPoint(20, 20)).isValid()
    QTest.keyClick(view, Key.Key_Down)
    QTest.keyClick(view, Key.Key_A, CTRL)
    view.scroll_to(3)
    view.update_row(3)
    assert len(view.visible_rows()) == 0
