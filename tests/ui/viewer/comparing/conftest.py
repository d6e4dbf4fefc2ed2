"""Four pictures, each in one colour and with a recipe, and the page to compare them on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.library.library import Library
from app.ui.kit import theme
from tests import factories
from tests.ui.viewer.comparing.desk import COLOURS, Desk


@pytest.fixture
def library(tmp_path: Path) -> Library:
    made = factories.make_library(tmp_path)
    recipe = {"prompt": "a red dog", "seed": "1"}
    for at, colour in enumerate(COLOURS):
        params = recipe if at == 0 else {"prompt": "a blue dog", "seed": str(at + 1)}
        factories.add_item(made, f"item_{at}", colour=colour, size=(1600, 900), params=params)
    made.store.forget_history()
    return made


@pytest.fixture
def items(library: Library) -> list[str]:
    with library.store.read() as read:
        return [row[0] for row in read.all("SELECT id FROM generations ORDER BY name")]


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, library: Library) -> Iterator[Desk]:
    theme.apply(qapp, "dark", reduce_motion=True)
    made = Desk(qtbot, library)
    yield made
    made.page.hide()
    made.page.stop()
    made.session.close()
