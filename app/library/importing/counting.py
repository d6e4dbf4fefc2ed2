"""How much an import will bring, counted while it is at work."""

from __future__ import annotations

import logging
import stat
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from app.library.importing.report import Report
from app.library.importing.scan import Found
from db import DbError

log = logging.getLogger(__name__)


class Count:
    """A thread that goes through the same files once more, for their number and bytes."""

    def __init__(self, report: Report, found: Callable[[], Iterator[Found]]) -> None:
        self._report = report
        self._found = found
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._count, name="import-count", daemon=True)

    def start(self) -> None:
        """`total` and `total_bytes` of the report grow from here on."""
        self._thread.start()

    def stop(self) -> None:
        """It counts no more."""
        self._stopping.set()
        if self._thread.ident is not None:
            self._thread.join()

    def _count(self) -> None:
        try:
            for number, found in enumerate(self._found(), 1):
                if self._stopping.is_set():
                    return
                self._report.total = max(self._report.total, number)
                self._report.total_bytes += size_of(found.path)
        except DbError as error:
            log.info("the files of an import could not be counted: %s", error)


def size_of(file: Path) -> int:
    """The bytes of the file; 0 where it is none."""
    try:
        about = file.stat()
    except OSError:
        return 0
    return about.st_size if stat.S_ISREG(about.st_mode) else 0
