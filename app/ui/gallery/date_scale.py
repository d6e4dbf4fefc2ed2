"""The scale of years and months beside the scroll bar: where they lie in a list by date, to jump there."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QEvent, QLocale, QPoint, QRect, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from app.library import grouping
from app.ui.gallery.order import Order
from app.ui.kit import theme
from app.ui.kit.text import tr

if TYPE_CHECKING:
    from app.ui.gallery.view import GalleryView
    from app.ui.session import Session
    from db import Filter

WIDTH_PX = 44
LEAST_SCREENS = 3  # of tiles: shorter lists are scrolled through sooner than aimed at
TICK_PX, YEAR_TICK_PX = 4, 8
TICK_APART_PX = 4
Month = tuple[int, str]
"""The row in which a month begins, and the month: 2026-11."""


class DateScale(QWidget):
    """Not reached by keys: Home, End and the page keys go where it goes."""

    def __init__(self, view: GalleryView) -> None:
        super().__init__(view)
        self._view = view
        self._months: list[Month] = []
        self._order = Order()
        self.setObjectName("galleryDates")
        self.setAccessibleName(tr("Date scale"))
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        view.viewport().installEventFilter(self)
        view.verticalScrollBar().rangeChanged.connect(self._moved)
        self.hide()

    def set_months(self, months: list[Month]) -> None:
        """The months of the list that is shown; without them there is no scale."""
        self._months = months
        self.fit()

    def follow(self, session: Session, order: Order, wanted: Filter, by: str) -> None:
        """It is that of this list; read beside the window, since a million dates are not at hand."""
        self._order = order
        by_date = wanted.sort == "made" and not wanted.trash and wanted.parent_id is None
        if not by_date or by not in ("", "day") or not len(order):
            self.set_months([])
            return
        library, down = session.library, wanted.descending

        def take(months: list[Month]) -> None:
            if order is self._order:
                self.set_months(months)

        session.background.run(lambda: grouping.months(library, order.column, down), take)

    def fit(self) -> None:
        """It is there if it helps, beside the tiles."""
        view = self._view
        helps = len(self._months) > 1 and view.grid.height > LEAST_SCREENS * view.viewport().height() > 0
        view.set_beside(theme.scaled(WIDTH_PX) if helps else 0)
        port = view.viewport().geometry()
        self.setGeometry(QRect(port.right() + 1, port.top(), theme.scaled(WIDTH_PX), port.height()))
        self.setVisible(helps)
        self.update()

    def labels(self) -> list[tuple[int, str]]:
        """Heights and words, from above: each year that has room, then months between them. None touches another."""
        line = theme.line_px("small")
        placed: list[tuple[int, str]] = []

        def free(y: int) -> bool:
            return line // 2 <= y <= self.height() - line // 2 and all(abs(y - other) >= line for other, _ in placed)

        for years in (True, False):
            last_year = ""
            for row, month in self._months:
                year, y = month[:4], self._y(row)
                begins, last_year = year != last_year, year
                if years != begins or not month:
                    continue
                y = max(y, line // 2) if begins else y
                if free(y):
                    placed.append((y, year if years else _short(month)))
        return sorted(placed)

    def ticks(self) -> list[tuple[int, bool]]:
        """Heights of months, and whether a year begins there; too near ones are left out."""
        found: list[tuple[int, bool]] = []
        last_year = ""
        for row, month in self._months:
            begins, last_year = month[:4] != last_year, month[:4]
            y = self._y(row)
            if not found or y - found[-1][0] >= TICK_APART_PX:
                found.append((y, begins))
        return found

    def month_at(self, y: int) -> str:
        """The month that lies at a height, in words."""
        if not self._months:
            return ""
        place = bisect_right([self._y(row) for row, _month in self._months], y) - 1
        return _long(self._months[max(0, place)][1])

    def _y(self, row: int) -> int:
        grid = self._view.grid
        if row >= grid.count:
            return self.height()
        return round((grid.corner(row)[1] - grid.headroom) / max(1, grid.height) * self.height())

    # -- the mouse ------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._jump(event.position().toPoint())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._jump(at)
        self._say(at)

    def leaveEvent(self, event: QEvent) -> None:
        QToolTip.hideText()
        super().leaveEvent(event)

    def _jump(self, at: QPoint) -> None:
        share = min(1.0, max(0.0, at.y() / max(1, self.height())))
        self._view.scroll_by(int(share * self._view.grid.height) - self._view.scroller.top)
        self._say(at)

    def _say(self, at: QPoint) -> None:
        QToolTip.showText(self.mapToGlobal(QPoint(-8, at.y())), self.month_at(at.y()), self)

    # -- painting -------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("canvas"))
        for y, begins in self.ticks():
            length = YEAR_TICK_PX if begins else TICK_PX
            painter.fillRect(QRect(self.width() - length, y, length, 1), theme.colour("line-strong"))
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text-3"))
        line = theme.line_px("small")
        for y, words in self.labels():
            area = QRect(0, y - line // 2, self.width() - YEAR_TICK_PX - 4, line)
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, words)
        painter.end()

    def _moved(self, _least: int, _most: int) -> None:
        """Tiles have another size: months lie elsewhere."""
        self.update()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._months:
            port = self._view.viewport().geometry()
            self.setGeometry(QRect(port.right() + 1, port.top(), self.width(), port.height()))
        return False


def _short(month: str) -> str:
    date = QDate.fromString(f"{month}-01", Qt.DateFormat.ISODate)
    return QLocale().standaloneMonthName(date.month(), QLocale.FormatType.ShortFormat) if date.isValid() else ""


def _long(month: str) -> str:
    date = QDate.fromString(f"{month}-01", Qt.DateFormat.ISODate)
    return QLocale().toString(date, "MMMM yyyy") if date.isValid() else tr("Date not known")
