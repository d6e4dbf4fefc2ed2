"""Where a drop goes: each place by real drop events."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QMimeData, QPoint, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from app.library import shots
from app.ui.kit.mime import Picture
from db import tasks
from tests.factories import png_bytes
from tests.ui.shell.outside import (
    Hand,
    files,
    imports,
    only_import,
    parts_row,
    screenshot,
    shot_row,
    variants_strip,
    web_page,
)
from tests.ui.shell.windows import Desk

pytestmark = pytest.mark.slow


@pytest.fixture
def hand(desk: Desk) -> Hand:
    return Hand(desk)


# --- drops of files ------------------------------------------------------------------------------


def test_the_gallery_takes_files_into_the_project(desk: Desk, hand: Hand) -> None:
    assert hand.drop(desk.window.gallery, files("/somewhere/a.png"))
    assert only_import(desk) == (["a.png"], {})


def test_the_rest_of_the_window_takes_files_into_the_project_and_says_so(desk: Desk, hand: Hand) -> None:
    assert hand.over(desk.window, files("/somewhere/a.png"))
    assert hand.hint() == ("Import into My film", False)
    assert hand.drop(desk.window, files("/somewhere/a.png"))
    assert hand.hint() == ("", False)
    assert only_import(desk) == (["a.png"], {})


def test_a_shot_takes_files_without_a_frame(desk: Desk, hand: Hand) -> None:
    view = desk.window.sidebar.list.viewport()
    shot = shots.all_shots(desk.library)[1]
    assert hand.over(view, files("/somewhere/a.png"), shot_row(desk, 1))
    assert hand.hint() == (f"Import into the shot {shot.name}, unpositioned", False)
    assert hand.drop(view, files("/somewhere/a.png"), shot_row(desk, 1))
    assert hand.hint() == ("", False)
    assert only_import(desk) == (["a.png"], {"shot_id": shot.id})


def test_a_frame_of_the_timeline_takes_files_there(desk: Desk, hand: Hand) -> None:
    lane = desk.window.timeline.page.lane
    at = QPoint(round(lane.scale.x(90)), lane.height() // 2)
    assert hand.drop(lane, files("/somewhere/a.png"), at)
    names, target = only_import(desk)
    assert (names, target["shot_id"]) == (["a.png"], desk.session.shot_id)
    assert abs(target["frame"] - 90) <= 4


def test_the_tray_takes_files_without_a_frame(desk: Desk, hand: Hand) -> None:
    tray = desk.window.timeline.page.tray.viewport()
    assert hand.over(tray, files("/somewhere/a.png"))
    assert hand.hint()[0].endswith("unpositioned")
    assert hand.drop(tray, files("/somewhere/a.png"))
    assert hand.hint() == ("", False)
    assert only_import(desk) == (["a.png"], {"shot_id": desk.session.shot_id})


def test_the_variant_strip_takes_files_as_variants(desk: Desk, hand: Hand) -> None:
    desk.select(0)
    card = desk.cards()[0]
    assert hand.over(variants_strip(desk), files("/somewhere/a.png"))
    assert hand.hint() == (f"Add as variant of {card.name}", False)
    assert hand.drop(variants_strip(desk), files("/somewhere/a.png"))
    assert only_import(desk) == (["a.png"], {"variant_of": card.id})


def test_a_row_for_parts_appears_while_files_are_over_the_inspector(desk: Desk, hand: Hand) -> None:
    desk.select(0)
    row = parts_row(desk)
    assert not row.isVisible()
    assert hand.over(desk.window.inspector, files("/somewhere/a.png"), QPoint(20, 300))
    assert hand.hint() == ("Import into My film", False)
    assert row.isVisible()
    hand.leave(desk.window.inspector)
    desk.wait(lambda: not row.isVisible())
    assert hand.hint() == ("", False)


def test_the_row_of_parts_takes_files_as_parts(desk: Desk, hand: Hand) -> None:
    desk.select(0)
    card = desk.cards()[0]
    hand.over(desk.window.inspector, files("/somewhere/a.png"), QPoint(20, 300))
    assert hand.over(parts_row(desk), files("/somewhere/a.png"))
    assert hand.hint() == (f"Add as part of {card.name}", False)
    assert hand.drop(parts_row(desk), files("/somewhere/a.png"))
    assert only_import(desk) == (["a.png"], {"part_of": card.id})
    desk.wait(lambda: not parts_row(desk).isVisible())


def test_the_rest_of_the_inspector_takes_files_into_the_project(desk: Desk, hand: Hand) -> None:
    desk.select(0)
    assert hand.drop(desk.window.inspector, files("/somewhere/a.png"), QPoint(20, 300))
    assert only_import(desk) == (["a.png"], {})


# --- pictures without a file, and addresses ------------------------------------------------------


PLACES: dict[str, Callable[[Desk], tuple[QWidget, QPoint | None]]] = {
    "gallery": lambda desk: (desk.window.gallery, None),
    "window": lambda desk: (desk.window, None),
    "shot": lambda desk: (desk.window.sidebar.list.viewport(), shot_row(desk, 1)),
    "lane": lambda desk: (desk.window.timeline.page.lane, QPoint(300, 60)),
    "tray": lambda desk: (desk.window.timeline.page.tray.viewport(), None),
    "variants": lambda desk: (variants_strip(desk), None),
    "parts": lambda desk: (parts_row(desk), None),
    "inspector": lambda desk: (desk.window.inspector, QPoint(20, 300)),
}


@pytest.mark.parametrize("place", PLACES)
def test_every_place_takes_a_picture_without_a_file(desk: Desk, hand: Hand, place: str) -> None:
    desk.select(0)
    desk.window.inspector.offer_parts(True)
    widget, at = PLACES[place](desk)
    assert hand.drop(widget, screenshot(), at)
    names, _target = only_import(desk)
    assert re.fullmatch(r"Pasted \d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d\.png", names[0])
    kept = Path(imports(desk)[0].params["sources"][0])
    assert QImage(str(kept)).size().toTuple() == (8, 6)


@pytest.mark.parametrize("place", PLACES)
def test_every_place_refuses_an_address_and_says_why(desk: Desk, hand: Hand, place: str) -> None:
    desk.select(0)
    desk.window.inspector.offer_parts(True)
    widget, at = PLACES[place](desk)
    assert not hand.over(widget, web_page(), at)
    if place == "lane":
        preview = desk.window.timeline.page.model.preview
        assert preview is not None
        assert "works offline" in preview.plan.note
    else:
        words, refused = hand.hint()
        assert refused
        assert "works offline" in words
    hand.leave(widget)
    assert hand.hint() == ("", False)
    assert imports(desk) == []


@pytest.mark.parametrize("place", ["gallery", "window", "shot", "variants", "parts", "inspector"])
def test_no_place_takes_anything_in_a_read_only_library(
        desk: Desk, hand: Hand, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.select(0)
    desk.window.inspector.offer_parts(True)
    monkeypatch.setattr(desk.library.store, "read_only", True)
    desk.window.sidebar.refresh()
    widget, at = PLACES[place](desk)
    assert not hand.over(widget, files("/somewhere/a.png"), at)
    hand.leave(widget)


def test_a_picture_keeps_its_bytes_where_they_are_given(desk: Desk, hand: Hand) -> None:
    raw = png_bytes(number=5)
    data = screenshot()
    data.setData("image/png", QByteArray(raw))
    assert hand.drop(desk.window.gallery, data)
    only_import(desk)
    assert Path(imports(desk)[0].params["sources"][0]).read_bytes() == raw


def test_a_file_wins_over_its_picture_and_over_addresses(desk: Desk, hand: Hand) -> None:
    data = screenshot()
    data.setUrls([QUrl.fromLocalFile("/somewhere/a.png"), QUrl("https://example.org/a.png")])
    assert hand.drop(desk.window.gallery, data)
    assert only_import(desk) == (["a.png"], {})


def test_what_means_nothing_here_is_left_alone(desk: Desk, hand: Hand) -> None:
    data = QMimeData()
    data.setText("some words")
    assert not hand.over(desk.window.gallery, data)
    assert hand.hint() == ("", False)


def test_two_pictures_of_one_second_have_two_names(desk: Desk, hand: Hand) -> None:
    for _ in range(2):
        assert hand.drop(desk.window.gallery, screenshot())
    desk.wait(lambda: len(imports(desk)) == 2)
    assert len({task.params["sources"][0] for task in imports(desk)}) == 2


def test_a_picture_that_cannot_be_written_is_said(desk: Desk, hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_self: Picture, _path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Picture, "write", full)
    hand.drop(desk.window.gallery, screenshot())
    desk.wait(desk.window.notice.isVisible)
    assert "No space left" in desk.window.notice.text()
    assert imports(desk) == []
    assert list((desk.library.paths.cache / "arrivals").iterdir()) == []


def test_the_file_of_a_picture_is_gone_when_its_import_is_over(desk: Desk, hand: Hand, tmp_path: Path) -> None:
    hand.drop(desk.window.gallery, screenshot())
    only_import(desk)
    kept = Path(imports(desk)[0].params["sources"][0])
    assert kept.exists()
    with desk.library.store.write(None) as tx:
        task = tasks.claim(tx)
        assert task is not None
        tasks.finish(tx, task.id, {"imported": 1})
    desk.wait(lambda: not kept.exists())
