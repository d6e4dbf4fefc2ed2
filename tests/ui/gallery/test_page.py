"""The page as the window uses it: lists that follow filters and news, places that are kept, parents."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QLabel

from app.library import editing, gallery
from app.library.library import Library
from app.ui.gallery import listing
from db import Filter
from tests import factories
from tests.ui.gallery.conftest import Desk

Open = Callable[[Library], Desk]
LEFT = Qt.MouseButton.LeftButton


# -- lists --------------------------------------------------------------------------------------------


def test_the_head_says_where_we_are_how_many_and_how_many_chosen(desk: Desk) -> None:
    assert desk.text("gallerySource") == "All media"
    assert desk.text("galleryCount") == "12"
    desk.page.select_all()
    QApplication.processEvents()
    assert desk.text("gallerySelected") == "12 selected"


def test_a_long_list_is_shown_from_its_first_page_and_then_whole(
    open_desk: Open, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "FIRST", 5)
    desk = open_desk(library)
    taken: list[int] = []
    desk.page.listing.first.connect(lambda order: taken.append(len(order)))
    desk.page.listing.whole.connect(lambda reading: taken.append(len(reading.order)))
    desk.show(replace(desk.session.filter, descending=False))
    assert taken == [5, 12]
    assert desk.names() == [f"item_{n:04}" for n in range(12)]


def test_new_items_come_and_trashed_ones_go_without_a_reset(desk: Desk) -> None:
    resets = QSignalSpy(desk.model.modelReset)
    factories.add_item(desk.library, "new one")
    desk.qtbot.waitUntil(lambda: "new one" in desk.names(), timeout=5_000)
    editing.trash(desk.library, [desk.model.seq_at(3) or 0, desk.model.seq_at(7) or 0])
    desk.qtbot.waitUntil(lambda: desk.model.rowCount() == 11, timeout=5_000)
    assert desk.text("galleryCount") == "11"
    assert resets.count() == 0


def test_after_trashing_the_next_item_is_chosen_and_undo_chooses_the_old_ones(desk: Desk) -> None:
    desk.click(3)
    desk.click(4, Qt.KeyboardModifier.ShiftModifier)
    before = desk.chosen()
    editing.trash(desk.library, list(desk.page.selected_seqs()))
    desk.qtbot.waitUntil(lambda: desk.model.rowCount() == 10, timeout=5_000)
    assert desk.chosen() == [desk.names()[3]] == ["item_0006"]
    desk.library.store.undo()
    desk.qtbot.waitUntil(lambda: desk.chosen() == before, timeout=5_000)
    assert before == ["item_0008", "item_0007"]
    assert desk.current() == "item_0007"


def test_choice_and_place_survive_a_new_order(open_desk: Open, tmp_path: Path) -> None:
    desk = open_desk(factories.make_library(tmp_path, items=40))
    desk.show(replace(desk.session.filter, sort="name", descending=False))
    for name in ("item_0030", "item_0031", "item_0010"):
        desk.view.selection.toggle(desk.row(name))
    with desk.library.store.read() as read:
        moved = read.value("SELECT id FROM generations WHERE name = 'item_0005'")
    desk.view.scroll_to(desk.row("item_0030"))
    first = desk.names()[desk.view.visible_rows().start]
    editing.rename(desk.library, moved, "zebra")
    desk.qtbot.waitUntil(lambda: desk.names()[-1] == "zebra", timeout=5_000)
    assert desk.chosen() == ["item_0010", "item_0030", "item_0031"]
    assert desk.current() == "item_0010"
    assert desk.names().index(first) in desk.view.visible_rows()


def test_another_order_begins_at_its_top(open_desk: Open, tmp_path: Path) -> None:
    desk = open_desk(factories.make_library(tmp_path, items=200))
    desk.view.scroll_to(desk.model.rowCount() - 1)
    assert desk.view.visible_rows().start > 0
    desk.show(replace(desk.session.filter, sort="name", descending=False))
    assert desk.names()[0] == "item_0000"
    assert desk.view.visible_rows().start == 0


def test_items_that_come_in_above_do_not_move_what_is_looked_at(open_desk: Open, tmp_path: Path) -> None:
    desk = open_desk(factories.make_library(tmp_path, items=60))
    desk.view.scroll_by(desk.view.grid.pitch * 4 + 10)
    first = desk.names()[desk.view.visible_rows().start]
    for n in range(3):
        factories.add_item(desk.library, f"new {n}")
    desk.qtbot.waitUntil(lambda: desk.model.rowCount() == 63, timeout=5_000)
    assert desk.names()[desk.view.visible_rows().start] == first
    assert desk.view.cell(desk.view.visible_rows().start).top() == -10


def test_another_filter_starts_at_the_top_with_nothing_chosen(open_desk: Open, tmp_path: Path) -> None:
    desk = open_desk(factories.make_library(tmp_path, items=60))
    desk.key(Qt.Key.Key_End)
    desk.show(replace(desk.session.filter, descending=False))
    assert desk.view.scroller.top == 0
    assert desk.chosen() == []
    assert desk.session.selection.count == 0
    assert desk.session.selection.current is None


def test_a_search_that_takes_long_says_so(
    open_desk: Open, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    desk = open_desk(library)
    gate = threading.Event()
    read, whole = gallery.first_ids, gallery.ids
    monkeypatch.setattr(gallery, "first_ids", lambda *a: (gate.wait(10), read(*a))[1])
    monkeypatch.setattr(gallery, "ids", lambda *a: (gate.wait(10), whole(*a))[1])
    desk.session.show(replace(desk.session.filter, text="item"))
    words = desk.page.findChild(QLabel, "galleryReading")
    assert words is not None
    desk.qtbot.waitUntil(words.isVisible, timeout=5_000)
    gate.set()
    desk.qtbot.waitUntil(lambda: desk.model.rowCount() == 12 and desk.view.isVisible(), timeout=5_000)


def test_the_first_page_needs_no_numpy(tmp_path: Path) -> None:
    factories.make_library(tmp_path, items=3).close()
    program = (
        "import sys; from pathlib import Path; from PySide6.QtWidgets import QApplication;"
        "from app.library.library import Library; from app.ui.session import Session;"
        "from app.ui.gallery.page import GalleryPage; app = QApplication([]);"
        f"s = Session(Library.open(Path({str(tmp_path / 'library')!r}))); p = GalleryPage(s); p.show(); p.grab();"
        "assert p.model.rowCount() == 3; print('numpy' in sys.modules); s.close()"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


# -- choosing -----------------------------------------------------------------------------------------


def test_the_session_is_told_what_is_chosen(desk: Desk) -> None:
    desk.click(2)
    desk.click(4, Qt.KeyboardModifier.ShiftModifier)
    QApplication.processEvents()
    told = desk.session.selection
    assert told.count == 3
    assert list(told.seqs()) == [desk.model.seq_at(row) for row in (2, 3, 4)]
    card = desk.model.card(4)
    assert card is not None
    assert told.current == card.id


def test_chosen_seqs_are_a_sequence_without_a_list(desk: Desk) -> None:
    desk.model.set_ids(np.arange(1, 1_000_001))
    desk.page.select_all()
    desk.view.selection.toggle(500_000)
    seqs = desk.page.selected_seqs()
    assert len(seqs) == 999_999
    assert (seqs[0], seqs[499_999], seqs[500_000], seqs[-1]) == (1, 500_000, 500_002, 1_000_000)
    assert seqs[499_998:500_002] == [499_999, 500_000, 500_002, 500_003]
    assert np.asarray(seqs).sum() == sum(range(1, 1_000_001)) - 500_001
    assert next(iter(seqs)) == 1
    with pytest.raises(IndexError):
        seqs[999_999]


def test_an_item_is_revealed_by_its_id(open_desk: Open, tmp_path: Path) -> None:
    library = factories.make_library(tmp_path, items=60)
    with library.store.read() as read:
        wanted = read.value("SELECT id FROM generations WHERE name = 'item_0003'")
    desk = open_desk(library)
    assert desk.page.reveal(wanted)
    assert desk.chosen() == ["item_0003"]
    assert desk.row("item_0003") in desk.view.visible_rows()
    desk.show(Filter(project_id=library.project_id).having("star"))
    assert not desk.page.reveal(wanted)
    desk.session.show(Filter(project_id=library.project_id))
    desk.page.reveal_when_there(wanted)
    desk.settle()
    assert desk.chosen() == ["item_0003"]


def test_state_comes_back_on_another_page(open_desk: Open, tmp_path: Path) -> None:
    library = factories.make_library(tmp_path, items=80)
    desk = open_desk(library)
    desk.page.set_tile_size(120)
    desk.view.selection.only(50)
    desk.view.scroll_by(desk.view.grid.pitch * 9 + 5)
    kept = desk.page.state()
    other = open_desk(library)
    other.page.restore(kept)
    other.settle()
    assert other.page.tile_px() == 120
    assert other.chosen() == desk.chosen()
    assert other.view.scroller.top == desk.view.scroller.top
    other.page.restore({"anchor": "nonsense", "tile_px": None, "current": 10**9})
    assert other.page.tile_px() == 120


# -- parents ------------------------------------------------------------------------------------------


@pytest.fixture
def with_parts(open_desk: Open, tmp_path: Path) -> Desk:
    library = factories.make_library(tmp_path, items=20)
    parent = factories.add_item(library, "diver", created_at="2020-01-01T00:00:00.000000Z")
    for n in range(3):
        factories.add_item(library, f"part_{n}", parent=parent)
    return open_desk(library)


def test_enter_steps_into_an_item_with_parts_and_backspace_out_to_the_same_tile(with_parts: Desk) -> None:
    desk = with_parts
    desk.key(Qt.Key.Key_End)
    top = desk.view.scroller.top
    desk.key(Qt.Key.Key_Return)
    desk.settle()
    assert desk.names() == ["part_0", "part_1", "part_2"]
    assert desk.text("gallerySource") == "diver"
    desk.key(Qt.Key.Key_Backspace)
    desk.settle()
    assert desk.current() == "diver"
    assert desk.chosen() == ["diver"]
    assert desk.view.scroller.top == top > 0
    assert desk.text("gallerySource") == "All media"


def test_a_double_click_steps_in_too_and_the_arrow_leads_out(with_parts: Desk) -> None:
    desk = with_parts
    row = desk.row("diver")
    desk.view.scroll_to(row)
    QTest.mouseDClick(desk.view.viewport(), LEFT, pos=desk.picture(row))
    desk.settle()
    assert desk.names()[0] == "part_0"
    desk.push("galleryBack")
    assert desk.current() == "diver"


def test_enter_on_an_item_without_parts_is_left_to_others(desk: Desk) -> None:
    desk.click(1)
    desk.key(Qt.Key.Key_Return)
    desk.key(Qt.Key.Key_Backspace)
    desk.settle()
    assert desk.session.filter.parent_id is None


def test_what_sorting_needs_is_read_when_nothing_was_asked_for_a_while(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []

    def warm(go_on: Callable[[], bool]) -> bool:
        asked.append(go_on())
        return len(asked) > 1  # the first time something else was asked for meanwhile

    monkeypatch.setattr(listing, "WARM_AFTER_MS", 0)
    monkeypatch.setattr(desk.library.columns, "warm", warm)
    other = listing.Listing(desk.session, desk.page)
    other.release()
    other.ask(desk.session.filter)
    desk.qtbot.waitUntil(lambda: len(asked) == 2)
    desk.settle()
    with desk.qtbot.waitSignal(other.whole):
        other.read_again()
    desk.settle()
    assert asked == [True, True]  # and not once more: the columns follow the news
