"""Reads for a view: on the GUI thread while they are short."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.background import Background
from app.ui.reading import SHORT_S, Reading


@pytest.fixture
def background(qapp: QApplication) -> Iterator[Background]:
    made = Background()
    yield made
    made.stop()


def test_short_reads_are_answered_at_once(background: Background) -> None:
    reading, answers = Reading(background), list[int]()
    for number in range(5):
        reading.ask(lambda number=number: number, answers.append)  # type: ignore[misc]
    assert answers == [0, 1, 2, 3, 4]


def test_after_a_slow_read_the_next_one_leaves_the_gui_thread(qtbot: QtBot, background: Background) -> None:
    reading, threads = Reading(background), list[threading.Thread]()

    def slow() -> None:
        began = time.perf_counter()
        while time.perf_counter() - began <= 2 * SHORT_S:
            pass

    reading.ask(slow, lambda _answer: None)
    reading.ask(threading.current_thread, threads.append)
    qtbot.waitUntil(lambda: bool(threads))
    assert threads[0] is not threading.main_thread()
