"""The saved searches as a list: a click shows, F2 renames, drag and Alt+arrows reorder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QListView, QToolTip, QWidget

from app.ui.kit import theme, tokens
from app.ui.kit.text import tr
from app.ui.shell.edge_scroll import EdgeScroll
from app.ui.shell.heights import HeightByRows
from app.ui.shell.row_delegate import EDGE_PX, KEY, RowDelegate
from db import SavedSearch

SEARCHES = "application/x-dailies-searches"

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class SearchModel(QAbstractListModel):
    """`rename` is called with a search's id and the name that was typed for it."""

    def __init__(self, rename: Callable[[str, str], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rename = rename
        self._searches: list[SavedSearch] = []
        self.writable = True

    def searches(self) -> list[SavedSearch]:
        """All of them in their order."""
        return list(self._searches)

    def row_of(self, search_id: str | None) -> int:
        """The row of a search, -1 without one."""
        return next((row for row, search in enumerate(self._searches) if search.id == search_id), -1)

    def set_searches(self, searches: Sequence[SavedSearch]) -> None:
        """The rows are these: gone ones are removed, new ones inserted, the others moved and refreshed."""
        there = {search.id for search in searches}
        for row in range(len(self._searches) - 1, -1, -1):
            if self._searches[row].id not in there:
                self.beginRemoveRows(ROOT, row, row)
                del self._searches[row]
                self.endRemoveRows()
        for row, search in enumerate(searches):
            old = self.row_of(search.id)
            if old == -1:
                self.beginInsertRows(ROOT, row, row)
                self._searches.insert(row, search)
                self.endInsertRows()
            elif old != row:
                self.beginMoveRows(ROOT, old, old, ROOT, row)
                self._searches.insert(row, self._searches.pop(old))
                self.endMoveRows()
            if self._searches[row] != search:
                self._searches[row] = search
                self.dataChanged.emit(self.index(row), self.index(row))

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._searches)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._searches):
            return None
        search = self._searches[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return search.name
        if role == KEY:
            return search.id
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return tr("{name}, saved search", name=search.name)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return flags | Qt.ItemFlag.ItemIsEditable if self.writable else flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """The name is given on; the row changes when the library says so."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid() or not isinstance(value, str):
            return False
        search, name = self._searches[index.row()], value.strip()
        if not name or name == search.name:
            return False
        self._rename(search.id, name)
        return True


class SearchList(QListView):
    """As high as its rows."""

    show_asked = Signal(str)
    move_asked = Signal(str, int)  # search, its new row
    delete_asked = Signal(str)
    menu_asked = Signal(str, QPoint)  # the point is global

    def __init__(self, model: SearchModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("search_list")
        self.setAccessibleName(tr("Saved searches"))
        self.setModel(model)
        self._searches = model
        self.delegate = RowDelegate("search", "search_name_field", tr("Name of the search"), self)
        self.setItemDelegate(self.delegate)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDragEnabled(False)  # drags are begun here: one row, its place between rows
        self.setAcceptDrops(True)
        self._height = HeightByRows(self, "search_list_scroll_bar", 3)
        self._pressed_at: QPoint | None = None
        self._dragged = ""
        self._gap = -1  # before which row a dragged search would stand
        self._edges = EdgeScroll(self)

    def sizeHint(self) -> QSize:
        return self._height.hint()

    def minimumSizeHint(self) -> QSize:
        return self._height.least()

    def set_shown(self, search_ids: frozenset[str]) -> None:
        """The gallery shows what these ask for: their rows are filled."""
        self.delegate.shown = search_ids
        self.viewport().update()

    def begin_rename(self, search_id: str) -> None:
        """The name of the search can be typed over."""
        row = self._searches.row_of(search_id)
        if row >= 0:
            self.setCurrentIndex(self._searches.index(row))
            self.scrollTo(self.currentIndex())
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.edit(self.currentIndex())

    def _at(self, point: QPoint) -> str:
        return str(self.indexAt(point).data(KEY) or "")

    # -- keys --------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        search_id = str(self.currentIndex().data(KEY) or "")
        if self.state() == QAbstractItemView.State.EditingState:
            return  # Enter ends the typing of a name, and no more
        if search_id and held == Qt.KeyboardModifier.AltModifier and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            row = self.currentIndex().row() + (1 if key == Qt.Key.Key_Down else -1)
            if 0 <= row < self._searches.rowCount() and self._searches.writable:
                self.move_asked.emit(search_id, row)
        elif search_id and not held and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.show_asked.emit(search_id)
        elif search_id and not held and key == Qt.Key.Key_Delete and self._searches.writable:
            self.delete_asked.emit(search_id)
        else:
            super().keyPressEvent(event)

    # -- pointer -----------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._pressed_at = None
        if event.button() == Qt.MouseButton.LeftButton and (found := self._at(event.position().toPoint())):
            self._pressed_at, self._dragged = event.position().toPoint(), found

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._pressed_at is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
        elif (point - self._pressed_at).manhattanLength() >= QApplication.startDragDistance() and self._searches.writable:
            self._drag()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self._pressed_at is not None and self._at(event.position().toPoint()) == self._dragged:
            self.show_asked.emit(self._dragged)
        self._pressed_at = None

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            at = self.viewport().mapToGlobal(self.visualRect(index).center()) if by_key else event.globalPos()
            self.menu_asked.emit(str(index.data(KEY)), at)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = self._searches.row_of(self._at(event.pos()))
            words = self._searches.searches()[row].query if row >= 0 else ""
            QToolTip.showText(event.globalPos(), words, self)  # no words: none is shown
            return True
        return super().viewportEvent(event)

    # -- reordering --------------------------------------------------------------------------------------------------

    def drag_data(self, search_id: str) -> QMimeData:
        """What is carried while a search is dragged."""
        data = QMimeData()
        data.setData(SEARCHES, search_id.encode())
        return data

    def _drag(self) -> None:
        row = self._searches.row_of(self._dragged)
        self._pressed_at = None
        if row >= 0:
            drag = QDrag(self)
            drag.setMimeData(self.drag_data(self._dragged))
            drag.setPixmap(self.viewport().grab(self.visualRect(self._searches.index(row))))
            drag.setHotSpot(QPoint(24, 12))
            drag.exec(Qt.DropAction.MoveAction)
            self._end_drop()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(SEARCHES) and self._searches.writable:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if not event.mimeData().hasFormat(SEARCHES):
            event.ignore()
            return
        self._edges.hold(event.position().toPoint())
        self._gap = self.gap_at(event.position().toPoint())
        event.setDropAction(Qt.DropAction.MoveAction)
        event.accept()
        self.viewport().update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._end_drop()

    def dropEvent(self, event: QDropEvent) -> None:
        data = event.mimeData()
        if data.hasFormat(SEARCHES):
            search_id, gap = bytes(data.data(SEARCHES).data()).decode(), self.gap_at(event.position().toPoint())
            row = self._searches.row_of(search_id)
            if row >= 0 and gap not in (row, row + 1):
                self.move_asked.emit(search_id, gap - 1 if gap > row else gap)
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()
        self._end_drop()

    def gap_at(self, point: QPoint) -> int:
        """Before which row something dropped here would stand; the number of rows for the end."""
        index = self.indexAt(point)
        if not index.isValid():
            return 0 if point.y() < 0 else self._searches.rowCount()
        return index.row() + (point.y() > self.visualRect(index).center().y())

    def _end_drop(self) -> None:
        self._edges.stop()
        self._gap = -1
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        last = self._searches.rowCount() - 1
        if self._gap < 0 or last < 0:
            return
        row = self.visualRect(self._searches.index(min(self._gap, last)))
        y = row.top() if self._gap <= last else row.bottom() + 1 - tokens.RING_PX
        painter = QPainter(self.viewport())
        width = self.viewport().width() - 2 * EDGE_PX
        painter.fillRect(QRect(EDGE_PX, max(0, y - tokens.RING_PX // 2), width, tokens.RING_PX), theme.colour("accent"))
        painter.end()
