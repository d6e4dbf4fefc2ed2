"""The command line in this process: `cli("star", item)` on the library of the test."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.cli.__main__ import main
from app.library.library import Library
from tests import factories
from tests.app.conftest import done_steps, state
from tests.db.dump import gap
from tests.import_driver import examine_here, run_here


@dataclass(frozen=True)
class Said:
    """What a call said, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on stdout."""
        return json.loads(self.out)


Cli = Callable[..., Said]


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str], folder: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Runs the command line with $DAILIES_LIBRARY set to the folder of the test."""
    monkeypatch.setenv("DAILIES_LIBRARY", str(folder))

    def run(*words: object) -> Said:
        capsys.readouterr()
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """The folder of a closed library, empty; at the end its rows must keep all rules."""
    library = factories.make_library(tmp_path)
    library.close()
    yield library.folder
    library = Library.open(library.folder)
    problems = factories.problems(library)
    library.close()
    assert problems == []


@pytest.fixture
def inside(folder: Path) -> Callable[[Callable[[Library], Any]], Any]:
    """inside(lambda library: …): opens the library, does it, closes it."""

    def run(do: Callable[[Library], Any]) -> Any:
        library = Library.open(folder)
        try:
            return do(library)
        finally:
            library.close()

    return run


Inside = Callable[[Callable[[Library], Any]], Any]


@pytest.fixture
def takes_back(cli: Cli, inside: Inside) -> Callable[..., Said]:
    """takes_back("star", item): the verb is one step, “undo” takes it back exactly, “redo” does it again."""

    def run(*words: object) -> Said:
        before, steps = inside(state), inside(done_steps)
        said = cli(*words)
        assert said.code == 0, said.err
        after = inside(state)
        assert gap(before, after), "the verb changed nothing"
        assert inside(done_steps) == steps + 1
        assert cli("undo").code == 0
        assert gap(before, inside(state)) == []
        assert cli("redo").code == 0
        assert gap(after, inside(state)) == []
        return said

    return run


@pytest.fixture
def near(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are decoded in this process: a pool costs a second."""

    class Near:
        """As DecoderPool, without processes."""

        def __init__(self, workers: int = 1) -> None:
            self.workers = workers
            self.examine, self.run = examine_here, run_here

        def close(self) -> None:
            """Nothing runs."""

    monkeypatch.setattr("app.jobs.pool.DecoderPool", Near)
