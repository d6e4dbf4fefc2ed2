"""The headers above groups of tiles: painted, clicked, reached by keys, and the one that stays at the top."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from app.ui.gallery.geometry import CELL_INSET_PX, INSET_PX
from app.ui.gallery.grouped import GroupedGrid
from app.ui.kit import theme
from app.ui.kit.text import counted, number, tr

if TYPE_CHECKING:
    from app.ui.gallery.view import GalleryView

GAP_PX = 8


class Headers:
    """The headers of one view. Without groups every answer is: none."""

    def __init__(self, view: GalleryView) -> None:
        self._view = view
        self.shots: Mapping[str, str] = {}
        """What shots (by id) are called in headers."""

    @property
    def grid(self) -> GroupedGrid | None:
        """The grid, if it has groups."""
        grid = self._view.grid
        return grid if isinstance(grid, GroupedGrid) else None

    def title(self, group: int) -> str:
        """What a group is called."""
        grid = self.grid
        if grid is None:
            return ""
        groups = grid.groups
        key = groups.keys[group]
        return _TITLES[groups.by](self, key) if groups.by in _TITLES else key

    def spoken(self, row: int) -> str:
        """The group of a row, for people who hear the gallery; empty without groups."""
        grid = self.grid
        if grid is None or row < 0:
            return ""
        group = grid.groups.of(row)
        first, last = grid.groups.rows(group, grid.count)
        return tr("group {name}, {items}", name=self.title(group), items=counted(last - first + 1, "1 item", "{n} items"))

    def at(self, y: int) -> int:
        """The group whose header is at this height of the screen; -1 for none."""
        grid = self.grid
        if grid is None:
            return -1
        stays = self._staying(grid)
        if y < self._top_of(grid, stays) + grid.header_px and y >= 0:
            return stays
        return grid.header_at(y + self._view.scroller.top)

    def choose(self, group: int, held: Qt.KeyboardModifier) -> None:
        """A click on a header: the group is chosen; with Ctrl besides the others, with Shift all up to it."""
        grid, selection = self.grid, self._view.selection
        if grid is None or not 0 <= group < len(grid.groups.starts):
            return
        first, last = grid.groups.rows(group, grid.count)
        keep = bool(held & Qt.KeyboardModifier.ControlModifier)
        if held & Qt.KeyboardModifier.ShiftModifier:
            selection.extend(last if selection.start() <= last else first, keep)
        else:
            selection.stretch(first, last, keep)

    def choose_current(self) -> None:
        """The group of the current item is chosen."""
        if self.grid is not None:
            self.choose(self.grid.groups.of(max(0, self._view.selection.start())), Qt.KeyboardModifier.NoModifier)

    def step(self, by: int) -> None:
        """The first item of the next group (or of this one, or of the one before) is chosen and on the screen."""
        grid, selection = self.grid, self._view.selection
        if grid is None:
            return
        row = selection.start()
        group = grid.groups.of(max(0, row))
        back_to_its_first = by < 0 and row > grid.groups.starts[group]
        group = max(0, min(len(grid.groups.starts) - 1, group if back_to_its_first else group + by))
        first = grid.groups.starts[group]
        selection.only(first)
        self._view.scroll_to_row_at(first, grid.header_px)

    # -- painting -------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, area: QRect) -> None:
        """The headers that reach into `area`, over the tiles."""
        grid = self.grid
        if grid is None:
            return
        top = self._view.scroller.top
        stays = self._staying(grid)
        last = grid.group_at(top + area.bottom())
        for group in range(max(stays + 1, grid.group_at(top + max(0, area.top()))), last + 1):
            self._paint_one(painter, grid, group, grid.tops[group] - top)
        if area.top() < grid.header_px:
            self._paint_one(painter, grid, stays, self._top_of(grid, stays))

    def _staying(self, grid: GroupedGrid) -> int:
        """The group at the top of the screen."""
        return grid.group_at(self._view.scroller.top)

    def _top_of(self, grid: GroupedGrid, stays: int) -> int:
        """Where the header is that stays: pushed up by the next one."""
        return min(0, grid.tops[stays + 1] - grid.header_px - self._view.scroller.top)

    def _paint_one(self, painter: QPainter, grid: GroupedGrid, group: int, y: int) -> None:
        width = self._view.viewport().width()
        painter.fillRect(QRect(0, y, width, grid.header_px), theme.colour("canvas"))
        first, last = grid.groups.rows(group, grid.count)
        left = INSET_PX + CELL_INSET_PX
        font = theme.font("strong")
        metrics = QFontMetricsF(font)
        count = number(last - first + 1)
        room = width - 2 * left - GAP_PX - QFontMetricsF(theme.font("small")).horizontalAdvance(count)
        text = metrics.elidedText(self.title(group), Qt.TextElideMode.ElideMiddle, max(0.0, room))
        area = QRectF(left, y, width - left, grid.header_px)
        painter.setFont(font)
        painter.setPen(theme.colour("text"))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, text)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text-3"))
        area.setLeft(left + metrics.horizontalAdvance(text) + GAP_PX)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, count)


def day_words(key: str) -> str:
    """Monday, 24 November 2026, as the locale writes it."""
    day = QDate.fromString(key, Qt.DateFormat.ISODate)
    return QLocale().toString(day, QLocale.FormatType.LongFormat) if day.isValid() else tr("Date not known")


_TITLES: dict[str, Callable[[Headers, str], str]] = {
    "day": lambda _headers, key: day_words(key),
    "shot": lambda headers, key: headers.shots.get(key, "") or tr("Not in a shot"),
    "tool": lambda _headers, key: key or tr("Tool not known"),
}
