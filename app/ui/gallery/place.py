"""Keeping one's place while rows come and go: what is chosen, current, and on the screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.ui.gallery.order import Order, Stretch, neighbours, pairs
from app.ui.gallery.selection import SelectedSeqs
from app.ui.gallery.view import GalleryView

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Seqs = NDArray[np.int64]

SEARCH_ROWS = 4_000  # so far around a row that went a neighbour is looked for
REMEMBERED = 20


@dataclass(frozen=True)
class Spot:
    """A place that outlives the list: seqs, and how far the first tile was from the top of the screen."""

    anchor: int | None = None
    down: int = 0
    current: int | None = None


def spot(view: GalleryView, order: Order) -> Spot:
    """Where the view stands now."""
    shown, current = view.visible_rows(), view.selection.current()
    anchor = order.seq_at(shown.start) if view.scroller.top > 0 and shown else None
    return Spot(
        anchor,
        view.cell(shown.start).top() if shown else 0,
        order.seq_at(current) if 0 <= current < len(order) else None,
    )


def go_to(view: GalleryView, order: Order, wanted: Spot) -> bool:
    """The view stands at the spot, as far as its items are there; whether all of them are."""
    found = True
    if wanted.current is not None:
        row = order.row_of(wanted.current)
        found = row >= 0
        if found and view.selection.current() != row:
            view.selection.only(row)
            view.scroll_to(row)
    if wanted.anchor is not None:
        row = order.row_of(wanted.anchor)
        found = found and row >= 0
        if row >= 0:
            view.scroll_to_row_at(row, wanted.down)
    return found


class Keeper:
    """Carries the place of one view from one list to the next."""

    def __init__(self, view: GalleryView) -> None:
        self._view = view
        self._lost: list[tuple[Seqs, int | None]] = []

    def forget(self) -> None:
        """Another filter: what was chosen before does not come back by itself."""
        self._lost.clear()

    def before(self, order: Order) -> tuple[Order, list[Stretch], int, int, int]:
        """The place in the list that is about to go."""
        view = self._view
        shown = view.visible_rows()
        first = shown.start if view.scroller.top > 0 and shown else -1
        return order, view.selection.rows(), view.selection.current(), first, view.cell(max(0, first)).top()

    def after(self, was: tuple[Order, list[Stretch], int, int, int], order: Order, reset: bool) -> None:
        """The same place in the list that is shown now. What was chosen and comes back is chosen again."""
        import numpy as np

        old, chosen_rows, current, first, down = was
        chosen = np.asarray(SelectedSeqs(old, chosen_rows))
        rows = order.rows_of(chosen)
        gone = chosen[rows < 0]
        if reset and len(chosen):
            self._view.selection.replace(pairs(neighbours(np.sort(rows[rows >= 0]))))
        if current >= 0:
            self._keep_current(survivor(old, order, current), alone=len(gone) == len(chosen) > 0)
        if first >= 0:
            row = survivor(old, order, first)
            if row >= 0:
                self._view.scroll_to_row_at(row, down)
        if len(gone):
            self._view.scroll_to(self._view.selection.current())
            self._lost.append((gone, old.seq_at(current) if current >= 0 else None))
            del self._lost[:-REMEMBERED]
        else:
            self._regain(order)

    def _keep_current(self, row: int, alone: bool) -> None:
        selection = self._view.selection
        if row < 0:
            selection.nothing()
        elif alone:
            selection.only(row)  # after a delete the next item is where one goes on
        elif selection.current() != row:
            selection.move(row)

    def _regain(self, order: Order) -> None:
        """An undo brought back what was chosen when it went."""
        import numpy as np

        for seqs, current in reversed(self._lost):
            rows = order.rows_of(seqs)
            rows = np.sort(rows[rows >= 0])
            if len(rows):
                self._lost = [entry for entry in self._lost if entry[0] is not seqs]
                row = order.row_of(current) if current is not None else -1
                row = row if row >= 0 else int(rows[0])
                self._view.selection.only(row)
                self._view.selection.replace(pairs(neighbours(rows)))
                self._view.scroll_to(row)
                return


def survivor(old: Order, new: Order, row: int) -> int:
    """The new row of the item, or of the next still there, or of the one before; -1 without any."""
    here = new.row_of(old.seq_at(row))
    if here >= 0 or len(new) == 0:
        return here
    after = new.rows_of(old.column[row : row + SEARCH_ROWS])
    if (after >= 0).any():
        return int(after[after >= 0][0])
    before = new.rows_of(old.column[max(0, row - SEARCH_ROWS) : row])
    if (before >= 0).any():
        return int(before[before >= 0][-1])
    return min(row, len(new) - 1)
