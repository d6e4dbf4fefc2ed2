"""The large picture of the cull mode: the thumbnail at once, sharp soon after; a clip is scrubbed from its strip."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui.culling.pictures import Pictures, is_picture
from app.ui.culling.strip import tokens_accent
from app.ui.kit import theme
from app.ui.kit.text import tr
from app.ui.session import Session
from db import Card, Variant

SCRUB_PX = 2


class Ground(Protocol):
    """What shows one picture (the viewer's canvas)."""

    def set_picture(self, image: QImage, full_size: QSize, sharp: bool) -> None: ...
    def clear(self) -> None: ...
    def picture_rect(self) -> QRectF: ...
    def toggle_pixels(self, at: QPointF | None = None) -> None: ...


Scrub = Callable[[Variant, int], QImage | None]
"""The picture of a clip at a time (µs) of its filmstrip; None while there is none."""


class Stage(QObject):
    """Shows items on a canvas. `told` says that more is known of the item that is shown."""

    told = Signal()

    def __init__(self, session: Session, canvas: QWidget, scrub: Scrub, parent: QWidget) -> None:
        super().__init__(parent)
        self.canvas = canvas
        self._session, self._scrub = session, scrub
        self._ground: Ground = canvas  # type: ignore[assignment]
        self._pictures = Pictures(session, self)
        self._card: Card | None = None
        self._at: float | None = None  # where in the clip the mouse is, 0 to 1
        self._line = _TimeLine(canvas)
        canvas.setMouseTracking(True)
        canvas.installEventFilter(self)
        self._pictures.ready.connect(self._on_picture)
        session.thumbnails.ready.connect(self._on_thumbnails)

    def show(self, card: Card | None, near: Sequence[Card]) -> None:
        """This item is shown; `near` may be next and are read ahead."""
        if card is None or self._card is None or card.seq != self._card.seq:
            self._at = None
        self._card = card
        wanted = [*([card] if card is not None else []), *(each for each in near if is_picture(each))]
        self._pictures.want(wanted, self.canvas.size() * self.canvas.devicePixelRatioF())
        self._paint()

    def refresh(self) -> None:
        """What is shown is painted again: a filmstrip may be there now."""
        if self._card is not None and self._at is not None:
            self._paint()

    def rest(self) -> None:
        """Nothing is shown, memory is free."""
        self._card = None
        self._pictures.rest()
        self._line.hide()
        self._ground.clear()

    def note(self) -> str:
        """What is wrong with the item that is shown; empty if nothing is."""
        if self._card is None:
            return tr("This item is no longer in the library.")
        ready = self._pictures.get(self._card)
        if ready is not None and ready.missing:
            return tr("The file is not where it was. Its entry and thumbnail are kept.")
        return tr("The file is damaged.") if self._card.damaged else ""

    def is_sharp(self) -> bool:
        """Whether the picture comes from the original, not from the thumbnail."""
        ready = self._pictures.get(self._card) if self._card is not None else None
        return ready is not None and ready.image is not None

    def look_closer(self) -> None:
        """From the fit to pixels, and back."""
        if self._card is not None:
            self._ground.toggle_pixels()
            self._pictures.want_whole(self._card)

    def _paint(self) -> None:
        card = self._card
        self._line.hide()
        if card is None:
            self._ground.clear()
            return
        full = QSize(card.width or 0, card.height or 0)
        ready = self._pictures.get(card)
        if self._at is not None and ready is not None and ready.variant is not None:
            image = self._scrub(ready.variant, round(self._at * (card.duration_us or 0)))
            if image is not None:
                self._ground.set_picture(image, full, False)
                self._line.show_at(self._ground.picture_rect(), self._at)
                return
        if ready is not None and ready.image is not None:
            self._ground.set_picture(ready.image, full, ready.whole)
            return
        thumbnail = self._session.thumbnails.get(card.thumbnail_url) if card.thumbnail_url else None
        if thumbnail is not None:
            self._ground.set_picture(thumbnail, full, False)
        else:
            self._ground.clear()

    def _on_picture(self, seq: int) -> None:
        if self._card is not None and self._card.seq == seq:
            self._paint()
            self.told.emit()

    def _on_thumbnails(self, locations: set[str]) -> None:
        if self._card is not None and self._card.thumbnail_url in locations:
            self._paint()

    # -- mouse -------------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.canvas and self._card is not None:
            if event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent) and not event.buttons():
                self._hover(self._card, event.position())
            elif event.type() == QEvent.Type.Leave:
                self._hover(self._card, None)
            elif event.type() == QEvent.Type.Wheel:
                self._pictures.want_whole(self._card)
        return False

    def _hover(self, card: Card, at: QPointF | None) -> None:
        area = self._ground.picture_rect()
        wanted = None
        if at is not None and not is_picture(card) and card.duration_us and area.contains(at):
            wanted = min(1.0, max(0.0, (at.x() - area.left()) / area.width()))
        if wanted != self._at:
            self._at = wanted
            self._paint()


class _TimeLine(QWidget):
    """A thin line at the foot of a clip that is scrubbed; the mouse goes through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._part = 0.0
        self.hide()

    def show_at(self, area: QRectF, part: float) -> None:
        """The line of a picture there, so much of it in colour."""
        self._part = part
        self.setGeometry(QRect(round(area.left()), round(area.bottom()) - SCRUB_PX, round(area.width()), SCRUB_PX))
        self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("scrim"))
        painter.fillRect(QRect(0, 0, round(self.width() * self._part), self.height()), tokens_accent())
        painter.end()
