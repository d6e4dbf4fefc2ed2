"""The mouse over the gallery: choosing, the rubber band, dragging out, the star under the pointer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QApplication

from app.ui.gallery.order import Stretch
from app.ui.kit import theme

if TYPE_CHECKING:
    from app.ui.gallery.view import GalleryView

TICK_MS = 16
EDGE_PX = 16  # so near to an edge the view begins to scroll under a rubber band
FASTEST_PX = 64


class Pointer:
    """What the left button does, from press to release."""

    def __init__(self, view: GalleryView) -> None:
        self._view = view
        self.hovered = -1
        self._at = QPoint()
        self._pressed = QPoint()
        self._star = -1  # pressed on the star of this row
        self._carried = -1  # pressed on the picture of this row
        self._on_release = -1  # this row alone is chosen on release, unless it was carried away
        self._corner: tuple[int, int] | None = None  # where a rubber band began, in the whole
        self._stretched = False
        self._base: QItemSelection | None = None
        self._banded: list[Stretch] = []
        self._scroll = QTimer(view, interval=TICK_MS)
        self._scroll.timeout.connect(self._tick)

    @property
    def banding(self) -> bool:
        """Whether a rubber band is being drawn."""
        return self._corner is not None and self._stretched

    # -- events ---------------------------------------------------------------------------------------

    def press(self, event: QMouseEvent) -> None:
        """The left button went down."""
        at = event.position().toPoint()
        self._at = self._pressed = at
        row, selection = self._view.row_at(at), self._view.selection
        group = self._view.headers.at(at.y())
        if group >= 0:
            self._view.headers.choose(group, event.modifiers())
            return
        held = event.modifiers()
        shift = bool(held & Qt.KeyboardModifier.ShiftModifier)
        ctrl = bool(held & Qt.KeyboardModifier.ControlModifier)
        if self._view.is_star(row, at) and not (shift or ctrl):
            self._star = row
            return
        if self._view.is_solid(row, at):
            self._carried = row
        else:
            self._corner = (at.x(), at.y() + self._view.scroller.top)
            self._base = self._view.selectionModel().selection() if shift or ctrl else None
        if shift:
            selection.extend(row, keep=ctrl)
        elif ctrl:
            selection.toggle(row)
        elif row < 0:
            selection.nothing()
        elif selection.contains(row):
            selection.move(row)
            self._on_release = row
        else:
            selection.only(row)

    def move(self, event: QMouseEvent) -> None:
        """The pointer moved, with or without the button."""
        self._at = event.position().toPoint()
        if not event.buttons() & Qt.MouseButton.LeftButton:
            self.hover(self._at)
            return
        far = (self._at - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if self._carried >= 0 and far:
            row = self._carried
            self._forget()
            self._view.drag_wanted.emit(row)
        elif self._corner is not None and (far or self._stretched):
            self._stretched = True
            self._on_release = -1
            self._band()
            self._scroll.start()

    def release(self, event: QMouseEvent) -> None:
        """The left button came up."""
        at = event.position().toPoint()
        star, alone = self._star, self._on_release
        if (
            self.banding
            and self._banded
            and not self._view.selection.contains(self._view.selection.current())
        ):
            self._view.selection.move(self._banded[0][0])
        self._forget()
        if star >= 0 and self._view.row_at(at) == star and self._view.is_star(star, at):
            self._view.star_clicked.emit(star)
        elif alone >= 0:
            self._view.selection.only(alone)
        self.hover(at)

    def cancel(self) -> bool:
        """A rubber band is given up and what was chosen before is again; whether there was one."""
        was = self.banding
        if was:
            self._view.selection.replace([], self._base)
        self._forget()
        return was

    def hover(self, at: QPoint | None) -> None:
        """The pointer is there; None when it left."""
        row = -1 if at is None else self._view.row_at(at)
        self._view.scrub.hover(row, at)
        if row != self.hovered:
            before, self.hovered = self.hovered, row
            for changed in (before, row):
                self._view.update_row(changed)

    def hover_again(self) -> None:
        """The tiles moved under the pointer."""
        if self.hovered >= 0 or self._view.viewport().underMouse():
            self.hover(self._view.viewport().mapFromGlobal(self._view.cursor().pos()))

    # -- rubber band ----------------------------------------------------------------------------------

    def band_area(self) -> QRect:
        """The rubber band on the screen; empty without one."""
        if self._corner is None or not self._stretched:
            return QRect()
        x, y = self._corner
        height = self._view.viewport().height()
        top = max(-2, min(y - self._view.scroller.top, height + 2))
        return QRect(
            QPoint(x, top), QPoint(self._at.x(), max(-2, min(self._at.y(), height + 2)))
        ).normalized()

    def paint_band(self, painter: QPainter) -> None:
        """Paints the rubber band."""
        ground = theme.qcolor(theme.colours().accent)
        ground.setAlphaF(0.16)
        area = self.band_area()
        painter.fillRect(area, ground)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("accent"), 1))
        painter.drawRect(area.adjusted(0, 0, -1, -1))

    def _band(self) -> None:
        if self._corner is None:
            return
        x, y = self._corner
        here = self._at.y() + self._view.scroller.top
        left, right = sorted((x, self._at.x()))
        top, bottom = sorted((y, here))
        rows = self._view.grid.rows_within(left, top, right, bottom)
        if rows != self._banded:
            self._banded = rows
            self._view.selection.replace(rows, self._base)
        self._view.viewport().update()

    def _tick(self) -> None:
        y, height = self._at.y(), self._view.viewport().height()
        over = y - (height - EDGE_PX) if y > height - EDGE_PX else min(0, y - EDGE_PX)
        if over and self.banding:
            self._view.scroll_by(max(-FASTEST_PX, min(FASTEST_PX, over)))
            self._band()
        elif not self.banding:
            self._scroll.stop()

    def _forget(self) -> None:
        self._star = self._carried = self._on_release = -1
        self._corner = self._base = None
        self._banded = []
        if self._stretched:
            self._view.viewport().update()
        self._stretched = False
        self._scroll.stop()
