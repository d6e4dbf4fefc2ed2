"""Proposals in the window: the row of the sidebar, the page in the middle, answers with toast and undo."""

from __future__ import annotations

import pytest

from app.jobs.runner import Runner
from app.library import gallery, proposals
from app.ui.shell import commands
from db import Filter, Found
from db import proposals as rows
from tests.ui.shell.windows import Desk

pytestmark = pytest.mark.slow


@pytest.fixture
def proposed(desk: Desk) -> list[str]:
    """The ids of three items: the first two look like versions of the third."""
    wanted = Filter(project_id=desk.library.project_id)
    ids = gallery.ids_of(desk.library, gallery.first_ids(desk.library, wanted, 3))
    with desk.library.store.write(None) as tx:
        rows.add(tx, desk.library.project_id, [Found("variant", item, ids[2], "They look alike.", 900) for item in ids[:2]])
    desk.wait(lambda: desk.window.sidebar.page_rows["proposals"].count() == 2)
    return ids


def open_page(desk: Desk) -> None:
    desk.window.sidebar.page_rows["proposals"].click()
    desk.wait(lambda: len(desk.window.pages.proposals().list.chosen()) == 1)
    desk.window.pages.take_focus()


def test_the_row_comes_with_the_first_proposal_and_opens_the_page(desk: Desk, proposed: list[str]) -> None:
    assert proposed
    row = desk.window.sidebar.page_rows["proposals"]
    assert row.isVisible()
    assert not desk.window.sidebar.rows["all"].isHidden()
    open_page(desk)
    assert row.isChecked()
    assert not any(each.isChecked() for each in desk.window.sidebar.rows.values())
    assert desk.window.pages.proposals().isVisible()
    assert not desk.window.gallery.isVisible()
    desk.window.sidebar.rows["all"].click()
    assert desk.window.gallery.isVisible()
    assert not row.isChecked()


def test_without_proposals_there_is_no_row_but_a_menu(desk: Desk) -> None:
    assert not desk.window.sidebar.page_rows["proposals"].isVisible()
    desk.window.actions_.by_id["show_proposals"].trigger()
    assert desk.window.sidebar.page_rows["proposals"].isVisible()
    assert desk.window.actions_.by_id["show_proposals"].isChecked()
    desk.window.actions_.by_id["show_gallery"].trigger()
    assert not desk.window.sidebar.page_rows["proposals"].isVisible()


def test_enter_groups_with_a_toast_and_undo_brings_the_item_back(desk: Desk, proposed: list[str]) -> None:
    before = desk.shown()
    open_page(desk)
    desk.press("Return", desk.window.pages.proposals().list)
    desk.wait(lambda: desk.window.sidebar.page_rows["proposals"].count() == 1)
    assert desk.window.toast.isVisible()
    assert proposals.count(desk.library) == 1
    desk.press("Ctrl+Z")
    desk.wait(lambda: desk.window.sidebar.page_rows["proposals"].count() == 2)
    desk.window.sidebar.rows["all"].click()
    desk.wait(lambda: desk.shown() == before)
    assert proposed


def test_all_at_once_goes_on_in_the_background(desk: Desk, proposed: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands.proposals, "AT_ONCE", 1)
    open_page(desk)
    desk.window.pages.proposals().accept_all.click()
    desk.wait(lambda: not desk.window.working.running and proposals.count(desk.library) == 0)
    assert "Group 2 items as variants" in desk.window.actions_.by_id["undo"].text()
    desk.press("Ctrl+Z")
    desk.wait(lambda: proposals.count(desk.library) == 2)
    assert proposed


def test_leaving_can_be_undone(desk: Desk, proposed: list[str]) -> None:
    open_page(desk)
    desk.window.pages.proposals().leave_all.click()
    desk.wait(lambda: proposals.count(desk.library) == 0)
    desk.press("Ctrl+Z")
    desk.wait(lambda: desk.window.sidebar.page_rows["proposals"].count() == 2)
    assert proposed


def test_a_double_click_shows_the_item_in_the_gallery(desk: Desk, proposed: list[str]) -> None:
    open_page(desk)
    desk.window.pages.proposals().list.show_asked.emit(proposed[0])
    desk.wait(lambda: desk.session.selection.current == proposed[0])
    assert desk.window.gallery.isVisible()


def test_actions_on_the_selection_wait_while_another_page_is_shown(desk: Desk, proposed: list[str]) -> None:
    desk.select(0)
    assert desk.window.actions_.by_id["trash"].isEnabled()
    open_page(desk)
    assert not desk.window.actions_.by_id["trash"].isEnabled()
    assert proposed


def test_a_search_of_the_whole_project_says_what_it_found(desk: Desk) -> None:
    heard: list[str] = []
    desk.session.said.connect(lambda text, _undo: heard.append(text))
    runner = Runner(desk.library)
    runner.start()
    desk.window.actions_.by_id["find_proposals"].trigger()
    desk.wait(lambda: heard[-1:] == ["Nothing new was found"])
    runner.stop()
    assert heard[0] == "Looking for what belongs together"
