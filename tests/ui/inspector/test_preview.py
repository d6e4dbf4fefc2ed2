"""What the preview reads of an original, and what it leaves to the thumbnail."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QColorSpace, QImage

from app.ui.inspector.preview import read_sharp, shown_by_qt
from tests.ui.inspector.test_details import PLAIN


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
