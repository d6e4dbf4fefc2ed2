"""The grid: an item view whose every question of place is arithmetic."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelection,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QWidget

from app.ui.gallery import keyboard
from app.ui.gallery.delegate import TilePainter
from app.ui.gallery.geometry import Grid, stepped
from app.ui.gallery.grouped import grid_for
from app.ui.gallery.headers import Headers
from app.ui.gallery.model import GalleryModel
from app.ui.gallery.order import Order
from app.ui.gallery.pointer import Pointer
from app.ui.gallery.presence import Presence
from app.ui.gallery.screen import Screen
from app.ui.gallery.scrolling import Scroller
from app.ui.gallery.scrubbing import Scrub
from app.ui.gallery.selection import RowSelection
from app.ui.gallery.sharpness import Sharpener
from app.ui.kit import theme
from app.ui.kit.text import tr
from db import Card

Index = QModelIndex | QPersistentModelIndex
FAR_PX = 2**24  # places further away are all the same to Qt


class GalleryView(QAbstractItemView):
    """Tiles in lines. Overrides answer without a model too, and never raise: Qt would not survive it."""

    open_wanted = Signal(int)  # row: Enter or a double click on an item with parts
    view_wanted = Signal(int)  # row: Space, or a double click on any other item
    back_wanted = Signal()
    star_clicked = Signal(int)  # row
    drag_wanted = Signal(int)  # row under the pointer
    context_menu_requested = Signal(QPoint)  # on the screen
    focused = Signal()

    # What overrides need that Qt calls from within the constructor.
    grid = Grid()
    gallery: GalleryModel | None = None
    beside_px = 0  # the room that a scale at the right takes

    def __init__(self, tiles: TilePainter, presence: Presence, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tiles = tiles
        self.scroller = Scroller(self)
        self.selection = RowSelection(self)
        self.headers = Headers(self)
        self.scrub = Scrub(self)
        tiles.over = self.scrub.paint
        self.sharpener = Sharpener(self)
        self.pointer = Pointer(self)
        self.on_screen = Screen(self, presence)
        self.setObjectName("galleryView")
        self.setAccessibleName(tr("Gallery"))
        self.setProperty("ground", "canvas")
        self.setFrameShape(QAbstractItemView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAutoScroll(False)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        theme.theme_changed.connect(self._renew)

    # -- items and places -----------------------------------------------------------------------------

    def setModel(self, model: QAbstractItemModel | None) -> None:
        self.gallery = model if isinstance(model, GalleryModel) else None
        super().setModel(model)
        if model is not None:
            model.rowsRemoved.connect(self.relayout)
        self.relayout()

    def card(self, row: int) -> Card | None:
        """The card in a row."""
        return self.gallery.card(row) if self.gallery is not None else None

    def cell(self, row: int) -> QRect:
        """Where the cell of a row is on the viewport."""
        x, y = self.grid.corner(row)
        down = max(-FAR_PX, min(FAR_PX, y - self.scroller.top))
        return QRect(x, down, self.grid.cell_width, self.grid.cell_height)

    def row_at(self, at: QPoint) -> int:
        """The row whose cell is under a point of the viewport; -1 between cells and on headers."""
        if self.headers.at(at.y()) >= 0:
            return -1
        return self.grid.row_at(at.x(), at.y() + self.scroller.top)

    def is_solid(self, row: int, at: QPoint) -> bool:
        """Whether the picture or the caption is under the point: what can be dragged."""
        if row < 0:
            return False
        cell = self.cell(row)
        return self.tiles.picture(cell, self.card(row)).contains(at) or self.tiles.caption(cell).contains(at)

    def is_star(self, row: int, at: QPoint) -> bool:
        """Whether the star of the row is under the point."""
        card = self.card(row)
        return card is not None and self.tiles.star_holds(self.cell(row), card, at)

    def visible_rows(self) -> range:
        """The rows of which something is on the screen."""
        return self.grid.rows_between(self.scroller.top, self.scroller.top + self.viewport().height() - 1)

    def update_row(self, row: int) -> None:
        """The row is painted again, if it is on the screen."""
        if 0 <= row < self.grid.count:
            self.viewport().update(self.cell(row))

    def set_names(self, names: bool) -> None:
        """Whether names stand below the pictures."""
        self.tiles.names = names
        self.relayout()

    def set_beside(self, room_px: int) -> None:
        """So much room is kept free beside the scroll bar."""
        if room_px != self.beside_px:
            self.beside_px = room_px
            self.setViewportMargins(0, 0, room_px, 0)
            self.relayout()

    def set_tile_px(self, tile_px: int) -> None:
        """Pictures are so wide; what was looked at stays on the screen."""
        self.tiles.tile_px = stepped(tile_px)
        self.relayout()

    def relayout(self) -> None:
        """Places are computed for the present size and number; the first tile of the screen stays first."""
        order = self.gallery.order if self.gallery is not None else Order()
        count = len(order)
        before, top, keep = self.grid, self.scroller.top, self._kept_row()
        tiles = self.tiles
        tiles.forget_plans()
        self.grid = grid_for(self.width() - self.beside_px, tiles.tile_px, tiles.caption_px, tiles.names, order)
        self.scroller.set_range(self.grid.height, self.grid.pitch)
        same = (before.columns, before.pitch) == (self.grid.columns, self.grid.pitch)
        if not same and 0 <= keep < count:
            self.scroll_to_row_at(keep, before.corner(keep)[1] - top)
        self.viewport().update()

    def _kept_row(self) -> int:
        current, shown = self.selection.current(), self.visible_rows()
        if current in shown:
            return current
        return shown.start if self.scroller.top > 0 and shown else -1

    # -- scrolling ------------------------------------------------------------------------------------

    def scroll_by(self, distance: int) -> None:
        """Everything moves up by `distance`, as far as there is something."""
        self._moved(self.scroller.go(self.scroller.top + distance))

    def scroll_to(self, row: int) -> None:
        """The row is on the screen, moved there by as little as possible."""
        if 0 <= row < self.grid.count:
            y = self.grid.corner(row)[1]
            below = y + self.grid.pitch - self.viewport().height()
            self._moved(self.scroller.go(min(y - self.grid.headroom, max(below, self.scroller.top))))

    def scroll_to_row_at(self, row: int, down: int) -> None:
        """The row is `down` pixels from the top of the screen."""
        self._moved(self.scroller.go(self.grid.corner(row)[1] - down))

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        if not index.isValid():
            return
        if hint == QAbstractItemView.ScrollHint.EnsureVisible:
            self.scroll_to(index.row())
        else:
            self.scroll_to_row_at(index.row(), (self.viewport().height() - self.grid.cell_height) // 2)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        moved = self.scroller.bar_moved()
        if moved:
            self._moved(moved)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        self.scroll_by(self.scroller.wheel_distance(event, self.grid.pitch))
        event.accept()

    def _moved(self, distance: int) -> None:
        if not distance:
            return
        port = self.viewport()
        whole = port.devicePixelRatioF() == int(port.devicePixelRatioF())
        if abs(distance) < port.height() and whole and not self.pointer.banding and not self.scroller.flying:
            port.scroll(0, -distance)  # what stays on the screen is moved, not painted
            if self.grid.headroom:
                port.update(0, 0, port.width(), self.grid.headroom + abs(distance))
        else:
            port.update()
        self.pointer.hover_again()

    # -- painting -------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        self.on_screen.paint(event.region())

    def dataChanged(self, top_left: Index, bottom_right: Index, roles: Any = ()) -> None:
        for row in self.on_screen.seen(top_left.row(), bottom_right.row()):
            self.update_row(row)

    def visualRect(self, index: Index) -> QRect:
        return self.cell(index.row()) if index.isValid() else QRect()

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        return self.on_screen.region(selection)

    def _renew(self) -> None:
        self.tiles.renew()
        self.relayout()

    # -- mouse and keys -------------------------------------------------------------------------------

    def open_row(self, row: int) -> bool:
        """Steps into an item with parts; False for any other."""
        card = self.card(row)
        if card is None or not card.parts:
            return False
        self.open_wanted.emit(row)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.pointer.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.pointer.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.pointer.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        row = self.row_at(at)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if row < 0 or self.is_star(row, at) or event.modifiers():
            self.pointer.press(event)
        elif not self.open_row(row):
            self.view_wanted.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.setAccepted(keyboard.press(self, event))

    def keyboardSearch(self, search: str) -> None:
        """Letters are actions here."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        at = event.pos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = self.cell(max(0, self.selection.current())).center()
        else:
            row = self.row_at(at)
            if row >= 0 and not self.selection.contains(row):
                self.selection.only(row)
        self.context_menu_requested.emit(self.viewport().mapToGlobal(at))

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self.pointer.hover(None)
        elif event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self.on_screen.show_hint(event)
            return True
        return super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        by_keys = event.reason() not in (
            Qt.FocusReason.MouseFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        )
        if by_keys and self.selection.current() < 0 and self.grid.count:
            self.selection.move(self.selection.start())  # focus is always to be seen
        self.viewport().update()
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.viewport().update()

    # -- the rest of what Qt asks ---------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.relayout()

    def updateGeometries(self) -> None:
        self.relayout()

    def reset(self) -> None:
        super().reset()
        self.relayout()

    def rowsInserted(self, parent: Index, start: int, end: int) -> None:
        super().rowsInserted(parent, start, end)
        self.relayout()

    def selectAll(self) -> None:  # noqa: N802 - Qt's name
        self.selection.everything()

    def indexAt(self, at: QPoint) -> QModelIndex:
        row = self.row_at(at)
        return self.gallery.index(row, 0) if self.gallery is not None and row >= 0 else QModelIndex()

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        key = _CURSOR_KEYS.get(action)
        if self.gallery is None or key is None:
            return QModelIndex()
        return self.gallery.index(keyboard.target(self, key), 0)

    def setSelection(self, rect: QRect, command: Any) -> None:
        model = self.gallery
        if model is None:
            return
        area = rect.normalized().translated(0, self.scroller.top)
        chosen = QItemSelection()
        for first, last in self.grid.rows_within(area.left(), area.top(), area.right(), area.bottom()):
            chosen.select(model.index(first, 0), model.index(last, 0))
        self.selectionModel().select(chosen, command)

    def horizontalOffset(self) -> int:
        return 0

    def verticalOffset(self) -> int:
        return min(self.scroller.top, FAR_PX)

    def isIndexHidden(self, index: Index) -> bool:
        return False

    def sizeHint(self) -> QSize:
        return QSize(640, 480)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 80)


_ACTIONS = QAbstractItemView.CursorAction
_CURSOR_KEYS = {
    _ACTIONS.MoveUp: Qt.Key.Key_Up,
    _ACTIONS.MoveDown: Qt.Key.Key_Down,
    _ACTIONS.MoveLeft: Qt.Key.Key_Left,
    _ACTIONS.MoveRight: Qt.Key.Key_Right,
    _ACTIONS.MoveHome: Qt.Key.Key_Home,
    _ACTIONS.MoveEnd: Qt.Key.Key_End,
    _ACTIONS.MovePageUp: Qt.Key.Key_PageUp,
    _ACTIONS.MovePageDown: Qt.Key.Key_PageDown,
    _ACTIONS.MoveNext: Qt.Key.Key_Right,
    _ACTIONS.MovePrevious: Qt.Key.Key_Left,
}
