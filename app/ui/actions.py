"""Every action of the window: its words, keys, icon and place in the menus. What it does is in shell/commands.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from app.ui.kit import icons
from app.ui.kit.text import tr

Needs = Literal["", "selection", "one", "trash", "shot", "undo", "redo", "write", "trashed", "item"]
"""When it is enabled: with a selection, with one item, in the trash view, with an open shot …"""


@dataclass(frozen=True)
class Spec:
    """One action. `where` is "window", or "gallery" for keys that act only while the gallery has the focus."""

    id: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    menu: str = ""
    needs: Needs = ""
    where: Literal["window", "gallery"] = "window"
    checkable: bool = False


SPECS: tuple[Spec, ...] = (
    Spec("import_files", "Import files…", ("Ctrl+I",), "file-plus", "File", "write"),
    Spec("import_folder", "Import a folder…", ("Ctrl+Shift+I",), "folder-open", "File", "write"),
    Spec("watched_folders", "Watched folders…", (), "refresh-cw", "File", "write"),
    Spec("import_training", "Import as training data…", (), "film", "File", "write"),
    Spec("open_library", "Open library…", ("Ctrl+O",), "folder", "File/"),
    Spec("new_library", "New library…", (), "plus", "File"),
    Spec("find_proposals", "Find what belongs together", (), "columns-2", "File/", "write"),
    Spec("empty_trash", "Empty Trash…", (), "trash-2", "File/", "trashed"),
    Spec("quit", "Quit", ("Ctrl+Q",), "", "File/"),
    Spec("undo", "Undo", ("Ctrl+Z",), "undo-2", "Edit", "undo"),
    Spec("redo", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "redo-2", "Edit", "redo"),
    Spec("history", "History", ("Ctrl+Shift+H",), "history", "Edit"),
    Spec("paste", "Paste", ("Ctrl+V",), "", "Edit/", "write"),
    Spec("select_all", "Select all", (), "", "Edit"),
    Spec("search", "Search", ("Ctrl+F",), "search", "Edit"),
    Spec("view_item", "Open in the viewer", (), "eye", "Item", "item"),
    Spec("star", "Star", ("S",), "star", "Item", "selection", "gallery"),
    *(Spec(f"rate_{n}", "No rating" if n == 0 else f"Rating {n}", (str(n),), "", "Item/Rating", "selection", "gallery")
      for n in range(6)),
    Spec("rename", "Rename", ("F2",), "pencil", "Item", "one", "gallery"),
    Spec("make_primary", "Make the shown variant primary", (), "circle-check", "Item/", "one"),
    Spec("add_variant", "Add variant…", (), "layers", "Item", "one"),
    Spec("add_part", "Add part…", (), "scissors", "Item", "one"),
    Spec("detach", "Make the shown variant its own item", ("Ctrl+Shift+G",), "git-branch", "Item", "one"),
    Spec("show_parts_of", "Show its parts", (), "scissors", "Item", "one"),
    Spec("copy_file", "Copy file", ("Ctrl+C",), "copy", "Item/", "selection", "gallery"),
    Spec("copy_prompt", "Copy prompt", ("Ctrl+Shift+C",), "", "Item", "one", "gallery"),
    Spec("show_in_folder", "Show in file manager", (), "external-link", "Item", "one"),
    Spec("cost", "Cost…", (), "", "Item", "one"),
    Spec("read_again", "Read metadata again", (), "refresh-cw", "Item", "selection"),
    Spec("trash", "Move to Trash", ("Del",), "trash-2", "Item/", "selection", "gallery"),
    Spec("restore", "Restore", (), "archive-restore", "Item", "trash"),
    Spec("new_shot", "New shot", (), "plus", "Shot", "write"),
    Spec("new_shot_from_selection", "New shot from selection", ("Ctrl+N",), "clapperboard", "Shot", "selection"),
    Spec("add_to_shot", "Add to the open shot", ("Ctrl+E",), "inbox", "Shot", "shot"),
    Spec("show_gallery", "Gallery", (), "images", "View", checkable=True),
    Spec("show_proposals", "Proposals", (), "columns-2", "View", checkable=True),
    Spec("show_loras", "LoRAs", (), "layers", "View", checkable=True),
    Spec("show_training", "Training data", (), "film", "View", checkable=True),
    Spec("sidebar", "Sidebar", ("Ctrl+1",), "panel-left", "View/", checkable=True),
    Spec("inspector", "Inspector", ("Ctrl+2",), "panel-right", "View", checkable=True),
    Spec("timeline", "Timeline", ("Ctrl+3",), "panel-bottom", "View", checkable=True),
    Spec("show_parts", "Show parts", ("P",), "scissors", "View/", "", "gallery", checkable=True),
    Spec("larger", "Larger tiles", ("Ctrl++", "Ctrl+="), "zoom-in", "View"),
    Spec("smaller", "Smaller tiles", ("Ctrl+-",), "zoom-out", "View"),
    Spec("theme_dark", "Dark", (), "", "View/Theme", checkable=True),
    Spec("theme_light", "Light", (), "", "View/Theme", checkable=True),
    Spec("theme_system", "Follow the system", (), "", "View/Theme", checkable=True),
    Spec("full_screen", "Full screen", ("F11",), "", "View/", checkable=True),
    Spec("next_region", "Next region", ("F6",), "", "View"),
    Spec("previous_region", "Previous region", ("Shift+F6",), "", "View"),
    Spec("tasks", "Tasks", ("Ctrl+Shift+T",), "hard-drive", "View"),
    Spec("import_reports", "Import reports…", (), "", "View"),
    Spec("costs", "Costs…", (), "", "View"),
    Spec("focus_toast", "Keyboard to the notification", ("F8",), "", "View"),
    Spec("keyboard", "Keyboard", ("F1",), "keyboard", "Help"),
    Spec("about", "About Dailies", (), "info", "Help"),
)
"""A menu path that ends in or begins a part with “/” starts a new group there: see shell/menus.py."""


class Actions(QObject):
    """The actions made from the table; `by_id["star"]` is one."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.by_id: dict[str, QAction] = {}
        for spec in SPECS:
            action = QAction(tr(spec.text), self)
            action.setObjectName(f"action_{spec.id}")
            action.setShortcuts([QKeySequence(keys) for keys in spec.keys])
            action.setCheckable(spec.checkable)
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut if spec.where == "window"
                                      else Qt.ShortcutContext.WidgetWithChildrenShortcut)
            if spec.icon:
                icons.set_icon(action, spec.icon)
            self.by_id[spec.id] = action

    def connect_to(self, handlers: dict[str, Callable[[], object]]) -> None:
        """Each action calls its handler. Raises: KeyError for an action without one (a control that does nothing)."""
        for action_id, action in self.by_id.items():
            action.triggered.connect(_without_argument(handlers[action_id]))

    def enable(self, facts: set[str]) -> None:
        """Actions whose need is among `facts` are enabled, the others are not."""
        for spec in SPECS:
            self.by_id[spec.id].setEnabled(spec.needs == "" or spec.needs in facts)


def _without_argument(function: Callable[[], object]) -> Callable[[bool], None]:
    def triggered(_checked: bool = False) -> None:
        function()

    return triggered
