"""The views of the library in the sidebar: which of them the gallery shows, and the filter that shows one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from app.library import proposals, resources, training
from app.library.library import Library
from db import Condition, Filter

PlaceId = Literal["all", "unplaced", "starred", "trash"]


@dataclass(frozen=True)
class Place:
    """A row of the section Library."""

    id: PlaceId
    text: str
    icon: str


PLACES = (
    Place("all", "All media", "images"),
    Place("unplaced", "Unplaced", "inbox"),
    Place("starred", "Starred", "star"),
    Place("trash", "Trash", "trash-2"),
)


@dataclass(frozen=True)
class PagePlace:
    """A row of the section Library that shows a page of its own."""

    id: str
    text: str
    icon: str


PAGES = (
    PagePlace("proposals", "Proposals", "columns-2"),
    PagePlace("loras", "LoRAs", "layers"),
    PagePlace("training", "Training data", "film"),
)


def page_counts(library: Library) -> dict[str, int]:
    """How much is on each page, and in its trash (`loras_trash`) where it has one."""
    loras, training_files = resources.counts(library), training.counts(library)
    return {"loras": loras[0], "loras_trash": loras[1], "training": training_files[0], "training_trash": training_files[1],
            "proposals": proposals.count(library)}


def place_of(shown: Filter) -> PlaceId | None:
    """The row that is filled for this filter; None where the gallery shows a shot or the parts of an item."""
    if shown.shot is not None or shown.parent_id is not None:
        return None
    if shown.trash:
        return "trash"
    if Condition("unplaced") in shown.conditions:
        return "unplaced"
    return "starred" if Condition("star") in shown.conditions else "all"


def filter_of(place: PlaceId, shown: Filter) -> Filter:
    """The gallery shows that place; the search text, the type and the order stay."""
    anywhere = replace(_anywhere(shown), trash=place == "trash")
    flags = {"unplaced": "unplaced", "starred": "star"}
    return anywhere.having(flags[place]) if place in flags else anywhere


def filter_of_shot(shot_id: str, shown: Filter) -> Filter:
    """The gallery shows the items of that shot; the search text, the type and the order stay."""
    return replace(_anywhere(shown), shot=shot_id)


def _anywhere(shown: Filter) -> Filter:
    plain = shown.without("star").without("unplaced").without("shot").without("rejected")
    return replace(plain, shot=None, parent_id=None, trash=False, recent=False)
