"""Pages of searching: the field, the filters, and what the sidebar has beside the shots."""

from __future__ import annotations

from dataclasses import replace

from app.library import gallery as reads
from app.library import searches, tagging
from app.ui.shell.main_window import MainWindow
from db import Filter, parsed
from tests.screens.waiting import SETTLE_MS, wait

TAGS = ("look/warm", "look/cold", "look/grain/fine", "look/grain/coarse", "draft", "hero", "place/harbour", "place/dunes",
        "a tag with a name that is far too long for any sidebar", "client/final round/approved")


def _fill(window: MainWindow) -> None:
    library = window.session.library
    ids = [int(seq) for seq in reads.first_ids(library, Filter(project_id=library.project_id), 60)]
    for number, tag in enumerate(TAGS):
        tagging.add(library, ids[number::number + 2], tag)
    for name, query in (("Warm clips", "type:video tag:look/warm"), ("Best of the harbour", "rating:>=4 tag:place/harbour"),
                        ("Everything that is still to be looked at before Friday", "unseen -tag:draft"), ("Night", "night")):
        searches.save(library, name, query)
    wait(4 * SETTLE_MS)


def sidebar(window: MainWindow) -> None:
    """Saved searches and tags; one tag is asked for."""
    _fill(window)
    window.sidebar.tags.tree.open_paths(["look", "place"])
    window.session.show(window.session.filter.having("tag", "look/warm"))


def many_tags(window: MainWindow) -> None:
    """Three hundred tags."""
    _fill(window)
    window.sidebar.tags.model.set_counts({f"series {n % 12:02}/take {n:03}": n * 37 % 2000 for n in range(300)})
    window.sidebar.tags.tree.setVisible(True)
    window.sidebar.tags.tree.open_paths([f"series {n:02}" for n in range(12)])


def chips(window: MainWindow) -> None:
    """Several conditions are asked for, and a word."""
    _fill(window)
    window.session.show(parsed('night type:image rating:>=1 -tag:draft size:>100kb aspect:16:9 date:year',
                               replace(window.session.filter, text="")))


def filters(window: MainWindow) -> None:
    """The filter menu is open."""
    chips(window)
    wait(SETTLE_MS)
    window.search.filters.toggle()


def suggestions(window: MainWindow) -> None:
    """A tag is being typed."""
    _fill(window)
    field = window.search.field
    window.activateWindow()
    field.setFocus()
    field.set_text("harbour tag:")
    field.setCursorPosition(len(field.text()))
    field.edited.emit(field.text())
    wait(4 * SETTLE_MS)
    field.popup.step(1)


def mistake(window: MainWindow) -> None:
    """A word that cannot be asked for."""
    field = window.search.field
    field.setFocus()
    field.set_text("harbour rating:many night")
    field.edited.emit(field.text())
    wait(2 * SETTLE_MS)
    field.close_offers()


def order(window: MainWindow) -> None:
    """Another order is named by its button."""
    window.session.show(replace(window.session.filter, sort="duration"))


def recent(window: MainWindow) -> None:
    """What the last import brought."""
    window.session.show(replace(window.session.filter, recent=True))


def missing_none(window: MainWindow) -> None:
    """It was looked for missing files; none are."""
    window.session.show(window.session.filter.having("missing"))
    wait(4 * SETTLE_MS)


def missing_some(window: MainWindow) -> None:
    """The files of three items are gone."""
    library = window.session.library
    ids = reads.first_ids(library, Filter(project_id=library.project_id), 3)
    for card in reads.cards(library, ids).values():
        assert card.location is not None
        library.paths.file(card.location).unlink()
    window.session.show(window.session.filter.having("missing"))
    wait(8 * SETTLE_MS)


def rejected_none(window: MainWindow) -> None:
    """Nothing is rejected."""
    window.session.show(window.session.filter.having("rejected"))
