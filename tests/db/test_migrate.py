"""Making a file and bringing an older one up to date; what is no library of ours, or of a newer program."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from db import Busy, Corrupt, DbError, NotALibrary, ReadOnly, Refused, Store, TooNew, driver, generations, migrate
from tests.db.template import PROJECT


def changed(path: Path, *statements: str) -> None:
    connection = driver.connect(str(path))
    for statement in statements:
        connection.execute(statement)
    connection.close()


def value(path: Path, sql: str) -> Any:
    connection = driver.connect(str(path))
    found = connection.execute(sql).fetchone()[0]
    connection.close()
    return found


def test_a_new_file_says_what_it_is(tmp_path: Path) -> None:
    Store.create(tmp_path / "dailies.db").close()
    assert value(tmp_path / "dailies.db", "PRAGMA application_id") == migrate.APPLICATION_ID
    assert value(tmp_path / "dailies.db", "PRAGMA user_version") == migrate.VERSION


def test_nothing_is_made_over_a_file(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(Refused):
        Store.create(path)
    assert path.read_bytes() == before


def test_a_folder_that_is_not_there_is_told_in_our_words(tmp_path: Path) -> None:
    with pytest.raises(DbError):
        Store.create(tmp_path / "gone" / "dailies.db")
    with pytest.raises(NotALibrary):
        Store(tmp_path / "dailies.db")


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0" + b"\0" * 5, b"hello" * 1000])
def test_what_is_no_library_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "dailies.db"
    path.write_bytes(content)
    for read_only in (True, False):
        with pytest.raises((NotALibrary, Corrupt)):
            Store(path, read_only=read_only)
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    changed(path, "CREATE TABLE t (x)")
    with pytest.raises(NotALibrary):
        Store(path)


def test_a_damaged_file_is_told(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096 * 2:] = b"\xa5" * (len(content) - 4096 * 2)
    path.write_bytes(bytes(content))
    with pytest.raises(Corrupt):
        Store(path)


def test_a_newer_minor_version_can_be_read_but_not_written(path: Path) -> None:
    changed(path, f"PRAGMA user_version = {migrate.VERSION + 1}")
    with pytest.raises(TooNew):
        Store(path)
    store = Store(path, read_only=True)
    with store.read() as read:
        assert read.value("SELECT count(*) FROM projects") == 2
    with pytest.raises(ReadOnly), store.write("Write"):
        pass
    store.close()


def test_a_newer_major_version_is_refused(path: Path) -> None:
    changed(path, f"PRAGMA user_version = {(migrate.MAJOR + 1) * 1000}")
    for read_only in (True, False):
        with pytest.raises(TooNew):
            Store(path, read_only=read_only)


def test_an_older_file_gets_a_backup_before_it_is_changed(path: Path) -> None:
    changed(path, f"PRAGMA user_version = {migrate.VERSION - 1}")
    Store(path).close()
    assert value(path, "PRAGMA user_version") == migrate.VERSION
    (backup,) = (path.parent / "backups").iterdir()
    assert value(backup, "PRAGMA user_version") == migrate.VERSION - 1
    assert value(backup, "SELECT count(*) FROM projects") == 2


def test_triggers_are_made_again_when_their_text_changed(path: Path) -> None:
    changed(path, "DROP TRIGGER first_variant_is_primary", "UPDATE trigger_files SET sha256 = 'old' WHERE name = 'variants'",
            "CREATE TRIGGER of_an_older_version AFTER INSERT ON shots BEGIN SELECT 1; END")
    Store(path).close()
    assert value(path, "SELECT count(*) FROM sqlite_schema WHERE name = 'first_variant_is_primary'") == 1
    assert value(path, "SELECT count(*) FROM sqlite_schema WHERE name = 'of_an_older_version'") == 0


def test_a_migration_that_fails_leaves_the_old_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    really = migrate._sql_files  # noqa: SLF001 - the one place where the numbered files come from
    broken = "CREATE TABLE half (x INTEGER) STRICT;\nINSERT INTO nowhere VALUES (1);\n"
    monkeypatch.setattr(migrate, "_sql_files", lambda folder: [
        *really(folder), *([("0002_broken", broken)] if folder == "migrations" else [])])
    changed(path, f"PRAGMA user_version = {migrate.VERSION - 1}")
    with pytest.raises(Exception, match="nowhere"):
        Store(path)
    assert value(path, "SELECT count(*) FROM sqlite_schema WHERE name = 'half'") == 0
    monkeypatch.undo()
    Store(path).close()
    assert value(path, "PRAGMA user_version") == migrate.VERSION


def test_a_file_that_another_program_holds_is_busy_not_damaged(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed(path, "PRAGMA journal_mode = DELETE")
    holder = driver.connect(str(path))
    holder.execute("BEGIN EXCLUSIVE")
    really = driver.connect
    monkeypatch.setattr(driver, "connect", lambda *args, **more: really(*args, **{**more, "timeout_s": 0.05}))
    with pytest.raises(Busy):
        Store(path)
    holder.execute("ROLLBACK")
    holder.close()
    Store(path).close()


def test_a_second_program_is_told_that_the_file_is_being_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    really = driver.connect
    monkeypatch.setattr(driver, "connect", lambda *args, **more: really(*args, **{**more, "timeout_s": 0.05}))
    store = Store(path)
    other = driver.connect(str(path))
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Busy), store.write("Write") as tx:
        generations.create(tx, PROJECT)
    other.execute("ROLLBACK")
    with store.write("Write") as tx:
        generations.create(tx, PROJECT)
    other.close()
    store.close()
