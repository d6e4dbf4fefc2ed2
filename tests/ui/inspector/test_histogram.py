"""The levels of a picture, and that the inspector reads them off the GUI thread."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from app.ui.inspector.histogram import BINS, levels_of
from app.ui.inspector.panel import InspectorPanel
from app.ui.session import Session
from tests.ui.inspector.film import Film
from tests.ui.inspector.gestures import DUNE, select


def painted(*colours: QColor, width: int = 3) -> QImage:
    image = QImage(width, len(colours), QImage.Format.Format_ARGB32)
    for row, colour in enumerate(colours):
        for column in range(width):
            image.setPixelColor(column, row, colour)
    return image


def test_black_white_and_mean_are_shares_of_all_pixels() -> None:
    levels = levels_of(painted(QColor(0, 0, 0), QColor(255, 255, 255), QColor(255, 255, 255), QColor(51, 51, 51)))
    assert levels is not None
    assert (levels.black, levels.white) == (0.25, 0.5)
    assert abs(levels.mean - (0 + 1 + 1 + 0.2) / 4) < 1e-6


def test_each_colour_has_its_curve_and_green_is_brightest() -> None:
    levels = levels_of(painted(QColor(200, 10, 20)))
    assert levels is not None
    assert (levels.red[200], levels.green[10], levels.blue[20]) == (1.0, 1.0, 1.0)
    assert levels.light[round(0.2126 * 200 + 0.7152 * 10 + 0.0722 * 20)] == 1.0
    assert len(levels.light) == BINS


def test_what_is_transparent_does_not_count() -> None:
    levels = levels_of(painted(QColor(0, 0, 0, 0), QColor(255, 255, 255)))
    assert levels is not None
    assert levels.black == 0
    assert levels.white == 1
    assert levels_of(painted(QColor(9, 9, 9, 0))) is None
    assert levels_of(QImage()) is None


def test_the_histogram_of_the_shown_variant_says_its_numbers(
        qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film) -> None:
    select(session, film, DUNE)
    histogram = panel.content.histogram
    qtbot.waitUntil(lambda: histogram.levels() is not None)
    assert histogram.accessibleDescription().startswith("Mean brightness ")
    assert "% of it black" in histogram.accessibleDescription()
    first = histogram.levels()
    panel.step_variant(1)
    qtbot.waitUntil(lambda: histogram.levels() not in (None, first))


def test_a_folded_histogram_reads_nothing(qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film) -> None:
    fold = panel.findChild(QToolButton, "inspector_fold_histogram")
    assert fold is not None
    fold.click()
    select(session, film, DUNE)
    assert panel.content.histogram.levels() is None
    assert not session.background.busy or panel.content.histogram.levels() is None
    qtbot.mouseClick(fold, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: panel.content.histogram.levels() is not None)


def test_a_sound_has_no_histogram(qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film) -> None:
    film.add("waves", kind="video")
    with film.library.store.write("Kind") as tx:
        tx.execute("UPDATE generation_variants SET kind = 'audio' WHERE generation_id = ?", (film.ids["waves"],))
    select(session, film, "waves")
    assert not panel.content.histogram.has_picture()
    assert not panel.content.histogram.isVisible()
