"""JSON as a tree: rows are made when somebody looks, so a graph of megabytes opens at once."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.ui.kit.text import counted, tr

AT_ONCE = 200  # rows of one list that are made together
SHOWN_LENGTH = 400  # characters of a value in its row
HITS = 5_000
KINDS = ("class_type", "type")  # how the nodes of a graph say what they are

Index = QModelIndex | QPersistentModelIndex
Path = tuple[int, ...]


@dataclass(slots=True)
class Node:
    """A value at its place; `rows` are the children made so far."""

    key: str
    value: Any
    parent: int
    row: int
    rows: list[int] = field(default_factory=list)
    keys: list[str] | None = None  # of an object, once it was opened


class TreeModel(QAbstractItemModel):
    """Two columns: name and value."""

    def __init__(self, value: Any, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._nodes = [Node("", value, -1, 0)]
        self._make(0, AT_ONCE)

    # -- nodes -------------------------------------------------------------------------------------------------------

    def _node(self, index: Index) -> int:
        return int(index.internalId()) if index.isValid() else 0

    def _make(self, at: int, count: int) -> None:
        node = self._nodes[at]
        value = node.value
        if isinstance(value, dict) and node.keys is None:
            node.keys = list(value)
        for row in range(len(node.rows), min(len(node.rows) + count, size(value))):
            key = node.keys[row] if node.keys is not None else row
            child = Node(str(key), value[key], at, row)
            node.rows.append(len(self._nodes))
            self._nodes.append(child)

    # -- what Qt asks ------------------------------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:
        if column not in (0, 1) or parent.column() > 0:
            return QModelIndex()
        rows = self._nodes[self._node(parent)].rows
        return self.createIndex(row, column, rows[row]) if 0 <= row < len(rows) else QModelIndex()

    def parent(self, index: Index = QModelIndex()) -> Any:
        if not index.isValid():
            return QModelIndex()
        above = self._nodes[self._node(index)].parent
        return self.createIndex(self._nodes[above].row, 0, above) if above > 0 else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.column() > 0 else len(self._nodes[self._node(parent)].rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 2

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:  # noqa: N802
        return parent.column() <= 0 and size(self._nodes[self._node(parent)].value) > 0

    def canFetchMore(self, parent: Index) -> bool:
        node = self._nodes[self._node(parent)]
        return parent.column() <= 0 and len(node.rows) < size(node.value)

    def fetchMore(self, parent: Index) -> None:
        self._fetch(parent, AT_ONCE)

    def _fetch(self, parent: Index, count: int) -> None:
        at = self._node(parent)
        node = self._nodes[at]
        first, last = len(node.rows), min(len(node.rows) + count, size(node.value)) - 1
        if last >= first:
            self.beginInsertRows(parent, first, last)
            self._make(at, count)
            self.endInsertRows()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        node = self._nodes[self._node(index)]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return node.key if index.column() == 0 else shown(node.value)
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == 1 and isinstance(node.value, str):
            return node.value[:2000] if len(node.value) > 40 else None
        return None

    def value(self, index: Index) -> Any:
        """The value of a row, as Python has it: Qt's own numbers end at 2⁶³, seeds do not."""
        return self._nodes[self._node(index)].value if index.isValid() else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole and section in (0, 1):
            return tr("Name") if section == 0 else tr("Value")
        return None

    def made(self) -> int:
        """How many rows were made so far, the invisible root counted."""
        return len(self._nodes)

    # -- going to a place --------------------------------------------------------------------------------------------

    def at(self, path: Path) -> QModelIndex:
        """The row at this path of child numbers; rows on the way are made."""
        index = QModelIndex()
        for row in path:
            there = self.rowCount(index)
            if row >= there:
                self._fetch(index, row - there + AT_ONCE)
            index = self.index(row, 0, index)
        return index

    def path_words(self, index: Index) -> str:
        """nodes / 3 / inputs / seed."""
        words, at = [], self._node(index)
        while at > 0:
            words.append(self._nodes[at].key)
            at = self._nodes[at].parent
        return " / ".join(reversed(words))


def size(value: Any) -> int:
    """How many values are in a value."""
    return len(value) if isinstance(value, dict | list) else 0


def shown(value: Any) -> str:
    """A value in its row: short, on one line."""
    if isinstance(value, dict):
        kind = next((value[key] for key in KINDS if isinstance(value.get(key), str) and value[key]), "")
        if kind:
            return tr("{kind}, {fields}", kind=kind[:60], fields=counted(len(value), "1 field", "{n} fields"))
        return counted(len(value), "1 field", "{n} fields")
    if isinstance(value, list):
        return counted(len(value), "1 entry", "{n} entries")
    if isinstance(value, str):
        line = value[:SHOWN_LENGTH].replace("\n", " ")
        return line + " …" if len(value) > SHOWN_LENGTH else line
    return json.dumps(value)


def copied(value: Any) -> str:
    """A value for the clipboard: text as it is, anything else as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=2)


def parsed(text: str) -> Any:
    """What the JSON text says if that is an object or a list that holds something; else None. Any thread."""
    if text.lstrip()[:1] not in ("{", "["):
        return None
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if size(value) else None


def search(value: Any, words: str, limit: int = HITS) -> list[Path]:
    """The paths of all names and values that have these words, from top to bottom. Any thread."""
    wanted = words.casefold()
    found: list[Path] = []
    waiting: list[tuple[Path, str, Any]] = [((), "", value)]
    while wanted and waiting and len(found) < limit:
        path, key, at = waiting.pop()
        if path and (wanted in key.casefold() or wanted in _words(at)):
            found.append(path)
        pairs = list(at.items()) if isinstance(at, dict) else list(enumerate(at)) if isinstance(at, list) else []
        waiting.extend(((*path, row), str(name), child) for row, (name, child) in reversed(list(enumerate(pairs))))
    return found


def _words(value: Any) -> str:
    """What of a value can be found: objects and lists by what is in them."""
    if isinstance(value, str):
        return value.casefold()
    return "" if isinstance(value, dict | list) else json.dumps(value)
