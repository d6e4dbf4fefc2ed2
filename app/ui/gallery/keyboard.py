"""Keys of the gallery that are not actions: moving, extending, toggling, opening. Letters stay free."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

if TYPE_CHECKING:
    from app.ui.gallery.view import GalleryView

Key = Qt.Key
MOVES = {
    Key.Key_Left,
    Key.Key_Right,
    Key.Key_Up,
    Key.Key_Down,
    Key.Key_Home,
    Key.Key_End,
    Key.Key_PageUp,
    Key.Key_PageDown,
}
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def press(view: GalleryView, event: QKeyEvent) -> bool:
    """Does what the key means in the gallery; False when it means nothing here."""
    key = event.key()
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.matches(QKeySequence.StandardKey.SelectAll):
        view.selection.everything()
        return True
    if (key == Key.Key_Backspace and not held) or (key == Key.Key_Up and held == ALT):
        view.back_wanted.emit()
        return True
    if key in (Key.Key_PageUp, Key.Key_PageDown) and held == ALT:
        view.headers.step(1 if key == Key.Key_PageDown else -1)
        return True
    if key in MOVES and not held & ALT:
        return _move(view, key, bool(held & SHIFT), bool(held & CTRL))
    if key == Key.Key_Escape:
        return _escape(view)
    return _on_current(view, key, held)


def target(view: GalleryView, key: int) -> int:
    """The row that a moving key leads to; -1 when there is none."""
    grid = view.grid
    if grid.count == 0:
        return -1
    row, last = view.selection.start(), grid.count - 1
    if view.selection.current() < 0 and key not in (Key.Key_Home, Key.Key_End):
        return row  # the first key shows where the keyboard is
    page = max(1, (view.viewport().height() - grid.headroom) // grid.pitch)
    lines = {Key.Key_Up: -1, Key.Key_Down: 1, Key.Key_PageUp: -page, Key.Key_PageDown: page}
    steps = {Key.Key_Left: -1, Key.Key_Right: 1, Key.Key_Home: -row, Key.Key_End: last - row}
    wanted = grid.away(row, lines[Key(key)]) if key in lines else row + steps[Key(key)]
    if wanted < 0:  # the same column of the first line
        return min(last, grid.column(row)) if key in lines else 0
    if wanted > last and key in lines and grid.is_last_line(row):
        return row  # this is the last line already
    return min(wanted, last)


def _move(view: GalleryView, key: int, shift: bool, ctrl: bool) -> bool:
    row = target(view, key)
    if row < 0:
        return True
    if shift:
        view.selection.extend(row, keep=ctrl)
    elif ctrl:
        view.selection.move(row)
    else:
        view.selection.only(row)
    view.scroll_to(row)
    return True


def _escape(view: GalleryView) -> bool:
    if view.pointer.cancel():
        return True
    if view.selection.rows():
        view.selection.nothing()
        return True
    return False


def _on_current(view: GalleryView, key: int, held: Qt.KeyboardModifier) -> bool:
    row = view.selection.current()
    if row < 0:
        return False
    if key == Key.Key_Space and held == SHIFT:
        view.selection.toggle(row)
    elif key == Key.Key_Space and not held:
        view.view_wanted.emit(row)
    elif key in (Key.Key_Return, Key.Key_Enter) and not held:
        return view.open_row(row)
    else:
        return False
    return True
