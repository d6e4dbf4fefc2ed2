"""The bar that tells of a long change going on: what, how far, and Cancel."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from app.errors import UserError
from app.ui.kit import theme
from app.ui.kit.buttons import push_button
from app.ui.kit.elided import ElidedLabel
from app.ui.kit.text import tr
from app.ui.session import Session
from db import DbError

HEIGHT_PX = 40
SHOW_AFTER_MS = 100  # no flash for what is done at once

Work = Callable[[Callable[[int, int], bool]], object]


class WorkingBar(QWidget):
    """Runs one long change at a time in the background, with progress and cancel."""

    _progressed = Signal(int, int)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("working")
        self._session = session
        self._cancelled = threading.Event()
        self.running = False
        self._done_text, self._undo = "", True
        self._sentence = ElidedLabel(mode="end", parent=self)
        self._bar = QProgressBar(self)
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(160)
        self._bar.setObjectName("working_progress")
        self._bar.setAccessibleName(tr("Progress"))
        self._cancel = push_button(tr("Cancel"), "working_cancel", "link", on_click=self.cancel, parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 8, 0)
        row.setSpacing(12)
        row.addWidget(self._sentence, 1)
        row.addWidget(self._bar)
        row.addWidget(self._cancel)
        self._progressed.connect(self._show_progress, Qt.ConnectionType.QueuedConnection)
        self._appear = QTimer(self)
        self._appear.setSingleShot(True)
        self._appear.setInterval(SHOW_AFTER_MS)
        self._appear.timeout.connect(self.show)
        self.setFixedHeight(theme.scaled(HEIGHT_PX))
        self.hide()

    def run(self, text: str, work: Work, done_text: str, undo: bool = True) -> None:
        """`work(progress)` runs in the background; when it is done a toast says `done_text`, with Undo if so."""
        if self.running:
            self._session.failed.emit(tr("Dailies is still at work."), tr("Wait until it is done, or cancel it."))
            return
        self.running = True
        self._cancelled.clear()
        self._done_text, self._undo = done_text, undo
        self._sentence.setText(text)
        self.setAccessibleName(text)
        self._bar.setValue(0)
        self._cancel.setEnabled(True)
        self._appear.start()

        def progress(done: int, total: int) -> bool:
            self._progressed.emit(done, total)
            return not self._cancelled.is_set()

        self._session.background.run(lambda: work(progress), self._finished, self._failed)

    def cancel(self) -> None:
        """The work stops at its next part and is taken back."""
        self._cancelled.set()
        self._cancel.setEnabled(False)
        self._sentence.setText(tr("Cancelling: what was changed is taken back"))

    def _show_progress(self, done: int, total: int) -> None:
        self._bar.setValue(done * 1000 // max(1, total))

    def _end(self) -> None:
        self.running = False
        self._appear.stop()
        self.hide()

    def _finished(self, result: object) -> None:
        self._end()
        if self._cancelled.is_set():
            self._session.said.emit(tr("Cancelled. Nothing was changed."), False)
        elif result == 0:  # how many changed
            self._session.said.emit(tr("Nothing had to be changed."), False)
        else:
            self._session.said.emit(self._done_text, self._undo)

    def _failed(self, error: Exception) -> None:
        self._end()
        if isinstance(error, UserError | DbError):
            self._session.failed.emit(error.message, error.hint)
        else:
            raise error

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(QRectF(self.rect()), theme.colour("raised"))
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), theme.colour("line"))
        painter.end()
