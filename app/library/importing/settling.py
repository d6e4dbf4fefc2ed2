"""Files that somebody may still be writing: they come in when their size and time stand still."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

FRESH_S = 2.0  # what was written before that is whole
STILL_S = 1.0  # so long a fresh file must not change
PATIENCE_S = 60.0  # after that it is reported, and can be tried again
_CLOCK_S = 3600.0  # clocks of network drives go wrong by less; a date in a far future says nothing


@dataclass
class _Fresh:
    first: float
    since: float
    state: tuple[int, int]


def is_fresh(about: os.stat_result) -> bool:
    """Whether the file was written just now, so that more may come."""
    age_s = time.time() - about.st_mtime
    return -_CLOCK_S < age_s < FRESH_S


class Settling:
    """The fresh files of an import."""

    def __init__(self) -> None:
        self._fresh: dict[Path, _Fresh] = {}
        self._first: dict[Path, float] = {}  # of files that changed although they had stood still

    def __len__(self) -> int:
        return len(self._fresh)

    def add(self, source: Path) -> None:
        """The file is looked at again later."""
        moment = time.monotonic()
        self._fresh[source] = _Fresh(self._first.setdefault(source, moment), moment, _state(source))

    def look(self) -> tuple[list[Path], list[Path]]:
        """The files that stand still now or are gone, and those that never did; neither are kept."""
        still: list[Path] = []
        restless: list[Path] = []
        moment = time.monotonic()
        for source, fresh in list(self._fresh.items()):
            state = _state(source)
            if state != fresh.state and state != _GONE:
                fresh.state, fresh.since = state, moment
            if moment - fresh.first >= PATIENCE_S and state != _GONE:
                restless.append(source)
            elif state == _GONE or moment - fresh.since >= STILL_S:
                still.append(source)
            else:
                continue
            del self._fresh[source]
        return still, restless

    def forget(self, source: Path) -> None:
        """The file is in a list."""
        self._first.pop(source, None)


_GONE = (-1, -1)


def _state(source: Path) -> tuple[int, int]:
    try:
        about = source.stat()
    except OSError:
        return _GONE
    return about.st_size, about.st_mtime_ns
