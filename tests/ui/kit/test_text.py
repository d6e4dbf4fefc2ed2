from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from app.ui.kit import text


@pytest.fixture
def english() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    yield
    QLocale.setDefault(before)


class Broken(QTranslator):
    """A translation whose placeholder is misspelt."""

    def isEmpty(self) -> bool:  # noqa: N802
        return False

    def translate(self, context: str, source: str, note: str | None = None, n: int = -1) -> str:
        return "{nn} Sterne" if source == "Star {n} items" else ""


@pytest.mark.usefixtures("english")
def test_placeholders_are_filled_by_name_and_numbers_grouped() -> None:
    assert text.tr("Moved {n} items to {place}", n=3204, place="Trash") == "Moved 3,204 items to Trash"


def test_text_without_values_may_hold_braces() -> None:
    assert text.tr("{}") == "{}"


def test_values_may_hold_braces() -> None:
    assert text.tr("Renamed to {name}", name="{n}") == "Renamed to {n}"


def test_a_translation_that_does_not_fit_is_not_used(qapp: QApplication) -> None:
    broken = Broken()
    qapp.installTranslator(broken)
    try:
        assert text.tr("Star {n} items", n=3) == "Star 3 items"
    finally:
        qapp.removeTranslator(broken)


def test_one_and_many_are_told_apart() -> None:
    assert text.counted(1, "1 item", "{n} items") == "1 item"
    assert text.counted(2, "1 item", "{n} items") == "2 items"


def test_numbers_are_grouped_also_where_the_machine_has_no_locale() -> None:
    before = QLocale()
    QLocale.setDefault(QLocale.c())
    try:
        assert text.number(1234567) == "1,234,567"
    finally:
        QLocale.setDefault(before)


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(("n", "shown"), [(0, "0"), (9999, "9,999"), (10000, "9,999+")])
def test_pills_stop_at_four_digits(n: int, shown: str) -> None:
    assert text.short_number(n) == shown


def test_times_that_are_no_times_stay_as_they_are(english: None) -> None:
    assert text.moment("some day") == "some day"
    assert text.moment("2026-11-12T20:40:00") == "12 Nov 2026, 20:40"


def test_sizes_are_counted_in_thousands(english: None) -> None:
    assert text.bytes_word(999) == "999 bytes"
    assert text.bytes_word(1_500_000).replace("\u202f", " ") == "1.5 MB"
