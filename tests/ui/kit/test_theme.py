from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QFontInfo, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

import resources
from app.ui.kit import theme, tokens
from app.ui.kit.labels import label

APP = Path(resources.__file__).parents[1] / "app"


@pytest.mark.parametrize("name", ["dark", "light"])
def test_palette_and_sheet_follow_the_theme(themed: QApplication, name: theme.ThemeName) -> None:
    theme.apply(themed, name)
    assert theme.name() == name
    assert theme.colours() is tokens.THEMES[name]
    assert themed.palette().color(QPalette.ColorRole.Window) == theme.colour("panel")
    assert themed.style().objectName() in ("fusion", "")
    assert themed.styleSheet() == theme.style_sheet()


@pytest.mark.parametrize("name", ["dark", "light"])
def test_every_word_of_the_sheet_is_replaced(themed: QApplication, name: theme.ThemeName) -> None:
    theme.apply(themed, name)
    sheet = theme.style_sheet()
    assert "@" not in sheet
    for file in re.findall(r"url\(([^)]+)\)", sheet):
        assert Path(file).is_file()


def test_the_sheet_sets_no_font_sizes() -> None:
    assert "font" not in re.sub(r"/\*.*?\*/", "", resources.text("theme/theme.qss.in"), flags=re.DOTALL)


def test_colours_with_alpha_are_read_as_written() -> None:
    scrim = theme.qcolor("#102030a8")
    assert (scrim.red(), scrim.green(), scrim.blue(), scrim.alpha()) == (0x10, 0x20, 0x30, 0xA8)


def test_a_change_of_theme_is_told_once(themed: QApplication, qtbot: QtBot) -> None:
    told: list[str] = []
    theme.theme_changed.connect(lambda: told.append(theme.name()))
    theme.apply(themed, "light")
    assert told == ["light"]


def test_the_system_theme_is_dark_where_the_system_has_none(themed: QApplication) -> None:
    theme.apply(themed, "system")
    assert theme.name() in ("dark", "light")
    assert themed.styleSheet() == theme.style_sheet()


@pytest.mark.parametrize(("role", "weight"), [("body", 400), ("small-medium", 500), ("strong", 600)])
def test_text_is_set_in_the_bundled_font(themed: QApplication, role: str, weight: int) -> None:
    found = QFontInfo(theme.font(role))
    assert found.family() == "Inter"
    assert found.weight() == weight


def test_digits_have_one_width(themed: QApplication) -> None:
    metrics = QFontMetricsF(theme.font("timecode"))
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("8888")


def test_text_grows_with_the_scale_also_in_widgets_that_exist(themed: QApplication, qtbot: QtBot) -> None:
    words = label("Variants", "strong")
    qtbot.addWidget(words)
    before = words.font().pointSizeF()
    theme.apply(themed, "dark", scale=1.5)
    assert words.font().pointSizeF() == pytest.approx(before * 1.5)
    assert theme.scaled(28) == 35
    assert theme.scaled(48) == 48


def test_the_scale_stays_between_its_limits(themed: QApplication) -> None:
    theme.apply(themed, "dark", scale=9.0)
    assert theme.scale() == 1.5


def test_movement_can_be_switched_off(themed: QApplication) -> None:
    assert theme.duration_ms("normal") == 0
    theme.apply(themed, "dark")
    assert theme.duration_ms("normal") == 160


def test_ink_of_a_label_is_the_colour_of_its_role(themed: QApplication, qtbot: QtBot) -> None:
    words = label("damaged", ink="danger")
    qtbot.addWidget(words)
    words.show()
    assert words.palette().color(QPalette.ColorRole.WindowText).name() == theme.colours().danger
    theme.set_ink(words, "ok")
    assert words.palette().color(QPalette.ColorRole.WindowText).name() == theme.colours().ok
    assert isinstance(words, QLabel)


@pytest.mark.parametrize("kind", [QPushButton, QLineEdit])
def test_controls_are_28_high_with_and_without_focus(
    themed: QApplication, qtbot: QtBot, kind: type[QPushButton] | type[QLineEdit]
) -> None:
    control = kind("words")
    qtbot.addWidget(control)
    control.show()
    assert control.sizeHint().height() == tokens.CONTROL_PX
    control.setFocus()
    qtbot.waitUntil(control.hasFocus)
    assert control.sizeHint().height() == tokens.CONTROL_PX


def test_colours_and_sheets_are_made_in_the_kit_only() -> None:
    wrong = []
    for file in APP.rglob("*.py"):
        if file.is_relative_to(APP / "ui" / "kit"):
            continue
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            hex_colour = re.search(r"""["']#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})["']""", line)
            if (hex_colour and file.is_relative_to(APP / "ui")) or "setStyleSheet" in line:
                wrong.append(f"{file.name}:{number}: {line.strip()}")
    assert wrong == []


def test_only_tokens_holds_colour_values() -> None:
    for file in (APP / "ui" / "kit").glob("*.py"):
        if file.name != "tokens.py":
            assert not re.search(r"#[0-9a-fA-F]{6}\b", file.read_text(encoding="utf-8")), file.name
