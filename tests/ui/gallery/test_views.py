"""What is kept of each view, the date scale, and choosing what was not chosen."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.library.library import Library
from app.ui.gallery.date_scale import DateScale
from app.ui.kit import theme
from tests import factories
from tests.ui.gallery.conftest import Desk

Open = Callable[[Library], Desk]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def long_desk(open_desk: Open, tmp_path: Path) -> Desk:
    """Sixty items, five a month, the newest of December 2026; every third starred."""
    library = factories.make_library(tmp_path, items=60)
    with library.store.write("Dates") as tx:
        for number in range(60):
            tx.execute("UPDATE generations SET created_at = ?, starred = ? WHERE name = ?",
                       (f"2026-{number // 5 + 1:02d}-{number % 5 * 4 + 5:02d}T12:00:00Z", number % 3 == 0, f"item_{number:04}"))
    return open_desk(library)


def scale(desk: Desk) -> DateScale:
    found = desk.view.findChild(DateScale)
    assert found is not None
    return found


# -- views --------------------------------------------------------------------------------------------


def test_each_view_is_as_it_was_left(long_desk: Desk) -> None:
    desk = long_desk
    whole, words = desk.session.filter, replace(desk.session.filter, text="item")
    desk.view.scroll_by(700)
    desk.click(desk.view.visible_rows().start + 4)
    desk.click(desk.view.visible_rows().start + 6, Qt.KeyboardModifier.ControlModifier)
    top, chosen, current = desk.view.scroller.top, desk.chosen(), desk.current()
    desk.show(words)
    assert (desk.view.scroller.top, desk.chosen()) == (0, [])
    desk.click(2)
    desk.show(whole)
    assert (desk.view.scroller.top, desk.chosen(), desk.current()) == (top, chosen, current)
    desk.show(words)
    assert desk.chosen() == ["item_0057"]


def test_all_that_was_chosen_of_a_view_is_chosen_again(long_desk: Desk) -> None:
    desk = long_desk
    whole = desk.session.filter
    desk.page.select_all()
    desk.show(replace(whole, text="item_0001"))
    desk.show(whole)
    assert desk.view.selection.rows() == [(0, 59)]


def test_what_is_kept_of_views_survives_as_text_and_what_is_not_understood_is_left_out(
    long_desk: Desk, open_desk: Open
) -> None:
    desk = long_desk
    whole, words = desk.session.filter, replace(desk.session.filter, text="item")
    desk.show(words)
    desk.click(5)
    desk.click(7, Qt.KeyboardModifier.ShiftModifier)
    desk.page.group_by("day")
    desk.show(whole)
    kept = json.loads(json.dumps(desk.page.state()))
    kept["views"]["spots"] += [["x"], 7, [None, 1, 1, 1, True, []], ["a", "b", 0, None, False, []]]
    kept["views"]["groups"] += [["x", "colour"], ["y"]]
    second = open_desk(desk.library)
    second.page.restore(kept)
    second.settle()
    assert second.page.grouping() == "day"
    second.show(words)
    assert second.chosen() == ["item_0054", "item_0053", "item_0052"]
    second.page.views.restore("nonsense")


def test_a_list_sorted_in_another_way_starts_at_the_top(long_desk: Desk) -> None:
    desk = long_desk
    desk.key(Qt.Key.Key_End)
    desk.show(replace(desk.session.filter, sort="name", descending=False))
    assert desk.view.scroller.top == 0


# -- dates --------------------------------------------------------------------------------------------


def test_the_scale_stands_beside_a_long_list_by_date_only(long_desk: Desk) -> None:
    desk = long_desk
    assert scale(desk).isVisible()
    assert desk.view.viewport().geometry().right() < scale(desk).geometry().left()
    desk.show(replace(desk.session.filter, sort="name", descending=False))
    assert not scale(desk).isVisible()
    assert desk.view.beside_px == 0


def test_a_list_that_is_soon_scrolled_through_has_no_scale(desk: Desk) -> None:
    assert not scale(desk).isVisible()


def test_labels_never_touch_and_begin_with_the_year(long_desk: Desk) -> None:
    labels = scale(long_desk).labels()
    assert labels[0][1] == "2026"
    assert len(labels) > 3
    line = theme.line_px("small")
    assert all(below[0] - above[0] >= line for above, below in pairwise(labels))


def test_a_click_on_the_scale_shows_what_it_says(long_desk: Desk) -> None:
    desk = long_desk
    at = QPoint(10, scale(desk).height() // 2)
    QTest.mouseClick(scale(desk), LEFT, pos=at)
    desk.settle()
    card = desk.model.card(desk.view.visible_rows().start)
    assert card is not None
    assert scale(desk).month_at(at.y()).endswith("2026")
    assert card.created_at[:7] in ("2026-06", "2026-07")
    assert scale(desk).month_at(0) == "December 2026"
    assert scale(desk).month_at(scale(desk).height()) == "January 2026"


def test_dragging_on_the_scale_goes_on_and_its_ends_are_those_of_the_list(long_desk: Desk) -> None:
    desk = long_desk
    dates = scale(desk)
    QTest.mousePress(dates, LEFT, pos=QPoint(10, 40))
    QTest.mouseMove(dates, QPoint(10, dates.height() + 60))
    QTest.mouseRelease(dates, LEFT, pos=QPoint(10, dates.height() + 60))
    QTest.mouseClick(dates, LEFT, pos=QPoint(10, dates.height() - 1))
    assert desk.view.scroller.top == desk.view.scroller.last
    QTest.mouseClick(dates, LEFT, pos=QPoint(10, 0))
    assert desk.view.scroller.top == 0


def test_the_scale_follows_groups_by_day_and_leaves_with_groups_by_tool(long_desk: Desk) -> None:
    desk = long_desk
    desk.page.group_by("day")
    desk.settle()
    assert scale(desk).isVisible()
    desk.page.group_by("tool")
    desk.settle()
    assert not scale(desk).isVisible()


# -- the other way round ------------------------------------------------------------------------------


def test_inverting_chooses_what_was_not_chosen(desk: Desk) -> None:
    desk.click(0)
    desk.click(5, Qt.KeyboardModifier.ControlModifier)
    desk.click(6, Qt.KeyboardModifier.ControlModifier)
    desk.view.selection.invert()
    assert desk.view.selection.rows() == [(1, 4), (7, 11)]
    desk.view.selection.invert()
    assert desk.view.selection.rows() == [(0, 0), (5, 6)]


def test_inverting_nothing_is_everything_and_back(desk: Desk) -> None:
    desk.view.selection.invert()
    assert desk.view.selection.rows() == [(0, 11)]
    desk.view.selection.invert()
    assert desk.view.selection.rows() == []


def test_a_band_held_at_the_lower_edge_scrolls_on_and_takes_more(long_desk: Desk) -> None:
    desk = long_desk
    start = QPoint(2, 40)
    QTest.mousePress(desk.view.viewport(), LEFT, pos=start)
    desk.drag_to(QPoint(60, 200))
    corner = QPoint(desk.view.viewport().width() - 20, desk.view.viewport().height() + 10)
    desk.drag_to(corner)
    desk.qtbot.waitUntil(lambda: desk.view.scroller.top > 200, timeout=10_000)
    QTest.mouseRelease(desk.view.viewport(), LEFT, pos=corner)
    first, last = desk.view.selection.rows()[0]
    seen_at_first = desk.view.viewport().height() // desk.view.grid.pitch * desk.view.grid.columns
    assert (first, last > seen_at_first) == (0, True)
