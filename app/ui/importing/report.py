"""The report of an import, also of one long ago: four lists with reasons, and what can be done with a file of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    QUrl,
    Signal,
)
from PySide6.QtGui import QDesktopServices, QGuiApplication, QPainter
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.library import tasks
from app.library.importing.names import as_path, shown
from app.ui.kit import theme
from app.ui.kit.buttons import push_button, set_kind
from app.ui.kit.labels import label
from app.ui.kit.text import counted, moment, tr
from app.ui.session import Session
from db import Changes, DbError, ImportItem, ImportRun

AT_ONCE = 200
RUNS = 100
SIZE = (720, 560)
Index = QModelIndex | QPersistentModelIndex
LISTS = (("imported", "Imported", "{n} imported"), ("duplicate", "Already there", "{n} already there"),
         ("skipped", "Skipped", "{n} skipped"), ("failed", "Failed", "{n} failed"))


class ReportModel(QAbstractListModel):
    """The files in one list of an import, read as far as they are looked at."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._import_id, self._state, self._last, self._more = "", "", 0, False
        self.items: list[ImportItem] = []

    def show_list(self, import_id: str, state: str) -> None:
        """This list of this import is shown, from its beginning."""
        self.beginResetModel()
        self._import_id, self._state, self._last, self._more = import_id, state, 0, bool(import_id)
        self.items = []
        self.endResetModel()
        if self.canFetchMore(QModelIndex()):
            self.fetchMore(QModelIndex())

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.items)

    def canFetchMore(self, parent: Index) -> bool:
        return self._more and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        found = tasks.import_lines(self._session.library, self._import_id, [self._state], after=self._last, limit=AT_ONCE)
        self._more = len(found) == AT_ONCE
        if found:
            self._last = found[-1][0]
            self.beginInsertRows(QModelIndex(), len(self.items), len(self.items) + len(found) - 1)
            self.items += [item for _number, item in found]
            self.endInsertRows()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.items):
            return None
        item = self.items[index.row()]
        name = shown(Path(item.source).name)
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        if role == Qt.ItemDataRole.UserRole:
            reason = (item.reason or str(Path(item.source).parent)).removeprefix(f"{name} ")
            return reason[:1].upper() + reason[1:]
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{item.source}\n{item.reason or ''}".strip()
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{name}. {item.reason or ''}"
        return None


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, theme.scaled(44))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        rect, state = option.rect, option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selected-focus" if state & QStyle.StateFlag.State_HasFocus else "selected"))
            painter.drawRoundedRect(rect, 5, 5)
        lines = (("body", "text", str(index.data() or ""), Qt.TextElideMode.ElideMiddle, rect.adjusted(8, 4, -8, -22)),
                 ("small", "text-2" if chosen else "text-3", str(index.data(Qt.ItemDataRole.UserRole) or ""),
                  Qt.TextElideMode.ElideRight, rect.adjusted(8, 22, -8, -4)))
        for role, ink, text, mode, room in lines:
            painter.setFont(theme.font(role))
            painter.setPen(theme.colour(ink))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine,
                             painter.fontMetrics().elidedText(text, mode, room.width()))
        painter.restore()


