"""Pictures for judging: the size in force counts, and what is gone is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from app.library import gallery
from app.ui.culling.pictures import Pictures
from app.ui.session import Session
from db import Card
from tests.factories import add_item, make_library, seqs

SMALL, LARGE = QSize(32, 32), QSize(400, 400)


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Iterator[Session]:
    made = Session(make_library(tmp_path))
    yield made
    made.close()


def item(session: Session, size: tuple[int, int] = (640, 360), kind: str = "image") -> Card:
    seq = seqs(session.library, add_item(session.library, size=size, kind=kind))[0]
    return gallery.cards(session.library, [seq])[seq]


def test_another_size_that_comes_while_a_picture_is_read_is_read_too(qtbot: QtBot, session: Session) -> None:
    card = item(session)
    pictures = Pictures(session)
    pictures.want([card], SMALL)
    pictures.want([card], LARGE)  # the window became larger before the first was there
    qtbot.waitUntil(lambda: pictures.get(card) is not None, timeout=10_000)
    found = pictures.get(card)
    assert found is not None
    assert found.image is not None
    assert found.image.width() == 400
    assert not found.whole


def test_all_pixels_come_when_somebody_looks_closely(qtbot: QtBot, session: Session) -> None:
    card = item(session)
    pictures = Pictures(session)
    pictures.want([card], SMALL)
    qtbot.waitUntil(lambda: pictures.get(card) is not None, timeout=10_000)
    pictures.want_whole(card)
    qtbot.waitUntil(lambda: bool((found := pictures.get(card)) and found.whole), timeout=10_000)
    found = pictures.get(card)
    assert found is not None
    assert found.image is not None
    assert found.image.width() == 640


def test_a_clip_has_no_picture_but_its_variant_is_known(qtbot: QtBot, session: Session) -> None:
    card = item(session, kind="video")
    pictures = Pictures(session)
    pictures.want([card], SMALL)
    qtbot.waitUntil(lambda: pictures.get(card) is not None, timeout=10_000)
    found = pictures.get(card)
    assert found is not None
    assert found.image is None
    assert not found.missing
    assert found.variant is not None


def test_a_file_that_is_gone_is_missing(qtbot: QtBot, session: Session) -> None:
    card = item(session)
    session.library.paths.file(card.location or "").unlink()
    pictures = Pictures(session)
    pictures.want([card], SMALL)
    qtbot.waitUntil(lambda: pictures.get(card) is not None, timeout=10_000)
    found = pictures.get(card)
    assert found is not None
    assert found.missing


def test_after_a_rest_nothing_is_kept(qtbot: QtBot, session: Session) -> None:
    card = item(session)
    pictures = Pictures(session)
    pictures.want([card], SMALL)
    qtbot.waitUntil(lambda: pictures.get(card) is not None, timeout=10_000)
    pictures.rest()
    assert pictures.get(card) is None
