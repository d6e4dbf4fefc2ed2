"""The gallery in groups: where tiles and headers lie, and every gesture across headers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from app.library import editing, shots
from app.library.library import Library
from app.ui.gallery.geometry import Grid
from app.ui.gallery.grouped import GroupedGrid, Groups
from tests import factories
from tests.ui.gallery.conftest import Desk

Open = Callable[[Library], Desk]
Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
CTRL, SHIFT, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier


def grid_of(sizes: list[int], width: int = 560) -> GroupedGrid:
    starts = [sum(sizes[:place]) for place in range(len(sizes))]
    return GroupedGrid(width, 160, sum(sizes), groups=Groups("tool", tuple(starts), tuple(map(str, starts))))


# -- arithmetic ---------------------------------------------------------------------------------------

sizes = st.lists(st.integers(1, 9), min_size=1, max_size=6)


@given(sizes)
def test_every_row_is_found_where_its_cell_is(of: list[int]) -> None:
    grid = grid_of(of)
    corners = [grid.corner(row) for row in range(grid.count)]
    assert [grid.row_at(x + 3, y + 3) for x, y in corners] == list(range(grid.count))
    assert len(set(corners)) == grid.count
    assert max(y for _x, y in corners) + grid.cell_height < grid.height


@given(sizes, st.integers(0, 2_000), st.integers(0, 900))
def test_the_rows_between_two_heights_are_those_of_the_lines_that_reach_in(of: list[int], top: int, high: int) -> None:
    grid = grid_of(of)
    rows = grid.rows_between(top, top + high)
    reached = [row for row in range(grid.count)
               if grid.corner(row)[1] <= top + high and grid.corner(row)[1] + grid.cell_height > top]
    assert set(reached) <= set(rows)
    assert len(rows) <= len(reached) + 2 * grid.columns


@given(sizes, st.integers(0, 500), st.integers(0, 1_500), st.integers(0, 500), st.integers(0, 900))
def test_a_band_takes_the_cells_it_touches_across_headers(of: list[int], left: int, top: int, wide: int, high: int) -> None:
    grid = grid_of(of)
    touched = {row for row in range(grid.count)
               if grid.corner(row)[0] <= left + wide and grid.corner(row)[0] + grid.cell_width > left
               and grid.corner(row)[1] <= top + high and grid.corner(row)[1] + grid.cell_height > top}
    found = grid.rows_within(left, top, left + wide, top + high)
    assert {row for first, last in found for row in range(first, last + 1)} == touched
    assert all(after[0] > before[1] + 1 for before, after in pairwise(found))


@given(sizes)
def test_down_and_up_keep_the_column_where_there_is_one(of: list[int]) -> None:
    grid = grid_of(of)
    for row in range(grid.count):
        below = grid.away(row, 1)
        if below < grid.count:
            assert grid.column(below) <= grid.column(row)
            assert grid.corner(below)[1] > grid.corner(row)[1]
            assert grid.corner(grid.away(below, -1))[1] == grid.corner(row)[1]
        else:
            assert grid.is_last_line(row)


def test_one_group_lies_as_no_group_does_below_its_header() -> None:
    grouped, plain = grid_of([11]), Grid(560, 160, 11)
    assert [(x, y - grouped.header_px) for x, y in map(grouped.corner, range(11))] == [plain.corner(r) for r in range(11)]


# -- on the screen ------------------------------------------------------------------------------------


@pytest.fixture
def shot_desk(open_desk: Open, tmp_path: Path) -> Desk:
    """Twelve items: item_0011 and item_0009 in “Door”, item_0010 in “Sea”; grouped by shot."""
    library = factories.make_library(tmp_path, items=12)
    desk = open_desk(library)
    cards = {name: desk.model.card(row) for row, name in enumerate(desk.names())}
    for shot, names in {"Door": ["item_0011", "item_0009"], "Sea": ["item_0010"]}.items():
        shots.create(library, shot, [card.id for name in names if (card := cards[name])])
    desk.settle()
    desk.page.group_by("shot")
    desk.settle()
    return desk


def header(desk: Desk, group: int) -> QPoint:
    grid = desk.view.headers.grid
    assert grid is not None
    return QPoint(60, grid.tops[group] - desk.view.scroller.top + grid.header_px // 2)


def test_items_of_a_shot_stand_together_in_their_order(shot_desk: Desk) -> None:
    assert shot_desk.names()[:4] == ["item_0011", "item_0009", "item_0010", "item_0008"]
    headers = shot_desk.view.headers
    assert [headers.title(group) for group in range(3)] == ["01  Door", "02  Sea", "Not in a shot"]


def test_a_click_on_a_header_chooses_the_group_and_ctrl_another_too(shot_desk: Desk) -> None:
    desk = shot_desk
    QTest.mouseClick(desk.view.viewport(), LEFT, pos=header(desk, 0))
    assert desk.chosen() == ["item_0011", "item_0009"]
    QTest.mouseClick(desk.view.viewport(), LEFT, CTRL, header(desk, 1))
    assert desk.chosen() == ["item_0011", "item_0009", "item_0010"]


def test_shift_on_a_header_extends_to_the_end_of_its_group(shot_desk: Desk) -> None:
    shot_desk.click(1)
    QTest.mouseClick(shot_desk.view.viewport(), LEFT, SHIFT, header(shot_desk, 1))
    assert shot_desk.chosen() == ["item_0009", "item_0010"]


def test_arrows_cross_headers_and_alt_with_the_page_keys_goes_by_groups(shot_desk: Desk) -> None:
    desk = shot_desk
    desk.click(1)
    desk.key(Key.Key_Down)
    assert desk.current() == "item_0010"
    desk.key(Key.Key_Down)
    assert desk.current() == "item_0008"
    desk.key(Key.Key_Right)
    desk.key(Key.Key_PageUp, ALT)
    assert desk.current() == "item_0008"
    desk.key(Key.Key_PageUp, ALT)
    assert desk.current() == "item_0010"
    desk.key(Key.Key_PageDown, ALT)
    assert desk.current() == "item_0008"


def test_a_rubber_band_reaches_across_headers(shot_desk: Desk) -> None:
    desk = shot_desk
    start = desk.view.cell(1).topRight() + QPoint(40, 20)
    QTest.mousePress(desk.view.viewport(), LEFT, pos=start)
    desk.drag_to(desk.view.cell(1).center())
    desk.drag_to(desk.view.cell(2).center() + QPoint(10, 0))
    desk.drag_to(QPoint(desk.view.cell(0).left() + 5, desk.view.cell(2).center().y()))
    QTest.mouseRelease(desk.view.viewport(), LEFT, pos=desk.view.cell(2).center())
    assert desk.chosen() == ["item_0011", "item_0009", "item_0010"]


def test_the_header_of_what_is_looked_at_stays_and_covers_what_is_below_it(shot_desk: Desk) -> None:
    desk = shot_desk
    desk.key(Key.Key_End)
    assert desk.view.scroller.top > 0
    assert desk.view.headers.at(5) == 2
    assert desk.view.row_at(QPoint(60, 5)) == -1
    desk.key(Key.Key_Home)
    assert desk.view.scroller.top == 0


def test_a_row_that_is_scrolled_to_from_below_is_not_under_the_header(shot_desk: Desk) -> None:
    desk = shot_desk
    desk.key(Key.Key_End)
    desk.view.scroll_to(3)
    grid = desk.view.headers.grid
    assert grid is not None
    assert desk.view.cell(3).top() >= grid.header_px


def test_the_group_is_spoken_with_the_item(shot_desk: Desk) -> None:
    shot_desk.click(0)
    shot_desk.settle()
    assert shot_desk.view.accessibleDescription().endswith("group 01  Door, 2 items")


def test_an_item_put_into_a_shot_moves_to_its_group_and_stays_chosen(shot_desk: Desk) -> None:
    desk = shot_desk
    desk.click(desk.row("item_0008"))
    card = desk.model.card(desk.row("item_0008"))
    assert card is not None
    sea = next(shot for shot in shots.all_shots(desk.library) if shot.name == "Sea")
    shots.append_items(desk.library, sea.id, [card.id])
    desk.settle()
    assert desk.names()[2:4] == ["item_0010", "item_0008"]
    assert desk.chosen() == ["item_0008"]


def test_an_item_that_goes_leaves_its_group_and_undo_brings_it_back(shot_desk: Desk) -> None:
    desk = shot_desk
    QAbstractItemModelTester(desk.model, QAbstractItemModelTester.FailureReportingMode.Fatal, desk.model)
    desk.click(2)
    editing.trash(desk.library, desk.page.selected_seqs())
    desk.settle()
    assert [desk.view.headers.title(group) for group in range(2)] == ["01  Door", "Not in a shot"]
    desk.library.store.undo()
    desk.settle()
    assert desk.chosen() == ["item_0010"]
    assert desk.view.headers.title(1) == "02  Sea"


def test_each_view_has_its_own_grouping_which_what_narrows_it_does_not_change(shot_desk: Desk) -> None:
    desk = shot_desk
    whole = desk.session.filter
    desk.show(replace(whole, text="item"))
    assert desk.page.grouping() == "shot"
    desk.show(replace(whole, trash=True))
    assert desk.page.grouping() == ""
    desk.show(whole)
    assert desk.page.grouping() == "shot"


def test_without_groups_there_is_no_header_and_the_keys_for_them_do_nothing(desk: Desk) -> None:
    desk.click(4)
    desk.key(Key.Key_PageDown, ALT)
    assert desk.current() == desk.names()[4]
    assert desk.view.headers.at(5) == -1
    assert desk.view.headers.spoken(4) == ""
