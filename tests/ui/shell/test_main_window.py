"""The window as a whole: gestures that go from a key to the library and back into the views."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QApplication,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.library import shots
from app.library.library import Library
from app.ui.actions import SPECS
from app.ui.shell import outgoing
from app.ui.shell.layout import class_of
from db import Filter
from tests.ui.shell.windows import Desk, filled_library

pytestmark = pytest.mark.slow


def test_s_stars_the_selection_as_one_step_that_undo_takes_back(desk: Desk) -> None:
    desk.select(0, 1, 2)
    before = [card.starred for card in desk.cards()]
    desk.press("S")
    assert all(card.starred for card in desk.cards()[:3])
    assert "3 items" in desk.window.actions_.by_id["undo"].text()
    assert desk.window.toast.isVisible()
    desk.press("Ctrl+Z")
    assert [card.starred for card in desk.cards()] == before
    desk.press("Ctrl+Shift+Z")
    assert all(card.starred for card in desk.cards()[:3])


def test_a_letter_typed_into_the_search_field_stars_nothing(desk: Desk) -> None:
    desk.select(0)
    before = [card.starred for card in desk.cards()]
    desk.press("Ctrl+F")
    field = desk.window.focusWidget()
    assert isinstance(field, QLineEdit)
    desk.qtbot.keyClicks(field, "s3")
    assert field.text() == "s3"
    desk.settle()
    desk.session.show(Filter(project_id=desk.library.project_id))
    desk.settle()
    assert [card.starred for card in desk.cards()] == before


def test_delete_moves_to_trash_and_the_gallery_and_the_counts_follow(desk: Desk) -> None:
    shown = desk.shown()
    desk.select(0, 1)
    desk.press("Del")
    desk.wait(lambda: desk.shown() == shown[2:])
    assert desk.window.gallery.view.selection.current() >= 0
    desk.press("Ctrl+Z")
    desk.wait(lambda: desk.shown() == shown)


def test_restore_is_offered_in_the_trash_only(desk: Desk) -> None:
    desk.select(0)
    assert not desk.window.actions_.by_id["restore"].isEnabled()
    desk.press("Del")
    desk.session.show(Filter(project_id=desk.library.project_id, trash=True))
    desk.settle()
    desk.select(0)
    assert desk.window.actions_.by_id["restore"].isEnabled()
    assert not desk.window.actions_.by_id["trash"].isEnabled()
    desk.window.actions_.by_id["restore"].trigger()
    desk.settle()
    assert desk.shown() == []


def test_a_rating_key_rates(desk: Desk) -> None:
    desk.select(0, 1)
    desk.press("4")
    assert [card.rating for card in desk.cards()[:2]] == [4, 4]


def test_ctrl_e_adds_the_selection_at_the_end_of_the_open_shot(desk: Desk) -> None:
    every = shots.all_shots(desk.library)
    desk.session.open_shot(every[-1].id)
    assert every[-1].items == 0
    desk.select(0, 1)
    desk.press("Ctrl+E")
    found = shots.items(desk.library, every[-1].id)
    assert len(found) == 2
    assert found[0].timeline_frame == 0
    assert found[1].timeline_frame is not None
    assert [row.id for row in desk.window.timeline.page.model.rows.values()] == [row.id for row in found]


def test_the_gallery_acts_on_its_own_selection_after_an_item_of_the_timeline_was_looked_at(desk: Desk) -> None:
    desk.select(0, 1)
    page = desk.window.timeline.page
    page.lane.setFocus()
    page.select([next(iter(page.model.rows))])
    desk.wait(lambda: desk.session.selection.count == 1)
    desk.window.gallery.view.setFocus()
    desk.wait(lambda: desk.session.selection.count == 2)


def test_items_dragged_out_of_the_gallery_are_not_imported_again(desk: Desk) -> None:
    from PySide6.QtCore import QPoint, QUrl
    from PySide6.QtGui import QDragEnterEvent

    from app.ui.kit import mime

    def entered(data: object) -> bool:
        event = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                                Qt.KeyboardModifier.NoModifier)  # type: ignore[call-overload]
        event.ignore()
        QApplication.sendEvent(desk.window, event)
        return event.isAccepted()

    ours = mime.generations_data([desk.cards()[0].id])
    ours.setUrls([QUrl.fromLocalFile("/somewhere/a.png")])
    theirs = mime.generations_data([])
    theirs.clear()
    theirs.setUrls([QUrl.fromLocalFile("/somewhere/a.png")])
    assert not entered(ours)
    assert entered(theirs)


def test_copying_takes_the_files_that_are_there_and_tells_of_the_others(desk: Desk) -> None:
    desk.select(0, 1)
    first, second = desk.cards()[:2]
    assert first.location is not None
    assert second.location is not None
    desk.library.paths.file(first.location).unlink()
    desk.press("Ctrl+C")
    (copied,) = (Path(url.toLocalFile()) for url in QGuiApplication.clipboard().mimeData().urls())
    assert copied.stem == second.name
    assert copied.read_bytes() == desk.library.paths.file(second.location).read_bytes()
    assert "1 file is not where it was" in desk.window.notice.text()


def test_a_folder_that_no_file_manager_opens_is_named(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    monkeypatch.setattr(outgoing, "asked_by_bus", lambda _path: False)
    monkeypatch.setattr(outgoing, "shown_by_system", lambda _path: False)
    desk.select(0)
    desk.window.actions_.by_id["show_in_folder"].trigger()
    desk.settle()
    assert "uploads" in desk.window.notice.text()


def test_a_new_shot_from_the_selection_is_open_and_in_the_sidebar(desk: Desk) -> None:
    number = len(shots.all_shots(desk.library))
    desk.select(0, 1)
    desk.press("Ctrl+N")
    every = shots.all_shots(desk.library)
    assert len(every) == number + 1
    assert desk.session.shot_id == every[-1].id
    assert every[-1].items == 2


def test_deleting_the_open_shot_opens_another(desk: Desk) -> None:
    every = shots.all_shots(desk.library)
    desk.session.open_shot(every[1].id)
    shots.delete(desk.library, every[1].id)
    desk.wait(lambda: desk.session.shot_id == every[0].id)
    desk.library.store.undo()
    desk.settle()
    assert [shot.id for shot in shots.all_shots(desk.library)] == [shot.id for shot in every]


def test_a_refused_undo_is_a_notice_and_changes_nothing(desk: Desk) -> None:
    desk.select(0)
    desk.press("S")
    with desk.library.store.write(None) as tx:  # what only a foreign program does
        tx.execute("UPDATE generations SET starred = 1 - starred")
    desk.settle()
    desk.window.window_actions.undo()
    assert desk.window.notice.isVisible()
    assert "cannot be undone" in desk.window.notice.text()


def test_show_item_finds_a_part_that_the_filter_hides(desk: Desk) -> None:
    target = desk.cards()[-1]
    desk.session.show(Filter(project_id=desk.library.project_id, text="zebra"))
    desk.settle()
    desk.window.show_item(target.id)
    desk.wait(lambda: desk.session.selection.current == target.id)
    desk.wait(lambda: desk.window.inspector.shown_id() == target.id)


@pytest.mark.parametrize("region", ["sidebar", "inspector", "timeline"])
def test_a_region_closes_and_opens_by_its_action(desk: Desk, region: str) -> None:
    widget = {"sidebar": desk.window.sidebar, "inspector": desk.window.inspector,
              "timeline": desk.window.timeline.page}[region]
    action = desk.window.actions_.by_id[region]
    assert widget.isVisible()
    action.trigger()
    assert not widget.isVisible()
    assert not action.isChecked()
    action.trigger()
    assert widget.isVisible()


@pytest.mark.parametrize("width", [960, 1024, 1440, 1920, 2560])
def test_regions_have_the_widths_of_the_window_class(desk: Desk, width: int) -> None:
    desk.window.resize(width, 800)
    expected = class_of(width)
    assert desk.window.sidebar.width() == expected.sidebar
    assert desk.window.inspector.width() == expected.inspector
    assert desk.window.gallery.width() >= 360


def test_a_window_opens_with_the_widths_of_its_class(desk: Desk) -> None:
    expected = class_of(desk.window.width())
    assert (desk.window.sidebar.width(), desk.window.inspector.width()) == (expected.sidebar, expected.inspector)


def test_tiles_change_their_size_only_while_they_are_seen(desk: Desk) -> None:
    slider = desk.window.toolbar.tile_size
    desk.session.open_page("loras")
    assert not slider.isEnabled()
    desk.session.open_page("gallery")
    assert slider.isEnabled()


def test_f6_goes_through_every_region_and_comes_back(desk: Desk) -> None:
    regions: list[QWidget] = [desk.window.search, desk.window.sidebar, desk.window.gallery, desk.window.inspector,
                              desk.window.timeline.page]
    desk.select(0)
    desk.settle()
    seen = []
    for _ in regions:
        desk.press("F6")
        focused = desk.window.focusWidget()
        assert focused is not None
        seen.append(next(i for i, region in enumerate(regions) if region is focused or region.isAncestorOf(focused)))
    assert sorted(seen) == list(range(len(regions)))


def test_the_window_stands_as_it_was_left(qtbot: QtBot, tmp_path: Path) -> None:
    library = filled_library(tmp_path)
    first = Desk(qtbot, library)
    first.window.toolbar.tile_size.setValue(240)
    every = shots.all_shots(library)
    first.session.open_shot(every[1].id)
    first.window.actions_.by_id["inspector"].trigger()
    first.close()
    second = Desk(qtbot, Library.open(library.folder))
    try:
        assert second.window.gallery.tile_px() == 240
        assert second.session.shot_id == every[1].id
        assert not second.window.inspector.isVisible()
    finally:
        second.close()


def test_a_library_that_is_open_elsewhere_is_read_only_and_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    library = filled_library(tmp_path)
    second = Desk(qtbot, Library.open(library.folder))
    try:
        assert second.window.notice.isVisible()
        assert "read only" in second.window.notice.text()
        second.select(0)
        assert not second.window.actions_.by_id["star"].isEnabled()
        assert not second.window.actions_.by_id["undo"].isEnabled()
    finally:
        second.close()
        library.close()


def test_every_control_has_a_name_and_an_object_name(desk: Desk) -> None:
    desk.select(0)
    nameless = []
    for kind in (QPushButton, QToolButton, QLineEdit, QAbstractSlider, QAbstractButton):
        for widget in desk.window.findChildren(kind):
            if not widget.isVisible() or widget.objectName().startswith("qt_"):
                continue
            found = QAccessible.queryAccessibleInterface(widget)
            name = found.text(QAccessible.Text.Name) if found is not None else ""
            if not widget.objectName() or not name:
                nameless.append(f"{type(widget).__name__} {widget.objectName()!r} {name!r}")
    assert nameless == []


def test_focusable_views_have_names(desk: Desk) -> None:
    nameless = [f"{type(w).__name__} {w.objectName()!r}" for w in desk.window.findChildren(QWidget)
                if w.isVisible() and w.focusPolicy() & Qt.FocusPolicy.TabFocus and not w.accessibleName()
                and not isinstance(w, QAbstractButton | QLineEdit) and not w.objectName().startswith("qt_")]
    assert nameless == []


def test_no_two_actions_share_a_key_in_one_place(desk: Desk) -> None:
    seen: dict[tuple[str, str], str] = {}
    for spec in SPECS:
        for keys in spec.keys:
            for where in ("window", spec.where):
                assert seen.setdefault((where if spec.where != "window" else "window", keys), spec.id) == spec.id
    del desk


def test_long_changes_run_in_the_background_with_progress_and_can_be_cancelled(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.library import editing, parts
    from app.ui.shell import commands

    monkeypatch.setattr(parts, "AT_ONCE", 2)
    monkeypatch.setattr(commands, "AT_ONCE", 2)
    desk.window.gallery.view.selectAll()
    desk.wait(lambda: desk.session.selection.count == 12)
    desk.window.actions_.by_id["rate_5"].trigger()
    desk.wait(lambda: not desk.window.working.running)
    desk.settle()
    assert {card.rating for card in desk.cards()} == {5}
    desk.window.window_actions.undo()
    desk.wait(lambda: not desk.window.working.running)
    desk.settle()
    before = {card.rating for card in desk.cards()}
    assert before != {5}

    real = editing.set_rating

    def cancelling(*args: object, **options: object) -> int:
        desk.window.working._cancelled.set()  # noqa: SLF001 - as the button does, at a known moment
        return real(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(editing, "set_rating", cancelling)
    desk.window.actions_.by_id["rate_3"].trigger()
    desk.wait(lambda: not desk.window.working.running)
    desk.settle()
    assert {card.rating for card in desk.cards()} == before


def test_metadata_is_read_again_in_the_background_and_says_so(desk: Desk) -> None:
    desk.select(0, 1)
    desk.window.actions_.by_id["read_again"].trigger()
    desk.qtbot.waitUntil(lambda: desk.window.toast.isVisible() and not desk.window.working.running)
    assert "Nothing had to be changed." in desk.window.toast.text()
