"""The inspector: everything about the current item, read again when the news names it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.library import details as reads
from app.library import editing, projects
from app.library.details import Detail
from app.ui.inspector import about, common_words, details
from app.ui.inspector.content import Content
from app.ui.inspector.edits import Edits
from app.ui.inspector.marks import Marks
from app.ui.inspector.metadata import Metadata
from app.ui.inspector.offering import Offering
from app.ui.inspector.several import Several
from app.ui.kit.labels import label
from app.ui.kit.mime import Arrival
from app.ui.kit.overlay_bar import OverlayBar
from app.ui.kit.text import tr
from app.ui.kit.thumbs import Thumbs
from app.ui.outcome import attempt
from app.ui.reading import Reading
from app.ui.session import Session
from db import Changes, Filter, Gone, NotFound, Variant

MAYBE_MS = 60  # news that may concern the item by a row that is not its own: looked at together


class InspectorPanel(QWidget):
    """Follows the selection. `summary` gives the line that stands here while nothing is selected; it must be quick."""

    add_variant_requested = Signal(str, object)  # generation id; list of Arrival, or None: ask for files
    add_part_requested = Signal(str, object)  # the same
    files_dropped = Signal(object)  # list of Arrival: beside what takes them
    model_requested = Signal(str)  # resource id
    show_requested = Signal(str)  # generation id

    def __init__(self, session: Session, summary: Callable[[], str] = str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector")
        self.setAccessibleName(tr("Inspector"))
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._summary = summary
        self._detail: Detail | None = None
        self._asked_for: str | None = None
        self._thumbs = Thumbs(session.thumbnails)
        self._reading = Reading(session.background, self)
        self._maybe = QTimer(self)
        self._maybe.setSingleShot(True)
        self._maybe.setInterval(MAYBE_MS)
        self._maybe.timeout.connect(self._read)
        self.several = Several(session, self)
        self.edits = Edits(session, self._targets)
        self.content = Content(session, self._thumbs, self)
        self.metadata = Metadata(session, self, self.content.prompt.more, self.content.file_menu)
        self._nothing = label("", "small", "text-3", parent=self)
        self._nothing.setObjectName("inspector_summary")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lay_out()
        self._connect()
        self._offering = Offering(self)
        self._on_selection()

    def _lay_out(self) -> None:
        self._scroll = QScrollArea(self)
        self._scroll.setObjectName("inspector_scroll")
        self._scroll.setAccessibleName(tr("Inspector"))
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self.content)
        self._bar = OverlayBar(self._scroll, "inspector_scroll_bar")
        self._stack = QStackedLayout()
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self._scroll)
        self._stack.addWidget(self._nothing)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(self._stack)

    def _connect(self) -> None:
        self._session.selection.changed.connect(self._on_selection)
        self._session.events.changed.connect(self._on_news)
        content = self.content
        content.header.renamed.connect(self._rename)
        content.header.starred.connect(self.edits.star)
        content.marks.rated.connect(self.edits.rate)
        content.marks.labelled.connect(self.edits.label)
        content.marks.rejected.connect(self.edits.reject)
        content.tags.removed.connect(self.edits.untag)
        content.tags.added.connect(self.edits.tag)
        content.tags.wanted.connect(self._show_tagged)
        content.tag_field.added.connect(self.edits.tag)
        content.proposals_wanted.connect(lambda: self._session.open_page("proposals"))
        self.several.changed.connect(self._show_head)
        content.variants.shown_changed.connect(self._show_shown)
        content.variants.add_requested.connect(self._ask_for_variant)
        content.lineage.show_requested.connect(self.show_requested)
        content.lineage.parts_dropped.connect(self._ask_for_part)
        content.lineage.rows["parts"].drop_refusal = content.variants.refusal
        content.shots.opened.connect(self._session.open_shot)
        content.models.opened.connect(self.model_requested)
        content.note.left.connect(self._set_note)
        self.metadata.copied.connect(self._say)
        content.prompt.copied.connect(self._say)
        for facts in (content.prompt.lines, content.facts, content.common):
            facts.copied.connect(self._say)
        content.prompt.lines.sources_wanted = lambda: self.metadata.show_why(content.prompt.more)
        content.facts.sources_wanted = lambda: self.metadata.show_why(content.file_menu)
        content.preview.missing_found.connect(self._show_facts)

    # -- what it shows -----------------------------------------------------------------------------------------------

    def shown_id(self) -> str | None:
        """The generation shown; None while nothing is selected."""
        return self._detail.generation.card.id if self._detail is not None else None

    def shown_variant(self) -> Variant | None:
        """The variant in the preview."""
        return self.content.variants.shown() if self._detail is not None else None

    def summary_text(self) -> str:
        """The line for nothing selected, empty while something is."""
        return self._nothing.text() if self._detail is None else ""

    def refresh_summary(self) -> None:
        """The line for nothing selected is asked for again."""
        if self._detail is None:
            self._nothing.setText(self._summary())

    def _on_selection(self) -> None:
        current, count = self._session.selection.current, self._session.selection.count
        self.several.set_seqs(self._session.selection.seqs() if count > 1 else ())
        if current != self.shown_id():
            self.content.header.end_rename()
            self.content.note.keep()
            self._reading.forget()
        if current is None:
            self._show(None)
        elif self._detail is not None and current == self.shown_id():
            self._show_current()
            self._show_head()  # only the number of selected items may differ
        else:
            self._read()

    def _read(self) -> None:
        wanted = self._session.selection.current
        self._maybe.stop()
        self._asked_for = wanted
        if wanted is None:
            self._show(None)
            return
        library = self._session.library
        self._reading.ask(lambda: _detail_or_none(library, wanted), self._take)

    def catch_up(self) -> None:
        """What is selected is shown at once: an action is about to act on it."""
        wanted = self._session.selection.current
        if wanted is not None and wanted != self.shown_id():
            self._reading.forget()
            self._show(_detail_or_none(self._session.library, wanted))

    def _take(self, found: Detail | None) -> None:
        if self._asked_for != self._session.selection.current:
            return
        self._show(found)

    def _show(self, found: Detail | None) -> None:
        self._detail = found
        if found is None:
            self.content.note.set_text(None, "", False)
            self.content.preview.set_variant(None)
            self.metadata.set_variant(None, "", "")
            self._stack.setCurrentWidget(self._nothing)
            self.refresh_summary()
            return
        self._stack.setCurrentWidget(self._scroll)
        content = self.content
        content.variants.set_detail(found)
        self._show_current()
        self._show_head()
        self._show_shown()
        content.lineage.set_detail(found)
        content.set_places(found)
        content.note.set_text(found.generation.card.id, found.generation.note, not self._session.library.read_only)

    def _show_current(self) -> None:
        """Which of the selected items the sections below are about."""
        if self._detail is not None:
            count = self._session.selection.count
            name = self._detail.generation.card.name or tr("Untitled")
            self.content.set_several(count > 1, tr("{name}, one of {n} selected", name=name, n=count))

    def _show_head(self) -> None:
        """Name, star, rating, label and tags: of the one, or what all selected items have."""
        found = self._detail
        if found is None:
            return
        content, card, count = self.content, found.generation.card, self._session.selection.count
        writable = not self._session.library.read_only
        if count > 1:
            common, editable = self.several.common, writable and not self._session.filter.trash
            marks = common_words.marks(common)
            content.header.set_content(common_words.title(count), common_words.second_line(common, self.several.read, count),
                                       marks.starred, False, editable)
            content.marks.set_marks(marks, editable)
            content.set_common(common_words.facts(common))
            content.set_tags(*common_words.tags(common), editable)
            return
        editable = writable and card.trashed_at is None
        content.header.set_content(card.name or tr("Untitled"), details.second_line(found), card.starred, editable, editable)
        content.marks.set_marks(Marks(card.starred, card.rating, card.label, card.rejected), editable)
        content.set_tags(found.tags, {}, editable)

    def _targets(self) -> Sequence[int]:
        """What a change in the row of marks is for."""
        if self._session.selection.count > 1:
            return self._session.selection.seqs()
        return [self._detail.generation.card.seq] if self._detail is not None else []

    def _show_shown(self) -> None:
        if self._detail is None:
            return
        variant = self.shown_variant()
        self.content.preview.set_variant(variant, self._detail.generation.card.name or "")
        self.content.prompt.set_variant(variant)
        self.content.models.set_variant(variant)
        self.content.histogram.set_variant(variant)
        self.content.fit_lines()
        self._show_facts()

    def _show_facts(self) -> None:
        variant = self.shown_variant()
        missing = self.content.preview.is_missing()
        path = "" if variant is None else self._full_path(variant)
        facts = [] if variant is None else [*details.file_facts(variant, path, missing), *about.about_facts(variant.about)]
        self.content.set_facts(facts)
        name = (self._detail.generation.card.name if self._detail is not None else None) or tr("Untitled")
        self.metadata.set_variant(variant, name, path)

    def _full_path(self, variant: Variant) -> str:
        try:
            return str(self._session.library.paths.file(variant.location))
        except UserError as error:
            return error.message

    # -- news --------------------------------------------------------------------------------------------------------

    def _on_news(self, changes: Changes) -> None:
        found = self._detail
        if changes.touches("generations", "generation_tags"):
            self.several.read_again()
        if found is None:
            if self._session.selection.current is not None:
                self._read()  # it may have come back
            self.refresh_summary()
            return
        near = {found.generation.card.id, *(card.id for card in (*found.parts, *found.derived))}
        near.update(card.id for card in (found.based_on, found.parent) if card is not None)
        if changes.touches("resources"):
            self.content.models.refresh()
        if changes.everything or near & changes.ids("generations") or self._names_a_shot(changes, found):
            self._read()
        elif changes.made_or_gone("generations") or changes.touches("generation_tags", "deleted_variants", "proposals"):
            self._maybe.start()

    def _names_a_shot(self, changes: Changes, found: Detail) -> bool:
        """A shot of ours was renamed, or the shots were counted anew."""
        return bool(found.shots) and changes.touches("shots")

    # -- gestures ----------------------------------------------------------------------------------------------------

    def begin_rename(self) -> None:
        """The name can be typed over; with several selected there is not one name."""
        if self._detail is not None and self._session.selection.count <= 1:
            self._scroll.verticalScrollBar().setValue(0)
            self.content.header.begin_rename()

    def make_primary(self) -> None:
        """The shown variant is primary."""
        self.content.variants.make_primary()

    def detach_shown(self) -> None:
        """The shown variant is an item of its own."""
        self.content.variants.detach()

    def step_variant(self, by: int) -> None:
        """Another variant is shown: 1 the next one, -1 the one before."""
        self.content.variants.step(by)

    def add_variant(self) -> None:
        """Files for a new variant are asked for."""
        self._ask_for_variant(None)

    def add_part(self) -> None:
        """Files for a new part are asked for."""
        self._ask_for_part(None)

    def offer_parts(self, offered: bool) -> None:
        """There is a row to drop parts on, while something is dragged over the inspector."""
        self.content.lineage.offer_parts(offered and self._detail is not None and not self.content.variants.refusal())
        self.content.fit_lines()

    def drop_words(self) -> str:
        """What a drop beside the variants and the parts does."""
        return tr("Import into {project}", project=projects.current(self._session.library).name)

    def takes_as(self, widget: QWidget | None) -> Literal["variant", "part"] | None:
        """What a paste into this widget with the focus makes of a file."""
        if widget is None or self._detail is None:
            return None
        if self.content.variants.isAncestorOf(widget):
            return "variant"
        return "part" if self.content.lineage.rows["parts"].isAncestorOf(widget) else None

    def copy_prompt(self) -> None:
        """The prompt of the shown variant is on the clipboard."""
        self.content.prompt.copy()

    def keep(self) -> None:
        """What is being typed is kept; for before the window closes."""
        self.content.header.end_rename()
        self.content.note.keep()
        self._maybe.stop()  # the library may be closed by then

    def _ask_for_variant(self, paths: list[Arrival] | None) -> None:
        if self._detail is not None and not self.content.variants.refusal():
            self.add_variant_requested.emit(self._detail.generation.card.id, paths)

    def _ask_for_part(self, paths: list[Arrival] | None) -> None:
        if self._detail is not None and not self.content.variants.refusal():
            self.add_part_requested.emit(self._detail.generation.card.id, paths)

    def read_only_words(self) -> str:
        """Why nothing can be dropped here; empty where it can."""
        return tr("This library is read only here.") if self._session.library.read_only else ""

    def _rename(self, name: str) -> None:
        if self._detail is not None:
            attempt(self._session, editing.rename, self._detail.generation.card.id, name)

    def _show_tagged(self, tag: str) -> None:
        self._session.show(Filter(project_id=self._session.filter.project_id).having("tag", tag, ":="))

    def _set_note(self, generation_id: str, text: str) -> None:
        attempt(self._session, editing.set_note, generation_id, text)

    def _say(self, text: str) -> None:
        self._session.said.emit(text, False)

    # -- events ------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2:
            self.begin_rename()
        else:
            super().keyPressEvent(event)


def _detail_or_none(library: object, generation_id: str) -> Detail | None:
    try:
        return reads.detail(library, generation_id)  # type: ignore[arg-type]
    except (NotFound, Gone):  # or the library was closed while news were waited for
        return None
