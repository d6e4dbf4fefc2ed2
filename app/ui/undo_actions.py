"""Undo and Redo say what they would do, and do it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction

from app.ui.kit.text import tr
from app.ui.session import Session
from db import Changes, Step, Store


class UndoActions(QObject):
    """Keeps the two actions true to the history. Long steps are left to `run_long` (background, with progress)."""

    state_changed = Signal()

    def __init__(self, session: Session, undo: QAction, redo: QAction,
                 run_long: Callable[[str, Callable[[Callable[[int, int], bool]], object], str, bool], None]) -> None:
        super().__init__(session)
        self._session = session
        self._undo, self._redo = undo, redo
        self._run_long = run_long
        self.can_undo = self.can_redo = False
        self.step_id: int | None = None  # which step Undo would take back
        session.events.changed.connect(self._on_changed)
        self.refresh()

    def _on_changed(self, changes: Changes) -> None:
        del changes
        self.refresh()

    def refresh(self) -> None:
        """The actions name the steps as they are now."""
        store: Store = self._session.library.store
        undo, redo = store.next_undo(), store.next_redo()
        writable = not store.read_only
        self.step_id = undo.id if undo is not None else None
        self.can_undo, self.can_redo = undo is not None and writable, redo is not None and writable
        self._undo.setText(tr("Undo {step}", step=_short(undo)) if undo else tr("Undo"))
        self._redo.setText(tr("Redo {step}", step=_short(redo)) if redo else tr("Redo"))
        self.state_changed.emit()

    def undo(self) -> None:
        """The last step is taken back."""
        store = self._session.library.store
        step = store.next_undo()
        if step is None:
            return
        if step.kind == "gesture":
            store.undo()
            self._session.said.emit(tr("Undone: {step}", step=step.label), False)
        else:
            said = tr("Undone: {step}", step=step.label)
            self._run_long(tr("Undoing: {step}", step=step.label), store.undo, said, False)

    def redo(self) -> None:
        """The step taken back last is done again."""
        store = self._session.library.store
        step = store.next_redo()
        if step is None:
            return
        if step.kind == "gesture":
            store.redo()
            self._session.said.emit(tr("Done again: {step}", step=step.label), False)
        else:
            said = tr("Done again: {step}", step=step.label)
            self._run_long(tr("Doing again: {step}", step=step.label), store.redo, said, False)


def _short(step: Step) -> str:
    return step.label if len(step.label) <= 48 else f"{step.label[:47]}…"
