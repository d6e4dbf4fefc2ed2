"""The tasks popover: the import that goes on or ended last, with what did not come in and why, and other work."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from app.library import tasks
from app.ui.kit.buttons import push_button
from app.ui.kit.elided import ElidedLabel
from app.ui.kit.labels import label
from app.ui.kit.popover import Popover
from app.ui.kit.text import counted, tr
from app.ui.session import Session
from app.ui.tasks.button import TasksButton
from app.ui.tasks.origin import with_origin
from db import Changes, DbError, ImportItem, Task, now

PROBLEMS = 50
NEWEST = 500  # filmstrips that wait stand before an import that is over
ENDED = ("Complete", "Failed", "Cancelled")
LIST_PX = 260


class TasksPanel(Popover):
    """Follows the queue; `import_ended` tells of every import that is over."""

    import_ended = Signal(object)    # Task
    show_requested = Signal(str)     # generation id of a duplicate

    def __init__(self, session: Session, button: TasksButton, window: QWidget) -> None:
        super().__init__("tasks_panel", tr("Tasks"), window, 420)
        self._session = session
        self._button = button
        self._running: dict[str, tuple[float, int]] = {}  # imports at work → when first seen, and how far they were then
        self._since = now()
        self._told: set[str] = set()
        self._counts: tuple[str, Counter[str]] = ("", Counter())  # of the last import that was stopped
        self._shown_problems: tuple[str, int] = ("", 0)
        self._build()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(100)
        self._later.timeout.connect(self.refresh)
        session.events.changed.connect(self._on_changed)
        button.clicked.connect(self._toggle)
        self.refresh()

    def _build(self) -> None:
        self._bar = QProgressBar(self)
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._bar.setObjectName("import_progress")
        self._bar.setAccessibleName(tr("Import progress"))
        self._count = label("", "body", parent=self)
        self._speed = label("", "small", "text-2", parent=self)
        numbers = QHBoxLayout()
        numbers.setSpacing(8)
        numbers.addWidget(self._count)
        numbers.addStretch(1)
        numbers.addWidget(self._speed)
        self._current = ElidedLabel(mode="middle", role="small", ink="text-3", parent=self)
        self._cancel = push_button(tr("Cancel import"), "import_cancel", "secondary", on_click=self._cancel_import, parent=self)
        self._retry = push_button(tr("Go on"), "import_retry", "primary", on_click=self._retry_import, parent=self)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._retry)
        buttons.addStretch(1)
        self._problem_head = QWidget(self)
        head = QHBoxLayout(self._problem_head)
        head.setContentsMargins(0, 8, 0, 0)
        self._problem_title = label("", "small-strong", "text-3", parent=self._problem_head)
        head.addWidget(self._problem_title, 1)
        head.addWidget(push_button(tr("Copy list"), "copy_problems", "link", on_click=self._copy_list, parent=self._problem_head))
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
        self._other = label("", "small", "text-2", wrap=True, parent=self)
        self.body.addWidget(self._bar)
        self.body.addLayout(numbers)
        self.body.addWidget(self._current)
        self.body.addLayout(buttons)
        self.body.addWidget(self._problem_head)
        self.body.addWidget(self._scroll)
        self.body.addWidget(self._other)

    # -- following the queue -----------------------------------------------------------------------------------------

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("tasks", "import_items", "imports") and not self._later.isActive():
            self._later.start()

    def refresh(self) -> None:
        """Button and panel show the queue as it is now."""
        found = tasks.newest(self._session.library, NEWEST)
        open_ones = [task for task in found if task.status in ("In Progress", "Queued")]
        self._button.set_tasks(len(open_ones), open_ones[0].progress_permille if open_ones else 0)
        for task in found:
            if task.task_type == "import":
                self._notice_end(task)
        imports = [task for task in found if task.task_type == "import"]
        self._task = next((t for t in imports if t.status == "In Progress"), imports[0] if imports else None)
        self._show_import(self._task)
        others = [task for task in open_ones if task.task_type != "import"]
        self._other.setText(counted(len(others), "Making 1 filmstrip", "Making {n} filmstrips") if others else
                            "" if self._task else tr("Nothing to do. Finished work is kept in History."))
        self._other.setVisible(bool(self._other.text()))
        self.place()

    def stop(self) -> None:
        """The queue is no longer followed."""
        self._later.stop()

    def _notice_end(self, task: Task) -> None:
        """Tells of an import that is over, also of one so short that it was never seen at work."""
        if task.status not in ENDED:
            self._told.discard(task.id)
            self._running.setdefault(task.id, (time.monotonic(), int(task.result_data.get("done", 0))))
        elif task.id not in self._told and (task.id in self._running or task.created_at >= self._since) \
                and not self._is_ending(task):
            self._told.add(task.id)
            self._running.pop(task.id, None)
            self._counts = ("", Counter())
            self.import_ended.emit(self._with_counts(task))

    def _is_ending(self, task: Task) -> bool:
        return task.status == "Cancelled" and tasks.import_is_ending(self._session.library, task.id)

    def _with_counts(self, task: Task) -> Task:
        """The task with what became of its files: one that was stopped kept only what it had told by then."""
        if task.status not in ("Cancelled", "Failed"):
            return task
        if self._counts[0] != task.id or task.id not in self._told:  # it still grows
            self._counts = (task.id, tasks.import_counts(self._session.library, task.id))
        counts = self._counts[1]
        return replace(task, result_data={**task.result_data, "imported": counts["imported"], "failed": counts["failed"],
                                          "skipped": counts["skipped"], "duplicates": counts["duplicate"]})

    def _show_import(self, task: Task | None) -> None:
        there = task is not None
        for widget in (self._bar, self._count, self._speed, self._current):
            widget.setVisible(there)
        running = there and task is not None and task.status not in ENDED
        self._cancel.setVisible(bool(running))
        failed = task is not None and task.status == "Failed"
        self._retry.setVisible(failed)
        if task is None:
            self.title.setText(tr("Tasks"))
            self._show_problems(None)
            return
        task = self._with_counts(task)
        titles = {"Complete": tr("Import is done"), "Failed": tr("The import stopped"), "Cancelled": tr("Import cancelled")}
        self.title.setText(with_origin(titles.get(task.status, tr("Importing")), task))
        done, total = int(task.result_data.get("done", 0)), int(task.result_data.get("total", 0))
        self._bar.setValue(task.progress_permille)
        imported = int(task.result_data.get("imported", 0))
        self._count.setText(tr("{done} of {total}", done=done, total=total) if running else
                            counted(imported, "1 file is in", "{n} files are in"))
        self._speed.setText(self._pace(task.id, done, total) if running else "")
        self._current.setText(str(task.result_data.get("current", "")) if running else (task.error_message or ""))
        self._current.setVisible(bool(self._current.text()))
        self._show_problems(task.id)

    def _pace(self, task_id: str, done: int, total: int) -> str:
        began, done_then = self._running.get(task_id, (time.monotonic(), 0))
        seconds, done_since = time.monotonic() - began, done - done_then
        if done_since < 5 or seconds < 1:
            return ""
        rate = done_since / seconds
        left = round((total - done) / rate)
        if left < 100:
            return tr("{rate} files/s, about {left} s left", rate=round(rate), left=left)
        return tr("{rate} files/s, about {left} min left", rate=round(rate), left=round(left / 60))

    # -- what did not come in ----------------------------------------------------------------------------------------

    def _show_problems(self, import_id: str | None) -> None:
        count, found = tasks.import_problems(self._session.library, import_id, PROBLEMS) if import_id else (0, [])
        self._problem_head.setVisible(count > 0)
        self._scroll.setVisible(count > 0)
        if (import_id or "", count) == self._shown_problems:
            return
        self._shown_problems = (import_id or "", count)
        self._problem_title.setText(counted(count, "1 not imported", "{n} not imported"))
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
            line.addWidget(push_button(tr("Show"), "show_duplicate", "link",
                                       on_click=lambda: self.show_requested.emit(shown), parent=row))
        return row

    def _copy_list(self) -> None:
        if self._task is not None:
            lines = [f"{item.source}\t{item.state}\t{item.reason or ''}"
                     for item in tasks.import_report(self._session.library, self._task.id) if item.state != "imported"]
            QGuiApplication.clipboard().setText("\n".join(lines))
            self._session.said.emit(counted(len(lines), "Copied 1 line", "Copied {n} lines"), False)

    def _cancel_import(self) -> None:
        self._on_task(tasks.cancel)

    def _retry_import(self) -> None:
        self._on_task(tasks.retry)

    def _on_task(self, verb: object) -> None:
        if self._task is not None and callable(verb):
            try:
                verb(self._session.library, self._task.id)
            except DbError as error:
                self._session.failed.emit(error.message, error.hint)

    def _toggle(self) -> None:
        self.toggle_at(self._button)


