"""The line above the picture: the way back, what it is, what was decided, and how much is left."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.library.culling import Sums
from app.ui.culling import words
from app.ui.culling.strip import label_colour
from app.ui.kit import icons, theme, tokens
from app.ui.kit.buttons import icon_button
from app.ui.kit.text import tr
from db import Card

HEIGHT_PX = 44
INSET_PX = 8
GAP_PX = 12
QUIET = 0.68


class Head(QWidget):
    """Painted in white on the dark ground, the same in both themes."""

    def __init__(self, on_back: Callable[[], object], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("cull_head")
        self.setFixedHeight(theme.scaled(HEIGHT_PX))
        self.back = icon_button("arrow-left", tr("Back to the gallery"), "cull_back", "Esc", on_click=on_back, parent=self)
        icons.set_icon(self.back, "arrow-left", "on-scrim")
        self.onward = icon_button("arrow-right", tr("Go on after judging"), "cull_go_on", checkable=True, parent=self)
        icons.set_icon(self.onward, "arrow-right", "on-scrim")
        self.onward.setChecked(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(INSET_PX, 0, INSET_PX, 0)
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.onward)
        self._card: Card | None = None
        self._place = ""
        self._left = ""
        self._note = ""
        theme.theme_changed.connect(self._renew)

    def show_card(self, card: Card | None, place: int, count: int, note: str = "") -> None:
        """Tells of this item, the one in this place of so many; `note` says what is wrong with it."""
        self._card, self._place, self._note = card, tr("{n} of {all}", n=place + 1, all=count), note
        said = [] if card is None else [words.name_of(card), self._place, words.facts(card), words.judged(card), note]
        self.setAccessibleName(", ".join(text for text in said if text) or tr("No item"))
        self.update()

    def show_left(self, sums: Sums | None) -> None:
        """Tells how much is to judge."""
        self._left = "" if sums is None else words.left(sums)
        self.setAccessibleDescription(self._left)
        self.update()

    def left_text(self) -> str:
        """What is told of the rest."""
        return self._left

    def sizeHint(self) -> QSize:
        return QSize(600, self.height())

    def _renew(self) -> None:
        self.setFixedHeight(theme.scaled(HEIGHT_PX))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("viewer"))
        painter.setPen(theme.colour("on-scrim"))
        begins, ends = self.back.geometry().right() + GAP_PX, self.onward.geometry().left() - GAP_PX
        room = QRect(begins, 0, ends - begins, self.height())
        room = self._write_right(painter, room, self._left, "body-medium", 1.0)
        card = self._card
        if card is not None:
            room = self._write(painter, room, words.name_of(card), "strong", 1.0, Qt.TextElideMode.ElideMiddle)
            room = self._write(painter, room, self._place, "small", QUIET)
            room = self._paint_marks(painter, room, card)
            room = self._write(painter, room, words.facts(card), "small", QUIET)
            if self._note:
                self._write(painter, room, self._note, "small", 1.0)
        painter.end()

    def _paint_marks(self, painter: QPainter, room: QRect, card: Card) -> QRect:
        signs = (["star-filled"] if card.starred else []) + (["ban"] if card.rejected else [])
        middle = room.center().y()
        for sign in signs:
            if room.width() > 4 * tokens.ICON:
                drawn = icons.pixmap(sign, tokens.ICON, "on-scrim", self.devicePixelRatioF())
                painter.drawPixmap(room.left(), middle - tokens.ICON // 2, drawn)
                room = room.adjusted(tokens.ICON + 8, 0, 0, 0)
        if card.label and room.width() > 4 * tokens.ICON:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(label_colour(card.label))
            painter.drawEllipse(QRect(room.left(), middle - 5, 10, 10))
            painter.restore()
            room = self._write(painter, room.adjusted(14, 0, 0, 0), words.colour(card.label), "small", 1.0)
        said = [tr("rejected")] if card.rejected else []
        if card.rating:
            said.append(tr("rated {n} of 5", n=card.rating))
        return self._write(painter, room, ", ".join(said), "small", 1.0)

    def _write(self, painter: QPainter, room: QRect, text: str, role: str, strength: float,
               cut: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> QRect:
        """Writes at the left of `room`; the room that is left. What would be cut to nothing is left out."""
        font = theme.font(role)
        metrics = QFontMetricsF(font)
        if not text or room.width() < 4 * tokens.ICON:
            return room
        shown = metrics.elidedText(text, cut, room.width())
        painter.setFont(font)
        painter.setOpacity(strength)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.setOpacity(1.0)
        return room.adjusted(round(metrics.horizontalAdvance(shown)) + GAP_PX, 0, 0, 0)

    def _write_right(self, painter: QPainter, room: QRect, text: str, role: str, strength: float) -> QRect:
        font = theme.font(role)
        painter.setFont(font)
        painter.setOpacity(strength)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)
        painter.setOpacity(1.0)
        return room.adjusted(0, 0, -round(QFontMetricsF(font).horizontalAdvance(text)) - GAP_PX, 0)
