"""The views of the library in the sidebar: which of them the gallery shows, and the filter that shows one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from app.library import proposals, resources, training
from app.library.library import Library
from app.ui.gallery.source import VIEWS, view_of
from db import Filter

PlaceId = Literal["all", "unplaced", "starred", "recent", "missing", "rejected", "trash"]


@dataclass(frozen=True)
class Place:
    """A row of the section Library. One that is not `always` there shows while there is something in it."""

    id: PlaceId
    text: str
    icon: str
    always: bool = True


PLACES = (
    Place("all", "All media", "images"),
    Place("unplaced", "Unplaced", "inbox"),
    Place("starred", "Starred", "star"),
    Place("recent", "Recent import", "download"),
    Place("missing", "Missing files", "triangle-alert"),
    Place("rejected", "Rejected", "ban", always=False),
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

_CONDITION: dict[PlaceId, str] = {"unplaced": "unplaced", "starred": "star", "missing": "missing", "rejected": "rejected"}
_PLACE: dict[str, PlaceId] = {"": "all", "trash": "trash", "recent": "recent",
                              **{condition: place for place, condition in _CONDITION.items()}}


def page_counts(library: Library) -> dict[str, int]:
    """How much is on each page, and in its trash (`loras_trash`) where it has one."""
    loras, training_files = resources.counts(library), training.counts(library)
    return {"loras": loras[0], "loras_trash": loras[1], "training": training_files[0], "training_trash": training_files[1],
            "proposals": proposals.count(library)}


def place_of(shown: Filter) -> PlaceId | None:
    """The row that is filled for this filter; None where the gallery shows a shot or the parts of an item."""
    return None if shown.shot is not None or shown.parent_id is not None else _PLACE[view_of(shown)]


def filter_of(place: PlaceId, shown: Filter) -> Filter:
    """The gallery shows that place; words, the other conditions and the order stay."""
    bare = replace(_anywhere(shown), trash=place == "trash", recent=place == "recent")
    return bare.having(_CONDITION[place]) if place in _CONDITION else bare


def filter_of_shot(shot_id: str, shown: Filter) -> Filter:
    """The gallery shows the items of that shot; words, the other conditions and the order stay."""
    return replace(_anywhere(shown), shot=shot_id)


def filter_of_tag(tag: str, shown: Filter) -> Filter:
    """The gallery shows what has that tag or one below it, and no other tag is asked for; words and order stay."""
    return _anywhere(shown).without("tag").having("tag", tag)


def unsorted(shown: Filter) -> Filter:
    """What is asked for, whatever its order."""
    return replace(shown, sort="made", descending=True, like=None)


def _anywhere(shown: Filter) -> Filter:
    bare = replace(shown, shot=None, parent_id=None, trash=False, recent=False)
    for key in (*VIEWS, "shot"):
        bare = bare.without(key)
    return bare
