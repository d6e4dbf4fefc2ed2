"""The page of training data: batches, their files, and the one that is chosen."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.library import training
from app.ui.kit import menus, mime
from app.ui.kit.buttons import icon_button, push_button
from app.ui.kit.empty_state import Choice, EmptyState
from app.ui.kit.labels import label
from app.ui.kit.page_head import PageHead
from app.ui.kit.text import counted, tr
from app.ui.outcome import REFUSED, attempt
from app.ui.reading import Reading
from app.ui.session import Session
from app.ui.training.editor import Editor
from app.ui.training.lists import RowList, batch_rows, file_rows
from app.ui.training.pictures import Pictures
from db import Batch, Changes, Segment, TrainingItem

BATCHES_PX, BATCHES_NARROW_PX = 192, 152
EDITOR_PX, EDITOR_NARROW_PX = 400, 304
NARROW_PX = 1000

Found = tuple[list[Batch], list[TrainingItem], tuple[int, int]]


class TrainingPage(QWidget):
    """Asks the shell for dialogs: `import_requested`, `files_dropped`, `export_requested`, `folder_requested`."""

    import_requested = Signal()
    files_dropped = Signal(object, str)  # list of Path, name of the batch or ""
    export_requested = Signal(str)       # batch
    folder_requested = Signal(object)    # Path of a file

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("training_page")
        self.setAccessibleName(tr("Training data"))
        self.setProperty("ground", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(not session.library.read_only)
        self._session = session
        self._in_trash = False
        self._batch_id: str | None = None
        self._rename_when_here: str | None = None
        self._batches: list[Batch] = []
        self._items: dict[str, TrainingItem] = {}
        self._shown: str | None = None
        self._filling = False
        self.pictures = Pictures(session)
        writable = not session.library.read_only
        self.batches = RowList("batch_list", tr("Batches"), "panel", parent=self)
        self.files = RowList("training_files", tr("Training files"), "canvas", self.pictures, several=True, parent=self)
        self.editor = Editor(self.pictures, self)
        self.empty = EmptyState("training_empty", self)
        self.no_files = EmptyState("batch_empty", self)
        self.importing = push_button(tr("Import files…"), "training_import", "secondary", "file-plus",
                                     on_click=self.import_requested.emit, parent=self)
        self.export = push_button(tr("Export batch…"), "training_export", "secondary", "download",
                                  on_click=self._export, parent=self)
        self.head = PageHead("training_head", tr("Training data"), [self.export, self.importing], self)
        self.new_batch = icon_button("plus", tr("New batch"), "new_batch", small=True, on_click=self.make_batch, parent=self)
        self.new_batch.setEnabled(writable)
        self._reading = Reading(session.background, self)
        self._lay_out()
        self._connect()
        self.refresh()

    def _lay_out(self) -> None:
        self._left = QWidget(self)
        self._left.setProperty("ground", "panel")
        self._left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        left = QVBoxLayout(self._left)
        left.setContentsMargins(8, 0, 8, 8)
        left.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(8, 4, 4, 4)
        head.addWidget(label(tr("Batches"), "small-strong", "text-3", parent=self._left), 1)
        head.addWidget(self.new_batch)
        left.addLayout(head)
        left.addWidget(self.batches, 1)
        self._right = QWidget(self)
        self._files_stack = QStackedLayout()
        self._files_stack.addWidget(self.files)
        self._files_stack.addWidget(self.no_files)
        middle = QVBoxLayout()
        middle.setContentsMargins(8, 0, 8, 0)
        middle.addLayout(self._files_stack)
        self._body = QWidget(self)
        row = QHBoxLayout(self._body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left)
        row.addLayout(middle, 1)
        row.addWidget(self.editor)
        self._stack = QStackedLayout()
        self._stack.addWidget(self._body)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(self._stack, 1)

    def _connect(self) -> None:
        self._session.events.changed.connect(self._on_news)
        self.pictures.changed.connect(self.files.viewport().update)
        self.head.trash_toggled.connect(self._show_trash)
        self.batches.selectionModel().currentChanged.connect(lambda _now, _before: self._on_batch())
        self.batches.rows.typed.connect(self._rename)
        self.batches.delete_asked.connect(self.trash_batch)
        self.batches.menu_asked.connect(self._batch_menu)
        self.files.selectionModel().currentChanged.connect(lambda _now, _before: self._on_file())
        self.files.delete_asked.connect(partial(self.do, "trash"))
        self.files.enter_asked.connect(self._enter)
        self.files.menu_asked.connect(self._file_menu)
        editor = self.editor
        editor.asked.connect(self.do)
        editor.captioned.connect(lambda item, text: attempt(self._session, training.set_caption, item, text))
        editor.segment_made.connect(self._add_segment)
        editor.segment_set.connect(self._set_segment)
        editor.segment_captioned.connect(self._caption_segment)
        editor.segment_deleted.connect(self._delete_segment)

    # -- what it shows -----------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Batches and files are read again."""
        library, batch_id, trash = self._session.library, self._batch_id, self._in_trash
        self._reading.ask(lambda: (training.batches(library, trash=trash), training.items(library, batch_id, trash=trash),
                                   training.counts(library)), partial(self._take, batch_id))

    def batch_name(self) -> str:
        """The name of the batch that is open; "" when all files are shown."""
        return next((batch.name for batch in self._batches if batch.id == self._batch_id and not self._in_trash), "")

    def _take(self, read_for: str | None, found: Found) -> None:
        batches, items, (there, in_trash) = found
        if read_for != self._batch_id:
            return
        if self._batch_id is not None and all(batch.id != self._batch_id for batch in batches):
            self._batch_id = None  # it is gone: all files are shown
            self.refresh()
            return
        self._batches, self._items = batches, {item.id: item for item in items}
        row, current = self.files.currentIndex().row(), self.files.current()
        self._filling = True
        self.batches.rows.editable = not (self._in_trash or self._session.library.read_only)
        self.batches.rows.set_rows(batch_rows(batches, in_trash if self._in_trash else there))
        self.batches.go_to(max(0, self.batches.rows.row_of(self._batch_id)))
        self.files.rows.set_rows(file_rows(items))
        at = self.files.rows.row_of(current.id if current is not None else None)
        if items:
            self.files.go_to(at if at >= 0 else max(0, min(row, len(items) - 1)))
        self._filling = False
        self.head.set_counts(len(items), in_trash)
        self.importing.setVisible(not self._in_trash and bool(items))  # else the empty page has it
        self.importing.setEnabled(not self._session.library.read_only)
        self.export.setVisible(not self._in_trash and self._batch_id is not None and bool(items))
        self._say_empty(bool(batches), bool(items))
        self._on_file()
        self._type_name()

    def _type_name(self) -> None:
        new, self._rename_when_here = self._rename_when_here, None
        if new is not None and self.batches.rows.row_of(new) >= 0:
            self.batches.begin_typing(new)
        else:
            self._rename_when_here = new

    def _say_empty(self, batches: bool, items: bool) -> None:
        may = not self._session.library.read_only
        self.editor.setVisible(items)
        self._files_stack.setCurrentWidget(self.files if items else self.no_files)
        self._stack.setCurrentWidget(self._body if batches or items else self.empty)
        if self._in_trash:
            self.empty.set_content("trash-2", tr("No training data is in Trash"), "", [
                Choice(tr("Show training data"), "training_leave_trash", lambda: self.head.trash.setChecked(False))])
            self.no_files.set_content("trash-2", tr("Nothing of it is in Trash"))
            return
        line = tr("Drop clips and pictures here. A .txt of the same name beside a file is its caption.")
        first = Choice(tr("Import files…"), "training_first_import", self.import_requested.emit)
        self.empty.set_content("film", tr("No training data yet"), line, [
            first, Choice(tr("New batch"), "training_first_batch", self.make_batch)] if may else [])
        self.no_files.set_content("film", tr("This batch is empty"), line, [first] if may else [])

    def current(self) -> TrainingItem | None:
        """The file that is shown large."""
        row = self.files.current()
        return self._items.get(row.id or "") if row is not None else None

    def _on_batch(self) -> None:
        row = self.batches.current()
        if not self._filling and row is not None and row.id != self._batch_id:
            self.editor.keep()
            self._batch_id = row.id
            self.refresh()

    def _on_file(self) -> None:
        item = self.current()
        if item is None or self._filling:
            return
        segments: list[Segment] = training.segments(self._session.library, item.id) if item.segments else []
        self.editor.set_item(item, segments, not self._session.library.read_only)

    def _on_news(self, changes: Changes) -> None:
        if changes.touches("training_data", "training_data_batches", "training_data_segments"):
            self.refresh()

    def _show_trash(self, on: bool) -> None:
        self.editor.keep()
        self._in_trash, self._batch_id = on, None
        self.refresh()

    # -- batches -----------------------------------------------------------------------------------------------------

    def make_batch(self) -> None:
        """There is a new batch, and its name can be typed."""
        taken = {batch.name for batch in training.batches(self._session.library)}
        name, number = tr("New batch"), 1
        while name in taken:
            number += 1
            name = f"{tr('New batch')} {number}"
        batch_id = attempt(self._session, training.create_batch, name)
        if batch_id is not REFUSED:
            self._batch_id = self._rename_when_here = batch_id
            self.refresh()

    def _rename(self, batch_id: str, name: str) -> None:
        if attempt(self._session, training.rename_batch, batch_id, name) is not REFUSED:
            self._session.said.emit(tr("Renamed the batch to {name}", name=name), True)

    def trash_batch(self) -> None:
        """The open batch is in the trash with its files."""
        if self._batch_id is not None and not self._in_trash:
            self._on_whole_batch(training.trash_batch, tr("Moved the batch {name} to Trash"))

    def restore_batch(self) -> None:
        """The open batch is back, with the files that went with it."""
        if self._batch_id is not None and self._in_trash:
            self._on_whole_batch(training.restore_batch, tr("Restored the batch {name}"))

    def _on_whole_batch(self, verb: Any, said: str) -> None:
        name = next((batch.name for batch in self._batches if batch.id == self._batch_id), "")
        if attempt(self._session, verb, self._batch_id) is not REFUSED:
            self._session.said.emit(tr(said, name=name), True)

    def _export(self) -> None:
        if self._batch_id is not None:
            self.export_requested.emit(self._batch_id)

    def _batch_menu(self, at: QPoint) -> None:
        if self._batch_id is None:
            return
        may = not self._session.library.read_only
        entries: list[tuple[str, Any]] = [(tr("Restore"), self.restore_batch)] if self._in_trash else [
            (tr("Rename"), lambda: self.batches.begin_typing(self._batch_id or "")), (tr("Export batch…"), self._export),
            (tr("Move to Trash"), self.trash_batch)]
        self._open_menu("batch_menu", [entry for entry in entries if may or entry[1] == self._export], at)

    # -- files -------------------------------------------------------------------------------------------------------

    def do(self, what: str) -> None:
        """One of: folder, trash, restore; acts on the files that are selected."""
        item, ids = self.current(), self.files.chosen()
        if item is None or (what != "folder" and self._session.library.read_only):
            return
        if what == "folder":
            path = attempt(self._session, training.file_of, item)
            if path is not REFUSED:
                self.folder_requested.emit(path)
        elif what == "trash" and not self._in_trash:
            self._change(training.trash, ids, "Moved 1 file to Trash", "Moved {n} files to Trash")
        elif what == "restore" and self._in_trash:
            self._change(training.restore, ids, "Restored 1 file", "Restored {n} files")

    def _change(self, verb: Any, ids: list[str], one: str, many: str) -> None:
        n = attempt(self._session, verb, ids)
        if n is not REFUSED and n:
            self._session.said.emit(counted(n, one, many), True)

    def _enter(self) -> None:
        item = self.current()
        if item is not None:
            (self.editor.caption if item.duration_ms is None else self.editor.strip).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _file_menu(self, at: QPoint) -> None:
        whats = [("restore", tr("Restore"))] if self._in_trash else [
            ("folder", tr("Show in file manager")), ("trash", tr("Move to Trash"))]
        may = not self._session.library.read_only
        self._open_menu("training_menu", [(text, partial(self.do, what)) for what, text in whats if may or what == "folder"], at)

    def _open_menu(self, name: str, entries: list[tuple[str, Any]], at: QPoint) -> None:
        if entries:
            menu = menus.menu(name, self)
            for text, do in entries:
                menu.addAction(text).triggered.connect(lambda _checked=False, run=do: run())
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(at)

    # -- segments ----------------------------------------------------------------------------------------------------

    def _add_segment(self, start_ms: int, end_ms: int) -> None:
        item = self.current()
        if item is not None:
            made = attempt(self._session, training.add_segment, item.id, start_ms, end_ms)
            if made is not REFUSED:
                self._session.said.emit(tr("Added a segment"), True)

    def _set_segment(self, segment_id: str, start_ms: int, end_ms: int) -> None:
        attempt(self._session, lambda library: training.set_segment(library, segment_id, start_ms=start_ms, end_ms=end_ms))

    def _caption_segment(self, segment_id: str, text: str) -> None:
        attempt(self._session, lambda library: training.set_segment(library, segment_id, description=text))

    def _delete_segment(self, segment_id: str) -> None:
        if attempt(self._session, training.delete_segment, segment_id) is not REFUSED:
            self._session.said.emit(tr("Deleted a segment"), True)

    # -- Qt ----------------------------------------------------------------------------------------------------------

    def close_down(self) -> None:
        """What is being typed is kept, and no thread is left."""
        self.editor.keep()
        self.pictures.stop()

    def hideEvent(self, event: Any) -> None:
        self.editor.keep()
        super().hideEvent(event)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW_PX
        self._left.setFixedWidth(BATCHES_NARROW_PX if narrow else BATCHES_PX)
        self.editor.setFixedWidth(EDITOR_NARROW_PX if narrow else EDITOR_PX)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if mime.files_in(event.mimeData()) and not mime.generations_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = mime.files_in(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.files_dropped.emit(paths, self.batch_name())
