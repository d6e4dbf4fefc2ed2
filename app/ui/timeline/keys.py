"""The keys of the lane."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from app.ui.timeline.commands import Commands

Key = Qt.Key
Mod = Qt.KeyboardModifier
NONE, SHIFT, CTRL, ALT = Mod.NoModifier, Mod.ShiftModifier, Mod.ControlModifier, Mod.AltModifier
BIG_STEP = 10
# Signs that need Shift on some keyboards and none on others.
SIGNS = (Key.Key_Plus, Key.Key_Minus, Key.Key_Equal, Key.Key_Underscore)


class LaneKeys:
    """Finds what a key does; keys that are not here go on to the window."""

    def __init__(self, commands: Commands) -> None:
        c = commands
        self._table: dict[tuple[Mod, Key], Callable[[], object]] = {
            (NONE, Key.Key_Left): partial(c.nudge, -1),
            (NONE, Key.Key_Right): partial(c.nudge, 1),
            (SHIFT, Key.Key_Left): partial(c.nudge, -BIG_STEP),
            (SHIFT, Key.Key_Right): partial(c.nudge, BIG_STEP),
            (ALT, Key.Key_Left): partial(c.swap, -1),
            (ALT, Key.Key_Right): partial(c.swap, 1),
            (CTRL, Key.Key_Left): partial(c.go_to_item, -1),
            (CTRL, Key.Key_Right): partial(c.go_to_item, 1),
            (CTRL | SHIFT, Key.Key_Left): partial(c.go_to_gap, -1),
            (CTRL | SHIFT, Key.Key_Right): partial(c.go_to_gap, 1),
            (NONE, Key.Key_Home): c.go_to_start,
            (NONE, Key.Key_End): c.go_to_end,
            (NONE, Key.Key_Comma): partial(c.step, -1),
            (NONE, Key.Key_Period): partial(c.step, 1),
            (SHIFT, Key.Key_Comma): partial(c.step, -BIG_STEP),
            (SHIFT, Key.Key_Period): partial(c.step, BIG_STEP),
            (SHIFT, Key.Key_Less): partial(c.step, -BIG_STEP),
            (SHIFT, Key.Key_Greater): partial(c.step, BIG_STEP),
            (SHIFT, Key.Key_Semicolon): partial(c.step, -BIG_STEP),
            (SHIFT, Key.Key_Colon): partial(c.step, BIG_STEP),
            (NONE, Key.Key_BracketLeft): c.start_at_playhead,
            (NONE, Key.Key_BracketRight): c.end_at_playhead,
            (NONE, Key.Key_Delete): c.unplace,
            (SHIFT, Key.Key_Delete): partial(c.unplace, close=True),
            (CTRL, Key.Key_Backspace): c.remove,
            (CTRL, Key.Key_D): c.duplicate,
            (CTRL, Key.Key_A): c.select_all,
            (NONE, Key.Key_Return): c.ask_frame,
            (NONE, Key.Key_Enter): c.ask_frame,
            (NONE, Key.Key_G): c.close_gap,
            (SHIFT, Key.Key_G): c.close_all_gaps,
            (NONE, Key.Key_N): c.toggle_snap,
            (NONE, Key.Key_E): c.append,
            (NONE, Key.Key_Backslash): c.fit,
            (SHIFT, Key.Key_Backslash): c.fit_selection,
            (SHIFT, Key.Key_Bar): c.fit_selection,
            (NONE, Key.Key_Escape): c.clear,
        }
        for key, steps in zip(SIGNS, (1, -1, 1, -1), strict=True):
            for modifiers in (NONE, SHIFT, CTRL, CTRL | SHIFT):
                self._table[modifiers, key] = partial(c.zoom, steps)

    def takes(self, event: QKeyEvent) -> bool:
        """Whether the lane wants this key before the window's shortcuts get it."""
        return self._of(event) is not None and event.key() != Key.Key_Escape

    def press(self, event: QKeyEvent) -> bool:
        """Whether the key was the lane's; then it is done. Arrows stay in the lane in any case."""
        command = self._of(event)
        if command is None:
            return False
        done = command()
        return bool(done) or event.key() != Key.Key_Escape

    def _of(self, event: QKeyEvent) -> Callable[[], object] | None:
        modifiers = event.modifiers() & ~(Mod.KeypadModifier | Mod.GroupSwitchModifier)
        return self._table.get((modifiers, Key(event.key())))
