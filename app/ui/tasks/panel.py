"""The tasks popover: the import that goes on or ended last, with what did not come in and why, and the other tasks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from app.errors import UserError
from app.library import tasks
from app.library.library import Library
from app.ui.kit.buttons import push_button
from app.ui.kit.elided import ElidedLabel
from app.ui.kit.labels import label
from app.ui.kit.popover import Popover
from app.ui.kit.text import counted, tr
from app.ui.session import Session
from app.ui.tasks.button import TasksButton
from app.ui.tasks.origin import with_origin
from app.ui.tasks.others import OtherTasks
from app.ui.tasks.pace import Pace
from app.ui.tasks.problems import ProblemList
from db import Changes, DbError, Task, now

Verb = Callable[[Library, str], object]
NEWEST = 500  # filmstrips that wait stand before an import that is over
ENDED = ("Complete", "Failed", "Cancelled")


class TasksPanel(Popover):
    """Follows the queue; `import_ended` tells of every import that is over."""

    import_ended = Signal(object)    # Task
    show_requested = Signal(str)     # generation id of a duplicate
    report_requested = Signal(str)   # import id; empty: the newest
    costs_requested = Signal()

    def __init__(self, session: Session, button: TasksButton, window: QWidget) -> None:
        super().__init__("tasks_panel", tr("Tasks"), window, 420)
        self._session = session
        self._button = button
        self._running: set[str] = set()  # imports that were seen before their end
        self._pace = Pace()
        self._since = now()
        self._told: set[str] = set()
        self._counts: tuple[str, Counter[str]] = ("", Counter())  # of the last import that was stopped
        self._build()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(100)
        self._later.timeout.connect(self.refresh)
        self._stopped = False
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
        self._why = label("", "small", "text-2", wrap=True, parent=self)
        make = partial(push_button, parent=self)
        self._pause = make(tr("Pause"), "import_pause", "secondary", on_click=partial(self._on_task, tasks.pause))
        self._resume = make(tr("Go on"), "import_resume", "primary", on_click=partial(self._on_task, tasks.resume))
        self._cancel = make(tr("Cancel import"), "import_cancel", "secondary", on_click=partial(self._on_task, tasks.cancel))
        self._retry = make(tr("Go on"), "import_retry", "primary", on_click=partial(self._on_task, tasks.retry))
        self._again = make("", "import_again", "secondary", on_click=self._try_again)
        self._report = make(tr("Report"), "import_report", "link", on_click=self._show_report)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self._pause, self._resume, self._retry, self._cancel, self._again):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self._report)
        self._problems = ProblemList(self._session, self.show_requested.emit, self)
        self._others = OtherTasks(self)
        self._others.acted.connect(self._on_other)
        self._others.report_requested.connect(self.report_requested)
        self._nothing = label(tr("Nothing to do. Finished work is kept in History."), "small", "text-2", wrap=True, parent=self)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(make(tr("Earlier imports"), "earlier_imports", "link", on_click=lambda: self.report_requested.emit("")))
        foot.addWidget(make(tr("Costs"), "show_costs", "link", on_click=self.costs_requested.emit))
        foot.addStretch(1)
        self.body.addWidget(self._bar)
        self.body.addLayout(numbers)
        self.body.addWidget(self._current)
        self.body.addWidget(self._why)
        self.body.addLayout(buttons)
        for widget in (self._problems, self._others, self._nothing):
            self.body.addWidget(widget)
        self.body.addLayout(foot)

    # -- following the queue -----------------------------------------------------------------------------------------

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("tasks", "import_items", "imports") and not self._later.isActive() and not self._stopped:
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
        self._task = next((t for t in imports if t.status == "In Progress"),
                          next((t for t in imports if tasks.state(t) in ("waiting", "paused")), imports[0] if imports else None))
        self._show_import(self._task)
        shown = None if self._task is None else self._task.id
        self._others.show_tasks([task for task in found if task.id != shown and (
            task.status in ("In Progress", "Queued", "Failed") or task.task_type == "import")])
        self._nothing.setVisible(self._task is None and self._others.isHidden())
        self.place()

    def stop(self) -> None:
        """The queue is no longer followed: what is still told of it comes too late."""
        self._stopped = True
        self._later.stop()

    def _notice_end(self, task: Task) -> None:
        """Tells of an import that is over, also of one so short that it was never seen at work."""
        if task.status not in ENDED:
            self._told.discard(task.id)
            self._running.add(task.id)
        elif task.id not in self._told and (task.id in self._running or task.created_at >= self._since) \
                and not self._is_ending(task):
            self._told.add(task.id)
            self._running.discard(task.id)
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
        state = "" if task is None else tasks.state(task)
        for widget in (self._bar, self._count, self._speed, self._current, self._why, self._report):
            widget.setVisible(there)
        open_now = state in ("running", "queued", "paused", "waiting")
        self._pause.setVisible(state in ("running", "queued"))
        self._resume.setVisible(state in ("paused", "waiting"))
        self._resume.setText(tr("Go on") if state == "paused" else tr("Try now"))
        self._cancel.setVisible(open_now)
        self._retry.setVisible(state == "failed")
        self._again.setVisible(False)
        if task is None:
            self.title.setText(tr("Tasks"))
            self._problems.show_import(None)
            return
        task = self._with_counts(task)
        self.title.setText(with_origin(self._heading(task, state), task))
        told = task.result_data
        done, total, imported = (int(told.get(key, 0)) for key in ("done", "total", "imported"))
        failed = int(told.get("failed", 0))
        self._again.setVisible(failed > 0 and not open_now)
        self._again.setText(counted(failed, "Try 1 failed again", "Try {n} failed again"))
        self._again.setAccessibleName(self._again.text())
        self._bar.setValue(task.progress_permille)
        self._count.setText(tr("{done} of {total}", done=done, total=total) if open_now else
                            counted(imported, "1 file is in", "{n} files are in"))
        self._speed.setText(self._pace.words(task) if state == "running" else "")
        if state != "running":
            self._pace.forget(task.id)
        self._current.setText(str(told.get("current", "")) if state == "running" else "")
        self._why.setText("" if state in ("running", "done") else task.error_message or "")
        for words in (self._current, self._why):
            words.setVisible(bool(words.text()))
        self._problems.show_import(task.id)

    def _heading(self, task: Task, state: str) -> str:
        if state == "waiting":
            return {"disk": tr("The import waits for space"), "source": tr("The import waits for its source")}.get(
                str(task.result_data.get("waiting", "")), tr("The import is tried again soon"))
        return {"done": tr("Import is done"), "failed": tr("The import stopped"), "cancelled": tr("Import cancelled"),
                "paused": tr("The import is paused")}.get(state, tr("Importing"))

    # -- what can be done --------------------------------------------------------------------------------------------

    def _on_task(self, verb: Verb) -> None:
        if self._task is not None:
            self._do(verb, self._task.id)

    def _on_other(self, act: str, task_id: str) -> None:
        self._do({"pause": tasks.pause, "resume": tasks.resume, "cancel": tasks.cancel, "retry": tasks.retry}[act], task_id)

    def _try_again(self) -> None:
        self._on_task(tasks.enqueue_again)

    def _show_report(self) -> None:
        if self._task is not None:
            self.report_requested.emit(self._task.id)

    def _do(self, verb: Verb, task_id: str) -> None:
        try:
            verb(self._session.library, task_id)
        except (DbError, UserError) as error:
            self._session.failed.emit(error.message, error.hint)

    def _toggle(self) -> None:
        self.toggle_at(self._button)


