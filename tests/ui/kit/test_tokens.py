from __future__ import annotations

import re

import pytest

from app.ui.kit import tokens
from app.ui.kit.tokens import DARK, LIGHT, ROLES

TEXT = 4.5  # WCAG 2.2 AA, 1.4.3
PART = 3.0  # 1.4.11: parts of controls

GROUNDS = ("canvas", "panel", "raised", "field", "hover", "pressed", "selected", "selected_focus", "item_bar")
PAIRS = [
    *[("text", ground, TEXT) for ground in (*GROUNDS, "accent_wash")],
    *[("text_2", ground, TEXT) for ground in GROUNDS if ground != "pressed"],
    *[("text_3", ground, TEXT) for ground in ("canvas", "panel", "raised", "field", "hover")],
    *[("accent", ground, TEXT) for ground in ("canvas", "panel", "raised", "accent_wash", "selected_focus")],
    *[
        ("on_accent", ground, TEXT)
        for ground in ("accent_fill", "accent_fill_hover", "accent_fill_pressed", "danger_fill")
    ],
    *[(ink, ground, TEXT) for ink in ("danger", "warn", "ok") for ground in ("canvas", "panel", "raised")],
    *[("line_strong", ground, PART) for ground in ("canvas", "panel", "raised")],
    ("accent_fill", "panel", PART),
    *[
        (f"label_{colour}", ground, PART)
        for colour in ("red", "orange", "yellow", "green", "blue", "purple")
        for ground in ("canvas", "panel", "raised", "viewer")
    ],
]


def luminance(value: str) -> float:
    parts = [int(value[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_of_black_and_white_is_twenty_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("colours", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize(("ink", "ground", "needed"), PAIRS)
def test_ink_can_be_read_on_its_ground(colours: tokens.Colours, ink: str, ground: str, needed: float) -> None:
    assert contrast(colours.value(ink), colours.value(ground)) >= needed


@pytest.mark.parametrize("colours", [DARK, LIGHT], ids=["dark", "light"])
def test_white_can_be_read_on_a_badge_over_a_white_picture(colours: tokens.Colours) -> None:
    grey = round(255 * (1 - int(colours.scrim[7:], 16) / 255))
    assert contrast(colours.on_scrim, f"#{grey:02x}{grey:02x}{grey:02x}") >= TEXT


@pytest.mark.parametrize("colours", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize("role", ROLES)
def test_both_themes_give_every_role_a_colour(colours: tokens.Colours, role: str) -> None:
    assert re.fullmatch(r"#[0-9a-f]{6}([0-9a-f]{2})?", colours.value(role))


def test_greys_have_no_hue() -> None:
    for colours in (DARK, LIGHT):
        for role in ("canvas", "panel", "raised", "hover", "selected", "text", "text_2", "text_3", "line"):
            value = colours.value(role)
            assert value[1:3] == value[3:5] == value[5:7], role


def test_roles_may_be_written_with_dashes() -> None:
    assert DARK.value("text-2") == DARK.text_2


def test_an_unknown_role_is_refused() -> None:
    with pytest.raises(KeyError, match="no colour role"):
        DARK.value("pink")
