"""A themed window without movement and a session on the small film."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.ui.kit import theme
from app.ui.session import Session
from tests.ui.inspector.film import Film, make_film


@pytest.fixture
def themed(qapp: QApplication) -> Iterator[QApplication]:
    theme.apply(qapp, "dark", reduce_motion=True)
    yield qapp
    theme.apply(qapp, "dark", reduce_motion=True)


@pytest.fixture
def film(tmp_path: Path, themed: QApplication) -> Film:
    return make_film(tmp_path / "film")


@pytest.fixture
def session(film: Film) -> Iterator[Session]:
    made = Session(film.library)
    yield made
    made.close()
