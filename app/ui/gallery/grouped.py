"""Where tiles and headers lie when the gallery is grouped: the same arithmetic, over sums of the groups before."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Any

from app.ui.gallery.geometry import INSET_PX, ROW_GAP_PX, Grid
from app.ui.gallery.order import Order
from app.ui.kit import theme

HEADER_PX = 36
AFTER_PX = 12  # between the last line of a group and the next header


@dataclass(frozen=True)
class Groups:
    """Neighbouring rows that belong together: where each group begins, and what it is of ('' for those without)."""

    by: str = ""
    starts: tuple[int, ...] = ()
    keys: tuple[str, ...] = ()

    def of(self, row: int) -> int:
        """The group that has the row."""
        return max(0, bisect_right(self.starts, row) - 1)

    def rows(self, group: int, count: int) -> tuple[int, int]:
        """First and last row of a group, of so many rows in all."""
        after = self.starts[group + 1] if group + 1 < len(self.starts) else count
        return self.starts[group], after - 1


@dataclass(frozen=True)
class GroupedGrid(Grid):
    """A grid with a header above each group. There is at least one group, and none is empty."""

    groups: Groups = Groups()
    header_px: int = HEADER_PX

    @property
    def headroom(self) -> int:
        """The header that stays at the top of the screen."""
        return self.header_px

    @cached_property
    def _lines_before(self) -> list[int]:
        """How many lines lie before each group, and in all."""
        starts = (*self.groups.starts, self.count)
        lines = (-(-(after - start) // self.columns) for start, after in pairwise(starts))
        return [0, *accumulate(lines)]

    @cached_property
    def tops(self) -> list[int]:
        """Where the header of each group is, and at last where the whole ends."""
        extra = self.header_px + AFTER_PX
        return [lines * self.pitch + place * extra for place, lines in enumerate(self._lines_before)]

    @cached_property
    def lines(self) -> int:
        return self._lines_before[-1]

    @cached_property
    def height(self) -> int:
        return self.tops[-1] - AFTER_PX - ROW_GAP_PX + INSET_PX if self.count else 0

    def group_at(self, y: int) -> int:
        """The group that lies at a height."""
        return max(0, min(len(self.groups.starts), bisect_right(self.tops, y)) - 1)

    def header_at(self, y: int) -> int:
        """The group whose header lies at a height; -1 for none."""
        group = self.group_at(y)
        return group if 0 <= y - self.tops[group] < self.header_px and self.count else -1

    def corner(self, row: int) -> tuple[int, int]:
        group = self.groups.of(row)
        line, column = divmod(row - self.groups.starts[group], self.columns)
        return self.lefts[column], self.tops[group] + self.header_px + line * self.pitch

    def row_at(self, x: int, y: int) -> int:
        if y < 0 or not self.count:
            return -1
        group = self.group_at(y)
        line, down = divmod(y - self.tops[group] - self.header_px, self.pitch)
        if line < 0 or down >= self.cell_height:
            return -1
        first, last = self.groups.rows(group, self.count)
        for column, left in enumerate(self.lefts):
            if left <= x < left + self.cell_width:
                row = first + line * self.columns + column
                return row if row <= last else -1
        return -1

    def rows_between(self, top: int, bottom: int) -> range:
        if not self.count:
            return range(0)
        return range(self._line_start(top, after=False), self._line_start(bottom, after=True))

    def _line_start(self, y: int, after: bool) -> int:
        """The first row of the line at a height, or of the next one."""
        group = self.group_at(max(0, y))
        first, last = self.groups.rows(group, self.count)
        line = (max(0, y) - self.tops[group] - self.header_px) // self.pitch + after
        return max(first, min(last + 1, first + line * self.columns))

    def rows_within(self, left: int, top: int, right: int, bottom: int) -> list[tuple[int, int]]:
        touched = [c for c, x in enumerate(self.lefts) if x <= right and x + self.cell_width > left]
        if not touched or not self.count or bottom < 0:
            return []
        found: list[tuple[int, int]] = []
        for group in range(self.group_at(max(0, top)), self.group_at(bottom) + 1):
            found += self._within(group, touched, top, bottom)
        joined: list[tuple[int, int]] = []
        for first, last in found:
            if joined and first == joined[-1][1] + 1:
                joined[-1] = (joined[-1][0], last)
            else:
                joined.append((first, last))
        return joined

    def _within(self, group: int, touched: list[int], top: int, bottom: int) -> list[tuple[int, int]]:
        start, end = self.groups.rows(group, self.count)
        tiles, lines = self.tops[group] + self.header_px, self._lines_before[group + 1] - self._lines_before[group]
        first = max(0, -(-(top - tiles - self.cell_height + 1) // self.pitch))
        last = min(lines - 1, (bottom - tiles) // self.pitch)
        if first > last:
            return []
        if len(touched) == self.columns:
            stretches = [(start + first * self.columns, start + (last + 1) * self.columns - 1)]
        else:
            begins = range(start + first * self.columns, start + last * self.columns + 1, self.columns)
            stretches = [(begin + touched[0], begin + touched[-1]) for begin in begins]
        return [(a, min(b, end)) for a, b in stretches if a <= end]

    def away(self, row: int, lines: int) -> int:
        group = self.groups.of(row)
        line, column = divmod(row - self.groups.starts[group], self.columns)
        wanted = self._lines_before[group] + line + lines
        if wanted < 0:
            return -1
        if wanted >= self.lines:
            return self.count
        there = min(len(self.groups.starts), bisect_right(self._lines_before, wanted)) - 1
        first, last = self.groups.rows(there, self.count)
        return min(last, first + (wanted - self._lines_before[there]) * self.columns + column)

    def is_last_line(self, row: int) -> bool:
        return self.away(row, 1) >= self.count

    def column(self, row: int) -> int:
        return (row - self.groups.starts[self.groups.of(row)]) % self.columns


class GroupedOrder(Order):
    """An order that is in groups."""

    def __init__(self, ids: Any, groups: Groups) -> None:
        super().__init__(ids)
        self.groups = groups


def grid_for(width: int, tile_px: int, caption_px: int, names: bool, order: Order) -> Grid:
    """Where the tiles of this order lie, with headers if it is in groups."""
    groups = order.groups if isinstance(order, GroupedOrder) else None
    if groups is None or not groups.starts or not len(order):
        return Grid(width, tile_px, len(order), caption_px, names)
    return GroupedGrid(width, tile_px, len(order), caption_px, names, groups, theme.scaled(HEADER_PX))
