"""Keys of a clip that is played, one table: for the viewer and for whoever else shows one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from app.ui.viewer.clip_player import ClipPlayer

Key = Qt.Key
FAR = 10  # frames
_NONE, _SHIFT, _ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
_PLAIN: dict[Qt.Key, Callable[[ClipPlayer], object]] = {
    Key.Key_Space: lambda player: player.toggle(),
    Key.Key_J: lambda player: player.shuttle(-1),
    Key.Key_K: lambda player: player.shuttle(0),
    Key.Key_L: lambda player: player.shuttle(1),
    Key.Key_Comma: lambda player: player.step(-1),
    Key.Key_Period: lambda player: player.step(1),
    Key.Key_Home: lambda player: player.seek(0),
    Key.Key_End: lambda player: player.seek(player.frames - 1),
    Key.Key_M: lambda player: player.set_muted(not player.muted),
}
_WITH_SHIFT: dict[Qt.Key, Callable[[ClipPlayer], object]] = {
    # Shift and a comma come as another character, which one depends on the keyboard.
    **dict.fromkeys((Key.Key_Comma, Key.Key_Less, Key.Key_Semicolon), lambda player: player.step(-FAR)),
    **dict.fromkeys((Key.Key_Period, Key.Key_Greater, Key.Key_Colon), lambda player: player.step(FAR)),
    Key.Key_I: lambda player: player.set_in(),
    Key.Key_O: lambda player: player.set_out(),
    Key.Key_L: lambda player: player.set_looping(not player.looping),
}
_WITH_ALT: dict[Qt.Key, Callable[[ClipPlayer], object]] = {
    Key.Key_X: lambda player: player.set_loop(None, None),
}
_TABLES = {_NONE: _PLAIN, _SHIFT: _WITH_SHIFT, _ALT: _WITH_ALT}
_ONCE = {Key.Key_Space, Key.Key_J, Key.Key_L, Key.Key_M}  # a key that is held is one press


def press(player: ClipPlayer, event: QKeyEvent) -> bool:
    """Does what the key means for a clip; False when it means nothing here."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    table = _TABLES.get(held)
    key = Key(event.key())
    if table is None or key not in table:
        return False
    if not (event.isAutoRepeat() and key in _ONCE):
        table[key](player)
    return True
