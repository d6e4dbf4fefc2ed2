"""Verified copies: whole or not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import Corrupt, DbError, Store, backup, generations
from tests.db.template import PROJECT


def test_a_copy_is_made_while_the_library_is_in_use(path: Path, tmp_path: Path) -> None:
    store = Store(path)
    with store.write("Make") as tx:
        generations.create(tx, PROJECT, name="kept")
    copy = backup.verified_copy(path, tmp_path / "backups", "daily")
    with store.write("Later") as tx:
        generations.create(tx, PROJECT)
    store.close()
    assert copy.name.endswith("-daily.db")
    assert [f.name for f in copy.parent.iterdir()] == [copy.name]
    restored = Store(copy)
    with restored.read() as read:
        assert read.all("SELECT name FROM generations") == [("kept",)]
    assert restored.undo() is not None  # the history is in the copy
    restored.close()


def test_two_copies_at_once_have_two_names(path: Path, tmp_path: Path) -> None:
    made = {backup.verified_copy(path, tmp_path / "backups", "daily") for _ in range(3)}
    assert len(made) == 3


def test_no_copy_is_left_of_a_damaged_library(path: Path, tmp_path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096 * 40:4096 * 60] = b"\xa5" * 4096 * 20
    path.write_bytes(bytes(content))
    with pytest.raises(Corrupt):
        backup.verified_copy(path, tmp_path / "backups", "daily")
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_library_that_is_not_there_is_told_in_our_words(tmp_path: Path) -> None:
    with pytest.raises(DbError):
        backup.verified_copy(tmp_path / "gone.db", tmp_path / "backups", "daily")
    assert list((tmp_path / "backups").iterdir()) == []
