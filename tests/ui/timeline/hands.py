"""Pointer and keys, as real events."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.timeline.lane import LaneView

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton
IN_TRACK = 70.0
COPY = Qt.DropAction.CopyAction


def mouse(widget: QWidget, kind: QEvent.Type, point: QPointF, mods=NONE, held: Qt.MouseButton = LEFT) -> None:
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else LEFT
    QApplication.sendEvent(widget, QMouseEvent(kind, point, widget.mapToGlobal(point), button, held, mods))


def press(widget: QWidget, point: QPointF, mods=NONE) -> None:
    mouse(widget, QEvent.Type.MouseButtonPress, point, mods)


def move(widget: QWidget, point: QPointF, mods=NONE, held: Qt.MouseButton = LEFT) -> None:
    mouse(widget, QEvent.Type.MouseMove, point, mods, held)


def release(widget: QWidget, point: QPointF, mods=NONE) -> None:
    mouse(widget, QEvent.Type.MouseButtonRelease, point, mods, Qt.MouseButton.NoButton)


def click(widget: QWidget, point: QPointF, mods=NONE) -> None:
    press(widget, point, mods)
    release(widget, point, mods)


def at(lane: LaneView, frame: float, y: float = IN_TRACK) -> QPointF:
    """The point of the lane over a frame."""
    return QPointF(lane.scale.x(frame), y)


def carry(lane: LaneView, from_frame: float, to_frame: float, mods=NONE, steps: int = 4) -> QPointF:
    """Presses at one frame and moves to another without letting go."""
    start, end = at(lane, from_frame), at(lane, to_frame)
    press(lane, start, mods)
    for k in range(1, steps + 1):
        move(lane, start + (end - start) * k / steps, mods)
    return end


def drag(lane: LaneView, from_frame: float, to_frame: float, mods=NONE, steps: int = 4) -> None:
    """A whole drag along the track."""
    release(lane, carry(lane, from_frame, to_frame, mods, steps), mods)


def key(widget: QWidget, code: Qt.Key, mods=NONE, text: str = "") -> QKeyEvent:
    event = QKeyEvent(QEvent.Type.KeyPress, code, mods, text)
    QApplication.sendEvent(widget, event)
    return event


def wheel(widget: QWidget, point: QPointF, turns: float, mods=NONE) -> None:
    turned = QPoint(0, round(120 * turns))
    phase = Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(
        point, widget.mapToGlobal(point), QPoint(), turned, Qt.MouseButton.NoButton, mods, phase, False
    )
    QApplication.sendEvent(widget, event)


def hover_with(widget: QWidget, data: QMimeData, point: QPointF, mods=NONE) -> bool:
    """Something is dragged over the widget; whether it would be taken."""
    place = point.toPoint()
    entering = QDragEnterEvent(place, COPY, data, LEFT, mods)
    QApplication.sendEvent(widget, entering)
    if not entering.isAccepted():
        return False  # Qt sends no moves to what did not accept
    event = QDragMoveEvent(place, COPY, data, LEFT, mods)
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def drop_on(widget: QWidget, data: QMimeData, point: QPointF, mods=NONE) -> bool:
    """Something is dropped; whether it was taken."""
    if not hover_with(widget, data, point, mods):
        leave(widget)
        return False
    event = QDropEvent(point, COPY, data, LEFT, mods)
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def leave(widget: QWidget) -> None:
    QApplication.sendEvent(widget, QDragLeaveEvent())
