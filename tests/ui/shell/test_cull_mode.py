"""The cull mode by its keys: judging, going on, undo, what is left, the end, tags."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton, QWidget

from app.library import editing, gallery, tagging
from app.ui.culling.mode import CullMode
from app.ui.culling.strip import Strip
from db import Card, Filter
from tests.ui.shell.windows import Desk

pytestmark = pytest.mark.slow


def opened(desk: Desk, *rows: int) -> CullMode:
    """The mode, opened by its keys with these rows chosen."""
    desk.select(*(rows or (0,)))
    desk.press("Ctrl+Shift+F")
    mode = desk.window.judging.mode
    assert mode is not None
    assert mode.is_open
    desk.settle()
    return mode


def card(desk: Desk, seq: int) -> Card:
    return gallery.cards(desk.library, [seq])[seq]


def press(desk: Desk, mode: CullMode, *keys: str) -> None:
    for key in keys:
        desk.press(key, mode)


def here(mode: CullMode) -> int:
    found = mode.current()
    assert found is not None
    return found.seq


def left(mode: CullMode) -> str:
    return mode.findChild(QWidget, "cull_head").accessibleDescription()


def ending(mode: CullMode) -> QWidget:
    return mode.findChild(QWidget, "cull_ending")


def unjudged(desk: Desk) -> list[int]:
    """Everything in the gallery without any judgement."""
    shown = desk.shown()
    editing.set_starred(desk.library, shown, False)
    editing.set_rating(desk.library, shown, 0)
    desk.settle()
    return shown


def test_keys_judge_and_go_on(desk: Desk) -> None:
    shown = unjudged(desk)
    mode = opened(desk)
    assert left(mode) == "12 of 12 to judge"
    press(desk, mode, "S", "X", "4", "6")
    assert card(desk, shown[0]).starred
    assert card(desk, shown[1]).rejected
    assert card(desk, shown[2]).rating == 4
    assert card(desk, shown[3]).label == "red"
    assert here(mode) == shown[4]
    desk.wait(lambda: left(mode) == "9 of 12 to judge")  # a colour is no judgement
    assert desk.window.toast.isVisible()


def test_rejected_items_stay_until_the_mode_is_left(desk: Desk) -> None:
    shown = unjudged(desk)
    mode = opened(desk)
    press(desk, mode, "X", "Left")
    assert here(mode) == shown[0]
    assert "rejected" in mode.findChild(QWidget, "cull_head").accessibleName()
    assert "rejected" in mode.accessibleDescription()
    press(desk, mode, "X")
    assert not card(desk, shown[0]).rejected


def test_undo_works_there_and_goes_back_to_what_it_changed(desk: Desk) -> None:
    shown = unjudged(desk)
    mode = opened(desk)
    press(desk, mode, "Right", "X")
    assert here(mode) == shown[2]
    press(desk, mode, "Ctrl+Z")
    assert not card(desk, shown[1]).rejected
    desk.wait(lambda: here(mode) == shown[1])
    press(desk, mode, "Ctrl+Shift+Z")
    assert card(desk, shown[1]).rejected


def test_moving_is_by_arrows_home_end_wheel_and_click(desk: Desk) -> None:
    shown = desk.shown()
    mode = opened(desk, 3)
    assert here(mode) == shown[3]
    press(desk, mode, "Left", "Left")
    assert here(mode) == shown[1]
    press(desk, mode, "Home", "Left")
    assert here(mode) == shown[0]
    press(desk, mode, "End")
    assert here(mode) == shown[-1]
    press(desk, mode, "Home")
    strip = mode.findChild(Strip)
    assert strip is not None
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=strip.cell(2).center())
    assert here(mode) == shown[2]


def test_a_selection_of_several_is_the_list(desk: Desk) -> None:
    shown = desk.shown()
    mode = opened(desk, 1, 4, 6)
    assert here(mode) == shown[6]  # the current one
    press(desk, mode, "Home")
    assert here(mode) == shown[1]
    press(desk, mode, "Right")
    assert here(mode) == shown[4]
    assert left(mode).endswith("of 3 to judge") or "judged" in left(mode)


def test_leaving_goes_back_to_the_tile_that_was_looked_at(desk: Desk) -> None:
    shown = desk.shown()
    mode = opened(desk)
    press(desk, mode, "Right", "Right", "Escape")
    assert not mode.is_open
    assert desk.window.gallery.view.hasFocus() or desk.window.focusWidget() is desk.window.gallery.view
    assert desk.window.gallery.model.seq_at(desk.window.gallery.view.selection.current()) == shown[2]
    assert not desk.window.isFullScreen()


def test_when_all_are_judged_a_card_says_the_sums(desk: Desk) -> None:
    shown = unjudged(desk)
    editing.set_rating(desk.library, shown[3:], 2)
    desk.settle()
    mode = opened(desk)
    press(desk, mode, "S", "X", "3")
    desk.wait(lambda: ending(mode).isVisible())
    assert ending(mode).findChild(QLabel, "cull_sums").text() == "11 kept, 1 starred, 1 rejected"
    trash = mode.findChild(QPushButton, "cull_trash")
    desk.wait(trash.isVisible)
    QTest.mouseClick(trash, Qt.MouseButton.LeftButton)
    desk.settle()
    assert card(desk, shown[1]).trashed_at
    desk.wait(lambda: ending(mode).findChild(QLabel, "cull_sums").text() == "11 kept, 1 starred, 0 rejected")
    assert not trash.isVisible()
    QTest.mouseClick(mode.findChild(QPushButton, "cull_done"), Qt.MouseButton.LeftButton)
    desk.settle()
    assert not mode.is_open


def test_after_the_last_one_the_card_offers_what_is_left(desk: Desk) -> None:
    shown = unjudged(desk)
    mode = opened(desk)
    press(desk, mode, "End", "5")
    desk.wait(lambda: ending(mode).isVisible())
    further = mode.findChild(QPushButton, "cull_next")
    assert desk.window.focusWidget() is further
    desk.press("Return", further)
    assert here(mode) == shown[0]
    assert not ending(mode).isVisible()


def test_correcting_a_judged_list_is_not_interrupted(desk: Desk) -> None:
    shown = unjudged(desk)
    editing.set_rating(desk.library, shown, 2)
    desk.settle()
    mode = opened(desk)
    press(desk, mode, "5")
    desk.settle()
    assert not ending(mode).isVisible()
    assert left(mode) == "All 12 judged"


def test_shift_u_goes_to_the_next_that_is_not_judged(desk: Desk) -> None:
    shown = unjudged(desk)
    editing.set_rating(desk.library, shown[:7], 1)
    desk.settle()
    mode = opened(desk)
    press(desk, mode, "Shift+U")
    desk.wait(lambda: here(mode) == shown[7])


def test_the_picture_becomes_sharp(desk: Desk) -> None:
    shown = desk.shown()
    picture = next(at for at, seq in enumerate(shown) if card(desk, seq).type == "image")
    mode = opened(desk, picture)
    desk.wait(mode.stage.is_sharp)


def test_a_file_that_is_gone_is_told_and_can_be_judged(desk: Desk) -> None:
    shown = unjudged(desk)
    picture = next(at for at, seq in enumerate(shown) if card(desk, seq).type == "image")
    location = card(desk, shown[picture]).location
    assert location
    desk.library.paths.file(location).unlink()
    mode = opened(desk, picture)
    desk.wait(lambda: "not where it was" in mode.findChild(QWidget, "cull_head").accessibleName())
    press(desk, mode, "X")
    assert card(desk, shown[picture]).rejected


def test_hovering_a_clip_asks_its_strip_for_the_place_of_the_mouse(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = desk.shown()
    clip = next(at for at, seq in enumerate(shown) if card(desk, seq).type == "video")
    asked: list[int] = []
    monkeypatch.setattr(desk.window.timeline.filmstrips, "at", lambda row, at_us: asked.append(at_us))
    mode = opened(desk, clip)
    desk.settle()
    canvas = mode.stage.canvas
    desk.wait(lambda: not canvas.picture_rect().isEmpty())  # type: ignore[attr-defined]
    middle = QPointF(canvas.rect().center())
    move = QMouseEvent(QEvent.Type.MouseMove, middle, canvas.mapToGlobal(middle), Qt.MouseButton.NoButton,
                       Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(canvas, move)
    assert asked
    assert 0.4 * 2_000_000 < asked[-1] < 0.6 * 2_000_000


def test_keys_of_the_window_behind_do_nothing(desk: Desk) -> None:
    mode = opened(desk)
    press(desk, mode, "Ctrl+F", "Ctrl+E", "Ctrl+A")
    assert mode.is_open
    assert desk.window.focusWidget() is mode


def test_an_empty_gallery_has_nothing_to_cull(desk: Desk) -> None:
    desk.session.show(Filter(project_id=desk.library.project_id, text="nothing has this name"))
    desk.settle()
    desk.window.actions_.by_id["cull"].trigger()
    assert desk.window.toast.text() == "There is nothing to cull here"
    assert desk.window.judging.mode is None


def test_the_trash_is_not_culled(desk: Desk) -> None:
    desk.session.show(Filter(project_id=desk.library.project_id, trash=True))
    desk.settle()
    assert not desk.window.actions_.by_id["cull"].isEnabled()


def test_a_refusal_is_said_where_it_can_be_read(desk: Desk) -> None:
    opened(desk)
    desk.session.failed.emit("The disk is full.", "Free some space.")
    assert desk.window.toast.text() == "The disk is full. Free some space."


def test_t_tags_the_item_and_esc_goes_back_to_the_mode(desk: Desk) -> None:
    shown = desk.shown()
    mode = opened(desk)
    press(desk, mode, "T")
    popover = desk.window.judging.tags
    assert popover is not None
    assert popover.isVisible()
    desk.qtbot.keyClicks(popover.field, "dune")
    desk.press("Return", popover.field)
    assert tagging.shared(desk.library, [shown[0]]) == {"dune": 1}
    desk.press("Escape", popover.field)
    assert not popover.isVisible()
    assert mode.is_open
    assert desk.window.focusWidget() is mode


def test_every_control_has_a_name(desk: Desk) -> None:
    mode = opened(desk)
    press(desk, mode, "End", "Right")
    assert ending(mode).isVisible()
    for child in mode.findChildren(QWidget):
        if isinstance(child, QPushButton | QToolButton) or child.focusPolicy() != Qt.FocusPolicy.NoFocus:
            assert child.objectName(), child
            assert child.accessibleName(), child


def test_going_on_can_be_switched_off(desk: Desk) -> None:
    shown = unjudged(desk)
    mode = opened(desk)
    button = mode.findChild(QToolButton, "cull_go_on")
    assert button.isChecked()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    press(desk, mode, "4", "7")
    assert here(mode) == shown[0]
    assert (card(desk, shown[0]).rating, card(desk, shown[0]).label) == (4, "yellow")
