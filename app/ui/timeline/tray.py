"""The tray: items of the shot that have no frame yet."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from app.library.timeline import Unplace
from app.ui.kit import drop_hint, mime, theme, tokens
from app.ui.kit.mime import generations_in, shot_items_in
from app.ui.kit.text import tr
from app.ui.timeline import spoken
from app.ui.timeline.commands import Commands
from app.ui.timeline.drag import THRESHOLD_PX
from app.ui.timeline.marks import paint_ring
from app.ui.timeline.model import ShotModel
from app.ui.timeline.pictures import PictureStock, cover

INSET_PX = 16
GAP_PX = 8
TOP_PX = 4
COLUMNS = 2
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class TrayView(QAbstractScrollArea):
    """Two columns of pictures: dragged to the lane, to other shots, or appended by Enter."""

    items_dropped = Signal(list)
    files_dropped = Signal(list)  # of Arrival

    def __init__(
        self, model: ShotModel, stock: PictureStock, commands: Commands, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("timeline_tray")
        self.setAccessibleName(tr("Unpositioned items"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)
        self.open_menu: Callable[[QPoint], None] = lambda _point: None
        self.carry_out: Callable[[tuple[str, ...]], None] = lambda _ids: None
        self._model = model
        self._stock = stock
        self._commands = commands
        self._press: QPoint | None = None
        self._pressed_id = ""
        self._over = False
        model.changed.connect(self._on_changed)
        model.selection_changed.connect(self._on_selection)
        model.preview_changed.connect(self.viewport().update)
        theme.theme_changed.connect(self.viewport().update)

    # --- geometry --------------------------------------------------------------------------------

    def _cell(self) -> QSize:
        width = (self.width() - 2 * INSET_PX - (COLUMNS - 1) * GAP_PX) // COLUMNS
        return QSize(max(16, width), max(9, round(width * 9 / 16)))

    def item_rect(self, k: int) -> QRect:
        """Where the k-th item is, in the viewport."""
        cell = self._cell()
        line, column = divmod(k, COLUMNS)
        x = INSET_PX + column * (cell.width() + GAP_PX)
        y = TOP_PX + line * (cell.height() + GAP_PX) - self.verticalScrollBar().value()
        return QRect(x, y, cell.width(), cell.height())

    def item_at(self, point: QPoint) -> str:
        """The item under a point of the viewport; nothing is an empty text."""
        tray = self._model.lane.tray
        return next((item.id for k, item in enumerate(tray) if self.item_rect(k).contains(point)), "")

    def _lay_out(self) -> None:
        lines = -(-len(self._model.lane.tray) // COLUMNS)
        height = TOP_PX + lines * (self._cell().height() + GAP_PX)
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, height - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(self._cell().height() + GAP_PX)

    def set_drag_over(self, over: bool) -> None:
        """Shows that a drop here would be taken."""
        if over != self._over:
            self._over = over
            self.viewport().update()

    # --- painting --------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        area = self.viewport().rect()
        unplacing = self._model.preview is not None and self._model.preview.mode == "unplace"
        if self._over or unplacing:
            painter.fillRect(area, theme.colour("accent-wash"))
        else:
            painter.fillRect(area, theme.colour("panel"))
        for k, item in enumerate(self._model.lane.tray):
            rect = self.item_rect(k)
            if rect.intersects(event.rect()):
                self._paint_item(painter, item.id, QRectF(rect))
        in_tray = any(item.id == self._model.current for item in self._model.lane.tray)
        if self._over or unplacing or (self.hasFocus() and not in_tray):
            paint_ring(painter, QRectF(area).adjusted(2, 2, -2, -2))
        painter.end()

    def _paint_item(self, painter: QPainter, item_id: str, area: QRectF) -> None:
        preview = self._model.preview
        if preview is not None and item_id in preview.moving:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setOpacity(0.6)
            painter.setPen(QPen(theme.colour("line-strong"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), tokens.RADIUS_TAG, tokens.RADIUS_TAG)
            painter.setOpacity(1.0)
            return
        row = self._model.rows.get(item_id)
        height = int(area.height())
        dpr = self.viewport().devicePixelRatioF()
        pixmap = self._stock.picture(row, 2 * height, dpr) if row is not None else None
        if pixmap is None:
            painter.fillRect(area, theme.colour("pressed"))
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            cover(painter, area, pixmap)
        painter.setPen(theme.colour("picture-line"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area.adjusted(0, 0, -1, -1))
        if item_id in self._model.selected:
            paint_ring(painter, area)
        if self.hasFocus() and item_id == self._model.current:
            painter.setPen(QPen(theme.colour("text"), 1))
            painter.drawRect(area.adjusted(0, 0, -1, -1))
            paint_ring(painter, area)

    # --- news ------------------------------------------------------------------------------------

    def _on_changed(self) -> None:
        self._lay_out()
        self.viewport().update()

    def _on_selection(self) -> None:
        self.setAccessibleDescription(spoken.describe(self._model, self._model.current))
        self.viewport().update()

    # --- mouse -----------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        point = event.position().toPoint()
        self._pressed_id = self.item_at(point)
        self._press = point
        if not self._pressed_id:
            self._model.select(())
        elif event.modifiers() & SHIFT:
            self._model.select_range(self._pressed_id)
        elif event.modifiers() & CTRL:
            self._model.toggle(self._pressed_id)
        elif self._pressed_id not in self._model.selected:
            self._model.select_one(self._pressed_id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._press is None or not event.buttons() & Qt.MouseButton.LeftButton or not self._pressed_id:
            return
        if (event.position().toPoint() - self._press).manhattanLength() >= THRESHOLD_PX:
            self._press = None
            self.carry_out(self._model.tray_selection())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        plain = not event.modifiers() & (CTRL | SHIFT)
        if self._press is not None and self._pressed_id and plain:
            self._model.select_one(self._pressed_id)
        self._press = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.item_at(event.position().toPoint()):
            self._commands.append()

    # --- drops from gallery and lane ------------------------------------------------------------------

    def _own(self, data: QMimeData) -> bool:
        """Whether items of this shot are carried."""
        return any(i in self._model.rows for i in shot_items_in(data))

    def _placed(self, data: QMimeData) -> tuple[str, ...]:
        """The carried items that stand on the lane."""
        return tuple(i for i in shot_items_in(data) if i in self._model.lane.index)

    def _takes(self, event: QDropEvent) -> bool:
        data = event.mimeData()
        if self._model.shot is not None and mime.is_from_outside(data) and isinstance(event, QDragMoveEvent):
            words = tr("Import into the shot {name}, unpositioned", name=self._model.shot.name)
            taken = drop_hint.hover(self.viewport(), event, words)
            self.set_drag_over(taken)
            return taken
        new = generations_in(data) if not self._own(data) else []
        taken = self._model.shot is not None and bool(new or self._placed(data))
        self.set_drag_over(taken)
        if taken:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()
        return taken

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._takes(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._takes(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.set_drag_over(False)
        drop_hint.leave(self)

    def dropEvent(self, event: QDropEvent) -> None:
        if self._model.shot is not None and mime.is_from_outside(event.mimeData()):
            self.set_drag_over(False)
            found = drop_hint.arrived(self, event)
            if found:
                self.files_dropped.emit(found)
            return
        taken = self._takes(event)
        self.set_drag_over(False)
        if not taken:
            return
        placed = self._placed(event.mimeData())
        if placed:
            self._commands.do(Unplace(placed))
        else:
            self.items_dropped.emit(generations_in(event.mimeData()))

    # --- keyboard and the rest -------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -COLUMNS,
            Qt.Key.Key_Down: COLUMNS,
            Qt.Key.Key_Home: -len(self._model.rows),
            Qt.Key.Key_End: len(self._model.rows),
        }
        if key in steps:
            self._go(steps[Qt.Key(key)], bool(modifiers & SHIFT))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_E) and not modifiers:
            self._commands.append()
        elif (key == Qt.Key.Key_Delete and not modifiers) or (
            key == Qt.Key.Key_Backspace and modifiers == CTRL
        ):
            self._commands.remove()
        elif key == Qt.Key.Key_A and modifiers == CTRL:
            self._model.select([i.id for i in self._model.lane.tray], current=self._model.current)
        else:
            super().keyPressEvent(event)

    def _go(self, step: int, extend: bool) -> None:
        ids = [i.id for i in self._model.lane.tray]
        if not ids:
            return
        here = (
            ids.index(self._model.current) if self._model.current in ids else -step if step > 0 else len(ids)
        )
        k = max(0, min(here + step, len(ids) - 1))
        if extend:
            self._model.select_range(ids[k])
        else:
            self._model.select_one(ids[k])
        rect = self.item_rect(k)
        bar = self.verticalScrollBar()
        if rect.top() < TOP_PX:
            bar.setValue(bar.value() + rect.top() - TOP_PX)
        elif rect.bottom() > self.viewport().height():
            bar.setValue(bar.value() + rect.bottom() - self.viewport().height() + GAP_PX)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            item = self._model.lane.by_id.get(self.item_at(event.pos()))
            QToolTip.showText(event.globalPos(), item.name if item is not None else "", self)
            return True
        return super().viewportEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        item_id = self.item_at(event.pos())
        if item_id and item_id not in self._model.selected:
            self._model.select_one(item_id)
        self.open_menu(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def is_at(self, point: QPointF, of: QWidget) -> bool:
        """Whether a point of another widget lies over the tray."""
        if not self.isVisible():
            return False
        mine = self.mapFrom(of.window(), of.mapTo(of.window(), point).toPoint())
        return self.rect().contains(mine)
