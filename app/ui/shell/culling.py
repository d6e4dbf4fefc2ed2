"""Judging items in the gallery: toggles, going on, the next open one, tags, names, and the way into the cull mode."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.library import culling, editing, gallery
from app.library.culling import AT_ONCE, What
from app.settings import save
from app.ui.actions import LABELS
from app.ui.culling import words
from app.ui.gallery.selection import SelectedSeqs
from app.ui.kit.text import tr
from app.ui.reading import Latest
from app.ui.shell.outgoing import COPY_AT_MOST
from db import Card, Changes, Filter

if TYPE_CHECKING:
    from app.ui.shell.main_window import MainWindow

JUDGED = ("rejected", "trashed_at", "project_id")


class Culling(QObject):
    """The gallery's actions that judge. They act on generations with all their variants.

    Keys may come faster than the session is told of the selection, so the gallery itself is asked, and the library for
    what an item is at this moment.
    """

    rejected_changed = Signal(int)  # how many items of the project are rejected

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self._do = window.commands
        self.rejected = 0  # how many items of the project are rejected
        self._counting = Latest(self._session.background, self)
        self._looking = Latest(self._session.background, self)
        self._session.events.changed.connect(self._on_news)
        self._session.filter_changed.connect(self._on_filter)
        self._project = self._session.filter.project_id
        self._count()

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What its actions do, by their ids."""
        return {
            "star": self.star, "reject": self.reject, "go_on": self._toggle_go_on,
            "next_unseen": lambda: self.jump("unseen"), "next_unrated": lambda: self.jump("unrated"),
            "trash_rejected": lambda: self._do.trash_rejected(self.rejected),
            **{f"rate_{n}": self._rating(n) for n in range(6)},
            **{f"label_{colour}": self._labelling("" if colour == "none" else colour) for colour, _text, _keys in LABELS},
        }

    # -- verbs -------------------------------------------------------------------------------------------------------

    def star(self) -> None:
        """The selection is starred; if the current item is starred already, unstarred."""
        seqs, card = self._chosen()
        if card is not None and self._do.set_starred(seqs, not card.starred):
            self._go_on(seqs)

    def reject(self) -> None:
        """The selection is rejected; if the current item is rejected already, kept. What the view hides is left."""
        seqs, card = self._chosen()
        if card is not None and self._do.set_rejected(seqs, not card.rejected):
            wanted = self._session.filter
            asked = wanted.asks("rejected")
            self._go_on(seqs, leaves=wanted.parent_id is None and (asked is None or asked.value != "too"))

    def _rating(self, rating: int) -> Callable[[], None]:
        def rate() -> None:
            seqs, card = self._chosen()
            if card is not None and self._do.set_rating(seqs, rating):
                self._go_on(seqs)

        return rate

    def _labelling(self, label: str) -> Callable[[], None]:
        def put() -> None:
            seqs, card = self._chosen()
            if card is not None and self._do.set_label(seqs, "" if card.label == label else label):
                self._go_on(seqs)

        return put

    def _toggle_go_on(self) -> None:
        settings = self._window.settings
        settings.go_on = not settings.go_on
        save(settings)
        self.name_actions()

    def _chosen(self) -> tuple[Sequence[int], Card | None]:
        """What is chosen now, and the item that says which way a toggle goes: the current one, if it is chosen."""
        page = self._window.gallery
        seqs = page.selected_seqs()
        if not len(seqs):
            return seqs, None
        row = page.view.selection.current()
        seq = page.model.seq_at(row) if page.view.selection.contains(row) else None
        first = seq if seq is not None else seqs[0]
        return seqs, gallery.cards(self._session.library, [first]).get(first)

    def _go_on(self, seqs: Sequence[int], leaves: bool = False) -> None:
        """The item after what was judged is current, where that is wished or where what was judged leaves the view."""
        page = self._window.gallery
        wished = self._window.settings.go_on and len(seqs) == 1
        if not (wished or leaves) or len(seqs) > AT_ONCE:
            return
        rows = page.view.selection.rows()
        count = page.model.rowCount()
        after, before = rows[-1][1] + 1, rows[0][0] - 1
        row = after if after < count else before if leaves else -1
        if 0 <= row < count:
            page.view.selection.only(row)
            page.view.scroll_to(row)

    # -- the next open one -------------------------------------------------------------------------------------------

    def jump(self, what: What) -> None:
        """The next item of the gallery that is unseen or unrated is current; from the end on from the beginning."""
        page, library = self._window.gallery, self._session.library
        order, row = page.model.order, page.view.selection.current()
        seqs = SelectedSeqs(order, [(0, len(order) - 1)] if len(order) else [])
        near = culling.next_between(library, seqs, row + 1, row + 1 + AT_ONCE, what)
        if near is not None:
            self._show(seqs[near])
            return

        def use(place: int | None) -> None:
            if place is not None:
                self._show(seqs[place])
            else:
                self._session.said.emit(tr("No other item is unseen") if what == "unseen" else
                                        tr("No other item is unrated"), False)

        self._looking.ask(lambda: culling.next_open(library, seqs, row, what), use)

    def _show(self, seq: int) -> None:
        page = self._window.gallery
        row = page.model.row_of(seq)
        if row >= 0:
            page.view.selection.only(row)
            page.view.scroll_to(row)

    # -- what the actions are called, and whether anything is rejected ---------------------------------------------------

    def name_actions(self) -> None:
        """The actions on the selection say its number, toggles which way they go."""
        page, by_id = self._window.gallery, self._window.actions_.by_id
        n = self._session.selection.count
        card = page.model.card(page.view.selection.current())
        starred, rejected = card is not None and card.starred, card is not None and card.rejected
        for action_id, one, many in (
                ("star", "Unstar" if starred else "Star", "Unstar {n} items" if starred else "Star {n} items"),
                ("reject", "Keep" if rejected else "Reject", "Keep {n} items" if rejected else "Reject {n} items"),
                ("tag", "Tag…", "Tag {n} items…"), ("rename_template", "Rename by template…", "Rename {n} items by template…"),
                ("copy_file", "Copy file", "Copy {n} files"), ("trash", "Move to Trash", "Move {n} items to Trash"),
                ("restore", "Restore", "Restore {n} items"), ("add_to_shot", "Add to the open shot",
                                                              "Add {n} items to the open shot"),
                ("new_shot_from_selection", "New shot from selection", "New shot from {n} items"),
                ("read_again", "Read metadata again", "Read metadata of {n} items again")):
            by_id[action_id].setText(words.verb(one, many, min(n, COPY_AT_MOST) if action_id == "copy_file" else n))
        for rating in range(1, 6):
            many = tr("Rate {count} items {rating} of 5", count=n, rating=rating)
            by_id[f"rate_{rating}"].setText(many if n > 1 else tr("Rating {rating}", rating=rating))
        by_id["rate_0"].setText(words.verb("No rating", "Take the rating off {n} items", n))
        for colour, one, _keys in LABELS:
            many = tr("Label {count} items {colour}", count=n, colour=words.colour(colour))
            if colour == "none":
                many = tr("Take the label off {count} items", count=n)
            by_id[f"label_{colour}"].setText(many if n > 1 else tr(one))
        by_id["trash_rejected"].setText(words.verb("Move rejected to Trash", "Move {n} rejected items to Trash", self.rejected))
        by_id["go_on"].setChecked(self._window.settings.go_on)

    def _on_news(self, changes: Changes) -> None:
        if changes.made_or_gone("generations") or changes.changed("generations", *JUDGED):
            self._count()
        if changes.changed("generations", "starred", "rejected"):
            self.name_actions()

    def _on_filter(self, wanted: Filter) -> None:
        if wanted.project_id != self._project:
            self._project = wanted.project_id
            self._count()

    def _count(self) -> None:
        library = self._session.library
        self._counting.ask(lambda: editing.count_rejected(library), self._take_count)

    def _take_count(self, n: int) -> None:
        if n != self.rejected:
            self.rejected = n
            self.rejected_changed.emit(n)
            self._window.window_actions.refresh()
