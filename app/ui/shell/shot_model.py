"""The shots as rows: kept in step with the library row by row, so that focus and editing stay where they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.library.timeline.timecode import clock
from app.ui.kit.text import counted, tr
from db import Shot

SHOT = Qt.ItemDataRole.UserRole
NUMBER = Qt.ItemDataRole.UserRole + 1
SECOND_LINE = Qt.ItemDataRole.UserRole + 2

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class ShotModel(QAbstractListModel):
    """`rename` is called with a shot's id and the name that was typed for it."""

    def __init__(self, rename: Callable[[str, str], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rename = rename
        self._shots: list[Shot] = []
        self.writable = True

    def shots(self) -> list[Shot]:
        """All shots in their order."""
        return list(self._shots)

    def row_of(self, shot_id: str | None) -> int:
        """The row of a shot, -1 without one."""
        return next((row for row, shot in enumerate(self._shots) if shot.id == shot_id), -1)

    def set_shots(self, shots: Sequence[Shot]) -> None:
        """The rows are these: gone ones are removed, new ones inserted, the others moved and refreshed."""
        there = {shot.id for shot in shots}
        for row in range(len(self._shots) - 1, -1, -1):
            if self._shots[row].id not in there:
                self.beginRemoveRows(ROOT, row, row)
                del self._shots[row]
                self.endRemoveRows()
        moved = False
        for row, shot in enumerate(shots):
            old = self.row_of(shot.id)
            if old == -1:
                self.beginInsertRows(ROOT, row, row)
                self._shots.insert(row, shot)
                self.endInsertRows()
                moved = True
            elif old != row:
                self.beginMoveRows(ROOT, old, old, ROOT, row)
                self._shots.insert(row, self._shots.pop(old))
                self.endMoveRows()
                moved = True
        for row, shot in enumerate(shots):
            if moved or self._shots[row] != shot:
                self._shots[row] = shot
                self.dataChanged.emit(self.index(row), self.index(row))

    # -- Qt's questions ----------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._shots)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._shots):
            return None
        shot = self._shots[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return shot.name
        if role == SHOT:
            return shot
        if role == NUMBER:
            return f"{index.row() + 1:02d}"
        if role == SECOND_LINE:
            return second_line(shot)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(index.row() + 1, shot)
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
        shot, name = self._shots[index.row()], value.strip()
        if not name or name == shot.name:
            return False
        self._rename(shot.id, name)
        return True


def second_line(shot: Shot) -> str:
    """10 items, 0:13; Empty."""
    if not shot.items:
        return tr("Empty")
    seconds = shot.length_frames * shot.fps_den / max(1, shot.fps_num)
    items = counted(shot.items, "1 item", "{n} items")
    return f"{items}, {clock(max(1, round(seconds)))}" if shot.length_frames else items


def _spoken(number: int, shot: Shot) -> str:
    parts = [tr("Shot {n}", n=number), shot.name, second_line(shot)]
    if shot.unpositioned:
        parts.append(tr("{n} unpositioned", n=shot.unpositioned))
    return ", ".join(parts)
