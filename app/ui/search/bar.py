"""The search field with its filters and order: together they say what the gallery shows.

Words stay in the field; what is typed as `key:value` becomes a chip once it is finished (by a blank, Enter, or by taking
a suggestion). Until then it counts as typed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.library import suggesting
from app.library.suggesting import Suggestion
from app.ui.kit.text import tr
from app.ui.reading import Latest
from app.ui.search.choices import Choices
from app.ui.search.field import SearchField
from app.ui.search.filters import BadQuery, absorbed, asked, changed
from app.ui.search.menus import FilterButton, SortButton
from app.ui.search.panel import FilterPanel
from app.ui.session import Session
from db import Condition, Filter, written

TYPING_MS = 120
FIELD_PX = {"small": 320, "medium": 400, "large": 560}
UNFINISHED = (":", "~", "=", ">", "<", "..")  # how a word ends whose value is still to be typed


class SearchBar(QWidget):
    """`filter_wanted` carries the whole filter; what came of it is told by `set_filter`."""

    filter_wanted = Signal(object)  # Filter
    query_changed = Signal(str)  # the typed text, once typing rests and it says something
    save_asked = Signal()  # what is shown is to be saved

    def __init__(self, shown: Filter, timer: QTimer | None = None, parent: QWidget | None = None,
                 session: Session | None = None) -> None:
        """`timer` waits for the end of typing; a test gives its own. With a session words and values are suggested."""
        super().__init__(parent)
        self.setObjectName("search_bar")
        self._session = session
        self._shown = shown
        self._base = replace(shown, text="")  # without what the typed text asks for
        self._emitted: Filter | None = None
        self.field = SearchField(self)
        self.filters = FilterButton(shown, self)
        self.sort = SortButton(shown, self)
        self._timer: Any = timer if timer is not None else QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._search)
        self.field.edited.connect(self._on_edited)
        self.field.entered.connect(self._enter)
        self.field.cleared.connect(self._search)
        self.field.asked.connect(self._suggest)
        self.field.took.connect(self._take)
        self.filters.wanted.connect(self._want_base)
        self.filters.opened.connect(self._on_panel)
        self.sort.wanted.connect(self._want_sort)
        self._suggesting = Latest(session.background, self) if session is not None else None
        self._choices = Choices(session, self) if session is not None else None
        if self._choices is not None:
            self._choices.chosen.connect(self._choose)
            self._choices.typing_asked.connect(self._begin_typing)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.field)
        row.addWidget(self.filters)
        row.addWidget(self.sort)
        self.set_width_class("medium")
        self.set_filter(shown)

    # -- what it shows -----------------------------------------------------------------------------------------------

    def set_filter(self, shown: Filter) -> None:
        """The gallery shows this. What others asked for becomes chips; the field keeps its words."""
        self._shown = shown
        if shown != self._emitted:
            self._base = replace(shown, text="")
            self._emitted = shown
            if not self._says(shown):
                self.field.set_text(shown.text)
        self.filters.set_filter(shown)
        self.sort.set_filter(shown)
        self._tell_panel()

    def _says(self, shown: Filter) -> bool:
        """Whether the typed text on top of the new base gives just this filter, without keys of its own."""
        typed = self.field.text()
        try:
            return asked(typed, self._base) == shown and asked(typed, Filter()) == Filter(text=shown.text)
        except BadQuery:
            return False

    def text(self) -> str:
        """What is typed."""
        return self.field.text()

    def set_width_class(self, name: str) -> None:
        """"small", "medium", "large": how wide the field may be; small ones have icons only beside it."""
        self.field.set_width(FIELD_PX.get(name, FIELD_PX["medium"]))
        for button in (self.filters, self.sort):
            button.set_compact(name == "small")

    def focus_field(self) -> None:
        """The keys go to the field, its text selected."""
        self.field.take_focus()

    # -- what is asked for -------------------------------------------------------------------------------------------

    def _on_edited(self, text: str) -> None:
        self.field.unmark()
        finished = text.endswith(" ") and self.field.cursorPosition() == len(text) and text.count('"') % 2 == 0
        if not (finished and self._absorb(" ")):
            self._timer.start(TYPING_MS)
        self._suggest()

    def _absorb(self, after: str = "") -> bool:
        """What is typed as a condition is a chip now, and only words are left in the field; whether there was one."""
        typed = self.field.text()
        try:
            base, words = absorbed(typed, self._base)
            if asked(typed, Filter()) == Filter(text=words):
                return False
        except BadQuery:
            return False  # it is told once typing rests
        self._timer.stop()
        self._base = base
        self.field.set_text(words + after if words else "")
        self._want(replace(base, text=words))
        self.query_changed.emit(typed)
        return True

    def _search(self, always: bool = False) -> None:
        self._timer.stop()
        typed = self.field.text()
        try:
            wanted = asked(typed, self._base)
        except BadQuery as error:
            begun = typed[error.start:error.end].endswith(UNFINISHED) or self.field.is_offering()
            if always or not (begun and self.field.cursorPosition() == error.end):
                words = " ".join(part for part in (error.message, error.hint) if part)
                self.field.set_error(words, error.start, error.end)
            return
        self.field.set_error("")
        if wanted != self._shown:
            self._want(wanted)
            self.query_changed.emit(typed)
        elif always:
            self.filter_wanted.emit(wanted)  # another page may be shown: the gallery comes back

    def _enter(self) -> None:
        self.field.close_offers()
        if not self._absorb():
            self._search(always=True)

    def _want_base(self, wanted: Filter) -> None:
        """The menu asked: what it says is the base now, and what was typed with keys is among it."""
        self._want(wanted)
        self._base = replace(wanted, text="")
        if not self._says(wanted):
            self.field.set_text(wanted.text)
        self.field.set_error("")

    def _want_sort(self, wanted: Filter) -> None:
        self._base = replace(self._base, sort=wanted.sort, descending=wanted.descending, like=wanted.like)
        self._want(wanted)

    def _want(self, wanted: Filter) -> None:
        self._shown = self._emitted = wanted
        self.filters.set_filter(wanted)
        self.sort.set_filter(wanted)
        self._tell_panel()
        self.filter_wanted.emit(wanted)

    # -- suggestions -------------------------------------------------------------------------------------------------

    def _suggest(self) -> None:
        """What could be typed where the cursor is is read in the background; the list stays until it is there."""
        if self._suggesting is None or self._session is None:
            return
        text, cursor, base, library = self.field.text(), self.field.cursorPosition(), self._base, self._session.library
        self._suggesting.ask(lambda: suggesting.suggest(library, text, cursor, base),
                             lambda found: self._offer(found, cursor) if self.field.text() == text else None)

    def _offer(self, found: list[Suggestion], cursor: int) -> None:
        """A word that can still become one of these is not refused yet."""
        self.field.offer(found)
        if self.field.is_offering() and self.field.refused_until() == cursor:
            self.field.set_error("")

    def _take(self, offered: Suggestion) -> None:
        """The suggestion stands in the text; a key goes on with its values, a whole condition is a chip."""
        text = self.field.text()
        after = text[offered.end:].lstrip()
        begun = text[:offered.start] + offered.text
        self.field.close_offers()
        self.field.set_text(f"{begun} {after}" if after else begun)
        self.field.setCursorPosition(len(begun))
        if offered.text.endswith(UNFINISHED):
            self._suggest()
            return
        if not self._absorb(" "):
            self._search()

    # -- values ------------------------------------------------------------------------------------------------------

    def change(self, condition: Condition, point: QPoint) -> None:
        """What else could be chosen in the place of a condition opens at `point` (global)."""
        self.open_choices(condition.key, condition, point)

    def open_choices(self, key: str, old: Condition | None, point: QPoint) -> None:
        """What can be asked of a key opens at `point` (global), to stand in the place of `old`."""
        if self._choices is not None:
            self._choices.open_at(key, old, replace(self._shown, text=""), point)

    def _choose(self, old: Condition | None, key: str, offer: Any) -> None:
        self._want_base(changed(self._shown, old, key, offer))

    def _begin_typing(self, key: str) -> None:
        """The key stands behind the words, and its values are offered."""
        if self.filters.panel is not None and self.filters.panel.isVisible():
            self.filters.panel.dismiss()
        words = self.field.text().rstrip()
        self.field.set_text(f"{words} {key}:" if words else f"{key}:")
        self.field.setFocus()
        self.field.setCursorPosition(len(self.field.text()))
        self._suggest()

    # -- the panel ---------------------------------------------------------------------------------------------------

    def _on_panel(self, panel: FilterPanel) -> None:
        panel.values_asked.connect(self.open_choices)
        panel.save_asked.connect(self.save_asked)
        panel.copy_asked.connect(self.copy_as_text)
        self._tell_panel()

    def _tell_panel(self) -> None:
        if self.filters.panel is not None:
            savable = bool(written(replace(self._shown, sort="made", descending=True, like=None)))
            self.filters.panel.set_savable(savable, self._session is None or not self._session.library.read_only)

    def copy_as_text(self) -> None:
        """The search is on the clipboard as text, as saved searches and the command line have it."""
        QGuiApplication.clipboard().setText(written(self._shown))
        if self._session is not None:
            self._session.said.emit(tr("Copied the search as text"), False)
