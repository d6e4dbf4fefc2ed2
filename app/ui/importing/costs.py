"""What generations cost: one amount typed for an item, and the sums by month and project."""

from __future__ import annotations

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.errors import UserError
from app.library import costs
from app.library.library import Library
from app.ui.kit import theme
from app.ui.kit.buttons import push_button
from app.ui.kit.labels import label
from app.ui.kit.text import counted, tr

WIDTH_PX = 420


class CostDialog(QDialog):
    """Asks what an item cost; `thousandths` is the answer when it was accepted."""

    def __init__(self, name: str, so_far: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("cost_dialog")
        self.setWindowTitle(tr("Cost"))
        self.setFixedWidth(WIDTH_PX)
        self.thousandths = 0
        column = _column(self)
        column.addWidget(label(tr("What did “{name}” cost?", name=name), "title", wrap=True, parent=self))
        told = tr("So far {credits} credits. ", credits=costs.shown(so_far)) if so_far else ""
        column.addWidget(label(told + tr("The amount is written down for good; a negative one takes back."), "body", "text-2",
                               wrap=True, parent=self))
        self.field = QLineEdit(self)
        self.field.setObjectName("cost_amount")
        self.field.setAccessibleName(tr("Amount in credits"))
        self.field.setPlaceholderText("1.25")
        self.field.textEdited.connect(self._on_edited)
        self.note = QLineEdit(self)
        self.note.setObjectName("cost_note")
        self.note.setAccessibleName(tr("Note"))
        self.note.setPlaceholderText(tr("Note, such as the service it was paid to"))
        self._error = label("", "small", "danger", wrap=True, parent=self)
        self._error.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(push_button(tr("Cancel"), "cost_cancel", "secondary", on_click=self.reject, parent=self))
        add = push_button(tr("Write down"), "cost_add", "primary", on_click=self._on_add, parent=self)
        add.setDefault(True)
        row.addWidget(add)
        for widget in (self.field, self.note, self._error):
            column.addWidget(widget)
        column.addLayout(row)
        self.field.setFocus()

    def _on_edited(self) -> None:
        self._error.hide()
        theme.set_property(self.field, "invalid", "false")

    def _on_add(self) -> None:
        try:
            self.thousandths = costs.parsed(self.field.text())
            if self.thousandths == 0:
                raise UserError(tr("0 is nothing to write down."))
        except UserError as error:
            self._error.setText(f"{error.message} {error.hint}".strip())
            self._error.show()
            theme.set_property(self.field, "invalid", "true")
            self.field.setFocus()
        else:
            self.accept()


class CostsDialog(QDialog):
    """The sums by month and project."""

    def __init__(self, library: Library, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("costs_dialog")
        self.setWindowTitle(tr("Costs"))
        self.setFixedWidth(WIDTH_PX)
        column = _column(self)
        column.addWidget(label(tr("Costs in credits"), "title", parent=self))
        found = costs.sums(library)
        if not found:
            column.addWidget(label(tr("Nothing was spent yet. “Cost…” in the menu Item writes down what an item cost; "
                                      "files that say it themselves are counted when they come in."),
                                   "body", "text-2", wrap=True, parent=self))
        content = QWidget()
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(0, 1)
        at, month = 0, ""
        for each in found:
            if each.month != month:
                month = each.month
                total = sum(other.amount for other in found if other.month == month)
                _line(grid, at, _named(month), "", costs.shown(total), "strong")
                at += 1
            _line(grid, at, each.project or tr("No project"), counted(each.entries, "1 entry", "{n} entries"),
                  costs.shown(each.amount), "body")
            at += 1
        scroll = QScrollArea(self)
        scroll.setObjectName("costs_list")
        scroll.setAccessibleName(tr("Sums by month and project"))
        scroll.setWidgetResizable(True)
        scroll.setWidget(content)
        scroll.setFixedHeight(min(360, 28 * at + 12))
        scroll.setVisible(bool(found))
        column.addWidget(scroll)
        row = QHBoxLayout()
        row.addStretch(1)
        close = push_button(tr("Close"), "costs_close", "secondary", on_click=self.accept, parent=self)
        close.setDefault(True)
        row.addWidget(close)
        column.addLayout(row)


def _column(dialog: QDialog) -> QVBoxLayout:
    column = QVBoxLayout(dialog)
    column.setContentsMargins(20, 20, 20, 20)
    column.setSpacing(12)
    return column


def _line(grid: QGridLayout, at: int, name: str, entries: str, amount: str, role: str) -> None:
    grid.addWidget(label(name, role), at, 0)
    grid.addWidget(label(entries, "small", "text-2"), at, 1, Qt.AlignmentFlag.AlignRight)
    grid.addWidget(label(amount, role), at, 2, Qt.AlignmentFlag.AlignRight)


def _named(month: str) -> str:
    """“November 2026” for 2026-11."""
    return QLocale().toString(QDate.fromString(f"{month}-01", Qt.DateFormat.ISODate), "MMMM yyyy")
