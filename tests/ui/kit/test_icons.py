from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtGui import QAction, QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

import resources
from app.ui.kit import icons, theme

NAMES = sorted(file.stem for file in resources.path("icons/star.svg").parent.glob("*.svg"))


def tint(picture: QPixmap) -> str:
    """The colour of most pixels that are (nearly) opaque; where strokes cross it may be off by one."""
    image = picture.toImage()
    spots = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return Counter(spot.name() for spot in spots if spot.alpha() > 250).most_common(1)[0][0]


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_is_drawn_in_the_colour_of_its_role(themed: QApplication, name: str) -> None:
    assert tint(icons.pixmap(name, 32, "accent", 2.0)) == theme.colours().accent


def test_the_icons_come_with_their_licence() -> None:
    assert "ISC" in resources.text("icons/LICENSE")
    assert "SIL OPEN FONT LICENSE" in resources.text("fonts/OFL.txt").upper()


def test_icons_have_the_pixels_of_the_screen(themed: QApplication) -> None:
    sharp = icons.pixmap("star", 16, "text", 1.5)
    assert (sharp.width(), sharp.devicePixelRatio()) == (24, 1.5)


def test_a_filled_star_has_more_ink_than_its_outline(themed: QApplication) -> None:
    def ink(name: str) -> int:
        image = icons.pixmap(name, 16, "text").toImage()
        return sum(image.pixelColor(x, y).alpha() for x in range(16) for y in range(16))

    assert ink("star-filled") > 1.5 * ink("star")


def test_pixmaps_are_kept_until_the_theme_changes(themed: QApplication) -> None:
    first = icons.pixmap("eye", 16, "text-2")
    assert icons.pixmap("eye", 16, "text-2") is first
    theme.apply(themed, "light")
    assert icons.pixmap("eye", 16, "text-2") is not first


def test_an_icon_says_its_state_by_colour(themed: QApplication) -> None:
    filled = icons.icon("star-filled")
    colours = theme.colours()
    for mode, state, expected in [
        (QIcon.Mode.Normal, QIcon.State.Off, colours.text_2),
        (QIcon.Mode.Normal, QIcon.State.On, colours.accent),
        (QIcon.Mode.Disabled, QIcon.State.Off, colours.text_off),
        (QIcon.Mode.Active, QIcon.State.Off, colours.text),
    ]:
        assert tint(filled.pixmap(16, mode, state)) == expected


def test_buttons_and_actions_follow_a_change_of_theme(themed: QApplication, qtbot: QtBot) -> None:
    button, action = QToolButton(), QAction("Open")
    qtbot.addWidget(button)
    icons.set_icon(button, "star-filled")
    icons.set_icon(action, "star-filled")
    theme.apply(themed, "light")
    for wearer in (button, action):
        assert tint(wearer.icon().pixmap(16)) == theme.colours().text_2


def test_a_deleted_wearer_does_no_harm(themed: QApplication, qtbot: QtBot) -> None:
    import shiboken6

    button = QToolButton()
    icons.set_icon(button, "square")
    shiboken6.delete(button)
    theme.apply(themed, "light")
    assert theme.name() == "light"


def test_an_icon_that_is_not_there_is_refused(themed: QApplication) -> None:
    with pytest.raises(FileNotFoundError, match=r"icons/unicorn\.svg"):
        icons.icon("unicorn")


def test_icons_are_only_those_of_the_set() -> None:
    for name in NAMES:
        assert "lucide" in Path(resources.path(f"icons/{name}.svg")).read_text(encoding="utf-8")
