"""Where nothing is shown the page says why, and chips and buttons lead on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from app.library.library import Library
from app.ui.kit.empty_state import EmptyState
from db import Filter, parsed
from tests import factories
from tests.ui.gallery.conftest import Desk

Open = Callable[[Library], Desk]
LEFT = Qt.MouseButton.LeftButton


def empty(desk: Desk) -> EmptyState:
    state = desk.page.findChild(EmptyState, "galleryEmpty")
    assert state is not None
    return state


# -- empty states and chips ---------------------------------------------------------------------------


def test_an_empty_library_asks_for_files(open_desk: Open, tmp_path: Path) -> None:
    desk = open_desk(factories.make_library(tmp_path))
    assert empty(desk).isVisible()
    assert empty(desk).accessibleName().startswith("Drop files or folders here")
    for name, signal in (
        ("galleryChooseFiles", desk.page.import_files_requested),
        ("galleryChooseFolder", desk.page.import_folder_requested),
    ):
        with desk.qtbot.waitSignal(signal):
            desk.push(name)
    factories.add_item(desk.library, "first")
    desk.qtbot.waitUntil(desk.view.isVisible, timeout=5_000)


def test_where_nothing_matches_filters_and_search_can_be_cleared(desk: Desk) -> None:
    desk.show(replace(desk.session.filter, text="zebra").having("type", "video").having("unseen"))
    assert empty(desk).accessibleName() == "Nothing matches. Without search and filters there are 12."
    desk.push("galleryClearSearch")
    assert desk.session.filter == Filter(project_id=desk.library.project_id).having("type", "video").having("unseen")
    assert empty(desk).accessibleName() == "Nothing matches. Without the two filters there are 12."
    desk.push("galleryClearFilters")
    assert desk.model.rowCount() == 12
    assert desk.view.isVisible()


@pytest.mark.parametrize(
    ("wanted", "title"),
    [
        ("trash", "Trash is empty"),
        ("star", "Nothing starred. Press S on an item to star it."),
        ("unplaced", "Everything is in a shot"),
    ],
)
def test_each_view_says_why_it_is_empty(
    open_desk: Open, tmp_path: Path, wanted: str, title: str
) -> None:
    library = factories.make_library(tmp_path, items=1)
    with library.store.read() as read:
        factories.add_shot(library, "Opening", [read.value("SELECT id FROM generations")])
    desk = open_desk(library)
    desk.show(parsed(wanted, Filter(project_id=library.project_id)))
    assert empty(desk).isVisible()
    assert empty(desk).accessibleName() == title
    if "trash" not in wanted:
        desk.push("galleryShowAll")
        assert desk.names() == ["item_0000"]


def test_a_click_on_a_chip_takes_its_condition_away(desk: Desk) -> None:
    desk.show(replace(desk.session.filter, with_parts=True).having("type", "image").having("variants", "0", ":>"))
    desk.push("galleryChip-with_parts")
    assert desk.session.filter == Filter(project_id=desk.library.project_id).having("type", "image").having("variants", "0", ":>")


def test_chips_without_room_are_counted(desk: Desk) -> None:
    desk.show(
        desk.session.filter.having("type", "image").having("unseen").having("variants").having("rating").having("based"),
    )
    desk.page.resize(400, 480)
    QApplication.processEvents()
    more = desk.text("galleryMoreChips")
    shown = [
        b
        for b in desk.page.findChildren(QAbstractButton)
        if b.objectName().startswith("galleryChip-") and b.isVisible()
    ]
    assert more == f"+{5 - len(shown)}"
    assert shown


def test_all_that_can_be_used_has_names(desk: Desk) -> None:
    desk.show(desk.session.filter.having("type", "image"))
    for widget in desk.page.findChildren(QWidget):
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisibleTo(desk.page):
            inner = widget.objectName().startswith("qt_")
            assert inner or (widget.objectName() and widget.accessibleName()), widget
