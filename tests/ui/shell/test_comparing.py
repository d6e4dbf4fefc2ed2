"""Comparing, slide show and second window out of the whole window, and the way back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app import settings
from app.library import variants
from app.ui.shell.comparing import Comparing
from app.ui.viewer.compare import ComparePage
from app.ui.viewer.second import SecondWindow
from tests import factories
from tests.ui.shell.windows import Desk


def comparing(desk: Desk) -> Comparing:
    return desk.window.window_actions.comparing


def page(desk: Desk) -> ComparePage:
    found = comparing(desk).page
    assert found is not None
    return found


def compared(desk: Desk) -> list[str]:
    return [each.card.name or "" for each in page(desk).compared()]


def name_of(desk: Desk, row: int) -> str:
    card = desk.window.gallery.model.card(row)
    assert card is not None
    return card.name or ""


def test_c_compares_what_is_selected_and_escape_leads_back_to_it(desk: Desk) -> None:
    desk.select(1, 3, 4)
    desk.press("C")
    assert desk.session.page == "compare"
    assert page(desk).isVisible()
    assert not desk.window.gallery.isVisible()
    assert compared(desk) == [name_of(desk, row) for row in (1, 3, 4)]
    assert page(desk).stage.hasFocus()
    desk.press("Escape")
    assert desk.session.page == "gallery"
    assert desk.window.gallery.view.hasFocus()
    assert desk.session.selection.count == 3
    assert not page(desk).isVisible()
    assert desk.window.toolbar.isVisible()


def test_it_is_offered_for_one_to_four(desk: Desk) -> None:
    action = desk.window.actions_.by_id["compare"]
    desk.window.gallery.view.selection.nothing()
    desk.wait(lambda: desk.session.selection.count == 0)
    assert not action.isEnabled()
    desk.select(0, 1, 2, 3)
    assert action.isEnabled()
    desk.select(0, 1, 2, 3, 4)
    assert not action.isEnabled()


def test_one_item_is_compared_by_its_variants(desk: Desk) -> None:
    row = next(row for row, card in enumerate(desk.cards()) if card.variants == 3)
    desk.select(row)
    desk.press("C")
    assert compared(desk) == [name_of(desk, row)] * 3
    assert page(desk).compared()[0].variant.is_primary


def test_one_item_with_nothing_to_compare_it_with_says_so(desk: Desk) -> None:
    row = next(row for row, card in enumerate(desk.cards()) if card.variants == 1)
    desk.select(row)
    desk.press("C")
    assert desk.session.page == "gallery"
    assert "only one variant" in desk.window.toast.text()


def test_the_shown_variant_is_compared_with_the_primary(desk: Desk) -> None:
    row = next(row for row, card in enumerate(desk.cards()) if card.variants == 3)
    desk.select(row)
    desk.settle()
    desk.window.inspector.step_variant(2)
    desk.settle()
    shown = desk.window.inspector.shown_variant()
    assert shown is not None
    desk.window.actions_.by_id["compare_primary"].trigger()
    desk.settle()
    first, second = page(desk).compared()
    assert first.variant.is_primary
    assert second.variant.id == shown.id


def test_an_item_is_compared_along_its_lineage(desk: Desk) -> None:
    row = next(row for row, card in enumerate(desk.cards()) if card.variants == 3)
    desk.select(row)
    desk.settle()
    shown = desk.window.inspector.shown_variant()
    assert shown is not None
    desk.window.inspector.step_variant(1)
    other = desk.window.inspector.shown_variant()
    assert other is not None
    made = variants.detach(desk.library, other.id)
    desk.settle()
    desk.window.show_item(made)
    desk.wait(lambda: desk.session.selection.current == made)
    desk.window.actions_.by_id["compare_origin"].trigger()
    desk.settle()
    assert [each.card.id for each in page(desk).compared()] == [shown.generation_id, made]


def test_actions_on_the_gallery_rest_while_it_is_not_seen(desk: Desk) -> None:
    desk.select(0, 1)
    desk.press("C")
    assert not desk.window.actions_.by_id["trash"].isEnabled()
    assert not desk.window.actions_.by_id["add_to_shot"].isEnabled()


def test_another_page_or_place_leads_out_of_it(desk: Desk) -> None:
    desk.select(0, 1)
    desk.press("C")
    desk.window.actions_.by_id["show_loras"].trigger()
    desk.settle()
    assert not page(desk).isVisible()
    assert desk.window.pages.isVisible()


def test_a_toast_and_a_notice_are_seen_while_comparing(desk: Desk) -> None:
    desk.select(0, 1)
    desk.press("C")
    desk.press("S")
    assert desk.window.toast.isVisible()
    assert desk.window.toast.text().startswith(("Starred", "Unstarred"))
    desk.press("Ctrl+Z")
    desk.session.failed.emit("The disk is full.", "")
    assert desk.window.notice.isVisible()


def test_the_window_has_its_sizes_again_after_it_was_resized_meanwhile(desk: Desk) -> None:
    desk.select(0, 1)
    desk.press("C")
    desk.window.resize(1000, 700)
    desk.settle()
    desk.press("Escape")
    assert desk.window.sidebar.width() == 208


def test_c_in_the_viewer_compares_what_is_seen_and_escape_leads_back_to_it(desk: Desk) -> None:
    row = next(row for row, card in enumerate(desk.cards()) if card.variants == 3)
    desk.select(row)
    desk.press("Space")
    viewer = desk.window.window_actions.viewing.page
    assert viewer is not None
    desk.wait(lambda: viewer.showing.variant() is not None)
    desk.press("Down")
    seen = viewer.showing.variant()
    assert seen is not None
    assert not seen.is_primary
    desk.press("C")
    assert desk.session.page == "compare"
    assert [each.variant.id for each in page(desk).compared()][1] == seen.id
    assert not desk.window.toolbar.isVisible()
    desk.press("Escape")
    assert desk.session.page == "viewer"
    assert viewer.isVisible()
    assert viewer.hasFocus()
    assert viewer.showing.variant() == seen
    desk.press("Escape")
    assert desk.session.page == "gallery"
    assert desk.window.toolbar.isVisible()


# -- slide show ------------------------------------------------------------------------------------------------------


def slide_name(desk: Desk) -> str:
    slides = comparing(desk).slides
    shown = slides.shown() if slides is not None else None
    return (shown.card.name or "") if shown is not None else ""


def test_the_slide_show_begins_at_the_current_item_and_the_gallery_stands_where_it_ends(desk: Desk) -> None:
    desk.select(2)
    desk.window.actions_.by_id["slide_show"].trigger()
    desk.wait(lambda: slide_name(desk) == name_of(desk, 2))
    slides = comparing(desk).slides
    assert slides is not None
    assert slides.isFullScreen()
    QTest.keyClick(slides, Qt.Key.Key_Right)
    desk.wait(lambda: slide_name(desk) == name_of(desk, 3))
    QTest.keyClick(slides, Qt.Key.Key_Escape)
    assert comparing(desk).slides is None
    desk.wait(lambda: desk.session.selection.current == desk.cards()[3].id)


def test_several_selected_are_the_whole_show_and_stay_selected(desk: Desk) -> None:
    desk.select(1, 4)
    desk.window.actions_.by_id["slide_show"].trigger()
    for row in (1, 4, 1):
        desk.wait(lambda row=row: slide_name(desk) == name_of(desk, row))
        slides = comparing(desk).slides
        assert slides is not None
        QTest.keyClick(slides, Qt.Key.Key_Right)
    slides.close()
    desk.settle()
    assert desk.session.selection.count == 2


def test_how_long_pictures_stay_is_kept(desk: Desk) -> None:
    desk.window.actions_.by_id["slide_show"].trigger()
    slides = comparing(desk).slides
    assert slides is not None
    slides.seconds.setValue(17)
    slides.close()
    assert settings.load().slide_seconds == 17
    desk.window.actions_.by_id["slide_show"].trigger()
    again = comparing(desk).slides
    assert again is not None
    assert again.seconds.value() == 17


def test_a_preference_that_cannot_be_kept_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_settings: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("app.ui.shell.comparing.save", refuse)
    desk.window.actions_.by_id["slide_show"].trigger()
    slides = comparing(desk).slides
    assert slides is not None
    slides.seconds.setValue(9)
    assert "could not be kept" in desk.window.notice.text()
    slides.close()


def test_nothing_to_show_is_said(desk: Desk) -> None:
    from dataclasses import replace

    desk.session.show(replace(desk.session.filter, text="nothing has this name"))
    desk.settle()
    desk.window.actions_.by_id["slide_show"].trigger()
    assert comparing(desk).slides is None
    assert desk.window.toast.text() == "There is nothing to show here."


# -- second window ---------------------------------------------------------------------------------------------------


def second(desk: Desk) -> SecondWindow:
    found = comparing(desk).second
    assert found is not None
    return found


def second_name(desk: Desk) -> str:
    shown = second(desk).shown()
    return (shown.card.name or "") if shown is not None else ""


def test_the_second_window_follows_the_selection(desk: Desk) -> None:
    desk.select(2)
    action = desk.window.actions_.by_id["second_window"]
    action.trigger()
    desk.wait(lambda: second_name(desk) == name_of(desk, 2))
    assert action.isChecked()
    row = next(row for row, card in enumerate(desk.cards()) if card.type == "image" and row != 2)
    desk.select(row)
    desk.wait(lambda: second_name(desk) == name_of(desk, row))
    desk.wait(second(desk).canvas.is_sharp)
    assert name_of(desk, row) in second(desk).windowTitle()
    desk.window.gallery.view.selection.nothing()
    desk.wait(lambda: second(desk).shown() is None)
    nothing = second(desk).findChild(QWidget, "second_nothing")
    assert nothing is not None
    assert nothing.isVisible()
    action.trigger()
    assert comparing(desk).second is None
    assert not action.isChecked()


def test_it_follows_the_primary_too(desk: Desk) -> None:
    row = next(row for row, card in enumerate(desk.cards()) if card.variants == 3)
    desk.select(row)
    desk.window.actions_.by_id["second_window"].trigger()
    desk.wait(lambda: second_name(desk) == name_of(desk, row))
    before = second(desk).shown()
    with desk.library.store.read() as read:
        other = read.value("SELECT id FROM generation_variants WHERE generation_id = ? AND is_primary = 0",
                           (desk.cards()[row].id,))
    variants.set_primary(desk.library, other)
    desk.wait(lambda: second(desk).shown() is not None and second(desk).shown() != before)
    shown = second(desk).shown()
    assert shown is not None
    assert shown.variant.id == other


def test_f11_fills_its_screen_and_escape_goes_back_one_step(desk: Desk) -> None:
    desk.select(0)
    desk.window.actions_.by_id["second_window"].trigger()
    window = second(desk)
    assert desk.window.isActiveWindow()  # it does not take the keyboard
    window.activateWindow()
    desk.wait(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_F11)
    assert window.isFullScreen()
    assert not desk.window.isFullScreen()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isFullScreen()
    assert window.isVisible()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert comparing(desk).second is None


def test_keys_zoom_in_it(desk: Desk) -> None:
    row = next(row for row, card in enumerate(desk.cards()) if card.type == "image")
    desk.select(row)
    desk.window.actions_.by_id["second_window"].trigger()
    window = second(desk)
    desk.wait(window.canvas.is_sharp)
    QTest.keyClick(window, Qt.Key.Key_Z)
    assert window.canvas.zoom.scale is not None
    QTest.keyClick(window, Qt.Key.Key_Minus)
    QTest.keyClick(window, Qt.Key.Key_Plus)
    QTest.keyClick(window, Qt.Key.Key_Z)
    assert window.canvas.zoom.scale is None


def test_it_stands_where_it_stood_and_closes_with_the_first(desk: Desk) -> None:
    desk.window.actions_.by_id["second_window"].trigger()
    second(desk).setGeometry(40, 50, 500, 400)
    desk.window.actions_.by_id["second_window"].trigger()
    desk.window.actions_.by_id["second_window"].trigger()
    assert second(desk).size().width() == 500
    desk.window.close()
    assert comparing(desk).second is None
    from app.library import projects

    state = projects.window_state(desk.library)["comparing"]
    assert isinstance(state, dict)
    assert state["second"]


def test_what_stays_behind_is_whole(desk: Desk) -> None:
    """A check of the fixture's library after gestures that only look."""
    desk.select(0, 1)
    desk.press("C")
    desk.press("Escape")
    assert factories.problems(desk.library) == []
