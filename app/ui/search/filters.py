"""The toggles of the filter menu as pure functions of a `Filter`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from db import BadQuery, Condition, Filter, Sort, parsed

ToggleId = Literal["images", "clips", "sounds", "starred", "unplaced", "variants", "unseen", "parts"]


@dataclass(frozen=True)
class Toggle:
    """An entry of the menu and what it asks for; without a condition it shows parts too."""

    id: ToggleId
    text: str
    key: str
    asks: Condition | None

    def is_on(self, shown: Filter) -> bool:
        """Whether the filter asks for it."""
        return shown.with_parts if self.asks is None else self.asks in shown.conditions


TOGGLES = (
    Toggle("images", "Images", "", Condition("type", ":", "image")),
    Toggle("clips", "Clips", "", Condition("type", ":", "video")),
    Toggle("sounds", "Sounds", "", Condition("type", ":", "audio")),
    Toggle("starred", "Starred", "", Condition("star")),
    Toggle("unplaced", "Unplaced", "", Condition("unplaced")),
    Toggle("variants", "Has variants", "", Condition("variants", ":>", "1")),
    Toggle("unseen", "Unseen", "", Condition("unseen")),
    Toggle("parts", "Show parts", "P", None),
)
ORDERS: dict[str, tuple[str, Sort, bool]] = {
    "newest": ("Newest", "made", True), "oldest": ("Oldest", "made", False), "name": ("Name", "name", False),
    "rating": ("Rating", "rating", True),
}


def order_of(shown: Filter) -> str | None:
    """The entry of the order menu that the filter has."""
    return next((id_ for id_, (_text, *order) in ORDERS.items() if order == [shown.sort, shown.descending]), None)


def ordered(shown: Filter, order: str) -> Filter:
    """The filter in the order of that entry."""
    _text, sort, descending = ORDERS[order]
    return replace(shown, sort=sort, descending=descending)


def toggled(shown: Filter, toggle: Toggle, on: bool) -> Filter:
    """The filter with that toggle on or off; the others stay (of images, clips and sounds one at most)."""
    if toggle.asks is None:
        return replace(shown, with_parts=on)
    asks = toggle.asks
    return shown.having(asks.key, asks.value, asks.op, asks.negated) if on else shown.without(asks.key)


def active_count(shown: Filter) -> int:
    """How many things the filter asks for beside its place, its words and its order."""
    return len(shown.conditions)


def cleared(shown: Filter) -> Filter:
    """The filter without what the menu and the typed keys ask for; place, words and order stay."""
    return replace(shown, conditions=())


def asked(text: str, base: Filter) -> Filter:
    """What the typed text asks for on top of `base`. Raises: BadQuery, which names the word."""
    return parsed(text, replace(base, text=""))


__all__ = ["ORDERS", "TOGGLES", "BadQuery", "Toggle", "active_count", "asked", "cleared", "order_of", "ordered", "toggled"]
