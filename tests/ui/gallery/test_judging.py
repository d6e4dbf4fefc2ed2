"""What tiles show beside the picture: label, rating, rejection, names; scrubbing and sharpness."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter

from app.library.library import Library
from app.ui.gallery import badges, captions
from app.ui.gallery.badges import REJECTED, Badge
from app.ui.kit import theme
from app.ui.shell.filmstrips import Filmstrips
from tests import factories
from tests.ui.gallery.conftest import Desk

Open = Callable[[Library], Desk]


def judge(desk: Desk, row: int, **values: object) -> None:
    """The item in a row has these values."""
    seq = desk.model.seq_at(row)
    with desk.library.store.write("Judge") as tx:
        for column, value in values.items():
            tx.execute(f"UPDATE generations SET {column} = ? WHERE seq = ?", (value, seq))
    desk.settle()
    desk.qtbot.waitUntil(lambda: desk.model.card(row) is not None, timeout=10_000)  # a slow read comes later


def shown(desk: Desk, row: int) -> list[Badge]:
    cell, card = desk.view.cell(row), desk.model.card(row)
    assert card is not None
    tiles = desk.view.tiles
    return [badge for badge, _at in badges.places(card, tiles.picture(cell, card), tiles.box(cell), tiles.tile_px, False)]


def has_colour(image: QImage, role: str) -> bool:
    wanted = theme.colour(role)
    return any(image.pixelColor(x, y) == wanted for x in range(image.width()) for y in range(image.height()))


def test_a_rating_is_as_many_small_stars(desk: Desk) -> None:
    assert shown(desk, 1) == []
    judge(desk, 1, rating=3)
    assert shown(desk, 1) == [Badge(rating=3)]
    assert badges.size_of(Badge(rating=5)).width() > badges.size_of(Badge(rating=3)).width()


def test_a_label_is_a_dot_at_the_caption_and_a_word(desk: Desk) -> None:
    judge(desk, 1, label="green")
    card = desk.model.card(1)
    assert card is not None
    picture = desk.view.grab(desk.view.tiles.caption(desk.view.cell(1))).toImage()
    assert has_colour(picture, "label-green")
    assert "label green" in captions.spoken(card, {})
    assert captions.hint(card, False, False) == "Label: green"


def test_without_names_the_label_is_a_bar_and_tiles_are_lower(desk: Desk) -> None:
    judge(desk, 1, label="blue")
    before = desk.view.grid.pitch
    desk.view.set_names(False)
    desk.settle()
    assert desk.view.grid.pitch < before
    assert desk.view.tiles.caption(desk.view.cell(1)).isEmpty()
    card = desk.model.card(1)
    assert has_colour(desk.view.grab(desk.view.tiles.picture(desk.view.cell(1), card)).toImage(), "label-blue")


def test_whether_names_are_shown_is_kept(desk: Desk) -> None:
    desk.view.set_names(False)
    kept = desk.page.state()
    desk.view.set_names(True)
    desk.page.restore(kept)
    assert not desk.view.tiles.names


def test_a_rejected_item_where_it_is_shown_is_faded_with_a_sign(desk: Desk) -> None:
    card = desk.model.card(1)
    assert card is not None
    area = desk.view.tiles.picture(desk.view.cell(1), card)
    middle = area.center() - desk.view.rect().topLeft()
    before = desk.view.grab().toImage().pixelColor(middle)
    judge(desk, 1, rejected=1, trashed_at="2026-01-01T00:00:00Z")
    desk.show(replace(desk.session.filter, trash=True))
    assert shown(desk, 0) == [REJECTED]
    there = desk.view.tiles.picture(desk.view.cell(0), desk.model.card(0)).center()
    after = desk.view.grab().toImage().pixelColor(there)
    assert before.saturation() > 40
    assert after.saturation() < 10
    card = desk.model.card(0)
    assert card is not None
    assert "rejected" in captions.spoken(card, {})


# -- scrubbing ----------------------------------------------------------------------------------------

RED, LIME = QColor(200, 30, 30), QColor(30, 200, 30)


@pytest.fixture
def clip_desk(open_desk: Open, tmp_path: Path) -> Iterator[Desk]:
    """One clip; its strip, once it is there, is red in the first half and green in the second."""
    library = factories.make_library(tmp_path)
    factories.add_item(library, "tide", kind="video", seconds=2.0, size=(640, 360))
    desk = open_desk(library)
    strips = Filmstrips(desk.session)
    desk.view.scrub.pictures = strips.of_card
    strips.ready.connect(lambda _locations: desk.view.scrub.again())
    yield desk
    strips.stop()


def strip_of(desk: Desk) -> Path:
    with desk.library.store.read() as read:
        return desk.library.paths.strip(read.value("SELECT sha256 FROM generation_variants"))


def write_strip(desk: Desk) -> None:
    strip = QImage(QSize(160 * 4, 90), QImage.Format.Format_RGB32)
    for x, colour in ((0, RED), (320, LIME)):
        for column in range(x, x + 320):
            for line in range(90):
                strip.setPixelColor(column, line, colour)
    strip_of(desk).parent.mkdir(parents=True, exist_ok=True)
    assert strip.save(str(strip_of(desk)), "JPG", 100)  # type: ignore[call-overload]


def over(desk: Desk, share: float) -> QPoint:
    area = desk.view.tiles.picture(desk.view.cell(0), desk.model.card(0))
    return QPoint(area.left() + round(share * area.width()), area.top() + 12)


def middle(desk: Desk) -> QColor:
    area = desk.view.tiles.picture(desk.view.cell(0), desk.model.card(0))
    return desk.view.viewport().grab().toImage().pixelColor(area.center())


def near(colour: QColor, other: QColor) -> bool:
    return all(abs(a - b) < 24 for a, b in zip(colour.getRgb()[:3], other.getRgb()[:3], strict=True))


def test_the_picture_under_the_pointer_is_that_of_its_time_and_leaving_shows_the_thumbnail(clip_desk: Desk) -> None:
    desk = clip_desk
    write_strip(desk)
    before = middle(desk)
    area = desk.view.tiles.picture(desk.view.cell(0), desk.model.card(0))
    desk.hover(over(desk, 0.1))
    desk.qtbot.waitUntil(lambda: near(middle(desk), RED), timeout=10_000)
    desk.hover(over(desk, 0.9))
    assert near(middle(desk), LIME)
    assert desk.view.tiles.picture(desk.view.cell(0), desk.model.card(0)) == area
    desk.hover(QPoint(1, 1))
    assert middle(desk) == before


def test_the_line_at_the_foot_ends_where_the_pointer_is(clip_desk: Desk) -> None:
    desk = clip_desk
    write_strip(desk)
    desk.hover(over(desk, 0.5))
    desk.qtbot.waitUntil(lambda: not near(middle(desk), QColor(0, 0, 0)) and strip_of(desk).exists(), timeout=10_000)
    area = desk.view.tiles.picture(desk.view.cell(0), desk.model.card(0))

    def line() -> list[bool]:
        image = desk.view.viewport().grab().toImage()
        return [image.pixelColor(area.left() + round(at * area.width()), area.bottom()) == theme.colour("accent")
                for at in (0.2, 0.8)]

    desk.qtbot.waitUntil(lambda: line() == [True, False], timeout=10_000)


def test_a_missing_strip_is_asked_for_once_when_the_pointer_rests(clip_desk: Desk) -> None:
    desk = clip_desk

    def waiting() -> list[str]:
        with desk.library.store.read() as read:
            return [row[0] for row in read.all("SELECT task_type FROM tasks")]

    desk.hover(over(desk, 0.1))
    assert waiting() == []
    desk.qtbot.waitUntil(lambda: waiting() == ["filmstrip"], timeout=10_000)
    desk.hover(QPoint(1, 1))
    desk.hover(over(desk, 0.4))
    desk.settle()
    assert waiting() == ["filmstrip"]


def test_scrubbing_can_be_turned_off(clip_desk: Desk) -> None:
    desk = clip_desk
    write_strip(desk)
    desk.view.scrub.enabled = False
    before = middle(desk)
    desk.hover(over(desk, 0.9))
    desk.settle()
    assert middle(desk) == before


# -- sharpness ----------------------------------------------------------------------------------------


def sharp_desk(open_desk: Open, tmp_path: Path, dpr: float) -> Desk:
    """One large picture with a grey thumbnail; the pictures of the view are asked for at `dpr`."""
    library = factories.make_library(tmp_path)
    factories.add_item(library, "dune", size=(1600, 900))
    desk = open_desk(library)
    card = desk.model.card(0)
    assert card is not None
    pictures, area = desk.view.tiles.pictures, desk.view.tiles.picture(desk.view.cell(0), card)
    desk.view.tiles.pictures.clear()
    pictures.begin()
    assert card.thumbnail_url is not None
    canvas = QImage(area.size() * dpr, QImage.Format.Format_RGB32)
    painter = QPainter(canvas)
    pictures.paint(painter, QRectF(0, 0, area.width(), area.height()), card.thumbnail_url, dpr, False)
    painter.end()
    return desk


def previews(desk: Desk) -> list[str]:
    with desk.library.store.read() as read:
        return [row[0] for row in read.all("SELECT task_type FROM tasks")]


def test_a_thumbnail_with_too_few_pixels_is_asked_for_as_a_preview_and_swapped(open_desk: Open, tmp_path: Path) -> None:
    desk = sharp_desk(open_desk, tmp_path, 5.0)
    card = desk.model.card(0)
    assert card is not None
    assert desk.view.tiles.pictures.blurred == {card.thumbnail_url}
    desk.view.sharpener.soon()
    desk.qtbot.waitUntil(lambda: previews(desk) == ["preview"], timeout=10_000)
    with desk.library.store.read() as read:
        kept = desk.library.paths.preview(read.value("SELECT sha256 FROM generation_variants"))
    kept.parent.mkdir(parents=True, exist_ok=True)
    image = QImage(QSize(1024, 576), QImage.Format.Format_RGB32)
    image.fill(LIME)
    assert image.save(str(kept))
    with desk.library.store.write(None) as tx:
        tx.execute("UPDATE tasks SET status = 'Complete'")

    def green() -> bool:
        desk.view.tiles.pictures.clear()  # as at another size: made anew of what is sharpest
        return near(middle(desk), LIME)

    desk.qtbot.waitUntil(green, timeout=10_000)


def test_a_thumbnail_with_enough_pixels_is_left_as_it_is(open_desk: Open, tmp_path: Path) -> None:
    desk = sharp_desk(open_desk, tmp_path, 1.0)
    assert desk.view.tiles.pictures.blurred == set()
