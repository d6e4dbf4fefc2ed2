"""A real gallery on the big library, without a screen, for the measurements of goals 5 and 8."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.library.library import Library
from app.ui.gallery.page import GalleryPage
from app.ui.kit import theme
from app.ui.session import Session
from tests.perf.figures import taken

SIZE = (1120, 800)
WAIT_S = 60.0


@dataclass
class Window:
    """The gallery, its session, and the program around it."""

    app: QApplication
    session: Session
    page: GalleryPage

    def settle(self) -> None:
        """Everything that was begun is done: lists read, thumbnails decoded, painted."""
        end = time.monotonic() + WAIT_S
        calm = 0
        while calm < 5 and time.monotonic() < end:
            self.app.processEvents()
            busy = self.session.background.busy or self.page.listing.busy
            calm = 0 if busy else calm + 1
            time.sleep(0.02)

    def gui_ms(self, *steps: object) -> float:
        """CPU milliseconds of this thread for calling these, one after the other."""
        return taken(lambda: [step() for step in steps if callable(step)], time.thread_time)


@contextmanager
def window_on(folder: Path, *, read_only: bool = True) -> Iterator[Window]:
    """The gallery stands on the library, all of it read and painted."""
    app = QApplication.instance()
    app = app if isinstance(app, QApplication) else QApplication([])
    theme.apply(app, "dark", reduce_motion=True)
    session = Session(Library.open(folder, read_only=read_only))
    page = GalleryPage(session)
    page.resize(*SIZE)
    page.show()
    window = Window(app, session, page)
    try:
        window.settle()
        yield window
    finally:
        page.close()
        session.close()
        page.deleteLater()
        app.processEvents()
