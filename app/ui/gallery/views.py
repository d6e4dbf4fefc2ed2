"""What is kept of each view (All, Starred, a shot, a search …): where one stood, what was chosen, how it is grouped."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any, cast

from app.library import gallery, grouping
from app.library.library import Library
from app.ui.gallery.grouped import GroupedOrder, Groups
from app.ui.gallery.order import Order
from app.ui.gallery.place import Spot
from app.ui.gallery.selection import SelectedSeqs
from app.ui.gallery.source import source_of
from db import Changes, Filter
from db.grouping import By

KEPT = 40
MOST_CHOSEN = 100_000  # while the program runs
MOST_WRITTEN = 200  # over a restart
GROUPINGS = ("", "day", "shot", "tool")
_ORDERS = ("sort", "descending", "like")  # a view sorted in another way is the same view


class Views:
    """Spots and groupings by view, the least recently left dropped."""

    def __init__(self) -> None:
        self._spots: OrderedDict[str, Spot] = OrderedDict()
        self._groups: OrderedDict[str, str] = OrderedDict()

    def leave(self, wanted: Filter, spot: Spot, chosen: SelectedSeqs, shown: int) -> None:
        """Where one stood in a view, and what was chosen of the items shown."""
        everything = 0 < len(chosen) == shown > 1
        kept = () if everything or len(chosen) > MOST_CHOSEN else tuple(chosen)
        spot = replace(spot, chosen=kept if len(kept) > 1 else (), everything=everything)
        key = key_of(wanted)
        self._spots.pop(key, None)
        if spot != Spot():
            self._spots[key] = spot
            if len(self._spots) > KEPT:
                self._spots.popitem(last=False)

    def spot(self, wanted: Filter) -> Spot | None:
        """Where one stood in this view, if it was left not long ago."""
        return self._spots.get(key_of(wanted))

    def grouping(self, wanted: Filter) -> str:
        """By what the view is grouped; empty for nothing. What narrows a view does not change it."""
        return self._groups.get(key_of(source_of(wanted)), "")

    def group(self, wanted: Filter, by: str) -> None:
        """The view is grouped by this from now on."""
        key = key_of(source_of(wanted))
        self._groups.pop(key, None)
        if by in GROUPINGS[1:]:
            self._groups[key] = by
            if len(self._groups) > KEPT:
                self._groups.popitem(last=False)

    def state(self) -> dict[str, Any]:
        """What `restore` takes: lists of plain values, the last left at the end."""
        spots = [
            [key, spot.anchor, spot.down, spot.current, spot.everything, list(spot.chosen[:MOST_WRITTEN])]
            for key, spot in self._spots.items()
        ]
        return {"spots": spots, "groups": list(self._groups.items())}

    def restore(self, state: Any) -> None:
        """As it was written; what is not understood is left out."""
        if not isinstance(state, Mapping):
            return
        for entry in _lists(state.get("spots"), 6):
            key, anchor, down, current, everything, chosen = entry
            numbers = all(value is None or type(value) is int for value in (anchor, down, current))
            if isinstance(key, str) and numbers and isinstance(chosen, list):
                picked = tuple(seq for seq in chosen if type(seq) is int)
                self._spots[key] = Spot(anchor, down or 0, current, picked, everything is True)
        for key, by in _lists(state.get("groups"), 2):
            if isinstance(key, str) and by in GROUPINGS[1:]:
                self._groups[key] = by


def key_of(wanted: Filter) -> str:
    """A view as text: what it asks for, without the order."""
    plain = asdict(Filter())
    asked = {name: value for name, value in asdict(wanted).items() if name not in _ORDERS and value != plain[name]}
    return json.dumps(asked, sort_keys=True)


def read_order(library: Library, wanted: Filter, by: str) -> Order:
    """The whole list of a view, in groups if it is grouped. Slow: not for the GUI thread."""
    seqs = gallery.ids(library, wanted)
    if by not in GROUPINGS[1:]:
        return Order(seqs)
    found = grouping.grouped(library, wanted, seqs, cast("By", by))
    return GroupedOrder(found.seqs, Groups(by, found.starts, found.keys))


def regroups(changes: Changes, by: str) -> bool:
    """Whether what happened can move items to other groups."""
    if by == "shot":
        return changes.touches("shots", "shot_generations")
    return by == "tool" and changes.changed("generations", "params")


def _lists(found: Any, length: int) -> list[list[Any]]:
    entries = found if isinstance(found, list) else []
    return [list(each) for each in entries if isinstance(each, list | tuple) and len(each) == length]
