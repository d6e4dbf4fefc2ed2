"""The sidebar: views of the library, the shots, saved searches, tags, and the way to the history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.library import gallery as reads
from app.library import shots as verbs
from app.ui.kit.buttons import icon_button, push_button
from app.ui.kit.labels import label
from app.ui.kit.overlay_bar import OverlayBar
from app.ui.kit.text import counted, tr
from app.ui.kit.thumbs import Thumbs
from app.ui.outcome import REFUSED, attempt
from app.ui.reading import Latest, Reading
from app.ui.session import Session
from app.ui.shell import places
from app.ui.shell.heights import FewLines
from app.ui.shell.nav_row import NavRow
from app.ui.shell.searches_section import SearchesSection
from app.ui.shell.section import Section
from app.ui.shell.shot_list import ShotList
from app.ui.shell.shot_menu import open_menu
from app.ui.shell.shot_model import ShotModel
from app.ui.shell.tags_section import TagsSection
from db import Changes, Filter, Shot

EDGE_PX = 8
COUNT_AFTER_MS = 250  # counting is slow: once for a burst of news


class Sidebar(QWidget):
    """Filled row: what the gallery shows. Accent bar: the shot that is open in the timeline."""

    files_dropped = Signal(object, str)  # list of Arrival, shot id
    history_requested = Signal()
    work_asked = Signal(str, object, str)  # what is being done, work(progress), what was done

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setAccessibleName(tr("Sidebar"))
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._thumbs = Thumbs(session.thumbnails)
        self._rename_when_here: str | None = None
        self._used_pages: set[str] = set()
        self._places: dict[str, int] = {}  # how many items each place had when they were counted
        self.rows = {place.id: NavRow(f"place_{place.id}", tr(place.text), place.icon, partial(self._show_place, place.id))
                     for place in places.PLACES}
        self.page_rows = {page.id: NavRow(f"place_{page.id}", tr(page.text), page.icon, partial(session.open_page, page.id))
                          for page in places.PAGES}
        self.model = ShotModel(self._rename, self)
        self.list = ShotList(self.model, self._thumbs, self)
        self.new_button = icon_button("plus", tr("New shot"), "new_shot", small=True, on_click=self.new_shot)
        self.history_button = NavRow("history", tr("History"), "history", self.history_requested.emit, checkable=False)
        self._empty = self._empty_state()
        self.searches = SearchesSection(session, self)
        self.tags = TagsSection(session, self)
        self.sections: dict[str, Section] = {
            "library": Section("library", tr("Library"), None, self),
            "shots": Section("shots", tr("Shots"), self.new_button, self),
            "searches": self.searches, "tags": self.tags}
        self._counting = Latest(session.background, self)
        self._reading = Reading(session.background, self)
        self._count_soon = QTimer(self)
        self._count_soon.setSingleShot(True)
        self._count_soon.setInterval(COUNT_AFTER_MS)
        self._count_soon.timeout.connect(self._count)
        self._lay_out()
        self._connect()
        self.refresh()
        self._show_filter(session.filter)

    def _empty_state(self) -> QWidget:
        made = QWidget(self)
        made.setObjectName("no_shots")
        box = QVBoxLayout(made)
        box.setContentsMargins(16, 8, 16, 8)
        box.setSpacing(4)
        box.addWidget(label(tr("No shots yet"), "strong", parent=made))
        line = tr("A shot is a row of pictures and clips on a timeline.")
        box.addWidget(FewLines(line, 2, made))
        box.addSpacing(4)
        self._first = push_button(tr("New shot"), "first_shot", on_click=self.new_shot, parent=made)
        box.addWidget(self._first, 0, Qt.AlignmentFlag.AlignLeft)
        return made

    def _lay_out(self) -> None:
        """All sections scroll together where the window is too low for the least they need; history stays below."""
        content = QWidget()
        content.setProperty("ground", "panel")
        content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        for place, row in self.rows.items():
            for page_row in self.page_rows.values() if place == "trash" else ():
                self.sections["library"].content.addLayout(_inset(page_row))
            self.sections["library"].content.addLayout(_inset(row))
        self.sections["shots"].content.addWidget(self.list)
        self.sections["shots"].content.addWidget(self._empty)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(0)
        for at, section in enumerate(self.sections.values()):
            if at:
                column.addSpacing(12)
            column.addWidget(section)
        column.addStretch(1)
        self._scroll = QScrollArea(self)
        self._scroll.setObjectName("sidebar_scroll")
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(content)
        self.bar = OverlayBar(self._scroll, "sidebar_scroll_bar")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 8)
        box.setSpacing(0)
        box.addWidget(self._scroll, 1)
        box.addLayout(_inset(self.history_button))
        rows = [*self.rows.values()]
        order = [self.sections["library"].head, *rows[:-1], *self.page_rows.values(), rows[-1], self.sections["shots"].head,
                 self.new_button, self.list, self._first, self.searches.head, self.searches.save_button, self.searches.list,
                 self.tags.head, self.tags.tree, self.history_button]
        for before, after in pairwise(order):  # the keys go as the eye does
            QWidget.setTabOrder(before, after)

    def _connect(self) -> None:
        session, shots = self._session, self.list
        session.filter_changed.connect(self._show_filter)
        session.page_changed.connect(lambda _page: self._show_filter(session.filter))
        session.shot_changed.connect(shots.set_open)
        session.events.changed.connect(self._on_news)
        session.thumbnails.ready.connect(self._on_thumbnails)
        shots.open_asked.connect(session.open_shot)
        shots.items_asked.connect(self._show_items)
        shots.move_asked.connect(self._move)
        shots.duplicate_asked.connect(self._duplicate)
        shots.delete_asked.connect(self._delete)
        shots.menu_asked.connect(self._open_menu)
        shots.generations_dropped.connect(self._add_generations)
        shots.shot_items_dropped.connect(self._move_items)
        shots.files_dropped.connect(self.files_dropped)
        self.tags.work_asked.connect(self.work_asked)

    # -- what it shows -----------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Shots and numbers are read again (the project is another one, or all may have changed)."""
        writable = not self._session.library.read_only
        self.model.writable = writable
        self.new_button.setEnabled(writable)
        self._first.setEnabled(writable)
        self._read_shots()
        self._count()
        self.searches.refresh()
        self.tags.refresh()

    def state(self) -> dict[str, Any]:
        """What `restore` takes: which sections and tags stand open."""
        return {"closed": [name for name, section in self.sections.items() if not section.is_open()],
                "tags": self.tags.tree.opened()}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Sections and tags stand open as they did."""
        closed, opened = state.get("closed"), state.get("tags")
        if isinstance(closed, list):
            for name, section in self.sections.items():
                section.set_open(name not in closed)
        if isinstance(opened, list):
            self.tags.tree.open_paths([path for path in opened if isinstance(path, str)])

    def _read_shots(self) -> None:
        library = self._session.library
        self._reading.ask(lambda: verbs.all_shots(library), self._take_shots)

    def _take_shots(self, shots: Sequence[Shot]) -> None:
        there = {shot.id for shot in shots}
        gone = {shot.id for shot in self.model.shots()} - there
        self.model.set_shots(shots)
        self.list.setVisible(bool(shots))
        self._empty.setVisible(not shots)
        if self._session.shot_id in gone:
            self._session.open_shot(None)
        if self._session.filter.shot in gone:
            self._show_place("all")
        self.list.set_open(self._session.shot_id)
        if self._rename_when_here in there:
            new, self._rename_when_here = self._rename_when_here, None
            if new is not None:
                self.list.begin_rename(new)

    def _count(self) -> None:
        library = self._session.library
        self._counting.ask(lambda: {**reads.counts(library), **places.page_counts(library)}, self._take_counts)

    def _take_counts(self, counts: dict[str, int]) -> None:
        self._places = {place: counts[place] for place in self.rows}
        for place, row in self.rows.items():
            row.set_count(counts[place])
        for page, row in self.page_rows.items():
            row.set_count(counts[page])
            self._used_pages.discard(page)
            if counts[page] or counts.get(f"{page}_trash"):
                self._used_pages.add(page)
        self._show_pages()

    def _show_pages(self) -> None:
        """A page has its row as soon as there is something on it, and as long as it is open."""
        for page, row in self.page_rows.items():
            row.setVisible(page in self._used_pages or page == self._session.page)
            row.setChecked(page == self._session.page)
        here = places.place_of(self._session.filter) if self._session.page == "gallery" else None
        for place in places.PLACES:
            if not place.always:
                self.rows[place.id].setVisible(bool(self._places.get(place.id)) or here == place.id)

    def _show_filter(self, shown: Filter) -> None:
        here = places.place_of(shown) if self._session.page == "gallery" else None
        self._show_pages()
        for place, row in self.rows.items():
            row.setChecked(place == here)
        self.list.set_filtered(shown.shot if self._session.page == "gallery" else None)

    def _on_news(self, changes: Changes) -> None:
        if changes.touches("shots", "shot_generations") or changes.changed("generations", "thumbnail_url", "trashed_at"):
            self._read_shots()
        if changes.touches("proposals", "resources", "training_data", "missing_files", "imports") or changes.made_or_gone(
                "generations") or changes.changed("generations", "starred", "trashed_at", "shot_id", "location", "is_child",
                                                  "rejected"):
            self._count_soon.start()

    def _on_thumbnails(self, locations: set[str]) -> None:
        if any(shot.thumbnail_url in locations for shot in self.model.shots()):
            self.list.viewport().update()

    # -- gestures ----------------------------------------------------------------------------------------------------

    def _show_place(self, place: places.PlaceId) -> None:
        self._session.show(places.filter_of(place, self._session.filter))

    def _show_items(self, shot_id: str) -> None:
        self._session.open_shot(shot_id)
        self._session.show(places.filter_of_shot(shot_id, self._session.filter))

    def new_shot(self) -> None:
        """There is a new last shot, open, and its name can be typed."""
        shot_id = attempt(self._session, verbs.create, tr("New shot"))
        if shot_id is not REFUSED:
            self._rename_when_here = shot_id
            self._read_shots()
            self._session.open_shot(shot_id)

    def _rename(self, shot_id: str, name: str) -> None:
        if attempt(self._session, verbs.rename, shot_id, name) is not REFUSED:
            self._say(tr("Renamed the shot to {name}", name=name))

    def _move(self, shot_id: str, row: int) -> None:
        name = self._name_of(shot_id)
        if attempt(self._session, verbs.move, shot_id, row + 1) is not REFUSED:
            self._say(tr("Moved {name} to {n}", name=name, n=row + 1))

    def _duplicate(self, shot_id: str) -> None:
        name = self._name_of(shot_id)
        if attempt(self._session, verbs.duplicate, shot_id) is not REFUSED:
            self._say(tr("Duplicated {name}", name=name))

    def _delete(self, shot_id: str) -> None:
        name, shots = self._name_of(shot_id), self.model.shots()
        row = self.model.row_of(shot_id)
        if attempt(self._session, verbs.delete, shot_id) is REFUSED:
            return
        if self._session.shot_id == shot_id:  # the next one is open then, else the one before
            others = [shot.id for shot in shots[row + 1:row + 2]] or [shot.id for shot in shots[max(0, row - 1):row]]
            self._session.open_shot(others[0] if others else None)
        self._say(tr("Deleted the shot {name}. Its items are in the gallery.", name=name))

    def _add_generations(self, generation_ids: list[str], shot_id: str) -> None:
        if attempt(self._session, verbs.add_items, shot_id, generation_ids) is not REFUSED:
            self._say(counted(len(generation_ids), "Added 1 item to {name}", "Added {n} items to {name}",
                              name=self._name_of(shot_id)))

    def _move_items(self, item_ids: list[str], shot_id: str) -> None:
        if attempt(self._session, verbs.move_items, item_ids, shot_id) is not REFUSED:
            self._say(counted(len(item_ids), "Moved 1 item to {name}", "Moved {n} items to {name}",
                              name=self._name_of(shot_id)))

    def _open_menu(self, shot_id: str, point: QPoint) -> None:
        open_menu(self, point, self.model.writable, {
            "items": partial(self._show_items, shot_id), "rename": partial(self.list.begin_rename, shot_id),
            "duplicate": partial(self._duplicate, shot_id), "delete": partial(self._delete, shot_id)})

    def _name_of(self, shot_id: str) -> str:
        row = self.model.row_of(shot_id)
        return self.model.shots()[row].name if row >= 0 else tr("the shot")

    def _say(self, text: str) -> None:
        self._session.said.emit(text, True)


def _inset(row: QWidget) -> QHBoxLayout:
    box = QHBoxLayout()
    box.setContentsMargins(EDGE_PX, 0, EDGE_PX, 0)
    box.addWidget(row)
    return box
