"""Keys of the viewer: a table of what they mean there, besides the gallery's actions on the item that is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence

if TYPE_CHECKING:
    from app.ui.viewer.page import ViewerPage

Key = Qt.Key
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
PAN_PX = 80
FAR = 10  # items a page key goes
_PANS = {Key.Key_Left: (1, 0), Key.Key_Right: (-1, 0), Key.Key_Up: (0, 1), Key.Key_Down: (0, -1)}


def press(page: ViewerPage, event: QKeyEvent) -> bool:
    """Does what the key means in the viewer; False when it means nothing here."""
    key = event.key()
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if held == SHIFT and key in _PANS:
        across, down = _PANS[Key(key)]
        page.canvas.pan_by(across * PAN_PX, down * PAN_PX)
        return True
    if event.matches(QKeySequence.StandardKey.Copy):
        page.copy()
        return True
    if page.playing_press(event):
        return True
    if held in (NONE, SHIFT) and _zoom(page, key):
        return True
    if held == NONE and (_go(page, key) or _do(page, key)):
        return True
    return page.trigger(_action_for(page, event))


def _zoom(page: ViewerPage, key: int) -> bool:
    if key in (Key.Key_Plus, Key.Key_Equal):  # with Shift on some keyboards
        page.canvas.zoom_in()
    elif key in (Key.Key_Minus, Key.Key_Underscore):
        page.canvas.zoom_out()
    else:
        return False
    return True


def _go(page: ViewerPage, key: int) -> bool:
    showing = page.showing
    steps = {Key.Key_Left: -1, Key.Key_Right: 1, Key.Key_PageUp: -FAR, Key.Key_PageDown: FAR}
    if key in steps:
        showing.step(steps[Key(key)])
    elif key in (Key.Key_Up, Key.Key_Down):
        showing.step_variant(1 if key == Key.Key_Down else -1)
    elif key == Key.Key_Home:
        showing.go_to(0)
    elif key == Key.Key_End:
        showing.go_to(showing.items.count() - 1)
    else:
        return False
    return True


def _do(page: ViewerPage, key: int) -> bool:
    does = {Key.Key_Z: page.canvas.toggle_pixels, Key.Key_I: page.toggle_info, Key.Key_Escape: page.leave,
            Key.Key_Backspace: page.leave, Key.Key_Return: page.make_primary, Key.Key_Enter: page.make_primary,
            Key.Key_F: page.full_screen_wanted.emit}  # fmt: skip
    if key not in does:
        return False
    does[Key(key)]()
    return True


def _action_for(page: ViewerPage, event: QKeyEvent) -> QAction | None:
    """The gallery's action that this key is for."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    pressed = QKeySequence(int(modifiers.value) | event.key())
    return next((action for action in page.actions_ if pressed in action.shortcuts()), None)
