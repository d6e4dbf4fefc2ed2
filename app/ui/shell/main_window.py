"""The one window: composes the features. Actions are in window_actions.py and commands.py."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any, Literal

from PySide6.QtCore import QByteArray, QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from app.library import gallery as gallery_reads
from app.library import pasting, projects
from app.library.watching import Watchers
from app.settings import Settings
from app.ui.actions import Actions
from app.ui.gallery.page import GalleryPage
from app.ui.importing import words
from app.ui.importing.report import ImportReport
from app.ui.inspector.panel import InspectorPanel
from app.ui.kit.menus import menu as new_menu
from app.ui.kit.notice import Notice
from app.ui.kit.text import bytes_word, counted, tr
from app.ui.kit.toast import Toast
from app.ui.reading import Latest
from app.ui.search.bar import SearchBar
from app.ui.session import Session
from app.ui.shell import menus
from app.ui.shell.arranging import Arranging
from app.ui.shell.arrivals import Arrivals
from app.ui.shell.commands import Commands
from app.ui.shell.culling import Culling
from app.ui.shell.history import HistoryPanel
from app.ui.shell.judging import Judging
from app.ui.shell.layout import Layout, Splitter
from app.ui.shell.outgoing import Outgoing
from app.ui.shell.pages import Pages
from app.ui.shell.project_menu import ProjectMenu
from app.ui.shell.sidebar import Sidebar
from app.ui.shell.timeline_bridge import TimelineBridge
from app.ui.shell.toolbar import Toolbar
from app.ui.shell.views import ViewNotes
from app.ui.shell.window_actions import WindowActions
from app.ui.shell.working import WorkingBar
from app.ui.tasks.button import TasksButton
from app.ui.tasks.panel import TasksPanel
from app.ui.undo_actions import UndoActions
from app.ui.watching.dialog import WatchedFoldersDialog
from db import SORTS, DbError, Filter, Task

log = logging.getLogger(__name__)

IDLE_MS = 2000
TOAST_GAP_PX = 16


class MainWindow(QMainWindow):
    """One open library. `library_requested` (folder, whether it is to be made) asks the application for another one."""

    library_requested = Signal(str, bool)

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.setMinimumSize(960, 600)
        self.session, self.settings = session, settings
        self.actions_ = Actions(self)
        self._summary_text = ""  # what the inspector says while nothing is selected
        self._summary_old = True  # something changed since it was read
        self._tiles: dict[str, int] = {}  # tile sizes a person chose, by width class
        self._tiles_of = ""
        self._toast_step: int | None = None  # the step that the toast offers to undo
        self._summing = Latest(session.background, self)
        self.watchers = Watchers(session.library)  # started by the program, after the first paint
        self.watched_folders: WatchedFoldersDialog | None = None
        self._build()
        self.undo_actions = UndoActions(session, self.actions_.by_id["undo"], self.actions_.by_id["redo"], self.working.run)
        self.culling, self.judging = Culling(self), Judging(self)
        self.outgoing, self.arranging = Outgoing(self), Arranging(self)
        self.window_actions = WindowActions(self)
        self.arrivals = Arrivals(self)
        self.history = HistoryPanel(session, self, self.window_actions.undo, self.window_actions.redo)
        self._connect()
        self._restore_state()
        self.timeline.refresh()
        self.window_actions.refresh()
        self._show_title()
        self._ask_summary()
        self.gallery.view.setFocus()
        self._idle = QTimer(self)
        self._idle.setInterval(IDLE_MS)
        self._idle.timeout.connect(self._on_idle)
        self._idle.start()

    def _build(self) -> None:
        session = self.session
        self.working = WorkingBar(session, self)
        self.commands = Commands(session, self.working)
        self.gallery = GalleryPage(session)
        self.inspector = InspectorPanel(session, self._summary)
        self.inspector.edits.run_long = self.working.run
        self.sidebar = Sidebar(session)
        self.timeline = TimelineBridge(session, self.commands)
        self.search = SearchBar(session.filter, session=session)
        self.view_notes = ViewNotes(session, self.gallery.head, self)
        self.tasks_button = TasksButton(self)
        self.project_menu = ProjectMenu(session, self.commands, self)
        self.toolbar = Toolbar(self.actions_, self.search, self.tasks_button, self.project_menu.button, self)
        self.notice = Notice("notice", self)
        top, rows = Splitter(Qt.Orientation.Horizontal), Splitter(Qt.Orientation.Vertical)
        columns = Splitter(Qt.Orientation.Horizontal)
        self.pages = Pages(session, top, self.commands, self)
        for splitter, parts in ((top, (self.gallery, self.inspector)), (rows, (self.pages, self.timeline.page)),
                                (columns, (self.sidebar, rows))):
            for part in parts:
                splitter.addWidget(part)
        central = QWidget(self)
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        line = QWidget(central)
        line.setProperty("ground", "line")
        line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        line.setFixedHeight(1)
        for widget in (self.toolbar, line, self.notice, self.working):
            column.addWidget(widget)
        column.addWidget(columns, 1)
        self.setCentralWidget(central)
        self.layout_state = Layout(columns, rows, top, {
            "sidebar": self.sidebar, "inspector": self.inspector, "timeline": self.timeline.page})
        self.toast = Toast(central)
        self.tasks = TasksPanel(session, self.tasks_button, self)
        self.import_report = ImportReport(session, self)
        menu = new_menu("main_menu", self)
        menus.build(self.actions_, menu, self)
        self.toolbar.set_menu(menu)

    def _connect(self) -> None:
        session, actions = self.session, self.window_actions
        session.failed.connect(self._on_failed)
        session.said.connect(self._on_said)
        session.selection.changed.connect(actions.refresh)
        session.selection.changed.connect(self._ask_summary)
        session.filter_changed.connect(self._on_filter)
        session.shot_changed.connect(self._on_shot)
        self.undo_actions.state_changed.connect(actions.refresh)
        self.undo_actions.state_changed.connect(self._on_history)
        self.layout_state.visibility_changed.connect(actions.refresh)
        self.toolbar.tile_size_changed.connect(self._on_tile_size)
        self.gallery.import_files_requested.connect(self.actions_.by_id["import_files"].trigger)
        self.gallery.import_folder_requested.connect(self.actions_.by_id["import_folder"].trigger)
        self.gallery.context_menu_requested.connect(self._on_gallery_menu)
        self.inspector.add_variant_requested.connect(actions.add_variant)
        self.inspector.show_requested.connect(self.show_item)
        self.inspector.model_requested.connect(self.pages.show_model)
        self.pages.item_requested.connect(self.show_item)
        session.page_changed.connect(lambda _page: actions.refresh())
        session.events.changed.connect(self._on_news)
        self.sidebar.history_requested.connect(actions.show_history)
        self.search.filter_wanted.connect(session.show)
        self.search.save_asked.connect(self.sidebar.searches.save_shown)
        self.gallery.head.chip_change_asked.connect(self.search.change)
        session.selection.changed.connect(lambda: self.search.sort.set_current(session.selection.current))
        self.sidebar.work_asked.connect(self.working.run)
        self.tasks.import_ended.connect(self._on_import_ended)
        self.tasks.show_requested.connect(self.show_item)
        self.tasks.report_requested.connect(self.import_report.show_import)
        self.tasks.costs_requested.connect(actions.show_costs)
        self.import_report.show_requested.connect(self.show_item)
        self.project_menu.chosen.connect(self._on_project)

    # -- what was said -----------------------------------------------------------------------------------------------

    def _on_said(self, text: str, undo: bool) -> None:
        if undo:
            self.undo_actions.refresh()  # the news of the step may still be on its way
        offered = undo and self.undo_actions.can_undo
        self._toast_step = self.undo_actions.step_id if offered else None
        timeline = self.timeline.page
        self.toast.set_bottom(self.judging.toast_bottom() or (timeline.height() if timeline.isVisible() else 0) + TOAST_GAP_PX)
        self.toast.show_message(text, tr("Undo") if offered else "", self.window_actions.undo if offered else None,
                                "Ctrl+Z" if offered else "")

    def _on_history(self) -> None:
        """A toast does not offer to undo a step that is no longer the last one."""
        if self._toast_step is not None and self._toast_step != self.undo_actions.step_id:
            self._toast_step = None
            self.toast.dismiss()

    def _on_failed(self, message: str, hint: str) -> None:
        self._show_notice(f"{message} {hint}".strip(), "warn")

    def _show_notice(self, text: str, kind: Literal["info", "warn"]) -> None:
        """With the way to write again, where that can change."""
        again = self.session.library.why_read_only in ("locked", "folder")
        self.notice.show_notice(text, kind, tr("Try again") if again else "", self._try_again if again else None)

    def _on_import_ended(self, task: Task) -> None:
        if task.status == "Complete":
            pasting.forget(self.session.library, task.params["sources"])
        if task.status == "Failed":
            self.notice.show_notice(task.error_message or tr("The import stopped."), "warn", tr("Show"), self._show_tasks)
            return
        said, refused = words.ended(task), words.refused(task)
        if said is not None:
            self._on_said(*said)
        if refused:
            text = counted(refused, "1 file was not imported. The originals are untouched.",
                           "{n} files were not imported. The originals are untouched.")
            self.notice.show_notice(text, "warn", tr("Show why"), self._show_tasks)

    def show_watched_folders(self) -> None:
        """The list of watched folders is open, in front."""
        if self.watched_folders is None:
            self.watched_folders = WatchedFoldersDialog(self.session, self.watchers, self)
        self.watched_folders.open_list()

    def _show_tasks(self) -> None:
        self.tasks.open_at(self.tasks_button)

    def _summary(self) -> str:
        return self._summary_text

    def _on_news(self, _changes: object) -> None:
        self._summary_old = True
        self._ask_summary()

    def _ask_summary(self) -> None:
        if self._summary_old and self.session.selection.current is None:
            self._summary_old = False
            self._summing.ask(self._read_summary, self._take_summary)

    def _read_summary(self) -> tuple[int, int]:
        library = self.session.library
        return gallery_reads.counts(library)["all"], gallery_reads.size_bytes(library)

    def _take_summary(self, found: tuple[int, int]) -> None:
        items, size = found
        self._summary_text = tr("{items}, {size}", items=counted(items, "1 item", "{n} items"),
                                size=bytes_word(size))
        self.inspector.refresh_summary()

    # -- following the session ---------------------------------------------------------------------------------------

    def _on_filter(self, wanted: Filter) -> None:
        self.search.set_filter(wanted)
        self.window_actions.refresh()

    def _on_shot(self, shot_id: str | None) -> None:
        del shot_id
        self.window_actions.refresh()

    def _on_project(self, project_id: str) -> None:
        self.session.library.choose_project(project_id)
        self.session.open_shot(None)
        self.session.show(Filter(project_id=project_id))
        self.project_menu.refresh()
        self.sidebar.refresh()
        self.timeline.refresh()
        self._show_title()

    def _show_title(self) -> None:
        library = self.session.library
        name = projects.current(library).name
        self.setWindowTitle(tr("{project} (read only) – Dailies", project=name) if library.read_only
                            else tr("{project} – Dailies", project=name))
        words = {"locked": tr("This library is open in another window. Here it is read only."),
                 "folder": tr("The folder of this library cannot be written to. Here it is read only."),
                 "asked": tr("This library was made by a newer Dailies. It was opened read only.")}
        if library.why_read_only:
            self._show_notice(words[library.why_read_only], "info")

    def _try_again(self) -> None:
        self.library_requested.emit(str(self.session.library.folder), False)

    def _on_gallery_menu(self, at: QPoint) -> None:
        self.window_actions.gallery_menu(at)

    def show_item(self, generation_id: str) -> None:
        """The gallery shows this item, selected, and the inspector what is known of it."""
        self.session.open_page("gallery")
        if not self.gallery.reveal(generation_id):
            self.session.show(Filter(project_id=self.session.library.project_id, with_parts=True))
            self.gallery.reveal_when_there(generation_id)

    def _on_idle(self) -> None:
        self.session.library.store.poll()
        if not self.session.library.read_only and not self.working.running:
            self.session.background.run(self.session.library.store.tidy)

    # -- size and state ----------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        central = self.centralWidget()
        layout = central.layout() if central is not None else None
        if layout is not None:
            layout.activate()  # the regions have their room before they are divided
        self.layout_state.window_resized(self.width())
        self._follow_width_class()
        compact = self.width() < 1200
        self.toolbar.set_metrics(self.layout_state.size("sidebar"), compact)
        self.search.set_width_class(self.layout_state.width_class.name)

    def _follow_width_class(self) -> None:
        """Tiles have the size of the window's class, unless a person chose another for it."""
        found = self.layout_state.width_class
        wanted = self._tiles.get(found.name, found.tile)
        if found.name != self._tiles_of:
            self._tiles_of = found.name
            self.toolbar.tile_size.setValue(wanted)

    def _on_tile_size(self, px: int) -> None:
        self.gallery.set_tile_size(px)
        self._tiles[self._tiles_of] = px

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange and hasattr(self, "window_actions"):
            self.window_actions.refresh()

    def state(self) -> dict[str, Any]:
        """What to keep over a restart."""
        return {"geometry": bytes(self.saveGeometry().toBase64().data()).decode("ascii"),
                "layout": self.layout_state.state(), "gallery": self.gallery.state(),
                "comparing": self.window_actions.comparing.state(), "sidebar": self.sidebar.state(),
                "tiles": self._tiles, "shot": self.session.shot_id,
                "project": self.session.library.project_id, "parts": self.session.filter.with_parts,
                "sort": self.session.filter.sort, "descending": self.session.filter.descending}

    def _restore_state(self) -> None:
        state = projects.window_state(self.session.library)
        if not state or not self.restoreGeometry(QByteArray.fromBase64(str(state.get("geometry", "")).encode("ascii"))):
            self.resize(1440, 900)
        self.layout_state.window_resized(self.width())
        layout = state.get("layout")
        if isinstance(layout, dict):
            self.layout_state.restore(layout)
        tiles = state.get("tiles")
        if isinstance(tiles, dict):
            self._tiles = {str(name): px for name, px in tiles.items() if isinstance(px, int)}
        self._tiles_of = ""
        self._follow_width_class()
        self.gallery.set_tile_size(self.toolbar.tile_size.value())
        sort = state.get("sort")
        if sort in SORTS:
            self.session.show(replace(self.session.filter, sort=sort, descending=state.get("descending") is not False,
                                      with_parts=bool(state.get("parts"))))
        self.window_actions.comparing.restore(state.get("comparing"))
        sidebar = state.get("sidebar")
        if isinstance(sidebar, dict):
            self.sidebar.restore(sidebar)
        shot = state.get("shot")
        if isinstance(shot, str):
            self.session.open_shot(shot)
        found = state.get("gallery")
        if isinstance(found, dict):
            self.gallery.restore(found)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._idle.stop()
        self.view_notes.stop()
        self.inspector.keep()
        self.window_actions.comparing.close()
        self.pages.keep()
        try:
            projects.keep_window_state(self.session.library, self.state())
        except DbError as error:  # the folder is gone, or its disk full: the window stands as before at the next start
            log.info("the window's state was not kept: %s", error)
        self.window_actions.viewing.stop()
        self.tasks.stop()
        self.watchers.stop()
        self.timeline.filmstrips.stop()
        self.gallery.view.sharpener.stop()
        self.outgoing.stop()
        event.accept()
