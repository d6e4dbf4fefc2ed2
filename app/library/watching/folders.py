"""Which folders are watched, and what they brought: the verbs."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from app.errors import UserError
from app.library.library import Library
from app.library.watching.scanning import scan
from db import WatchedFolder, projects, shots, watched


@dataclass(frozen=True)
class Watched:
    """A watched folder, how many files came in from it, and when the last ones did (ISO-8601 UTC)."""

    folder: WatchedFolder
    brought: int
    last: str | None


@dataclass(frozen=True)
class Place:
    """Where new files of a folder can go: a project, or one of its shots."""

    project_id: str
    project_name: str
    shot_id: str | None = None
    shot_name: str | None = None


def places(library: Library) -> list[Place]:
    """Every project, each followed by its shots in their order; the current project first."""
    with library.store.read() as read:
        every = sorted(projects.of_user(read, library.user_id), key=lambda project: project.id != library.project_id)
        return [place for project in every for place in (
            Place(project.id, project.name),
            *(Place(project.id, project.name, shot.id, shot.name) for shot in shots.of_project(read, project.id)))]


def all_folders(library: Library) -> list[Watched]:
    """The watched folders of all projects, the oldest first."""
    with library.store.read() as read:
        return [Watched(folder, *watched.brought(read, folder.id)) for folder in watched.folders(read, library.user_id)]


def add(library: Library, path: Path, *, project_id: str | None = None, shot_id: str | None = None,
        existing: bool = True) -> str:
    """New files of the folder come into the project (without one: the current one), and into the shot; the folder's id.

    With `existing` also what is in it now, else that is taken as seen: which walks through the folder, so not on the GUI thread.
    Raises: UserError when it is no folder, part of the library, or watched already; db.ReadOnly. Undo: not undoable.
    """
    folder, project = path.absolute(), project_id or library.project_id
    reason = refusal(library, folder, project)
    if reason is not None:
        raise reason
    try:
        here = [] if existing else list(scan(folder, library.folder))
    except OSError as error:
        raise UserError(f"“{folder.name}” cannot be read: {error.strerror or error}.", "Nothing was changed.") from error
    with library.store.write(None) as tx:
        if shot_id is not None and shots.one(tx, shot_id).project_id != project:
            raise UserError("This shot is in another project.", "Choose a shot of the folder's project.")
        folder_id = watched.add(tx, str(folder), project, shot_id)
        watched.note(tx, folder_id, here)
    return folder_id


def set_paused(library: Library, folder_id: str, paused: bool) -> None:
    """The folder is left alone; or looked at again, also at what came meanwhile. Raises: db.NotFound. Undo: not undoable."""
    with library.store.write(None) as tx:
        watched.set_paused(tx, folder_id, paused)


def remove(library: Library, folder_id: str) -> None:
    """The folder is watched no more; what came in stays. Raises: db.NotFound. Undo: not undoable."""
    with library.store.write(None) as tx:
        watched.remove(tx, folder_id)


def refusal(library: Library, path: Path, project_id: str | None = None) -> UserError | None:
    """Why this folder cannot be watched for the project (without one: the current one); None when it can."""
    if not path.is_dir():
        return UserError(f"“{path.name}” is no folder.", "Choose a folder; files are imported by dropping them.")
    if not os.access(path, os.R_OK | os.X_OK):
        return UserError(f"“{path.name}” cannot be read.", "Look at the folder's permissions.")
    real, own = path.resolve(), library.folder.resolve()
    if real == own or own in real.parents:
        return UserError("The library cannot watch its own folder.", "Choose a folder outside the library.")
    with library.store.read() as read:
        others = [folder for folder in watched.folders(read, library.user_id)
                  if folder.project_id == (project_id or library.project_id)]
    for other in others:
        there = Path(other.path).resolve()
        if real == there:
            return _watched(f"“{path.name}” is watched already.", "Nothing was changed.")
        if there in real.parents:
            return _watched(f"“{path.name}” lies in “{there.name}”, which is watched already.", "Nothing was changed.")
        if real in there.parents:
            return _watched(f"“{there.name}” in it is watched already.", "Remove that first, to watch the whole folder.")
    return None


def _watched(message: str, hint: str) -> UserError:
    return UserError(message, hint, "watched")
