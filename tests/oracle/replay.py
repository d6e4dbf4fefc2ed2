"""Replays recorded cases on a library file, by plain statements of a foreign connection, and compares every state.

A case is a list of steps (one statement or one call each) with what is expected after each. Ids are symbols: those that
are written get an id at once; rows that triggers and functions make are found by their contents and bound then.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

CASES = Path(__file__).with_name("cases.json")
# The ids for which the cases were recorded: which of two ids is greater decides between equal times.
SPACE = uuid.UUID("6f1d9a52-0c5e-4d53-9a6a-0d1f2a3b4c5d")
ID_COLUMNS = {"id", "user_id", "project_id", "generation_id", "shot_id", "based_on", "parent_generation_id", "primary_variant_id"}
JSON_COLUMNS = {"params", "shot_data", "settings", "metadata", "tasks"}
FLAG_COLUMNS = {"is_primary", "is_child", "starred"}
# Rows that others refer to come first, so that their symbols are bound when those are looked for.
ORDER = ("shots", "generations", "generation_variants", "shot_generations")
BEGINNING: tuple[dict[str, Any], ...] = (
    {"op": "insert", "table": "users", "values": {"id": "u1", "name": "U"}},
    {"op": "insert", "table": "projects", "values": {"id": "p1", "name": "P1", "user_id": "u1"}},
    {"op": "insert", "table": "projects", "values": {"id": "p2", "name": "P2", "user_id": "u1"}},
)

Row = dict[str, Any]
Call = Callable[[str, str, dict[str, Any]], Any]


def book() -> dict[str, Any]:
    """The recorded cases, as they stand in the file."""
    found: dict[str, Any] = json.loads(CASES.read_text("utf-8"))
    assert found["format"] == 1
    return found


def agrees(expected: Any, found: Any) -> bool:
    """Whether a found value is the expected one, or one of those allowed."""
    if isinstance(expected, dict) and set(expected) == {"any"}:
        return any(agrees(choice, found) for choice in expected["any"])
    if isinstance(expected, bool) != isinstance(found, bool):
        return False
    return bool(expected == found)


class Names:
    """Which symbol is which id."""

    def __init__(self) -> None:
        self.ids: dict[str, str] = {}
        self.symbols: dict[str, str] = {}

    def bind(self, symbol: str, row_id: str) -> None:
        self.ids[symbol] = row_id
        self.symbols[row_id] = symbol

    def id(self, symbol: str) -> str:
        if symbol not in self.ids:
            self.bind(symbol, str(uuid.uuid5(SPACE, symbol)))
        return self.ids[symbol]

    def written(self, column: str, value: Any) -> Any:
        """A case's value as it is written into the file."""
        if value is None:
            return None
        if column in ID_COLUMNS:
            return self.id(value)
        if column in JSON_COLUMNS:
            return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        if isinstance(value, str) and value.startswith("@"):
            user, rest = value[1:].split("/", 1)
            return f"{self.id(user)}/{rest}"
        return int(value) if isinstance(value, bool) else value

    def shown(self, column: str, value: Any) -> Any:
        """A value of the file in the words of a case."""
        if value is None:
            return None
        if column in FLAG_COLUMNS:
            return bool(value)
        return self.renamed(json.loads(value) if column in JSON_COLUMNS else value)

    def renamed(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {self.symbols.get(k, k): self.renamed(v) for k, v in value.items()}
        if isinstance(value, list):
            return [self.renamed(v) for v in value]
        if not isinstance(value, str):
            return value
        user, slash, rest = value.partition("/")
        if slash and user in self.symbols:
            return f"@{self.symbols[user]}/{rest}"
        return self.symbols.get(value, value)


def calls(case: dict[str, Any]) -> bool:
    """Whether the case calls functions: then it needs a file of its own, else a transaction that is rolled back does."""
    return any(step["op"] == "call" for step in case["steps"])


class Case:
    """One case on one file. `connect` opens it as a foreign program would, `call` calls a function of ours."""

    def __init__(self, case: dict[str, Any], columns: dict[str, list[str]], connect: Callable[[], Any], call: Call,
                 path: Path) -> None:
        self.case = case
        self.columns = columns
        self.call = call
        self.path = path
        self.names = Names()
        self.expected: dict[str, dict[str, list[Any]]] = {table: {} for table in ORDER}
        self.connect = connect
        self.db = connect()

    def difference(self) -> str | None:
        """The first step that comes out otherwise, in words; None when all agree. `db` stays open."""
        self.there = {table: {row["id"] for row in self.rows(table)} for table in ORDER}
        for step in BEGINNING:
            self.execute(step)
        for number, (step, expect) in enumerate(zip(self.case["steps"], self.case["expect"], strict=True), 1):
            found = self.step(step, expect)
            if found is not None:
                return f"{self.case['name']}, step {number} {step}: {found}"
        return None

    def step(self, step: dict[str, Any], expect: Any) -> str | None:
        try:
            result = self.called(step) if step["op"] == "call" else self.execute(step)
        except Exception as error:  # whatever a driver or a function of ours raises is a refusal
            refusal = f"{type(error).__name__}: {error}"
            return f"refused, {refusal}" if expect != "error" else next(self.wrong(), None)
        if expect == "error":
            return "it should have been refused"
        for table, changed in expect.get("state", {}).items():
            for symbol, cells in changed.items():
                if cells is None:
                    del self.expected[table][symbol]
                else:
                    self.expected[table][symbol] = cells
        self.bind_new_rows()
        return next(self.wrong(), None) or self.wrong_result(expect, result)

    def execute(self, step: dict[str, Any]) -> None:
        values: list[Any] = []

        def mark(column: str, value: Any) -> str:
            values.append(self.names.written(column, value))
            return "?"

        def is_(column: str, value: Any) -> str:
            return f"{column} IS NULL" if value is None else f"{column} = {mark(column, value)}"

        table = step["table"]
        if step["op"] == "insert":
            rows = step["values"] if isinstance(step["values"], list) else [step["values"]]
            tuples = ", ".join(f"({', '.join(mark(c, v) for c, v in row.items())})" for row in rows)
            sql = f"INSERT INTO {table} ({', '.join(rows[0])}) VALUES {tuples}"
        else:
            changes = ", ".join(f"{c} = {mark(c, v)}" for c, v in step.get("set", {}).items())
            sql = f"UPDATE {table} SET {changes}" if step["op"] == "update" else f"DELETE FROM {table}"
            if step["where"]:
                sql += " WHERE " + " AND ".join(is_(c, v) for c, v in step["where"].items())
        self.db.execute(sql, values)

    def called(self, step: dict[str, Any]) -> Any:
        self.db.close()  # two copies of SQLite in one process must not have one file open at the same time
        try:
            return self.call(str(self.path), step["function"],
                             {name: self.names.written(name, value) for name, value in step["args"].items()})
        finally:
            self.db = self.connect()

    # -- comparing ---------------------------------------------------------------------------------------------------

    def rows(self, table: str) -> list[Row]:
        names = self.columns[table]
        return [dict(zip(names, row, strict=True)) for row in self.db.execute(f"SELECT {', '.join(names)} FROM {table}")]

    def cells(self, table: str, row: Row) -> list[Any]:
        return [self.names.shown(column, row[column]) for column in self.columns[table][1:]]

    def bind_new_rows(self) -> None:
        """Each symbol without a row gets the row without a symbol whose contents are the expected ones."""
        for table in ORDER:
            unnamed = [row for row in self.rows(table)
                       if row["id"] not in self.names.symbols and row["id"] not in self.there[table]]
            for symbol, cells in self.expected[table].items():
                if symbol in self.names.ids:
                    continue
                for row in unnamed:
                    if self.could_be(cells, self.cells(table, row)):
                        self.names.bind(symbol, row["id"])
                        unnamed.remove(row)
                        break

    def could_be(self, cells: list[Any], found: list[Any]) -> bool:
        def open_(cell: Any) -> bool:
            """It names a row that is not bound yet, or allows several."""
            return isinstance(cell, dict) or (isinstance(cell, str) and cell.startswith("auto:") and cell not in self.names.ids)

        return all(open_(want) or agrees(want, have) for want, have in zip(cells, found, strict=True))

    def wrong(self) -> Iterator[str]:
        for table in ORDER:
            found = {self.names.symbols.get(row["id"], row["id"]): self.cells(table, row)
                     for row in self.rows(table) if row["id"] not in self.there[table]}
            for symbol in sorted({*found, *self.expected[table]}):
                want, have = self.expected[table].get(symbol), found.get(symbol)
                if want is None or have is None:
                    yield f"{table} {symbol}: expected {want}, found {have}"
                    continue
                for column, one, other in zip(self.columns[table][1:], want, have, strict=True):
                    if not agrees(one, other):
                        yield f"{table} {symbol}.{column}: expected {one!r}, found {other!r}"

    def wrong_result(self, expect: dict[str, Any], result: Any) -> str | None:
        if "result" not in expect or result is None:
            return None
        want, have = expect["result"], self.names.renamed(result)
        if isinstance(want, dict) and isinstance(have, str):
            fine = have in (want.get("id"), want.get("shot_id"))
        elif isinstance(want, dict) and isinstance(have, dict) and set(want) != {"any"}:
            fine = all(agrees(value, have[key]) for key, value in want.items() if key in have)
        else:
            fine = agrees(want, have)
        return None if fine else f"result: expected {want!r}, got {have!r}"
