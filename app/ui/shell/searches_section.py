"""The section Searches of the sidebar: what a person saved, and the verbs on it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.library import searches
from app.ui.gallery import source
from app.ui.kit.buttons import icon_button
from app.ui.kit.labels import label
from app.ui.kit.text import tr
from app.ui.outcome import REFUSED, attempt
from app.ui.reading import Reading
from app.ui.session import Session
from app.ui.shell import places
from app.ui.shell.row_menu import Entry, open_menu
from app.ui.shell.search_list import SearchList, SearchModel
from app.ui.shell.section import Section
from db import BadQuery, Changes, Filter, SavedSearch, parsed, written


class SearchesSection(Section):
    """Follows the news. What the gallery shows is filled, when it is just what a search asks for."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        self.save_button = icon_button("plus", tr("Save the search that is shown"), "save_search", small=True,
                                       on_click=self.save_shown)
        super().__init__("searches", tr("Searches"), self.save_button, parent)
        self._session = session
        self._rename_when_here: str | None = None
        self._reading = Reading(session.background, self)
        self.model = SearchModel(self._rename, self)
        self.list = SearchList(self.model, self)
        self.none = label(tr("Saved searches stand here."), "small", "text-3", parent=self)
        self.none.setObjectName("no_searches")
        self.none.setContentsMargins(16, 4, 16, 4)
        self.content.addWidget(self.list)
        self.content.addWidget(self.none)
        self.list.show_asked.connect(self._show)
        self.list.move_asked.connect(self._move)
        self.list.delete_asked.connect(self._delete)
        self.list.menu_asked.connect(self._open_menu)
        session.events.changed.connect(self._on_news)
        session.filter_changed.connect(self._fill)
        session.page_changed.connect(self._fill)

    def refresh(self) -> None:
        """The list is read again."""
        self.model.writable = not self._session.library.read_only
        library = self._session.library
        self._reading.ask(lambda: searches.all_of(library), self._take)

    def _take(self, found: list[SavedSearch]) -> None:
        self.model.set_searches(found)
        self.list.setVisible(bool(found))
        self.none.setVisible(not found)
        self._fill()
        wanted, self._rename_when_here = self._rename_when_here, None
        if wanted is not None:
            self.list.begin_rename(wanted)

    def _on_news(self, changes: Changes) -> None:
        if changes.touches("saved_searches"):
            self.refresh()

    def _fill(self, _what: object = None) -> None:
        """The rows that ask for just what is shown are filled; saving is offered for what can be saved."""
        session = self._session
        here = session.filter if session.page == "gallery" else None
        self.list.set_shown(frozenset(search.id for search in self.model.searches()
                                      if here is not None and _asks_for(search.query, here)))
        self.save_button.setEnabled(self.model.writable and can_save(session.filter))

    # -- gestures ----------------------------------------------------------------------------------------------------

    def save_shown(self) -> None:
        """What the gallery shows is a saved search, and its name can be typed."""
        shown = self._session.filter
        if not can_save(shown):
            self._session.said.emit(tr("There is nothing to save: no filter is on and no word is typed"), False)
            return
        made = attempt(self._session, searches.save, _name_for(shown), written(shown))
        if made is not REFUSED:
            self.set_open(True)
            self._rename_when_here = made
            self.refresh()
            self._say(tr("Saved the search"))

    def _show(self, search_id: str) -> None:
        found = self._search(search_id)
        if found is None:
            return
        shown = self._session.filter
        base = Filter(project_id=shown.project_id, sort=shown.sort, descending=shown.descending, like=shown.like)
        try:
            self._session.show(parsed(found.query, base))
        except BadQuery as error:  # written by another version, or by hand
            self._session.failed.emit(tr("The search “{name}” cannot be read.", name=found.name),
                                      f"{error.message} {error.hint}".strip())

    def _rename(self, search_id: str, name: str) -> None:
        if attempt(self._session, searches.rename, search_id, name) is not REFUSED:
            self._say(tr("Renamed the search to {name}", name=name))

    def _move(self, search_id: str, row: int) -> None:
        found = self._search(search_id)
        if found is not None and attempt(self._session, searches.move, search_id, row + 1) is not REFUSED:
            self._say(tr("Moved {name} to {n}", name=found.name, n=row + 1))

    def _delete(self, search_id: str) -> None:
        found = self._search(search_id)
        if found is not None and attempt(self._session, searches.delete, search_id) is not REFUSED:
            self._say(tr("Deleted the search {name}", name=found.name))

    def _change(self, search_id: str) -> None:
        found = self._search(search_id)
        if found is not None and attempt(
                self._session, searches.change, search_id, written(self._session.filter)) is not REFUSED:
            self._say(tr("{name} now finds what is shown", name=found.name))

    def _copy(self, search_id: str) -> None:
        found = self._search(search_id)
        if found is not None:
            QGuiApplication.clipboard().setText(found.query)
            self._session.said.emit(tr("Copied the search as text"), False)

    def _open_menu(self, search_id: str, point: QPoint) -> None:
        found, shown = self._search(search_id), self._session.filter
        if found is None:
            return
        writable = self.model.writable
        changes = writable and can_save(shown) and not _asks_for(found.query, shown)
        open_menu("search_menu", self, point, [
            Entry("show", "Show", "Enter", "search", partial(self._show, search_id)),
            Entry("change", "Use what is shown", "", "", partial(self._change, search_id), changes),
            Entry("copy", "Copy search as text", "", "copy", partial(self._copy, search_id)),
            Entry("rename", "Rename", "F2", "pencil", partial(self.list.begin_rename, search_id), writable),
            Entry("delete", "Delete", "Del", "trash-2", partial(self._delete, search_id), writable)])

    def _search(self, search_id: str) -> SavedSearch | None:
        return next((search for search in self.model.searches() if search.id == search_id), None)

    def _say(self, text: str) -> None:
        self._session.said.emit(text, True)


def can_save(shown: Filter) -> bool:
    """Whether the filter asks for something that text can say."""
    return bool(written(shown).strip())


def _asks_for(query: str, shown: Filter) -> bool:
    """Whether the text asks for just this, whatever its order."""
    try:
        asked = parsed(query, Filter(project_id=shown.project_id))
    except BadQuery:
        return False
    return places.unsorted(asked) == places.unsorted(shown)


def _name_for(shown: Filter) -> str:
    """What the search is called before a person names it: its words and chips."""
    words = [shown.text, *(chip.text for chip in source.chips(shown, {}))]
    found = ", ".join(word for word in words if word)
    view = source.source_name(shown)
    return found if view == source.source_name(Filter()) and found else ", ".join(word for word in (view, found) if word)
