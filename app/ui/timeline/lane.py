"""The lane: ruler, items and whatever is dragged over them, painted by one widget."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.ui.kit import theme
from app.ui.kit.text import counted, tr
from app.ui.timeline import spoken
from app.ui.timeline.canvas import LaneCanvas, paint_band, paint_focus
from app.ui.timeline.drag import LaneDrag
from app.ui.timeline.geometry import GAP_PX, RULER_PX, Scale, track_px
from app.ui.timeline.hits import Hit, hit
from app.ui.timeline.model import Preview, ShotModel
from app.ui.timeline.pictures import PictureStock
from app.ui.timeline.scrolling import Scroller
from app.ui.timeline.slots import slot_rect
from app.ui.timeline.strip import LINES_FROM_PX
from app.ui.timeline.view import Band, View

TICK_MS = 16
WHEEL_STEP = 120.0
SHOWN_BY_KEYS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class LaneView(QWidget):
    """Paints the model's lane and turns presses into plans; `planned` tells of one that is to be done."""

    planned = Signal(object)
    drag_cancelled = Signal()

    def __init__(
        self,
        model: ShotModel,
        stock: PictureStock,
        clock: Callable[[], float] = time.monotonic,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("timeline_lane")
        self.setAccessibleName(tr("Timeline"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.model = model
        self.scroller = Scroller(self, model)
        self.on_key: Callable[[QKeyEvent], bool] = lambda _event: False
        self.takes_key: Callable[[QKeyEvent], bool] = lambda _event: False
        self.open_menu: Callable[[QPointF], None] = lambda _point: None
        self.carry_out: Callable[[tuple[str, ...]], None] = lambda _ids: None
        self.tray_at: Callable[[QPointF], bool] = lambda _point: False
        self._clock = clock
        self._canvas = LaneCanvas(model, stock)
        self._drag: LaneDrag | None = None
        self._focus_shown = False
        self._playhead_x = 0
        self._ticked = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._on_tick)
        self.scroller.scale_changed.connect(self._on_scale)
        model.changed.connect(self._on_changed)
        model.selection_changed.connect(self._on_selection)
        model.preview_changed.connect(self.update)
        model.playhead_changed.connect(self._on_playhead)
        theme.theme_changed.connect(self._on_theme)

    # --- what a drag asks (drag.Surface) ---------------------------------------------------------

    @property
    def scale(self) -> Scale:
        """Zoom and scroll now."""
        return self.scroller.scale

    def is_over_tray(self, point: QPointF) -> bool:
        """Whether a point of the lane lies over the tray."""
        return self.tray_at(point)

    def items_in(self, box: QRectF) -> list[str]:
        """The items a rubber band touches."""
        view = self.view()
        band = view.band
        if box.bottom() < band.top or box.top() > band.top + band.height:
            return []
        rows = view.visible_rows(box.left(), box.right())
        return [
            view.lane.items[k].id
            for k in rows
            if self.scale.x(view.lane.ends[k]) > box.left()
            and self.scale.x(view.lane.starts[k]) < box.right()
        ]

    # --- geometry --------------------------------------------------------------------------------

    def band(self) -> Band:
        """Where the track lies."""
        return Band(RULER_PX + GAP_PX, track_px(self.height()))

    def view(self) -> View:
        """What is painted now, a shown plan counted in."""
        model, preview = self.model, self.model.preview
        lane, rows = model.lane, model.rows
        dimmed: frozenset[str] = frozenset()
        hidden: frozenset[str] = frozenset()
        if preview is not None:
            rows = dict(preview.rows) or rows
            if preview.mode == "insert":
                hidden, lane = preview.moving, preview.lane
            elif preview.mode in ("hold", "trim"):
                lane = preview.lane
            else:
                dimmed = preview.moving
        chosen = frozenset(model.selected)
        return View(lane, rows, self.scale, self.band(), model.fps, self.width(), chosen, dimmed, hidden)

    def hit(self, point: QPointF) -> Hit:
        """What lies under a point."""
        return hit(self.view(), point.x(), point.y())

    def item_rect(self, item_id: str | None) -> QRect | None:
        """Where an item of the lane is painted, in sight or not."""
        row = self.model.lane.index.get(item_id or "")
        if row is None:
            return None
        left, right = self.scale.x(self.model.lane.starts[row]), self.scale.x(self.model.lane.ends[row])
        band = self.band()
        return QRect(round(left), band.top, max(1, round(right - left)), band.height)

    def sizeHint(self) -> QSize:
        return QSize(640, 144)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 100)

    # --- painting --------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for part in event.region():  # type: ignore[attr-defined]  # iterable, but not in the stubs of 6.11
            painter.setClipRect(part)
            self._paint_part(painter, QRectF(part))
        painter.end()

    def _paint_part(self, painter: QPainter, part: QRectF) -> None:
        if self.model.shot is None:
            painter.fillRect(part, theme.colour("canvas"))
            return
        bounds = QRectF(self.rect())
        self._canvas.paint(painter, part, self.view(), bounds, self.model.preview)
        if self._drag is not None and not self._drag.box.isNull():
            paint_band(painter, self._drag.box)
        if self._focus_shown and self.hasFocus():
            current = self._focus_rect()
            paint_focus(painter, current if current is not None else self.rect(), current is not None)

    def _focus_rect(self) -> QRect | None:
        """The current item where it is in sight, zoomed out its slot."""
        rect, view = self.item_rect(self.model.current), self.view()
        if rect is not None and view.is_crowded:
            rect = slot_rect(view, rect.left())
        return rect if rect is not None and rect.intersects(self.rect()) else None

    # --- news ------------------------------------------------------------------------------------

    def _on_changed(self) -> None:
        dragged = self._drag is not None and self._drag.active and self._drag.kind != "ruler"
        if dragged and self.model.lane_is_new:
            self._end_drag()
            self.drag_cancelled.emit()
        self.scroller.lay_out()
        self.setAccessibleDescription(spoken.describe(self.model, self.model.current))
        self.update()

    def _on_scale(self) -> None:
        self._playhead_x = round(self.scale.x(self.model.playhead))
        self.update()

    def _on_selection(self) -> None:
        self.setAccessibleDescription(spoken.describe(self.model, self.model.current))
        self.update()

    def _on_playhead(self, frame: int) -> None:
        """Only the two places of the playhead are painted again."""
        before, self._playhead_x = self._playhead_x, round(self.scale.x(frame))
        wide = round(self.scale.px_per_frame) if self.scale.px_per_frame > LINES_FROM_PX else 0
        for x in (before, self._playhead_x):
            self.update(x - 7, 0, 14 + max(0, wide - 6), self.height())

    def _on_theme(self) -> None:
        self._canvas.forget()
        self.update()

    # --- events ----------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self.takes_key(event):
            event.accept()
            return True
        if kind in (QEvent.Type.UngrabMouse, QEvent.Type.WindowDeactivate):
            self.cancel_drag()
        if kind == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._tooltip(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def _tooltip(self, point: QPointF) -> str:
        found = self.hit(point)
        row = self.model.lane.index.get(found.item_id)
        if row is None:
            return ""
        cut = self.model.lane.cut(row)
        name = self.model.lane.items[row].name
        if not cut:
            return name
        under = counted(cut, "{n} frame lies under the next item", "{n} frames lie under the next item")
        return f"{name}\n{under}"

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._focus_shown = False
        if self.model.shot is None or self._drag is not None:
            return
        if event.button() != Qt.MouseButton.LeftButton:
            return
        point = event.position()
        self._drag = LaneDrag(self, self.hit(point), point, event.modifiers())
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is None:
            self._show_cursor(self.hit(event.position()))
            return
        if not event.buttons() & Qt.MouseButton.LeftButton:
            self.cancel_drag()
            return
        self._drag.move(event.position(), event.modifiers())
        if self._drag.has_left():
            ids = self._drag.ids
            self.cancel_drag()
            self.carry_out(ids)
            return
        if self._drag.edge_speed():
            self._start_ticks()
        if self._drag.kind == "empty":
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._drag is None or event.button() != Qt.MouseButton.LeftButton:
            return
        drag, self._drag = self._drag, None
        self._timer.stop()
        preview = drag.release()
        self.update()
        if preview is not None and not preview.plan.is_empty:
            self.do(preview)

    def do(self, preview: Preview) -> None:
        """A plan that was shown is to be done; the news of it are said."""
        spoken.announce(self, spoken.result(preview.plan))
        self.planned.emit(preview.plan)

    def _show_cursor(self, found: Hit) -> None:
        edge = found.zone in ("left", "right")
        self.setCursor(Qt.CursorShape.SizeHorCursor if edge else Qt.CursorShape.ArrowCursor)

    def is_dragging(self) -> bool:
        """Whether a press is going on."""
        return self._drag is not None

    def renew_drag(self) -> None:
        """Snapping was switched in mid drag."""
        if self._drag is not None:
            self._drag.renew()

    def cancel_drag(self) -> bool:
        """Whether a drag was going on; it is over, nothing was written."""
        if self._drag is None:
            return False
        self._end_drag()
        return True

    def _end_drag(self) -> None:
        drag, self._drag = self._drag, None
        self._timer.stop()
        if drag is not None:
            drag.cancel()
        self.update()

    # --- scrolling at the edges ------------------------------------------------------------------

    def _start_ticks(self) -> None:
        if not self._timer.isActive():
            self._ticked = self._clock()
            self._timer.start()

    def _on_tick(self) -> None:
        now = self._clock()
        self.scroll_at_edge(now - self._ticked)
        self._ticked = now

    def scroll_at_edge(self, seconds: float) -> None:
        """As much as the pointer near an edge asks for in that time; the plan follows."""
        speed = self._drag.edge_speed() if self._drag is not None else 0.0
        if not speed or self._drag is None:
            self._timer.stop()
        elif self.scroller.scroll_by(speed * seconds):
            self._drag.renew()

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta()
        way = turned.y() or turned.x()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.scroller.zoom_by(way / WHEEL_STEP, event.position().x())
        else:
            pixels = event.pixelDelta()
            self.scroller.scroll_by(-(pixels.x() or pixels.y() or way))
        self.renew_drag()
        event.accept()

    # --- keyboard and the rest -------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.cancel_drag():
            return
        if self.on_key(event):
            self._focus_shown = True
            self.update()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._focus_shown = event.reason() in SHOWN_BY_KEYS
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.cancel_drag()
        self.update()

    def hideEvent(self, event: QHideEvent) -> None:
        self.cancel_drag()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.scroller.lay_out()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        point = QPointF(event.pos())
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            rect = self.item_rect(self.model.current)
            point = QPointF(rect.center()) if rect is not None else QPointF(self.rect().center())
        else:
            found = self.hit(point)
            if found.item_id and found.item_id not in self.model.selected:
                self.model.select_one(found.item_id)
            self.model.choose_gap(None if found.item_id else found.frame)
        self.open_menu(point)
