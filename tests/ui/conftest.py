"""What every test of the window gets."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent
from PySide6.QtWidgets import QApplication, QWidget


class _Ground(QWidget):
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.accept()


@pytest.fixture(autouse=True)
def no_drag_stays_open() -> Iterator[None]:
    """Qt (6.11) keeps the widget that accepted the last drag as a bare pointer, and sends the next move of a drag there
    even when the widget is long gone: an accepted drag that no test ended would crash another test."""
    yield
    if QApplication.instance() is not None:
        ground, data = _Ground(), QMimeData()
        ground.setAcceptDrops(True)
        enter = QDragEnterEvent(QPoint(0, 0), Qt.DropAction.CopyAction, data, Qt.MouseButton.NoButton,
                                Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(ground, enter)
        QApplication.sendEvent(ground, QDragLeaveEvent())
