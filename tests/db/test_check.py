"""What `check` finds in a file that another program has broken."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from db import Read, Store, check, driver, generations, shots, variants
from tests.db.template import OTHER_PROJECT, PROJECT


@pytest.fixture
def sound(path: Path) -> Path:
    """A library with an item with two variants in a shot, a part and an empty item; closed."""
    store = Store(path)
    with store.write("Make") as tx:
        item = generations.create(tx, PROJECT)
        for number in range(2):
            variants.add(tx, item, f"u/{number}.png", name="n")
        generations.create(tx, PROJECT, parent_id=item)
        generations.create(tx, OTHER_PROJECT)
        shot = shots.create(tx, PROJECT, "S")
        for _ in range(2):
            shots.add_generation_to_shot(tx, shot, item)
    store.close()
    return path


@contextlib.contextmanager
def careless(path: Path) -> Iterator[Any]:
    """A program without foreign keys, in a file whose triggers it removed."""
    connection = driver.connect(str(path))
    connection.execute("PRAGMA ignore_check_constraints = ON")
    for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    yield connection
    connection.close()


def kinds(path: Path) -> set[str]:
    connection = driver.connect(str(path))
    found = {p.kind for p in check.invariants(Read(connection))}
    connection.close()
    return found


def test_a_sound_file_has_no_problems(sound: Path) -> None:
    assert kinds(sound) == set()


@pytest.mark.parametrize(("kind", "sql"), [
    ("primary-missing", "UPDATE generation_variants SET is_primary = 0"),
    ("primary-pointer", "UPDATE generations SET primary_variant_id = NULL"),
    ("primary-copy", "UPDATE generations SET name = 'other'"),
    ("shell-location", "UPDATE generations SET location = 'u/x.png'"),
    ("shot-cache", "UPDATE generations SET timeline_frame = 5"),
    ("shot-cache", "UPDATE shot_generations SET timeline_frame = timeline_frame + 1"),
    ("counts", "UPDATE generations SET variant_count = 7"), ("counts", "UPDATE generations SET part_count = 7"),
    ("parent-cycle", "UPDATE generations SET parent_generation_id = id"),
    ("lineage-cycle", "UPDATE generations SET based_on = id"),
    ("variant-project", f"UPDATE generation_variants SET project_id = '{OTHER_PROJECT}'"),
    ("item-project", f"UPDATE shots SET project_id = '{OTHER_PROJECT}'"),
    ("item-order", "UPDATE shot_generations SET position = 1 - position"),
    ("item-order", "UPDATE shot_generations SET position = NULL"),
    ("item-frame", "UPDATE shot_generations SET timeline_frame = 3"),
    ("item-metadata", "UPDATE shot_generations SET metadata = '{\"hold_frames\":0}'"),
    ("item-metadata", "UPDATE shot_generations SET metadata = '{\"in_frame\":\"x\"}'"),
    ("credits", "UPDATE users SET credits = 9"), ("replaying", "UPDATE library_state SET replaying = 1"),
    ("foreign-key", "DELETE FROM projects"),
])
def test_each_broken_rule_is_named(sound: Path, kind: str, sql: str) -> None:
    with careless(sound) as connection:
        connection.execute(sql)
    assert kind in kinds(sound)


def test_problems_say_what_and_where(sound: Path) -> None:
    with careless(sound) as connection:
        connection.execute("UPDATE generations SET variant_count = 7 WHERE seq = 1")
        problems = check.invariants(Read(connection))
        row_id = connection.execute("SELECT id FROM generations WHERE seq = 1").fetchone()[0]
    assert [(p.id, p.repair) for p in problems] == [(row_id, "count again")]
    assert row_id in problems[0].message


def test_integrity_looks_at_the_pages_and_the_search_index(sound: Path) -> None:
    connection = driver.connect(str(sound))
    assert check.integrity(Read(connection)) == []
    connection.execute("DELETE FROM generation_search WHERE rowid = 1")
    assert [p.kind for p in check.integrity(Read(connection))] == ["search"]
    connection.close()
