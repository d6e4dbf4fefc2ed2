"""Where the item comes from and what came of it: parents, descendants, parts, each a row of pictures to go to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.library.details import Detail
from app.ui.inspector import details
from app.ui.inspector import strip_paint as draw
from app.ui.inspector.section import INSET_PX, column
from app.ui.inspector.strip import Cell, Strip
from app.ui.inspector.strip_layout import EDGE_PX, GAP_PX, LARGE, SMALL, SMALL_UNDER_PX
from app.ui.kit import drop_hint, theme
from app.ui.kit.elided import ElidedLabel
from app.ui.kit.labels import label
from app.ui.kit.text import number, tr
from app.ui.kit.thumbs import Thumbs
from db import Card

KEY_PX = 72
KEY_SMALL_PX = 64
ROWS = (("parent", "Part of"), ("based_on", "Based on"), ("derived", "Led to"), ("parts", "Parts"))


class Relation(QWidget):
    """One row: what the pictures are, the pictures, then the one's name or how many there are. It may take files."""

    files_dropped = Signal(object)  # list of Arrival

    def __init__(self, name: str, title: str, thumbs: Thumbs, parent: QWidget) -> None:
        super().__init__(parent)
        self._key = label(title, "small", "text-3", parent=self)
        self.strip = Strip(f"relation_{name}", title, thumbs, labelled=False, parent=self)
        self._tail = ElidedLabel("", "middle", "small", "text-2", self)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.drop_words: Callable[[], str] = str  # what a drop here would do
        self.drop_refusal: Callable[[], str] = str  # why it would not
        self._over = self._offered = False
        theme.theme_changed.connect(self.fit)

    def set_cards(self, cards: Sequence[Card]) -> None:
        """Shows these; without any the row is not there."""
        self.setVisible(bool(cards) or self._offered)
        self.strip.set_cells([Cell(card.id, card.thumbnail_url, _words(card)) for card in cards])
        if len(cards) == 1:
            self._tail.setText(cards[0].name or tr("Untitled"))
        else:
            self._tail.setText(number(len(cards)) if cards else tr("Drop here"))
        self.fit()

    def offer(self, offered: bool) -> None:
        """The row is there as long as something could be dropped on it, also without pictures."""
        self._offered = offered
        self.setVisible(offered or bool(self.strip.cells()))

    def tail(self) -> str:
        """The name or the number behind the pictures; empty where the pictures needed the room."""
        return "" if self._tail.isHidden() else self._tail.text()

    def fit(self) -> None:
        """The pictures take what they need, a number stays readable, the rest scrolls.

        Placed by hand: what a row needs must not keep the panel from getting narrower.
        """
        small = self.width() - 2 * INSET_PX < SMALL_UNDER_PX
        thumb_px, key_px = (SMALL.width(), KEY_SMALL_PX) if small else (LARGE.width(), KEY_PX)
        key_px = max(key_px, _keys_px())
        count, left = len(self.strip.cells()), INSET_PX + key_px + GAP_PX - EDGE_PX
        room = self.width() - left - INSET_PX + EDGE_PX
        wanted = count * (thumb_px + GAP_PX) - GAP_PX + 2 * EDGE_PX
        tail = 0 if count == 1 else self._tail.sizeHint().width() + 2 * EDGE_PX
        if wanted <= room < wanted + tail:
            tail = 0  # all of them are to be seen: the number can go
        self.strip.set_thumb_width(thumb_px)
        strip_px = max(thumb_px, min(wanted, room - tail))
        height = self.strip.height()
        self.setFixedHeight(height)
        self._key.setGeometry(INSET_PX, 0, key_px, height)
        self.strip.setGeometry(left, 0, strip_px, height)
        tail_left = left + strip_px + EDGE_PX
        self._tail.setGeometry(tail_left, 0, max(0, self.width() - INSET_PX - tail_left), height)
        self._tail.setVisible(count == 1 or tail > 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    # -- files held over it ------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._hold(drop_hint.hover(self, event, self.drop_words(), self.drop_refusal()))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._hold(drop_hint.hover(self, event, self.drop_words(), self.drop_refusal()))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._hold(False)
        drop_hint.leave(self)

    def dropEvent(self, event: QDropEvent) -> None:
        self._hold(False)
        found = drop_hint.arrived(self, event, self.drop_refusal())
        if found:
            self.files_dropped.emit(found)

    def _hold(self, over: bool) -> None:
        self._over = over
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._over or (self._offered and not self.strip.cells()):
            painter = QPainter(self)
            area = QRectF(self.rect()).adjusted(4, 0, -4, 0)
            if self._over:
                draw.drop_ground(painter, area)
            else:
                draw.ring_inside(painter, area, "line-strong")
            painter.end()


class Lineage(QWidget):
    """Click or Enter on a picture goes to it."""

    show_requested = Signal(str)
    parts_dropped = Signal(object)  # list of Arrival

    def __init__(self, thumbs: Thumbs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector_lineage")
        self.setAccessibleName(tr("Lineage"))
        box = column(self)
        self.rows: dict[str, Relation] = {}
        for name, title in ROWS:
            row = Relation(name, tr(title), thumbs, self)
            row.strip.picked.connect(self.show_requested)
            row.strip.activated.connect(self.show_requested)
            box.addWidget(row)
            self.rows[name] = row
        self._offered = False
        self._name = ""
        parts = self.rows["parts"]
        parts.setAcceptDrops(True)
        parts.files_dropped.connect(self.parts_dropped)
        parts.drop_words = lambda: tr("Add as part of {name}", name=self._name)

    def offer_parts(self, offered: bool) -> None:
        """There is a row to drop parts on, also of an item that has none."""
        if offered != self._offered:
            self._offered = offered
            self.rows["parts"].offer(offered)
            self.setVisible(offered or any(row.strip.cells() for row in self.rows.values()))

    def set_detail(self, found: Detail) -> None:
        """The relatives of this item; without any nothing is there."""
        lists = {
            "parent": [found.parent] if found.parent else [],
            "based_on": [found.based_on] if found.based_on else [],
            "derived": found.derived,
            "parts": found.parts,
        }
        self._name = found.generation.card.name or tr("Untitled")
        for name, cards in lists.items():
            self.rows[name].set_cards(cards)
        self.setVisible(any(lists.values()) or self._offered)


def _keys_px() -> int:
    """What the titles of the rows need at the text size in force."""
    metrics = QFontMetricsF(theme.font("small"))
    return max(round(metrics.horizontalAdvance(tr(title))) + 1 for _name, title in ROWS)


def _words(card: Card) -> str:
    parts = [card.name or tr("Untitled"), details.kind_word(card.type)]
    if card.starred:
        parts.append(tr("starred"))
    if card.trashed_at is not None:
        parts.append(tr("in Trash"))
    return ", ".join(parts)
