"""The strip below the picture: small pictures of the list with their marks, the current one in the middle."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.culling import words
from app.ui.kit import icons, theme, tokens
from app.ui.kit.text import tr
from app.ui.session import Session
from db import Card

HEIGHT_PX = 88
THUMB = QSize(80, 45)
GAP_PX = 8
DIMMED = 0.3
LABEL_PX = 4
NOTCH = 120


class Strip(QWidget):
    """Asks `card_at(place)` for what is seen. Click goes there, the wheel one on or back. No keyboard: the mode has it."""

    chosen = Signal(int)  # place

    def __init__(self, session: Session, card_at: Callable[[int], Card | None], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("cull_strip")
        self.setAccessibleName(tr("Items"))
        self.setFixedHeight(HEIGHT_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._session = session
        self._card_at = card_at
        self._count = self._current = 0
        self._turned = 0
        session.thumbnails.ready.connect(lambda _locations: self.update())
        theme.theme_changed.connect(self.update)

    def show_place(self, current: int, count: int) -> None:
        """The item in this place of so many stands in the middle."""
        self._current, self._count = current, count
        card = self._card_at(current)
        said = [] if card is None else [words.name_of(card), words.judged(card)]
        self.setAccessibleDescription(", ".join([*filter(None, said), tr("{n} of {all}", n=current + 1, all=count)]))
        self.update()

    def places(self) -> range:
        """The places of which something is seen."""
        side = self.width() // 2 // (THUMB.width() + GAP_PX) + 1
        return range(max(0, self._current - side), min(self._count, self._current + side + 1))

    def cell(self, place: int) -> QRect:
        """Where the picture in a place is."""
        left = self.width() // 2 - THUMB.width() // 2 + (place - self._current) * (THUMB.width() + GAP_PX)
        return QRect(QPoint(left, (self.height() - THUMB.height()) // 2), THUMB)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        for place in self.places():
            if self.cell(place).adjusted(-GAP_PX // 2, -GAP_PX, GAP_PX // 2, GAP_PX).contains(at):
                self.chosen.emit(place)
                return

    def wheelEvent(self, event: QWheelEvent) -> None:
        delta = event.angleDelta()
        self._turned += delta.y() or delta.x()
        steps, self._turned = int(self._turned / NOTCH), int(self._turned - int(self._turned / NOTCH) * NOTCH)
        wanted = max(0, min(self._count - 1, self._current - steps))
        if steps and wanted != self._current:
            self.chosen.emit(wanted)
        event.accept()

    # -- painting ----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("viewer"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for place in self.places():
            card = self._card_at(place)
            if card is not None:
                painter.save()
                self._paint_item(painter, self.cell(place), card)
                painter.restore()
        if self._count:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(tokens_accent(), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = QRectF(self.cell(self._current)).adjusted(-3, -3, 3, 3)
            painter.drawRoundedRect(ring, tokens.RADIUS_ITEM, tokens.RADIUS_ITEM)
        painter.end()

    def _paint_item(self, painter: QPainter, cell: QRect, card: Card) -> None:
        image = self._session.thumbnails.get(card.thumbnail_url) if card.thumbnail_url else None
        gone = card.rejected or card.trashed_at is not None
        painter.setClipRect(cell)
        painter.fillRect(cell, theme.qcolor(tokens.DARK.panel))
        painter.setOpacity(DIMMED if gone else 1.0)
        if image is not None:
            whole = image.size().scaled(cell.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
            part = QRect(QPoint(0, 0), whole)
            part.moveCenter(cell.center())
            painter.drawImage(part, image)
        painter.setOpacity(1.0)
        marks(painter, cell, card, self.devicePixelRatioF())


def tokens_accent() -> QColor:
    """The ring on the dark ground of pictures, the same in both themes."""
    return theme.qcolor(tokens.DARK.accent)


def label_colour(label: str) -> QColor:
    """The colour of a label on the dark ground of pictures, the same in both themes."""
    return theme.qcolor(tokens.DARK.value(f"label-{label}"))


def marks(painter: QPainter, cell: QRect, card: Card, dpr: float) -> None:
    """Star and rating in the upper left corner, rejection in the middle, the label as a bar along the foot."""
    if card.starred or card.rating:
        text = str(card.rating) if card.rating else ""
        painter.setFont(theme.font("small-medium"))
        width = tokens.ICON_SMALL + 4 if card.starred else 0
        width += painter.fontMetrics().horizontalAdvance(text) + 2 if text else 0
        ground = QRect(cell.left() + 2, cell.top() + 2, width + 6, 16)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("scrim"))
        painter.drawRoundedRect(ground, tokens.RADIUS_TAG, tokens.RADIUS_TAG)
        inner = ground.adjusted(4, 0, 0, 0)
        if card.starred:
            star = icons.pixmap("star-filled", tokens.ICON_SMALL, "on-scrim", dpr)
            painter.drawPixmap(QPoint(inner.left(), ground.top() + 2), star)
            inner.adjust(tokens.ICON_SMALL + 2, 0, 0, 0)
        painter.setPen(theme.colour("on-scrim"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
    if card.rejected:
        sign = icons.pixmap("ban", tokens.ICON, "on-scrim", dpr)
        painter.drawPixmap(cell.center() - QPoint(tokens.ICON // 2, tokens.ICON // 2), sign)
    if card.label:
        painter.fillRect(QRect(cell.left(), cell.bottom() + 1 - LABEL_PX, cell.width(), LABEL_PX),
                         label_colour(card.label))
