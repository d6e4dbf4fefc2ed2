"""Comparing as a person does it: every way and every gesture, through real events, on a real library."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from app.library import comparison, editing, variants
from app.library.library import Library
from app.ui.kit import theme
from app.ui.session import Session
from app.ui.viewer.compare import ComparePage
from app.ui.viewer.compare_stage import MODES, Mode
from tests import factories

RED, BLUE, GREEN, GREY = (200, 30, 30), (30, 30, 200), (30, 160, 30), (90, 90, 90)
COLOURS = (RED, BLUE, GREEN, GREY)
Key = Qt.Key


class Desk:
    """The page with its library, and what tests ask of it."""

    def __init__(self, qtbot: QtBot, library: Library) -> None:
        self.qtbot, self.library = qtbot, library
        self.session = Session(library)
        self.page = ComparePage(self.session)
        self.stage = self.page.stage
        self.left = 0
        self.said: list[str] = []
        self.failed: list[str] = []
        self.page.left.connect(self._on_left)
        self.session.said.connect(lambda text, _undo: self.said.append(text))
        self.session.failed.connect(lambda text, _hint: self.failed.append(text))
        qtbot.addWidget(self.page)
        self.page.resize(1200, 700)
        self.page.show()
        qtbot.waitExposed(self.page)
        self.page.activateWindow()
        self.page.setFocus()

    def _on_left(self) -> None:
        self.left += 1

    def open(self, *items: str, sharp: bool = True) -> None:
        """These items are compared, and their pictures are there."""
        self.page.set_compared(comparison.chosen(self.library, items))
        if sharp:
            self.wait(lambda: all((found := self.page.pictures.get(each.variant)) is not None and found.sharp
                                  for each in self.page.compared()))
        self.settle()

    def settle(self) -> None:
        self.wait(lambda: not self.session.background.busy)
        QApplication.processEvents()
        self.wait(lambda: not self.session.background.busy)

    def wait(self, done: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(done, timeout=10_000)

    def key(self, key: Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.page.focusWidget() or self.page, key, keys)
        self.settle()

    def push(self, name: str) -> None:
        button = self.page.findChild(QAbstractButton, name)
        assert button is not None
        assert button.isVisible()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def pixel(self, x: int, y: int) -> tuple[int, int, int]:
        """What is seen at a point of the stage."""
        shown: QImage = self.stage.grab().toImage()
        found = shown.pixelColor(x, y)
        return found.red(), found.green(), found.blue()

    def middle(self, at: int) -> tuple[int, int, int]:
        """What is seen a little beside the middle of a picture's place."""
        spot = self.stage.cell(at).center()
        return self.pixel(spot.x() + 40, spot.y() + 60)

    def names(self) -> list[str]:
        return [label.text() for label in self.stage.labels if label.isVisible()]

    def percent(self) -> str:
        found = self.page.findChild(QWidget, "compare_percent")
        return str(found.text())  # type: ignore[union-attr]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    made = factories.make_library(tmp_path)
    recipe = {"prompt": "a red dog", "seed": "1"}
    for at, colour in enumerate(COLOURS):
        params = recipe if at == 0 else {"prompt": "a blue dog", "seed": str(at + 1)}
        factories.add_item(made, f"item_{at}", colour=colour, size=(1600, 900), params=params)
    made.store.forget_history()
    return made


@pytest.fixture
def items(library: Library) -> list[str]:
    with library.store.read() as read:
        return [row[0] for row in read.all("SELECT id FROM generations ORDER BY name")]


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, library: Library) -> Iterator[Desk]:
    theme.apply(qapp, "dark", reduce_motion=True)
    made = Desk(qtbot, library)
    yield made
    made.page.hide()
    made.session.close()


# -- ways ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [2, 3, 4])
def test_side_by_side_shows_all_beside_each_other_with_letters_and_names(desk: Desk, items: list[str], count: int) -> None:
    desk.open(*items[:count])
    assert desk.names() == [f"{letter} item_{at}" for at, letter in enumerate("ABCD"[:count])]
    assert [desk.middle(at) for at in range(count)] == list(COLOURS[:count])
    cells = [desk.stage.cell(at) for at in range(count)]
    assert not any(one.intersects(other) for one in cells for other in cells if one is not other)


