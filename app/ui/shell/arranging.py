"""How the gallery shows things: groups, names, scrubbing, and choosing by group. The actions of View and Edit for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.settings import save

if TYPE_CHECKING:
    from app.ui.shell.main_window import MainWindow

GROUPINGS = {"group_nothing": "", "group_day": "day", "group_shot": "shot", "group_tool": "tool"}


class Arranging(QObject):
    """Connects the gallery to these actions of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._view = window.gallery.view
        self._view.scrub.pictures = window.timeline.filmstrips.of_card
        self._view.scrub.enabled = window.settings.scrub
        window.timeline.filmstrips.ready.connect(lambda _locations: self._view.scrub.again())

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What the actions of the table do here."""
        return {**{name: self._grouping(by) for name, by in GROUPINGS.items()}, "names": self._toggle_names,
                "scrub": self._toggle_scrub, "invert": self._view.selection.invert,
                "select_group": self._view.headers.choose_current}

    def mark(self, page: str) -> None:
        """What is in force is checked; what belongs to the gallery waits for it."""
        by_id, by = self._window.actions_.by_id, self._window.gallery.grouping()
        for name, each in GROUPINGS.items():
            by_id[name].setChecked(each == by)
        by_id["names"].setChecked(self._view.tiles.names)
        by_id["scrub"].setChecked(self._view.scrub.enabled)
        for name in (*GROUPINGS, "names", "invert"):
            by_id[name].setEnabled(page == "gallery")
        by_id["select_group"].setEnabled(page == "gallery" and by != "")

    def _grouping(self, by: str) -> Callable[[], None]:
        def group() -> None:
            self._window.gallery.group_by(by)
            self._window.window_actions.refresh()

        return group

    def _toggle_names(self) -> None:
        self._view.set_names(not self._view.tiles.names)
        self._window.window_actions.refresh()

    def _toggle_scrub(self) -> None:
        self._view.scrub.enabled = self._window.settings.scrub = not self._view.scrub.enabled
        self._view.scrub.stop()
        save(self._window.settings)
        self._window.window_actions.refresh()
