"""How the shown variant was made: the words, the words to avoid, the numbers."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.library.recipe_values import prompt_of
from app.ui.inspector import about, details
from app.ui.inspector.facts import Facts
from app.ui.inspector.flow_text import FlowText
from app.ui.inspector.section import INSET_PX, Head, column, inset
from app.ui.kit import theme
from app.ui.kit.buttons import icon_button, push_button
from app.ui.kit.labels import label
from app.ui.kit.text import tr
from db import Variant

SHORT_LENGTH = 900  # longer prompts are folded after this many characters


class Prompt(QWidget):
    """A section that is not there for what has no recipe."""

    copied = Signal(str)  # what the toast says

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector_prompt_section")
        self.setAccessibleName(tr("Prompt"))
        self._whole, self._unfolded = "", False
        self.head = Head(tr("Prompt"), self)
        self._copy = icon_button("copy", tr("Copy prompt"), "inspector_copy_prompt", "Ctrl+Shift+C", small=True,
                                 on_click=self.copy)
        self.head.row.addWidget(self._copy)
        self.more = icon_button("ellipsis", tr("More of this recipe"), "inspector_recipe_more", small=True)
        self.head.row.addWidget(self.more)
        self.body = QWidget(self)  # what folds up
        self._text = FlowText("inspector_prompt", tr("Prompt"))
        self._no_prompt = FlowText("inspector_no_prompt", tr("No prompt"), "small")
        self._more = push_button(tr("Show all"), "inspector_prompt_more", "link", on_click=self._unfold)
        self._avoid_title = label(tr("Negative prompt"), "small", "text-3", parent=self)
        self._avoid = FlowText("inspector_negative_prompt", tr("Negative prompt"), "small")
        self.lines = Facts("inspector_recipe", tr("Recipe"))
        self._lay_out()

    def _lay_out(self) -> None:
        theme.set_font(self._more, "small")
        whole = column(self)
        whole.addWidget(self.head)
        whole.addWidget(self.body)
        box = column(self.body)
        self._text_place = inset(self._text, self, 0, 4)
        box.addWidget(self._text_place)
        self._no_prompt_place = inset(self._no_prompt, self, 0, 4)
        box.addWidget(self._no_prompt_place)
        fold = QHBoxLayout()
        fold.setContentsMargins(12, 0, 12, 0)
        fold.addWidget(self._more)
        fold.addStretch(1)
        box.addLayout(fold)
        self._avoid_place = QWidget(self)
        avoid = column(self._avoid_place)
        avoid.setContentsMargins(INSET_PX, 4, INSET_PX, 4)
        avoid.addWidget(self._avoid_title)
        avoid.addWidget(self._avoid)
        box.addWidget(self._avoid_place)
        self._facts_place = inset(self.lines, self, 4, 0)
        box.addWidget(self._facts_place)

    def set_variant(self, variant: Variant | None) -> None:
        """The recipe of this variant."""
        params = variant.params if variant is not None else None
        text, negative, facts = prompt_of(params), details.negative_of(params), details.recipe_facts(params)
        if text != self._whole:
            self._whole, self._unfolded = text, False
        self.head.set_title(tr("Prompt") if text or not facts else tr("Recipe"))
        self._copy.setVisible(bool(text))
        self._show_text()
        source = details.Told(params).source("prompt")
        self._text.setToolTip(source)
        self._avoid.set_text(negative)
        self.lines.set_facts(facts)
        sentence = about.no_prompt_sentence(variant)
        self._no_prompt.set_text(sentence)
        self._no_prompt.setToolTip(details.Told(params).source("tool"))
        self._no_prompt_place.setVisible(bool(sentence))
        self._text_place.setVisible(bool(text))
        self._avoid_place.setVisible(bool(negative))
        self._facts_place.setVisible(bool(facts))
        self.setVisible(bool(text or negative or facts))

    def _show_text(self) -> None:
        folded = len(self._whole) > SHORT_LENGTH and not self._unfolded
        self._text.set_text(self._whole[:SHORT_LENGTH].rstrip() + " …" if folded else self._whole)
        self._more.setVisible(len(self._whole) > SHORT_LENGTH)
        self._more.setText(tr("Show all") if folded else tr("Show less"))
        self._more.setAccessibleName(self._more.text())

    def _unfold(self) -> None:
        self._unfolded = not self._unfolded
        self._show_text()

    def text(self) -> str:
        """The whole prompt."""
        return self._whole

    def shown_text(self) -> str:
        """The prompt as much as is unfolded."""
        return self._text.text()

    def facts(self) -> list[details.Fact]:
        """The lines below the prompt."""
        return self.lines.facts()

    def copy(self) -> None:
        """The whole prompt is on the clipboard."""
        if self._whole:
            QGuiApplication.clipboard().setText(self._whole)
            self.copied.emit(tr("Copied the prompt"))