class ImportReport(QDialog):
    """Stands beside the window; another import can be chosen in it, and it follows one that still runs."""

    show_requested = Signal(str)  # a generation's id

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("import_report")
        self.setWindowTitle(tr("Import report"))
        self.resize(*SIZE)
        self._session = session
        self._runs: list[ImportRun] = []
        self._counts: Counter[str] = Counter()
        self._state = ""
        self._choice = QComboBox(self)
        self._choice.setObjectName("report_choice")
        self._choice.setAccessibleName(tr("Which import"))
        self._choice.activated.connect(self._on_choice)
        self._where = label("", "small", "text-2", wrap=True, parent=self)
        self._empty = label("", "body", "text-2", wrap=True, parent=self)
        self.model = ReportModel(session)
        self.list = QListView(self)
        self.list.setObjectName("report_list")
        self.list.setAccessibleName(tr("Files of this list"))
        self.list.setUniformItemSizes(True)
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.activated.connect(self._open)
        self.list.selectionModel().currentChanged.connect(self._enable)
        self._build()
        session.events.changed.connect(self._on_changed)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        lists, acts = QHBoxLayout(), QHBoxLayout()
        self._lists = {}
        for state, name, _many in LISTS:
            button = push_button(tr(name), f"report_{state}", "secondary", on_click=self._choosing(state), parent=self)
            button.setCheckable(True)
            button.setAutoDefault(False)
            self._lists[state] = button
            lists.addWidget(button)
        lists.addStretch(1)
        self._acts = {
            "item": push_button(tr("Show item"), "report_show_item", "secondary", on_click=self._show_item, parent=self),
            "source": push_button(tr("Show source"), "report_show_source", "secondary", on_click=self._show_source, parent=self),
            "copy": push_button(tr("Copy list"), "report_copy", "link", on_click=self._copy, parent=self),
            "again": push_button(tr("Try failed again"), "report_again", "primary", on_click=self._try_again, parent=self),
        }
        for name, button in self._acts.items():
            button.setAutoDefault(False)
            if name == "again":
                acts.addStretch(1)
            acts.addWidget(button)
        for part in (lists, acts):
            part.setSpacing(8)
        column.addWidget(self._choice)
        column.addWidget(self._where)
        column.addLayout(lists)
        column.addWidget(self._empty, 1)
        column.addWidget(self.list, 1)
        column.addLayout(acts)

    def show_import(self, import_id: str) -> None:
        """The report of this import is open; an empty id means the newest."""
        self._runs = tasks.import_runs(self._session.library, RUNS)
        at = next((at for at, run in enumerate(self._runs) if run.id == import_id), 0)
        self._choice.clear()
        self._choice.addItems([_heading(run) for run in self._runs])
        self._choice.setCurrentIndex(at if self._runs else -1)
        self._choice.setVisible(bool(self._runs))
        self._on_choice()
        self.show()
        self.raise_()
        self.list.setFocus()

    @property
    def run(self) -> ImportRun | None:
        """The import that is shown."""
        at = self._choice.currentIndex()
        return self._runs[at] if 0 <= at < len(self._runs) else None

    def _on_choice(self, _at: int = 0) -> None:
        run = self.run
        self._count()
        self._where.setText("" if run is None else tr("From {places}", places=", ".join(run.sources[:3]) + (
            ", …" if len(run.sources) > 3 else "")) if run.sources else tr("What failed in an earlier import"))
        first = next((state for state in ("failed", "skipped", "duplicate") if self._counts[state]), "imported")
        self._choose(first)

    def _count(self) -> None:
        run = self.run
        self._counts = tasks.import_counts(self._session.library, run.id) if run is not None else Counter()
        for state, name, many in LISTS:
            count = self._counts[state]
            text = counted(count, many.replace("{n}", "1"), many) if count else tr(name)
            self._lists[state].setText(text)
            self._lists[state].setAccessibleName(text)
            self._lists[state].setEnabled(count > 0)
        self._acts["again"].setVisible(self._counts["failed"] > 0 and run is not None and run.status != "running")

    def _choosing(self, state: str) -> Callable[[], None]:
        return lambda: self._choose(state)

    def _choose(self, state: str) -> None:
        self._state = state
        for name, button in self._lists.items():
            button.setChecked(name == state)
            set_kind(button, "secondary" if name == state else "quiet")
        run = self.run
        self.model.show_list(run.id if run is not None else "", state)
        self.list.setVisible(self.model.rowCount() > 0)
        self._empty.setVisible(self.model.rowCount() == 0)
        self._empty.setText(tr("No files are in this list.") if run is not None else
                            tr("Nothing was imported yet. Each import keeps its report here."))
        self.list.setCurrentIndex(self.model.index(0, 0))
        self._enable()

    def _current(self) -> ImportItem | None:
        row = self.list.currentIndex().row()
        return self.model.items[row] if 0 <= row < len(self.model.items) else None

    def _enable(self) -> None:
        item = self._current()
        self._acts["item"].setEnabled(item is not None and item.generation_id is not None)
        self._acts["source"].setEnabled(item is not None)
        self._acts["copy"].setEnabled(item is not None)

    # -- what can be done --------------------------------------------------------------------------------------------

    def _open(self, _index: QModelIndex) -> None:
        item = self._current()
        if item is not None and item.generation_id is not None:
            self._show_item()
        elif item is not None:
            self._show_source()

    def _show_item(self) -> None:
        item = self._current()
        if item is not None and item.generation_id is not None:
            self.show_requested.emit(item.generation_id)

    def _show_source(self) -> None:
        item = self._current()
        if item is None:
            return
        folder = as_path(item.source).parent
        if not folder.is_dir():
            self._session.failed.emit(tr("“{folder}” is not there any more.", folder=str(folder)), "")
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            QGuiApplication.clipboard().setText(item.source)
            self._session.said.emit(tr("No file manager opened. The path is copied."), False)

    def _copy(self) -> None:
        run = self.run
        if run is not None:
            found = tasks.import_lines(self._session.library, run.id, [self._state], limit=100_000)
            QGuiApplication.clipboard().setText("\n".join(
                "\t".join(" ".join(part.split("\n")) for part in (item.source, item.state, item.reason or ""))
                for _number, item in found))
            self._session.said.emit(counted(len(found), "Copied 1 line", "Copied {n} lines"), False)

    def _try_again(self) -> None:
        run = self.run
        if run is not None:
            try:
                tasks.enqueue_again(self._session.library, run.id)
            except DbError as error:
                self._session.failed.emit(error.message, error.hint)
            else:
                self._session.said.emit(tr("What failed is tried again"), False)

    def _on_changed(self, changes: Changes) -> None:
        if self.isVisible() and changes.touches("imports", "import_items"):
            before = self._counts
            self._runs = [run for run in tasks.import_runs(self._session.library, RUNS)
                          if run.id in {known.id for known in self._runs}]
            self._count()
            if before[self._state] != self._counts[self._state] and self.model.rowCount() < AT_ONCE:
                self._choose(self._state)


def _heading(run: ImportRun) -> str:
    name = Path(run.sources[0]).name if run.sources else tr("failed files, once more")
    state = {"running": tr(" (not finished)"), "cancelled": tr(" (stopped)")}.get(run.status, "")
    return f"{moment(run.created_at)}  {shown(name)}{state}"
