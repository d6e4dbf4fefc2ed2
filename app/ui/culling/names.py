"""Rename by template: the template, its tokens by click, and what the first names would be."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.library import renaming
from app.library.renaming import BadTemplate
from app.ui.kit import theme
from app.ui.kit.buttons import push_button
from app.ui.kit.labels import label
from app.ui.kit.text import counted, tr
from app.ui.reading import Latest
from app.ui.session import Session

WIDTH_PX = 480
FIRST = 50
BUTTONS = ("{name}", "{date}", "{shot}", "{n:03}", "{tag}", "{tool}", "{model}", "{seed}", "{width}", "{height}", "{rating}")
COLUMNS = 6


class NamesDialog(QDialog):
    """Emits `wanted` (items, template) once a template that can be used was accepted."""

    wanted = Signal(object, str)

    def __init__(self, session: Session, seqs: Sequence[int], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("names_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        n = len(seqs)
        self.setWindowTitle(tr("Rename by template"))
        self.setFixedWidth(theme.scaled(WIDTH_PX))
        self._library, self._seqs = session.library, seqs
        self._latest = Latest(session.background, self)
        self._wrong: BadTemplate | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(8)
        column.addWidget(label(counted(n, "Rename 1 item", "Rename {n} items"), "title", parent=self))
        column.addWidget(label(tr("Names are for showing: files keep theirs. {n:03} counts in the order of the gallery."),
                               "body", "text-2", wrap=True, parent=self))
        self.field = QLineEdit("{date}_{n:03}" if n > 1 else "{name}", self)
        self.field.setObjectName("names_template")
        self.field.setAccessibleName(tr("Template"))
        self.field.textChanged.connect(self._look)
        self.field.returnPressed.connect(self._point)
        column.addWidget(self.field)
        self.error = label("", "small", "danger", wrap=True, parent=self)
        self.error.setObjectName("names_error")
        self.error.setMinimumHeight(theme.line_px("small"))  # its place is kept: nothing jumps
        column.addWidget(self.error)
        column.addLayout(self._tokens())
        column.addWidget(self._table())
        self._more = label("", "small", "text-2", parent=self)
        column.addWidget(self._more)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(push_button(tr("Cancel"), "names_cancel", on_click=self.reject, parent=self))
        self.done_button = push_button(tr("Rename"), "names_rename", "primary", on_click=self._accept, parent=self)
        self.done_button.setDefault(True)
        row.addWidget(self.done_button)
        column.addLayout(row)
        self.field.setFocus()
        self.field.selectAll()
        self._look()

    def _tokens(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(4)
        for at, token in enumerate(BUTTONS):
            button = push_button(token, f"names_token_{at}", "link", parent=self, on_click=partial(self._insert, token))
            button.setAutoDefault(False)
            button.setAccessibleName(tr("Insert {token}", token=token))
            grid.addWidget(button, at // COLUMNS, at % COLUMNS)
        return grid

    def _table(self) -> QTableWidget:
        self.table = QTableWidget(0, 2, self)
        self.table.setObjectName("names_preview")
        self.table.setAccessibleName(tr("What the names would be"))
        self.table.setHorizontalHeaderLabels([tr("Now"), tr("Then")])
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.table.setShowGrid(False)
        self.table.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(theme.scaled(28))
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.setFixedHeight(theme.scaled(28) * 8)
        return self.table

    def _insert(self, token: str) -> None:
        self.field.insert(token)
        self.field.setFocus()

    def _look(self) -> None:
        template, library, seqs = self.field.text(), self._library, self._seqs
        try:
            renaming.check(template)
        except BadTemplate as error:
            self._wrong = error
            self.error.setText(f"{error.message} {error.hint}".strip())
            theme.set_property(self.field, "invalid", "true")
            self.done_button.setEnabled(False)
            self._latest.drop()
            for row in range(self.table.rowCount()):  # no names of a template that is not this one
                self.table.setItem(row, 1, QTableWidgetItem(""))
            return
        self._wrong = None
        self.error.setText("")
        theme.set_property(self.field, "invalid", "false")
        self.done_button.setEnabled(True)
        self._latest.ask(lambda: renaming.preview(library, seqs, template, FIRST), self._show)

    def _show(self, names: list[tuple[str, str]]) -> None:
        self.table.setRowCount(len(names))
        for row, pair in enumerate(names):
            for at, text in enumerate(pair):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(row, at, item)
        rest = len(self._seqs) - len(names)
        self._more.setText(counted(rest, "and 1 more", "and {n} more") if rest > 0 else "")

    def _point(self) -> None:
        """Enter with a template that cannot be used selects what is wrong in it."""
        if self._wrong is not None:
            self.field.setSelection(self._wrong.start, self._wrong.end - self._wrong.start)

    def _accept(self) -> None:
        if self._wrong is None:
            self.wanted.emit(self._seqs, self.field.text())
            self.accept()
