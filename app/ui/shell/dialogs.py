"""The few dialogs: the one final act, the list of keys, about."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

import app
from app.ui.actions import SPECS
from app.ui.kit.buttons import Kind, plain, push_button
from app.ui.kit.labels import label
from app.ui.kit.text import counted, tr

WIDTH_PX = 420
INSET_PX = 16


def _dialog(parent: QWidget, name: str, title: str) -> tuple[QDialog, QVBoxLayout]:
    dialog = QDialog(parent)
    dialog.setObjectName(name)
    dialog.setWindowTitle(title)
    dialog.setFixedWidth(WIDTH_PX)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(INSET_PX, INSET_PX, INSET_PX, INSET_PX)
    column.setSpacing(12)
    column.addWidget(label(title, "title", wrap=True, parent=dialog))
    return dialog, column


def _buttons(dialog: QDialog, column: QVBoxLayout, choices: Sequence[tuple[str, str, Kind, bool]]) -> None:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addStretch(1)
    for text, name, kind, accepts in choices:
        button = push_button(text, name, kind, on_click=dialog.accept if accepts else dialog.reject, parent=dialog)
        row.addWidget(button)
        if not accepts:  # the safe one has the focus
            button.setDefault(True)
            button.setFocus()
    column.addLayout(row)


def confirm_empty_trash(parent: QWidget, items: int, variants: int, models: int = 0, training: int = 0) -> bool:
    """Whether the person wants everything in the trash deleted for good."""
    dialog, column = _dialog(parent, "empty_trash_dialog", tr("Empty Trash?"))
    parts = [counted(n, one, many) for n, one, many in (
        (items, "1 item", "{n} items"), (variants, "1 variant", "{n} variants"), (models, "1 model", "{n} models"),
        (training, "1 training file", "{n} training files")) if n]
    what = f" {tr('and')} ".join(part for part in (", ".join(parts[:-1]), parts[-1]) if part)
    gone = counted(items + variants + models + training, "{what} and its file are deleted for good.",
                   "{what} and their files are deleted for good.", what=what)
    rest = tr("This cannot be undone, and steps made before can no longer be undone either.")
    column.addWidget(label(f"{gone} {rest}", "body", "text-2", wrap=True, parent=dialog))
    _buttons(dialog, column, [(tr("Cancel"), "empty_trash_cancel", "secondary", False),
                              (counted(items, "Delete 1 item", "Delete {n} items") if items else
                               counted(variants, "Delete 1 variant", "Delete {n} variants") if variants else
                               counted(models + training, "Delete 1 file", "Delete {n} files"),
                               "empty_trash_delete", "danger", True)])
    return dialog.exec() == QDialog.DialogCode.Accepted


_MORE_KEYS = (
    (tr("View"), (("Menu", "F10"),)),
    (tr("Gallery"), (("Select all", "Ctrl+A"), ("Select", "Arrows, Home, End, PgUp, PgDn"),
                     ("Extend, move without selecting", "Shift, Ctrl"),
                     ("Select or leave one", "Shift+Space"), ("Open its parts", "Enter"), ("Open in the viewer", "Space"))),
    (tr("Viewer"), (("Previous, next item", "← →"), ("Previous, next variant", "↑ ↓"), ("First, last item", "Home, End"),
                    ("Fit or 100 %", "Z"), ("Zoom", "+ −, wheel"), ("Pan", "Shift+arrows, drag"), ("Information", "I"),
                    ("Make the seen variant primary", "Enter"), ("Copy the seen file", "Ctrl+C"), ("Full screen", "F"),
                    ("Back", "Esc"))),
    (tr("Timeline"), (("Nudge 1 or 10 frames", "← →, Shift"), ("Swap with its neighbour", "Alt+← →"),
                      ("Previous, next item", "Ctrl+← →"), ("Playhead 1 or 10 frames", ", .  Shift"),
                      ("Start or end at the playhead", "[ ]"), ("Type a frame", "Enter"), ("To the tray", "Del"),
                      ("To the tray and close the gap", "Shift+Del"), ("Out of the shot", "Ctrl+Backspace"),
                      ("Close gap, all gaps", "G, Shift+G"), ("Snap", "N"), ("Fit the shot", "\\"), ("Zoom", "Ctrl+wheel, + −"))),
    (tr("Compare"), (("Next, previous way", "C, Shift+C"), ("Next, previous picture", "Tab, arrows"), ("Swap A and B", "B"),
                     ("Wipe", "[ ]"), ("Fit or 100 %", "Z"), ("Zoom", "+ −, wheel"), ("What differs", "I"),
                     ("Star, rate, reject", "S, 0–5, X"), ("Make primary", "Enter"), ("Clips", "as in the viewer"),
                     ("Back", "Esc"))),
    (tr("Shots"), (("Show only its items", "Enter"), ("Move up, down", "Alt+↑ ↓"), ("Rename", "F2"),
                   ("Duplicate", "Ctrl+D"), ("Delete", "Del"))),
)


def show_keyboard(parent: QWidget) -> None:
    """Lists every key of the window, from the table of actions."""
    dialog, column = _dialog(parent, "keyboard_dialog", tr("Keyboard"))
    content = QWidget()
    grid = QGridLayout(content)
    grid.setContentsMargins(0, 0, 12, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    groups: dict[str, list[tuple[str, str]]] = {}
    for spec in SPECS:
        if spec.keys:
            groups.setdefault(tr(spec.menu.partition("/")[0]), []).append((plain(tr(spec.text)), "  ".join(spec.keys)))
    for head, rows in _MORE_KEYS:
        groups.setdefault(head, []).extend((tr(text), keys) for text, keys in rows)
    at = 0
    for head, found in groups.items():
        grid.addWidget(label(head, "small-strong", "text-3", parent=content), at, 0, 1, 2)
        at += 1
        for text, keys in found:
            grid.addWidget(label(text, parent=content), at, 0)
            grid.addWidget(label(keys, "body", "text-2", parent=content), at, 1, Qt.AlignmentFlag.AlignRight)
            at += 1
    scroll = QScrollArea(dialog)
    scroll.setObjectName("keyboard_list")
    scroll.setAccessibleName(tr("Keys"))
    scroll.setWidgetResizable(True)
    scroll.setWidget(content)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setFixedHeight(420)
    bar = scroll.verticalScrollBar().sizeHint().width()
    dialog.setFixedWidth(max(WIDTH_PX, content.sizeHint().width() + bar + 2 * INSET_PX))
    column.addWidget(scroll)
    _buttons(dialog, column, [(tr("Close"), "keyboard_close", "secondary", False)])
    dialog.exec()


def show_about(parent: QWidget) -> None:
    """Version and licences."""
    dialog, column = _dialog(parent, "about_dialog", tr("Dailies {version}", version=app.__version__))
    column.addWidget(label(tr("A media manager for people who make films out of many small pieces. Everything stays on this "
                              "computer."), "body", "text-2", wrap=True, parent=dialog))
    column.addWidget(label(tr("Dailies is free software under the GPL, version 3 or later. Icons: Lucide (ISC). "
                              "Font: Inter (OFL). Clips are read by FFmpeg."), "small", "text-2", wrap=True, parent=dialog))
    _buttons(dialog, column, [(tr("Close"), "about_close", "secondary", False)])
    dialog.exec()
