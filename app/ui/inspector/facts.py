"""Keys and values in two columns, painted: a line costs no widget, and the whole can be heard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QFontMetricsF, QGuiApplication, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.ui.inspector.details import Fact
from app.ui.kit import menus, theme
from app.ui.kit.text import tr

KEY_PX = 80
KEY_SMALL_PX = 72
SMALL_UNDER_PX = 260
GAP_PX = 4

CUTS = {"middle": Qt.TextElideMode.ElideMiddle, "end": Qt.TextElideMode.ElideRight}


class Facts(QWidget):
    """What is cut stands whole in the tooltip, with its source; a right click copies one value."""

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._facts: list[Fact] = []
        self._keys_px = 0  # what the keys need at the text size in force
        theme.theme_changed.connect(self._measure)

    def set_facts(self, facts: Sequence[Fact]) -> None:
        """Shows these lines."""
        if list(facts) == self._facts:
            return
        self._facts = list(facts)
        self._measure()
        self.setAccessibleDescription("; ".join(f"{fact.key} {fact.value}".strip() for fact in facts))
        self.update()

    def _measure(self) -> None:
        metrics = QFontMetricsF(theme.font("small"))
        self._keys_px = max((round(metrics.horizontalAdvance(fact.key)) + 2 * GAP_PX for fact in self._facts), default=0)
        self.updateGeometry()
        self.update()

    def facts(self) -> list[Fact]:
        """What is shown."""
        return list(self._facts)

    def sizeHint(self) -> QSize:
        return QSize(160, max(0, len(self._facts) * (theme.line_px("small") + GAP_PX) - GAP_PX))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def _value_rect(self, place: int) -> QRect:
        left = max(KEY_SMALL_PX if self.width() < SMALL_UNDER_PX else KEY_PX, self._keys_px)
        line = theme.line_px("small")
        return QRect(left, place * (line + GAP_PX), max(0, self.width() - left), line)

    def shown_value(self, place: int) -> str:
        """The value as much as fits."""
        fact = self._facts[place]
        metrics = QFontMetricsF(theme.font("small"))
        return metrics.elidedText(fact.value.replace("\n", " "), CUTS[fact.cut], self._value_rect(place).width())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.font("small"))
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
        for place, fact in enumerate(self._facts):
            value = self._value_rect(place)
            painter.setPen(theme.colour("text-3"))
            painter.drawText(QRect(0, value.top(), value.left() - GAP_PX, value.height()), align, fact.key)
            painter.setPen(theme.colour(fact.role))
            painter.drawText(value, align, self.shown_value(place))
        painter.end()

    def _fact_at(self, point: QPoint) -> int:
        place = point.y() // (theme.line_px("small") + GAP_PX)
        return place if 0 <= place < len(self._facts) else -1

    def tooltip_of(self, place: int) -> str:
        """The whole value when it is cut, and where it was read."""
        fact = self._facts[place]
        whole = fact.value if self.shown_value(place) != fact.value else ""
        return "\n".join(part for part in (whole, fact.source) if part)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self._fact_at(event.pos())
            text = self.tooltip_of(place) if place >= 0 else ""
            if text:
                QToolTip.showText(event.globalPos(), text, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = self._fact_at(event.pos())
        if place < 0:
            return
        fact = self._facts[place]
        menu = menus.menu("facts_menu", self)
        menu.addAction(tr("Copy value")).triggered.connect(
            lambda _checked=False: QGuiApplication.clipboard().setText(fact.copied or fact.value))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())
