"""A row of small pictures that scrolls sideways: variants, parts, relatives. Painted, so any number of them is cheap."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.ui.inspector import strip_paint as draw
from app.ui.inspector.strip_layout import ACROSS, EDGE_PX, StripLayout
from app.ui.kit import drop_hint, theme
from app.ui.kit.thumbs import Thumbs

LABEL_GAP_PX = 6


@dataclass(frozen=True)
class Cell:
    """One picture: `label` stands below it, `words` is what a person who hears the window is told."""

    key: str
    thumbnail: str | None
    words: str
    label: str = ""
    primary: bool = False
    unseen: bool = False


class Strip(QWidget):
    """`chosen` is ringed. One stop of the Tab key; the arrow keys walk inside."""

    picked = Signal(str)  # clicked, or walked to where arrow keys choose
    activated = Signal(str)  # double clicked, or Enter
    delete_asked = Signal(str)
    menu_asked = Signal(str, QPoint)  # the point is global
    files_dropped = Signal(object)  # list of Arrival

    def __init__(self, name: str, title: str, thumbs: Thumbs, labelled: bool, parent: QWidget | None = None) -> None:
        """`labelled`: four across with a label each and a chosen one (variants); else plain pictures to go to."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if labelled else Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setAcceptDrops(labelled)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._thumbs = thumbs
        self._labelled = labelled
        self._cells: list[Cell] = []
        self._layout = StripLayout(labelled)
        self._at = -1  # the cell that is chosen or that the keys stand on
        self._hovered = -1
        self._files_over = False
        self.drop_words: Callable[[], str] = str  # what a drop here would do
        self.drop_refusal: Callable[[], str] = str  # why it would not
        thumbs.cache.ready.connect(self._on_thumbnails)
        theme.theme_changed.connect(self._fit)
        self._fit()

    # -- content -----------------------------------------------------------------------------------------------------

    def set_cells(self, cells: Sequence[Cell], chosen: str | None = None) -> None:
        """Shows these; the sideways position stays where it can."""
        fresh = list(cells)
        if fresh == self._cells and (chosen is None or chosen == self.current()):
            return
        key = chosen if chosen is not None else self.current()
        moved = [cell.key for cell in fresh] != [cell.key for cell in self._cells]
        self._cells = fresh
        self._layout.count = len(fresh)
        self._at = next((i for i, cell in enumerate(fresh) if cell.key == key), 0 if fresh and not self._labelled else -1)
        self._hovered = -1
        self._scroll_to(self._layout.offset_px)
        if moved and self._labelled:
            self._layout.reveal(self._at)
        self._describe()
        self.update()

    def cells(self) -> list[Cell]:
        """What is shown, from left to right."""
        return list(self._cells)

    def current(self) -> str | None:
        """The key of the ringed cell."""
        return self._cells[self._at].key if 0 <= self._at < len(self._cells) else None

    def choose(self, key: str) -> None:
        """The ring is around this cell, which is in view."""
        self._go(next((i for i, cell in enumerate(self._cells) if cell.key == key), self._at))

    def set_thumb_width(self, width_px: int) -> None:
        """Plain pictures are as wide as this: 64 or 48."""
        if width_px != self._layout.thumb_px:
            self._layout.thumb_px = width_px
            self._fit()

    def cell_rect(self, place: int) -> QRect:
        """Where the picture of the cell is now."""
        return self._layout.cell_rect(place)

    # -- geometry ----------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(ACROSS * self._layout.step_px(), self._height())

    def _height(self) -> int:
        below = LABEL_GAP_PX + theme.line_px("small") if self._labelled else EDGE_PX
        return EDGE_PX + self._layout.thumb_size().height() + below

    def _fit(self) -> None:
        self._layout.width = self.width()
        self.setFixedHeight(self._height())
        self._scroll_to(self._layout.offset_px)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def _scroll_to(self, offset_px: int) -> None:
        self._layout.scroll_to(offset_px)
        self.update()

    # -- painting ----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._files_over:
            draw.drop_ground(painter, QRectF(self.rect()))
        for place in self._layout.visible():
            self._paint_cell(painter, place)
        height = self._layout.thumb_size().height() + 2 * EDGE_PX
        if self._layout.offset_px > 0:
            draw.more(painter, self.rect(), height, right=False)
        if self._layout.offset_px < self._layout.most_offset():
            draw.more(painter, self.rect(), height, right=True)
        painter.end()

    def _paint_cell(self, painter: QPainter, place: int) -> None:
        cell, picture = self._cells[place], self.cell_rect(place)
        here = place == self._at
        if self._labelled and here and self.hasFocus():
            whole = picture.adjusted(-EDGE_PX, -EDGE_PX, EDGE_PX, LABEL_GAP_PX + theme.line_px("small"))
            draw.ground(painter, whole, "selected")
        elif place == self._hovered:
            draw.ground(painter, picture.adjusted(-EDGE_PX, -EDGE_PX, EDGE_PX, EDGE_PX), "selected")
        self._thumbs.paint(painter, picture, cell.thumbnail)
        if here and (self._labelled or self.hasFocus()):
            draw.ring(painter, picture)
        if cell.unseen:
            draw.unseen_dot(painter, QPointF(picture.right() + 1, picture.top()))
        if self._labelled:
            line = QRect(picture.left(), picture.bottom() + 1 + LABEL_GAP_PX, picture.width(), theme.line_px("small"))
            draw.cell_label(painter, line, cell.label, cell.primary, here)

    def _on_thumbnails(self, locations: set[str]) -> None:
        if any(cell.thumbnail in locations for cell in self._cells):
            self.update()

    # -- pointer -----------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        side = self._layout.side_at(point)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if side:
            self._scroll_to(self._layout.offset_px + side * self._layout.page_px())
        elif (place := self._layout.place_at(point)) >= 0:
            self._go(place)
            self.picked.emit(self._cells[place].key)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        place = self._layout.place_at(point)
        if event.button() == Qt.MouseButton.LeftButton and place >= 0 and not self._layout.side_at(point):
            if self._labelled:  # a plain one was gone to by the first click
                self.activated.emit(self._cells[place].key)
        else:
            self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        place = -1 if self._layout.side_at(point) else self._layout.place_at(point)
        if place != self._hovered:
            self._hovered = place
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = -1
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        turn = event.angleDelta()
        along = turn.x() or (turn.y() if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 0)
        if not along or not self._layout.most_offset():
            event.ignore()  # up and down belongs to the panel
            return
        self._scroll_to(self._layout.offset_px - round(along / 120 * self._layout.step_px()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        place = self._at if by_key else self._layout.place_at(event.pos())
        if 0 <= place < len(self._cells):
            point = self.mapToGlobal(self.cell_rect(place).bottomLeft()) if by_key else event.globalPos()
            self.menu_asked.emit(self._cells[place].key, point)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self._layout.place_at(event.pos())
            if place >= 0:
                QToolTip.showText(event.globalPos(), self._cells[place].words, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    # -- files held over it ------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._hold(drop_hint.hover(self, event, self.drop_words(), self.drop_refusal()))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._hold(drop_hint.hover(self, event, self.drop_words(), self.drop_refusal()))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._hold(False)
        drop_hint.leave(self)

    def dropEvent(self, event: QDropEvent) -> None:
        self._hold(False)
        found = drop_hint.arrived(self, event, self.drop_refusal())
        if found:
            self.files_dropped.emit(found)

    def _hold(self, over: bool) -> None:
        if over != self._files_over:
            self._files_over = over
            self.update()

    # -- keys --------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = event.key(), event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        last = len(self._cells) - 1
        walk = {Qt.Key.Key_Left: self._at - 1, Qt.Key.Key_Right: self._at + 1, Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}
        here = self.current()
        if not plain or last < 0:
            super().keyPressEvent(event)
        elif key in walk:
            place = max(0, min(last, walk[Qt.Key(key)]))
            if place != self._at:
                self._go(place)
                if self._labelled:
                    self.picked.emit(self._cells[place].key)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and here is not None:
            self.activated.emit(here)
        elif key == Qt.Key.Key_Delete and here is not None and self._labelled:
            self.delete_asked.emit(here)
        else:
            super().keyPressEvent(event)

    def _go(self, place: int) -> None:
        self._at = place
        self._layout.reveal(place)
        self._describe()
        self.update()

    def _describe(self) -> None:
        if 0 <= self._at < len(self._cells):
            self.setAccessibleDescription(f"{self._cells[self._at].words}, {self._at + 1}/{len(self._cells)}")
        else:
            self.setAccessibleDescription("")
