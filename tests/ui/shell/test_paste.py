"""Where a paste goes: what has the focus decides."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QByteArray, QMimeData, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from app.library import gallery, shots
from tests.ui.shell.outside import files, imports, only_import, screenshot, variants_strip, web_page
from tests.ui.shell.windows import Desk

pytestmark = pytest.mark.slow


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
