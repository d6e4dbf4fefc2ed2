"""Where tiles lie: every question is arithmetic, so ten million items cost as much as ten."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

INSET_PX = 12
COLUMN_GAP_PX = 4
ROW_GAP_PX = 8
CELL_INSET_PX = 4
CAPTION_GAP_PX = 4
SHRINK_PX = 4  # cells give so much of their width for one more column
CAPTION_FROM_PX = 112
LEAST_PX, MOST_PX, STEP_PX = 96, 384, 8


@dataclass(frozen=True)
class Grid:
    """Cells of one size in lines from the top; x and y count from the top left of all tiles together.

    `width` is that of the whole view, scroll bar included, so that its coming and going moves nothing.
    """

    width: int = 0
    tile_px: int = 160
    count: int = 0
    caption_px: int = 16
    names: bool = True

    @cached_property
    def columns(self) -> int:
        """How many cells stand side by side."""
        wanted = self.tile_px + 2 * CELL_INSET_PX
        return max(1, (self._free + COLUMN_GAP_PX) // (wanted - SHRINK_PX + COLUMN_GAP_PX))

    @cached_property
    def cell_width(self) -> int:
        """The width of a cell: the picture and its inset."""
        room = (self._free - COLUMN_GAP_PX * (self.columns - 1)) // self.columns
        return max(2 * CELL_INSET_PX + 1, min(self.tile_px + 2 * CELL_INSET_PX, room))

    @cached_property
    def cell_height(self) -> int:
        """The height of a cell: picture 3:2, caption where there is one, insets."""
        caption = CAPTION_GAP_PX + self.caption_px if self.has_caption else 0
        return round((self.cell_width - 2 * CELL_INSET_PX) / 1.5) + 2 * CELL_INSET_PX + caption

    @property
    def has_caption(self) -> bool:
        """Whether names are shown, and tiles are wide enough for them."""
        return self.names and self.tile_px >= CAPTION_FROM_PX

    @property
    def headroom(self) -> int:
        """What lies over the top of the screen: a row that is scrolled to stands below it."""
        return 0

    def away(self, row: int, lines: int) -> int:
        """The row so many lines below (above, when negative) in the same column; beyond the ends: below 0 or past the last."""
        return row + lines * self.columns

    def is_last_line(self, row: int) -> bool:
        """Whether nothing stands below the row."""
        return row // self.columns == (self.count - 1) // self.columns

    def column(self, row: int) -> int:
        """In which column a row stands."""
        return row % self.columns

    @cached_property
    def pitch(self) -> int:
        """From one line to the next."""
        return self.cell_height + ROW_GAP_PX

    @cached_property
    def lines(self) -> int:
        """How many lines there are."""
        return -(-self.count // self.columns)

    @cached_property
    def height(self) -> int:
        """The height of all tiles together; a Python number, since Qt's end at 2³¹."""
        return self.lines * self.pitch - ROW_GAP_PX + INSET_PX if self.count else 0

    def corner(self, row: int) -> tuple[int, int]:
        """The top left of the cell of `row`."""
        line, column = divmod(row, self.columns)
        return self.lefts[column], line * self.pitch

    @cached_property
    def lefts(self) -> tuple[int, ...]:
        """The left edges of the columns: what is over lies evenly between them."""
        if self.columns == 1:
            return (INSET_PX,)
        step = (self._free - self.cell_width) / (self.columns - 1)
        return tuple(INSET_PX + int(column * step) for column in range(self.columns))

    def row_at(self, x: int, y: int) -> int:
        """The row whose cell holds the point; -1 between cells and outside."""
        line, down = divmod(y, self.pitch)
        if y < 0 or down >= self.cell_height:
            return -1
        for column, left in enumerate(self.lefts):
            if left <= x < left + self.cell_width:
                row = line * self.columns + column
                return row if row < self.count else -1
        return -1

    def rows_between(self, top: int, bottom: int) -> range:
        """The rows of all lines that reach into `top` … `bottom`."""
        first = max(0, top // self.pitch) * self.columns
        return range(
            min(first, self.count), max(0, min(self.count, (bottom // self.pitch + 1) * self.columns))
        )

    def rows_within(self, left: int, top: int, right: int, bottom: int) -> list[tuple[int, int]]:
        """First and last rows of the stretches of cells that the rectangle touches."""
        touched = [c for c, x in enumerate(self.lefts) if x <= right and x + self.cell_width > left]
        first_line = max(0, -(-(top - self.cell_height + 1) // self.pitch))
        last_line = min(self.lines - 1, bottom // self.pitch)
        if not touched or first_line > last_line:
            return []
        if len(touched) == self.columns:  # whole lines are one stretch
            stretches = [(first_line * self.columns, (last_line + 1) * self.columns - 1)]
        else:
            starts = range(first_line * self.columns, last_line * self.columns + 1, self.columns)
            stretches = [(start + touched[0], start + touched[-1]) for start in starts]
        return [(a, min(b, self.count - 1)) for a, b in stretches if a < self.count]

    @property
    def _free(self) -> int:
        return max(1, self.width - 2 * INSET_PX)


def stepped(tile_px: int) -> int:
    """The nearest size that the slider has."""
    return min(MOST_PX, max(LEAST_PX, round(tile_px / STEP_PX) * STEP_PX))
