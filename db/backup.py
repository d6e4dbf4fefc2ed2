"""Verified copies of the library file."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from db import driver
from db.errors import Corrupt, mapped


def verified_copy(path: Path, folder: Path, reason: str) -> Path:
    """A copy of the library file stands in `folder`, opened and checked; its name says when and why.

    Made by SQLite's backup API, so it may be taken while the library is in use. Raises: Corrupt when the copy is not
    whole (it is removed then), DbError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"dailies-{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{reason}.db"
    try:
        with mapped():
            whole = _copied(path, target)
    except BaseException:
        target.unlink(missing_ok=True)  # half a backup is none
        raise
    if not whole:
        target.unlink()
        raise Corrupt("The backup was not made: the library file is damaged.", "Restore the newest backup.")
    return target


def _copied(path: Path, target: Path) -> bool:
    with closing(driver.connect(path.absolute().as_uri() + "?mode=ro", uri=True)) as source, \
            closing(driver.connect(str(target))) as copy:
        source.backup(copy)
        return bool(copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok")
