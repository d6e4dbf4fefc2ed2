"""Carrying items out of the gallery: to shots and strips as ids, to other programs as files."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QRectF, QSize, Qt, QUrl
from PySide6.QtGui import QImage, QPainter, QPixmap

from app.errors import UserError
from app.library import gallery
from app.library.library import Library
from app.ui.gallery.pictures import rounded
from app.ui.kit import mime, theme
from app.ui.kit.pill import paint_pill, pill_height, pill_width

MOST = 5_000
SIDE_PX = 96
GHOST = 0.86


def contents(library: Library, seqs: Sequence[int]) -> QMimeData:
    """What a drag of these items carries; at most `MOST` of them are asked for."""
    cards = gallery.cards(library, seqs)
    carried = [cards[seq] for seq in seqs if seq in cards]
    data = mime.generations_data(card.id for card in carried)
    urls: list[QUrl] = []
    for card in carried:
        if card.location:
            try:
                urls.append(QUrl.fromLocalFile(str(library.paths.file(card.location))))
            except UserError:
                continue  # a row that names a file outside of the library carries no file
    data.setUrls(urls)
    return data


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
