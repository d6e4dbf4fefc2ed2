"""Where a drop or a paste goes: each place by real drop events, and by the keys while it has the focus."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QByteArray, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QWidget

from app.library import gallery, shots
from app.ui.inspector.strip import Strip
from app.ui.kit.drop_hint import DropHint
from app.ui.kit.mime import Picture
from db import Task, tasks
from tests.factories import png_bytes
from tests.ui.shell.windows import Desk

pytestmark = pytest.mark.slow

NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
COPY, LEFT = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton


@dataclass
class Hand:
    """Carries something over a widget as Qt does it: enter, move, then drop or leave."""

    desk: Desk
    _kept: list[object] = field(default_factory=list)  # Python must not free an event's data while Qt points at it

    def over(self, widget: QWidget, data: QMimeData, at: QPoint | None = None) -> bool:
        at = at if at is not None else widget.rect().center()
        enter = QDragEnterEvent(at, COPY, data, LEFT, NONE)
        move = QDragMoveEvent(at, COPY, data, LEFT, NONE)
        self._kept.extend((enter, move, data))
        enter.ignore()
        QApplication.sendEvent(widget, enter)
        if not enter.isAccepted():
            return False
        QApplication.sendEvent(widget, move)
        return move.isAccepted()

    def drop(self, widget: QWidget, data: QMimeData, at: QPoint | None = None) -> bool:
        at = at if at is not None else widget.rect().center()
        if not self.over(widget, data, at):
            self.leave(widget)
            return False
        event = QDropEvent(QPointF(at), COPY, data, LEFT, NONE)
        self._kept.append(event)
        QApplication.sendEvent(widget, event)
        self.desk.settle()
        return event.isAccepted()

    def leave(self, widget: QWidget) -> None:
        QApplication.sendEvent(widget, QDragLeaveEvent())

    def hint(self) -> tuple[str, bool]:
        """What stands beside the pointer, and whether it is a refusal."""
        found = self.desk.window.findChild(DropHint, "drop_hint")
        return ("", False) if found is None or found.isHidden() else (found.words(), found.refused)


@pytest.fixture
def hand(desk: Desk) -> Hand:
    return Hand(desk)


def files(*paths: Path | str) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def web_page() -> QMimeData:
    """A picture dragged out of a browser that gives its address only."""
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/cat.png")])
    return data


def screenshot() -> QMimeData:
    """What a screenshot puts on the clipboard."""
    image = QImage(8, 6, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    data = QMimeData()
    data.setImageData(image)
    return data


def imports(desk: Desk) -> list[Task]:
    with desk.library.store.read() as read:
        return tasks.of_type(read, "import")


def only_import(desk: Desk) -> tuple[list[str], dict[str, Any]]:
    """(names of the sources, target) of the one import that waits."""
    desk.wait(lambda: bool(imports(desk)))
    (task,) = imports(desk)
    return [Path(source).name for source in task.params["sources"]], task.params["target"]


def first_shot(desk: Desk) -> str:
    return shots.all_shots(desk.library)[0].id


def variants_strip(desk: Desk) -> Strip:
    found = desk.window.inspector.findChild(Strip, "variant_strip")
    assert found is not None
    return found


def parts_row(desk: Desk) -> QWidget:
    return desk.window.inspector.content.lineage.rows["parts"]


def shot_row(desk: Desk, row: int) -> QPoint:
    listed = desk.window.sidebar.list
    return listed.visualRect(listed.model().index(row, 0)).center()


# --- drops of files ------------------------------------------------------------------------------


def test_the_gallery_takes_files_into_the_project(desk: Desk, hand: Hand) -> None:
    assert hand.drop(desk.window.gallery, files("/somewhere/a.png"))
    assert only_import(desk) == (["a.png"], {})


def test_the_rest_of_the_window_takes_files_into_the_project_and_says_so(desk: Desk, hand: Hand) -> None:
    assert hand.over(desk.window, files("/somewhere/a.png"))
    assert hand.hint() == ("Import into My film", False)
    assert hand.drop(desk.window, files("/somewhere/a.png"))
    assert hand.hint() == ("", False)
    assert only_import(desk) == (["a.png"], {})


def test_a_shot_takes_files_without_a_frame(desk: Desk, hand: Hand) -> None:
    view = desk.window.sidebar.list.viewport()
    shot = shots.all_shots(desk.library)[1]
    assert hand.over(view, files("/somewhere/a.png"), shot_row(desk, 1))
    assert hand.hint() == (f"Import into the shot {shot.name}, unpositioned", False)
    assert hand.drop(view, files("/somewhere/a.png"), shot_row(desk, 1))
    assert hand.hint() == ("", False)
    assert only_import(desk) == (["a.png"], {"shot_id": shot.id})


def test_a_frame_of_the_timeline_takes_files_there(desk: Desk, hand: Hand) -> None:
    lane = desk.window.timeline.page.lane
    at = QPoint(round(lane.scale.x(90)), lane.height() // 2)
    assert hand.drop(lane, files("/somewhere/a.png"), at)
    names, target = only_import(desk)
    assert (names, target["shot_id"]) == (["a.png"], desk.session.shot_id)
    assert abs(target["frame"] - 90) <= 4


def test_the_tray_takes_files_without_a_frame(desk: Desk, hand: Hand) -> None:
    tray = desk.window.timeline.page.tray.viewport()
    assert hand.over(tray, files("/somewhere/a.png"))
    assert hand.hint()[0].endswith("unpositioned")
    assert hand.drop(tray, files("/somewhere/a.png"))
    assert hand.hint() == ("", False)
    assert only_import(desk) == (["a.png"], {"shot_id": desk.session.shot_id})


def test_the_variant_strip_takes_files_as_variants(desk: Desk, hand: Hand) -> None:
    desk.select(0)
    card = desk.cards()[0]
    assert hand.over(variants_strip(desk), files("/somewhere/a.png"))
    assert hand.hint() == (f"Add as variant of {card.name}", False)
    assert hand.drop(variants_strip(desk), files("/somewhere/a.png"))
    assert only_import(desk) == (["a.png"], {"variant_of": card.id})


def test_a_row_for_parts_appears_while_files_are_over_the_inspector(desk: Desk, hand: Hand) -> None:
    desk.select(0)
    row = parts_row(desk)
    assert not row.isVisible()
    assert hand.over(desk.window.inspector, files("/somewhere/a.png"), QPoint(20, 300))
    assert hand.hint() == ("Import into My film", False)
    assert row.isVisible()
    hand.leave(desk.window.inspector)
    desk.wait(lambda: not row.isVisible())
    assert hand.hint() == ("", False)


def test_the_row_of_parts_takes_files_as_parts(desk: Desk, hand: Hand) -> None:
    desk.select(0)
    card = desk.cards()[0]
    hand.over(desk.window.inspector, files("/somewhere/a.png"), QPoint(20, 300))
    assert hand.over(parts_row(desk), files("/somewhere/a.png"))
    assert hand.hint() == (f"Add as part of {card.name}", False)
    assert hand.drop(parts_row(desk), files("/somewhere/a.png"))
    assert only_import(desk) == (["a.png"], {"part_of": card.id})
    desk.wait(lambda: not parts_row(desk).isVisible())


def test_the_rest_of_the_inspector_takes_files_into_the_project(desk: Desk, hand: Hand) -> None:
    desk.select(0)
    assert hand.drop(desk.window.inspector, files("/somewhere/a.png"), QPoint(20, 300))
    assert only_import(desk) == (["a.png"], {})


# --- pictures without a file, and addresses ------------------------------------------------------


PLACES: dict[str, Callable[[Desk], tuple[QWidget, QPoint | None]]] = {
    "gallery": lambda desk: (desk.window.gallery, None),
    "window": lambda desk: (desk.window, None),
    "shot": lambda desk: (desk.window.sidebar.list.viewport(), shot_row(desk, 1)),
    "lane": lambda desk: (desk.window.timeline.page.lane, QPoint(300, 60)),
    "tray": lambda desk: (desk.window.timeline.page.tray.viewport(), None),
    "variants": lambda desk: (variants_strip(desk), None),
    "parts": lambda desk: (parts_row(desk), None),
    "inspector": lambda desk: (desk.window.inspector, QPoint(20, 300)),
}


@pytest.mark.parametrize("place", PLACES)
def test_every_place_takes_a_picture_without_a_file(desk: Desk, hand: Hand, place: str) -> None:
    desk.select(0)
    desk.window.inspector.offer_parts(True)
    widget, at = PLACES[place](desk)
    assert hand.drop(widget, screenshot(), at)
    names, _target = only_import(desk)
    assert re.fullmatch(r"Pasted \d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d\.png", names[0])
    kept = Path(imports(desk)[0].params["sources"][0])
    assert QImage(str(kept)).size().toTuple() == (8, 6)


@pytest.mark.parametrize("place", PLACES)
def test_every_place_refuses_an_address_and_says_why(desk: Desk, hand: Hand, place: str) -> None:
    desk.select(0)
    desk.window.inspector.offer_parts(True)
    widget, at = PLACES[place](desk)
    assert not hand.over(widget, web_page(), at)
    if place == "lane":
        preview = desk.window.timeline.page.model.preview
        assert preview is not None
        assert "works offline" in preview.plan.note
    else:
        words, refused = hand.hint()
        assert refused
        assert "works offline" in words
    hand.leave(widget)
    assert hand.hint() == ("", False)
    assert imports(desk) == []


@pytest.mark.parametrize("place", ["gallery", "window", "shot", "variants", "parts", "inspector"])
def test_no_place_takes_anything_in_a_read_only_library(
        desk: Desk, hand: Hand, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.select(0)
    desk.window.inspector.offer_parts(True)
    monkeypatch.setattr(desk.library.store, "read_only", True)
    desk.window.sidebar.refresh()
    widget, at = PLACES[place](desk)
    assert not hand.over(widget, files("/somewhere/a.png"), at)
    hand.leave(widget)


def test_a_picture_keeps_its_bytes_where_they_are_given(desk: Desk, hand: Hand) -> None:
    raw = png_bytes(number=5)
    data = screenshot()
    data.setData("image/png", QByteArray(raw))
    assert hand.drop(desk.window.gallery, data)
    only_import(desk)
    assert Path(imports(desk)[0].params["sources"][0]).read_bytes() == raw


def test_a_file_wins_over_its_picture_and_over_addresses(desk: Desk, hand: Hand) -> None:
    data = screenshot()
    data.setUrls([QUrl.fromLocalFile("/somewhere/a.png"), QUrl("https://example.org/a.png")])
    assert hand.drop(desk.window.gallery, data)
    assert only_import(desk) == (["a.png"], {})


def test_what_means_nothing_here_is_left_alone(desk: Desk, hand: Hand) -> None:
    data = QMimeData()
    data.setText("some words")
    assert not hand.over(desk.window.gallery, data)
    assert hand.hint() == ("", False)


def test_two_pictures_of_one_second_have_two_names(desk: Desk, hand: Hand) -> None:
    for _ in range(2):
        assert hand.drop(desk.window.gallery, screenshot())
    desk.wait(lambda: len(imports(desk)) == 2)
    assert len({task.params["sources"][0] for task in imports(desk)}) == 2


def test_a_picture_that_cannot_be_written_is_said(desk: Desk, hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_self: Picture, _path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Picture, "write", full)
    hand.drop(desk.window.gallery, screenshot())
    desk.wait(desk.window.notice.isVisible)
    assert "No space left" in desk.window.notice.text()
    assert imports(desk) == []
    assert list((desk.library.paths.cache / "arrivals").iterdir()) == []


def test_the_file_of_a_picture_is_gone_when_its_import_is_over(desk: Desk, hand: Hand, tmp_path: Path) -> None:
    hand.drop(desk.window.gallery, screenshot())
    only_import(desk)
    kept = Path(imports(desk)[0].params["sources"][0])
    assert kept.exists()
    with desk.library.store.write(None) as tx:
        task = tasks.claim(tx)
        assert task is not None
        tasks.finish(tx, task.id, {"imported": 1})
    desk.wait(lambda: not kept.exists())


# --- paste ---------------------------------------------------------------------------------------


def on_clipboard(data: QMimeData) -> None:
    QGuiApplication.clipboard().setMimeData(data)


def focus(desk: Desk, place: str) -> dict[str, Any]:
    """The place has the focus; the target that a paste has there."""
    window, timeline = desk.window, desk.window.timeline.page
    desk.select(0)
    current = desk.cards()[0].id
    timeline.set_frame(30)
    listed = window.sidebar.list
    second = shots.all_shots(desk.library)[1].id
    listed.setCurrentIndex(listed.model().index(1, 0))
    window.inspector.offer_parts(True)
    widgets: dict[str, tuple[QWidget, dict[str, Any]]] = {
        "gallery": (window.gallery.view, {}), "lane": (timeline.lane, {"shot_id": desk.session.shot_id, "frame": 30}),
        "tray": (timeline.tray, {"shot_id": desk.session.shot_id}), "shot": (listed, {"shot_id": second}),
        "variants": (variants_strip(desk), {"variant_of": current}),
        "parts": (window.inspector.content.lineage.rows["parts"].strip, {"part_of": current}),
    }
    widget, target = widgets[place]
    widget.setFocus()
    assert QApplication.focusWidget() is widget
    return target


FOCUSED = ("gallery", "lane", "tray", "shot", "variants", "parts")


@pytest.mark.parametrize("place", FOCUSED)
def test_files_are_pasted_where_the_focus_is(desk: Desk, place: str) -> None:
    target = focus(desk, place)
    on_clipboard(files("/somewhere/a.png", "/somewhere/b.png"))
    desk.press("Ctrl+V", QApplication.focusWidget())
    assert only_import(desk) == (["a.png", "b.png"], target)


@pytest.mark.parametrize("place", FOCUSED)
def test_a_screenshot_is_pasted_where_the_focus_is(desk: Desk, place: str) -> None:
    target = focus(desk, place)
    on_clipboard(screenshot())
    desk.press("Ctrl+V", QApplication.focusWidget())
    names, found = only_import(desk)
    assert found == target
    assert names[0].startswith("Pasted ")


@pytest.mark.parametrize(("place", "frame"), [("lane", 30), ("tray", None), ("shot", None)])
def test_items_copied_from_the_gallery_are_pasted_into_a_shot(desk: Desk, place: str, frame: int | None) -> None:
    desk.select(0, 2)
    copied = gallery.ids_of(desk.library, desk.session.selection.seqs())
    desk.press("Ctrl+C", desk.window.gallery.view)
    target = focus(desk, place)
    before = {item.id for item in shots.items(desk.library, target["shot_id"])}
    desk.press("Ctrl+V", QApplication.focusWidget())
    fresh = [item for item in shots.items(desk.library, target["shot_id"]) if item.id not in before]
    assert [item.generation_id for item in fresh] == copied
    assert (fresh[0].timeline_frame is None) == (frame is None)
    assert imports(desk) == []
    assert "Added 2 items" in desk.window.toast.text()


def test_items_copied_from_the_gallery_are_there_already(desk: Desk) -> None:
    desk.select(0)
    desk.press("Ctrl+C", desk.window.gallery.view)
    desk.press("Ctrl+V", desk.window.gallery.view)
    assert "in the library already" in desk.window.toast.text()
    assert imports(desk) == []


def test_items_copied_from_the_gallery_are_no_variants(desk: Desk) -> None:
    desk.select(1)
    desk.press("Ctrl+C", desk.window.gallery.view)
    focus(desk, "variants")
    desk.press("Ctrl+V", QApplication.focusWidget())
    assert "cannot be pasted here" in desk.window.notice.text()
    assert imports(desk) == []


def test_items_of_another_library_come_in_as_files(desk: Desk) -> None:
    data = files("/somewhere/a.png")
    data.setData("application/x-dailies-generations", QByteArray(b'["0190-not-here"]'))
    on_clipboard(data)
    focus(desk, "gallery")
    desk.press("Ctrl+V", desk.window.gallery.view)
    assert only_import(desk) == (["a.png"], {})


def test_an_address_is_refused_and_nothing_is_nothing(desk: Desk) -> None:
    focus(desk, "gallery")
    on_clipboard(web_page())
    desk.press("Ctrl+V", desk.window.gallery.view)
    assert "works offline" in desk.window.notice.text()
    words = QMimeData()
    words.setText("some words")
    on_clipboard(words)
    desk.press("Ctrl+V", desk.window.gallery.view)
    assert "nothing to paste" in desk.window.toast.text()
    assert imports(desk) == []


def test_words_are_pasted_into_a_field_and_not_imported(desk: Desk) -> None:
    words = QMimeData()
    words.setText("dune")
    words.setUrls([QUrl.fromLocalFile("/somewhere/a.png")])
    on_clipboard(words)
    desk.press("Ctrl+F", desk.window.gallery.view)
    field = QApplication.focusWidget()
    assert field is not None
    desk.press("Ctrl+V", field)
    assert imports(desk) == []


def test_parts_are_added_from_the_menu_too(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.ui.shell.window_actions.choose_files", lambda _window: [Path("/somewhere/a.png")])
    desk.select(0)
    desk.window.actions_.by_id["add_part"].trigger()
    assert only_import(desk) == (["a.png"], {"part_of": desk.cards()[0].id})
