"""Carrying items out of the gallery: to shots and strips as ids, to other programs as files."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QDrag, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from app.library import gallery, outgoing
from app.library.library import Library
from app.ui.gallery.pictures import rounded
from app.ui.gallery.selection import SelectedSeqs
from app.ui.kit import theme
from app.ui.kit.outgoing_data import OutgoingData
from app.ui.kit.pill import paint_pill, pill_height, pill_width
from app.ui.kit.text import tr
from app.ui.session import Session
from db import Card

MOST = 5_000
SIDE_PX = 96
GHOST = 0.86


def contents(library: Library, seqs: Sequence[int]) -> OutgoingData:
    """What a drag of these items carries; at most `MOST` of them are asked for. Their files are made where it is dropped."""
    cards = gallery.cards(library, seqs)
    carried = [cards[seq] for seq in seqs if seq in cards]
    return OutgoingData([card.id for card in carried], outgoing.offered(library, [card.seq for card in carried]))


def start(view: QWidget, session: Session, seqs: SelectedSeqs, grabbed: Card | None) -> None:
    """These items hang on the pointer until they are dropped somewhere."""
    if len(seqs) > MOST:
        session.failed.emit(tr("More than {n} items cannot be dragged at once.", n=MOST), tr("Use Add to shot instead."))
        return
    image = session.thumbnails.get(grabbed.thumbnail_url) if grabbed and grabbed.thumbnail_url else None
    drag = QDrag(view)
    drag.setMimeData(contents(session.library, list(seqs)))
    drag.setPixmap(ghost(image, len(seqs), view.devicePixelRatioF()))
    drag.exec(Qt.DropAction.CopyAction)  # never move: that would take originals out of the library


def ghost(image: QImage | None, n: int, dpr: float) -> QPixmap:
    """What hangs on the pointer: the picture that was grabbed, and how many they are."""
    size = QSize(SIDE_PX, round(SIDE_PX / 1.5))
    if image is not None:
        size = image.size().scaled(SIDE_PX, SIDE_PX, Qt.AspectRatioMode.KeepAspectRatio)
    edge = pill_height() // 2
    width = max(size.width(), pill_width(n)) + edge
    pixmap = QPixmap(round(width * dpr), round((size.height() + edge) * dpr))
    pixmap.setDevicePixelRatio(dpr)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setOpacity(GHOST)
    area = QRectF(0, edge, size.width(), size.height())
    if image is not None:
        picture = rounded(image, round(size.width() * dpr), round(size.height() * dpr), dpr, faded=False)
        painter.drawPixmap(area.topLeft(), picture)
    else:
        painter.fillRect(area, theme.colour("pressed"))
    painter.setOpacity(1.0)
    if n > 1:
        paint_pill(painter, width, pill_height() / 2, n)
    painter.end()
    return pixmap
