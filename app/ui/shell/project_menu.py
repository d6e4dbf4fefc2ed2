"""The menu of projects behind the project's name: switch, new, rename."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from app.library import projects
from app.ui.kit.menus import menu as new_menu
from app.ui.kit.text import tr
from app.ui.session import Session
from app.ui.shell.commands import Commands
from app.ui.shell.toolbar import ProjectButton
from db import Changes


class ProjectMenu(QObject):
    """Fills the project button; `chosen` carries the id of the project to work in."""

    chosen = Signal(str)

    def __init__(self, session: Session, commands: Commands, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._commands, self._window = session, commands, window
        self._menu: QMenu = new_menu("project_menu", window)
        self._menu.aboutToShow.connect(self._fill)
        self.button = ProjectButton(self._menu, window)
        session.events.changed.connect(self._on_changed)
        self.refresh()

    def refresh(self) -> None:
        """The button shows the current project's name."""
        self.button.set_project(projects.current(self._session.library).name)

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("projects"):
            self.refresh()

    def _fill(self) -> None:
        self._menu.clear()
        current = self._session.library.project_id
        for project in projects.all_projects(self._session.library):
            action = QAction(project.name.replace("&", "&&"), self._menu)
            action.setCheckable(True)
            action.setChecked(project.id == current)
            action.setData(project.id)
            action.triggered.connect(self._on_chosen)
            self._menu.addAction(action)
        self._menu.addSeparator()
        for text, name, handler in ((tr("Rename project…"), "rename_project", self._rename),
                                    (tr("New project…"), "new_project", self._new)):
            action = QAction(text, self._menu)
            action.setObjectName(name)
            action.setEnabled(not self._session.library.read_only)
            action.triggered.connect(handler)
            self._menu.addAction(action)

    def _on_chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.chosen.emit(str(action.data()))

    def _rename(self) -> None:
        project = projects.current(self._session.library)
        name, ok = QInputDialog.getText(self._window, tr("Rename project"), tr("Name"), text=project.name)
        if ok and name.strip():
            self._commands.do(projects.rename, project.id, name.strip())

    def _new(self) -> None:
        name, ok = QInputDialog.getText(self._window, tr("New project"), tr("Name"))
        if ok and name.strip():
            project_id = self._commands.do(projects.create, name.strip(), say=tr("New project"))
            if project_id is not None:
                self.chosen.emit(project_id)
