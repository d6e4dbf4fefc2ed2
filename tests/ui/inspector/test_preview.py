"""What the preview reads of an original, and what it leaves to the thumbnail."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QColorSpace, QImage
from pytestqt.qtbot import QtBot

from app.library import details, tasks
from app.ui.inspector.panel import InspectorPanel
from app.ui.inspector.preview import read_sharp, shown_by_qt
from app.ui.session import Session
from db import tasks as rows
from tests.ui.inspector.film import Film
from tests.ui.inspector.gestures import select
from tests.ui.inspector.test_details import PLAIN

SHA256 = "ab" * 32


@pytest.mark.parametrize(("mime", "depth", "read"), [
    ("image/png", 16, True), ("image/jpeg", 8, True), ("image/tiff", 16, True), ("image/tiff", 32, False), (None, None, True),
    ("image/x-nikon-nef", 14, False), ("image/x-adobe-dng", 14, False), ("image/x-exr", 16, False), ("image/heic", 8, False),
])
def test_only_what_qt_reads_as_it_is_meant_is_read(mime: str | None, depth: int | None, read: bool) -> None:
    assert shown_by_qt(replace(PLAIN, mime=mime, bit_depth=depth)) is read


def test_colours_of_a_wide_profile_are_shown_in_srgb(tmp_path: Path) -> None:
    wide = QImage(64, 48, QImage.Format.Format_RGB32)
    wide.fill(QColor(200, 100, 100))
    wide.setColorSpace(QColorSpace(QColorSpace.NamedColorSpace.DisplayP3))
    wide.save(str(tmp_path / "a.png"))
    image = read_sharp(tmp_path / "a.png", "a.png", QSize(320, 180)).image
    assert image is not None
    shown = image.pixelColor(20, 20)
    assert (shown.red(), shown.green(), shown.blue()) == pytest.approx((217, 92, 96), abs=4)


def test_what_qt_cannot_read_is_shown_by_a_picture_that_is_made_for_it(
        qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film) -> None:
    library = film.library
    variant = details.detail(library, film.ids["letter_table_02"]).variants[0]
    with library.store.write(None) as tx:
        tx.execute("UPDATE generation_variants SET mime = 'image/heic', sha256 = ? WHERE id = ?", (SHA256, variant.id))
    select(session, film, "letter_table_02")
    qtbot.waitUntil(lambda: [task.task_type for task in tasks.newest(library)] == ["preview"])
    assert not panel.content.preview.is_sharp()
    kept = library.paths.preview(SHA256)
    kept.parent.mkdir(parents=True)
    QImage(1024, 576, QImage.Format.Format_RGB32).save(str(kept))
    with library.store.write(None) as tx:  # the task is done
        claimed = rows.claim(tx)
        assert claimed is not None
        rows.finish(tx, claimed.id)
    qtbot.waitUntil(panel.content.preview.is_sharp)
