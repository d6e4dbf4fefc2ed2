"""What is done with one of those compared, what differs beside them, and the way back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from app.library import comparison, editing, variants
from app.library.library import Library
from app.ui.kit import theme
from tests import factories
from tests.ui.viewer.comparing.desk import GREEN, Desk, Key

# -- the one that keys act on ----------------------------------------------------------------------------------------


def test_tab_and_arrows_move_the_focus_and_tab_leaves_at_the_end(desk: Desk, items: list[str]) -> None:
    desk.open(*items)
    desk.stage.setFocus()
    desk.stage.set_focused(0)
    desk.key(Key.Key_Tab)
    assert desk.stage.focused == 1
    desk.key(Key.Key_Down)
    assert desk.stage.focused == 3
    desk.key(Key.Key_Left)
    assert desk.stage.focused == 2
    desk.key(Key.Key_Up)
    assert desk.stage.focused == 0
    assert desk.stage.accessibleDescription() == "A of 4: item_0"
    for _ in range(3):
        desk.key(Key.Key_Tab)
    assert desk.stage.focused == 3
    desk.key(Key.Key_Tab)
    assert not desk.stage.hasFocus()


def test_a_click_moves_the_focus(desk: Desk, items: list[str]) -> None:
    desk.open(*items[:3])
    QTest.mouseClick(desk.stage.canvases[2], Qt.MouseButton.LeftButton)
    assert desk.stage.focused == 2
    assert [label.is_ringed() for label in desk.stage.labels[:3]] == [False, False, True]


def test_with_more_than_two_the_pair_is_the_first_and_the_one_chosen_beside_it(desk: Desk, items: list[str]) -> None:
    desk.open(*items[:3])
    QTest.mouseClick(desk.stage.canvases[2], Qt.MouseButton.LeftButton)
    desk.key(Key.Key_C)
    assert desk.names() == ["A item_0", "C item_2"]
    QTest.mouseClick(desk.stage.canvases[0], Qt.MouseButton.LeftButton, pos=QPoint(20, 300))
    assert desk.names() == ["A item_0", "C item_2"]
    line = desk.stage.line.geometry().center()
    assert desk.pixel(line.x() + 60, line.y() + 60) == GREEN


def test_s_stars_the_focused_item_and_undo_takes_it_back(desk: Desk, items: list[str]) -> None:
    desk.open(*items[:2])
    desk.key(Key.Key_S)
    assert factories.card(desk.library, items[1]).starred
    assert not factories.card(desk.library, items[0]).starred
    assert desk.said == ["Starred “item_1”"]
    desk.wait(lambda: desk.page.compared()[1].card.starred)
    star = desk.page.findChild(QAbstractButton, "compare_star")
    assert star is not None
    assert star.accessibleName() == "Unstar B"
    desk.library.store.undo()
    assert not factories.card(desk.library, items[1]).starred
    desk.wait(lambda: star.accessibleName() == "Star B")


def test_the_star_button_stars_and_unstars(desk: Desk, items: list[str]) -> None:
    desk.open(*items[:2])
    desk.stage.set_focused(0)
    desk.push("compare_star")
    assert factories.card(desk.library, items[0]).starred
    desk.wait(lambda: desk.page.compared()[0].card.starred)
    desk.push("compare_star")
    assert not factories.card(desk.library, items[0]).starred


def test_numbers_rate_the_focused_item(desk: Desk, items: list[str]) -> None:
    desk.open(*items[:2])
    desk.key(Key.Key_4)
    assert factories.card(desk.library, items[1]).rating == 4
    desk.key(Key.Key_0)
    assert factories.card(desk.library, items[1]).rating == 0


def test_x_rejects_the_focused_item_which_stays_on_the_screen_and_says_so(desk: Desk, items: list[str]) -> None:
    desk.open(*items[:2])
    desk.key(Key.Key_X)
    assert factories.card(desk.library, items[1]).rejected
    assert not factories.card(desk.library, items[0]).rejected
    desk.wait(lambda: desk.names() == ["A item_0", "B item_1, rejected"])
    desk.key(Key.Key_X)
    assert not factories.card(desk.library, items[1]).rejected
    assert desk.said == ["Rejected “item_1”", "Kept “item_1”"]


@pytest.mark.parametrize("by_button", [True, False])
def test_the_focused_variant_is_made_primary(desk: Desk, library: Library, by_button: bool) -> None:
    item = factories.add_item(library, "dune", variants=3)
    desk.open(item)
    wanted = desk.page.compared()[1].variant.id
    if by_button:
        desk.push("compare_make_primary")
    else:
        desk.key(Key.Key_Return)
    with library.store.read() as read:
        assert read.value("SELECT id FROM generation_variants WHERE generation_id = ? AND is_primary = 1", (item,)) == wanted
    desk.wait(lambda: desk.page.compared()[1].variant.is_primary)
    assert [label.text() for label in desk.stage.labels[:2]][1].endswith("primary")
    button = desk.page.findChild(QAbstractButton, "compare_make_primary")
    assert button is not None
    assert not button.isVisible()


def test_what_cannot_be_changed_is_said(desk: Desk, items: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from app.errors import UserError

    def refuse(*_given: object) -> None:
        raise UserError("The disk is full.", "Free some space.")

    desk.open(*items[:2])
    monkeypatch.setattr(editing, "set_starred", refuse)
    desk.key(Key.Key_S)
    assert desk.failed == ["The disk is full."]
    assert desk.said == []


# -- recipes, news, leaving ------------------------------------------------------------------------------------------


def test_what_differs_stands_beside_and_follows_the_focus(desk: Desk, items: list[str]) -> None:
    desk.open(*items[:3])
    assert [(change.field, change.old, change.new) for change in desk.page.panel.changes()] == [
        ("prompt", "a red dog", "a blue dog"), ("seed", "1", "2")]
    desk.key(Key.Key_Right)
    desk.wait(lambda: desk.page.panel.changes()[-1].new == "3")
    assert "From A to C" in desk.page.panel.toPlainText()


def test_along_a_lineage_each_is_told_against_the_one_before(desk: Desk, items: list[str]) -> None:
    desk.page.set_compared(comparison.primaries(desk.library, items[:3]), chain=True)
    desk.stage.set_focused(2)
    desk.settle()
    assert "From B to C" in desk.page.panel.toPlainText()
    assert [(change.field, change.old) for change in desk.page.panel.changes()] == [("seed", "2")]


def test_i_and_its_button_show_and_hide_what_differs(desk: Desk, items: list[str]) -> None:
    desk.open(*items[:2])
    assert desk.page.panel.isVisible()
    desk.key(Key.Key_I)
    assert not desk.page.panel.isVisible()
    desk.push("compare_info")
    assert desk.page.panel.isVisible()


def test_escape_and_the_arrow_lead_back(desk: Desk, items: list[str]) -> None:
    desk.open(*items[:2])
    desk.key(Key.Key_Escape)
    assert desk.left == 1
    desk.push("compare_back")
    assert desk.left == 2


def test_what_goes_away_is_no_longer_compared(desk: Desk, items: list[str]) -> None:
    desk.open(*items[:3])
    editing.trash(desk.library, factories.seqs(desk.library, items[1]))
    desk.wait(lambda: desk.names() == ["A item_0", "B item_2"])
    editing.trash(desk.library, factories.seqs(desk.library, items[2]))
    desk.wait(lambda: desk.left == 1)


def test_a_primary_changed_elsewhere_is_named_anew(desk: Desk, library: Library) -> None:
    item = factories.add_item(library, "dune", variants=2)
    desk.open(item)
    first, second = desk.page.compared()
    variants.set_primary(library, second.variant.id)
    desk.wait(lambda: desk.names()[1].endswith("primary"))
    assert not desk.names()[0].endswith("primary")
    assert desk.page.compared()[0].variant.id == first.variant.id


def test_a_file_that_is_gone_is_said_and_its_thumbnail_shown(desk: Desk, items: list[str]) -> None:
    gone = comparison.chosen(desk.library, items[:2])[1].variant
    desk.library.paths.file(gone.location).unlink()
    desk.open(*items[:2], sharp=False)
    desk.wait(lambda: bool(desk.failed))
    assert "not where it was" in desk.failed[0]
    desk.wait(lambda: desk.stage.canvases[1].picture() is not None)
    assert not desk.stage.canvases[1].is_sharp()


def test_variants_can_be_given_as_the_viewer_has_them(desk: Desk, items: list[str]) -> None:
    found = comparison.primaries(desk.library, items[:2])
    desk.page.set_variants([(found[0].card, found[0].variant), ("some name", found[1].variant)])
    desk.wait(lambda: len(desk.page.compared()) == 2)
    desk.settle()
    assert desk.names() == ["A item_0", "B item_1"]


def test_every_control_has_a_name(desk: Desk, items: list[str]) -> None:
    desk.open(*items)
    nameless = []
    for widget in desk.page.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.objectName().startswith("qt_"):
            found = QAccessible.queryAccessibleInterface(widget)
            if not widget.objectName() or found is None or not found.text(QAccessible.Text.Name):
                nameless.append(f"{type(widget).__name__} {widget.objectName()!r}")
    assert nameless == []


def test_both_themes_keep_the_ground_of_pictures(desk: Desk, items: list[str], qapp: QApplication) -> None:
    desk.open(*items[:2])
    dark = desk.pixel(2, 300)
    theme.apply(qapp, "light", reduce_motion=True)
    assert desk.pixel(2, 300) == dark == QColor(theme.colours().viewer).getRgb()[:3]
