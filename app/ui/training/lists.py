"""The three lists of the page: batches, the files of one, the segments of a clip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.ui.kit import theme, tokens
from app.ui.kit.overlay_bar import OverlayBar
from app.ui.kit.text import number, tr
from app.ui.training import words
from app.ui.training.pictures import Pictures
from db import Batch, Segment, TrainingItem

Index = QModelIndex | QPersistentModelIndex
THUMB = QSize(64, 36)
ROW_PX, FILE_PX = 28, 48
INSET_PX = 8


@dataclass(frozen=True)
class Row:
    """What is painted of one row."""

    id: str | None
    first: str
    second: str = ""   # below the first line, else at the right
    typed: str = ""    # what a person types over
    item: TrainingItem | None = None
    times: bool = False  # the first line is numbers, which are never cut


ROW = Qt.ItemDataRole.UserRole


class Rows(QAbstractListModel):
    """Rows that can be typed over when `editable` says so; `typed` tells what was typed."""

    typed = Signal(str, str)  # id, text

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []
        self.editable = False

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Shows these."""
        if list(rows) != self.rows:
            self.beginResetModel()
            self.rows = list(rows)
            self.endResetModel()

    def row_of(self, row_id: str | None) -> int:
        """Where it stands; -1 where it does not."""
        return next((at for at, row in enumerate(self.rows) if row.id == row_id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.first
        if role == Qt.ItemDataRole.EditRole:
            return row.typed
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (row.first, row.second) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.second if row.item is not None else None
        return row if role == ROW else None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or index.row() >= len(self.rows) or role != Qt.ItemDataRole.EditRole:
            return False
        row, text = self.rows[index.row()], str(value).strip()
        if row.id is None or text == row.typed:
            return False
        self.typed.emit(row.id, text)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        there = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        editable = self.editable and index.isValid() and index.row() < len(self.rows) and self.rows[index.row()].id is not None
        return there | Qt.ItemFlag.ItemIsEditable if editable else there


class RowDelegate(QStyledItemDelegate):
    """One line with something at the right, or a picture with two lines."""

    def __init__(self, pictures: Pictures | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._pictures = pictures

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        two = theme.line_px("body") + theme.line_px("small") + 8
        return QSize(96, max(FILE_PX, two) if self._pictures else theme.scaled(ROW_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW)
        if not isinstance(row, Row):
            return
        area = QRect(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        ground = "selected-focus" if chosen and focused else "selected" if chosen else (
            "hover" if option.state & QStyle.StateFlag.State_MouseOver else "")
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if ground:
            painter.setBrush(theme.colour(ground))
            painter.drawRoundedRect(area, tokens.RADIUS_CONTROL, tokens.RADIUS_CONTROL)
        if focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), tokens.RING_PX))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), tokens.RADIUS_CONTROL - 1, tokens.RADIUS_CONTROL - 1)
        inner = area.adjusted(INSET_PX, 0, -INSET_PX, 0)
        if self._pictures is not None and row.item is not None:
            place = QRect(inner.left(), inner.top() + (inner.height() - THUMB.height()) // 2, THUMB.width(), THUMB.height())
            self._pictures.thumbs.paint(painter, place, self._pictures.poster(row.item))
            self._two_lines(painter, inner.adjusted(THUMB.width() + INSET_PX, 0, 0, 0), row, chosen)
        else:
            self._one_line(painter, inner, row, chosen)
        painter.restore()

    def _one_line(self, painter: QPainter, inner: QRect, row: Row, chosen: bool) -> None:
        small = QFontMetricsF(theme.font("small"))
        most = inner.width() * 2 // 3
        if row.times:
            most = inner.width() - round(QFontMetricsF(theme.font("body")).horizontalAdvance(row.first)) - 2 * INSET_PX
        right_px = max(0, min(round(small.horizontalAdvance(row.second)) + 1, most))
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text-2" if chosen else "text-3"))
        shown = small.elidedText(row.second, Qt.TextElideMode.ElideRight, right_px)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, shown)
        self._text(painter, inner.adjusted(0, 0, -right_px - INSET_PX, 0), row.first, "body", "text")

    def _two_lines(self, painter: QPainter, inner: QRect, row: Row, chosen: bool) -> None:
        body, small = theme.line_px("body"), theme.line_px("small")
        top = inner.top() + (inner.height() - body - small) // 2
        self._text(painter, QRect(inner.left(), top, inner.width(), body), row.first, "body", "text")
        self._text(painter, QRect(inner.left(), top + body, inner.width(), small), row.second, "small",
                   "text-2" if chosen else "text-3", Qt.TextElideMode.ElideRight)

    def _text(self, painter: QPainter, area: QRect, text: str, role: str, ink: str,
              cut: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle) -> None:  # fmt: skip
        painter.setFont(theme.font(role))
        painter.setPen(theme.colour(ink))
        shown = QFontMetricsF(theme.font(role)).elidedText(text, cut, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class RowList(QListView):
    """Keys: F2 types over, Del and Enter ask the page."""

    delete_asked = Signal()
    enter_asked = Signal()
    menu_asked = Signal(object)  # QPoint, global

    def __init__(self, name: str, title: str, ground: str, pictures: Pictures | None = None, several: bool = False,
                 parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setProperty("ground", ground)
        self.rows = Rows(self)
        self.setModel(self.rows)
        self.setItemDelegate(RowDelegate(pictures, self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection if several
                              else QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.bar = OverlayBar(self, f"{name}_scroll_bar")
        theme.theme_changed.connect(self.doItemsLayout)

    def current(self) -> Row | None:
        """The row the keys stand on."""
        found = self.currentIndex().data(ROW)
        return found if isinstance(found, Row) else None

    def chosen(self) -> list[str]:
        """The ids of the selected rows."""
        rows = [index.data(ROW) for index in self.selectionModel().selectedIndexes()]
        return [row.id for row in rows if isinstance(row, Row) and row.id is not None]

    def go_to(self, at: int) -> None:
        """This row is current, and alone selected."""
        self.selectionModel().setCurrentIndex(self.rows.index(at), QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def begin_typing(self, row_id: str) -> None:
        """The row can be typed over."""
        at = self.rows.row_of(row_id)
        if at >= 0:
            self.go_to(at)
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.edit(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState:
            return
        if event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.enter_asked.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.indexAt(event.pos()).isValid():
            self.menu_asked.emit(event.globalPos())


def batch_rows(batches: Sequence[Batch], total: int) -> list[Row]:
    """All files, then each batch with its number of files."""
    return [Row(None, tr("All files"), number(total)), *(Row(b.id, b.name, number(b.items), b.name) for b in batches)]


def file_rows(items: Sequence[TrainingItem]) -> list[Row]:
    """Each file with its picture."""
    return [Row(item.id, item.original_filename, words.second_line(item), item=item) for item in items]


def segment_rows(segments: Sequence[Segment]) -> list[Row]:
    """Each segment with its caption."""
    return [Row(s.id, words.span(s), s.description or tr("no caption"), s.description, times=True) for s in segments]
