"""What keys mean on the page of comparing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from app.ui.viewer import clip_keys

if TYPE_CHECKING:
    from app.ui.viewer.compare import ComparePage

Key = Qt.Key
NUMBERS = {getattr(Key, f"Key_{n}"): n for n in range(6)}
Does = dict[Qt.Key, Callable[[], object]]


def press(page: ComparePage, event: QKeyEvent) -> bool:
    """Does what the key means; False when it means nothing here."""
    player = page.clips.leader()
    if player is not None and clip_keys.press(player, event):
        return True
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    shifted = held == Qt.KeyboardModifier.ShiftModifier
    if held and not shifted:
        return False
    found = _keys(page, shifted).get(Key(event.key()))
    if found is not None:
        found()
    return found is not None


def _keys(page: ComparePage, shifted: bool) -> Does:
    stage, beside = page.stage, page.stage.columns()
    return {
        Key.Key_Escape: page.left.emit, Key.Key_C: partial(page.next_mode, -1 if shifted else 1), Key.Key_B: page.swap,
        Key.Key_I: page.toggle_panel, Key.Key_S: page.star, Key.Key_X: page.reject, Key.Key_Return: page.make_primary,
        Key.Key_Enter: page.make_primary, Key.Key_BracketLeft: partial(stage.step_wipe, -1),
        Key.Key_BracketRight: partial(stage.step_wipe, 1), Key.Key_Z: partial(page.zoom, "toggle_pixels"),
        Key.Key_Plus: partial(page.zoom, "zoom_in"), Key.Key_Equal: partial(page.zoom, "zoom_in"),
        Key.Key_Minus: partial(page.zoom, "zoom_out"), Key.Key_Left: partial(page.go, -1), Key.Key_Right: partial(page.go, 1),
        Key.Key_Up: partial(page.go, -beside), Key.Key_Down: partial(page.go, beside),
        **{each: partial(page.rate, n) for each, n in NUMBERS.items()},
    }  # fmt: skip
