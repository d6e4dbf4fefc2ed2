"""A watched folder, the look at it with a clock that the test turns, and what waits to be imported then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from app.library.library import Library
from app.library.watching import FolderWatch, add
from app.library.watching.intake import QueueIntake
from app.library.watching.looking import SETTLE_S
from db import Task, tasks, watched
from tests.factories import png_bytes


@dataclass
class Watch:
    """One watched folder with a clock of its own; `restart` is what a new start of the program does."""

    library: Library
    folder: Path
    folder_id: str
    moment: float = 100.0
    looks: FolderWatch = field(init=False)
    _told: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        with self.library.store.read() as read:
            row = watched.one(read, self.folder_id)
        self.looks = FolderWatch(self.folder, self.library.folder, QueueIntake(self.library, row), lambda: self.moment)

    def look(self, later: float = 0.0) -> list[list[str]]:
        """What was brought by a look so much later: the names, by task."""
        self.moment += later
        self.looks.look()
        return self.brought()

    def settle(self) -> list[list[str]]:
        """Two looks, between which everything stood still for long enough."""
        first = self.look()
        return first + self.look(SETTLE_S)

    def brought(self) -> list[list[str]]:
        """The names in the tasks that came since the last call."""
        fresh = [task for task in queued(self.library) if task.id not in self._told]
        self._told.update(task.id for task in fresh)
        return [names(task.params["sources"]) for task in fresh]


def queued(library: Library) -> list[Task]:
    with library.store.read() as read:
        return tasks.of_type(read, "import")


def names(sources: Sequence[str]) -> list[str]:
    return sorted(Path(source).name for source in sources)


def picture(path: Path, number: int = 0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(png_bytes(number=number))
    return path


@pytest.fixture
def renders(tmp_path: Path) -> Path:
    """A folder outside the library."""
    folder = tmp_path / "renders"
    folder.mkdir()
    return folder


@pytest.fixture
def watch(library: Library, renders: Path) -> Watch:
    """The folder is watched."""
    return Watch(library, renders, add(library, renders))
