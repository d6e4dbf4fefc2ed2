"""The gallery without items: why, and the way on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.library import gallery
from app.library.library import Library
from app.ui.gallery import source
from app.ui.kit.empty_state import Choice, EmptyState
from app.ui.kit.text import tr
from db import Filter


@dataclass(frozen=True)
class Emptiness:
    """Nothing is found: `n_source` are there without chips and search, `n_all` and `n_rejected` in the whole project."""

    filter: Filter
    n_source: int
    n_all: int
    n_rejected: int = 0


@dataclass(frozen=True)
class WaysOn:
    """What the buttons do."""

    show: Callable[[Filter], object]
    choose_files: Callable[[], object]
    choose_folder: Callable[[], object]


def look(library: Library, wanted: Filter) -> Emptiness:
    """Why nothing is found. Slow: not for the GUI thread."""
    bare = source.source_of(wanted)
    everything = Filter(project_id=wanted.project_id)
    n_source = gallery.count(library, bare)
    n_all = gallery.count(library, everything)
    n_rejected = 0 if n_all else gallery.count(library, everything.having("rejected"))
    return Emptiness(wanted, n_source, n_all, n_rejected)


def say(state: EmptyState, why: Emptiness, ways: WaysOn) -> None:
    """The empty state tells why, with working buttons."""
    wanted = why.filter
    everything = Filter(project_id=wanted.project_id, sort=wanted.sort, descending=wanted.descending, like=wanted.like)
    show_all = Choice(tr("Show all media"), "galleryShowAll", lambda: ways.show(everything))
    view = source.view_of(wanted)
    if view == "trash" and why.n_source == 0:
        state.set_content("trash-2", tr("Trash is empty"))
    elif view == "rejected" and why.n_source == 0:  # all may be rejected and restored: not the first run
        state.set_content("ban", tr("Nothing rejected"), tr("Press X on an item to reject it: the other views hide it."),
                          [show_all])
    elif why.n_all == 0 and why.n_rejected:
        state.set_content("ban", tr("Everything is rejected"), "",
                          [Choice(tr("Show rejected"), "galleryShowRejected", lambda: ways.show(everything.having("rejected")))])
    elif why.n_all == 0:
        _first_run(state, ways)
    elif why.n_source:
        _no_result(state, why, ways)
    else:
        icon, title, line = _NOTHING[view]
        state.set_content(icon, tr(title), tr(line) if line else "", [show_all])


_NOTHING = {  # view: icon, title, line
    "parent": ("scissors", "No parts", ""),
    "recent": ("download", "Nothing of the last import is here", "Its items are in the trash, or in another project."),
    "missing": ("circle-check", "No files are missing", "Every item has its file in the library."),
    "unplaced": ("inbox", "Everything is in a shot", ""),
    "star": ("star", "Nothing starred", "Press S on an item to star it."),
    "": ("images", "Nothing here", ""),
}


def _first_run(state: EmptyState, ways: WaysOn) -> None:
    state.set_content(
        "images",
        tr("Drop files or folders here"),
        tr("Pictures and clips are copied into the library. The originals stay where they are."),
        [
            Choice(tr("Choose files"), "galleryChooseFiles", ways.choose_files),
            Choice(tr("Choose a folder"), "galleryChooseFolder", ways.choose_folder),
        ],
    )


def _no_result(state: EmptyState, why: Emptiness, ways: WaysOn) -> None:
    wanted = why.filter
    n_chips = len(source.chips(wanted, {}))
    choices: list[Choice] = []
    if n_chips:
        choices.append(
            Choice(
                tr("Clear filters"), "galleryClearFilters", lambda: ways.show(source.without_chips(wanted))
            )
        )
    if wanted.text:
        choices.append(
            Choice(tr("Clear search"), "galleryClearSearch", lambda: ways.show(source.without_search(wanted)))
        )
    line = source.hidden_line(n_chips, bool(wanted.text), why.n_source)
    state.set_content("search-x", tr("Nothing matches"), line, choices)