def test_c_goes_through_the_ways_and_shift_c_back(desk: Desk, items: list[str]) -> None:
    desk.open(*items[:2])
    seen = []
    for _ in MODES:
        desk.key(Key.Key_C)
        seen.append(desk.stage.mode)
    assert seen == ["wipe", "flicker", "difference", "side"]
    desk.key(Key.Key_C, Qt.KeyboardModifier.ShiftModifier)
    assert desk.stage.mode == "difference"


@pytest.mark.parametrize("mode", MODES)
def test_each_way_has_a_button_that_shows_it(desk: Desk, items: list[str], mode: Mode) -> None:
    desk.open(*items[:2])
    desk.push(f"compare_mode_{mode}")
    assert desk.stage.mode == mode
    button = desk.page.findChild(QAbstractButton, f"compare_mode_{mode}")
    assert button is not None
    assert button.isChecked()


def test_the_wipe_shows_a_left_and_b_right_of_its_line(desk: Desk, items: list[str]) -> None:
    desk.open(*items[:2])
    desk.key(Key.Key_C)
    line = desk.stage.line.geometry().center()
    assert desk.pixel(line.x() - 60, line.y() + 60) == RED
    assert desk.pixel(line.x() + 60, line.y() + 60) == BLUE


def test_the_line_is_dragged_by_its_knob_and_anywhere_else(desk: Desk, items: list[str]) -> None:
    desk.open(*items[:2])
    desk.key(Key.Key_C)
    line, area = desk.stage.line, desk.stage.pictures_area()
    QTest.mousePress(line, Qt.MouseButton.LeftButton, pos=line.knob().center())
    QTest.mouseMove(line, line.knob().center() - QPoint(area.width() // 4, 0))
    QTest.mouseRelease(line, Qt.MouseButton.LeftButton)
    assert desk.stage.wipe == pytest.approx(0.25, abs=0.01)
    where = area.left() + area.width() // 4
    assert desk.pixel(where - 30, area.center().y() + 60) == RED
    assert desk.pixel(where + 30, area.center().y() + 60) == BLUE


def test_brackets_move_the_line_as_far_as_the_edges(desk: Desk, items: list[str]) -> None:
    desk.open(*items[:2])
    desk.key(Key.Key_BracketRight)
    assert desk.stage.wipe == 0.5  # side by side there is no line
    desk.key(Key.Key_C)
    desk.key(Key.Key_BracketRight)
    assert desk.stage.wipe == pytest.approx(0.52)
    for _ in range(2):
        desk.key(Key.Key_BracketLeft)
    assert desk.stage.wipe == pytest.approx(0.48)
    for _ in range(30):
        QTest.keyClick(desk.stage, Key.Key_BracketLeft)
    assert desk.stage.wipe == 0
    assert desk.pixel(desk.stage.pictures_area().left() + 60, desk.stage.line.geometry().center().y() + 60) == BLUE


def test_flicker_by_hand_shows_the_next_one_with_b(desk: Desk, items: list[str]) -> None:
    desk.open(*items[:3])
    desk.push("compare_mode_flicker")
    before = desk.stage.front
    colours = [desk.middle(0)]
    for _ in range(2):
        desk.key(Key.Key_B)
        colours.append(desk.middle(0))
    assert sorted(colours) == sorted(COLOURS[:3])
    desk.key(Key.Key_B)
    assert desk.stage.front == before
    assert not desk.stage.is_turning()


def test_flicker_turns_by_itself_at_the_chosen_pace_and_rests_in_other_ways(desk: Desk, items: list[str]) -> None:
    desk.open(*items[:2])
    desk.push("compare_mode_flicker")
    pace = desk.page.findChild(QComboBox, "compare_interval")
    assert pace is not None
    pace.setFocus()
    QTest.keyClick(pace, Key.Key_End)
    desk.wait(desk.stage.is_turning)
    before = desk.stage.front
    desk.wait(lambda: desk.stage.front != before)
    desk.push("compare_mode_side")
    assert not desk.stage.is_turning()


def test_the_difference_is_seen_and_amplified(desk: Desk, items: list[str]) -> None:
    desk.open(*items[:2])
    desk.push("compare_mode_difference")
    desk.wait(lambda: desk.stage.difference.picture() is not None)
    assert desk.middle(0) == (170, 0, 170)
    assert desk.page.bar.said() == "100 % of the pixels differ"
    gain = desk.page.findChild(QComboBox, "compare_gain")
    assert gain is not None
    assert gain.isVisible()
    gain.setFocus()
    QTest.keyClick(gain, Key.Key_Down)
    desk.settle()
    desk.wait(lambda: desk.middle(0) == (255, 0, 255))


def test_the_same_picture_twice_says_so(desk: Desk, library: Library) -> None:
    item = factories.add_item(library, "twice", variants=2, colour=GREEN)
    desk.open(item)
    desk.push("compare_mode_difference")
    desk.wait(lambda: desk.page.bar.said() == "Every pixel is the same")


def test_b_swaps_a_and_b(desk: Desk, items: list[str]) -> None:
    desk.open(*items[:2])
    desk.key(Key.Key_B)
    assert desk.names() == ["A item_1", "B item_0"]
    assert [desk.middle(0), desk.middle(1)] == [BLUE, RED]


# -- zoom and place --------------------------------------------------------------------------------------------------


def wheel(widget: QWidget, at: QPoint, turned: int = 120) -> None:
    event = QWheelEvent(QPointF(at), QPointF(widget.mapToGlobal(at)), QPoint(), QPoint(0, turned), Qt.MouseButton.NoButton,
                        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(widget, event)


def test_zoom_and_place_go_in_step(desk: Desk, items: list[str]) -> None:
    desk.open(*items[:3])
    for _ in range(8):
        wheel(desk.stage.canvases[0], QPoint(30, 40))
    rects = [canvas.picture_rect() for canvas in desk.stage.canvases[:3]]
    assert rects[0] == rects[1] == rects[2]
    assert rects[0].width() > desk.stage.cell(0).width()
    before = rects[0]
    QTest.mousePress(desk.stage.canvases[1], Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    QTest.mouseMove(desk.stage.canvases[1], QPoint(60, 80))
    QTest.mouseRelease(desk.stage.canvases[1], Qt.MouseButton.LeftButton, pos=QPoint(60, 80))
    after = desk.stage.canvases[2].picture_rect()
    assert after.topLeft() != before.topLeft()
    assert desk.stage.canvases[0].picture_rect() == after


def test_pictures_of_different_sizes_show_the_same_place(desk: Desk, library: Library, items: list[str]) -> None:
    larger = factories.add_item(library, "upscaled", colour=GREY, size=(3200, 1800))
    desk.open(items[0], larger)
    assert desk.stage.canvases[0].picture_rect() == desk.stage.canvases[1].picture_rect()
    for _ in range(6):
        wheel(desk.stage.canvases[1], QPoint(50, 50))
    assert desk.stage.canvases[0].picture_rect() == desk.stage.canvases[1].picture_rect()


def test_keys_and_buttons_zoom(desk: Desk, items: list[str]) -> None:
    desk.open(*items[:2])
    fitted = desk.stage.canvases[0].scale()
    desk.key(Key.Key_Z)
    assert desk.stage.zoom.scale == 1
    assert desk.percent() == "100 %"
    desk.key(Key.Key_Plus)
    assert desk.stage.canvases[1].scale() == 1.5
    desk.key(Key.Key_Minus)
    desk.key(Key.Key_Z)
    assert desk.stage.canvases[0].scale() == fitted
    desk.push("compare_pixels")
    assert desk.stage.zoom.scale == 1
    desk.push("compare_fit")
    assert desk.stage.zoom.scale is None


def test_the_line_stays_in_what_is_seen_when_zoomed(desk: Desk, items: list[str]) -> None:
    desk.open(*items[:2])
    desk.key(Key.Key_C)
    for _ in range(10):
        wheel(desk.stage.canvases[0], QPoint(10, 300))
    assert desk.stage.cell(0).adjusted(-1, 0, 1, 0).contains(desk.stage.line.geometry().center())
    line = desk.stage.line.geometry().center()
    assert desk.pixel(line.x() - 60, line.y() + 60) == RED
    assert desk.pixel(line.x() + 60, line.y() + 60) == BLUE


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
    assert "is not where it was" in desk.failed[0]
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
