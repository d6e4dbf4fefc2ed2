"""The file described, and the committed description of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import NotFound, Store, introspect
from db.journal import OBSERVED, UNDOABLE
from tests.schema import schema

ROOT = Path(__file__).resolve().parents[2]


def test_the_committed_schema_is_current() -> None:
    assert (ROOT / "db" / "schema.sql").read_text("utf-8") == schema(), "python -m tests.schema > db/schema.sql"


def test_a_table_is_described(store: Store) -> None:
    with store.read() as read:
        found = introspect.table(read, "shot_generations")
        kinds = {kind for kind, _name, _sql in introspect.ddl(read)}
        with pytest.raises(NotFound):
            introspect.table(read, "nothing")
    assert found["name"] == "shot_generations"
    assert {"name": "timeline_frame", "type": "INTEGER", "not_null": False, "default": None,
            "generated": False} in found["columns"]
    assert {"columns": "shot_id", "table": "shots", "to": "id", "on_delete": "CASCADE"} in found["foreign_keys"]
    assert "links_shot" in found["indexes"]
    assert "sync_shot_to_generation" in found["triggers"]
    assert kinds == {"table", "view", "index", "trigger"}


def test_every_table_of_the_journal_has_what_undo_needs(store: Store) -> None:
    with store.read() as read:
        for table in UNDOABLE:
            described = introspect.table(read, table)
            columns = {column["name"]: column for column in described["columns"]}
            assert columns["id"]["not_null"]
            assert {column["type"] for column in columns.values()} <= {"TEXT", "INTEGER"}, table  # neither BLOB nor REAL
            for key in described["foreign_keys"]:
                assert "id" in key["to"].split(","), f"{table}: {key}"
        every = {row[0] for row in read.all("SELECT name FROM pragma_table_list"
        " WHERE schema = 'main' AND type = 'table'")}
    untold = {"library_state", "trigger_files", "recipe_blocks", "history_steps", "history_parts", "watched_files",
              "_sqlite_migrations", "sqlite_sequence", "sqlite_schema"}
    assert every - {n for n in every if n.startswith("sqlite_")} - untold == {*UNDOABLE, *OBSERVED}


def test_every_table_is_strict_and_every_foreign_key_has_an_index(store: Store) -> None:
    with store.read() as read:
        loose = read.all("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0"
                         " AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_sqlite_%'")
        assert loose == []
        for table in (*UNDOABLE, *OBSERVED):
            for column, name in read.all("SELECT \"from\", \"table\" FROM pragma_foreign_key_list(?)"
             " WHERE seq = 0", (table,)):
                found = read.all(f"EXPLAIN QUERY PLAN SELECT 1 FROM {table} WHERE {column} = ?", ("x",))
                # deleting a project (rare, and only in Empty trash) may look at all items; their inserts are to stay fast
                assert "SEARCH" in found[0][3] or (table, column) == ("generations", "project_id"), f"{table}.{column} → {name}"


def test_every_domain_trigger_keeps_still_during_undo_but_search_and_ledger(store: Store) -> None:
    with store.read() as read:
        for _kind, name, sql in introspect.ddl(read):
            if "CREATE TRIGGER" in sql and not name.startswith(("search_", "credits_", "ledger_")):
                assert "(SELECT replaying FROM library_state) = 0" in sql, name
