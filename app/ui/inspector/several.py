"""Several selected items: what they have in common is read a part at a time, off the GUI thread."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from app.library import selected
from app.library.selected import Common
from app.ui.reading import Latest
from app.ui.session import Session

WAIT_MS = 120  # while a selection is being drawn, or news come in


class Several(QObject):
    """`common` grows with each `changed` until `read` is `total`; what was known stays while it is read again."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._reading = Latest(session.background, self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self._start)
        self._seqs: Sequence[int] = ()
        self._next = Common()
        self._again = False
        self._at = 0
        self.common: Common | None = None
        self.read = 0

    @property
    def total(self) -> int:
        """How many items are selected; 0 while it is one or none."""
        return len(self._seqs)

    @property
    def done(self) -> bool:
        """Whether all of them were read."""
        return bool(self.total) and self.read >= self.total

    def set_seqs(self, seqs: Sequence[int]) -> None:
        """These are selected; fewer than two are none."""
        self._stop()
        self._seqs = seqs if len(seqs) > 1 else ()
        self.common, self.read = None, 0
        if len(self._seqs):
            self._timer.start()

    def read_again(self) -> None:
        """Something about them may have changed. What is being read goes on first: news must not keep it from its end."""
        if not len(self._seqs):
            return
        if self._reading.busy:
            self._again = True
        else:
            self._timer.start()

    def _stop(self) -> None:
        self._timer.stop()
        self._reading.drop()
        self._again = False

    def _start(self) -> None:
        self._next, self._at, self._again = Common(), 0, False
        self._ask()

    def _ask(self) -> None:
        library, seqs, at = self._session.library, self._seqs, self._at
        self._reading.ask(lambda: selected.common(library, seqs[at:at + selected.PART]), self._take)

    def _take(self, part: Common) -> None:
        self._next.add(part)
        self._at = min(self.total, self._at + selected.PART)
        whole = self._at >= self.total
        if whole or not self.done:  # the first time it is shown as it grows
            self.common, self.read = self._next, self._at
            self.changed.emit()
        if not whole:
            self._ask()
        elif self._again:
            self._timer.start()
