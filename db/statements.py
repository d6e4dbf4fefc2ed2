"""Statements inside a read or a write of the store; the driver's errors leave them as ours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from db.errors import mapped


class Read:
    """Statements inside `Store.read()` or `Store.slow_read()`."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    @property
    def connection(self) -> Any:
        """The connection itself, for other modules of this package."""
        return self._connection

    def all(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[Any]:
        """All rows."""
        with mapped():
            return list(self._connection.execute(sql, values))

    def one(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> Any | None:
        """The first row, or None."""
        with mapped():
            return self._connection.execute(sql, values).fetchone()

    def value(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> Any:
        """The first column of the first row; None without one."""
        row = self.one(sql, values)
        return None if row is None else row[0]


class Write(Read):
    """Statements inside `Store.write()`; `label` may be set until the block ends, when the number is known only then."""

    def __init__(self, connection: Any, label: str | None) -> None:
        super().__init__(connection)
        self.label = label

    def execute(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> int:
        """Runs one statement; the number of rows it changed by itself."""
        with mapped():
            return int(self._connection.execute(sql, values).rowcount)

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Runs one statement for each row of values."""
        with mapped():
            self._connection.executemany(sql, rows)
