"""What comes in from a watched folder becomes an import of the queue; what was seen is kept in the library."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.library.importing.names import as_text, shown
from app.library.importing.scan import Target
from app.library.library import Library
from app.library.watching.looking import Seen
from app.library.watching.scanning import inside
from db import WatchedFile, WatchedFolder, Write, tasks, watched


class QueueIntake:
    """Files of one watched folder wait to be imported as one task, which is one step of the history."""

    def __init__(self, library: Library, folder: WatchedFolder) -> None:
        self._library, self._folder = library, folder
        path = Path(folder.path)
        self._target = Target(shot_id=folder.shot_id, watched=folder.id, origin=shown(path.name or str(path)))

    def known(self) -> dict[str, WatchedFile]:
        """Every file that was looked at, by its path inside the folder."""
        with self._library.store.read() as read:
            return watched.known(read, self._folder.id)

    def note(self, seen: Sequence[Seen], moved_from: Sequence[str] = ()) -> None:
        """These files were looked at. Raises: db.NotFound when the folder is watched no more. Undo: not undoable."""
        with self._library.store.write(None) as tx:
            watched.one(tx, self._folder.id)
            if moved_from:
                self._follow(tx, seen, moved_from)
            watched.note(tx, self._folder.id, seen, moved_from)

    def _follow(self, tx: Write, seen: Sequence[Seen], moved_from: Sequence[str]) -> None:
        """Imports of this folder that still wait look for moved files where they are now."""
        former = {file.key: path for path, file in watched.known(tx, self._folder.id).items() if path in moved_from}
        new = {self._source(former[file.key]): self._source(path) for path, file in seen if file.key in former}
        for task in tasks.of_type(tx, "import"):
            sources = task.params.get("sources", [])
            if task.params.get("target", {}).get("watched") == self._folder.id and any(source in new for source in sources):
                tasks.set_params(tx, task.id, {**task.params, "sources": [new.get(source, source) for source in sources]})

    def _source(self, path: str) -> str:
        return as_text(inside(Path(self._folder.path), path))

    def bring(self, files: Sequence[Seen]) -> None:
        """These files wait to be imported, and count as looked at. Raises: db.NotFound as above. Undo: not undoable."""
        sources = [self._source(path) for path, _file in files]
        with self._library.store.write(None) as tx:
            watched.one(tx, self._folder.id)
            tasks.enqueue(tx, self._folder.project_id, "import",
                          {"sources": sources, "target": self._target.as_json()}, priority=5)
            watched.note(tx, self._folder.id, files)
