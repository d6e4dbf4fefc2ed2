"""The sections of the inspector from top to bottom; made once, filled for each item."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.library.details import ShotUse
from app.ui.inspector.details import Fact
from app.ui.inspector.facts import Facts
from app.ui.inspector.header import Header
from app.ui.inspector.lineage import Lineage
from app.ui.inspector.models import Models
from app.ui.inspector.preview import Preview
from app.ui.inspector.prompt import Prompt
from app.ui.inspector.section import INSET_PX, Head, Line, column, inset
from app.ui.inspector.shot_uses import ShotUses
from app.ui.inspector.tags import Tags
from app.ui.inspector.variants import Variants
from app.ui.kit.kept_text import KeptText
from app.ui.kit.text import tr
from app.ui.kit.thumbs import Thumbs
from app.ui.session import Session


class Content(QWidget):
    """What the scroll area holds."""

    def __init__(self, session: Session, thumbs: Thumbs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "panel")
        self.preview = Preview(session, self)
        self.header = Header(self)
        self.variants = Variants(session, thumbs, self)
        self.lineage = Lineage(thumbs, self)
        self.prompt = Prompt(self)
        self.models = Models(session, self)
        self.shots = ShotUses()
        self.facts = Facts("inspector_file", tr("File"))
        self.tags = Tags()
        self.note = KeptText("inspector_note", tr("Note"), tr("Add a note"))
        self._lineage_line = Line(self, 8, 4)
        self._prompt_line = Line(self, 4, 4)
        self._shots_place = self._section(tr("In shots"), self.shots, Line(self, 12, 4), at_edge=True)
        self._facts_place = self._section(tr("File"), self.facts, Line(self, 12, 4))
        self._tags_place = self._section(tr("Tags"), self.tags, Line(self, 12, 4))
        self._note_place = self._section(tr("Note"), self.note, Line(self, 12, 4))
        self._lay_out()

    def _section(self, title: str, inside: QWidget, line: Line, at_edge: bool = False) -> QWidget:
        """A line, a head and the content; `at_edge`: rows with a ground, which reach 8 px out of the inset."""
        made = QWidget(self)
        box = column(made)
        line.setParent(made)
        box.addWidget(line)
        box.addWidget(Head(title, made))
        box.addWidget(inset(inside, made, side=8 if at_edge else INSET_PX))
        return made

    def _lay_out(self) -> None:
        box = column(self)
        box.addWidget(self.preview)
        box.addWidget(self.header)
        box.addSpacing(8)
        for part in (self.variants, self._lineage_line, self.lineage, self._prompt_line, self.prompt, self.models,
                     self._shots_place, self._facts_place, self._tags_place, self._note_place):
            box.addWidget(part)
        box.addSpacing(16)
        box.addStretch(1)

    def set_places(self, uses: Sequence[ShotUse], tags: Sequence[str]) -> None:
        """The shots it is in and its tags."""
        self.shots.set_uses(uses)
        self._shots_place.setVisible(bool(uses))
        self.tags.set_tags(tags)
        self._tags_place.setVisible(bool(tags))
        self.fit_lines()

    def fit_lines(self) -> None:
        """No line stands above a section that is not there."""
        self._lineage_line.setVisible(not self.lineage.isHidden())
        self._prompt_line.setVisible(not self.prompt.isHidden())

    def set_facts(self, facts: Sequence[Fact]) -> None:
        """The file of the shown variant; nothing for an item without one."""
        self.facts.set_facts(facts)
        self._facts_place.setVisible(bool(facts))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.preview.setFixedHeight(round(self.width() * 9 / 16))
