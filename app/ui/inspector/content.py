"""The sections of the inspector from top to bottom; made once, filled for each item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.library.details import Detail
from app.ui.inspector.details import Fact
from app.ui.inspector.facts import Facts
from app.ui.inspector.folding import Fold, Folds
from app.ui.inspector.header import Header
from app.ui.inspector.histogram import Histogram
from app.ui.inspector.lineage import Lineage
from app.ui.inspector.marks import MarksRow
from app.ui.inspector.models import Models
from app.ui.inspector.preview import Preview
from app.ui.inspector.prompt import Prompt
from app.ui.inspector.section import INSET_PX, Head, Line, column, inset
from app.ui.inspector.shot_uses import ShotUses
from app.ui.inspector.tag_field import TagField
from app.ui.inspector.tags import Tags
from app.ui.inspector.variants import Variants
from app.ui.kit import theme
from app.ui.kit.buttons import icon_button, push_button
from app.ui.kit.kept_text import KeptText
from app.ui.kit.text import counted, tr
from app.ui.kit.thumbs import Thumbs
from app.ui.session import Session


class Content(QWidget):
    """What the scroll area holds."""

    proposals_wanted = Signal()

    def __init__(self, session: Session, thumbs: Thumbs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "panel")
        self.folds = Folds(session)
        self.preview = Preview(session, self)
        self.header = Header(self)
        self.marks = MarksRow(self)
        self.common = Facts("inspector_common", tr("Selection"))
        self.variants = Variants(session, thumbs, self)
        self.lineage = Lineage(thumbs, self)
        self.prompt = Prompt(self)
        self.models = Models(session, self)
        self.shots = ShotUses()
        self.facts = Facts("inspector_file", tr("File"))
        self.histogram = Histogram(session, self)
        self.tags = Tags()
        self.tag_field = TagField(session)
        self.note = KeptText("inspector_note", tr("Note"), tr("Add a note"))
        self.proposals = push_button("", "inspector_proposals", "link", on_click=self.proposals_wanted.emit, parent=self)
        self._lineage_line = Line(self, 8, 4)
        self._prompt_line = Line(self, 4, 4)
        self._fold_own_heads()
        self._common_place = self._section("selection", tr("Selection"), self.common)
        self._current = Head("", self)
        self._current_place = self._headed(self._current)
        self._shots_place = self._section("shots", tr("In shots"), self.shots, at_edge=True)
        self._proposals_place = self._proposals_row()
        self._facts_place = self._section("file", tr("File"), self.facts)
        self.file_menu = icon_button("ellipsis", tr("More of this file"), "inspector_file_more", small=True)
        self._heads["file"].row.insertWidget(3, self.file_menu)
        self._histogram_place = self._section("histogram", tr("Histogram"), self.histogram)
        self._tags_place = self._section("tags", tr("Tags"), self._tags_body())
        self._note_place = self._section("note", tr("Note"), self.note)
        self._histogram_fold = self._folds["histogram"]
        self._histogram_fold.changed.connect(self._on_histogram_fold)
        self._on_histogram_fold()
        self._lay_out()

    # -- how it is built ---------------------------------------------------------------------------------------------

    def _fold_own_heads(self) -> None:
        self._folds: dict[str, Fold] = {}
        self._heads: dict[str, Head] = {}
        for name, part in (("variants", self.variants), ("prompt", self.prompt)):
            self._folds[name] = Fold(name, part.head, part.body, self.folds)

    def _section(self, name: str, title: str, inside: QWidget, at_edge: bool = False) -> QWidget:
        """A line, a head and the content; `at_edge`: rows with a ground, which reach 8 px out of the inset."""
        made = QWidget(self)
        box = column(made)
        head = Head(title, made)
        body = inset(inside, made, side=8 if at_edge else INSET_PX)
        for part in (Line(made, 12, 4), head, body):
            box.addWidget(part)
        self._folds[name] = Fold(name, head, body, self.folds)
        self._heads[name] = head
        return made

    def _headed(self, head: Head) -> QWidget:
        """A head under a line, with the sections of one item following."""
        made = QWidget(self)
        box = column(made)
        box.addWidget(Line(made, 12, 4))
        head.setParent(made)
        box.addWidget(head)
        return made

    def _tags_body(self) -> QWidget:
        made = QWidget(self)
        box = column(made)
        box.setSpacing(8)
        box.addWidget(self.tags)
        box.addWidget(self.tag_field)
        return made

    def _proposals_row(self) -> QWidget:
        theme.set_font(self.proposals, "small")
        made = QWidget(self)
        box = QVBoxLayout(made)
        box.setContentsMargins(12, 8, 12, 0)
        box.addWidget(self.proposals)
        return made

    def _lay_out(self) -> None:
        self._box = column(self)
        self._box.addWidget(self.preview)
        self._box.addWidget(self.header)
        self._box.addWidget(self.marks)
        self._box.addSpacing(8)
        for part in (self._common_place, self._current_place, self.variants, self._lineage_line, self.lineage,
                     self._prompt_line, self.prompt, self.models, self._tags_place, self._shots_place,
                     self._proposals_place, self._facts_place, self._histogram_place, self._note_place):
            self._box.addWidget(part)
        self._box.addSpacing(16)
        self._box.addStretch(1)
        self.set_several(False)

    # -- what it shows -----------------------------------------------------------------------------------------------

    def set_several(self, several: bool, current: str = "") -> None:
        """Tags stand among what is said of all selected items, or with the one; `current` names the one."""
        self._common_place.setVisible(several)
        self._current_place.setVisible(several)
        self._current.set_title(current)
        self._box.removeWidget(self._tags_place)
        before = self._current_place if several else self._shots_place
        self._box.insertWidget(self._box.indexOf(before), self._tags_place)

    def current_title(self) -> str:
        """Which of the selected items the sections below are about."""
        return self._current.title()

    def set_common(self, facts: Sequence[Fact]) -> None:
        """What the selected items have in common."""
        self.common.set_facts(facts)

    def set_places(self, found: Detail) -> None:
        """The shots it is in, and the proposals that name it."""
        self.shots.set_uses(found.shots)
        self._shots_place.setVisible(bool(found.shots))
        words = counted(found.proposals, "1 proposal to group it", "{n} proposals to group it")
        self.proposals.setText(words)
        self.proposals.setAccessibleName(words)
        self._proposals_place.setVisible(bool(found.proposals))
        self.fit_lines()

    def set_tags(self, tags: Sequence[str], some: Mapping[str, int], editable: bool) -> None:
        """These tags, which may be changed or not; nothing where there is neither."""
        self.tags.set_tags(tags, some, editable)
        self.tags.setVisible(bool(tags))
        self.tag_field.setVisible(editable)
        self._tags_place.setVisible(bool(tags) or editable)

    def fit_lines(self) -> None:
        """No line stands above a section that is not there."""
        self._lineage_line.setVisible(not self.lineage.isHidden())
        self._prompt_line.setVisible(not self.prompt.isHidden())
        for name in ("variants", "prompt"):
            self._folds[name].show_state()

    def set_facts(self, facts: Sequence[Fact]) -> None:
        """The file of the shown variant; nothing for an item without one."""
        self.facts.set_facts(facts)
        self._facts_place.setVisible(bool(facts))
        self._histogram_place.setVisible(self.histogram.has_picture())

    def _on_histogram_fold(self) -> None:
        self.histogram.set_wanted(not self._histogram_fold.folded)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.preview.setFixedHeight(round(self.width() * 9 / 16))
