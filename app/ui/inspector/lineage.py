"""Where the item comes from and what came of it: parents, descendants, parts, each a row of pictures to go to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.library.details import Detail
from app.ui.inspector import details
from app.ui.inspector.section import column
from app.ui.inspector.strip import EDGE_PX, GAP_PX, SMALL_UNDER_PX, Cell, Strip
from app.ui.inspector.thumbs import Thumbs
from app.ui.kit.elided import ElidedLabel
from app.ui.kit.labels import label
from app.ui.kit.text import number, tr
from db import Card

KEY_PX = 72
COUNT_FROM = 2  # one picture needs no number


class Relation(QWidget):
    """One row: what the pictures are, the pictures, then the one's name or how many there are."""

    def __init__(self, name: str, title: str, thumbs: Thumbs, parent: QWidget) -> None:
        super().__init__(parent)
        self._key = label(title, "small", "text-3", parent=self)
        self._key.setFixedWidth(KEY_PX)
        self.strip = Strip(f"relation_{name}", title, thumbs, labelled=False, parent=self)
        self._tail = ElidedLabel("", "middle", "small", "text-2", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(4)
        row.addWidget(self._key)
        row.addWidget(self.strip)
        row.addWidget(self._tail, 1)

    def set_cards(self, cards: Sequence[Card]) -> None:
        """Shows these; without any the row is not there."""
        self.setVisible(bool(cards))
        self.strip.set_cells([Cell(card.id, card.thumbnail_url, _words(card)) for card in cards])
        if len(cards) == 1:
            self._tail.setText(cards[0].name or tr("Untitled"))
        else:
            self._tail.setText(number(len(cards)) if len(cards) >= COUNT_FROM else "")
        self.fit()

    def tail(self) -> str:
        """The name or the number behind the pictures."""
        return self._tail.text()

    def fit(self) -> None:
        """The pictures take what they need, the number stays readable, the rest scrolls."""
        count = len(self.strip.cells())
        room = self.width() - 16 - 12 - KEY_PX - 4
        thumb_px = 48 if self.width() - 32 < SMALL_UNDER_PX else 64
        wanted = count * (thumb_px + GAP_PX) - GAP_PX + 2 * EDGE_PX
        tail = 0 if count < COUNT_FROM else self._tail.sizeHint().width() + 4
        if count >= COUNT_FROM and wanted <= room < wanted + tail:
            tail = 0  # all of them are to be seen: the number can go
        self._tail.setVisible(count == 1 or tail > 0)
        self.strip.set_thumb_width(thumb_px)
        self.strip.setFixedWidth(max(thumb_px + 2 * EDGE_PX, min(wanted, room - tail)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()


class Lineage(QWidget):
    """Click or Enter on a picture goes to it."""

    show_requested = Signal(str)

    ROWS = (("parent", "Part of"), ("based_on", "Based on"), ("derived", "Led to"), ("parts", "Parts"))

    def __init__(self, thumbs: Thumbs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector_lineage")
        self.setAccessibleName(tr("Lineage"))
        box = column(self)
        self.rows: dict[str, Relation] = {}
        for name, title in self.ROWS:
            row = Relation(name, tr(title), thumbs, self)
            row.strip.picked.connect(self.show_requested)
            row.strip.activated.connect(self.show_requested)
            box.addWidget(row)
            self.rows[name] = row

    def set_detail(self, found: Detail) -> None:
        """The relatives of this item; without any nothing is there."""
        lists = {
            "parent": [found.parent] if found.parent else [],
            "based_on": [found.based_on] if found.based_on else [],
            "derived": found.derived,
            "parts": found.parts,
        }
        for name, cards in lists.items():
            self.rows[name].set_cards(cards)
        self.setVisible(any(lists.values()))


def _words(card: Card) -> str:
    parts = [card.name or tr("Untitled"), details.kind_word(card.type)]
    if card.starred:
        parts.append(tr("starred"))
    if card.trashed_at is not None:
        parts.append(tr("in Trash"))
    return ", ".join(parts)
