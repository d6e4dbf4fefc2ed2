"""Projects: a film, a series, a job."""

from __future__ import annotations

from db import ids as ident
from db.errors import NotFound
from db.rows import Project
from db.statements import Read, Write

_COLUMNS = "id, name, user_id, aspect_ratio, fps_num, fps_den, created_at"


def create(tx: Write, user_id: str, name: str, *, fps_num: int = 24, fps_den: int = 1, aspect_ratio: str | None = None) -> str:
    """A new project of this user. Undo: part of the caller's step."""
    project_id = ident.new_id()
    tx.execute("INSERT INTO projects (id, name, user_id, fps_num, fps_den, aspect_ratio) VALUES (?, ?, ?, ?, ?, ?)",
               (project_id, name, user_id, fps_num, fps_den, aspect_ratio))
    return project_id


def of_user(read: Read, user_id: str) -> list[Project]:
    """The user's projects that are not in the trash, the oldest first."""
    return [Project(*row) for row in read.all(
        f"SELECT {_COLUMNS} FROM projects WHERE user_id = ? AND trashed_at IS NULL ORDER BY created_at, id", (user_id,))]


def one(read: Read, project_id: str) -> Project:
    """A project. Raises: NotFound."""
    row = read.one(f"SELECT {_COLUMNS} FROM projects WHERE id = ?", (project_id,))
    if row is None:
        raise NotFound("This project is no longer in the library.")
    return Project(*row)


def rename(tx: Write, project_id: str, name: str) -> None:
    """The project has this name. Raises: NotFound. Undo: part of the caller's step."""
    if tx.execute("UPDATE projects SET name = ? WHERE id = ?", (name, project_id)) == 0:
        raise NotFound("This project is no longer in the library.")


def trash(tx: Write, project_id: str) -> None:
    """The project is in the trash. Raises: NotFound. Undo: part of the caller's step."""
    if tx.execute("UPDATE projects SET trashed_at = ? WHERE id = ? AND trashed_at IS NULL", (ident.now(), project_id)) == 0:
        raise NotFound("This project is no longer in the library.")
