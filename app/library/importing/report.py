"""What became of the files of an import: numbers in memory, the lists in the library."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import overload

from app.library.library import Library
from db import ImportItem, imports

LISTS = ("imported", "duplicate", "skipped", "failed")


class Listed(Sequence[ImportItem]):
    """The files in one list of an import, read from the library when they are asked for."""

    def __init__(self, library: Library | None, import_id: str, state: str, count: int) -> None:
        self._library = library
        self._import_id = import_id
        self._state = state
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[ImportItem]:
        if self._library is None:
            return
        last, left = 0, self._count
        while left > 0:
            with self._library.store.read() as read:
                part = imports.items(read, self._import_id, [self._state], after=last, limit=min(left, 500))
            if not part:
                return
            last, left = part[-1][0], left - len(part)
            yield from (item for _number, item in part)

    @overload
    def __getitem__(self, at: int) -> ImportItem: ...
    @overload
    def __getitem__(self, at: slice) -> list[ImportItem]: ...
    def __getitem__(self, at: int | slice) -> ImportItem | list[ImportItem]:
        return list(self)[at]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]


@dataclass
class Report:
    """What became of the files so far. `total` and `total_bytes` grow until everything was found."""

    import_id: str = ""
    total: int = 0
    total_bytes: int = 0
    bytes_done: int = 0
    current: str = ""
    cancelled: bool = False
    placed: int = 0  # duplicates that are in the import's shot now
    counts: Counter[str] = field(default_factory=Counter)  # of LISTS
    library: Library | None = None

    @property
    def done(self) -> int:
        """How many files are in one of the four lists."""
        return self.counts.total()

    @property
    def imported(self) -> Listed:
        """The files that are in."""
        return self._listed("imported")

    @property
    def duplicates(self) -> Listed:
        """The files whose bytes were in the library already."""
        return self._listed("duplicate")

    @property
    def skipped(self) -> Listed:
        """The files that are none of ours."""
        return self._listed("skipped")

    @property
    def failed(self) -> Listed:
        """The files that could not come in."""
        return self._listed("failed")

    def _listed(self, state: str) -> Listed:
        return Listed(self.library, self.import_id, state, self.counts[state])


def last_import_at(library: Library) -> str | None:
    """When the last import that brought something into the project began; None without one."""
    with library.store.read() as read:
        found = imports.last_that_brought(read, library.project_id)
        return None if found is None else found.created_at
