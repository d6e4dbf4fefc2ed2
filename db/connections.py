"""The connections of one open library file: one that writes, two that read beside it, one that empties the WAL."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from db import driver
from db.errors import mapped
from db.statements import Read

log = logging.getLogger(__name__)

# Pages in the WAL at which it is emptied beside the writer, and at which a commit does it itself (64 MB).
EMPTY_AT_PAGES, FULL_AT_PAGES = 1_000, 16_384


def connected(path: Path, *, read_only: bool) -> Any:
    """A connection to the file, set up as all of ours are."""
    uri = path.absolute().as_uri() + ("?mode=ro" if read_only else "?mode=rw")
    connection = driver.connect(uri, uri=True)
    mode = connection.execute("PRAGMA journal_mode").fetchone()[0]
    wanted = "wal" if driver.WAL_IS_SAFE else "delete"
    if not read_only and mode != wanted:
        connection.execute(f"PRAGMA journal_mode = {wanted}")
    for pragma in ("synchronous = FULL", "foreign_keys = ON", "recursive_triggers = ON", "cache_size = -65536",
                   f"wal_autocheckpoint = {FULL_AT_PAGES}",
                   f"trusted_schema = {'OFF' if driver.UNTRUSTED_SCHEMA_WORKS else 'ON'}"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


class Reader:
    """Reads on a connection of their own, one thread at a time, each in one snapshot; a writer keeps nobody waiting."""

    def __init__(self, path: Path) -> None:
        self._connection = connected(path, read_only=True)
        self._lock = threading.RLock()

    @contextmanager
    def snapshot(self) -> Iterator[Read]:
        """Statements that see one state of the file: the newest at the first of them."""
        with self._lock:
            with mapped():
                inside = self._connection.in_transaction  # of another one of this thread
                if not inside:
                    self._connection.execute("BEGIN")
            if inside:
                yield Read(self._connection)
                return
            try:
                yield Read(self._connection)
            finally:
                with mapped():
                    self._connection.execute("ROLLBACK")  # nothing was written; COMMIT would look at a damaged file again

    def close(self) -> None:
        """The connection is closed, when nobody reads any more."""
        with self._lock:
            self._connection.close()


class Checkpointer:
    """Brings what stands in the WAL into the file beside the writer. In a commit it would hold the library (30 ms, measured)."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: Any = None
        self._lock = threading.Lock()

    def run(self) -> None:
        """The WAL is emptied if there is enough in it; nobody waits for it, and no reader or writer is waited for."""
        if not driver.WAL_IS_SAFE or not self._lock.acquire(blocking=False):
            return
        try:
            if self._connection is None:
                self._connection = connected(self._path, read_only=False)
            _busy, written, done = self._connection.execute("PRAGMA wal_checkpoint(NOOP)").fetchone()
            if written - done >= EMPTY_AT_PAGES:
                self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        except driver.Error as error:  # what was written is safe in the WAL
            log.warning("the WAL was not emptied: %s", error)
        finally:
            self._lock.release()

    def close(self) -> None:
        """The connection is closed."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
