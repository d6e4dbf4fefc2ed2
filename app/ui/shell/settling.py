"""Before an action on items runs, everything it asks knows of the item one is at by now: keys come faster than the news."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.ui.actions import SPECS

if TYPE_CHECKING:
    from app.ui.shell.main_window import MainWindow
    from app.ui.shell.viewing import Viewing

ON_ITEMS = {spec.id for spec in SPECS if spec.needs in ("selection", "one", "shot", "trash")} | {
    "compare", "compare_primary", "compare_origin"}
ON_THE_SHOWN = {spec.id for spec in SPECS if spec.needs == "one"} | {"compare_primary"}


class Settling:
    """`first` puts the settling before what an action does."""

    def __init__(self, window: MainWindow, viewing: Viewing) -> None:
        self._window, self._viewing = window, viewing

    def first(self, action_id: str, handler: Callable[[], object]) -> Callable[[], object]:
        """The handler, which acts on what is selected and shown at that moment; not at all, if it cannot by then."""
        if action_id not in ON_ITEMS:
            return handler
        action = self._window.actions_.by_id[action_id]

        def run() -> None:
            self._settle(action_id in ON_THE_SHOWN)
            if action.isEnabled():
                handler()

        return run

    def _settle(self, shown: bool) -> None:
        window, page = self._window, self._viewing.page
        seen = None
        if window.session.page == "viewer" and page is not None:
            self._viewing.items.sync()
            seen = page.showing.variant()
        if window.gallery.telling.isActive():
            window.gallery.tell_selection()
        if shown:
            window.inspector.catch_up()
            if seen is not None:
                window.inspector.content.variants.show_variant(seen.id)
