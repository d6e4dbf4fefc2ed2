"""The list of shots: open, order, name, and take what is dropped."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QModelIndex, QPoint, QRect, QSize, Qt, Signal
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
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QListView, QStyleOptionViewItem, QToolTip, QWidget

from app.ui.kit import drop_hint, mime, theme, tokens
from app.ui.kit.text import tr
from app.ui.kit.thumbs import Thumbs
from app.ui.shell.edge_scroll import EdgeScroll
from app.ui.shell.heights import HeightByRows
from app.ui.shell.shot_delegate import EDGE_PX, ShotDelegate
from app.ui.shell.shot_model import SHOT, ShotModel
from db import Shot

SHOTS = "application/x-dailies-shots"
GHOST = 0.86


class ShotList(QListView):
    """One click opens, Enter or a double click also shows the items; ↑ ↓ open, Alt+↑ ↓ reorder."""

    open_asked = Signal(str)
    items_asked = Signal(str)
    move_asked = Signal(str, int)  # shot, its new row
    duplicate_asked = Signal(str)
    delete_asked = Signal(str)
    menu_asked = Signal(str, QPoint)  # the point is global
    generations_dropped = Signal(object, str)  # ids, shot
    shot_items_dropped = Signal(object, str)  # ids of items, shot
    files_dropped = Signal(object, str)  # list of Arrival, shot

    def __init__(self, model: ShotModel, thumbs: Thumbs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shot_list")
        self.setAccessibleName(tr("Shots"))
        self.setModel(model)
        self._shots = model
        self.delegate = ShotDelegate(thumbs, self)
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
        self._height = HeightByRows(self, "shot_list_scroll_bar", 5)
        self._pressed_at: QPoint | None = None
        self._dragged: str | None = None
        self._gap = -1  # before which row a dragged shot would stand
        self._edges = EdgeScroll(self)

    # -- what is shown -----------------------------------------------------------------------------------------------

    def set_open(self, shot_id: str | None) -> None:
        """This shot has the bar; it is the row the keys stand on."""
        self.delegate.open_shot = shot_id
        row = self._shots.row_of(shot_id)
        if row >= 0 and row != self.currentIndex().row():
            self.setCurrentIndex(self._shots.index(row))
        self.viewport().update()

    def set_filtered(self, shot_id: str | None) -> None:
        """The gallery shows the items of this shot: its row is filled."""
        self.delegate.filtered_shot = shot_id
        self.viewport().update()

    def begin_rename(self, shot_id: str) -> None:
        """The name of the shot can be typed over."""
        row = self._shots.row_of(shot_id)
        if row >= 0:
            self.setCurrentIndex(self._shots.index(row))
            self.scrollTo(self.currentIndex())
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.edit(self.currentIndex())

    def shot_at(self, point: QPoint) -> Shot | None:
        """The shot under a point of the viewport."""
        found = self.indexAt(point).data(SHOT)
        return found if isinstance(found, Shot) else None

    def current_id(self) -> str | None:
        """The shot of the row that the keys stand on."""
        shot = self._current()
        return shot.id if shot is not None else None

    def _current(self) -> Shot | None:
        found = self.currentIndex().data(SHOT)
        return found if isinstance(found, Shot) else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateEditorGeometries()

    def sizeHint(self) -> QSize:
        return self._height.hint()

    def minimumSizeHint(self) -> QSize:
        return self._height.least()

    # -- keys --------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shot = self._current()
        if self.state() == QAbstractItemView.State.EditingState:
            return  # Enter ends the typing of a name, and no more
        if shot is None:
            super().keyPressEvent(event)
        elif not self._shot_key(event, shot):
            before = shot.id
            super().keyPressEvent(event)
            after = self._current()
            if after is not None and after.id != before:
                self.open_asked.emit(after.id)

    def _shot_key(self, event: QKeyEvent, shot: Shot) -> bool:
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held == Qt.KeyboardModifier.AltModifier and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            row = self.currentIndex().row() + (1 if key == Qt.Key.Key_Down else -1)
            if 0 <= row < self._shots.rowCount() and self._shots.writable:
                self.move_asked.emit(shot.id, row)
        elif held == Qt.KeyboardModifier.ControlModifier and key == Qt.Key.Key_D:
            self.duplicate_asked.emit(shot.id)
        elif held == Qt.KeyboardModifier.NoModifier and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.items_asked.emit(shot.id)
        elif held == Qt.KeyboardModifier.NoModifier and key == Qt.Key.Key_Space:
            self.open_asked.emit(shot.id)
        elif held == Qt.KeyboardModifier.NoModifier and key == Qt.Key.Key_Delete:
            self.delete_asked.emit(shot.id)
        else:
            return False
        return True

    # -- pointer -----------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        shot = self.shot_at(event.position().toPoint())
        self._pressed_at = None
        if event.button() == Qt.MouseButton.LeftButton and shot is not None:
            self._pressed_at = event.position().toPoint()
            self._dragged = shot.id

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._pressed_at is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
        elif (point - self._pressed_at).manhattanLength() >= QApplication.startDragDistance() and self._shots.writable:
            self._drag()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        shot = self.shot_at(event.position().toPoint())
        if self._pressed_at is not None and shot is not None and shot.id == self._dragged:
            self.open_asked.emit(shot.id)
        self._pressed_at = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        shot = self.shot_at(event.position().toPoint())
        self._pressed_at = None
        if event.button() == Qt.MouseButton.LeftButton and shot is not None:
            self.items_asked.emit(shot.id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        shot = self._current() if by_key else self.shot_at(event.pos())
        if shot is not None:
            row = self.visualRect(self._shots.index(self._shots.row_of(shot.id)))
            at = self.viewport().mapToGlobal(row.center()) if by_key else event.globalPos()
            self.menu_asked.emit(shot.id, at)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            if index.isValid() and self.delegate.name_is_cut(self.visualRect(index), index):
                QToolTip.showText(event.globalPos(), str(index.data()), self)
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    # -- dragging a shot ---------------------------------------------------------------------------------------------

    def drag_data(self, shot_id: str) -> QMimeData:
        """What is carried while a shot is dragged."""
        data = QMimeData()
        data.setData(SHOTS, shot_id.encode())
        return data

    def _drag(self) -> None:
        row = self._shots.row_of(self._dragged)
        self._pressed_at = None
        if row < 0 or self._dragged is None:
            return
        drag = QDrag(self)
        drag.setMimeData(self.drag_data(self._dragged))
        drag.setPixmap(self._ghost(row))
        drag.setHotSpot(QPoint(24, 24))
        drag.exec(Qt.DropAction.MoveAction)
        self._end_drop()

    def _ghost(self, row: int) -> QPixmap:
        area = self.visualRect(self._shots.index(row))
        made = QPixmap(area.size() * self.devicePixelRatioF())
        made.setDevicePixelRatio(self.devicePixelRatioF())
        made.fill(Qt.GlobalColor.transparent)
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.rect = QRect(QPoint(0, 0), area.size())
        painter = QPainter(made)
        painter.setOpacity(GHOST)
        self.delegate.paint(painter, option, self._shots.index(row))
        painter.end()
        return made

    # -- taking what is dropped --------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._wants(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        point = event.position().toPoint()
        self._edges.hold(point)
        if event.mimeData().hasFormat(SHOTS):
            self._gap = self.gap_at(point)
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()
        elif self._wants(event.mimeData()):
            self.delegate.drop_row = self.indexAt(point).row()
            self._answer(event, self.shot_at(point))
        self.viewport().update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._end_drop()

    def _answer(self, event: QDragMoveEvent, shot: Shot | None) -> None:
        data = event.mimeData()
        if shot is None:  # below the last row is nothing to drop on
            drop_hint.leave(self)
            event.ignore()
        elif mime.is_from_outside(data):
            words = tr("Import into the shot {name}, unpositioned", name=shot.name)
            if not drop_hint.hover(self.viewport(), event, words):
                self.delegate.drop_row = -1
        else:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        point, data = event.position().toPoint(), event.mimeData()
        if data.hasFormat(SHOTS):
            self._drop_shot(bytes(data.data(SHOTS).data()).decode(), self.gap_at(point))
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()
        elif (shot := self.shot_at(point)) is not None and self._wants(data):
            event.acceptProposedAction()
            self._drop_on(shot.id, data)
        self._end_drop()

    def _drop_on(self, shot_id: str, data: QMimeData) -> None:
        items: Sequence[str] = mime.shot_items_in(data)
        if items:
            self.shot_items_dropped.emit(list(items), shot_id)
        elif mime.generations_in(data):
            self.generations_dropped.emit(mime.generations_in(data), shot_id)
        else:
            found = mime.arrivals_in(data)
            if found:
                self.files_dropped.emit(found, shot_id)

    def _drop_shot(self, shot_id: str, gap: int) -> None:
        row = self._shots.row_of(shot_id)
        if row >= 0 and gap not in (row, row + 1):
            self.move_asked.emit(shot_id, gap - 1 if gap > row else gap)

    def _wants(self, data: QMimeData | None) -> bool:
        if data is None or not self._shots.writable:
            return False
        ours = any(data.hasFormat(kind) for kind in (SHOTS, mime.GENERATIONS, mime.SHOT_ITEMS))
        return ours or mime.is_from_outside(data)

    def gap_at(self, point: QPoint) -> int:
        """Before which row something dropped here would stand; the number of rows for the end."""
        index = self.indexAt(point)
        if not index.isValid():
            return 0 if point.y() < 0 else self._shots.rowCount()
        return index.row() + (point.y() > self.visualRect(index).center().y())

    def _end_drop(self) -> None:
        self._edges.stop()
        drop_hint.leave(self)
        self._gap = self.delegate.drop_row = -1
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._gap < 0:
            return
        last = self._shots.rowCount() - 1
        row = self.visualRect(self._shots.index(min(self._gap, last), 0, QModelIndex()))
        y = row.top() if self._gap <= last else row.bottom() + 1
        painter = QPainter(self.viewport())
        width = self.viewport().width() - 2 * EDGE_PX
        painter.fillRect(QRect(EDGE_PX, max(0, y - tokens.RING_PX // 2), width, tokens.RING_PX), theme.colour("accent"))
        painter.end()
