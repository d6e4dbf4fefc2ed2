"""How a line of the list is painted: the target's head, and under it each picture with its reason."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption

from app.library.proposals import Side
from app.ui.kit import icons, theme, tokens
from app.ui.kit.text import tr
from app.ui.kit.thumbs import Thumbs
from app.ui.proposals import words
from db import Proposal

HEAD_PX = 52
ROW_PX = 88
PICTURE = QSize(108, 72)
HEAD_PICTURE = QSize(48, 32)
EDGE_PX = 8
INSET_PX = 8
GAP_PX = 12
SIGNS = {"variant": "layers", "sidecar": "film", "based_on": "git-branch"}


class LinePainter:
    """Paints with the fonts and colours in force; holds nothing but the pictures."""

    def __init__(self, thumbs: Thumbs) -> None:
        self._thumbs = thumbs

    def head(self, painter: QPainter, area: QRect, side: Side | None, text: str) -> None:
        """The item that others would join."""
        painter.fillRect(QRect(area.left(), area.top(), area.width(), 1), theme.colour("line"))
        picture = QRect(area.left() + EDGE_PX + INSET_PX, 0, HEAD_PICTURE.width(), HEAD_PICTURE.height())
        picture.moveTop(area.top() + (area.height() - picture.height()) // 2)
        self._thumbs.paint(painter, picture, side.thumbnail_url if side else None)
        left = picture.right() + 1 + GAP_PX
        room = QRect(left, area.top(), area.right() - EDGE_PX - INSET_PX - left, area.height())
        small = QFontMetricsF(theme.font("small"))
        right = round(small.horizontalAdvance(text)) + 1
        _line(painter, room.adjusted(0, 0, -right - GAP_PX, 0), side.name if side else tr("Reading…"), "strong", "text",
              Qt.TextElideMode.ElideMiddle)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text-3"))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)

    def row(self, painter: QPainter, area: QRect, found: Proposal, side: Side | None, *, chosen: bool, current: bool,
            focused: bool) -> None:
        """One proposal."""
        whole = area.adjusted(EDGE_PX, 0, -EDGE_PX, 0)
        if chosen or current:
            _ground(painter, whole, ("selected-focus" if focused else "selected") if chosen else "hover")
        if current and focused:
            _ring(painter, QRectF(whole))
        picture = QRect(whole.left() + INSET_PX, 0, PICTURE.width(), PICTURE.height())
        picture.moveTop(whole.top() + (whole.height() - picture.height()) // 2)
        self._thumbs.paint(painter, picture, side.thumbnail_url if side else None)
        left = picture.right() + 1 + GAP_PX
        words_of = QRect(left, picture.top(), max(0, whole.right() - INSET_PX - left), picture.height())
        self._words(painter, words_of, found, side, strong=chosen)

    def _words(self, painter: QPainter, room: QRect, found: Proposal, side: Side | None, *, strong: bool) -> None:
        body, small = theme.line_px("body"), theme.line_px("small")
        size = tokens.ICON_SMALL
        sign = icons.pixmap(SIGNS[found.kind], size, "text-2", painter.device().devicePixelRatio())
        painter.drawPixmap(room.left(), room.top() + (body - size) // 2, sign)
        name = QRect(room.left() + size + 4, room.top(), room.width() - size - 4, body)
        _line(painter, name, side.name if side else tr("Reading…"), "body", "text", Qt.TextElideMode.ElideMiddle)
        ink = "text" if strong else "text-2"
        reason = QRect(room.left(), name.bottom() + 1, room.width(), 2 * small)
        _wrapped(painter, reason, words.short_reason(found, side), ink)
        facts = QRect(room.left(), max(reason.bottom() + 1, room.bottom() + 1 - small), room.width(), small)
        _line(painter, facts, "  ".join(words.facts(side)) if side else "", "small", "text-2" if strong else "text-3",
              Qt.TextElideMode.ElideRight)


def _line(painter: QPainter, room: QRect, text: str, role: str, ink: str, mode: Qt.TextElideMode) -> None:
    font = theme.font(role)
    painter.setFont(font)
    painter.setPen(theme.colour(ink))
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine,
                     QFontMetricsF(font).elidedText(text, mode, room.width()))


def two_lines(text: str, font: QFont, width: int) -> tuple[str, str]:
    """The text in two lines, the second cut at its end if that is not enough."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    if line.isValid():
        line.setLineWidth(max(1, width))
    first = line.textLength() if line.isValid() else len(text)
    layout.endLayout()
    rest = QFontMetrics(font).elidedText(text[first:].strip(), Qt.TextElideMode.ElideRight, width)
    return text[:first].rstrip(), rest


def _wrapped(painter: QPainter, room: QRect, text: str, ink: str) -> None:
    font = theme.font("small")
    painter.setFont(font)
    painter.setPen(theme.colour(ink))
    high = theme.line_px("small")
    for number, part in enumerate(two_lines(text, font, room.width())):
        painter.drawText(QRect(room.left(), room.top() + number * high, room.width(), high),
                         Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine, part)


def _ground(painter: QPainter, area: QRect, role: str) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(role))
    painter.drawRoundedRect(area, tokens.RADIUS_CONTROL, tokens.RADIUS_CONTROL)
    painter.restore()


def _ring(painter: QPainter, area: QRectF) -> None:
    half = tokens.RING_PX / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("accent"), tokens.RING_PX))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(area.adjusted(half, half, -half, -half), tokens.RADIUS_CONTROL - half, tokens.RADIUS_CONTROL - half)
    painter.restore()
