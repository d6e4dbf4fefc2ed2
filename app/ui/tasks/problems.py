"""What did not come in and why: the first of them, below the import they belong to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.library import tasks
from app.ui.kit.buttons import push_button
from app.ui.kit.elided import ElidedLabel
from app.ui.kit.labels import label
from app.ui.kit.text import counted, tr
from app.ui.session import Session
from db import ImportItem

PROBLEMS = 50
LIST_PX = 260
STATES = ("duplicate", "skipped", "failed")


class ProblemList(QWidget):
    """Follows `show_import`; gone while everything came in."""

    def __init__(self, session: Session, show_item: Callable[[str], object], parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._show_item = show_item
        self._shown: tuple[str, int] = ("", 0)
        self._title = label("", "small-strong", "text-3", parent=self)
        head = QHBoxLayout()
        head.setContentsMargins(0, 8, 0, 0)
        head.addWidget(self._title, 1)
        head.addWidget(push_button(tr("Copy list"), "copy_problems", "link", on_click=self._copy_list, parent=self))
        self._rows = QWidget()
        self._rows.setProperty("ground", "raised")
        self._rows.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._row_column = QVBoxLayout(self._rows)
        self._row_column.setContentsMargins(0, 0, 8, 0)
        self._row_column.setSpacing(8)
        self._scroll = QScrollArea(self)
        self._scroll.setObjectName("problem_list")
        self._scroll.setAccessibleName(tr("Files that were not imported"))
        self._scroll.setProperty("ground", "raised")
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._scroll)

    def show_import(self, import_id: str | None) -> None:
        """The problems of this import are listed; None: there is none."""
        count, found = tasks.import_problems(self._session.library, import_id, PROBLEMS) if import_id else (0, [])
        self.setVisible(count > 0)
        if (import_id or "", count) == self._shown:
            return
        self._shown = (import_id or "", count)
        self._title.setText(counted(count, "1 not imported", "{n} not imported"))
        while (item := self._row_column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for problem in found:
            self._row_column.addWidget(self._row(problem))
        if count > len(found):
            more = count - len(found)
            self._row_column.addWidget(label(counted(more, "and 1 more", "and {n} more"), "small", "text-3"))
        self._row_column.addStretch(1)
        self._scroll.setFixedHeight(min(LIST_PX, 48 * min(count, PROBLEMS) + 24))

    def _row(self, problem: ImportItem) -> QWidget:
        row = QWidget(self._rows)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        name = Path(problem.source).name
        reason = (problem.reason or "").removeprefix(f"{name} ")
        words.addWidget(ElidedLabel(name, mode="middle", parent=row))
        words.addWidget(ElidedLabel(reason[:1].upper() + reason[1:], mode="end", role="small", ink="text-2", parent=row))
        line.addLayout(words, 1)
        if problem.generation_id is not None:
            shown = problem.generation_id
            line.addWidget(push_button(tr("Show"), "show_duplicate", "link", on_click=lambda: self._show_item(shown), parent=row))
        return row

    def _copy_list(self) -> None:
        import_id = self._shown[0]
        if import_id:
            found = tasks.import_lines(self._session.library, import_id, STATES, limit=100_000)
            lines = ["\t".join(" ".join(part.split("\n")) for part in (item.source, item.state, item.reason or ""))
                     for _number, item in found]
            QGuiApplication.clipboard().setText("\n".join(lines))
            self._session.said.emit(counted(len(lines), "Copied 1 line", "Copied {n} lines"), False)
