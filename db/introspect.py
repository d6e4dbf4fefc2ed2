"""The file described: tables, columns, keys and triggers, for `dailies-cli schema`."""

from __future__ import annotations

from typing import Any

from db.errors import NotFound
from db.statements import Read


def ddl(read: Read) -> list[tuple[str, str, str]]:
    """(type, name, sql) of everything in the file, as it stands there; the search index's own tables are left out."""
    return [tuple(row) for row in read.all(
        "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
        " AND name NOT LIKE 'generation_search_%' AND name NOT LIKE '_sqlite_migrations%'"
        " ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'view' THEN 1 WHEN 'index' THEN 2 ELSE 3 END, tbl_name, name")]


def table(read: Read, name: str) -> dict[str, Any]:
    """`{"name", "columns", "foreign_keys", "indexes", "triggers"}` of a table. Raises: NotFound."""
    columns = read.all("SELECT name, type, \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo(?)", (name,))
    if not columns:
        raise NotFound(f"There is no table “{name}”.", "dailies-cli schema lists them all.")
    return {
        "name": name,
        "columns": [{"name": c[0], "type": c[1], "not_null": bool(c[2]), "default": c[3], "generated": c[5] in (2, 3)}
                    for c in columns],
        "foreign_keys": [{"columns": row[0], "table": row[1], "to": row[2], "on_delete": row[3]} for row in read.all(
            "SELECT group_concat(\"from\"), \"table\", group_concat(\"to\"), on_delete FROM pragma_foreign_key_list(?)"
            " GROUP BY id ORDER BY id", (name,))],
        "indexes": [row[0] for row in read.all("SELECT name FROM pragma_index_list(?) WHERE name NOT LIKE 'sqlite_%'"
                                               " ORDER BY name", (name,))],
        "triggers": [row[0] for row in read.all("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?"
                                                " ORDER BY name", (name,))],
    }
