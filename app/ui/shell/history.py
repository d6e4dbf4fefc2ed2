"""The history popover: every step by name, the newest first; a step can be gone back to."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractListModel, QDate, QDateTime, QLocale, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.ui.kit import theme
from app.ui.kit.buttons import push_button
from app.ui.kit.labels import label
from app.ui.kit.popover import Popover
from app.ui.kit.text import tr
from app.ui.session import Session
from db import Changes, Step

STEPS = 200
Index = QModelIndex | QPersistentModelIndex


class HistoryModel(QAbstractListModel):
    """The steps; undone ones are told apart by `UNDONE`."""

    UNDONE = Qt.ItemDataRole.UserRole
    TIME = Qt.ItemDataRole.UserRole + 1

    def __init__(self) -> None:
        super().__init__()
        self.steps: list[Step] = []

    def set_steps(self, steps: list[Step]) -> None:
        """Shows these."""
        if steps != self.steps:
            self.beginResetModel()
            self.steps = steps
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.steps)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.steps):
            return None
        step = self.steps[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return step.label
        if role == self.UNDONE:
            return step.state == "undone"
        if role == self.TIME:
            return _when(step.created_at)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return tr("{label}, undone", label=step.label) if step.state == "undone" else step.label
        return None


def _when(moment: str) -> str:
    """"14:05" of today, "23 Nov" of another day, as the clock of this computer shows it."""
    local = QDateTime.fromString(moment, Qt.DateFormat.ISODateWithMs).toLocalTime()
    today = local.date() == QDate.currentDate()
    return local.toString("HH:mm") if today else QLocale().toString(local.date(), "d MMM")


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, theme.scaled(28))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        rect = option.rect
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selected-focus" if state & QStyle.StateFlag.State_HasFocus else "selected"))
            painter.drawRoundedRect(rect, 5, 5)
        undone = bool(index.data(HistoryModel.UNDONE))
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text-2" if state & QStyle.StateFlag.State_Selected else "text-3"))
        painter.drawText(rect.adjusted(8, 0, -8, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
                         str(index.data(HistoryModel.TIME)))
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("text-3" if undone and not state & QStyle.StateFlag.State_Selected else "text"))
        room = rect.adjusted(8, 0, -56, 0)
        text = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideMiddle, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()


class HistoryPanel(Popover):
    """Lists the steps; *Go back to here* takes back all that came after the chosen one, step by step."""

    def __init__(self, session: Session, window: QWidget, undo: Callable[[], None], redo: Callable[[], None]) -> None:
        super().__init__("history_panel", tr("History"), window, 380)
        self._session = session
        self._undo, self._redo = undo, redo
        self.model = HistoryModel()
        self.list = QListView(self)
        self.list.setObjectName("history_list")
        self.list.setAccessibleName(tr("Steps, the newest first"))
        self.list.setProperty("ground", "raised")
        self.list.setUniformItemSizes(True)
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.activated.connect(self._go)
        self._empty = label(tr("What you change is listed here, and can be taken back, also tomorrow."), "body", "text-2",
                            wrap=True, parent=self)
        self.go = push_button(tr("Go back to here"), "history_go", "secondary", on_click=self._go_current, parent=self)
        self.body.addWidget(self._empty)
        self.body.addWidget(self.list)
        self.body.addWidget(self.go)
        session.events.changed.connect(self._on_changed)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.refresh()

    def refresh(self) -> None:
        """The list is true."""
        steps = [s for s in self._session.library.store.history(STEPS) if s.state in ("done", "undone")]
        self.model.set_steps(steps)
        self._empty.setVisible(not steps)
        self.list.setVisible(bool(steps))
        self.go.setVisible(bool(steps))
        self.list.setFixedHeight(min(10, max(1, len(steps))) * theme.scaled(28))
        self._on_current(self.list.currentIndex())
        self.place()

    def _on_changed(self, changes: Changes) -> None:
        del changes
        if self.isVisible():
            self.refresh()

    def open_at(self, opener: QWidget, *, above: bool = False) -> None:
        self.refresh()
        super().open_at(opener, above=above)
        self.list.setFocus()

    def _on_current(self, index: Index, _before: object = None) -> None:
        step = self.model.steps[index.row()] if index.isValid() and index.row() < len(self.model.steps) else None
        newest = next((s for s in self.model.steps if s.state == "done"), None)
        self.go.setEnabled(step is not None and step != newest and not self._session.library.read_only)
        self.go.setText(tr("Do again up to here") if step is not None and step.state == "undone" else tr("Go back to here"))

    def _go_current(self) -> None:
        self._go(self.list.currentIndex())

    def _go(self, index: Index) -> None:
        if not index.isValid() or index.row() >= len(self.model.steps):
            return
        chosen = self.model.steps[index.row()]
        store = self._session.library.store
        if chosen.state == "undone":
            while (step := store.next_redo()) is not None and step.id <= chosen.id:
                self._redo()
                if store.next_redo() == step:
                    return  # refused, or a long one that goes on in the background
        else:
            while (step := store.next_undo()) is not None and step.id > chosen.id:
                self._undo()
                if store.next_undo() == step:
                    return
