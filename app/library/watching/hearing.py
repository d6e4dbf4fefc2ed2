"""What the system tells of changes in a folder. Only a hint that something happened: a scan finds out what."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

log = logging.getLogger(__name__)

_NEWS = {"created", "modified", "moved", "closed", "deleted"}  # not what reading tells: “opened”, “closed_no_write”


class Ear(Protocol):
    """Hears of one folder until `stop`."""

    def stop(self) -> None:
        """Nothing more is heard."""


def hear(folder: Path, without: Path, heard: Callable[[], None]) -> Ear | None:
    """`heard` is called, in another thread, when something below the folder changes, but not for what lies in `without`
    (the library, which changes with each import). None where the system cannot tell."""
    from watchdog.events import FileSystemEvent, FileSystemEventHandler
    from watchdog.observers import Observer

    class Handler(FileSystemEventHandler):
        def on_any_event(self, event: FileSystemEvent) -> None:
            if is_news(event.event_type, event.src_path, without):
                heard()

    observer: Any = Observer()
    try:
        observer.schedule(Handler(), str(folder), recursive=True)
        observer.start()
    except OSError as error:  # too many folders for the system's limit, a network drive: scans find out by themselves
        log.info("changes in %s are not told by the system: %s", folder.name, error)
        return None
    return _Observing(observer)


def is_news(event_type: str, path: bytes | str, without: Path) -> bool:
    """Whether what the system tells may mean a new file outside the folder `without`."""
    return event_type in _NEWS and not Path(os.fsdecode(path)).is_relative_to(without)


class _Observing:
    def __init__(self, observer: Any) -> None:
        self._observer = observer

    def stop(self) -> None:
        self._observer.stop()
        self._observer.join(timeout=5)
