"""The items of the gallery as a list model: seqs for all, cards for those that are seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.ui.gallery import captions, news
from app.ui.gallery.cards import CardStock
from app.ui.gallery.order import Difference, Order
from app.ui.session import Session
from db import Card, Changes, DbError

PAGE = 64  # rows read at once: a screen and a half of usual tiles
SINGLE_NEWS = 500  # more changed items than this are told as one range
COPY_LIMIT = 4_000_000  # ids copied to apply a difference row by row: about 8 ms

CARD_ROLE = Qt.ItemDataRole.UserRole + 1
SEQ_ROLE = Qt.ItemDataRole.UserRole + 2
ID_ROLE = Qt.ItemDataRole.UserRole + 3

Index = QModelIndex | QPersistentModelIndex


class GalleryModel(QAbstractListModel):
    """What the gallery shows. `set_ids` and `take` say which items; their cards follow the news.

    `stale` tells that the ids must be read again, since something happened that may change them.
    """

    stale = Signal()
    failed = Signal(str, str)  # message, hint

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.filter = session.filter
        self.shot_numbers: Mapping[str, str] = {}
        self._order = Order()
        self._stock = CardStock(session.library, session.background, self._cards_arrived)
        session.events.changed.connect(self.hear)

    # -- which items ----------------------------------------------------------------------------------

    @property
    def order(self) -> Order:
        """The seqs in gallery order."""
        return self._order

    def seq_at(self, row: int) -> int | None:
        """The item in a row."""
        return self._order.seq_at(row) if 0 <= row < len(self._order) else None

    def row_of(self, seq: int) -> int:
        """The row of an item, -1 when it is not shown."""
        return self._order.row_of(seq)

    def set_ids(self, ids: Any) -> None:
        """The gallery shows these items; views are reset."""
        self.take(ids if isinstance(ids, Order) else Order(ids), None)

    def take(self, order: Order, difference: Difference | None) -> bool:
        """The gallery shows `order`, told to views as rows that go and come; whether it was not a reset.

        `difference` is that of the present order to the new one. Without it, or where telling it row by row
        costs too much, views are reset.
        """
        if difference is None or self._dear(difference, order):
            self.beginResetModel()
            self._order = order
            self.endResetModel()
            return False
        left = len(difference.removed) + len(difference.added)
        for first, last in reversed(difference.removed):
            left -= 1
            self._remove(first, last, order if not left else None)
        for first, last in difference.added:
            left -= 1
            self._insert(first, last, order, last_step=not left)
        self._order = order
        return True

    def _dear(self, difference: Difference, order: Order) -> bool:
        steps = len(difference.removed) + len(difference.added)
        return steps > 1 and steps * max(len(order), len(self._order)) > COPY_LIMIT

    def _remove(self, first: int, last: int, result: Order | None) -> None:
        ids = self._order.ids
        self.beginRemoveRows(QModelIndex(), first, last)
        self._order = result if result is not None else Order(_joined(ids[:first], ids[last + 1 :]))
        self.endRemoveRows()

    def _insert(self, first: int, last: int, order: Order, last_step: bool) -> None:
        ids = self._order.ids
        self.beginInsertRows(QModelIndex(), first, last)
        between = order.ids[first : last + 1]
        self._order = order if last_step else Order(_joined(ids[:first], between, ids[first:]))
        self.endInsertRows()

    # -- their cards ----------------------------------------------------------------------------------

    def card(self, row: int) -> Card | None:
        """The card in a row; None while it is being read, or when the item is gone."""
        if not 0 <= row < len(self._order):
            return None
        seq = self._order.seq_at(row)
        if not self._stock.knows(seq):
            start = row - row % PAGE
            self._read(self._order.part(start, start + PAGE - 1))
        return self._stock.peek(seq)

    def cards(self, rows: range) -> list[Card | None]:
        """The cards of neighbouring rows."""
        return [self.card(row) for row in rows]

    def set_shot_numbers(self, numbers: Mapping[str, str]) -> None:
        """The numbers that shots (by id) have in captions."""
        if numbers != self.shot_numbers:
            self.shot_numbers = dict(numbers)
            self._tell_all()

    def _read(self, seqs: list[int]) -> None:
        try:
            self._stock.read(seqs)
        except DbError as error:
            self.failed.emit(error.message, error.hint)

    def _cards_arrived(self, seqs: set[int]) -> None:
        self._tell(seqs)

    # -- news -----------------------------------------------------------------------------------------

    def hear(self, changes: Changes) -> None:
        """What happened in the library is shown, or `stale` is told."""
        if changes.everything or (news.facts_changed(changes) and not changes.seqs):
            self._stock.clear()
            self._tell_all()
        elif changes.seqs:
            self._stock.forget(changes.seqs)
            self._tell(changes.seqs)
        if news.may_change_list(changes, self.filter):
            self.stale.emit()

    def _tell(self, seqs: Iterable[int]) -> None:
        """`dataChanged` for the rows of these items."""
        changed = list(seqs)
        if len(changed) > SINGLE_NEWS:
            self._tell_all()
            return
        rows = sorted(row for row in self._rows(changed) if row >= 0)
        while rows:
            run = 1
            while run < len(rows) and rows[run] == rows[0] + run:
                run += 1
            self.dataChanged.emit(self.index(rows[0], 0), self.index(rows[run - 1], 0))
            rows = rows[run:]

    def _rows(self, seqs: list[int]) -> list[int]:
        if hasattr(self._order.ids, "dtype"):
            return [int(row) for row in self._order.rows_of(seqs)]
        return [self._order.row_of(seq) for seq in seqs]

    def _tell_all(self) -> None:
        if len(self._order):
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._order) - 1, 0))

    # -- Qt -------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._order)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = index.row()
        if not index.isValid() or not 0 <= row < len(self._order):
            return None
        if role == SEQ_ROLE:
            return self._order.seq_at(row)
        if role not in _ROLES:
            return None
        card = self.card(row)
        return None if card is None else _ROLES[role](card, self.shot_numbers)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        can = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return can | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemNeverHasChildren


_ROLES: dict[int, Any] = {
    Qt.ItemDataRole.DisplayRole: lambda card, _numbers: captions.name_of(card),
    Qt.ItemDataRole.AccessibleTextRole: captions.spoken,
    CARD_ROLE: lambda card, _numbers: card,
    ID_ROLE: lambda card, _numbers: card.id,
}


def _joined(*parts: Any) -> Any:
    """Columns one after the other: arrays while they are, numpy's once one is."""
    if not any(hasattr(part, "dtype") for part in parts):
        whole = parts[0][:0]
        for part in parts:
            whole += part
        return whole
    import numpy as np

    return np.concatenate([np.asarray(part, dtype=np.int64) for part in parts])
