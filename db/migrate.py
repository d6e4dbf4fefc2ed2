"""Making a library file and bringing an older one up to date: numbered migrations, then repeatable triggers.

`user_version` holds major * 1000 + minor. A newer minor is opened for reading only, a newer major is refused.
sqlite-utils runs the numbered files (each with its record in one transaction; the raw `executescript` would commit in
the middle); it is imported only when one is pending, since it costs more start-up time than Qt.
"""

from __future__ import annotations

import hashlib
from importlib.resources import files
from pathlib import Path
from typing import Any

from db import driver
from db.errors import Corrupt, NotALibrary, Refused, TooNew, mapped, translated

MAJOR, MINOR = 1, 0
VERSION = MAJOR * 1000 + MINOR
APPLICATION_ID = 0x4441494C  # "DAIL"


def _sql_files(folder: str) -> list[tuple[str, str]]:
    found = [f for f in files("db").joinpath(folder).iterdir() if f.name.endswith(".sql")]
    return [(f.name.removesuffix(".sql"), f.read_text("utf-8")) for f in sorted(found, key=lambda f: f.name)]


def create(path: Path) -> None:
    """A new library file stands at `path`. Raises: Refused when something is there already, DbError."""
    if path.exists():
        raise Refused("There is a library here already.", "Choose another folder, or open it.")
    with mapped():
        connection = driver.connect(str(path))
    try:
        with mapped():
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            _migrate(connection)
            connection.execute(f"PRAGMA journal_mode = {'wal' if driver.WAL_IS_SAFE else 'delete'}")
    except BaseException:
        connection.close()
        path.unlink(missing_ok=True)
        raise
    connection.close()


def _facts(connection: Any) -> tuple[int, int]:
    try:
        return (int(connection.execute("PRAGMA application_id").fetchone()[0]),
                int(connection.execute("PRAGMA user_version").fetchone()[0]))
    except driver.Error as error:
        if driver.code_of(error).startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
            raise Corrupt("The library file is damaged, or no library.",
                          "Restore the newest backup from the folder backups.") from error
        raise translated(error) from error  # locked, or not to be read: no reason to restore a backup


def refuse_newer(path: Path) -> None:
    """The file is a library that this program can read. Raises: NotALibrary, TooNew, Corrupt."""
    connection = driver.connect(path.absolute().as_uri() + "?mode=ro", uri=True)
    try:
        application, version = _facts(connection)
    finally:
        connection.close()
    if application != APPLICATION_ID:
        raise NotALibrary("This file is not a Dailies library.", "Choose the folder that holds dailies.db.")
    if version // 1000 > MAJOR:
        raise TooNew("This library was made by a newer Dailies.", "Install the newest version to open it.")


def bring_up_to_date(path: Path) -> None:
    """The file has the newest tables and triggers. Raises: NotALibrary, TooNew, Corrupt.

    A verified backup stands in `backups/` beside the file before anything older is changed.
    """
    refuse_newer(path)
    connection = driver.connect(str(path))
    try:
        version = _facts(connection)[1]
        if version > VERSION:
            raise TooNew("This library was made by a newer Dailies.", "It can be opened for reading only.")
        if version < VERSION:
            from db import backup

            backup.verified_copy(path, path.parent / "backups", f"before-version-{VERSION}")
            _migrate(connection)
        elif _stale_triggers(connection):
            _renew_triggers(connection)
    finally:
        connection.close()


def _migrate(connection: Any) -> None:
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

    database = Database(connection, use_counts_table=False, recursive_triggers=True)
    steps = Migrations("dailies")
    for name, sql in _sql_files("migrations"):
        def run(db: Any, sql: str = sql) -> None:
            db.executescript(sql)

        run.__name__ = name
        steps(name=name)(run)
    connection.execute("PRAGMA foreign_keys = OFF")
    steps.apply(database)
    _renew_triggers(connection)
    broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    whole = connection.execute("PRAGMA integrity_check").fetchone()[0]
    if broken is not None or whole != "ok":
        raise Corrupt("The library was not brought up to date: it has damaged rows.",
                      "The backup made before is in the folder backups.")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def _stale_triggers(connection: Any) -> bool:
    recorded = dict(connection.execute("SELECT name, sha256 FROM trigger_files"))
    return recorded != {name: hashlib.sha256(sql.encode()).hexdigest() for name, sql in _sql_files("triggers")}


def _renew_triggers(connection: Any) -> None:
    """Every trigger of the file is the one of db/triggers/, in one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute("DELETE FROM trigger_files")
        for name, sql in _sql_files("triggers"):
            for statement in _statements(sql):
                connection.execute(statement)
            connection.execute("INSERT INTO trigger_files VALUES (?, ?)", (name, hashlib.sha256(sql.encode()).hexdigest()))
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _statements(sql: str) -> list[str]:
    """The single statements of a script (`execute` takes one at a time; `executescript` would commit)."""
    out, current = [], ""
    for line in sql.splitlines(keepends=True):
        current += line
        if line.rstrip().endswith(";") and driver.complete_statement(current):
            out.append(current)
            current = ""
    return out
