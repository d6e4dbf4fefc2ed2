"""Goal 8: scrolling, selecting and resetting a gallery of a million.

CPU of the GUI thread, medians; the peer is a bare scroll area that paints the same pictures and names by the same
arithmetic, and nothing else. Stops: wall time of each turn of the event loop while the gallery scrolls at 60 steps a
second over thumbnails that have to be read and decoded; the 99th of a hundred, best of three passes.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea

from app.ui.gallery.pictures import rounded
from app.ui.kit import theme
from tests.perf.figures import Figure, at_most, in_turn, lowest, medians, percentile
from tests.perf.library import big_library
from tests.perf.window import SIZE, Window, window_on

STEP_PX = 60
STEPS = 120
ROUNDS = 5
FRAME_S = 1 / 60
PASSES = 3


class BareArea(QAbstractScrollArea):
    """Pictures in a grid with a name below each."""

    def __init__(self, window: Window, pixmaps: list[QPixmap]) -> None:
        super().__init__()
        self._grid = window.page.view.grid
        self._box = window.page.view.tiles.box(QRect(0, 0, self._grid.cell_width, self._grid.cell_height))
        self._pixmaps = pixmaps
        self.resize(window.page.view.size())
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.viewport().setFont(theme.font("small"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.verticalScrollBar().setRange(0, self._grid.height - self.viewport().height())

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().scroll(0, dy)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.colour("canvas"))
        painter.setPen(theme.colour("text-2"))
        top, grid, box = self.verticalScrollBar().value(), self._grid, self._box
        for row in grid.rows_between(top + event.rect().top(), top + event.rect().bottom()):
            x, y = grid.corner(row)
            painter.drawPixmap(x + box.x(), y - top + box.y(), self._pixmaps[row % len(self._pixmaps)])
            caption = QRect(x + box.x(), y - top + box.bottom() + 5, box.width(), 16)
            painter.drawText(caption, Qt.AlignmentFlag.AlignLeft, f"take_{row:07d}")
        painter.end()


def _pixmaps(window: Window) -> list[QPixmap]:
    """Pictures as the gallery keeps them."""
    view, found = window.page.view, []
    for row in view.visible_rows():
        card = view.card(row)
        image = window.session.thumbnails.get(card.thumbnail_url) if card is not None and card.thumbnail_url else None
        if card is not None and image is not None:
            area = view.tiles.picture(view.cell(row), card)
            found.append(rounded(image, area.width(), area.height(), 1.0, False))
    return found


def steps(window: Window) -> Figure:
    """One step of 60 px and its paint."""
    view, app = window.page.view, window.app
    view.scroll_by(view.grid.height // 3)
    window.settle()
    bare = BareArea(window, _pixmaps(window))
    bare.show()
    bar = bare.verticalScrollBar()
    bar.setValue(view.grid.height // 3)
    app.processEvents()

    def walk(step: Callable[[], object]) -> float:
        spent = [window.gui_ms(step, app.processEvents) for _ in range(STEPS)]
        return percentile(spent, 0.5)

    def warm() -> None:
        for distance in (STEP_PX, -STEP_PX):  # what is scrolled over has been seen, as the peer's pictures are in memory
            for _ in range(STEPS):
                view.scroll_by(distance)
                app.processEvents()
            window.settle()

    warm()
    directions = iter([1, -1] * ROUNDS)
    ours, peer = [], []
    for _ in range(ROUNDS):
        way = next(directions) * STEP_PX
        mine, theirs = in_turn(1, lambda w=way: walk(lambda: view.scroll_by(w)),
                               lambda w=way: walk(lambda: bar.setValue(bar.value() + w)))
        ours += mine
        peer += theirs
    bare.close()
    bare.deleteLater()
    return Figure("8", "scroll step and paint", "ms CPU", percentile(ours, 0.5), percentile(peer, 0.5),
                  "bare scroll area", 1.5)


def choices(window: Window) -> list[Figure]:
    """Select all, and another list."""
    page, app = window.page, window.app

    def everything() -> float:
        page.view.selection.nothing()
        window.settle()
        return window.gui_ms(page.select_all, app.processEvents)

    def another() -> float:
        page.view.selection.nothing()
        window.settle()
        order = page.model.order
        return window.gui_ms(lambda: page.model.set_ids(order), app.processEvents)

    whole, reset = medians(ROUNDS, everything, another)
    page.view.selection.nothing()
    return [at_most("8", "select all", "ms CPU", whole, 5.0), at_most("8", "model reset", "ms CPU", reset, 5.0)]


def stops(window: Window) -> Figure:
    """How long the GUI thread stands still while the gallery scrolls over what was not seen before."""
    view, app, thumbnails = window.page.view, window.app, window.session.thumbnails

    def names() -> set[str]:
        cards = (view.card(row) for row in range(600))
        return {card.thumbnail_url for card in cards if card is not None and card.thumbnail_url}

    known = names()

    def scroll_on() -> float:
        thumbnails.forget(known)
        view.tiles.renew()
        view.scroll_by(view.grid.height // 7)
        window.settle()
        spent = []
        due = time.perf_counter()
        for _ in range(300):
            due += FRAME_S
            start = time.perf_counter()
            view.scroll_by(STEP_PX)
            app.processEvents()
            spent.append((time.perf_counter() - start) * 1000)
            while (left := due - time.perf_counter()) > 0:
                time.sleep(min(left, 0.002))
                start = time.perf_counter()
                app.processEvents()
                spent.append((time.perf_counter() - start) * 1000)
            due = max(due, time.perf_counter())
        return percentile(sorted(spent)[-300:], 0.99)

    return at_most("8", "GUI stop while scrolling, p99", "ms", *lowest(PASSES, scroll_on), 16.0)


def scrolling(rows: int) -> list[Figure]:
    """Goal 8."""
    with window_on(big_library(rows)) as window:
        if window.page.width() != SIZE[0]:
            raise RuntimeError("the gallery is not as large as it should be")
        return [steps(window), *choices(window), stops(window)]
