"""A sound in the window: it has neither width nor height, and is shown by its waveform everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.library import gallery, shots
from app.library.importing import Import, Target
from app.ui.inspector.preview import Preview
from app.ui.kit import theme
from db import Filter
from tests import factories
from tests.import_driver import examine_here
from tests.sound_factory import make_sound
from tests.ui.shell.windows import Desk


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    """A window on a library with one imported sound, alone in a shot."""
    theme.apply(qapp, "dark", reduce_motion=True)
    library = factories.make_library(tmp_path)
    source = make_sound(tmp_path / "voice.wav", "wav")
    assert Import(library, [source], Target(), examine_here).run().imported
    ids = gallery.ids_of(library, [int(seq) for seq in gallery.ids(library, Filter(project_id=library.project_id))])
    shots.create(library, "Voices", ids)
    made = Desk(qtbot, library)
    yield made
    made.close()


def preview_of(desk: Desk) -> Preview:
    found = desk.window.inspector.findChild(Preview)
    assert isinstance(found, Preview)
    return found


def test_gallery_inspector_and_timeline_show_its_waveform(desk: Desk) -> None:
    window, view = desk.window, desk.window.gallery.view
    card = desk.cards()[0]
    assert (card.type, card.width, card.thumbnail_url is not None) == ("audio", 0, True)
    desk.select(0)
    preview = preview_of(desk)
    desk.wait(lambda: not preview.picture_rect().isEmpty())
    area = preview.picture_rect()
    assert area.width() / area.height() == pytest.approx(16 / 9, rel=0.02)
    view.grab()
    desk.wait(lambda: desk.session.thumbnails.get(card.thumbnail_url or "") is not None)
    view.grab()  # its tile is laid out by the thumbnail's shape
    tile = view.tiles.picture(view.visualRect(view.model().index(0, 0)), card)
    assert tile.width() / tile.height() == pytest.approx(16 / 9, rel=0.05)
    shot = shots.all_shots(desk.library)[0]
    desk.session.open_shot(shot.id)
    desk.settle()
    shots.place(desk.library, shot.id, shots.items(desk.library, shot.id)[0].id, 24)
    desk.settle()
    assert not window.timeline.page.grab().isNull()


def test_the_inspector_says_when_its_file_is_gone(desk: Desk) -> None:
    desk.library.paths.file(desk.cards()[0].location or "").unlink()
    desk.select(0)
    desk.wait(preview_of(desk).is_missing)
