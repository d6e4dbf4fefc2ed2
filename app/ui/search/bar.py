"""The search field with its filters and order: together they say what the gallery shows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.search.field import SearchField
from app.ui.search.filters import BadQuery, asked, ordered
from app.ui.search.menus import FilterButton, SortButton
from db import Filter

TYPING_MS = 120
FIELD_PX = {"small": 320, "medium": 400, "large": 560}


class SearchBar(QWidget):
    """`filter_wanted` carries the whole filter; what came of it is told by `set_filter`."""

    filter_wanted = Signal(object)  # Filter
    query_changed = Signal(str)  # the typed text, once typing rests and it says something

    def __init__(self, shown: Filter, timer: QTimer | None = None, parent: QWidget | None = None) -> None:
        """`timer` waits for the end of typing; a test gives its own."""
        super().__init__(parent)
        self.setObjectName("search_bar")
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
        self.field.entered.connect(self._search)
        self.field.cleared.connect(self._search)
        self.filters.wanted.connect(self._want_base)
        self.sort.wanted.connect(self._want_sort)
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
        """The gallery shows this. What others asked for becomes toggles; the field keeps its words."""
        self._shown = shown
        if shown != self._emitted:
            self._base = replace(shown, text="")
            self._emitted = shown
            if not self._says(shown):
                self.field.set_text(shown.text)
        self.filters.set_filter(shown)
        self.sort.set_filter(shown)

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

    def _on_edited(self, _text: str) -> None:
        self._timer.start(TYPING_MS)

    def _search(self) -> None:
        self._timer.stop()
        typed = self.field.text()
        try:
            wanted = asked(typed, self._base)
        except BadQuery as error:
            self.field.set_error(" ".join(part for part in (error.message, error.hint) if part))
            return
        self.field.set_error("")
        if wanted != self._shown:
            self._want(wanted)
            self.query_changed.emit(typed)

    def _want_base(self, wanted: Filter) -> None:
        """The menu asked: its toggles are the base now, and what was typed with keys is among them."""
        self._want(wanted)
        self._base = replace(wanted, text="")
        if not self._says(wanted):
            self.field.set_text(wanted.text)
        self.field.set_error("")

    def _want_sort(self, sort: str) -> None:
        self._base = ordered(self._base, sort)
        self._want(ordered(self._shown, sort))

    def _want(self, wanted: Filter) -> None:
        self._shown = self._emitted = wanted
        self.filters.set_filter(wanted)
        self.sort.set_filter(wanted)
        self.filter_wanted.emit(wanted)
