"""Pictures of every kind on the disk, and a stock that reads them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.library.pictures import PLAIN_ENDINGS, Original
from app.ui.viewer.stock import FullPictures


def original(path: Path, width: int = 64, height: int = 48) -> Original:
    """A file as the viewer knows it."""
    return Original(path.name, path, "image", width, height, path.suffix[1:] in PLAIN_ENDINGS)


@pytest.fixture
def stock(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[FullPictures]:
    """Empty, stopped at the end."""
    made = FullPictures(tmp_path / "scratch")
    yield made
    made.stop()
