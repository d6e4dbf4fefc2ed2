"""What comes from outside: dropped on the window beside the places that take it, or pasted where the focus is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from app.library import gallery, projects, shots
from app.library.importing import Target
from app.ui.kit import drop_hint, mime
from app.ui.kit.mime import Arrival
from app.ui.kit.text import counted, tr

if TYPE_CHECKING:
    from app.ui.shell.main_window import MainWindow


class Arrivals(QObject):
    """Where something goes is decided by where it is dropped, or by what has the focus when it is pasted."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        window.setAcceptDrops(True)
        window.installEventFilter(self)
        window.gallery.files_dropped.connect(self.into_project)
        window.inspector.files_dropped.connect(self.into_project)
        window.inspector.add_part_requested.connect(window.window_actions.add_part)
        window.sidebar.files_dropped.connect(self.into_shot)

    def into_project(self, found: list[Arrival]) -> None:
        """These come into the project."""
        self._window.commands.import_paths(found)

    def into_shot(self, found: list[Arrival], shot_id: str) -> None:
        """These come into the project, and into the shot without a frame."""
        self._window.commands.import_paths(found, Target(shot_id=shot_id))

    # -- the window itself -------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        window = self._window
        if watched is not window:
            return False
        if event.type() == QEvent.Type.DragLeave:
            drop_hint.leave(window)
            return True
        if not isinstance(event, QDropEvent):
            return False
        refusal = tr("This library is read only here.") if self._session.library.read_only else ""
        if isinstance(event, QDragEnterEvent | QDragMoveEvent):
            words = tr("Import into {project}", project=projects.current(self._session.library).name)
            drop_hint.hover(window, event, words, refusal)
        else:
            found = drop_hint.arrived(window, event, refusal)
            if found:
                self.into_project(found)
        return True

    # -- paste -------------------------------------------------------------------------------------------------------

    def paste(self) -> None:
        """What is on the clipboard goes where the focus is: a shot, a frame, a variant, a part; else into the project."""
        data: QMimeData | None = QGuiApplication.clipboard().mimeData()
        target = self._target(QApplication.focusWidget())
        known = self._known(mime.generations_in(data))
        if known:
            self._place(known, target)
            return
        found: list[Arrival] = list(mime.files_in(data)) or mime.arrivals_in(data)  # also those of another library
        refusal = mime.refusal_of(data)
        if found:
            self._window.commands.import_paths(found, target)
        elif refusal:
            self._session.failed.emit(tr("This cannot be pasted."), refusal)
        else:
            self._session.said.emit(tr("There is nothing to paste"), False)

    def _known(self, generation_ids: list[str]) -> list[str]:
        library = self._session.library
        return gallery.ids_of(library, gallery.seqs_of(library, generation_ids)) if generation_ids else []

    def _target(self, focused: QWidget | None) -> Target:
        window = self._window
        timeline, current = window.timeline.page, window.inspector.shown_id()
        shot_id = self._session.shot_id
        if focused is not None:
            if shot_id is not None and _holds(timeline.tray, focused):
                return Target(shot_id=shot_id)
            if shot_id is not None and _holds(timeline, focused):
                return Target(shot_id=shot_id, frame=timeline.model.playhead)
            if _holds(window.sidebar.list, focused) and window.sidebar.list.current_id() is not None:
                return Target(shot_id=window.sidebar.list.current_id())
            kind = window.inspector.takes_as(focused)
            if kind == "variant":
                return Target(variant_of=current)
            if kind == "part":
                return Target(part_of=current)
        return Target()

    def _place(self, generation_ids: list[str], target: Target) -> None:
        """Items of the library that were copied are in the shot that has the focus."""
        commands = self._window.commands
        if target.shot_id is not None:
            name = shots.one(self._session.library, target.shot_id).name
            n = len(generation_ids)
            commands.do(shots.add_items, target.shot_id, generation_ids, target.frame, False,
                        say=counted(n, "Added 1 item to {shot}", "Added {n} items to {shot}", shot=name))
        elif target.variant_of is not None or target.part_of is not None:
            self._session.failed.emit(tr("Items of the library cannot be pasted here."), tr("Paste a file instead."))
        else:
            self._session.said.emit(tr("These items are in the library already"), False)


def _holds(widget: QWidget, focused: QWidget) -> bool:
    return widget is focused or widget.isAncestorOf(focused)
