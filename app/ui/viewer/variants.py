"""The variants of the item, one below the other: which is seen, which is primary, which nobody has seen yet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip, QWidget

from app.ui.kit import icons, theme, tokens
from app.ui.kit.text import number, tr
from app.ui.kit.thumbs import Thumbs
from app.ui.viewer import words
from db import Variant

WIDTH_PX = 144
THUMB = QSize(96, 54)
HEAD_PX = 32
LABEL_PX = 20
PITCH_PX = THUMB.height() + LABEL_PX + 12
RING_AWAY_PX = 3
DOT_PX = 8
NOTCH = 120


class VariantColumn(QWidget):
    """A click shows one, a double click makes it primary; the keys are the page's."""

    wanted = Signal(str)  # variant id
    primary_wanted = Signal(str)

    def __init__(self, thumbs: Thumbs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("viewer_variants")
        self.setAccessibleName(tr("Variants"))
        self.setFixedWidth(WIDTH_PX)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._thumbs = thumbs
        self._variants: list[Variant] = []
        self._names: dict[str, str] = {}
        self._shown = -1
        self._top = 0
        thumbs.cache.ready.connect(self._on_thumbnails)
        theme.theme_changed.connect(self.update)

    def set_variants(self, variants: Sequence[Variant], shown: str | None) -> None:
        """These are listed, this one is seen."""
        self._variants = list(variants)
        self._names = words.variant_names(self._variants)
        ids = [variant.id for variant in self._variants]
        self._shown = ids.index(shown) if shown in ids else -1
        self._scroll_to_shown()
        said = [tr("{n} variants", n=len(ids))] if len(ids) != 1 else [tr("1 variant")]
        if self._shown >= 0:
            said.append(tr("{name} is shown", name=self._names[ids[self._shown]]))
            if self._variants[self._shown].is_primary:
                said.append(tr("primary"))
        self.setAccessibleDescription(", ".join(said))
        self.update()

    def cell(self, place: int) -> QRect:
        """Where the picture of a variant is."""
        return QRect(QPoint((self.width() - THUMB.width()) // 2, HEAD_PX + place * PITCH_PX - self._top), THUMB)

    def place_at(self, at: QPoint) -> int:
        """The variant under a point, label included; -1 between them."""
        if at.y() < HEAD_PX:
            return -1
        place = (at.y() - HEAD_PX + self._top) // PITCH_PX
        inside = 0 <= place < len(self._variants)
        return place if inside and self.cell(place).adjusted(0, 0, 0, LABEL_PX).contains(at) else -1

    def _longest(self) -> int:
        return max(0, HEAD_PX + len(self._variants) * PITCH_PX - self.height())

    def _scroll_to_shown(self) -> None:
        if self._shown >= 0:
            y = self._shown * PITCH_PX
            self._top = min(y, max(self._top, y + PITCH_PX + HEAD_PX - self.height()))
        self._top = min(max(0, self._top), self._longest())

    def _on_thumbnails(self, _locations: set[str]) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.colour("panel"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(0, HEAD_PX - 2 * RING_AWAY_PX, self.width(), self.height())
        for place, variant in enumerate(self._variants):
            area = self.cell(place)
            if area.bottom() + LABEL_PX >= HEAD_PX and area.top() <= self.height():
                self._paint_one(painter, area, variant, place == self._shown)
        painter.setClipping(False)
        self._paint_head(painter)
        painter.end()

    def _paint_head(self, painter: QPainter) -> None:
        left, right = self.cell(0).left(), self.cell(0).right() + 1
        head = QRect(left, 0, right - left, HEAD_PX)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text-2"))
        painter.drawText(head, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, tr("Variants"))
        painter.setPen(theme.colour("text-3"))
        painter.drawText(head, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, number(len(self._variants)))

    def _paint_one(self, painter: QPainter, area: QRect, variant: Variant, shown: bool) -> None:
        self._thumbs.paint(painter, area, variant.thumbnail_url)
        if shown:
            painter.setPen(QPen(theme.colour("accent"), tokens.RING_PX))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            away = RING_AWAY_PX
            painter.drawRoundedRect(QRectF(area).adjusted(-away, -away, away, away), tokens.RADIUS_CONTROL,
                                    tokens.RADIUS_CONTROL)
        if variant.viewed_at is None:
            dot = QRectF(area.right() - DOT_PX / 2, area.top() - DOT_PX / 2, DOT_PX, DOT_PX)
            painter.setPen(QPen(theme.colour("panel"), 2))
            painter.setBrush(theme.colour("unseen"))
            painter.drawEllipse(dot)
        left = area.left()
        line = QRect(left, area.bottom() + RING_AWAY_PX + 1, area.width(), LABEL_PX)
        if variant.is_primary:
            sign = icons.pixmap("circle-check", tokens.ICON_SMALL, "accent", painter.device().devicePixelRatio())
            painter.drawPixmap(left, line.top() + (LABEL_PX - tokens.ICON_SMALL) // 2, sign)
            line.setLeft(left + tokens.ICON_SMALL + 4)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text" if shown else "text-2"))
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._names[variant.id])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and place >= 0:
            self.wanted.emit(self._variants[place].id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and place >= 0:
            self.primary_wanted.emit(self._variants[place].id)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._top = min(max(0, self._top - event.angleDelta().y() * PITCH_PX // NOTCH), self._longest())
        self.update()
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._scroll_to_shown()
        super().resizeEvent(event)

    def event(self, event) -> bool:
        if isinstance(event, QHelpEvent):
            place = self.place_at(event.pos())
            if place < 0:
                QToolTip.hideText()
                return True
            variant = self._variants[place]
            said = [variant.name or variant.source_name or self._names[variant.id]]
            if variant.is_primary:
                said.append(tr("Primary"))
            if variant.viewed_at is None:
                said.append(tr("Not seen yet"))
            QToolTip.showText(event.globalPos(), "\n".join(said), self)
            return True
        return super().event(event)
