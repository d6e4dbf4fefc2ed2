"""The SQLite drivers that a foreign program may use on our file."""

from __future__ import annotations

import importlib
import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

from db import driver

DRIVERS: dict[str, ModuleType] = {"sqlite3": importlib.import_module("sqlite3")}
if importlib.util.find_spec("pysqlite3") is not None:
    DRIVERS["pysqlite3"] = importlib.import_module("pysqlite3.dbapi2")

WAYS = [(name, recursive) for name in DRIVERS for recursive in (True, False)]


def foreign(name: str, path: Path, recursive: bool) -> Any:
    """A plain connection of another program: foreign keys on, otherwise as SQLite is by itself."""
    connection = DRIVERS[name].connect(str(path), isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA recursive_triggers = {'ON' if recursive else 'OFF'}")
    connection.execute("PRAGMA synchronous = OFF")
    return connection


def written_elsewhere(path: Path, sql: str) -> None:
    """Another program with our own driver runs this on a library that we may have open."""
    other = driver.connect(str(path))
    other.execute("PRAGMA foreign_keys = ON")
    other.execute(sql)
    other.close()
