"""Verbs on projects. Each is one step that Undo names."""

from __future__ import annotations

from app.library.library import Library
from db import Project, projects, settings


def all_projects(library: Library) -> list[Project]:
    """The user's projects that are not in the trash, the oldest first."""
    with library.store.read() as read:
        return projects.of_user(read, library.user_id)


def current(library: Library) -> Project:
    """The project at work. Raises: db.NotFound."""
    with library.store.read() as read:
        return projects.one(read, library.project_id)


def create(library: Library, name: str) -> str:
    """A new project at the rate of the current one; its id. Undo: “New project …”. Raises: db.ReadOnly."""
    with library.store.write(f"New project “{name}”") as tx:
        now = projects.one(tx, library.project_id)
        return projects.create(tx, library.user_id, name, fps_num=now.fps_num, fps_den=now.fps_den)


def rename(library: Library, project_id: str, name: str) -> None:
    """The project has this name. Undo: “Rename project to …”. Raises: db.NotFound, db.ReadOnly."""
    with library.store.write(f"Rename project to “{name}”") as tx:
        if projects.one(tx, project_id).name != name:
            projects.rename(tx, project_id, name)


def window_state(library: Library) -> dict[str, object]:
    """How the window stood when it was closed last; empty at first."""
    with library.store.read() as read:
        found = settings.get(read, "window", {})
    return found if isinstance(found, dict) else {}


def keep_window_state(library: Library, state: dict[str, object]) -> None:
    """The window stands so at the next start. Not undoable. Does nothing in a read-only library."""
    if not library.read_only:
        with library.store.write(None) as tx:
            settings.put(tx, "window", state)
