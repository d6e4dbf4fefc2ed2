"""The tags as a tree: a click filters, the mark opens, F2 renames, what is dropped on a tag gets it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
)
from PySide6.QtWidgets import QAbstractItemView, QToolTip, QTreeView, QWidget

from app.ui.kit import drop_hint, mime
from app.ui.kit.text import counted, tr
from app.ui.shell.edge_scroll import EdgeScroll
from app.ui.shell.heights import HeightByRows
from app.ui.shell.row_delegate import KEY, RowDelegate
from app.ui.shell.tag_model import TagModel


class TagTree(QTreeView):
    """As high as its open rows. Which are open is kept by path, also for tags that come back."""

    show_asked = Signal(str)
    narrow_asked = Signal(str)  # the tag beside what is asked for already
    delete_asked = Signal(str)
    menu_asked = Signal(str, QPoint)  # the point is global
    generations_dropped = Signal(object, str)  # ids, tag
    opened_changed = Signal()

    def __init__(self, model: TagModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tag_tree")
        self.setAccessibleName(tr("Tags"))
        self._tags = model
        self._opened: set[str] = set()
        self.setModel(model)
        self.delegate = RowDelegate("tag", "tag_name_field", tr("Name of the tag"), self)
        self.setItemDelegate(self.delegate)
        self.setHeaderHidden(True)
        self.setIndentation(0)  # the delegate indents, so that a row is filled from edge to edge
        self.setUniformRowHeights(True)
        self.setExpandsOnDoubleClick(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DropOnly)
        self.setDropIndicatorShown(False)
        self._height = HeightByRows(self, "tag_tree_scroll_bar", 4)
        self._pressed = ""
        self._edges = EdgeScroll(self)
        self.expanded.connect(self._on_expanded)
        self.collapsed.connect(self._on_collapsed)
        model.rowsInserted.connect(self._open_again)

    def sizeHint(self) -> QSize:
        return self._height.hint()

    def minimumSizeHint(self) -> QSize:
        return self._height.least()

    def drawBranches(self, painter: QPainter, rect: object, index: object) -> None:  # noqa: N802 - Qt's name
        """The delegate paints the mark."""

    def set_shown(self, tags: frozenset[str]) -> None:
        """The gallery asks for these: their rows are filled."""
        self.delegate.shown = tags
        self.viewport().update()

    def begin_rename(self, path: str) -> None:
        """The last part of the tag can be typed over."""
        index = self._tags.index_of(path)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.edit(index)

    def tag_at(self, point: QPoint) -> str:
        """The tag under a point of the viewport; empty without one."""
        return str(self.indexAt(point).data(KEY) or "")

    # -- what is open ------------------------------------------------------------------------------------------------

    def opened(self) -> list[str]:
        """The tags that stand open, for a restart."""
        return sorted(self._opened)

    def open_paths(self, paths: list[str]) -> None:
        """These stand open, now or once they are there."""
        self._opened = set(paths)
        self._open_again()

    def _open_again(self) -> None:
        for path in sorted(self._opened):
            index = self._tags.index_of(path)
            if index.isValid() and not self.isExpanded(index):
                self.setExpanded(index, True)

    def _on_expanded(self, index: QModelIndex) -> None:
        path = str(index.data(KEY) or "")
        if path not in self._opened:
            self._opened.add(path)
            self.opened_changed.emit()

    def _on_collapsed(self, index: QModelIndex) -> None:
        self._opened.discard(str(index.data(KEY) or ""))
        self.opened_changed.emit()

    # -- keys --------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        tag = str(self.currentIndex().data(KEY) or "")
        if self.state() == QAbstractItemView.State.EditingState:
            return  # Enter ends the typing of a name, and no more
        enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if tag and not held and (enter or key == Qt.Key.Key_Space):
            self.show_asked.emit(tag)
        elif tag and held == Qt.KeyboardModifier.ControlModifier and enter:
            self.narrow_asked.emit(tag)
        elif tag and not held and key == Qt.Key.Key_Delete and self._tags.writable:
            self.delete_asked.emit(tag)
        else:
            super().keyPressEvent(event)

    # -- pointer -----------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        index, self._pressed = self.indexAt(point), ""
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and self._on_mark(index, point):
            self.setExpanded(index, not self.isExpanded(index))
            self.setCurrentIndex(index)
            event.accept()
            return
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self.setCurrentIndex(index)
            self._pressed = str(index.data(KEY))

    def _on_mark(self, index: QModelIndex, point: QPoint) -> bool:
        mark = self.delegate.mark_rect(self.visualRect(index), index).adjusted(-4, 0, 4, 0)  # 24 px wide
        return self._tags.hasChildren(index) and mark.contains(point)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        tag, self._pressed = self._pressed, ""
        if tag and self.tag_at(event.position().toPoint()) == tag:
            also = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            (self.narrow_asked if also else self.show_asked).emit(tag)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            at = self.viewport().mapToGlobal(self.visualRect(index).center()) if by_key else event.globalPos()
            self.menu_asked.emit(str(index.data(KEY)), at)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            cut = index.isValid() and self.delegate.name_is_cut(self.visualRect(index), index)
            QToolTip.showText(event.globalPos(), str(index.data(KEY)) if cut else "", self)
            return True
        return super().viewportEvent(event)

    # -- taking what is dropped --------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if mime.generations_in(event.mimeData()) and self._tags.writable:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        point = event.position().toPoint()
        found, tag = len(mime.generations_in(event.mimeData())), self.tag_at(point)
        self._edges.hold(point)
        self._hold_over(tag if found else None)
        if found and tag and self._tags.writable:
            words = counted(found, "Tag 1 item “{tag}”", "Tag {n} items “{tag}”", tag=tag)
            drop_hint.tell(self.viewport(), event.position(), words)
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            drop_hint.leave(self)
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._end_drop()

    def dropEvent(self, event: QDropEvent) -> None:
        found, tag = mime.generations_in(event.mimeData()), self.tag_at(event.position().toPoint())
        if found and tag and self._tags.writable:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.generations_dropped.emit(found, tag)
        self._end_drop()

    def _hold_over(self, tag: str | None) -> None:
        if self.delegate.drop_key != tag:
            self.delegate.drop_key = tag
            self.viewport().update()

    def _end_drop(self) -> None:
        self._edges.stop()
        drop_hint.leave(self)
        self._hold_over(None)
