"""The timeline of one shot: header, lane and tray. It knows no library; the shell does what it asks for."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QDrag, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.library.timeline import Item
from app.ui.kit.empty_state import Choice, EmptyState
from app.ui.kit.mime import shot_items_data
from app.ui.kit.text import counted, tr
from app.ui.timeline.commands import Commands
from app.ui.timeline.drops import LaneDrop
from app.ui.timeline.header import Header, TrayHead
from app.ui.timeline.keys import LaneKeys
from app.ui.timeline.lane import LaneView
from app.ui.timeline.menu import item_menu
from app.ui.timeline.model import ShotModel
from app.ui.timeline.pictures import Pictures, PictureStock, Strips
from app.ui.timeline.tray import TrayView

if TYPE_CHECKING:
    from db.rows import Shot, ShotItem

TRAY_PX = 208
WIDE_TRAY_PX = 280
COMPACT_BELOW_PX = 900  # of this page; windows under 1200
WIDE_FROM_PX = 1600
EMPTY_ICON_FROM_PX = 190


class TimelinePage(QWidget):
    """Shows what `set_shot` gives it and tells what people want; ids are those of the shot's items."""

    planned = Signal(object)
    """A `Plan` to be written as one step; its `merge_key` may join it to the step before."""
    items_dropped = Signal(list, object, bool)
    """Generation ids, the frame they were dropped at (None: into the tray), and whether they are inserted."""
    files_dropped = Signal(list, object)
    """Paths, and the frame they are to be placed from."""
    remove_requested = Signal(list)
    duplicate_requested = Signal(list)
    new_shot_requested = Signal()
    add_selected_requested = Signal()
    selection_changed = Signal(list)
    current_changed = Signal(object)
    """The `ShotItem` that has the focus, or None."""
    frame_changed = Signal(int)
    drag_cancelled = Signal()
    """The shot was changed by something else while it was dragged in."""

    def __init__(
        self,
        pictures: Pictures,
        strips: Strips | None = None,
        clock: Callable[[], float] = time.monotonic,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("timeline")
        self.model = ShotModel(self)
        stock = PictureStock(pictures, strips)
        self.lane = LaneView(self.model, stock, clock, self)
        self.commands = Commands(self.lane, clock)
        self.drop = LaneDrop(self.lane)
        self.header = Header(self.lane, self.commands, self)
        self.tray = TrayView(self.model, stock, self.commands, self)
        self._tray_head = TrayHead(self.lane)
        self._empty = EmptyState("timeline_empty", self.lane)
        self._gallery_selection = 0
        self._fit_next = True
        self._compact = False
        self._current: str | None = None
        self._lay_out()
        self._connect()
        self.set_shot(None, ())

    def _lay_out(self) -> None:
        self._tray_column = QWidget(self)
        column = QVBoxLayout(self._tray_column)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tray_head)
        column.addWidget(self.tray, 1)
        self._tray_column.setFixedWidth(TRAY_PX)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self.header)
        left.addWidget(self.lane, 1)
        line = QWidget(self)
        line.setProperty("ground", "line")
        line.setFixedWidth(1)
        line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._line = line
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(line)
        row.addWidget(self._tray_column)
        self.setTabOrder(self.lane, self.tray)

    def _connect(self) -> None:
        keys = LaneKeys(self.commands)
        self.lane.on_key = keys.press
        self.lane.takes_key = keys.takes
        self.lane.tray_at = self._is_over_tray
        self.lane.carry_out = self.tray.carry_out = self.carry_out
        self.lane.open_menu = self._open_lane_menu
        self.tray.open_menu = self._open_menu
        self.header.tray.toggled.connect(self._show_tray)
        for source in (self.lane, self.commands, self.drop):
            source.planned.connect(self.planned)
        self.commands.remove_requested.connect(self.remove_requested)
        self.commands.duplicate_requested.connect(self.duplicate_requested)
        self.drop.items_dropped.connect(self.items_dropped)
        self.drop.files_dropped.connect(self.files_dropped)
        self.tray.items_dropped.connect(self._on_tray_drop)
        self.tray.files_dropped.connect(self._on_tray_files)
        self.lane.drag_cancelled.connect(self.drag_cancelled)
        self.model.playhead_changed.connect(self.frame_changed)
        self.model.selection_changed.connect(self._on_selection)
        self.model.preview_changed.connect(self._uncover)

    # --- what the shell tells --------------------------------------------------------------------

    def set_shot(self, shot: Shot | None, items: Iterable[ShotItem], number: str = "") -> None:
        """Shows a shot with its items, or none; `number` as the sidebar writes it. Zoom stays with a shot."""
        before = self.model.shot
        same = shot is not None and before is not None and before.id == shot.id
        self._fit_next = self._fit_next or not same
        self.model.set_shot(shot, items)
        self.header.set_number(number)
        self._show_empty()
        self._fit_once()

    def set_describe(self, describe: Callable[[Sequence[str]], Sequence[Item]]) -> None:
        """`describe` gives unplaced items for generation ids, so that ghosts have their real lengths."""
        self.drop.describe = describe

    def set_refuse(self, refuse: Callable[[Sequence[str]], str]) -> None:
        """`refuse` says why these generations cannot be dropped here; an empty text where they can."""
        self.drop.refuse = refuse

    def set_gallery_selection(self, n: int) -> None:
        """How many items an empty shot offers to add."""
        if n != self._gallery_selection:
            self._gallery_selection = n
            self._show_empty()

    def set_frame(self, frame: int) -> None:
        """The playhead stands there."""
        self.model.set_playhead(frame)

    def select(self, ids: Sequence[str]) -> None:
        """These items are selected, the last of them in sight."""
        self.model.select(ids)
        self.commands.show_current()

    def refresh_pictures(self) -> None:
        """Pictures have arrived or changed: what is seen is painted again."""
        self.lane.update()
        self.tray.viewport().update()

    # --- what it tells the shell -----------------------------------------------------------------

    def _on_selection(self) -> None:
        self.selection_changed.emit(list(self.model.selected))
        if self.model.current != self._current:
            self._current = self.model.current
            self.current_changed.emit(self.model.rows.get(self._current or ""))

    def _on_tray_drop(self, generation_ids: list[str]) -> None:
        self.items_dropped.emit(generation_ids, None, False)

    def _on_tray_files(self, files: list[object]) -> None:
        self.files_dropped.emit(files, None)

    # --- empty states ----------------------------------------------------------------------------

    def _show_empty(self) -> None:
        icon = "film" if self.lane.height() >= EMPTY_ICON_FROM_PX else ""
        if self.model.shot is None:
            line = tr("A shot is a row of pictures and clips on a timeline.")
            new = Choice(tr("New shot"), "timeline_new_shot", self.new_shot_requested.emit)
            self._empty.set_content("clapperboard" if icon else "", tr("No shots yet"), line, [new])
        elif self.model.lane.tray:
            place = Choice(tr("Place all"), "timeline_place_all", self.commands.place_all)
            self._empty.set_content(icon, tr("Drop pictures or clips here"), "", [place])
        else:
            line = tr("Drag from the gallery, or select items and press Ctrl+E.")
            n = self._gallery_selection
            add = Choice(
                counted(n, "Add 1 selected", "Add {n} selected"),
                "timeline_add_selected",
                self.add_selected_requested.emit,
            )
            self._empty.set_content(icon, tr("No items in this shot yet"), line, [add] if n else [])
        self._empty.setGeometry(self.lane.rect())
        self._uncover()

    def _uncover(self) -> None:
        """What would be dropped on an empty lane is seen instead of the words."""
        self._empty.setVisible(not self.model.lane.items and self.model.preview is None)

    # --- tray, menu, size ------------------------------------------------------------------------

    def _is_over_tray(self, point: QPointF) -> bool:
        return self.tray.is_at(point, self.lane)

    def load(self, ids: Sequence[str]) -> QMimeData:
        """Items as they are dragged: for this shot and others, and as generations for everything else."""
        return shot_items_data(ids, [self.model.rows[i].generation_id for i in ids])

    def carry_out(self, ids: Sequence[str]) -> None:
        """Items hang at the pointer until they are dropped somewhere in the window."""
        drag = QDrag(self)
        drag.setMimeData(self.load(ids))
        drag.exec(Qt.DropAction.CopyAction | Qt.DropAction.MoveAction)
        self.model.set_preview(None)

    def _open_lane_menu(self, point: QPointF) -> None:
        self._open_menu(self.lane.mapToGlobal(point.toPoint()))

    def _open_menu(self, point: QPoint) -> None:
        if self.model.shot is None:
            return
        made = item_menu(self.model, self.commands, self)
        made.aboutToHide.connect(made.deleteLater)
        made.popup(point)

    def _show_tray(self, shown: bool) -> None:
        self._tray_column.setVisible(shown)
        self._line.setVisible(shown)

    def _fit_once(self) -> None:
        """Another shot is seen whole, once the page has its size."""
        if self._fit_next and self.isVisible() and self.model.shot is not None:
            self._fit_next = False
            self.lane.scroller.fit()

    def showEvent(self, event: QShowEvent) -> None:
        self._fit_once()

    def resizeEvent(self, event: QResizeEvent) -> None:
        compact = self.width() < COMPACT_BELOW_PX
        if compact != self._compact:
            self._compact = compact
            self.header.set_compact(compact)
            self._show_tray(self.header.tray.isChecked() if compact else True)
        self._tray_column.setFixedWidth(WIDE_TRAY_PX if self.width() >= WIDE_FROM_PX else TRAY_PX)
        self._show_empty()
