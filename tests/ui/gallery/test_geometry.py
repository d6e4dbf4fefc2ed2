"""Places by arithmetic, at the sizes of the design and far past what Qt can count."""

from __future__ import annotations

import pytest

from app.ui.gallery.geometry import Grid, stepped


def test_the_window_of_the_design_has_five_columns_and_a_small_one_four() -> None:
    main = Grid(width=878, tile_px=160, count=50)
    assert (main.columns, main.cell_width, main.cell_height) == (5, 167, 134)
    small = Grid(width=550, tile_px=120, count=50)
    assert (small.columns, small.cell_width - 8) == (4, 120)
    large = Grid(width=1878, tile_px=220, count=50)
    assert (large.columns, large.cell_width - 8) == (8, 220)


def test_columns_fill_the_width_with_even_gaps_of_at_least_four() -> None:
    for width in range(360, 2_000, 37):
        grid = Grid(width=width, tile_px=160, count=100)
        gaps = [b - a - grid.cell_width for a, b in zip(grid.lefts, grid.lefts[1:], strict=False)]
        assert grid.lefts[0] == 12
        assert all(gap >= 4 for gap in gaps)
        assert max(gaps, default=4) - min(gaps, default=4) <= 1
        assert grid.lefts[-1] + grid.cell_width <= width - 12


@pytest.mark.parametrize("tile_px", [96, 104, 160, 384])
@pytest.mark.parametrize("count", [1, 7, 1_000, 10_000_000])
def test_a_point_in_a_cell_finds_its_row_again(tile_px: int, count: int) -> None:
    grid = Grid(width=900, tile_px=tile_px, count=count)
    for row in {0, count // 2, count - 1}:
        x, y = grid.corner(row)
        assert grid.row_at(x, y) == row
        assert grid.row_at(x + grid.cell_width - 1, y + grid.cell_height - 1) == row
        assert grid.row_at(x + grid.cell_width // 2, y + grid.cell_height) == -1
        assert row in grid.rows_between(y, y)


def test_outside_of_all_cells_there_is_no_row() -> None:
    grid = Grid(width=900, tile_px=160, count=7)
    assert grid.row_at(3, 20) == -1
    assert grid.row_at(20, -1) == -1
    x, y = grid.corner(6)
    assert grid.row_at(x + grid.cell_width + 20, y + 5) == -1
    assert Grid(width=900, count=0).row_at(20, 20) == -1


def test_a_rectangle_finds_stretches_and_whole_lines_are_one() -> None:
    grid = Grid(width=878, tile_px=160, count=23)
    assert grid.rows_within(0, 0, 877, 10_000) == [(0, 22)]
    x, y = grid.corner(6)
    assert grid.rows_within(x + 5, y + 5, x + 10, y + 10) == [(6, 6)]
    assert grid.rows_within(x + 5, y + 5, x + 200, y + grid.pitch + 5) == [(6, 7), (11, 12)]
    assert grid.rows_within(x + 5, y + 5, x + 200, y + 100_000) == [(6, 7), (11, 12), (16, 17), (21, 22)]
    assert grid.rows_within(x + 5, y + grid.cell_height, x + 10, y + grid.cell_height + 3) == []
    assert grid.rows_within(0, 0, 5, 5) == []


def test_ten_million_items_in_one_column_are_higher_than_qt_counts() -> None:
    grid = Grid(width=400, tile_px=384, count=10_000_000)
    assert grid.columns == 1
    assert grid.height > 2**31
    assert grid.row_at(20, grid.height - 20) == 9_999_999


def test_tile_sizes_are_those_of_the_slider() -> None:
    assert [stepped(px) for px in (0, 96, 101, 163, 1_000)] == [96, 96, 104, 160, 384]
