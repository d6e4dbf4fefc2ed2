"""The variant selector on a real library: show, make primary, delete, bring back, detach, add."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from app.library import details as reads
from app.library import variants as verbs
from app.ui.inspector.panel import InspectorPanel
from app.ui.session import Session
from tests.ui.inspector.film import Film
from tests.ui.inspector.gestures import DUNE, NO_GRAB, click, primary_of, select, strip_of, visible_menu


def test_a_click_shows_a_variant_and_marks_it_seen(qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film) -> None:
    select(session, film, DUNE)
    strip = strip_of(panel)
    place = next(i for i, cell in enumerate(strip.cells()) if cell.unseen)
    chosen = strip.cells()[place].key
    before = primary_of(film, DUNE)
    click(qtbot, strip, place)
    qtbot.waitUntil(lambda: not any(cell.unseen for cell in strip.cells()))
    shown = panel.shown_variant()
    assert shown is not None
    assert (shown.id, shown.viewed_at is not None) == (chosen, True)
    assert primary_of(film, DUNE) == before


def test_make_primary_is_there_only_for_another_variant(
        qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film) -> None:
    select(session, film, DUNE)
    button = panel.findChild(QPushButton, "inspector_make_primary")
    assert button is not None
    assert button.isHidden()
    where = button.geometry()
    click(qtbot, strip_of(panel), 2)
    assert button.isVisible()
    assert button.geometry() == where


@pytest.mark.parametrize("by", ["button", "enter", "double click"])
def test_a_variant_is_made_primary_and_undone(
        qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film, said: list[tuple[str, bool]], by: str) -> None:
    select(session, film, DUNE)
    strip = strip_of(panel)
    before, wanted = primary_of(film, DUNE), strip.cells()[2].key
    click(qtbot, strip, 2)
    if by == "button":
        qtbot.mouseClick(panel.findChild(QPushButton, "inspector_make_primary"), Qt.MouseButton.LeftButton)
    elif by == "enter":
        qtbot.keyClick(strip, Qt.Key.Key_Return)
    else:
        qtbot.mouseDClick(strip, Qt.MouseButton.LeftButton, pos=strip.cell_rect(2).center())
    assert primary_of(film, DUNE) == wanted
    qtbot.waitUntil(lambda: strip.cells()[0].key == wanted)
    assert strip.cells()[0].primary
    assert said == [("Switched primary to v3", True)]
    film.library.store.undo()
    qtbot.waitUntil(lambda: strip.cells()[0].key == before)


def test_the_arrow_keys_walk_through_the_variants(qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film) -> None:
    select(session, film, DUNE)
    strip = strip_of(panel)
    strip.setFocus()
    order = [cell.key for cell in strip.cells()]
    for key, place in ((Qt.Key.Key_Right, 1), (Qt.Key.Key_End, 3), (Qt.Key.Key_Left, 2), (Qt.Key.Key_Home, 0)):
        qtbot.keyClick(strip, key)
        shown = panel.shown_variant()
        assert shown is not None
        assert shown.id == order[place]


def test_delete_takes_the_shown_variant_and_shows_the_next(
        qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film, said: list[tuple[str, bool]]) -> None:
    select(session, film, DUNE)
    strip = strip_of(panel)
    order = [cell.key for cell in strip.cells()]
    click(qtbot, strip, 1)
    qtbot.keyClick(strip, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(strip.cells()) == 3)
    shown = panel.shown_variant()
    assert shown is not None
    assert shown.id == order[2]
    assert said[-1] == ("Deleted v4", True)
    film.library.store.undo()
    qtbot.waitUntil(lambda: [cell.key for cell in strip.cells()] == order)


def test_deleting_the_primary_says_which_one_is_primary_now(
        qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film, said: list[tuple[str, bool]]) -> None:
    select(session, film, DUNE)
    strip = strip_of(panel)
    strip.setFocus()
    qtbot.keyClick(strip, Qt.Key.Key_Delete)
    promoted = primary_of(film, DUNE)
    assert said == [("Deleted v1, v4 is primary now", True)]
    qtbot.waitUntil(lambda: strip.cells()[0].key == promoted)
    assert promoted == film.variants[DUNE][3]


def test_the_only_variant_is_not_deleted(
        qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film, said: list[tuple[str, bool]]) -> None:
    select(session, film, "letter_table_02")
    strip = strip_of(panel)
    strip.setFocus()
    with qtbot.waitSignal(session.failed) as refused:
        qtbot.keyClick(strip, Qt.Key.Key_Delete)
    assert refused.args[0] == "This is the item's only variant. Nothing was changed."
    assert said == []


@NO_GRAB
def test_deleted_variants_are_offered_and_come_back(qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film) -> None:
    verbs.delete(film.library, film.variants[DUNE][1])
    verbs.delete(film.library, film.variants[DUNE][2])
    select(session, film, DUNE)
    button = panel.findChild(QPushButton, "inspector_deleted_variants")
    assert button is not None
    assert button.text() == "Deleted: 2"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    menu = visible_menu()
    menu.actions()[0].trigger()
    menu.close()
    qtbot.waitUntil(lambda: button.text() == "Deleted: 1")
    assert len(strip_of(panel).cells()) == 3


@NO_GRAB
def test_the_menu_of_a_variant_detaches_and_copies_its_path(
        qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film) -> None:
    select(session, film, DUNE)
    strip = strip_of(panel)
    chosen = strip.cells()[2].key
    location = next(v.location for v in reads.detail(film.library, film.ids[DUNE]).variants if v.id == chosen)
    for entry, check in (("Copy file path", None), ("Make its own item", 3)):
        strip.menu_asked.emit(chosen, QPoint(10, 10))
        menu = visible_menu()
        next(a for a in menu.actions() if a.text() == entry).trigger()
        menu.close()
        if check is None:
            assert QGuiApplication.clipboard().text() == str(film.library.paths.file(location))
        else:
            qtbot.waitUntil(lambda: len(strip.cells()) == 3)
    qtbot.waitUntil(lambda: len(strip_of(panel, "relation_derived").cells()) == 3)


def test_dropped_files_ask_for_a_variant_of_the_item(
        qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film, tmp_path: Path) -> None:
    select(session, film, DUNE)
    strip = strip_of(panel)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "better.png"))])
    middle = strip.rect().center()
    enter = QDragEnterEvent(middle, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(strip, enter)
    assert enter.isAccepted()
    drop = QDropEvent(QPointF(middle), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    with qtbot.waitSignal(panel.add_variant_requested) as asked:
        QApplication.sendEvent(strip, drop)
    assert asked.args == [film.ids[DUNE], [tmp_path / "better.png"]]


def test_plus_asks_for_files(qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film) -> None:
    select(session, film, DUNE)
    with qtbot.waitSignal(panel.add_variant_requested) as asked:
        qtbot.mouseClick(panel.findChild(QToolButton, "inspector_add_variant"), Qt.MouseButton.LeftButton)
    assert asked.args == [film.ids[DUNE], None]


def test_two_hundred_variants_scroll_sideways_and_keep_the_shown_one_in_view(
        qtbot: QtBot, panel: InspectorPanel, session: Session, film: Film) -> None:
    with film.library.store.write("Many") as tx:
        for place in range(40):
            film.add_variant(tx, film.ids[DUNE], place % 10 + 5, name=None, kind="image", size=(64, 36), params=None)
    select(session, film, DUNE)
    strip = strip_of(panel)
    strip.setFocus()
    qtbot.keyClick(strip, Qt.Key.Key_End)
    last = strip.cell_rect(len(strip.cells()) - 1)
    assert strip.rect().contains(last)
    qtbot.keyClick(strip, Qt.Key.Key_Home)
    assert strip.rect().contains(strip.cell_rect(0))


