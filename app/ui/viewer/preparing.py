"""Full pictures for painting: the screen's colours, a format that paints fast, smaller copies. For threads.

Qt's conversions hold the interpreter's lock (measured with 24 megapixels: 100 ms for colours, 30 ms for a format), so
they are done in stretches of a few milliseconds, between which the window goes on.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColorSpace, QImage, QImageReader, QPainter

STRETCH_PIXELS = 1_000_000
LEAST_PX = 512  # no copies are made of what is not larger than twice this
MOST_PIXELS = 64_000_000  # with four bytes each this is what Qt's readers allow one picture (256 MB)
PLAIN_FORMATS = {b"jpeg", b"png", b"webp", b"gif", b"bmp"}
SRGB = QColorSpace(QColorSpace.NamedColorSpace.SRgb)
_PAINTED = {QImage.Format.Format_RGB32, QImage.Format.Format_ARGB32_Premultiplied}


def read_plain(path: Path, at_most: QSize | None = None) -> QImage | None:
    """The picture as Qt reads it, upright; None where it is of another kind, too large or damaged.

    With `at_most` it is reduced while it is decoded, so that it has about that size.
    """
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    reader.setDecideFormatFromContent(True)
    if reader.format().data() not in PLAIN_FORMATS:
        return None
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > MOST_PIXELS:
        return None
    if at_most is not None:
        longer = max(at_most.width(), at_most.height())
        reader.setScaledSize(size.scaled(QSize(longer, longer), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull() or image.format() == QImage.Format.Format_CMYK8888:
        return None
    return image


def read_raster(path: Path, width: int, height: int, alpha: bool) -> QImage | None:
    """The picture that a decoder process wrote (app/media/raster.py); None where the file is not whole."""
    image = QImage(width, height,
                   QImage.Format.Format_ARGB32_Premultiplied if alpha else QImage.Format.Format_RGB32)
    if image.isNull():
        return None
    pixels = memoryview(image.bits()).cast("B")
    with path.open("rb") as file:
        if file.readinto(pixels) != len(pixels):
            return None
    image.setColorSpace(SRGB)
    return image


def prepared(image: QImage, colours: QColorSpace = SRGB) -> QImage:
    """The picture in these colours and a format that paints fast."""
    alpha = image.hasAlphaChannel()
    wanted = QImage.Format.Format_ARGB32_Premultiplied if alpha else QImage.Format.Format_RGB32
    own = image.colorSpace()
    converts = own.isValid() and own != colours
    if image.format() in _PAINTED and not converts:
        return image
    made = QImage(image.size(), wanted)
    if made.isNull():
        return image
    painter = QPainter(made)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    for stretch in _stretches(image.size()):
        part = image.copy(stretch)
        if converts:
            part.convertToColorSpace(colours)
        painter.drawImage(stretch.topLeft(), part.convertToFormat(wanted))
    painter.end()
    made.setColorSpace(colours if converts else own)
    return made


def halves(image: QImage) -> tuple[QImage, ...]:
    """Copies of half, a quarter … the size while the longer side is over 1,024 pixels."""
    found: list[QImage] = []
    while max(image.width(), image.height()) > 2 * LEAST_PX:
        image = _half(image)
        found.append(image)
    return tuple(found)


def _half(image: QImage) -> QImage:
    size = QSize(max(1, image.width() // 2), max(1, image.height() // 2))
    ignore, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    if image.width() * image.height() <= STRETCH_PIXELS or image.height() < 4:
        return image.scaled(size, ignore, smooth)
    made = QImage(size, image.format())
    painter = QPainter(made)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    for stretch in _stretches(image.size()):
        top, bottom = stretch.top() // 2, min(size.height(), (stretch.bottom() + 1) // 2)
        if bottom > top:
            part = image.copy(stretch).scaled(QSize(size.width(), bottom - top), ignore, smooth)
            painter.drawImage(0, top, part)
    painter.end()
    made.setColorSpace(image.colorSpace())
    return made


def _stretches(size: QSize) -> Iterator[QRect]:
    """Rows that make up a picture, an even number at a time."""
    rows = max(2, STRETCH_PIXELS // max(1, size.width()) // 2 * 2)
    for top in range(0, size.height(), rows):
        yield QRect(0, top, size.width(), min(rows, size.height() - top))
