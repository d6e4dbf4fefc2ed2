"""The log: one file per program in the user's log folder, turned over at 1 MiB, three old ones kept."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path

from platformdirs import user_log_path

MAX_BYTES, KEPT = 1024 * 1024, 3
_FORMAT = "%(asctime)s %(levelname)s %(process)d %(name)s: %(message)s"


def log_file(program: str) -> Path:
    """Where the program's log is: `cli` or `dailies`."""
    return user_log_path("dailies", appauthor=False) / f"{program}.log"


@contextmanager
def logging_to_file(program: str) -> Iterator[Path]:
    """What is logged inside the block is in that file; a folder that cannot be written costs only the log."""
    path = log_file(program)
    root = logging.getLogger()
    handler: logging.Handler
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handler = RotatingFileHandler(
            path, maxBytes=MAX_BYTES, backupCount=KEPT, encoding="utf-8", delay=True
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter(_FORMAT))
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    try:
        yield path
    finally:
        root.removeHandler(handler)
        root.setLevel(before)
        handler.close()
