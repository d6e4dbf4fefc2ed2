"""The menus, built from the table of actions: the ☰ button opens them, macOS shows them in its menu bar."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from app.ui.actions import SPECS, Actions
from app.ui.kit.menus import menu as new_menu
from app.ui.kit.text import tr

ORDER = ("File", "Edit", "Item", "Shot", "View", "Help")


def build(actions: Actions, into: QMenu | QMenuBar, owner: QWidget) -> None:
    """`into` has a menu for each name in ORDER. In the table “File/” starts a new group, “View/Theme” is a submenu."""
    tops = {name: new_menu(f"menu_{name.lower()}", owner) for name in ORDER}
    subs: dict[str, QMenu] = {}
    for name, top in tops.items():
        top.setTitle(tr(name))
        into.addMenu(top)
    for spec in SPECS:
        top_name, slash, rest = spec.menu.partition("/")
        if not top_name:
            continue
        top = tops[top_name]
        if rest:
            if spec.menu not in subs:
                subs[spec.menu] = new_menu(f"menu_{rest.lower()}", owner)
                subs[spec.menu].setTitle(tr(rest))
                top.addMenu(subs[spec.menu])
            subs[spec.menu].addAction(actions.by_id[spec.id])
        else:
            if slash and not top.isEmpty():
                top.addSeparator()
            top.addAction(actions.by_id[spec.id])


Entry = str | tuple[str, tuple[str, ...]]
"""An action's id, an empty text for a separator, or a submenu: its title and what is in it."""


def context_menu(actions: Actions, entries: tuple[Entry, ...], owner: QWidget) -> QMenu:
    """A menu of these actions. Disabled ones are left out, so are empty submenus and separators without anything after."""
    made = new_menu("context_menu", owner)
    _fill(made, actions, entries, owner)
    return made


def _fill(into: QMenu, actions: Actions, entries: tuple[Entry, ...], owner: QWidget) -> None:
    waiting = False  # a separator, until something comes after it
    for entry in entries:
        if not entry:
            waiting = not into.isEmpty()
            continue
        if isinstance(entry, tuple):
            title, inside = entry
            sub = new_menu(f"context_{title.lower()}", into)
            sub.setTitle(tr(title))
            _fill(sub, actions, inside, owner)
            if sub.isEmpty():
                sub.deleteLater()
                continue
            action = sub.menuAction()
        elif actions.by_id[entry].isEnabled():
            action = actions.by_id[entry]
        else:
            continue
        if waiting:
            into.addSeparator()
            waiting = False
        into.addAction(action)
