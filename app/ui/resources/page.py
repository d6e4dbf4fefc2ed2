"""The page of LoRAs: what there is, what each was made for, and which items it made."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.library import gallery, resources
from app.ui.kit import menus
from app.ui.kit.buttons import push_button
from app.ui.kit.empty_state import Choice, EmptyState
from app.ui.kit.page_head import PageHead
from app.ui.kit.text import counted, tr
from app.ui.outcome import REFUSED, attempt
from app.ui.reading import Latest, Reading
from app.ui.resources.details import USES_SHOWN, ModelDetails
from app.ui.resources.table import ModelTable, ModelView
from app.ui.session import Session
from db import Changes, Resource

COUNT_AFTER_MS = 300
DETAILS_PX, DETAILS_NARROW_PX = 320, 264
NARROW_PX = 900


class ResourcesPage(QWidget):
    """Asks the shell for what is not its own: `item_requested`, `import_requested`, `export_requested`, `folder_requested`."""

    item_requested = Signal(str)       # generation id
    import_requested = Signal()
    export_requested = Signal(object)  # ids of models
    folder_requested = Signal(object)  # Path of a file

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("loras_page")
        self.setAccessibleName(tr("LoRAs"))
        self.setProperty("ground", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._in_trash = False
        self._wanted: str | None = None  # to be current when it is there
        self._uses: dict[str, list[str]] = {}
        self.table = ModelTable(self)
        self.view = ModelView(self.table, self)
        self.details = ModelDetails(self)
        self.empty = EmptyState("loras_empty", self)
        self.importing = push_button(tr("Import LoRAs…"), "loras_import", "secondary", "file-plus",
                                     on_click=self.import_requested.emit, parent=self)
        self.head = PageHead("loras_head", tr("LoRAs"), [self.importing], self)
        self._reading = Reading(session.background, self)
        self._counting = Latest(session.background, self)
        self._naming = Latest(session.background, self)
        self._count_soon = QTimer(self)
        self._count_soon.setSingleShot(True)
        self._count_soon.setInterval(COUNT_AFTER_MS)
        self._count_soon.timeout.connect(self._count)
        self._lay_out()
        self._connect()
        self.refresh()

    def _lay_out(self) -> None:
        self._body = QWidget(self)
        row = QHBoxLayout(self._body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        line = QWidget(self._body)
        line.setProperty("ground", "line")
        line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        line.setFixedWidth(1)
        row.addSpacing(4)
        row.addWidget(self.view, 1)
        row.addWidget(line)
        row.addWidget(self.details)
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
        self.head.trash_toggled.connect(self._show_trash)
        self.view.selectionModel().currentRowChanged.connect(lambda _now, _before: self._show_current())
        self.view.key_pressed.connect(self.do)
        self.view.doubleClicked.connect(lambda _index: self.do("rename"))
        self.view.menu_asked.connect(self._open_menu)
        self.details.asked.connect(self.do)
        self.details.renamed.connect(self._rename)
        self.details.noted.connect(self._note)
        self.details.item_asked.connect(self.item_requested)

    # -- what it shows -----------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """The models are read again."""
        library, trash = self._session.library, self._in_trash
        self._reading.ask(lambda: (resources.all_models(library, trash=trash), resources.counts(library)), self._take)
        self._count_soon.start()

    def show_model(self, resource_id: str) -> None:
        """This model is the current one."""
        self._wanted = resource_id
        if self.head.trash.isChecked():
            self.head.trash.setChecked(False)
        else:
            self.refresh()

    def current(self) -> Resource | None:
        """The model whose details are shown."""
        row = self.view.currentIndex().row()
        return self.table.models[row] if 0 <= row < len(self.table.models) else None

    def chosen(self) -> list[str]:
        """The ids of the selected models."""
        return [self.table.models[index.row()].id for index in self.view.selectionModel().selectedRows()]

    def _take(self, found: tuple[list[Resource], tuple[int, int]]) -> None:
        models, (_there, in_trash) = found
        current, row = self.current(), self.view.currentIndex().row()
        wanted = self._wanted or (current.id if current is not None else None)
        self.table.set_models(models)
        self.head.set_counts(len(models), in_trash)
        self.importing.setVisible(bool(models) and not self._in_trash)  # else the empty page has it
        self.importing.setEnabled(not self._session.library.read_only)
        at = self.table.row_of(wanted)
        if at < 0:
            at = max(0, min(row, len(models) - 1))
        elif self._wanted is not None:
            self._wanted = None
        if models:
            self._stack.setCurrentWidget(self._body)
            self.view.go_to(at)
            self._show_current()
        else:
            self._say_empty()

    def _say_empty(self) -> None:
        if self._in_trash:
            self.empty.set_content("trash-2", tr("No LoRA is in Trash"), "", [
                Choice(tr("Show LoRAs"), "loras_leave_trash", lambda: self.head.trash.setChecked(False))])
        else:
            self.empty.set_content(
                "layers", tr("No LoRAs yet"),
                tr("Drop .safetensors files here. Their headers are read; the files are copied into the library."),
                [Choice(tr("Import LoRAs…"), "loras_first_import", self.import_requested.emit)]
                if not self._session.library.read_only else [])
        self._stack.setCurrentWidget(self.empty)

    def _show_current(self) -> None:
        model = self.current()
        if model is not None:
            self.details.set_model(model, not self._session.library.read_only)
            self._show_uses()

    def _count(self) -> None:
        if self.isVisible():
            library = self._session.library
            self._counting.ask(lambda: resources.all_uses(library), self._take_uses)

    def _take_uses(self, uses: dict[str, list[str]]) -> None:
        self._uses = uses
        self.table.set_uses({model_id: len(items) for model_id, items in uses.items()})
        self._show_uses()

    def _show_uses(self) -> None:
        model = self.current()
        if model is None or model.id not in self._uses:
            return
        library, ids, model_id = self._session.library, self._uses[model.id], model.id
        self._naming.ask(lambda: _named(library, ids), lambda named: self._take_names(model_id, len(ids), named))

    def _take_names(self, model_id: str, count: int, named: list[tuple[str, str]]) -> None:
        model = self.current()
        if model is not None and model.id == model_id:
            self.details.set_uses(count, named)

    def _on_news(self, changes: Changes) -> None:
        if changes.touches("resources"):
            self.refresh()
        elif changes.touches("generation_variants") or changes.changed("generations", "trashed_at"):
            self._count_soon.start()

    def _show_trash(self, on: bool) -> None:
        self.details.keep()
        self._in_trash = on
        self.refresh()

    # -- gestures ----------------------------------------------------------------------------------------------------

    def do(self, what: str) -> None:
        """One of: copy, folder, export, trash, restore, rename, details; acts on what is selected."""
        model, ids = self.current(), self.chosen()
        writable = not self._session.library.read_only
        if model is None:
            return
        if what == "copy" and model.type == "lora":
            word = resources.prompt_word(model)
            QGuiApplication.clipboard().setText(word)
            self._session.said.emit(tr("Copied {word}", word=word), False)
        elif what == "folder":
            path = attempt(self._session, resources.file_of, model)
            if path is not REFUSED:
                self.folder_requested.emit(path)
        elif what == "export":
            self.export_requested.emit(ids)
        elif what == "trash" and writable and not self._in_trash:
            self._change(resources.trash, ids, "Moved 1 model to Trash", "Moved {n} models to Trash")
        elif what == "restore" and writable and self._in_trash:
            self._change(resources.restore, ids, "Restored 1 model", "Restored {n} models")
        elif what == "rename" and writable and not self._in_trash:
            self.details.name.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.details.name.selectAll()
        elif what == "details":
            self.details.name.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _change(self, verb: Any, ids: list[str], one: str, many: str) -> None:
        n = attempt(self._session, verb, ids)
        if n is not REFUSED and n:
            self._session.said.emit(counted(n, one, many), True)

    def _rename(self, model_id: str, name: str) -> None:
        if attempt(self._session, resources.rename, model_id, name) is not REFUSED:
            self._session.said.emit(tr("Renamed the model to {name}", name=name), True)

    def _note(self, model_id: str, note: str) -> None:
        attempt(self._session, resources.set_note, model_id, note)

    def _open_menu(self, at: QPoint) -> None:
        model = self.current()
        if model is None:
            return
        menu = menus.menu("model_menu", self)
        entries = [("restore", tr("Restore"))] if self._in_trash else [
            *([("copy", tr("Copy {word}", word=resources.prompt_word(model)))] if model.type == "lora" else []),
            ("rename", tr("Rename")), ("folder", tr("Show in file manager")), ("export", tr("Export a copy…")),
            ("trash", tr("Move to Trash"))]
        changing = {"restore", "rename", "trash"}
        for what, text in entries:
            if not (self._session.library.read_only and what in changing):
                menu.addAction(text.replace("&", "&&")).triggered.connect(partial(self._from_menu, what))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    def _from_menu(self, what: str, _checked: bool = False) -> None:
        self.do(what)

    # -- Qt ----------------------------------------------------------------------------------------------------------

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self._count_soon.start()

    def hideEvent(self, event: Any) -> None:
        self.details.keep()
        super().hideEvent(event)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self.details.setFixedWidth(DETAILS_NARROW_PX if self.width() < NARROW_PX else DETAILS_PX)


def _named(library: Any, ids: list[str]) -> list[tuple[str, str]]:
    seqs = sorted(gallery.seqs_of(library, ids), reverse=True)[:USES_SHOWN]
    cards = gallery.cards(library, seqs)
    newest = sorted(cards.values(), key=lambda card: (card.created_at, card.seq), reverse=True)
    return [(card.id, card.name or tr("Untitled")) for card in newest]
