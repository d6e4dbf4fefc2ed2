"""The tasks beside the import that the panel shows at its top: a line each, with what can be done to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.library import tasks
from app.ui.kit.buttons import icon_button
from app.ui.kit.elided import ElidedLabel
from app.ui.kit.labels import label
from app.ui.kit.text import counted, tr
from db import Task

MOST = 8
_PLURAL = {"filmstrip": ("Making 1 filmstrip", "Making {n} filmstrips")}


def title(task: Task) -> str:
    """What a task is called."""
    if task.task_type == "import":
        if task.params.get("again"):
            return tr("Try failed files again")
        sources = task.params.get("sources", [])
        first = Path(sources[0]).name if sources else ""
        return counted(len(sources), "Import {first}", "Import {first} and others", first=first or tr("files"))
    return {"filmstrip": tr("Make a filmstrip"), "preview": tr("Make a preview"), "find_proposals": tr("Look for versions")}.get(
        task.task_type, task.task_type.replace("_", " ").capitalize())


def outcome(task: Task) -> str:
    """How it stands, in a few words."""
    told, kind = task.result_data, tasks.state(task)
    if kind == "done" and task.task_type == "import":
        parts = [(int(told.get(key, 0)), one, many) for key, one, many in (
            ("imported", "1 imported", "{n} imported"), ("duplicates", "1 already there", "{n} already there"),
            ("skipped", "1 skipped", "{n} skipped"), ("failed", "1 failed", "{n} failed"))]
        return ", ".join(counted(n, one, many) for n, one, many in parts if n) or tr("Nothing was found")
    if kind in ("failed", "waiting"):
        return task.error_message or tr("Failed")
    if kind == "paused":
        done, total = int(told.get("done", 0)), int(told.get("total", 0))
        return tr("Paused at {done} of {total}", done=done, total=total) if total else tr("Paused")
    return {"running": tr("{percent} % done", percent=task.progress_permille // 10), "queued": tr("Waits for its turn"),
            "cancelled": tr("Cancelled"), "done": tr("Done")}[kind]


class OtherTasks(QWidget):
    """At most MOST lines; many waiting tasks of one kind are one line."""

    acted = Signal(str, str)         # pause, resume, cancel, retry; the task's id
    report_requested = Signal(str)   # the import's id

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("other_tasks")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 8, 0, 0)
        self._column.setSpacing(8)
        self._shown: list[tuple[str, ...]] = []

    def show_tasks(self, found: Sequence[Task]) -> None:
        """These are listed, in this order."""
        single = [task for task in found if task.task_type not in _PLURAL or tasks.state(task) == "failed"][:MOST]
        many = {kind: sum(task.task_type == kind and tasks.state(task) in ("running", "queued", "waiting") for task in found)
                for kind in _PLURAL}
        wanted = [(task.id, title(task), outcome(task), tasks.state(task), task.task_type) for task in single]
        wanted += [("", counted(n, *_PLURAL[kind]), "", "", kind) for kind, n in many.items() if n]
        self.setVisible(bool(wanted))
        if wanted == self._shown:
            return
        focused = self.focusWidget().objectName() if self.focusWidget() is not None else ""
        self._shown = list(wanted)
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for row in wanted:
            self._column.addWidget(self._row(*row))
        again = self.findChild(QWidget, focused) if focused else None
        if again is not None:
            again.setFocus()

    def _row(self, task_id: str, name: str, words: str, kind: str, task_type: str) -> QWidget:
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(ElidedLabel(name, mode="middle", parent=row) if task_id else label(name, "small", "text-2", parent=row))
        if words:
            ink = "danger" if kind == "failed" else "text-2"
            text.addWidget(ElidedLabel(words, mode="end", role="small", ink=ink, parent=row))
        line.addLayout(text, 1)

        def button(icon: str, tooltip: str, act: str) -> None:
            line.addWidget(icon_button(icon, tooltip, f"{act}_{task_id}", small=True, on_click=self._acting(act, task_id),
                                       parent=row))

        if kind in ("running", "queued"):
            button("pause", tr("Pause {task}", task=name), "pause")
        if kind in ("paused", "waiting"):
            button("play", tr("Go on with {task}", task=name), "resume")
        if kind in ("failed", "cancelled"):
            button("refresh-cw", tr("Try {task} again", task=name), "retry")
        if kind in ("running", "queued", "paused", "waiting"):
            button("x", tr("Cancel {task}", task=name), "cancel")
        if task_type == "import" and kind != "queued":
            button("info", tr("Report of {task}", task=name), "report")
        return row

    def _acting(self, act: str, task_id: str) -> Callable[[], None]:
        def do() -> None:
            if act == "report":
                self.report_requested.emit(task_id)
            else:
                self.acted.emit(act, task_id)

        return do
