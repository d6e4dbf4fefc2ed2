"""What differs between two recipes, to read: words struck out and underlined, numbers from old to new."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import (
    QFont,
    QPainter,
    QPaintEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from app.library.recipe_difference import Change, Span
from app.ui.kit import theme, tokens
from app.ui.kit.text import tr

INSET_PX = 16
ARROW = "\u2192"
HAIR = "\u2009"  # between what went and what came in its place
WORDS = {
    "prompt": "Prompt", "negative": "Negative prompt", "model": "Model", "model_hash": "Model hash", "seed": "Seed",
    "size": "Made at", "pixels": "Size", "sampler": "Sampler", "scheduler": "Scheduler", "steps": "Steps", "cfg": "CFG",
    "guidance": "Guidance", "parameters": "Switches", "styles": "Styles", "inputs": "Made from", "tool": "Tool",
}
MARKS = {"deleted": ("danger", False), "inserted": ("ok", True)}


class DifferencePanel(QTextEdit):
    """Read only; what is selected can be copied. Nothing is said by colour alone: deleted words are struck out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compare_difference")
        self.setAccessibleName(tr("What differs"))
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse
                                     | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(INSET_PX)
        self._title = ""
        self._changes: tuple[Change, ...] = ()
        self._recipes = True
        theme.theme_changed.connect(self._write)

    def set_changes(self, title: str, changes: Sequence[Change], recipes: bool) -> None:
        """Shows what changed under the title (“From A to B”); `recipes`: whether one of the two has a recipe at all."""
        if (title, tuple(changes), recipes) != (self._title, self._changes, self._recipes):
            self._title, self._changes, self._recipes = title, tuple(changes), recipes
            self._write()

    def changes(self) -> tuple[Change, ...]:
        """What is shown."""
        return self._changes

    # -- writing -----------------------------------------------------------------------------------------------------

    def _write(self) -> None:
        self.clear()
        cursor = QTextCursor(self.document())
        cursor.setBlockFormat(_block(0, 2))
        cursor.insertText(tr("What differs"), _ink("strong", "text"))
        self._line(cursor, self._title, "small", "text-2", 0)
        if not self._changes:
            self._line(cursor, tr("The recipes are the same.") if self._recipes else tr("No recipe is known."), "body",
                       "text-2", 12)
        for change in self._changes:
            self._line(cursor, _name(change), "small", "text-3", 12)
            cursor.insertBlock(_block(2, 0))
            if change.spans:
                _write_spans(cursor, change.spans)
            else:
                self._write_values(cursor, change)
        self.setAccessibleDescription(spoken(self._title, self._changes) if self._changes else self.toPlainText())
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _line(self, cursor: QTextCursor, text: str, role: str, ink: str, above: int) -> None:
        cursor.insertBlock(_block(above, 0))
        cursor.insertText(text, _ink(role, ink))

    def _write_values(self, cursor: QTextCursor, change: Change) -> None:
        cursor.insertText(change.old or tr("none"), _ink("body", "text-2"))
        cursor.insertText(f" {ARROW} ", _ink("body", "text-3"))
        cursor.insertText(change.new or tr("none"), _ink("strong", "text"))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            for rect in _ring(self.viewport().rect()):
                painter.fillRect(rect, theme.colour("accent"))
            painter.end()


def spoken(title: str, changes: Sequence[Change]) -> str:
    """The changes as one sentence after the other, for people who hear the window."""
    said = [title]
    for change in changes:
        if change.spans:
            words = {kind: ", ".join(span.text.strip() for span in change.spans if span.kind == kind and span.text.strip())
                     for kind in ("deleted", "inserted")}
            parts = [tr("without {words}", words=words["deleted"])] if words["deleted"] else []
            parts += [tr("new {words}", words=words["inserted"])] if words["inserted"] else []
            said.append(f"{_name(change)}: {'; '.join(parts)}")
        else:
            said.append(tr("{name}: from {old} to {new}", name=_name(change), old=change.old or tr("none"),
                           new=change.new or tr("none")))
    return ". ".join(part for part in said if part)


def _name(change: Change) -> str:
    return tr("LoRA {name}", name=change.name) if change.field == "lora" else tr(WORDS[change.field])


def _write_spans(cursor: QTextCursor, spans: Sequence[Span]) -> None:
    before = ""
    for span in spans:
        if before == "deleted" and span.kind == "inserted":
            cursor.insertText(HAIR, _ink("body", "text"))
        before = span.kind
        if span.kind == "same":
            cursor.insertText(_flowing(span.text), _ink("body", "text"))
            continue
        role, inserted = MARKS[span.kind]
        format_ = _ink("strong" if inserted else "body", role)
        format_.setFontStrikeOut(not inserted)
        format_.setFontUnderline(inserted)
        words = span.text.strip() or span.text
        before_words, _words, after_words = span.text.partition(words)  # the spaces around them are not marked
        for text, ink in ((before_words, _ink("body", "text")), (words, format_), (after_words, _ink("body", "text"))):
            if text:
                cursor.insertText(_flowing(text), ink)


def _flowing(text: str) -> str:
    """Line breaks of a prompt stay in their paragraph, so that the spaces between fields are even."""
    return text.replace("\r\n", "\n").replace("\n", "\u2028")


def _ink(role: str, ink: str) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFont(QFont(theme.font(role)))
    made.setForeground(theme.colour(ink))
    return made


def _block(above: int, below: int) -> QTextBlockFormat:
    made = QTextBlockFormat()
    made.setTopMargin(above)
    made.setBottomMargin(below)
    return made


def _ring(area: QRect) -> list[QRect]:
    ring = tokens.RING_PX
    return [QRect(area.left(), area.top(), area.width(), ring), QRect(area.left(), area.bottom() + 1 - ring, area.width(), ring),
            QRect(area.left(), area.top(), ring, area.height()), QRect(area.right() + 1 - ring, area.top(), ring, area.height())]
