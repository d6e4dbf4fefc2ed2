"""The parts of comparing that are arithmetic: time, the line of the wipe, pixels; and the panel that tells them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.library.recipe_difference import Change, words_between
from app.ui.kit import theme
from app.ui.viewer.compare_panel import DifferencePanel
from app.ui.viewer.compare_pixels import GAINS, difference
from app.ui.viewer.compare_time import Rate, leader
from app.ui.viewer.compare_wipe import KNOB_PX, line_x, place_of, right_of, stepped

rates = st.sampled_from([(24, 1), (24_000, 1001), (25, 1), (30, 1), (60, 1), (30_000, 1001), (8, 1), (1, 2)])
areas = st.builds(QRect, st.integers(-50, 50), st.integers(-50, 50), st.integers(1, 4000), st.integers(1, 3000))
places = st.floats(0, 1)


@given(rates, st.integers(2, 20_000), st.data())
def test_the_time_a_frame_begins_belongs_to_that_frame(rate: tuple[int, int], frames: int, data: st.DataObject) -> None:
    clip = Rate(*rate, frames)
    frame = data.draw(st.integers(0, frames - 1))
    assert clip.frame_at(clip.start_us(frame)) == frame
    if frame:
        assert clip.frame_at(clip.start_us(frame) - 1) == frame - 1


@given(rates, rates, st.integers(2, 5000), st.integers(0, 10**9))
def test_clips_of_different_rates_are_less_than_a_frame_apart(
        one: tuple[int, int], other: tuple[int, int], frames: int, time_us: int) -> None:
    left, right = Rate(*one, frames), Rate(*other, 10**6)
    time_us %= left.length_us
    at = left.start_us(left.frame_at(time_us))
    assert 0 <= at - right.start_us(right.frame_at(at)) <= right.start_us(1)


def test_a_clip_that_has_ended_stays_at_its_last_frame_and_a_still_at_its_only_one() -> None:
    assert Rate(24, 1, 48).frame_at(10_000_000) == 47
    assert Rate(1, 1, 1).frame_at(10_000_000) == 0


def test_the_longest_clip_leads_and_among_equals_the_finest() -> None:
    assert leader([Rate(1, 1, 1), Rate(24, 1, 48), Rate(24, 1, 72)]) == 2
    assert leader([Rate(24, 1, 48), Rate(48, 1, 96), Rate(12, 1, 24)]) == 1
    assert leader([Rate(1, 1, 1)]) == -1


@given(areas, places)
def test_the_line_stands_inside_and_says_where_it_is(area: QRect, at: float) -> None:
    x = line_x(area, at)
    assert area.left() <= x <= area.left() + area.width()
    assert abs(place_of(area, x) - at) * area.width() <= 0.5 + 1e-6
    covered = right_of(area, at)
    assert covered.left() == x
    assert covered.width() == area.left() + area.width() - x


@given(places)
def test_a_step_and_a_step_back_end_on_a_whole_step_nearby(at: float) -> None:
    assert 0 <= stepped(at, 1) <= 1
    assert abs(stepped(stepped(at, 1), -1) - at) <= 0.0301


def test_the_knob_is_as_wide_as_designed() -> None:
    assert KNOB_PX == 32


# -- pixels ----------------------------------------------------------------------------------------------------------


def plain(width: int, height: int, *rgb: int) -> QImage:
    made = QImage(width, height, QImage.Format.Format_RGB32)
    made.fill(QColor(*rgb))
    return made


@pytest.mark.parametrize("gain", GAINS)
def test_the_difference_is_absolute_and_amplified_up_to_white(gain: int) -> None:
    one, other = plain(7, 5, 100, 20, 250), plain(7, 5, 110, 15, 0)
    for first, second in ((one, other), (other, one)):
        shown = difference(first, second, gain).image.pixelColor(3, 2)
        assert (shown.red(), shown.green(), shown.blue()) == (10 * gain, 5 * gain, min(255, 250 * gain))


def test_the_same_picture_is_black_and_no_pixel_differs() -> None:
    found = difference(plain(7, 5, 1, 2, 3), plain(7, 5, 1, 2, 3), 16)
    assert (found.differing, found.pixels) == (0, 35)
    assert found.image.pixelColor(6, 4) == QColor(0, 0, 0)


def test_another_size_is_scaled_to_the_first() -> None:
    found = difference(plain(30, 20, 9, 9, 9), plain(60, 40, 9, 9, 9))
    assert (found.image.width(), found.image.height(), found.differing) == (30, 20, 0)


def test_one_pixel_that_differs_is_counted() -> None:
    other = plain(31, 5, 9, 9, 9)
    other.setPixelColor(30, 4, QColor(9, 9, 10))
    assert difference(plain(31, 5, 9, 9, 9), other).differing == 1


def test_transparent_pictures_are_compared_over_black() -> None:
    clear = QImage(4, 4, QImage.Format.Format_ARGB32_Premultiplied)
    clear.fill(QColor(0, 0, 0, 0))
    assert difference(plain(4, 4, 0, 0, 0), clear).differing == 0


# -- the panel -------------------------------------------------------------------------------------------------------


@pytest.fixture
def panel(qtbot: QtBot, qapp: QApplication) -> DifferencePanel:
    theme.apply(qapp, "dark", reduce_motion=True)
    made = DifferencePanel()
    qtbot.addWidget(made)
    made.resize(320, 400)
    return made


def marks(panel: DifferencePanel, word: str) -> tuple[bool, bool]:
    """Whether the word is struck out, and whether it is underlined."""
    found = panel.document().find(word)
    assert found.hasSelection(), word
    cursor = QTextCursor(panel.document())
    cursor.setPosition(found.selectionStart() + 1)
    return cursor.charFormat().fontStrikeOut(), cursor.charFormat().fontUnderline()


def test_deleted_words_are_struck_out_and_new_ones_underlined(panel: DifferencePanel) -> None:
    spans = words_between("a red dog", "a blue dog")
    panel.set_changes("From A to B", [Change("prompt", "a red dog", "a blue dog", spans=spans)], True)
    assert marks(panel, "red") == (True, False)
    assert marks(panel, "blue") == (False, True)
    assert marks(panel, "dog") == (False, False)


def test_values_are_told_from_old_to_new(panel: DifferencePanel) -> None:
    panel.set_changes("From A to B", [Change("seed", "12", "13"), Change("lora", "", "0.5", "grain")], True)
    text = panel.toPlainText()
    assert "Seed\n12 → 13" in text
    assert "LoRA grain\nnone → 0.5" in text
    assert panel.accessibleDescription() == "From A to B. Seed: from 12 to 13. LoRA grain: from none to 0.5"


def test_the_same_recipe_and_no_recipe_are_said(panel: DifferencePanel) -> None:
    panel.set_changes("From A to B", [], True)
    assert "The recipes are the same." in panel.toPlainText()
    panel.set_changes("From A to B", [], False)
    assert "No recipe is known." in panel.toPlainText()
