"""The tags of an item, or of all that are selected, as chips that flow over several lines and can be taken away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.ui.inspector import strip_paint as draw
from app.ui.kit import icons, menus, theme, tokens
from app.ui.kit.text import number, tr

CHIP_PX = 24
INSET_PX = 8
GAP_PX = 4
CROSS_PX = 20


class Tags(QWidget):
    """One stop of the Tab key: arrows walk, Del takes the tag away, Enter gives one that only some have to all; the menu
    shows what else has it.

    A chip with a number is on that many of the selected items only.
    """

    removed = Signal(str)
    added = Signal(str)
    wanted = Signal(str)  # all items that have it

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector_tags")
        self.setAccessibleName(tr("Tags"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self._tags: list[str] = []
        self._some: dict[str, int] = {}
        self._editable = False
        self._at = 0
        self._hovered = -1
        theme.theme_changed.connect(self._fit)

    def set_tags(self, tags: Sequence[str], some: Mapping[str, int] | None = None, editable: bool = False) -> None:
        """Shows these; `some` says of those that not all selected items have how many have them."""
        if (list(tags), dict(some or {}), editable) == (self._tags, self._some, self._editable):
            return
        self._tags, self._some, self._editable = list(tags), dict(some or {}), editable
        self._at = max(0, min(self._at, len(self._tags) - 1))
        self._hovered = -1
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if tags else Qt.FocusPolicy.NoFocus)
        self._fit()
        self._describe()

    def tags(self) -> list[str]:
        """What is shown."""
        return list(self._tags)

    def words(self, place: int) -> str:
        """What a chip says: the tag, and on how many items it is if not on all."""
        tag = self._tags[place]
        return f"{tag}  {number(self._some[tag])}" if tag in self._some else tag

    def chip_rects(self) -> list[QRect]:
        """Where each chip is."""
        metrics = QFontMetricsF(theme.font("small-medium"))
        height = max(CHIP_PX, theme.line_px("small") + 8)
        more = CROSS_PX - 4 if self._editable else 0
        rects, x, y = [], 0, 0
        for place in range(len(self._tags)):
            width = min(round(metrics.horizontalAdvance(self.words(place))) + 2 * INSET_PX + more, max(1, self.width()))
            if x and x + width > self.width():
                x, y = 0, y + height + GAP_PX
            rects.append(QRect(x, y, width, height))
            x += width + GAP_PX
        return rects

    def cross_rect(self, place: int) -> QRect:
        """Where a click takes the tag away."""
        chip = self.chip_rects()[place]
        return QRect(chip.right() + 1 - CROSS_PX, chip.top(), CROSS_PX, chip.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(160, self.height())

    def _fit(self) -> None:
        rects = self.chip_rects()
        self.setFixedHeight(rects[-1].bottom() + 1 if rects else 0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.font("small-medium"))
        metrics = QFontMetricsF(theme.font("small-medium"))
        for place, chip in enumerate(self.chip_rects()):
            partial = self._tags[place] in self._some
            draw.ground(painter, chip, "hover" if partial else "pressed")
            here = self.hasFocus() and place == self._at
            if here:
                draw.ring_inside(painter, QRectF(chip))
            painter.setPen(theme.colour("text-2" if partial else "text"))
            inner = chip.adjusted(INSET_PX, 0, -(CROSS_PX if self._editable else INSET_PX), 0)
            shown = metrics.elidedText(self.words(place), Qt.TextElideMode.ElideRight, inner.width() + 1)
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
            if self._editable:
                size = tokens.ICON_SMALL
                cross = icons.pixmap("x", size, "text" if here or place == self._hovered else "text-3", self.devicePixelRatioF())
                at = self.cross_rect(place)
                painter.drawPixmap(at.left() + (at.width() - size) // 2 - 1, at.top() + (at.height() - size) // 2, cross)
        painter.end()

    # -- the menu ----------------------------------------------------------------------------------------------------

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        rects = self.chip_rects()
        place = self._at if by_key else next((at for at, chip in enumerate(rects) if chip.contains(event.pos())), -1)
        if not 0 <= place < len(self._tags):
            return
        self._go(place)
        tag = self._tags[place]
        menu = menus.menu("tag_menu", self)
        menu.addAction(tr("Show all items with “{tag}”", tag=tag)).triggered.connect(lambda _on=False: self.wanted.emit(tag))
        if self._editable:
            menu.addSeparator()
            if tag in self._some:
                menu.addAction(tr("Add to all selected items")).triggered.connect(lambda _on=False: self.added.emit(tag))
            menu.addAction(tr("Remove “{tag}”", tag=tag)).triggered.connect(lambda _on=False: self.removed.emit(tag))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(rects[place].bottomLeft()) if by_key else event.globalPos())

    # -- gestures ----------------------------------------------------------------------------------------------------

    def _place_at(self, event: QMouseEvent | QHelpEvent) -> int:
        point = event.position().toPoint() if isinstance(event, QMouseEvent) else event.pos()
        return next((place for place, chip in enumerate(self.chip_rects()) if chip.contains(point)), -1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event)
        if event.button() != Qt.MouseButton.LeftButton or place < 0 or not self._editable:
            return
        self._go(place)
        if self.cross_rect(place).contains(event.position().toPoint()):
            self.removed.emit(self._tags[place])
        else:
            self._give_to_all(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._place_at(event))

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)

    def _hover(self, place: int) -> None:
        if place != self._hovered:
            self._hovered = place
            self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self._place_at(event)
            if place >= 0:
                QToolTip.showText(event.globalPos(), self.tooltip_of(place), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def tooltip_of(self, place: int) -> str:
        """The whole tag, and what a click would do."""
        tag = self._tags[place]
        if tag not in self._some:
            return tag
        has = tr("{tag}: on {n} of the selected items", tag=tag, n=self._some[tag])
        return f"{has}\n{tr('Click: on all of them')}" if self._editable else has

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._describe()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._describe()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = event.key(), event.modifiers() == Qt.KeyboardModifier.NoModifier
        walk = {Qt.Key.Key_Left: self._at - 1, Qt.Key.Key_Right: self._at + 1, Qt.Key.Key_Up: self._at - 1,
                Qt.Key.Key_Down: self._at + 1, Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(self._tags) - 1}
        if not self._tags or not plain:
            super().keyPressEvent(event)
        elif key in walk:
            self._go(max(0, min(len(self._tags) - 1, walk[Qt.Key(key)])))
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._editable:
            self.removed.emit(self._tags[self._at])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._give_to_all(self._at)
        else:
            super().keyPressEvent(event)

    def _give_to_all(self, place: int) -> None:
        if self._editable and self._tags[place] in self._some:
            self.added.emit(self._tags[place])

    def _go(self, place: int) -> None:
        self._at = place
        self._describe()
        self.update()

    def _describe(self) -> None:
        every = ", ".join(self.words(place) for place in range(len(self._tags)))
        at = tr("At {tag}", tag=self.words(self._at)) if self.hasFocus() and self._tags else ""
        self.setAccessibleDescription("; ".join(part for part in (every, at) if part))
