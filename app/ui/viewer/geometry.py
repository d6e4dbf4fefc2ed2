"""Where a picture stands in a window of some size: numbers only. Scales are device pixels for one pixel of the picture."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF

SMALLEST = 1 / 64
LARGEST = 64.0
STOPS = (1 / 16, 1 / 12, 1 / 8, 1 / 6, 1 / 4, 1 / 3, 1 / 2, 2 / 3, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0, 24.0,
         32.0, 48.0, 64.0)  # fmt: skip
SAME = 1e-3


def fit_scale(room: QSizeF, size: QSize, dpr: float) -> float:
    """The scale at which all of the picture is in the room (device-independent pixels): 1 at most."""
    if size.isEmpty() or room.isEmpty():
        return 1.0
    return min(1.0, room.width() * dpr / size.width(), room.height() * dpr / size.height())


def placed(room: QRectF, size: QSize, scale: float, centre: QPointF, dpr: float) -> QRectF:
    """Where all of the picture is, in device-independent pixels.

    `centre` (0 to 1 of the picture) is in the middle of the room, as far as no ground comes in where picture could be.
    From 100 % on it begins at a whole device pixel, so that each pixel of the picture has the same edges.
    """
    width, height = size.width() * scale / dpr, size.height() * scale / dpr
    left = _along(room.left(), room.width(), width, centre.x())
    top = _along(room.top(), room.height(), height, centre.y())
    return QRectF(round(left * dpr) / dpr, round(top * dpr) / dpr, width, height)


def _along(start: float, room: float, length: float, centre: float) -> float:
    if length <= room:
        return start + (room - length) / 2
    return min(start, max(start + room - length, start + room / 2 - centre * length))


def centre_of(room: QRectF, area: QRectF) -> QPointF:
    """The point of the picture (0 to 1) in the middle of the room."""
    middle = room.center()
    return QPointF(
        (middle.x() - area.left()) / area.width() if area.width() else 0.5,
        (middle.y() - area.top()) / area.height() if area.height() else 0.5,
    )


def centre_to_hold(room: QRectF, area: QRectF, at: QPointF, factor: float) -> QPointF:
    """The centre with which the picture point under `at` stays there while the scale becomes `factor` times as large."""
    middle = room.center()
    width, height = area.width() * factor, area.height() * factor
    if width <= 0 or height <= 0:
        return QPointF(0.5, 0.5)
    x, y = (at.x() - area.left()) * factor, (at.y() - area.top()) * factor
    return QPointF((x + middle.x() - at.x()) / width, (y + middle.y() - at.y()) / height)


def next_stop(scale: float, direction: int) -> float:
    """The next of the round scales above (1) or below (-1) this one."""
    if direction > 0:
        return next((stop for stop in STOPS if stop > scale * (1 + SAME)), LARGEST)
    return next((stop for stop in reversed(STOPS) if stop < scale * (1 - SAME)), SMALLEST)


def limited(scale: float) -> float:
    """The scale within what the viewer shows."""
    return min(LARGEST, max(SMALLEST, scale))
