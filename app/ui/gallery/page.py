"""The gallery as the window holds it: head, grid or empty state, and what ties them to the session."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.library import editing, gallery, projects, shots
from app.ui.gallery import captions, carry, emptiness, source
from app.ui.gallery.date_scale import DateScale
from app.ui.gallery.delegate import TilePainter
from app.ui.gallery.emptiness import Emptiness, WaysOn
from app.ui.gallery.geometry import stepped
from app.ui.gallery.grouped import GroupedOrder
from app.ui.gallery.head import GalleryHead
from app.ui.gallery.listing import FIRST, Listing, Reading
from app.ui.gallery.model import GalleryModel
from app.ui.gallery.order import Order
from app.ui.gallery.pictures import PictureStock
from app.ui.gallery.place import Keeper, Spot, Visit, go_to, spot
from app.ui.gallery.presence import Presence
from app.ui.gallery.selection import SelectedSeqs
from app.ui.gallery.veil import DropVeil
from app.ui.gallery.view import GalleryView
from app.ui.gallery.views import Views, key_of, read_order, regroups
from app.ui.kit import drop_hint, theme
from app.ui.kit.empty_state import EmptyState
from app.ui.kit.labels import label
from app.ui.kit.text import tr
from app.ui.session import Session
from db import Changes, DbError, Filter, Shot


class GalleryPage(QWidget):
    """Shows what `session.filter` asks for and tells the session what is chosen.

    Actions on the chosen items are the window's; it asks `selected_seqs` for them.
    """

    opened = Signal(str)  # generation id: Space, or a double click on an item without parts
    context_menu_requested = Signal(QPoint)  # on the screen
    import_files_requested = Signal()
    import_folder_requested = Signal()
    files_dropped = Signal(list)  # of Arrival
    tile_size_changed = Signal(int)  # px

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("galleryPage")
        self.setAccessibleName(tr("Gallery"))
        self._session = session
        self._visits: list[Visit] = []
        self._wanted_spot: Spot | None = None
        self._fresh = True  # the list of the filter has not come yet
        self._painted = False
        self.model = GalleryModel(session, self)
        presence = Presence(session, self)
        self.view = GalleryView(TilePainter(PictureStock(session.thumbnails)), presence, self)
        self.view.setModel(self.model)
        self._keeper = Keeper(self.view)
        self.views = Views()
        self._dates = DateScale(self.view)
        self.view.sharpener.start(session)
        self.listing = Listing(session, self)
        self.listing.read = lambda wanted: read_order(session.library, wanted, self.views.grouping(wanted))
        self._head = GalleryHead(self)
        self._empty = EmptyState("galleryEmpty", self)
        self._reading = label("", "body", "text-2", parent=self)
        self._veil = DropVeil(self)
        self._lay_out()
        self.telling = QTimer(self, singleShot=True, interval=0)
        self.telling.timeout.connect(self.tell_selection)
        self._connect()
        self._show(session.filter)

    def _lay_out(self) -> None:
        self.setAcceptDrops(True)
        self.head = self._head  # for the shell: notes of views, chips that are to be changed
        self._reading.setObjectName("galleryReading")
        self._reading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._reading.setText(tr("Reading…"))
        self._stack = QStackedLayout()
        for widget in (self.view, self._empty, self._reading):
            self._stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addLayout(self._stack, 1)
        self.setFocusProxy(self.view)

    def _connect(self) -> None:
        view, listing, session = self.view, self.listing, self._session
        view.selectionModel().selectionChanged.connect(self.telling.start)
        view.selectionModel().currentChanged.connect(self.telling.start)
        self.model.modelReset.connect(self.telling.start)
        view.focused.connect(self.telling.start)  # the timeline may have chosen meanwhile
        view.open_wanted.connect(self.open_parent)
        view.view_wanted.connect(self._tell_opened)
        view.back_wanted.connect(self.go_back)
        view.star_clicked.connect(self._star)
        view.drag_wanted.connect(self._drag)
        view.context_menu_requested.connect(self.context_menu_requested)
        listing.first.connect(self._take_first)
        listing.whole.connect(self._take)
        listing.slow.connect(self._say_reading)
        listing.failed.connect(session.failed)
        self.model.failed.connect(session.failed)
        self.model.stale.connect(listing.read_again)
        self._head.back.connect(self.go_back)
        self._head.chip_removed.connect(session.show)
        session.filter_changed.connect(self._show)
        session.events.changed.connect(self._hear)

    # -- for the window -------------------------------------------------------------------------------

    def selected_seqs(self) -> SelectedSeqs:
        """The chosen items in gallery order; no list, however many they are."""
        return SelectedSeqs(self.model.order, self.view.selection.rows())

    def tile_px(self) -> int:
        """How wide pictures are."""
        return self.view.tiles.tile_px

    def set_tile_size(self, px: int) -> None:
        """Pictures are so wide (96 to 384, in steps of 8)."""
        wanted = stepped(px)
        if wanted != self.tile_px():
            self.view.set_tile_px(wanted)
            self.tile_size_changed.emit(wanted)

    def state(self) -> dict[str, Any]:
        """What `restore` takes to show the same again: numbers and None only."""
        here = self._wanted_spot or spot(self.view, self.model.order)
        if self._wanted_spot is None:
            self.views.leave(self._session.filter, here, self.selected_seqs(), len(self.model.order))
        return {"tile_px": self.tile_px(), "anchor": here.anchor, "down": here.down, "current": here.current,
                "names": self.view.tiles.names, "views": self.views.state()}

    def restore(self, state: Mapping[str, Any]) -> None:
        """The gallery looks as it did, as far as its items are still there."""
        number = {key: value for key, value in state.items() if type(value) is int}
        if "tile_px" in number:
            self.set_tile_size(number["tile_px"])
        if state.get("names") is False:
            self.view.set_names(False)
        self.views.restore(state.get("views"))
        here = Spot(number.get("anchor"), number.get("down", 0), number.get("current"))
        self._wanted_spot = self.views.spot(self._session.filter) or here
        if self.grouping():
            self.listing.ask(self._session.filter)
        self._go_to_wanted(last=not self.listing.busy)

    def select_all(self) -> None:
        """All items are chosen."""
        self.view.selection.everything()

    def grouping(self) -> str:
        """By what the view is grouped: day, shot, tool, or nothing."""
        return self.views.grouping(self._session.filter)

    def group_by(self, by: str) -> None:
        """The view is grouped by this: day, shot, tool, or nothing."""
        if by != self.grouping():
            self.views.group(self._session.filter, by)
            self.listing.read_again()

    def reveal(self, generation_id: str) -> bool:
        """The item alone is chosen and on the screen; False when the gallery does not show it."""
        found = gallery.seqs_of(self._session.library, [generation_id])
        row = self.model.row_of(found[0]) if found else -1
        if row < 0:
            return False
        self.view.selection.only(row)
        self.view.scrollTo(self.model.index(row, 0))
        return True

    def reveal_when_there(self, generation_id: str) -> None:
        """The same as soon as the list that was asked for has the item."""
        found = gallery.seqs_of(self._session.library, [generation_id])
        if found:
            self._wanted_spot = Spot(current=found[0])
            self._go_to_wanted(last=not self.listing.busy)

    def open_parent(self, row: int) -> None:
        """The parts of the item in `row` are shown."""
        card = self.model.card(row)
        if card is not None and card.parts:
            outside = self._session.filter
            here = replace(spot(self.view, self.model.order), current=card.seq)
            self._visits.append(Visit(outside, card.id, captions.name_of(card), here))
            self._session.show(Filter(project_id=outside.project_id, parent_id=card.id))

    def go_back(self) -> None:
        """Out of a parent, to where we were; nothing happens elsewhere."""
        wanted = self._session.filter
        if self._visits:
            self._session.show(self._visits[-1].outside)
        elif wanted.parent_id is not None:
            self._session.show(Filter(project_id=wanted.project_id))

    def sizeHint(self) -> QSize:
        return QSize(880, 640)

    def minimumSizeHint(self) -> QSize:
        return QSize(360, 200)

    # -- lists ----------------------------------------------------------------------------------------

    def _show(self, wanted: Filter) -> None:
        """The session asks for another filter."""
        if self._wanted_spot is None:  # else one has not come there yet: what was kept stays
            here = spot(self.view, self.model.order)
            self.views.leave(self.model.filter, here, self.selected_seqs(), len(self.model.order))
        self._wanted_spot = self.views.spot(wanted) if key_of(wanted) != key_of(self.model.filter) else None
        while self._visits and self._visits[-1].parent_id != wanted.parent_id:
            left = self._visits.pop()
            if left.outside == wanted:
                self._wanted_spot = left.spot
                break
        self._fresh = True
        self.view.selection.nothing()
        self._keeper.forget()
        self.model.filter = wanted
        self._name_source(wanted)
        self._head.set_count(None)
        self.listing.ask(wanted)

    def _name_source(self, wanted: Filter) -> None:
        name, back_to = source.source_name(wanted), None
        if wanted.parent_id is not None:
            outside = self._visits[-1].outside if self._visits else Filter()
            name = self._visits[-1].name if self._visits else name
            back_to = source.source_name(outside)
        self._head.set_source(name, back_to)
        self._head.set_chips(source.chips(wanted, self.model.shot_numbers))

    def _take_first(self, order: Order) -> None:
        """The first page of a new filter. Groups need the whole list."""
        if self.grouping():
            return
        self.model.take(order, None)
        self.listing.shown(order)
        self._fresh = False
        self.view.scroller.go(0)
        whole = len(order) < FIRST
        self._head.set_count(len(order) if whole else None)
        self._go_to_wanted(last=False)
        self._look_whether_empty()

    def _take(self, reading: Reading) -> None:
        """The whole list, or the list after something happened."""
        grouped = isinstance(reading.order, GroupedOrder) or isinstance(self.model.order, GroupedOrder)
        known = reading.shown is self.model.order and not grouped
        place = self._keeper.before(self.model.order)
        difference = reading.difference if known else None
        by_rows = self.model.take(reading.order, difference)
        self.listing.shown(reading.order)
        if self._fresh:  # it came before its first page
            self._fresh = False
            self.view.scroller.go(0)
        else:
            self._keeper.after(place, reading.order, difference if by_rows else None)
        self._head.set_count(len(reading.order))
        self._go_to_wanted(last=True)
        self._look_whether_empty()
        self._dates.follow(self._session, reading.order, self._session.filter, self.grouping())
        self.telling.start()

    def _go_to_wanted(self, last: bool) -> None:
        if self._wanted_spot is not None and (go_to(self.view, self.model.order, self._wanted_spot) or last):
            self._wanted_spot = None

    def _say_reading(self) -> None:
        self.model.set_ids(())
        self.listing.shown(self.model.order)
        self._stack.setCurrentWidget(self._reading)

    def _look_whether_empty(self) -> None:
        wanted, library = self._session.filter, self._session.library
        if len(self.model.order):
            self._stack.setCurrentWidget(self.view)
        else:
            self._session.background.run(lambda: emptiness.look(library, wanted), self._say_empty)

    def _say_empty(self, why: Emptiness) -> None:
        if why.filter != self._session.filter or len(self.model.order):
            return  # things have changed meanwhile
        ways = WaysOn(self._session.show, self.import_files_requested.emit, self.import_folder_requested.emit)
        emptiness.say(self._empty, why, ways)
        self._stack.setCurrentWidget(self._empty)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.colour("canvas"))
        painter.end()
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self._begin)

    def _begin(self) -> None:
        """After the first picture of the window: what takes longer begins."""
        self.listing.release()
        self._read_shots()

    # -- news and choosing ----------------------------------------------------------------------------

    def _hear(self, changes: Changes) -> None:
        if changes.touches("shots"):
            self._read_shots()
        if regroups(changes, self.grouping()):
            self.listing.read_again()

    def _read_shots(self) -> None:
        library = self._session.library
        self._session.background.run(lambda: shots.all_shots(library), self._number_shots)

    def _number_shots(self, found: list[Shot]) -> None:
        numbers = {shot.id: captions.shot_number(place) for place, shot in enumerate(found)}
        self.view.tiles.numbers = numbers
        self.view.tiles.forget_plans()
        self.view.headers.shots = {shot.id: f"{numbers[shot.id]}  {shot.name}" for shot in found}
        self.model.set_shot_numbers(numbers)
        self._head.set_chips(source.chips(self._session.filter, numbers))

    def tell_selection(self) -> None:
        """The session knows what is selected; by itself it is told a moment later (`telling`)."""
        self.telling.stop()
        seqs = self.selected_seqs()
        card = self.model.card(self.view.selection.current())
        self._head.set_selected(len(seqs))
        spoken = captions.spoken(card, self.model.shot_numbers) if card is not None else ""
        if card is not None and self.view.headers.grid is not None:
            spoken = f"{spoken}, {self.view.headers.spoken(self.view.selection.current())}"
        self.view.setAccessibleDescription(spoken)
        self._session.selection.set(card.id if card is not None else None, len(seqs), seqs)

    def _tell_opened(self, row: int) -> None:
        card = self.model.card(row)
        if card is not None:
            self.opened.emit(card.id)

    def _star(self, row: int) -> None:
        card = self.model.card(row)
        if card is not None and self._done(
            lambda: editing.set_starred(self._session.library, [card.seq], not card.starred)
        ):
            self._session.said.emit(tr("Unstarred 1 item") if card.starred else tr("Starred 1 item"), True)

    def _done(self, verb: Callable[[], object]) -> bool:
        """Whether the verb could do it; why not is shown."""
        try:
            verb()
        except (UserError, DbError) as error:
            self._session.failed.emit(error.message, error.hint)
            return False
        return True

    # -- dragging -------------------------------------------------------------------------------------

    def _drag(self, row: int) -> None:
        seqs = (
            self.selected_seqs()
            if self.view.selection.contains(row)
            else SelectedSeqs(self.model.order, [(row, row)])
        )
        carry.start(self.view, self._session, seqs, self.model.card(row))

    # -- from outside ------------------------------------------------------------------------------------------------

    def _refusal(self) -> str:
        return tr("This library is read only here.") if self._session.library.read_only else ""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if drop_hint.hover(self, event, "", self._refusal()):
            drop_hint.leave(self)  # the veil says it
            self._veil.cover(tr("Import into {project}", project=projects.current(self._session.library).name))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if drop_hint.hover(self, event, "", self._refusal()):
            drop_hint.leave(self)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._veil.hide()
        drop_hint.leave(self)

    def dropEvent(self, event: QDropEvent) -> None:
        self._veil.hide()
        found = drop_hint.arrived(self, event, self._refusal())
        if found:
            self.files_dropped.emit(found)
