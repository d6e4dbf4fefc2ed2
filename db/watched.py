"""Watched folders, and what of each was looked at already. Observed, not undoable; the files are not told of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from db import ids as ident
from db.errors import NotFound
from db.statements import Read, Write

_COLUMNS = "w.id, w.path, w.project_id, w.shot_id, w.paused, p.name, s.name"
_FROM = "watched_folders AS w JOIN projects AS p ON p.id = w.project_id LEFT JOIN shots AS s ON s.id = w.shot_id"


@dataclass(frozen=True, slots=True)
class WatchedFolder:
    """A folder outside whose new files come into a project, and a shot if one is named."""

    id: str
    path: str
    project_id: str
    shot_id: str | None
    paused: bool
    project_name: str
    shot_name: str | None


@dataclass(frozen=True, slots=True)
class WatchedFile:
    """A file as it was seen. `key` tells the same file under another name, where the file system can say so."""

    size_bytes: int
    modified_ns: int
    key: str | None


def add(tx: Write, path: str, project_id: str, shot_id: str | None = None) -> str:
    """The folder is watched; its id. Raises: Refused when it is already, for this project. Undo: not undoable."""
    folder_id = ident.new_id()
    tx.execute("INSERT INTO watched_folders (id, path, project_id, shot_id) VALUES (?, ?, ?, ?)",
               (folder_id, path, project_id, shot_id))
    return folder_id


def folders(read: Read, user_id: str) -> list[WatchedFolder]:
    """The watched folders of the user's projects, the oldest first; those of projects in the trash rest."""
    return [_folder(row) for row in read.all(
        f"SELECT {_COLUMNS} FROM {_FROM} WHERE p.user_id = ? AND p.trashed_at IS NULL ORDER BY w.created_at, w.id", (user_id,))]


def one(read: Read, folder_id: str) -> WatchedFolder:
    """A watched folder. Raises: NotFound."""
    row = read.one(f"SELECT {_COLUMNS} FROM {_FROM} WHERE w.id = ?", (folder_id,))
    if row is None:
        raise NotFound("This folder is no longer watched.")
    return _folder(row)


def _folder(row: tuple[object, ...]) -> WatchedFolder:
    found = WatchedFolder(*row)  # type: ignore[arg-type]
    return WatchedFolder(found.id, found.path, found.project_id, found.shot_id, bool(found.paused), found.project_name,
                         found.shot_name)


def set_paused(tx: Write, folder_id: str, paused: bool) -> None:
    """The folder is left alone, or looked at again. Raises: NotFound. Undo: not undoable."""
    if tx.execute("UPDATE watched_folders SET paused = ? WHERE id = ?", (int(paused), folder_id)) == 0:
        raise NotFound("This folder is no longer watched.")


def remove(tx: Write, folder_id: str) -> None:
    """The folder is watched no more; what it brought stays. Raises: NotFound. Undo: not undoable."""
    if tx.execute("DELETE FROM watched_folders WHERE id = ?", (folder_id,)) == 0:
        raise NotFound("This folder is no longer watched.")


def known(read: Read, folder_id: str) -> dict[str, WatchedFile]:
    """Every file of the folder that was looked at already, by its path inside."""
    return {row[0]: WatchedFile(row[1], row[2], row[3]) for row in read.all(
        "SELECT path, size_bytes, modified_ns, file_key FROM watched_files WHERE folder_id = ?", (folder_id,))}


def note(tx: Write, folder_id: str, seen: Iterable[tuple[str, WatchedFile]], moved_from: Iterable[str] = ()) -> None:
    """These files were looked at; under the paths `moved_from` nothing stands any more. Not told, not undoable."""
    tx.executemany("DELETE FROM watched_files WHERE folder_id = ? AND path = ?", [(folder_id, path) for path in moved_from])
    tx.executemany("INSERT INTO watched_files (folder_id, path, size_bytes, modified_ns, file_key) VALUES (?1, ?2, ?3, ?4, ?5)"
                   " ON CONFLICT (folder_id, path) DO UPDATE SET size_bytes = ?3, modified_ns = ?4, file_key = ?5",
                   [(folder_id, path, file.size_bytes, file.modified_ns, file.key) for path, file in seen])


def brought(read: Read, folder_id: str) -> tuple[int, str | None]:
    """How many files came in from the folder, and when the last ones did."""
    row = read.one("SELECT count(*), max(m.created_at) FROM imports AS m JOIN import_items AS i ON i.import_id = m.id"
                   " AND i.state = 'imported' WHERE m.target ->> '$.watched' = ?", (folder_id,))
    assert row is not None
    return int(row[0]), row[1]
