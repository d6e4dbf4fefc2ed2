"""Two pictures subtracted: where they are the same it is black."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]

GAINS = (1, 4, 16)


@dataclass(frozen=True)
class Difference:
    """The picture of the difference, and how many of its pixels differ at all."""

    image: QImage
    differing: int
    pixels: int


def difference(first: QImage, second: QImage, gain: int = 1) -> Difference:
    """|first − second| · gain of each channel; the second is scaled to the size of the first. Any thread.

    What is transparent is compared as it lies on black.
    """
    import numpy as np

    one = _opaque(first)
    other = _opaque(second)
    if other.size() != one.size():
        other = other.scaled(one.size(), Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
        other = _opaque(other)
    left, right = _pixels(one), _pixels(other)
    apart = np.maximum(left, right)
    apart -= np.minimum(left, right)
    differing = int(np.count_nonzero(apart[..., :3].any(axis=2)))
    if gain != 1:
        apart = np.minimum(np.arange(256) * gain, 255).astype(np.uint8)[apart]
    apart[..., 3] = 255
    made = QImage(apart.data, one.width(), one.height(), 4 * one.width(), QImage.Format.Format_RGB32)
    return Difference(made.copy(), differing, one.width() * one.height())  # a copy: the bytes are numpy's


def _opaque(image: QImage) -> QImage:
    """The picture as 32 bits a pixel, what is transparent over black."""
    if not image.hasAlphaChannel():
        return image.convertToFormat(QImage.Format.Format_RGB32)
    made = QImage(image.size(), QImage.Format.Format_RGB32)
    made.fill(QColor(0, 0, 0))
    painter = QPainter(made)
    painter.drawImage(0, 0, image)
    painter.end()
    return made


def _pixels(image: QImage) -> Pixels:
    import numpy as np

    bits: Any = image.constBits()
    rows = np.frombuffer(bits, np.uint8, image.bytesPerLine() * image.height()).reshape(image.height(), image.bytesPerLine())
    return rows[:, :4 * image.width()].reshape(image.height(), image.width(), 4)
