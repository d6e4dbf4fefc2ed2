"""The kit's tests run in the dark theme without movement, and leave it so."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from app.ui.kit import theme


@pytest.fixture
def themed(qapp: QApplication) -> Iterator[QApplication]:
    theme.apply(qapp, "dark", reduce_motion=True)
    yield qapp
    theme.apply(qapp, "dark", reduce_motion=True)
