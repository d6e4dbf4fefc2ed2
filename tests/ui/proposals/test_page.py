"""The page by its gestures: going, choosing, comparing, asking for answers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.library import editing, proposals
from app.ui.kit import theme
from app.ui.kit.elided import ElidedLabel
from app.ui.kit.empty_state import EmptyState
from app.ui.proposals import words
from app.ui.proposals.page import ProposalsPage
from app.ui.proposals.painting import two_lines
from app.ui.session import Session
from db import Proposal
from tests import factories
from tests.ui.proposals.conftest import Pairs, names, propose

LEFT, NONE, SHIFT, CONTROL = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier,
                              Qt.KeyboardModifier.ControlModifier)


@pytest.fixture
def asked(page: ProposalsPage) -> list[tuple[str, list[Proposal]]]:
    heard: list[tuple[str, list[Proposal]]] = []
    page.accept_asked.connect(lambda found: heard.append(("accept", found)))
    page.leave_asked.connect(lambda found: heard.append(("leave", found)))
    page.find_asked.connect(lambda: heard.append(("find", [])))
    return heard


def press(page: ProposalsPage, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(page.list, key, held)


def click(page: ProposalsPage, line: int, held: Qt.KeyboardModifier = NONE) -> None:
    QTest.mouseClick(page.list.viewport(), LEFT, held, page.list.row_rect(line).center())


def current(page: ProposalsPage, pairs: Pairs) -> str:
    found = page.list.current_proposal()
    assert found is not None
    return names(pairs, [found])[0]


def test_targets_with_the_newest_first_and_their_versions_the_surest_first(page: ProposalsPage, pairs: Pairs) -> None:
    groups = [names(pairs, list(group.proposals)) for group in page.list.lines.groups]
    assert groups == [["rose_v2", "bloom"], ["dune_2x", "dune_web"]]
    assert current(page, pairs) == "rose_v2"
    head = page.findChildren(ElidedLabel)
    assert any(each.text() == "3 items look like versions of others, 1 is made from another" for each in head)


def test_arrows_go_over_heads_and_home_and_end_to_the_ends(page: ProposalsPage, pairs: Pairs) -> None:
    way = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Home,
                Qt.Key.Key_Up, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
        press(page, key)
        way.append(current(page, pairs))
    assert way == ["bloom", "dune_2x", "dune_web", "dune_web", "dune_2x", "bloom", "rose_v2", "rose_v2", "dune_web", "rose_v2",
                   "dune_web"]


def test_shift_extends_control_adds_and_a_head_stands_for_its_group(page: ProposalsPage, pairs: Pairs) -> None:
    press(page, Qt.Key.Key_Down, SHIFT)
    press(page, Qt.Key.Key_Down, SHIFT)
    assert names(pairs, page.list.chosen()) == ["rose_v2", "bloom", "dune_2x"]
    click(page, 1)
    assert names(pairs, page.list.chosen()) == ["rose_v2"]
    click(page, 5, CONTROL)
    assert names(pairs, page.list.chosen()) == ["rose_v2", "dune_web"]
    click(page, 5, CONTROL)
    assert names(pairs, page.list.chosen()) == ["rose_v2"]
    click(page, 3)
    assert names(pairs, page.list.chosen()) == ["dune_2x", "dune_web"]
    click(page, 5, SHIFT)
    assert names(pairs, page.list.chosen()) == ["dune_2x", "dune_web"]
    press(page, Qt.Key.Key_A, CONTROL)
    assert len(page.list.chosen()) == 4


@pytest.mark.parametrize(("key", "what"), [(Qt.Key.Key_Return, "accept"), (Qt.Key.Key_Enter, "accept"),
                                           (Qt.Key.Key_Delete, "leave"), (Qt.Key.Key_Backspace, "leave")])
def test_keys_answer_what_is_chosen(
    page: ProposalsPage, pairs: Pairs, asked: list[tuple[str, list[Proposal]]], key: Qt.Key, what: str
) -> None:
    click(page, 3)
    press(page, key)
    assert [(each, names(pairs, found)) for each, found in asked] == [(what, ["dune_2x", "dune_web"])]


def test_buttons_answer_what_is_chosen_or_all(page: ProposalsPage, pairs: Pairs, asked: list[tuple[str, list[Proposal]]]) -> None:
    page.accept.click()
    page.leave.click()
    page.accept_all.click()
    page.leave_all.click()
    page.find_button.click()
    assert [(each, names(pairs, found)) for each, found in asked] == [
        ("accept", ["rose_v2"]), ("leave", ["rose_v2"]), ("accept", ["rose_v2", "bloom", "dune_2x", "dune_web"]),
        ("leave", ["rose_v2", "bloom", "dune_2x", "dune_web"]), ("find", [])]


def test_the_buttons_say_what_they_do_and_to_how_many(page: ProposalsPage) -> None:
    said = []
    for lines in ([1], [2], [4, 5], [1, 2]):
        click(page, lines[0])
        for line in lines[1:]:
            click(page, line, CONTROL)
        said.append((page.accept.text(), page.leave.text()))
    assert said == [("Group", "Leave"), ("Set as made from it", "Leave"), ("Group 2", "Leave 2"), ("Accept 2", "Leave 2")]


def test_what_was_answered_goes_and_the_next_one_is_current(qtbot: QtBot, page: ProposalsPage, pairs: Pairs) -> None:
    press(page, Qt.Key.Key_Down)
    found = page.list.current_proposal()
    assert found is not None
    proposals.leave(pairs.library, [found.id])
    qtbot.waitUntil(lambda: len(page.list.lines) == 5)
    assert current(page, pairs) == "dune_2x"
    pairs.library.store.undo()
    qtbot.waitUntil(lambda: len(page.list.lines) == 6)
    assert current(page, pairs) == "dune_2x"
    proposals.accept(pairs.library, [each.id for each in page.list.lines.groups[1].proposals])
    qtbot.waitUntil(lambda: len(page.list.lines) == 3)
    assert current(page, pairs) == "bloom"


def test_what_is_trashed_goes_and_what_is_found_comes(qtbot: QtBot, page: ProposalsPage, pairs: Pairs) -> None:
    editing.trash(pairs.library, factories.seqs(pairs.library, pairs.ids["dune"]))
    qtbot.waitUntil(lambda: len(page.list.lines) == 3)
    propose(pairs, ("variant", "dune_web", "dune_2x", 500))
    qtbot.waitUntil(lambda: len(page.list.lines) == 5)


def test_without_proposals_the_page_says_so_and_can_look(
    qtbot: QtBot, page: ProposalsPage, pairs: Pairs, asked: list[tuple[str, list[Proposal]]]
) -> None:
    proposals.leave(pairs.library, [each.id for group in page.list.lines.groups for each in group.proposals])
    empty = page.findChild(EmptyState, "proposals_empty")
    assert empty is not None
    qtbot.waitUntil(empty.isVisible)
    assert page.stage.pair() is None
    assert not page.accept_all.isVisible()
    button = page.findChild(QPushButton, "proposals_look")
    assert button is not None
    button.click()
    assert [each for each, _found in asked] == ["find"]
    press(page, Qt.Key.Key_Return)
    press(page, Qt.Key.Key_Down)
    assert [each for each, _found in asked] == ["find"]


def test_a_double_click_asks_for_the_item(page: ProposalsPage, pairs: Pairs) -> None:
    asked: list[str] = []
    page.item_requested.connect(asked.append)
    for line in (4, 3):
        QTest.mouseDClick(page.list.viewport(), LEFT, NONE, page.list.row_rect(line).center())
    assert asked == [pairs.ids["dune_2x"], pairs.ids["dune"]]


def test_the_current_one_is_spoken(page: ProposalsPage) -> None:
    assert page.list.accessibleDescription() == "“rose_v2.png” looks like “rose.png”, twice as large."
    assert "rose.png, Stays primary" in page.stage.accessibleDescription()
    assert "rose_v2.png, Becomes a variant of it" in page.stage.accessibleDescription()


def grabbed(page: ProposalsPage) -> QImage:
    return page.stage.grab().toImage()


def colour_at(page: ProposalsPage, point: QPoint) -> QColor:
    return grabbed(page).pixelColor(point)


def close_to(colour: QColor, wanted: tuple[int, int, int]) -> bool:
    return max(abs(a - b) for a, b in zip((colour.red(), colour.green(), colour.blue()), wanted, strict=True)) < 12


def test_the_two_stand_side_by_side_at_one_size_from_their_originals(qtbot: QtBot, page: ProposalsPage) -> None:
    qtbot.waitUntil(page.stage.is_sharp)
    one, other = page.stage.picture_rect(0), page.stage.picture_rect(1)
    assert one.size() == other.size()
    assert not one.intersects(other)
    assert close_to(colour_at(page, one.center()), factories.COLOURS[3])
    assert close_to(colour_at(page, other.center()), factories.COLOURS[4])


def test_a_click_lays_one_over_the_other_and_flips(qtbot: QtBot, page: ProposalsPage) -> None:
    qtbot.waitUntil(page.stage.is_sharp)
    QTest.mouseClick(page.stage, LEFT, NONE, page.stage.picture_rect(0).center())
    assert page.over_button.isChecked()
    assert page.stage.picture_rect(0) == page.stage.picture_rect(1)
    middle = page.stage.picture_rect(0).center()
    assert close_to(colour_at(page, middle), factories.COLOURS[3])
    QTest.mouseClick(page.stage, LEFT, NONE, middle)
    assert close_to(colour_at(page, middle), factories.COLOURS[4])
    press(page, Qt.Key.Key_Space)
    assert close_to(colour_at(page, middle), factories.COLOURS[3])
    QTest.keyClick(page.stage, Qt.Key.Key_Escape)
    assert page.side_button.isChecked()
    assert not page.stage.over
    page.over_button.click()
    assert page.stage.over
    page.side_button.click()
    assert not page.stage.over


def test_a_drag_wipes_and_brackets_too(qtbot: QtBot, page: ProposalsPage) -> None:
    qtbot.waitUntil(page.stage.is_sharp)
    press(page, Qt.Key.Key_Space)
    area = page.stage.picture_rect(0)
    start, end = area.center(), QPoint(area.left() + area.width() * 3 // 4, area.center().y())
    QTest.mousePress(page.stage, LEFT, NONE, start)
    QTest.mouseMove(page.stage, end)
    QTest.mouseRelease(page.stage, LEFT, NONE, end)
    assert page.stage.wipe == pytest.approx(0.75, abs=0.02)
    assert close_to(colour_at(page, area.center()), factories.COLOURS[3])
    assert close_to(colour_at(page, QPoint(area.right() - 4, area.center().y())), factories.COLOURS[4])
    QTest.keyClick(page.stage, Qt.Key.Key_BracketLeft)
    assert page.stage.wipe == pytest.approx(0.70, abs=0.02)
    QTest.keyClick(page.stage, Qt.Key.Key_BracketRight)
    assert page.stage.wipe == pytest.approx(0.75, abs=0.02)


def test_a_narrow_stage_stacks_the_two(page: ProposalsPage) -> None:
    page.stage.resize(300, 600)
    one, other = page.stage.boxes()
    assert other.top() > one.bottom()


def test_another_theme_and_text_size_paint_without_a_fault(page: ProposalsPage, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, "light", scale=1.5, reduce_motion=True)
    try:
        click(page, 3)
        assert not page.grab().isNull()
        assert page.list.row_rect(1).top() >= page.list.row_rect(0).bottom()
    finally:
        theme.apply(app, "dark", reduce_motion=True)


def test_a_read_only_library_can_be_looked_at_only(qtbot: QtBot, pairs: Pairs) -> None:
    from app.library.library import Library

    folder = pairs.library.folder
    pairs.library.close()
    session = Session(Library.open(folder, read_only=True))
    made = ProposalsPage(session)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: len(made.list.lines) == 6)
    assert not any(button.isEnabled() for button in (made.accept, made.leave, made.accept_all, made.leave_all, made.find_button))
    asked: list[object] = []
    made.accept_asked.connect(asked.append)
    QTest.keyClick(made.list, Qt.Key.Key_Return)
    assert asked == []
    session.close()


def test_reasons_are_wrapped_in_two_lines_and_lose_the_name_above_them(page: ProposalsPage) -> None:
    first, second = two_lines("Looks like “dune_walk_0412.png”, slightly cropped.", theme.font("small"), 150)
    assert first.startswith("Looks like")
    assert second
    assert two_lines("Short.", theme.font("small"), 150) == ("Short.", "")
    found = page.list.current_proposal()
    assert found is not None
    side = page.list.side(found.generation_id)
    assert words.short_reason(found, side) == "Looks like “rose.png”, twice as large."
    assert words.short_reason(found, None) == found.reason


def test_facts_say_what_is_known(page: ProposalsPage, pairs: Pairs) -> None:
    clip = proposals.sides(pairs.library, [pairs.ids["bloom"]])[pairs.ids["bloom"]]
    assert words.facts(clip)[:2] == ["320 × 180", "0:02"]
    assert "6 Feb 2026" in words.facts(clip)
    assert "recipe" in words.facts(clip)
