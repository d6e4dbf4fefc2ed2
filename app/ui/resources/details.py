"""The column beside the table: one model whole, its note, who uses it, what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.ui.kit import theme
from app.ui.kit.buttons import icon_button, push_button
from app.ui.kit.elided import ElidedLabel
from app.ui.kit.kept_text import KeptText
from app.ui.kit.labels import label
from app.ui.kit.text import counted, tr
from app.ui.resources import words
from db import Resource

KEY_PX = 80
USES_SHOWN = 12


class NameField(QLineEdit):
    """The name; Enter or leaving keeps it, Esc takes it back."""

    renamed = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("model_name")
        self.setAccessibleName(tr("Name of the model"))
        theme.set_font(self, "strong")
        self.setMaxLength(200)
        self.stored = ""
        self.editingFinished.connect(self._finish)

    def set_name(self, name: str) -> None:
        """Shows this name, unless another one is being typed for the same."""
        if not (self.hasFocus() and self.isModified() and name == self.stored):
            self.stored = name
            self.setText(name)
            self.setCursorPosition(0)

    def _finish(self) -> None:
        text = self.text().strip()
        if text and text != self.stored:
            self.stored = text
            self.renamed.emit(text)
        elif not text:
            self.setText(self.stored)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text() != self.stored:
            self.setText(self.stored)
        else:
            super().keyPressEvent(event)


class ModelDetails(QScrollArea):
    """`asked` names what is wanted for the model that is shown: copy, folder, export, trash, restore."""

    asked = Signal(str)
    renamed = Signal(str, str)   # model, name
    noted = Signal(str, str)     # model, note
    item_asked = Signal(str)     # generation id

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("model_details")
        self.setAccessibleName(tr("Details of the model"))
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._model: Resource | None = None
        self._inner = QWidget()
        self._inner.setProperty("ground", "panel")
        self._inner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWidget(self._inner)
        self.name = NameField(self._inner)
        self.name.renamed.connect(self._rename)
        self.kind = ElidedLabel(mode="end", role="small", ink="text-2", parent=self._inner)
        self.note = KeptText("model_note", tr("Note"), tr("Add a note"), self._inner)
        self.note.left.connect(self.noted)
        self._facts = QGridLayout()
        self._facts.setColumnMinimumWidth(0, KEY_PX)
        self._facts.setColumnStretch(1, 1)
        self._facts.setHorizontalSpacing(8)
        self._facts.setVerticalSpacing(4)
        self._uses_head = label("", "small-strong", "text-3", parent=self._inner)
        self._uses = QVBoxLayout()
        self._uses.setSpacing(0)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(16, 8, 16, 16)
        column.setSpacing(8)
        column.addWidget(self.name)
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        inner = self._inner
        self.copy = push_button(tr("Copy for the prompt"), "model_copy", "secondary", "copy",
                                on_click=lambda: self.asked.emit("copy"), parent=inner)
        self.restore = push_button(tr("Restore"), "model_restore", "secondary", "archive-restore",
                                   on_click=lambda: self.asked.emit("restore"), parent=inner)
        self.folder = icon_button("external-link", tr("Show in file manager"), "model_folder",
                                  on_click=lambda: self.asked.emit("folder"), parent=inner)
        self.export = icon_button("download", tr("Export a copy"), "model_export",
                                  on_click=lambda: self.asked.emit("export"), parent=inner)
        self.trash = icon_button("trash-2", tr("Move to Trash"), "model_trash", tr("Del"),
                                 on_click=lambda: self.asked.emit("trash"), parent=inner)
        buttons.addWidget(self.kind, 1)
        for tool in (self.folder, self.export, self.trash):
            buttons.addWidget(tool)
        column.addLayout(buttons)
        for button in (self.copy, self.restore):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(4)
        column.addLayout(self._facts)
        column.addSpacing(4)
        column.addWidget(self.note)
        column.addSpacing(4)
        column.addWidget(self._uses_head)
        column.addLayout(self._uses)
        column.addStretch(1)

    def set_model(self, model: Resource, writable: bool) -> None:
        """Shows this one."""
        if self._model is None or self._model.id != model.id:
            self.name.stored = ""
            self.set_uses(None, [])
        self._model = model
        in_trash = model.trashed_at is not None
        self.name.set_name(words.name_of(model))
        self.name.setReadOnly(not writable or in_trash)
        self.kind.setText(", ".join(part for part in (words.kind_of(model), words.base_of(model)) if part))
        self.note.set_text(model.id, str(model.metadata.get("note") or ""), writable and not in_trash)
        self.copy.setVisible(not in_trash and model.type == "lora")
        self.restore.setVisible(in_trash and writable)
        self.trash.setVisible(not in_trash and writable)
        self._set_facts(words.facts_of(model))

    def keep(self) -> None:
        """What is being typed is kept."""
        self.note.keep()

    def set_uses(self, count: int | None, items: Sequence[tuple[str, str]]) -> None:
        """So many items name it (None: not counted yet); the first of them as (id, name)."""
        _clear(self._uses)
        self._uses_head.setText("" if count is None else
                                counted(count, "Used in 1 item", "Used in {n} items") if count else tr("Used in no item"))
        for generation_id, name in items[:USES_SHOWN]:
            button = push_button(name, "model_use", "link", parent=self._inner,
                                 on_click=partial(self.item_asked.emit, generation_id))
            button.setAccessibleName(tr("Show {name}", name=name))
            self._uses.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        if count is not None and count > len(items[:USES_SHOWN]):
            more = count - len(items[:USES_SHOWN])
            self._uses.addWidget(label(counted(more, "and 1 more", "and {n} more"), "small", "text-3", parent=self._inner))

    def _set_facts(self, facts: list[tuple[str, str]]) -> None:
        _clear(self._facts)
        for row, (key, value) in enumerate(facts):
            words_of_key = label(key, "small", "text-3", wrap=True, parent=self._inner)
            said = label(_breakable(value), "small", "text", wrap=True, parent=self._inner)
            said.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
            copying = QAction(tr("Copy value"), said)
            copying.triggered.connect(partial(_copy, value))
            said.addAction(copying)
            said.setMinimumWidth(24)
            top = Qt.AlignmentFlag.AlignTop
            self._facts.addWidget(words_of_key, row, 0, top)
            self._facts.addWidget(said, row, 1, top)

    def _rename(self, name: str) -> None:
        if self._model is not None:
            self.renamed.emit(self._model.id, name)


def _copy(value: str, _checked: bool = False) -> None:
    QGuiApplication.clipboard().setText(value)


def _breakable(value: str) -> str:
    """Long words (hashes, paths) may break after each eight characters, or after a slash."""
    parts = [word if len(word) < 16 else "\u200b".join(word[at:at + 8] for at in range(0, len(word), 8))
             for word in value.split(" ")]
    return " ".join(parts)


def _clear(layout: QGridLayout | QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if isinstance(widget := item.widget(), QLabel | QWidget):
            widget.hide()
            widget.deleteLater()
