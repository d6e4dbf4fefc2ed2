"""An open library for tests of the middle and the command line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.library.library import Library
from tests import factories


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library, open for writing; at the end its rows must keep all rules."""
    opened = factories.make_library(tmp_path)
    yield opened
    problems = factories.problems(opened)
    opened.close()
    assert problems == []


@pytest.fixture
def filled(library: Library) -> Library:
    """A library with twelve items of all sorts and three shots, without a history."""
    factories.fill(library)
    return library
