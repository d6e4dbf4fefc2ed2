"""Elided labels, pills, empty states, notices."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolTip
from pytestqt.qtbot import QtBot

from app.ui.kit import pill, theme
from app.ui.kit.elided import ElidedLabel
from app.ui.kit.empty_state import Choice, EmptyState
from app.ui.kit.notice import Notice

NAME = "lighthouse_keeper_at_the_window_0412"


def hover(widget: ElidedLabel) -> bool:
    event = QHelpEvent(QEvent.Type.ToolTip, QPoint(2, 2), widget.mapToGlobal(QPoint(2, 2)))
    QApplication.sendEvent(widget, event)
    return QToolTip.isVisible()


def test_a_name_is_cut_in_the_middle_and_told_in_the_tooltip(themed: QApplication, qtbot: QtBot) -> None:
    words = ElidedLabel(NAME)
    qtbot.addWidget(words)
    words.resize(100, 18)
    words.show()
    assert words.shown_text().endswith("0412")
    assert words.shown_text().startswith("light")
    assert words.text() == NAME
    assert hover(words)
    assert QToolTip.text() == NAME
    QToolTip.hideText()


def test_what_fits_has_no_tooltip(themed: QApplication, qtbot: QtBot) -> None:
    words = ElidedLabel(NAME)
    qtbot.addWidget(words)
    words.resize(words.sizeHint())
    words.show()
    assert not words.is_cut()
    assert words.shown_text() == NAME
    QToolTip.hideText()
    qtbot.waitUntil(lambda: not QToolTip.isVisible())
    assert not hover(words)


def test_a_sentence_is_cut_at_its_end(themed: QApplication, qtbot: QtBot) -> None:
    words = ElidedLabel("A lone figure crosses tall dunes", mode="end")
    qtbot.addWidget(words)
    words.resize(90, 18)
    assert words.shown_text().endswith("…")
    assert words.shown_text().startswith("A lone")


def test_an_elided_label_lets_its_layout_shrink_it(themed: QApplication, qtbot: QtBot) -> None:
    words = ElidedLabel(NAME)
    qtbot.addWidget(words)
    assert words.minimumSizeHint().width() < words.sizeHint().width() / 4


def test_a_pill_keeps_its_place_at_nought(themed: QApplication, qtbot: QtBot) -> None:
    count = pill.CountPill("filter_count", "Filters")
    qtbot.addWidget(count)
    empty = count.sizeHint()
    count.set_count(3)
    assert count.sizeHint() == empty
    assert count.accessibleName() == "Filters: 3"
    count.set_count(12345)
    assert count.sizeHint().width() > empty.width()


def test_a_pill_is_painted_in_the_accent(themed: QApplication, qtbot: QtBot) -> None:
    count = pill.CountPill("filter_count", "Filters")
    qtbot.addWidget(count)
    count.set_count(3)
    count.resize(count.sizeHint())
    ground = count.grab().toImage().pixelColor(3, count.height() // 2)
    assert ground.name() == theme.colours().accent_wash


def test_an_empty_state_offers_its_choices(themed: QApplication, qtbot: QtBot) -> None:
    done: list[str] = []
    place = EmptyState("gallery_empty")
    qtbot.addWidget(place)
    place.resize(600, 400)
    place.show()
    place.set_content(
        "images",
        "Drop files or folders here",
        "Pictures and clips are copied into the library. The originals stay where they are.",
        [
            Choice("Choose files", "choose_files", lambda: done.append("files")),
            Choice("Choose a folder", "choose_folder", lambda: done.append("folder")),
        ],
    )
    first, second = (place.findChild(QPushButton, name) for name in ("choose_files", "choose_folder"))
    assert isinstance(first, QPushButton)
    assert isinstance(second, QPushButton)
    assert (first.property("kind"), second.property("kind")) == ("primary", "secondary")
    qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    assert done == ["folder"]


def test_the_line_of_an_empty_state_is_shown_whole(themed: QApplication, qtbot: QtBot) -> None:
    place = EmptyState("gallery_empty")
    qtbot.addWidget(place)
    place.resize(600, 400)
    place.show()
    sentence = "Pictures and clips are copied into the library. The originals stay where they are."
    place.set_content("images", "Drop", sentence)
    line = next(found for found in place.findChildren(QLabel) if found.text() == sentence)
    assert line.height() >= 2 * line.fontMetrics().height()
    theme.apply(themed, "dark", scale=1.5)
    assert line.height() >= line.heightForWidth(line.width())


def test_an_empty_state_without_title_shows_its_line_only(themed: QApplication, qtbot: QtBot) -> None:
    place = EmptyState("inspector_empty")
    qtbot.addWidget(place)
    place.show()
    place.set_content("", "", "3,204 items, 41 GB")
    shown = [found.text() for found in place.findChildren(QLabel) if found.isVisible()]
    assert shown == ["3,204 items, 41 GB"]


def test_a_notice_stays_until_its_action_is_taken(themed: QApplication, qtbot: QtBot) -> None:
    done: list[int] = []
    bar = Notice("notice")
    qtbot.addWidget(bar)
    bar.show_notice("The disk is full.", "warn", "Go on", lambda: done.append(1))
    assert bar.isVisible()
    assert bar.height() == 40
    action = bar.findChild(QPushButton, "notice_action")
    assert isinstance(action, QPushButton)
    qtbot.mouseClick(action, Qt.MouseButton.LeftButton)
    assert done == [1]
    assert not bar.isVisible()


def test_a_notice_without_action_has_no_button_for_it(themed: QApplication, qtbot: QtBot) -> None:
    bar = Notice("notice")
    qtbot.addWidget(bar)
    bar.show_notice("This library was made by a newer Dailies. It was opened read only.", "info")
    action = bar.findChild(QPushButton, "notice_action")
    assert isinstance(action, QPushButton)
    assert action.isHidden()
