"""Files held over the inspector: a row for parts appears, and what is dropped beside variants and parts is imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent

from app.ui.kit import drop_hint, mime

if TYPE_CHECKING:
    from app.ui.inspector.panel import InspectorPanel

GONE_MS = 400  # from one part of the inspector to the next, Qt says leave and then enter


class Offering(QObject):
    """Answers drags over the inspector for its panel."""

    def __init__(self, panel: InspectorPanel) -> None:
        super().__init__(panel)
        self._panel = panel
        self._gone = QTimer(self)
        self._gone.setSingleShot(True)
        self._gone.setInterval(GONE_MS)
        self._gone.timeout.connect(self._end)
        panel.setAcceptDrops(True)
        for widget in (panel, panel.content.lineage.rows["parts"]):
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.DragLeave, QEvent.Type.Drop):
            self._gone.start()
        elif isinstance(event, QDragEnterEvent | QDragMoveEvent) and mime.names_in(event.mimeData()):
            self._gone.stop()
            self._panel.offer_parts(True)
        return watched is self._panel and self._of_panel(event)

    def _of_panel(self, event: QEvent) -> bool:
        panel = self._panel
        if isinstance(event, QDragEnterEvent | QDragMoveEvent):
            drop_hint.hover(panel, event, panel.drop_words(), panel.read_only_words())
        elif event.type() == QEvent.Type.DragLeave:
            drop_hint.leave(panel)
        elif isinstance(event, QDropEvent):
            found = drop_hint.arrived(panel, event, panel.read_only_words())
            if found:
                panel.files_dropped.emit(found)
        else:
            return False
        return True

    def _end(self) -> None:
        self._panel.offer_parts(False)
