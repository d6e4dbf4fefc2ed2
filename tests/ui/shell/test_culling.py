"""Judging in the gallery: keys, numbers in words, going on, the next open one, the context menu."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLineEdit, QMenu

from app.library import editing, gallery
from app.library.parts import AT_ONCE
from app.library.renaming import BadTemplate
from app.ui.culling.names import NamesDialog
from app.ui.kit.text import tr
from db import Card, Filter
from tests.ui.shell.windows import Desk

pytestmark = pytest.mark.slow


def card(desk: Desk, seq: int) -> Card:
    return gallery.cards(desk.library, [seq])[seq]


def current(desk: Desk) -> int:
    view = desk.window.gallery.view
    seq = desk.window.gallery.model.seq_at(view.selection.current())
    assert seq is not None
    return seq


def text(desk: Desk, action: str) -> str:
    return desk.window.actions_.by_id[action].text()


def test_x_rejects_the_selection_and_goes_on_to_the_next_item(desk: Desk) -> None:
    shown = desk.shown()
    desk.select(1, 2)
    desk.press("X")
    assert card(desk, shown[1]).rejected
    assert card(desk, shown[2]).rejected
    assert current(desk) == shown[3]
    assert desk.window.toast.text() == "Rejected 2 items"
    assert "Reject 2 items" in text(desk, "undo")
    desk.press("Ctrl+Z")
    assert not card(desk, shown[1]).rejected


def test_x_on_the_last_item_goes_back_to_the_one_before(desk: Desk) -> None:
    shown = desk.shown()
    desk.select(len(shown) - 1)
    desk.press("X")
    assert current(desk) == shown[-2]


def test_two_fast_presses_of_x_reject_two_items(desk: Desk) -> None:
    shown = desk.shown()
    desk.select(0)
    for _ in range(2):  # no event is handled in between, as when a key repeats while the window is busy
        desk.window.actions_.by_id["reject"].trigger()
    desk.settle()
    assert card(desk, shown[0]).rejected
    assert card(desk, shown[1]).rejected


def test_x_keeps_what_is_rejected_and_leaves_that_view(desk: Desk) -> None:
    first, second = desk.shown()[:2]
    editing.set_rejected(desk.library, [first, second], True)
    desk.session.show(Filter(project_id=desk.library.project_id).having("rejected"))
    desk.settle()
    assert desk.shown() == [first, second]
    desk.select(0)
    assert text(desk, "reject") == "Keep"
    desk.press("X")
    assert not card(desk, first).rejected
    desk.wait(lambda: desk.shown() == [second])
    assert current(desk) == second


def test_x_stays_on_the_item_where_rejected_ones_are_shown_too(desk: Desk) -> None:
    desk.session.show(Filter(project_id=desk.library.project_id).having("rejected", "too"))
    desk.settle()
    seq = desk.shown()[1]
    desk.select(1)
    desk.press("X")
    desk.press("X")
    assert current(desk) == seq
    assert not card(desk, seq).rejected


def test_labels_have_keys_and_the_same_key_takes_them_off(desk: Desk) -> None:
    shown = desk.shown()
    desk.select(0, 1)
    desk.press("7")
    assert {card(desk, seq).label for seq in shown[:2]} == {"yellow"}
    assert desk.window.toast.text() == "Labelled 2 items yellow"
    desk.press("7")
    assert {card(desk, seq).label for seq in shown[:2]} == {""}
    desk.window.actions_.by_id["label_purple"].trigger()
    assert card(desk, shown[0]).label == "purple"
    desk.window.actions_.by_id["label_none"].trigger()
    assert card(desk, shown[0]).label == ""


def test_with_going_on_a_rating_makes_the_next_item_current(desk: Desk) -> None:
    shown = desk.shown()
    desk.select(0)
    desk.press("3")
    assert current(desk) == shown[0]
    desk.window.actions_.by_id["go_on"].trigger()
    assert desk.window.actions_.by_id["go_on"].isChecked()
    desk.press("4")
    desk.press("S")
    desk.press("6")
    assert [card(desk, seq).rating for seq in shown[:2]] == [4, card(desk, shown[1]).rating]
    assert card(desk, shown[2]).label == "red"
    assert current(desk) == shown[3]
    assert desk.window.settings.go_on


def test_actions_on_several_items_say_the_number(desk: Desk) -> None:
    desk.select(0)
    assert text(desk, "trash") == "Move to Trash"
    assert (text(desk, "rate_4"), text(desk, "rate_0"), text(desk, "label_red")) == ("Rating 4", "No rating", "Red")
    desk.select(0, 1, 2)
    assert text(desk, "trash") == "Move 3 items to Trash"
    assert text(desk, "tag") == "Tag 3 items…"
    assert text(desk, "reject") == "Reject 3 items"
    assert text(desk, "rate_4") == "Rate 3 items 4 of 5"
    assert text(desk, "label_red") == "Label 3 items red"
    assert text(desk, "label_none") == "Take the label off 3 items"
    assert text(desk, "star") in ("Star 3 items", "Unstar 3 items")


def test_the_next_unrated_and_unseen_are_found_from_the_beginning_again(desk: Desk) -> None:
    shown = desk.shown()
    editing.set_rating(desk.library, shown, 2)
    editing.set_rating(desk.library, [shown[1]], 0)
    editing.set_starred(desk.library, [shown[1]], False)
    desk.settle()
    desk.select(5)
    desk.press("Shift+U")
    assert current(desk) == shown[1]
    desk.press("Shift+U")
    assert current(desk) == shown[1]
    assert desk.window.toast.text() == "No other item is unrated"
    unseen = [seq for seq in shown if card(desk, seq).unseen]
    assert unseen
    desk.press("U")
    assert current(desk) in unseen


def test_moving_the_rejected_to_trash_is_offered_once_there_are_some(desk: Desk) -> None:
    action = desk.window.actions_.by_id["trash_rejected"]
    assert not action.isEnabled()
    shown = desk.shown()
    editing.set_rejected(desk.library, shown[:3], True)
    desk.wait(action.isEnabled)
    assert action.text() == "Move 3 rejected items to Trash"
    action.trigger()
    desk.settle()
    desk.wait(lambda: not action.isEnabled())
    assert desk.window.toast.text() == "Moved 3 rejected items to Trash"
    assert all(card(desk, seq).trashed_at for seq in shown[:3])
    assert "Move 3 rejected items to Trash" in text(desk, "undo")


def test_letters_in_a_field_judge_nothing(desk: Desk) -> None:
    desk.select(0)
    seq = desk.shown()[0]
    desk.press("Ctrl+F")
    field = desk.window.focusWidget()
    assert isinstance(field, QLineEdit)
    desk.qtbot.keyClicks(field, "x7")
    assert field.text() == "x7"
    assert (card(desk, seq).rejected, card(desk, seq).label) == (False, "")


def menu_texts(menu: QMenu) -> list[str]:
    return [action.menu().title() if action.menu() else action.text() for action in menu.actions() if not action.isSeparator()]


def test_the_context_menu_has_submenus_keys_and_numbers(desk: Desk) -> None:
    desk.select(0, 1)
    desk.window.window_actions.gallery_menu(QPoint(10, 10))
    menu = desk.window.findChild(QMenu, "context_menu")
    assert menu is not None
    found = menu_texts(menu)
    assert [title for title in ("Rating", "Label", "Shot") if title in found] == ["Rating", "Label", "Shot"]
    assert "Tag 2 items…" in found
    assert "Rename" not in found  # of one item only
    assert not menu.actions()[-1].isSeparator()
    assert all(action.isShortcutVisibleInContextMenu() for action in menu.actions() if action.shortcut().toString())
    label = next(action.menu() for action in menu.actions() if action.menu() and action.menu().title() == "Label")
    assert isinstance(label, QMenu)
    assert len(label.actions()) == 7
    menu.close()


def test_the_context_menu_of_the_trash_restores(desk: Desk) -> None:
    desk.select(0, 1)
    desk.press("Del")
    desk.session.show(Filter(project_id=desk.library.project_id, trash=True))
    desk.settle()
    desk.select(0, 1)
    desk.window.window_actions.gallery_menu(QPoint(10, 10))
    menu = desk.window.findChild(QMenu, "context_menu")
    assert menu is not None
    assert menu_texts(menu) == ["Restore 2 items", "Empty Trash…"]
    menu.close()


def test_many_items_are_judged_beside_the_window(desk: Desk) -> None:
    many = desk.shown() * (AT_ONCE // 10)
    assert desk.window.commands.set_rejected(many, True)
    assert desk.window.working.running
    desk.settle()
    assert card(desk, desk.shown()[0] if desk.shown() else many[0]).seq
    assert all(card(desk, seq).rejected for seq in set(many))


def test_a_read_only_refusal_does_not_go_on(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_args: object) -> int:
        raise BadTemplate("No.", "Nothing was changed.", 0, 0)

    monkeypatch.setattr(editing, "set_rejected", refused)
    desk.select(0)
    desk.window.actions_.by_id["reject"].trigger()
    assert current(desk) == desk.shown()[0]


def test_renaming_by_template_shows_what_it_would_do_and_does_it(desk: Desk) -> None:
    shown = desk.shown()
    desk.select(0, 1)
    desk.window.actions_.by_id["rename_template"].trigger()
    dialog = desk.window.findChild(NamesDialog)
    assert dialog is not None
    desk.settle()
    assert dialog.table.rowCount() == 2
    dialog.field.selectAll()
    desk.qtbot.keyClicks(dialog.field, "shot_{nmae}")
    assert not dialog.done_button.isEnabled()
    assert "{name}" in dialog.error.text()
    assert dialog.table.item(0, 1).text() == ""
    desk.press("Return", dialog.field)
    assert dialog.field.selectedText() == "{nmae}"
    desk.qtbot.keyClicks(dialog.field, "{n:03}")
    desk.settle()
    assert dialog.table.item(1, 1).text() == "shot_002"
    dialog.done_button.click()
    desk.settle()
    assert [card(desk, seq).name for seq in shown[:2]] == ["shot_001", "shot_002"]
    assert desk.window.toast.text() == tr("Renamed {n} items", n=2)
    desk.window.actions_.by_id["undo"].trigger()
    desk.settle()
    assert card(desk, shown[0]).name != "shot_001"
