"""Where the pictures of a strip stand: arithmetic on widths, counts and the sideways position."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize

EDGE_PX = 4  # room for the ring around the outermost pictures
GAP_PX = 8
ACROSS = 4
WIDEST_PX = 66
LARGE = QSize(64, 36)
SMALL = QSize(48, 27)
SMALL_UNDER_PX = 256  # a panel with less room for content shows the small ones
SIDE_PX = 20  # how much of a strip's end the mark takes that says there is more


@dataclass
class StripLayout:
    """`labelled`: four across, as wide as fits; else plain pictures of `thumb_px`."""

    labelled: bool
    width: int = 0
    count: int = 0
    thumb_px: int = LARGE.width()
    offset_px: int = 0

    def thumb_size(self) -> QSize:
        """The size of one picture."""
        if not self.labelled:
            return SMALL if self.thumb_px == SMALL.width() else LARGE
        width = min(WIDEST_PX, (self.room() - (ACROSS - 1) * GAP_PX) // ACROSS)
        return QSize(max(16, width), max(9, round(width * 9 / 16)))

    def step_px(self) -> int:
        """From one picture to the next."""
        return self.thumb_size().width() + GAP_PX

    def room(self) -> int:
        """What is between the edges."""
        return self.width - 2 * EDGE_PX

    def cell_rect(self, place: int) -> QRect:
        """Where the picture is now."""
        size = self.thumb_size()
        return QRect(EDGE_PX + place * self.step_px() - self.offset_px, EDGE_PX, size.width(), size.height())

    def visible(self) -> range:
        """The places of which something can be seen."""
        first = max(0, self.offset_px // self.step_px() - 1)
        return range(first, min(self.count, first + self.room() // self.step_px() + 4))

    def most_offset(self) -> int:
        """How far it can be scrolled."""
        return max(0, max(0, self.count * self.step_px() - GAP_PX) - self.room())

    def scroll_to(self, offset_px: int) -> None:
        """The sideways position is this, or the nearest there is."""
        self.offset_px = max(0, min(self.most_offset(), offset_px))

    def page_px(self) -> int:
        """How far a click on the mark at an end scrolls."""
        return max(self.step_px(), self.room() - self.thumb_size().width())

    def reveal(self, place: int) -> None:
        """The picture is wholly in view, beside the marks at the ends."""
        if not 0 <= place < self.count:
            return
        left = place * self.step_px()
        right = left + self.thumb_size().width()
        side = SIDE_PX if self.most_offset() else 0
        if left - side < self.offset_px:
            self.scroll_to(left - side)
        elif right + side > self.offset_px + self.room():
            self.scroll_to(right + side - self.room())

    def place_at(self, point: QPoint) -> int:
        """The picture under a point, -1 between and beside them."""
        along = point.x() - EDGE_PX + self.offset_px
        place = along // self.step_px()
        on_picture = along >= 0 and along % self.step_px() < self.thumb_size().width()
        return place if on_picture and place < self.count else -1

    def side_at(self, point: QPoint) -> int:
        """-1 and 1 over the marks that say there is more on that side, else 0."""
        if self.offset_px > 0 and point.x() < SIDE_PX:
            return -1
        return int(self.offset_px < self.most_offset() and point.x() >= self.width - SIDE_PX)
