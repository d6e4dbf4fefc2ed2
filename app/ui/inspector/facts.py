"""Keys and values in two columns, painted: a line costs no widget, and the whole can be heard."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFontMetricsF,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.ui.inspector import strip_paint as draw
from app.ui.inspector.details import Fact
from app.ui.kit import menus, theme
from app.ui.kit.text import tr

KEY_PX = 80
KEY_SMALL_PX = 72
SMALL_UNDER_PX = 260
GAP_PX = 4

CUTS = {"middle": Qt.TextElideMode.ElideMiddle, "end": Qt.TextElideMode.ElideRight}


class Facts(QWidget):
    """What is cut stands whole in the tooltip, with its source.

    One stop of the Tab key: ↑ and ↓ walk, Ctrl+C copies the value, as a right click does.
    """

    copied = Signal(str)  # what the toast says

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._facts: list[Fact] = []
        self._at = 0
        self.sources_wanted: Callable[[], None] | None = None  # offered as *Why this text*
        self._keys_px = 0  # what the keys need at the text size in force
        theme.theme_changed.connect(self._measure)

    def set_facts(self, facts: Sequence[Fact]) -> None:
        """Shows these lines."""
        if list(facts) == self._facts:
            return
        self._facts = list(facts)
        self._at = max(0, min(self._at, len(self._facts) - 1))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if self._facts else Qt.FocusPolicy.NoFocus)
        self._measure()
        self._describe()
        self.update()

    def _describe(self) -> None:
        every = "; ".join(f"{fact.key} {fact.value}".strip() for fact in self._facts)
        if self.hasFocus() and self._facts:
            fact = self._facts[self._at]
            every = f"{fact.key} {fact.value}".strip()
        self.setAccessibleDescription(every)

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
            if self.hasFocus() and place == self._at:
                draw.ring_inside(painter, QRectF(0, value.top() - GAP_PX / 2, self.width(), value.height() + GAP_PX))
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
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) \
                and event.matches(QKeySequence.StandardKey.Copy):
            event.accept()  # not the file, while the focus is on a value
            return True
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
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        place = self._at if by_key else self._fact_at(event.pos())
        if not 0 <= place < len(self._facts):
            return
        self._go(place)
        menu = menus.menu("facts_menu", self)
        menu.addAction(tr("Copy value")).triggered.connect(lambda _checked=False: self.copy(place))
        menu.addAction(tr("Copy all")).triggered.connect(lambda _checked=False: self.copy_all())
        if self.sources_wanted is not None:
            menu.addSeparator()
            wanted = self.sources_wanted
            menu.addAction(tr("Why this text")).triggered.connect(lambda _checked=False: wanted())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(self._value_rect(place).bottomLeft()) if by_key else event.globalPos())

    def copy(self, place: int) -> None:
        """This value is on the clipboard."""
        if 0 <= place < len(self._facts):
            fact = self._facts[place]
            QGuiApplication.clipboard().setText(fact.copied or fact.value)
            what = next((each.key for each in reversed(self._facts[:place + 1]) if each.key), "")  # a second LoRA has none
            self.copied.emit(tr("Copied: {what}", what=what))

    def copy_all(self) -> None:
        """Every line is on the clipboard, as “key: value”."""
        QGuiApplication.clipboard().setText("\n".join(f"{fact.key}: {fact.copied or fact.value}" for fact in self._facts))
        self.copied.emit(tr("Copied {n} lines", n=len(self._facts)))

    # -- keys --------------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._fact_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and place >= 0:
            self._go(place)
            self.setFocus(Qt.FocusReason.MouseFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        walk = {Qt.Key.Key_Up: self._at - 1, Qt.Key.Key_Down: self._at + 1, Qt.Key.Key_Home: 0,
                Qt.Key.Key_End: len(self._facts) - 1}
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy(self._at)
        elif event.key() in walk and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self._go(max(0, min(len(self._facts) - 1, walk[Qt.Key(event.key())])))
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._describe()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._describe()
        self.update()

    def _go(self, place: int) -> None:
        self._at = place
        self._describe()
        self.update()
