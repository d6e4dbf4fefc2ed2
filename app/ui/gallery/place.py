"""Keeping one's place while rows come and go: what is chosen, current, and on the screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QItemSelection

from app.ui.gallery.order import Difference, Order, Stretch, neighbours, pairs
from app.ui.gallery.selection import SelectedSeqs
from app.ui.gallery.view import GalleryView
from db import Filter

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Seqs = NDArray[np.int64]

SEARCH_ROWS = 4_000  # so far around a row that went a neighbour is looked for
REMEMBERED = 20
MOST_STRETCHES = 10_000  # 50 ms
MOST_ADDED = 1_000  # 33 ms: merging is quadratic


@dataclass(frozen=True)
class Spot:
    """A place that outlives the list: seqs, and how far the first tile was from the top of the screen."""

    anchor: int | None = None
    down: int = 0
    current: int | None = None
    chosen: tuple[int, ...] = ()  # when more than the current one
    everything: bool = False


@dataclass(frozen=True)
class Visit:
    """A step into a parent: where it was made from, and what the parent is called."""

    outside: Filter
    parent_id: str
    name: str
    spot: Spot


class Was(NamedTuple):
    """A place in a list that is about to go, in rows; `first` is the first on the screen, -1 at the very top."""

    order: Order
    chosen: list[Stretch]
    current: int
    first: int
    down: int


@dataclass(frozen=True, eq=False)
class Lost:
    """Items that were chosen when they went; `alone` when no other was."""

    seqs: Seqs
    current: int | None
    alone: bool


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
    return _choose_again(view, order, wanted) and found


def _choose_again(view: GalleryView, order: Order, wanted: Spot) -> bool:
    if not (wanted.chosen or wanted.everything):
        return True
    if not hasattr(order.ids, "dtype"):
        return False  # the first page: the whole list is on its way
    if wanted.everything:
        view.selection.everything()
        return True
    import numpy as np

    rows = order.rows_of(wanted.chosen)
    there = np.sort(rows[rows >= 0])
    if len(there):
        view.selection.replace(pairs(neighbours(there)))
    return len(there) == len(rows)


class Keeper:
    """Carries the place of one view from one list to the next."""

    def __init__(self, view: GalleryView) -> None:
        self._view = view
        self._lost: list[Lost] = []

    def forget(self) -> None:
        """Another filter: what was chosen before does not come back by itself."""
        self._lost.clear()

    def before(self, order: Order) -> Was:
        """The place in the list that is about to go."""
        view = self._view
        shown = view.visible_rows()
        first = shown.start if view.scroller.top > 0 and shown else -1
        return Was(
            order, view.selection.rows(), view.selection.current(), first, view.cell(max(0, first)).top()
        )

    def after(self, was: Was, order: Order, difference: Difference | None) -> None:
        """The same place in the list that is shown now; `difference` as it was told to the view by rows.

        What was chosen and went is remembered: when it comes back it is chosen again.
        """
        old, chosen, current, first, down = was
        gone = (
            self._carry_over(old, chosen, order) if difference is None else _within(old, chosen, difference)
        )
        alone = bool(len(gone)) and not self._view.selection.rows()
        if current >= 0:
            self._keep_current(survivor(old, order, current), alone)
        if first >= 0:
            row = survivor(old, order, first)
            if row >= 0:
                self._view.scroll_to_row_at(row, down)
        if len(gone):
            self._view.scroll_to(self._view.selection.current())
            self._lost.append(Lost(gone, old.seq_at(current) if current >= 0 else None, alone))
            del self._lost[:-REMEMBERED]
        elif difference is None or difference.added:
            self._regain(order)

    def _carry_over(self, old: Order, chosen_rows: list[Stretch], order: Order) -> Seqs:
        """After a reset: the same items are chosen; those that went."""
        import numpy as np

        chosen = np.asarray(SelectedSeqs(old, chosen_rows))
        rows = order.rows_of(chosen)
        if len(chosen):
            self._choose(np.sort(rows[rows >= 0]), None)
        gone: Seqs = chosen[rows < 0]
        return gone

    def _choose(self, rows: Seqs, kept: QItemSelection | None) -> None:
        """These rows are chosen; so many stretches that Qt would take seconds for them are not."""
        stretches = neighbours(rows)
        if len(stretches) <= (MOST_STRETCHES if kept is None else MOST_ADDED):
            self._view.selection.replace(pairs(stretches), kept)

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

        view = self._view
        for lost in reversed(self._lost):
            rows = order.rows_of(lost.seqs)
            rows = np.sort(rows[rows >= 0])
            if len(rows) == 0:
                continue
            self._lost.remove(lost)
            kept = None if lost.alone else view.selectionModel().selection()
            row = order.row_of(lost.current) if lost.current is not None else -1
            row = row if row >= 0 else int(rows[0])
            view.selection.move(row)
            self._choose(rows, kept)
            view.scroll_to(row)
            return


def _within(old: Order, chosen: list[Stretch], difference: Difference) -> Seqs:
    """The chosen items that are among the removed rows. Both are ascending."""
    import numpy as np

    parts: list[Stretch] = []
    at = 0
    for first, last in difference.removed:
        while at < len(chosen) and chosen[at][1] < first:
            at += 1
        for begin, end in chosen[at:]:
            if begin > last:
                break
            parts.append((max(first, begin), min(last, end)))
    return np.asarray(SelectedSeqs(old, parts))


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
