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


def context_menu(actions: Actions, ids: tuple[str, ...], owner: QWidget) -> QMenu:
    """A menu of these actions; an empty text is a separator. Disabled ones are left out."""
    made = new_menu("context_menu", owner)
    for action_id in ids:
        if not action_id:
            if not made.isEmpty():
                made.addSeparator()
        elif actions.by_id[action_id].isEnabled():
            made.addAction(actions.by_id[action_id])
    return made
