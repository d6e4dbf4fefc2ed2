"""Things that other programs carry or copy, and the hand that drops them as Qt does."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QWidget

from app.library import shots
from app.ui.inspector.strip import Strip
from app.ui.kit.drop_hint import DropHint
from db import Task, tasks
from tests.ui.shell.windows import Desk

NONE = Qt.KeyboardModifier.NoModifier
COPY, LEFT = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton


@dataclass
class Hand:
    """Carries something over a widget as Qt does it: enter, move, then drop or leave."""

    desk: Desk
    _kept: list[object] = field(default_factory=list)  # Python must not free an event's data while Qt points at it

    def over(self, widget: QWidget, data: QMimeData, at: QPoint | None = None) -> bool:
        at = at if at is not None else widget.rect().center()
        enter = QDragEnterEvent(at, COPY, data, LEFT, NONE)
        move = QDragMoveEvent(at, COPY, data, LEFT, NONE)
        self._kept.extend((enter, move, data))
        enter.ignore()
        QApplication.sendEvent(widget, enter)
        if not enter.isAccepted():
            return False
        QApplication.sendEvent(widget, move)
        return move.isAccepted()

    def drop(self, widget: QWidget, data: QMimeData, at: QPoint | None = None) -> bool:
        at = at if at is not None else widget.rect().center()
        if not self.over(widget, data, at):
            self.leave(widget)
            return False
        event = QDropEvent(QPointF(at), COPY, data, LEFT, NONE)
        self._kept.append(event)
        QApplication.sendEvent(widget, event)
        self.desk.settle()
        return event.isAccepted()

    def leave(self, widget: QWidget) -> None:
        QApplication.sendEvent(widget, QDragLeaveEvent())

    def hint(self) -> tuple[str, bool]:
        """What stands beside the pointer, and whether it is a refusal."""
        found = self.desk.window.findChild(DropHint, "drop_hint")
        return ("", False) if found is None or found.isHidden() else (found.words(), found.refused)


def files(*paths: Path | str) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def web_page() -> QMimeData:
    """A picture dragged out of a browser that gives its address only."""
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/cat.png")])
    return data


def screenshot() -> QMimeData:
    """What a screenshot puts on the clipboard."""
    image = QImage(8, 6, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    data = QMimeData()
    data.setImageData(image)
    return data


def imports(desk: Desk) -> list[Task]:
    with desk.library.store.read() as read:
        return tasks.of_type(read, "import")


def only_import(desk: Desk) -> tuple[list[str], dict[str, Any]]:
    """(names of the sources, target) of the one import that waits."""
    desk.wait(lambda: bool(imports(desk)))
    (task,) = imports(desk)
    return [Path(source).name for source in task.params["sources"]], task.params["target"]


def first_shot(desk: Desk) -> str:
    return shots.all_shots(desk.library)[0].id


def variants_strip(desk: Desk) -> Strip:
    found = desk.window.inspector.findChild(Strip, "variant_strip")
    assert found is not None
    return found


def parts_row(desk: Desk) -> QWidget:
    return desk.window.inspector.content.lineage.rows["parts"]


def shot_row(desk: Desk, row: int) -> QPoint:
    listed = desk.window.sidebar.list
    return listed.visualRect(listed.model().index(row, 0)).center()
