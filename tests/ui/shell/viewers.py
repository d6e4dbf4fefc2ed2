"""A window with its viewer, for tests of gestures in it."""

from __future__ import annotations

from pathlib import Path

from app.library.library import Library
from app.ui.viewer.page import ViewerPage
from app.ui.viewer.showing import Showing
from tests import factories
from tests.ui.shell.windows import Desk


class Viewer(Desk):
    """A window whose gallery has the keyboard, and the viewer once it is open."""

    def open(self, row: int = 0) -> ViewerPage:
        self.select(row)
        self.press("Space", self.window.gallery.view)
        self.sharp()
        return self.page

    @property
    def page(self) -> ViewerPage:
        page = self.window.window_actions.viewing.page
        assert page is not None
        return page

    @property
    def showing(self) -> Showing:
        return self.page.showing

    def sharp(self) -> None:
        """Everything that was wanted has been read."""
        self.wait(lambda: not self.page.stock.busy)
        self.settle()

    def key(self, keys: str) -> None:
        self.press(keys, self.page)
        self.sharp()

    def name(self) -> str:
        """What is looked at."""
        assert self.showing.card is not None
        return self.showing.card.name or ""

    def names(self) -> list[str]:
        return [card.name or "" for card in self.cards()]


def library_of(folder: Path) -> Library:
    library = factories.make_library(folder)
    for n in range(6):
        factories.add_item(library, f"item_{n}", variants=3 if n == 4 else 1, size=(640, 360))
    library.store.forget_history()
    return library
