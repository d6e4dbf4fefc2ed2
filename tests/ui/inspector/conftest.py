"""A themed window without movement and a session on the small film."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.inspector.panel import InspectorPanel
from app.ui.kit import theme
from app.ui.session import Session
from tests.ui.inspector.film import Film, copy_of, make_film


@pytest.fixture
def themed(qapp: QApplication) -> Iterator[QApplication]:
    theme.apply(qapp, "dark", reduce_motion=True)
    yield qapp
    theme.apply(qapp, "dark", reduce_motion=True)


@pytest.fixture(scope="session")
def film_template(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Film:
    """Made once: a library costs more than a test."""
    made = make_film(tmp_path_factory.mktemp("template") / "film")
    made.library.close()
    return made


@pytest.fixture
def film(tmp_path: Path, themed: QApplication, film_template: Film) -> Film:
    return copy_of(film_template, tmp_path / "film")


@pytest.fixture
def session(film: Film) -> Iterator[Session]:
    made = Session(film.library)
    yield made
    made.close()


@pytest.fixture
def panel(qtbot: QtBot, session: Session) -> InspectorPanel:
    made = InspectorPanel(session, lambda: "3,204 items, 41 GB")
    qtbot.addWidget(made)
    made.resize(320, 900)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def said(session: Session) -> list[tuple[str, bool]]:
    heard: list[tuple[str, bool]] = []
    session.said.connect(lambda text, undo: heard.append((text, undo)))
    return heard
