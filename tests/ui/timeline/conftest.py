"""A timeline page with the design's shot, a clock that stands still, and what it asked for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.library.timeline import Plan
from app.ui.kit import theme
from app.ui.timeline.geometry import Scale
from app.ui.timeline.page import TimelinePage
from tests.ui.timeline.shots import a_shot, film, picture

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@dataclass
class Clock:
    """Time that only moves when a test says so."""

    now: float = 100.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Desk:
    """The page under test and everything it asked for."""

    page: TimelinePage
    clock: Clock
    plans: list[Plan] = field(default_factory=list)

    @property
    def lane(self):
        return self.page.lane

    @property
    def model(self):
        return self.page.model

    def frames(self) -> dict[str, int | None]:
        """The frames the last plan gives."""
        return {name: change.frame for name, change in self.plans[-1].moves.items()}


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    """1200 × 184 px, 3 px a frame, the lane has the keyboard."""
    if theme.name() != "dark" or not qapp.styleSheet() or theme.duration_ms("fast"):
        theme.apply(qapp, "dark", reduce_motion=True)  # dear: it dresses every widget anew
    clock = Clock()
    page = TimelinePage(picture, clock=clock)
    qtbot.addWidget(page)
    page.resize(1200, 184)
    page.show()
    page.set_shot(a_shot(), film(), "01")
    page.lane.scroller.set_scale(Scale(3.0))
    page.activateWindow()
    page.lane.setFocus()
    made = Desk(page, clock)
    page.planned.connect(made.plans.append)
    yield made
    page.close()
