"""Drags out of the gallery, and files dropped on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.library.library import Library
from app.ui.gallery import carry
from app.ui.kit import mime
from tests.ui.gallery.conftest import Desk

Open = Callable[[Library], Desk]
LEFT = Qt.MouseButton.LeftButton


# -- dragging -----------------------------------------------------------------------------------------


def test_a_drag_carries_ids_and_files_as_copies(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    carried: list[tuple[list[str], list[Path], QPixmap]] = []

    def record(drag: QDrag, action: Qt.DropAction) -> Qt.DropAction:
        assert action == Qt.DropAction.CopyAction
        carried.append((mime.generations_in(drag.mimeData()), mime.files_in(drag.mimeData()), drag.pixmap()))
        return Qt.DropAction.IgnoreAction

    monkeypatch.setattr(QDrag, "exec", record)
    desk.click(2)
    desk.click(3, Qt.KeyboardModifier.ShiftModifier)
    QTest.mousePress(desk.view.viewport(), LEFT, pos=desk.picture(3))
    desk.drag_to(desk.picture(3) + QPoint(40, 0))
    QTest.mouseRelease(desk.view.viewport(), LEFT, pos=desk.picture(3) + QPoint(40, 0))
    cards = [card for row in (2, 3) if (card := desk.model.card(row))]
    ids, files, pixmap = carried[0]
    assert ids == [card.id for card in cards]
    assert [file.name for file in files] == [f"{card.name}.png" for card in cards]
    originals = [desk.library.paths.file(card.location or "") for card in cards]
    assert [file.read_bytes() for file in files] == [file.read_bytes() for file in originals]
    assert not pixmap.isNull()
    assert desk.chosen() == [card.name for card in cards]


def test_more_than_can_be_dragged_is_refused_with_a_reason(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carry, "MOST", 3)
    desk.page.select_all()
    with desk.qtbot.waitSignal(desk.session.failed) as said:
        desk.view.drag_wanted.emit(0)
    assert said.args[0] == "More than 3 items cannot be dragged at once."


def test_files_from_outside_are_passed_on_and_our_own_are_not(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    def held(data: QMimeData) -> bool:
        event = QDragEnterEvent(
            QPoint(50, 50), Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier
        )
        event.ignore()
        QApplication.sendEvent(desk.page, event)
        return event.isAccepted()

    veil = desk.page.findChild(QWidget, "galleryDropVeil")
    assert veil is not None
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.png")), QUrl("https://example.org/b.png")])
    assert held(files)
    assert veil.isVisible()
    QApplication.sendEvent(desk.page, QDragLeaveEvent())
    assert not veil.isVisible()
    held(files)
    drop = QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, files, LEFT, Qt.KeyboardModifier.NoModifier)
    with qtbot.waitSignal(desk.page.files_dropped) as dropped:
        QApplication.sendEvent(desk.page, drop)
    assert dropped.args == [[tmp_path / "a.png"]]
    assert not veil.isVisible()
    own = carry.contents(desk.library, [desk.model.seq_at(0) or 0])
    assert own.hasUrls()
    assert not held(own)
    assert not held(QMimeData())
