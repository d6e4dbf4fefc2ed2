"""The tags of the project as a tree: `light/night` stands below `light`. Kept in step row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import count as count_up
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.ui.kit.text import counted
from app.ui.shell.row_delegate import COUNT, DEPTH, KEY

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class Tag:
    """A node: its path, the name of its last part, how many items have it or one below it (None: not known)."""

    __slots__ = ("children", "count", "depth", "name", "number", "parent", "path")

    def __init__(self, path: str, parent: Tag | None, number: int) -> None:
        self.path, self.parent, self.number = path, parent, number
        self.name = path.rpartition("/")[2]
        self.depth: int = 0 if parent is None or parent.parent is None else parent.depth + 1
        self.count: int | None = None
        self.children: list[Tag] = []


class TagModel(QAbstractItemModel):
    """`rename` is called with a tag's path and the path it is to have."""

    def __init__(self, rename: Callable[[str, str], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rename = rename
        self._root = Tag("", None, 0)
        self._numbers = count_up(1)
        self._by_path: dict[str, Tag] = {}
        self._by_number: dict[int, Tag] = {}  # what rows carry: a number, since Qt would hold a bare pointer
        self.writable = True

    def paths(self) -> list[str]:
        """All tags, each before those below it."""
        return [tag.path for tag in _walk(self._root)]

    def tag(self, index: Index) -> Tag | None:
        """The tag of a row."""
        return self._by_number.get(index.internalId()) if index.isValid() else None

    def index_of(self, path: str | None) -> QModelIndex:
        """The row of a tag; not valid without one."""
        found = self._by_path.get(path or "")
        return QModelIndex() if found is None else self._index(found)

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """The tree has these tags (and what they stand below), with these numbers; rows that stay keep their place."""
        wanted: dict[str, int] = {}
        for path, count in counts.items():
            parts = path.split("/")
            for depth in range(1, len(parts)):
                wanted.setdefault("/".join(parts[:depth]), 0)
            wanted[path] = count
        below: dict[str, list[str]] = {}
        for path in wanted:
            below.setdefault(path.rpartition("/")[0], []).append(path)
        for paths in below.values():
            paths.sort(key=_order)
        self._bring(self._root, below)
        for tag in _walk(self._root):
            count = wanted[tag.path]
            if tag.count != count:
                tag.count = count
                index = self._index(tag)
                self.dataChanged.emit(index, index)

    def _bring(self, tag: Tag, below: Mapping[str, list[str]]) -> None:
        """The rows below `tag` are those of `below`: gone ones are removed, new ones come with all that is below them."""
        wanted = below.get(tag.path, [])
        there = set(wanted)
        at = self._index(tag)
        for row in range(len(tag.children) - 1, -1, -1):
            if tag.children[row].path not in there:
                self.beginRemoveRows(at, row, row)
                for gone in (tag.children[row], *_walk(tag.children[row])):
                    del self._by_path[gone.path], self._by_number[gone.number]
                del tag.children[row]
                self.endRemoveRows()
        for row, path in enumerate(wanted):
            if row < len(tag.children) and tag.children[row].path == path:
                self._bring(tag.children[row], below)
            else:
                made = self._made(path, tag, below)
                self.beginInsertRows(at, row, row)
                tag.children.insert(row, made)
                self.endInsertRows()

    def _made(self, path: str, parent: Tag, below: Mapping[str, list[str]]) -> Tag:
        tag = Tag(path, parent, next(self._numbers))
        self._by_path[path] = self._by_number[tag.number] = tag
        tag.children = [self._made(child, tag, below) for child in below.get(path, [])]
        return tag

    # -- Qt's questions ----------------------------------------------------------------------------------------------

    def _index(self, tag: Tag) -> QModelIndex:
        if tag.parent is None:
            return QModelIndex()
        return self.createIndex(tag.parent.children.index(tag), 0, tag.number)

    def index(self, row: int, column: int = 0, parent: Index = ROOT) -> QModelIndex:
        above = self._root if not parent.isValid() else self.tag(parent)
        if above is None or column != 0 or not 0 <= row < len(above.children):
            return QModelIndex()
        return self.createIndex(row, 0, above.children[row].number)

    def parent(self, child: Index = ROOT) -> QModelIndex:  # type: ignore[override]
        found = self.tag(child)
        return QModelIndex() if found is None or found.parent is None else self._index(found.parent)

    def rowCount(self, parent: Index = ROOT) -> int:
        above = self._root if not parent.isValid() else self.tag(parent)
        return 0 if above is None or parent.column() > 0 else len(above.children)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        tag = self.tag(index)
        if tag is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return tag.name
        if role == KEY:
            return tag.path
        if role == COUNT:
            return tag.count
        if role == DEPTH:
            return tag.depth
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return tag.name if tag.count is None else f"{tag.name}, {counted(tag.count, '1 item', '{n} items')}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if self.writable else flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """The name is given on as a path; the row changes when the library says so."""
        tag = self.tag(index)
        if role != Qt.ItemDataRole.EditRole or tag is None or not isinstance(value, str):
            return False
        above = tag.path.rpartition("/")[0]
        typed = "/".join(part for part in (word.strip() for word in value.split("/")) if part)
        wanted = f"{above}/{typed}" if above and typed else typed
        if not typed or wanted == tag.path:
            return False
        self._rename(tag.path, wanted)
        return True


def _order(path: str) -> tuple[str, str]:
    return path.casefold(), path


def _walk(tag: Tag) -> Iterator[Tag]:
    for child in tag.children:
        yield child
        yield from _walk(child)
