"""The one crossing from any thread into Qt: commits become one signal on the GUI thread, merged per event-loop turn."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject, Qt, Signal

from db import Changes, Store, merged


class LibraryEvents(QObject):
    """`changed` carries what happened to the library since the last turn of the event loop (a `db.Changes`)."""

    changed = Signal(object)
    _arrived = Signal()

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._waiting: list[Changes] = []
        self._stopped = False
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._stop = store.listen(self._take)

    def stop(self) -> None:
        """Nothing is told any more, not even what is on its way."""
        self._stopped = True
        self._stop()

    def _take(self, changes: Changes) -> None:  # on the thread that wrote
        with self._lock:
            self._waiting.append(changes)
            first = len(self._waiting) == 1
        if first:
            self._arrived.emit()

    def _deliver(self) -> None:
        with self._lock:
            waiting, self._waiting = self._waiting, []
        if waiting and not self._stopped:
            self.changed.emit(merged(waiting))
