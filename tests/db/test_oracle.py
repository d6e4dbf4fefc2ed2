"""The recorded cases of the hosted system, with our rules where we differ: all of them agree on a fresh library."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest

from db import Store
from tests.db.drivers import WAYS, foreign
from tests.oracle.replay import Case, book, calls
from tests.oracle_adapter import call


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A fresh, closed library."""
    path = tmp_path_factory.mktemp("oracle") / "dailies.db"
    Store.create(path).close()
    return path.read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize(("driver", "recursive"), WAYS)
def test_every_recorded_case_agrees(library: bytes, tmp_path: Path, driver: str, recursive: bool) -> None:
    cases = book()
    assert len(cases["cases"]) == 272
    found = []
    path, shared_path = tmp_path / "dailies.db", tmp_path / "shared.db"
    shared_path.write_bytes(library)
    shared = foreign(driver, shared_path, recursive)
    for case in cases["cases"]:
        if calls(case):
            path.write_bytes(library)
            running = Case(case, cases["columns"], functools.partial(foreign, driver, path, recursive), call, path)
            found.append(running.difference())
            running.db.close()
            for leftover in ("-wal", "-shm", "-journal"):
                path.with_name(path.name + leftover).unlink(missing_ok=True)
        else:
            shared.execute("BEGIN")
            found.append(Case(case, cases["columns"], lambda: shared, call, shared_path).difference())
            shared.execute("ROLLBACK")
    shared.close()
    assert [difference for difference in found if difference is not None] == []


def test_a_wrong_expectation_is_noticed(library: bytes, tmp_path: Path) -> None:
    cases = book()
    case = cases["cases"][0]
    next(iter(case["expect"][0]["state"]["generations"].values()))[4] = "another name"
    path = tmp_path / "dailies.db"
    path.write_bytes(library)
    running = Case(case, cases["columns"], functools.partial(foreign, WAYS[0][0], path, True), call, path)
    difference = running.difference()
    running.db.close()
    assert difference is not None
    assert "another name" in difference
