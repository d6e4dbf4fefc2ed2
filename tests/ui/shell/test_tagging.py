"""The popover of tags by its keys: completion, last used, mixed state, taking off."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from app.library import tagging
from app.ui.culling.tags import Known, TagPopover, offered
from tests.ui.shell.windows import Desk

pytestmark = pytest.mark.slow


def opened(desk: Desk, *rows: int) -> TagPopover:
    desk.select(*rows)
    desk.press("T")
    popover = desk.window.judging.tags
    assert popover is not None
    assert popover.isVisible()
    desk.settle()
    return popover


def offers(popover: TagPopover) -> list[str]:
    return [popover.offers.item(at).data(Qt.ItemDataRole.UserRole) for at in range(popover.offers.count())]


def test_what_was_used_last_comes_first_then_the_frequent(desk: Desk) -> None:
    known = Known({"a": 9, "look/warm": 1, "b": 3, "warmth": 2}, ["look/warm"], {})
    assert offered(known, "") == ["look/warm", "a", "b", "warmth"]
    assert offered(known, "WAR") == ["look/warm", "warmth"]
    assert offered(known, "arm") == ["look/warm", "warmth"]
    assert offered(known, "zebra") == []
    assert len(offered(Known({str(n): n for n in range(30)}), "")) == 9


def test_enter_adds_what_was_typed_to_the_whole_selection(desk: Desk) -> None:
    shown = desk.shown()
    popover = opened(desk, 0, 1)
    assert popover.title.text() == "Tag 2 items"
    desk.qtbot.keyClicks(popover.field, "dune/dawn")
    desk.press("Return", popover.field)
    assert tagging.shared(desk.library, shown[:3]) == {"dune/dawn": 2}
    assert desk.window.toast.text() == "Tagged 2 items “dune/dawn”"
    desk.wait(lambda: popover.tags_there() == ["dune/dawn"])
    assert popover.field.text() == ""
    desk.press("Escape", popover.field)
    assert not popover.isVisible()
    assert desk.window.focusWidget() is desk.window.gallery.view


def test_alt_and_a_number_takes_one_of_the_last(desk: Desk) -> None:
    shown = desk.shown()
    for tag in ("first", "second", "third"):
        tagging.add(desk.library, shown[5:6], tag)
    popover = opened(desk, 0)
    desk.wait(lambda: offers(popover)[:3] == ["third", "second", "first"])
    desk.press("Alt+2", popover.field)
    assert tagging.shared(desk.library, shown[:1]) == {"second": 1}
    assert popover.isVisible()


def test_arrows_choose_and_enter_takes(desk: Desk) -> None:
    shown = desk.shown()
    tagging.add(desk.library, shown[5:6], "harbour")
    tagging.add(desk.library, shown[5:6], "hart")
    popover = opened(desk, 0)
    desk.wait(lambda: len(offers(popover)) == 2)
    desk.qtbot.keyClicks(popover.field, "har")
    wanted = offers(popover)[1]
    desk.press("Down", popover.field)
    desk.press("Down", popover.field)
    desk.press("Return", popover.field)
    assert tagging.shared(desk.library, shown[:1]) == {wanted: 1}


def test_a_tag_that_only_some_have_says_so_and_is_taken_off_all(desk: Desk) -> None:
    shown = desk.shown()
    tagging.add(desk.library, shown[:2], "dune")
    popover = opened(desk, 0, 1, 2)
    desk.wait(lambda: popover.tags_there() == ["dune"])
    said = [label.text() for label in popover.findChildren(type(popover.title))]
    assert "2 of 3" in said
    button = popover.findChild(QToolButton, "tag_remove_dune")
    assert button.accessibleName() == "Remove tag dune"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    desk.settle()
    assert tagging.shared(desk.library, shown[:3]) == {}
    assert desk.window.toast.text() == "Removed “dune” from 3 items"


def test_a_tag_without_letters_is_refused_and_stays_to_be_mended(desk: Desk) -> None:
    popover = opened(desk, 0)
    desk.qtbot.keyClicks(popover.field, " / ")
    desk.press("Return", popover.field)
    assert popover.field.text() == " / "
    assert desk.window.notice.isVisible()


def test_without_a_selection_nothing_opens(desk: Desk) -> None:
    desk.window.gallery.view.selection.nothing()
    desk.settle()
    desk.window.judging.open_tags()
    assert desk.window.judging.tags is None
