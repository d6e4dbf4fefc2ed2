"""Pages of the gallery, the inspector and the timeline, each as the steps that bring the window there."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint

from app.library import details, shots
from app.library import gallery as reads
from app.ui.shell.main_window import MainWindow
from db import Filter, variants
from tests.screens.waiting import SETTLE_MS, wait


def main_page(window: MainWindow) -> None:
    """Items selected, the first with variants; a shot open."""
    library = window.session.library
    ids = reads.ids(library, Filter(project_id=library.project_id))
    cards = reads.cards(library, [int(seq) for seq in ids[:60]])
    rows = [row for row, seq in enumerate(ids[:60]) if cards[int(seq)].variants >= 3]
    first = rows[0] if rows else 0
    view = window.gallery.view
    view.selection.only(first)
    view.setFocus()


def light_selection(window: MainWindow) -> None:
    """A clip is selected."""
    library = window.session.library
    ids = reads.ids(library, Filter(project_id=library.project_id).having("type", "video"))
    if len(ids):
        window.show_item(reads.ids_of(library, [int(ids[0])])[0])


def nothing_selected(window: MainWindow) -> None:
    """As it opens."""
    window.gallery.view.selection.nothing()


def no_result(window: MainWindow) -> None:
    """A search that finds nothing, with two filters."""
    window.session.show(Filter(project_id=window.session.library.project_id, text="lighthouse storm zebra")
                        .having("type", "video").having("star"))


def starred(window: MainWindow) -> None:
    """Only the starred items."""
    window.session.show(Filter(project_id=window.session.library.project_id).having("star"))


def parts(window: MainWindow) -> None:
    """Inside an item with parts."""
    library = window.session.library
    ids = reads.ids(library, Filter(project_id=library.project_id))
    cards = reads.cards(library, [int(seq) for seq in ids])
    parent = next((card for card in cards.values() if card.parts), None)
    if parent is not None:
        window.session.show(Filter(project_id=library.project_id, parent_id=parent.id))


def trash(window: MainWindow) -> None:
    """The trash."""
    window.session.show(Filter(project_id=window.session.library.project_id, trash=True))


def empty_shot(window: MainWindow) -> None:
    """A shot without items."""
    main_page(window)
    every = shots.all_shots(window.session.library)
    window.session.open_shot(next((shot.id for shot in every if not shot.items), every[0].id))


def long_shot(window: MainWindow) -> None:
    """The shot with the most items."""
    every = shots.all_shots(window.session.library)
    window.session.open_shot(max(every, key=lambda shot: shot.items).id)


def history(window: MainWindow) -> None:
    """The history is open, after a few changes of which the last was taken back."""
    library = window.session.library
    every = shots.all_shots(library)
    main_page(window)
    wait(SETTLE_MS)
    window.commands.star()
    shots.rename(library, every[1].id, "The long door")
    shots.move(library, every[-1].id, 2)
    window.window_actions.undo()
    window.window_actions.show_history()


def _told(window: MainWindow, params: dict[str, Any] | None, about: dict[str, Any]) -> None:
    """The newest picture is shown, and its file tells this of itself."""
    library = window.session.library
    ids = reads.ids_of(library, reads.first_ids(library, Filter(project_id=library.project_id).having("type", "image"), 1))
    primary = next(each for each in details.detail(library, ids[0]).variants if each.is_primary)
    with library.store.write("Told") as tx:
        variants.set_recipe(tx, primary.id, params, about)
    window.show_item(ids[0])


def signed(window: MainWindow) -> None:
    """A signed picture without a prompt."""
    sign = {"by": "OpenAI", "tool": "ChatGPT", "when": "2025-11-03T10:11:12+00:00", "valid": None}
    _told(window, {"tool": "ChatGPT", "sources": {"tool": "C2PA: claim generator"}},
          {"signed": sign, "source_type": "trainedAlgorithmicMedia", "sources": {"signed": "C2PA: last manifest"}})


def photo(window: MainWindow) -> None:
    """A photo that says all that a photo can."""
    _told(window, None, {
        "title": "The harbour", "caption": "Ships at the quay, the night before the regatta", "camera": "Leica M11-P",
        "lens": "Summilux-M 35 f/1.4", "exposure": 0.004, "aperture": 2.8, "iso": 400, "focal_length": 35.0,
        "gps": [51.508333, -0.125], "artist": "Ada", "copyright": "© 2025 Ada", "software": "Lightroom Classic 14", "cost": 0.35,
        "signed": {"by": "Leica Camera AG", "tool": "Leica M11-P", "when": "2025-01-02T03:04:05+00:00", "valid": None}})


def toast(window: MainWindow) -> None:
    """Something was just done."""
    main_page(window)
    wait(SETTLE_MS)
    window.commands.trash()


def notice(window: MainWindow) -> None:
    """Something could not be done."""
    window.session.failed.emit("The disk is full. 2,048 files are in.", "Free some space and import the folder again.")


def grouped(window: MainWindow) -> None:
    """Grouped by shot, a little way down: the header of the first group stays at the top."""
    window.actions_.by_id["group_shot"].trigger()
    wait(SETTLE_MS)
    window.gallery.view.selection.only(4)
    window.gallery.view.scroll_by(120)


def judged(window: MainWindow) -> None:
    """Ratings, colour labels and a rejected item among the others."""
    library = window.session.library
    with library.store.write("Judged") as tx:
        for place, seq in enumerate(reads.first_ids(library, Filter(project_id=library.project_id), 12)):
            label = ("red", "orange", "yellow", "green", "blue", "purple", "")[place % 7]
            tx.execute("UPDATE generations SET label = ?, rating = ? WHERE seq = ?", (label, place % 6, seq))


def dates(window: MainWindow) -> None:
    """Made over two years, in large tiles: the scale of dates stands beside them."""
    library = window.session.library
    ids = reads.first_ids(library, Filter(project_id=library.project_id), 500)
    with library.store.write("Made") as tx:
        for place, seq in enumerate(ids):
            month = 24 - 24 * place // len(ids)
            tx.execute("UPDATE generations SET created_at = ? WHERE seq = ?",
                       (f"{2025 + (month - 1) // 12}-{(month - 1) % 12 + 1:02d}-15T12:00:00.000000Z", seq))
    window.toolbar.tile_size.setValue(304)


def scrubbed(window: MainWindow) -> None:
    """The pointer is over a clip that has a filmstrip."""
    view = window.gallery.view
    for row in view.visible_rows():
        card = view.card(row)
        if card is not None and card.duration_us and "video" in (card.type or ""):
            area = view.tiles.picture(view.cell(row), card)
            view.pointer.hover(QPoint(area.left() + area.width() * 7 // 10, area.center().y()))
            return
