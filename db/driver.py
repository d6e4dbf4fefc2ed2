"""The SQLite driver: pysqlite3 (a newer SQLite) where its wheel is installed, else the standard library's.

Their error classes are unrelated, so nothing else in the program imports either of them.
"""

from __future__ import annotations

try:
    from pysqlite3 import dbapi2 as sqlite
except ImportError:  # no wheel for this platform
    import sqlite3 as sqlite

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3 as _types

    Connection = _types.Connection
    Row = _types.Row
else:
    Connection = sqlite.Connection
    Row = sqlite.Row

Error: type[Exception] = sqlite.Error
VERSION: tuple[int, ...] = tuple(int(part) for part in sqlite.sqlite_version.split("."))

# Two connections could reset the WAL at the same instant and corrupt the file; fixed in SQLite 3.51.3.
WAL_IS_SAFE = VERSION >= (3, 51, 3)
# SQLite 3.40 refuses json_valid in a CHECK, json_group_object and FTS5 in triggers with an untrusted schema.
UNTRUSTED_SCHEMA_WORKS = VERSION >= (3, 51, 0)


def connect(target: str, *, uri: bool = False, timeout_s: float = 5.0) -> Any:
    """A connection in autocommit mode (transactions are written as BEGIN and COMMIT), usable from any thread."""
    return sqlite.connect(target, isolation_level=None, check_same_thread=False, uri=uri, timeout=timeout_s)


def complete_statement(sql: str) -> bool:
    """Whether the text is one or more whole statements."""
    return bool(sqlite.complete_statement(sql))


def code_of(error: BaseException) -> str:
    """SQLite's own name of the error, as SQLITE_FULL, or an empty text."""
    return str(getattr(error, "sqlite_errorname", ""))
