"""An open library: its folder, its store, and who is at work in it. The verbs are in the modules beside this one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

from filelock import FileLock, Timeout

from app.errors import LibraryError, WorldError
from app.library.columns import Columns
from app.library.insides import Insides
from app.library.orders import Orders
from app.paths import LibraryPaths
from db import Store, projects, users

FIRST_PROJECT = "My film"
FIRST_USER = "me"

WhyReadOnly = Literal["", "asked", "folder", "locked"]
"""It was opened so, its folder cannot be written, another program has it."""


class Library:
    """One library folder in one program. Only one program writes to it at a time; a second one gets it `read_only`."""

    def __init__(self, paths: LibraryPaths, store: Store, lock: FileLock | None, user: str | None) -> None:
        self.paths = paths
        self.store = store
        self.why_read_only: WhyReadOnly = ""
        self.orders = Orders(store)
        self.columns = Columns(store)
        self.insides = Insides(store)
        self._lock = lock
        with store.read() as read:
            self.user_id = users.named(read, user)
            found = projects.of_user(read, self.user_id)
        self.project_id = found[0].id if found else ""

    @property
    def read_only(self) -> bool:
        """Whether another program has the library, or it is newer than this program."""
        return self.store.read_only

    @property
    def folder(self) -> Path:
        """The library's folder."""
        return self.paths.folder

    @staticmethod
    def create(folder: Path, *, fps: tuple[int, int] = (24, 1), project: str = FIRST_PROJECT) -> Library:
        """A new library in `folder`, with its first user and project, open for writing.

        Raises: LibraryError when something else is in the folder, WorldError when it cannot be written.
        """
        paths = LibraryPaths(folder.absolute())
        try:
            if paths.folder.is_dir() and any(not entry.name.startswith(".") for entry in paths.folder.iterdir()):
                what = "There is a library here already." if paths.database.exists() else "The folder is not empty."
                raise LibraryError(f"{what} Nothing was changed.", "Choose a new or empty folder.", "folder-taken")
            paths.folder.mkdir(parents=True, exist_ok=True)
            paths.folder.chmod(0o700)
            lock = _locked(paths)
            Store.create(paths.database).close()
            _make_folders(paths)
        except OSError as error:
            raise WorldError(f"The library cannot be made in {paths.folder}: {error.strerror or error}.",
                             "Choose a folder where you may write.") from error
        store = Store(paths.database)
        with store.write("New library") as tx:
            user_id = users.create(tx, FIRST_USER)
            projects.create(tx, user_id, project, fps_num=fps[0], fps_den=fps[1])
        store.forget_history()  # a library without its user is no state to go back to
        return Library(paths, store, lock, None)

    @staticmethod
    def open(folder: Path, *, user: str | None = None, project: str | None = None, read_only: bool = False) -> Library:
        """The library of a folder; read-only when another program has it open.

        `project` is an id or a name; without one the user's first project is current.
        Raises: db.NotALibrary, db.TooNew, db.Corrupt, db.NotFound (no such user or project), WorldError.
        """
        paths = LibraryPaths(folder.absolute())
        lock = None
        why: WhyReadOnly = "asked" if read_only else "folder"
        if not read_only and paths.database.is_file() and os.access(paths.folder, os.W_OK):
            why = "locked"
            try:
                lock = _locked(paths)
                _make_folders(paths)
            except Timeout:
                lock = None
            except OSError as error:
                raise WorldError(f"The library folder cannot be used: {error.strerror or error}.",
                                 "Look at the disk and the folder's permissions.") from error
        try:
            store = Store(paths.database, read_only=lock is None)
            library = Library(paths, store, lock, user)
            library.why_read_only = why if lock is None else ""
            if project is not None:
                library.choose_project(project)
        except BaseException:
            if lock is not None:
                lock.release()
            raise
        return library

    def choose_project(self, name_or_id: str) -> None:
        """The project of this id, beginning of an id, or name is current. Raises: LibraryError."""
        with self.store.read() as read:
            found = projects.of_user(read, self.user_id)
        for project in found:
            if name_or_id in (project.id, project.name) or (len(name_or_id) >= 4 and project.id.startswith(name_or_id)):
                self.project_id = project.id
                return
        raise LibraryError(f"There is no project “{name_or_id}”.", "Look at the names of your projects.", "not-found")

    def close(self) -> None:
        """The file is closed and free for other programs."""
        self.store.close()
        if self._lock is not None:
            self._lock.release()


def _locked(paths: LibraryPaths) -> FileLock:
    lock = FileLock(paths.lock, mode=0o600)
    lock.acquire(timeout=0)
    return lock


def _make_folders(paths: LibraryPaths) -> None:
    for folder in (*paths.buckets, paths.backups, paths.cache, paths.staging):
        folder.mkdir(mode=0o700, exist_ok=True)
