"""`import FOLDER --watch`: what is in the folders comes in, and what is put there later, until Ctrl+C."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.cli.import_ import say, told
from app.cli.output import DONE, IN_PART, Output, UsageError
from app.library.importing import Examine, Import, Target, Tick
from app.library.importing.names import shown
from app.library.library import Library
from app.library.watching.folders import refusal
from app.library.watching.hearing import Ear, hear
from app.library.watching.looking import FolderWatch, Seen
from app.library.watching.scanning import inside
from app.library.watching.watchers import GATHER_S, RESCAN_S
from db import WatchedFile

TURN_S = 0.2  # how soon Ctrl+C is heard


class _ImportAtOnce:
    """Files of one folder are imported as they come; what was seen is forgotten with the program."""

    def __init__(self, folder: Path, run: Callable[[Sequence[Path], Path], None]) -> None:
        self._folder, self._run = folder, run
        self._known: dict[str, WatchedFile] = {}

    def known(self) -> dict[str, WatchedFile]:
        return self._known

    def note(self, seen: Sequence[Seen], moved_from: Sequence[str] = ()) -> None:
        for path in moved_from:
            self._known.pop(path, None)
        self._known.update(seen)

    def bring(self, files: Sequence[Seen]) -> None:
        self._run([inside(self._folder, path) for path, _file in files], self._folder)
        self.note(files)


def watch(library: Library, folders: Sequence[Path], target: Target, examine: Examine, tick: Tick, stop: threading.Event,
          out: Output) -> int:
    """The folders are watched until `stop`. Each burst is one step and is said at once; --json tells all at the end."""
    together: dict[str, list[Any]] = {"imported": [], "duplicates": [], "skipped": [], "failed": []}

    def run(files: Sequence[Path], folder: Path) -> None:
        report = Import(library, files, replace(target, origin=shown(folder.name or str(folder))), examine, tick=tick).run()
        for name, items in told(report).items():
            together[name].extend(items)
        if report.imported or report.failed:
            say(out, report)

    places = [_watchable(library, folder) for folder in folders]
    news = threading.Event()
    watches = [FolderWatch(place, library.folder, _ImportAtOnce(place, run), time.monotonic) for place in places]
    with _hearing(places, library.folder, news):
        out.note("Watching. Ctrl+C ends it; what was imported stays.")
        while not stop.is_set():
            news.clear()
            soon = [when for when in (each.look() for each in watches) if when is not None]
            _wait(min((*soon, RESCAN_S)), news, stop)
    out.document(together)
    return IN_PART if together["failed"] else DONE


def _watchable(library: Library, folder: Path) -> Path:
    reason = refusal(library, folder.absolute())
    if reason is not None and reason.kind != "watched":
        raise UsageError(reason.message, reason.hint)
    return folder.absolute()


@contextlib.contextmanager
def _hearing(places: Sequence[Path], without: Path, news: threading.Event) -> Iterator[None]:
    ears: list[Ear | None] = []
    try:
        ears.extend(hear(place, without, news.set) for place in places)
        yield
    finally:
        for ear in ears:
            if ear is not None:
                ear.stop()


def _wait(most_s: float, news: threading.Event, stop: threading.Event) -> None:
    until = time.monotonic() + most_s
    while (left := until - time.monotonic()) > 0 and not stop.is_set():
        if news.wait(min(left, TURN_S)):
            stop.wait(GATHER_S)
            return
