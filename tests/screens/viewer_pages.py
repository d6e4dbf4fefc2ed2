"""Pages of the viewer, each as the steps that bring the window there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.ui.shell.main_window import MainWindow
from app.ui.viewer.page import ViewerPage
from tests.screens.waiting import PATIENCE, SETTLE_MS, wait


def _open(window: MainWindow, kind: str = "image", variants: int = 1) -> ViewerPage:
    """The first item of that kind with so many variants fills the window, its picture whole."""
    model, view = window.gallery.model, window.gallery.view
    cards = [model.card(row) for row in range(model.rowCount())]
    rows = [row for row, card in enumerate(cards) if card is not None and kind in (card.type or "") and card.variants >= variants]
    view.selection.only(rows[len(rows) // 2] if rows else 0)
    window.window_actions.viewing.open()
    page = window.window_actions.viewing.page
    if page is None:
        raise RuntimeError("the viewer did not open")
    _quiet(page)
    return page


def _quiet(page: ViewerPage) -> None:
    for _ in range(PATIENCE):
        wait(SETTLE_MS)
        if not page.stock.busy and (not page.playing.is_open or page.playing.frame_shown or page.trouble.text()):
            return


def viewer(window: MainWindow) -> None:
    """A picture with variants."""
    _open(window, variants=2)


def viewer_information(window: MainWindow) -> None:
    """What is known of it, over it."""
    QTest.keyClick(_open(window), Qt.Key.Key_I)


def viewer_pixels(window: MainWindow) -> None:
    """So large that each pixel has a line around it."""
    page = _open(window)
    page.canvas.zoom_to(16.0)


def viewer_clip(window: MainWindow) -> None:
    """A clip, some frames in."""
    page = _open(window, "video")
    if page.playing.player is not None:
        page.playing.player.seek(9)
    _quiet(page)


def viewer_missing(window: MainWindow) -> None:
    """A picture whose file is gone."""
    page = _open(window)
    if page.showing.original is not None:
        page.showing.original.path.unlink()
        page.showing.look_again()
    _quiet(page)
