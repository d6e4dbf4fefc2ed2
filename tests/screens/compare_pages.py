"""Comparing, each way as the steps that bring the window there."""

from __future__ import annotations

from app.library import gallery, variants
from app.ui.shell.main_window import MainWindow
from app.ui.viewer.compare_stage import Mode
from db import Filter
from db import variants as rows
from tests.screens.waiting import SETTLE_MS, wait


def _compare(window: MainWindow, mode: Mode, most: int) -> None:
    """An item with variants, whose second has another recipe, compared in this way."""
    library = window.session.library
    seqs = [int(seq) for seq in gallery.first_ids(library, Filter(project_id=library.project_id), 200)]
    cards = gallery.cards(library, seqs)
    chosen = max((cards[seq] for seq in seqs if cards[seq].type == "image"), key=lambda card: min(card.variants, most))
    with library.store.read() as read:
        of_it = rows.of(read, chosen.id)
    params = of_it[0].params or {}
    prompt = str(params.get("prompt") or "a lighthouse at dusk, film grain")
    changed = params | {"prompt": prompt.replace(",", " at night,", 1), "seed": "884201401", "cfg": 5.5}
    with library.store.write("Told") as tx:
        rows.set_recipe(tx, of_it[0].id, params | {"prompt": prompt}, of_it[0].about)
        rows.set_recipe(tx, of_it[1].id, changed, of_it[1].about)
    variants.mark_viewed(library, [each.id for each in of_it])
    window.show_item(chosen.id)
    wait(SETTLE_MS)
    window.actions_.by_id["compare"].trigger()
    wait(4 * SETTLE_MS)
    page = window.window_actions.comparing.page
    if page is not None:
        page.set_compared(page.compared()[:most])
        page.stage.set_interval(0)
        page.set_gain(4)
        page.set_mode(mode)
        wait(4 * SETTLE_MS)


def compare_side(window: MainWindow) -> None:
    """Beside each other, up to four."""
    _compare(window, "side", 4)


def compare_wipe(window: MainWindow) -> None:
    """One over the other, with the line between them."""
    _compare(window, "wipe", 2)


def compare_difference(window: MainWindow) -> None:
    """Subtracted."""
    _compare(window, "difference", 2)
