"""One tile as it is painted: shape, badges, rings, marks, both themes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.library.library import Library
from app.ui.gallery import badges
from app.ui.gallery.badges import STAR, STAR_OUTLINE, Badge
from app.ui.gallery.delegate import Look, TilePainter
from app.ui.gallery.pictures import PictureStock
from app.ui.gallery.presence import Presence
from app.ui.kit import theme
from app.ui.kit.thumbnail_cache import ThumbnailCache
from app.ui.session import Session
from db import Card
from tests import factories
from tests.ui.gallery.conftest import Desk
from tests.ui.gallery.test_words import CARD

CELL = QRect(10, 10, 168, 134)
WIDE = replace(CARD, width=320, height=180, thumbnail_url="u/thumbnails/wide.png", unseen=0, shots=())
ORANGE = QColor(220, 120, 30)


@pytest.fixture
def tiles(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> Iterator[TilePainter]:
    theme.apply(qapp, "dark", reduce_motion=True)
    for name, size in {"wide": (320, 180), "tall": (180, 320)}.items():
        file = tmp_path / f"u/thumbnails/{name}.png"
        file.parent.mkdir(parents=True, exist_ok=True)
        image = QImage(*size, QImage.Format.Format_RGB32)
        image.fill(ORANGE)
        assert image.save(str(file))
    cache = ThumbnailCache(tmp_path)
    with qtbot.waitSignal(cache.ready):
        cache.get("u/thumbnails/wide.png")
    with qtbot.waitSignal(cache.ready):
        cache.get("u/thumbnails/tall.png")
    yield TilePainter(PictureStock(cache))
    cache.stop()
    theme.apply(qapp, "dark", reduce_motion=True)


def painted(tiles: TilePainter, card: Card | None, look: Look = Look(), dpr: float = 1.0) -> QImage:  # noqa: B008
    image = QImage(QSize(188, 160) * dpr, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(dpr)
    image.fill(theme.colour("canvas"))
    tiles.pictures.begin()
    painter = QPainter(image)
    tiles.paint(painter, CELL, card, look)
    painter.end()
    return image


def test_the_picture_keeps_its_shape_in_the_middle_of_its_box(tiles: TilePainter) -> None:
    assert tiles.box(CELL) == QRect(14, 14, 160, 107)
    assert tiles.picture(CELL, WIDE) == QRect(14, 22, 160, 90)
    tall = replace(WIDE, width=180, height=320)
    assert tiles.picture(CELL, tall) == QRect(64, 14, 60, 107)
    assert tiles.picture(CELL, replace(WIDE, width=40, height=20)) == QRect(74, 57, 40, 20)
    assert tiles.picture(CELL, None) == tiles.box(CELL)


def test_the_picture_is_right_where_the_facts_are_wrong(tiles: TilePainter) -> None:
    turned = replace(WIDE, width=180, height=320)  # the file is 320 × 180
    painted(tiles, turned)
    assert tiles.picture(CELL, turned) == QRect(14, 22, 160, 90)


@pytest.mark.parametrize("theme_name", ["dark", "light"])
def test_a_chosen_tile_has_a_ring_two_pixels_away(
    tiles: TilePainter, qapp: QApplication, theme_name: str
) -> None:
    theme.apply(qapp, theme_name, reduce_motion=True)  # type: ignore[arg-type]
    tiles.renew()
    plain = painted(tiles, WIDE)
    chosen = painted(tiles, WIDE, Look(selected=True))
    middle = 94
    colours = [chosen.pixelColor(middle, y) for y in (18, 19, 20, 21)]
    assert colours[:2] == [theme.colour("accent")] * 2
    assert colours[2:] == [theme.colour("canvas")] * 2
    assert plain.pixelColor(middle, 18) == theme.colour("canvas")
    away = painted(tiles, WIDE, Look(selected=True, focused=False))
    assert away.pixelColor(middle, 18) == theme.colour("line-strong")
    current = painted(tiles, WIDE, Look(selected=True, current=True))
    assert current.pixelColor(middle, 20) == theme.colour("selected")


def test_a_current_tile_that_is_not_chosen_shows_the_keyboard_around_its_cell(tiles: TilePainter) -> None:
    image = painted(tiles, WIDE, Look(current=True))
    assert image.pixelColor(94, 10) == theme.colour("accent")
    assert painted(tiles, WIDE, Look(current=True, focused=False)).pixelColor(94, 10) == theme.colour(
        "selected"
    )


def test_a_missing_file_is_grey_and_has_a_sign(tiles: TilePainter) -> None:
    there = painted(tiles, replace(WIDE, starred=False, variants=1)).pixelColor(94, 60)
    gone = painted(tiles, replace(WIDE, starred=False, variants=1), Look(missing=True))
    assert there == ORANGE
    faded = gone.pixelColor(94, 60)
    assert faded.saturation() == 0
    assert faded.value() < there.value()
    assert close(sign_colour(gone), theme.colour("warn"))
    assert close(sign_colour(painted(tiles, replace(WIDE, damaged=True))), theme.colour("danger"))


def sign_colour(image: QImage) -> QColor:
    """The strongest colour at the right of the caption."""
    pixels = (image.pixelColor(x, y) for x in range(162, 174) for y in range(124, 142))
    return max(pixels, key=lambda pixel: pixel.red() - pixel.blue())


def close(one: QColor, other: QColor) -> bool:
    """Whether they differ by no more than smoothing does."""
    return max(abs(a - b) for a, b in zip(one.getRgb(), other.getRgb(), strict=True)) < 40


def test_a_tile_that_is_being_read_is_panel_ground_of_its_shape(tiles: TilePainter) -> None:
    unread = replace(WIDE, thumbnail_url="u/thumbnails/later.png", starred=False, variants=1)
    image = painted(tiles, unread)
    assert image.pixelColor(94, 60) == theme.colour("panel")
    assert image.pixelColor(94, 19) == theme.colour("canvas")


def test_on_a_sharp_screen_the_picture_has_the_screens_pixels(tiles: TilePainter) -> None:
    image = painted(tiles, replace(WIDE, starred=False, variants=1), dpr=2.0)
    assert image.pixelColor(2 * 94, 2 * 60) == ORANGE
    assert image.pixelColor(2 * 94, 2 * 22 - 1) == theme.colour("canvas")


def shown(card: Card, tile_px: int = 160, picture: QRect | None = None, hovered: bool = False) -> list[Badge]:
    box = QRect(0, 0, tile_px, round(tile_px / 1.5))
    return [badge for badge, _ in badges.places(card, picture or box, box, tile_px, hovered)]


@pytest.mark.usefixtures("tiles")
def test_badges_by_what_there_is_to_say() -> None:
    clip = replace(CARD, type="video", duration_us=5_000_000, parts=3)
    assert set(shown(clip)) == {STAR, Badge("layers", "4", True), Badge("scissors", "3"), Badge(text="0:05")}
    assert shown(replace(CARD, starred=False, variants=1, unseen=0)) == []
    assert shown(replace(CARD, starred=False, variants=1, unseen=0), hovered=True) == [STAR_OUTLINE]


@pytest.mark.usefixtures("tiles")
def test_small_tiles_have_only_the_length_and_the_unseen_dot() -> None:
    clip = replace(CARD, type="video", duration_us=5_000_000, parts=3)
    assert set(shown(clip, 96)) == {Badge(dot=True), Badge(text="0:05")}
    assert shown(clip, 64) == []
    assert shown(clip, 96, hovered=True) == shown(clip, 96)


@pytest.mark.usefixtures("tiles")
def test_where_two_on_an_edge_do_not_fit_the_left_one_goes() -> None:
    narrow = QRect(50, 0, 60, 106)
    assert shown(replace(CARD, variants=120), picture=narrow) == [Badge("layers", "120", True)]


@pytest.mark.usefixtures("tiles")
def test_badges_of_a_very_narrow_picture_stand_at_the_corners_of_its_box() -> None:
    box, picture = QRect(0, 0, 160, 107), QRect(60, 0, 40, 107)
    found = dict(badges.places(CARD, picture, box, 160, hovered=False))
    assert found[STAR] == QPoint(4, 4)
    wider = dict(badges.places(CARD, QRect(40, 0, 80, 107), box, 160, hovered=False))
    assert wider[STAR] == QPoint(44, 4)


def test_a_picture_that_cannot_be_scaled_in_time_is_painted_roughly_and_then_well(
    tiles: TilePainter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ui.gallery.pictures.BUDGET_S", -1.0)
    tiles.pictures.begin()
    assert painted(tiles, replace(WIDE, starred=False, variants=1)).pixelColor(94, 60) == ORANGE
    assert tiles.pictures.behind


def test_nothing_new_is_read_while_the_user_flies_past(tiles: TilePainter) -> None:
    tiles.pictures.hurried = True
    assert painted(tiles, replace(WIDE, variants=1)).pixelColor(94, 60) == theme.colour("panel")


def test_a_file_that_went_is_seen_and_one_that_comes_back_too(
    open_desk: Callable[[Library], Desk], tmp_path: Path
) -> None:
    library = factories.make_library(tmp_path, items=2)
    desk = open_desk(library)
    card = desk.model.card(0)
    assert card is not None
    file = library.paths.file(card.location or "")
    presence = Presence(desk.session)
    assert not presence.missing(card.location)
    file.rename(file.with_suffix(".away"))
    with desk.qtbot.waitSignal(presence.changed) as changed:
        presence.missing(card.location)
    assert changed.args == [{card.location}]
    assert presence.missing(card.location)
    file.with_suffix(".away").rename(file)
    presence.forget()
    presence.missing(card.location)
    desk.qtbot.waitUntil(lambda: not desk.session.background.busy, timeout=5_000)
    assert not presence.missing(card.location)
    assert not presence.missing("../outside")
    with desk.qtbot.waitSignal(presence.changed):
        presence.missing("../outside")
    assert isinstance(desk.session, Session)
