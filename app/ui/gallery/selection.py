"""What is chosen: gestures as stretches of rows, and the chosen seqs without a list of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, cast, overload

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange, QModelIndex

from app.ui.gallery.order import Order, Stretch

if TYPE_CHECKING:
    from app.ui.gallery.view import GalleryView

Flag = QItemSelectionModel.SelectionFlag
MANY = 50


def ranges(selection: QItemSelection) -> list[QItemSelectionRange]:
    """The ranges of a selection (a Qt list that PySide's types do not know as one)."""
    return list(cast("Iterable[QItemSelectionRange]", selection))


class SelectedSeqs(Sequence[int]):
    """The seqs of some stretches of rows, in gallery order, as they were when it was made."""

    def __init__(self, order: Order = Order(), rows: Sequence[Stretch] = ()) -> None:  # noqa: B008 - never changed
        self._order = order
        self._rows = tuple(rows)
        self._length = sum(last - first + 1 for first, last in self._rows)

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[int]:
        for first, last in self._rows:
            for start in range(first, last + 1, 10_000):
                yield from self._order.part(start, min(last, start + 9_999))

    @overload
    def __getitem__(self, place: int) -> int: ...
    @overload
    def __getitem__(self, place: slice) -> list[int]: ...
    def __getitem__(self, place: int | slice) -> int | list[int]:
        if isinstance(place, slice):
            start, stop, step = place.indices(len(self))
            return self._part(start, stop) if step == 1 else [self[i] for i in range(start, stop, step)]
        left = place + len(self) if place < 0 else place
        if left >= 0:
            for first, last in self._rows:
                if left <= last - first:
                    return self._order.seq_at(first + left)
                left -= last - first + 1
        raise IndexError(place)

    def _part(self, start: int, stop: int) -> list[int]:
        """The chosen ones from the `start`th on, up to the `stop`th."""
        found: list[int] = []
        passed = 0
        for first, last in self._rows:
            length = last - first + 1
            if passed < stop and passed + length > start:
                until = first + min(length, stop - passed) - 1
                found += self._order.part(first + max(0, start - passed), until)
            passed += length
        return found

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        """One column: a slice of the gallery's where the rows are neighbours."""
        import numpy as np

        column = self._order.column
        parts = [column[first : last + 1] for first, last in self._rows]
        whole = parts[0] if len(parts) == 1 else np.concatenate([np.empty(0, np.int64), *parts])
        return np.array(whole, dtype=dtype, copy=copy)


class RowSelection:
    """The gestures of choosing on one view, whose model has one column. -1 is no row."""

    def __init__(self, view: GalleryView) -> None:
        self._view = view
        self._anchor = -1
        self._came_from = -1

    # -- asking ---------------------------------------------------------------------------------------

    def current(self) -> int:
        """The row the inspector shows."""
        return self._view.currentIndex().row()

    def start(self) -> int:
        """Where the keyboard goes on from: the current row, or the last one there was."""
        row = self.current()
        return row if row >= 0 else min(max(0, self._came_from), self._count() - 1)

    def contains(self, row: int) -> bool:
        """Whether the row is chosen."""
        model = self._selection_model()
        return model is not None and model.isSelected(self._index(row))

    def ranges(self) -> list[QItemSelectionRange]:
        """The chosen rows as Qt keeps them: in any order."""
        model = self._selection_model()
        return ranges(model.selection()) if model is not None else []

    def rows(self) -> list[Stretch]:
        """The chosen rows as stretches, ascending, none touching another."""
        found = sorted((part.top(), part.bottom()) for part in self.ranges())
        joined: list[Stretch] = []
        for first, last in found:
            if joined and first <= joined[-1][1] + 1:
                joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
            else:
                joined.append((first, last))
        return joined

    # -- choosing -------------------------------------------------------------------------------------

    def only(self, row: int) -> None:
        """This row and no other; it is current."""
        if row >= 0:
            self._anchor = row
            self._make_current(row)
            self.replace([(row, row)])

    def toggle(self, row: int) -> None:
        """This row changes sides; it is current."""
        if row >= 0:
            self._anchor = row
            self._make_current(row)
            model = self._selection_model()
            if model is not None:
                model.select(self._index(row), Flag.Toggle)

    def extend(self, row: int, keep: bool = False) -> None:
        """From the last single choice to this row; `keep` leaves the others chosen."""
        if row < 0 or self._selection_model() is None:
            return
        if not 0 <= self._anchor < self._count():
            self._anchor = max(0, self.start())
        self._make_current(row)
        stretch = (min(self._anchor, row), max(self._anchor, row))
        self.replace([stretch], self._view.selectionModel().selection() if keep else None)

    def move(self, row: int) -> None:
        """This row is current; what is chosen stays."""
        if row >= 0:
            self._anchor = row
            self._make_current(row)

    def stretch(self, first: int, last: int, keep: bool = False) -> None:
        """Neighbouring rows, the first of which is current; `keep` leaves the others chosen."""
        if self._selection_model() is not None and 0 <= first <= last:
            base = self._view.selectionModel().selection() if keep else None
            self._anchor = first
            self._make_current(first)
            self.replace([(first, last)], base)

    def invert(self) -> None:
        """What was not chosen is, and the other way round."""
        if not self._count():
            return
        inverted, after = [], 0
        for first, last in self.rows():
            if first > after:
                inverted.append((after, first - 1))
            after = last + 1
        if after < self._count():
            inverted.append((after, self._count() - 1))
        if self.current() < 0:
            self._make_current(self.start())
        self.replace(inverted)

    def everything(self) -> None:
        """All rows, as one range."""
        if self._count():
            if self.current() < 0:
                self._make_current(self.start())
            self.replace([(0, self._count() - 1)])

    def nothing(self) -> None:
        """No row, and none is current; the keyboard goes on from where it was."""
        if self.current() >= 0:
            self._came_from = self.current()
        model = self._selection_model()
        if model is not None:
            model.clear()

    def replace(self, rows: Iterable[Stretch], base: QItemSelection | None = None) -> None:
        """These rows, besides those of `base`."""
        model = self._selection_model()
        if model is None:
            return
        chosen = QItemSelection()
        for first, last in rows:
            chosen.select(self._index(first), self._index(last))
        if base is not None:
            chosen.merge(base, Flag.Select)
        if len(ranges(chosen)) > MANY:
            # Qt compares each stretch before with each after: 2,000 took 207 ms, 0.2 ms from nothing (6.11.3)
            model.clearSelection()
        model.select(chosen, Flag.ClearAndSelect)

    def _make_current(self, row: int) -> None:
        model = self._selection_model()
        if model is not None:
            model.setCurrentIndex(self._index(row), Flag.NoUpdate)

    def _index(self, row: int) -> QModelIndex:
        model = self._view.gallery
        return model.index(row, 0) if model is not None else QModelIndex()

    def _count(self) -> int:
        model = self._view.gallery
        return model.rowCount() if model is not None else 0

    def _selection_model(self) -> QItemSelectionModel | None:
        """None while the view has no model."""
        return self._view.selectionModel()
