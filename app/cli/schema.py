"""`schema`: the library file described, as it stands there."""

from __future__ import annotations

import argparse

from app.cli.opening import reading
from app.cli.options import Verbs, verb
from app.cli.output import DONE, Output
from db import introspect


def add_to(verbs: Verbs) -> None:
    """`schema` is a verb."""
    parser = verb(verbs, "schema", run, "Show tables and triggers as they stand in the file, or one table")
    parser.add_argument("table", nargs="?", metavar="TABLE")


def run(args: argparse.Namespace, out: Output) -> int:
    """The whole DDL; or columns, keys and triggers of one table."""
    with reading(args) as library, library.store.read() as read:
        parts = introspect.ddl(read)
        names = [args.table] if args.table else [name for kind, name, _sql in parts if kind == "table"]
        tables = [introspect.table(read, name) for name in names]
    sql_of = {name: sql for _kind, name, sql in parts}
    of_table = {trigger: table["name"] for table in tables for trigger in table["triggers"]}
    wanted = [
        name for kind, name, _sql in parts if kind == "trigger" and (name in of_table or not args.table)
    ]
    out.document({
        "tables": [{**table, "sql": sql_of.get(table["name"])} for table in tables],
        "triggers": [{"name": name, "table": of_table.get(name), "sql": sql_of[name]} for name in wanted],
    })  # fmt: skip
    if args.table is None:
        for _kind, _name, sql in parts:
            out.line(f"{sql};\n")
        return DONE
    (table,) = tables
    out.table(("column", "type", "null", "default", ""), [
        (c["name"], c["type"], "" if c["not_null"] else "null", c["default"],
         "generated" if c["generated"] else "")
        for c in table["columns"]])  # fmt: skip
    for key in table["foreign_keys"]:
        out.line(f"{key['columns']} → {key['table']}({key['to']}) on delete {key['on_delete'].lower()}")
    for name in wanted:
        out.line(f"\n{sql_of[name]};")
    return DONE
