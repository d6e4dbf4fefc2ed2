"""The menu of an item and of a gap."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from app.ui.kit.menus import menu
from app.ui.kit.text import tr
from app.ui.timeline.commands import Commands
from app.ui.timeline.model import ShotModel

Entry = tuple[str, str, Callable[[], object], bool] | None


def item_menu(model: ShotModel, commands: Commands, parent: QWidget) -> QMenu:
    """What can be done now, each entry with its key; what cannot be done is faint."""
    made = menu("timeline_menu", parent)
    placed, waiting = model.placed_selection(), model.tray_selection()
    has_gaps = bool(model.lane.gaps())
    entries: list[Entry] = [
        (tr("Add at the end"), "E", commands.append, bool(waiting)),
        (tr("Type a frame…"), "Enter", commands.ask_frame, bool(placed)),
        (tr("Set length…"), "", commands.ask_length, bool(placed or waiting)),
        (tr("As long as it can be"), "", commands.natural_length, _is_held(model)),
        (tr("Space evenly"), "", commands.space_evenly, len(placed) > 2),
        (tr("Duplicate"), "Ctrl+D", commands.duplicate, bool(placed)),
        None,
        (tr("Unplace"), "Del", commands.unplace, bool(placed)),
        (tr("Unplace and close gap"), "Shift+Del", _closing(commands), bool(placed)),
        (tr("Remove from the shot"), "Ctrl+Backspace", commands.remove, bool(placed or waiting)),
        None,
        (tr("Close gap"), "G", commands.close_gap, model.gap is not None),
        (tr("Close all gaps"), "Shift+G", commands.close_all_gaps, has_gaps),
    ]
    for entry in entries:
        if entry is None:
            made.addSeparator()
        else:
            _add(made, *entry)
    return made


def _add(made: QMenu, text: str, keys: str, command: Callable[[], object], enabled: bool) -> None:
    action = QAction(f"{text}\t{keys}" if keys else text, made)
    action.setEnabled(enabled)

    def do(_checked: bool = False) -> None:
        command()

    action.triggered.connect(do)
    made.addAction(action)


def _closing(commands: Commands) -> Callable[[], object]:
    def do() -> bool:
        return commands.unplace(close=True)

    return do


def _is_held(model: ShotModel) -> bool:
    item = model.lane.by_id.get(model.current or "")
    return item is not None and item.hold is not None
