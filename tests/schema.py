"""Writes the DDL of a fresh library: `python -m tests.schema > db/schema.sql`. A test says whether that file is current."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from db import Store, introspect

HEAD = "-- Generated from db/migrations/ and db/triggers/ by `python -m tests.schema > db/schema.sql`; for reading only.\n"


def schema() -> str:
    """All tables, views, indexes and triggers of a fresh library, as they stand in the file."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store.create(Path(folder) / "dailies.db")
        with store.read() as read:
            parts = [sql for _kind, _name, sql in introspect.ddl(read)]
        store.close()
    return HEAD + "".join(f"\n{sql};\n" for sql in parts)


if __name__ == "__main__":
    sys.stdout.write(schema())
