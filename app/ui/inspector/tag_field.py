"""A field that adds tags, with those of the project to choose from: the last used first, then by how many items have them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from app.library import tagging
from app.ui.kit import theme
from app.ui.kit.text import number, tr
from app.ui.reading import Latest
from app.ui.session import Session

LENGTH = 200
SHOWN = 9


class TagList(QAbstractListModel):
    """Tags with their counts; what is written into the field is the tag alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[str, int]] = []

    def set_rows(self, rows: list[tuple[str, int]]) -> None:
        """These are offered, in this order."""
        if rows != self._rows:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    def rows(self) -> list[tuple[str, int]]:
        """What is offered."""
        return list(self._rows)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        tag, items = self._rows[index.row()]
        if role == Qt.ItemDataRole.EditRole:
            return tag
        return f"{tag}   {number(items)}" if role == Qt.ItemDataRole.DisplayRole else None


class TagField(QLineEdit):
    """Enter adds what is typed (a comma parts tags), ↓ offers all of them."""

    added = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector_tag_field")
        self.setAccessibleName(tr("Add a tag"))
        self.setPlaceholderText(tr("Add a tag"))
        self.setMaxLength(LENGTH)
        theme.set_font(self, "body")
        self._session = session
        self._reading = Latest(session.background, self)
        self.list = TagList(self)
        completer = QCompleter(self.list, self)
        completer.setCompletionRole(Qt.ItemDataRole.EditRole)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(SHOWN)
        popup = completer.popup()
        assert popup is not None  # one is made when it is first asked for
        popup.setObjectName("inspector_tag_list")
        popup.setAccessibleName(tr("Tags"))
        # queued: the field itself writes what was chosen, and is emptied after that
        completer.activated[str].connect(self._on_chosen, Qt.ConnectionType.QueuedConnection)  # type: ignore[index]
        self.setCompleter(completer)

    def refresh(self) -> None:
        """The tags of the project are read again."""
        library = self._session.library

        def read() -> list[tuple[str, int]]:
            counts, used = tagging.counts(library), tagging.last_used(library)
            rest = sorted((tag for tag in counts if tag not in used), key=lambda tag: (-counts[tag], tag.casefold()))
            return [(tag, counts.get(tag, 0)) for tag in (*used, *rest)]

        self._reading.ask(read, self.list.set_rows)

    def _on_chosen(self, text: object) -> None:
        self._add(str(text))

    def _add(self, text: str) -> None:
        self.clear()
        for tag in dict.fromkeys(part.strip() for part in text.split(",")):
            if tag:
                self.added.emit(tag)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.refresh()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and \
                not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.accept()  # single letters are text here
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        completer = self.completer()
        popup = completer.popup()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and popup is not None and popup.isVisible() \
                and popup.currentIndex().isValid():
            event.ignore()  # the list takes it
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if popup is not None:
                popup.hide()
            self._add(self.text())
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            completer.setCompletionPrefix(self.text())
            completer.complete()
        else:
            super().keyPressEvent(event)
