"""The models as a table: one row each, sorted by any column."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.ui.kit import theme
from app.ui.kit.text import counted, number, tr
from app.ui.resources import words
from db import Resource

Index = QModelIndex | QPersistentModelIndex
NAME, KIND, BASE, TRIGGERS, SIZE, USED = range(6)
WIDTHS = {KIND: 96, BASE: 128, TRIGGERS: 168, SIZE: 80, USED: 64}
NARROW_PX, NARROWER_PX = 680, 520  # under these the triggers, then the kind, are left to the details
ROW_PX = 28


class ModelTable(QAbstractTableModel):
    """`uses`: how many items name each model; None as long as it is not counted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.models: list[Resource] = []
        self.uses: Mapping[str, int] | None = None
        self._sorted = (NAME, Qt.SortOrder.AscendingOrder)

    def set_models(self, models: Sequence[Resource]) -> None:
        """Shows these, in the order that was chosen."""
        self.beginResetModel()
        self.models = self._in_order(models)
        self.endResetModel()

    def set_uses(self, uses: Mapping[str, int]) -> None:
        """So many items name each of them."""
        self.uses = uses
        if self._sorted[0] == USED:
            self.sort(*self._sorted)
        elif self.models:
            self.dataChanged.emit(self.index(0, USED), self.index(len(self.models) - 1, USED))

    def row_of(self, resource_id: str | None) -> int:
        """Where a model stands; -1 where it does not."""
        return next((row for row, model in enumerate(self.models) if model.id == resource_id), -1)

    def _in_order(self, models: Sequence[Resource]) -> list[Resource]:
        column, order = self._sorted
        keys: dict[int, Callable[[Resource], Any]] = {
            NAME: lambda m: "", KIND: words.kind_of, BASE: words.base_of, TRIGGERS: words.triggers_of,
            SIZE: lambda m: m.metadata.get("size_bytes") or 0, USED: lambda m: (self.uses or {}).get(m.id, 0)}
        by_name = sorted(models, key=lambda m: words.name_of(m).casefold(),
                         reverse=column == NAME and order == Qt.SortOrder.DescendingOrder)
        return sorted(by_name, key=keys[column], reverse=order == Qt.SortOrder.DescendingOrder) if column != NAME else by_name

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """The rows stand in this order; what is current stays so."""
        self._sorted = (column, order)
        self.layoutAboutToBeChanged.emit()
        before = {index: self.models[index.row()].id for index in self.persistentIndexList() if index.row() < len(self.models)}
        self.models = self._in_order(self.models)
        for index, model_id in before.items():
            self.changePersistentIndex(index, self.index(self.row_of(model_id), index.column()))
        self.layoutChanged.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.models)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(WIDTHS) + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section <= USED:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (tr("Name"), tr("Kind"), tr("Base model"), tr("Trigger words"), tr("Size"), tr("Used in"))[section]
        if role == Qt.ItemDataRole.FontRole:
            return theme.font("small")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignVCenter | (Qt.AlignmentFlag.AlignRight if section in (SIZE, USED)
                                                    else Qt.AlignmentFlag.AlignLeft)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.models):
            return None
        model, column = self.models[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(model, column)
        if role == Qt.ItemDataRole.ToolTipRole and column in (NAME, TRIGGERS):
            return self._text(model, column)
        if role == Qt.ItemDataRole.TextAlignmentRole and column in (SIZE, USED):
            return Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        if role == Qt.ItemDataRole.ForegroundRole and column != NAME:
            return theme.colour("text-2")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(model) if column == NAME else self._text(model, column)
        return None

    def _text(self, model: Resource, column: int) -> str:
        if column == USED:
            return "" if self.uses is None else number(self.uses.get(model.id, 0))
        of = {NAME: words.name_of, KIND: words.kind_of, BASE: words.base_of, TRIGGERS: words.triggers_of, SIZE: words.size_of}
        return of[column](model)

    def _spoken(self, model: Resource) -> str:
        parts = [words.name_of(model), words.kind_of(model), words.base_of(model)]
        if self.uses is not None:
            parts.append(counted(self.uses.get(model.id, 0), "used in 1 item", "used in {n} items"))
        return ", ".join(part for part in parts if part)


class ModelView(QTableView):
    """Keys: F2 asks for a new name, Del for the trash, Ctrl+C for the word of the prompt, Enter for the details."""

    key_pressed = Signal(str)  # rename, trash, copy, details
    menu_asked = Signal(object)  # QPoint, global

    def __init__(self, model: ModelTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("model_table")
        self.setAccessibleName(tr("Models"))
        self.setProperty("ground", "canvas")
        theme.set_font(self, "body")
        self.setModel(model)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setObjectName("model_table_head")
        head.setHighlightSections(False)
        head.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column in WIDTHS:
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        self.setSortingEnabled(True)
        self.sortByColumn(NAME, Qt.SortOrder.AscendingOrder)
        self._fit()
        theme.theme_changed.connect(self._fit)

    def go_to(self, row: int) -> None:
        """This row is current, and alone selected (`selectRow` adds to what is selected)."""
        how = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(self.model().index(row, NAME), how.ClearAndSelect | how.Rows)

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.scaled(ROW_PX))
        for column, width in WIDTHS.items():
            self.setColumnWidth(column, theme.scaled(width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setColumnHidden(TRIGGERS, self.width() < NARROW_PX)
        self.setColumnHidden(KIND, self.width() < NARROWER_PX)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        named = {Qt.Key.Key_F2: "rename", Qt.Key.Key_Delete: "trash", Qt.Key.Key_Return: "details", Qt.Key.Key_Enter: "details"}
        if plain and event.key() in named:
            self.key_pressed.emit(named[Qt.Key(event.key())])
        elif event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() == Qt.Key.Key_C:
            self.key_pressed.emit("copy")
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.indexAt(event.pos()).isValid():
            self.menu_asked.emit(event.globalPos())
