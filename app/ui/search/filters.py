"""The toggles of the filter menu as pure functions of a `Filter`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

from db import BadQuery, Filter, parsed

ToggleId = Literal["images", "clips", "sounds", "starred", "unplaced", "variants", "unseen", "parts"]
SEVERAL = 2  # variants: one is what every item has


@dataclass(frozen=True)
class Toggle:
    """An entry of the menu: what it asks for, and whether a filter asks for that."""

    id: ToggleId
    text: str
    key: str
    is_on: Callable[[Filter], bool]
    on: dict[str, Any]
    off: dict[str, Any]


TOGGLES = (
    Toggle("images", "Images", "", lambda f: f.type == "image", {"type": "image"}, {"type": None}),
    Toggle("clips", "Clips", "", lambda f: f.type == "video", {"type": "video"}, {"type": None}),
    Toggle("sounds", "Sounds", "", lambda f: f.type == "audio", {"type": "audio"}, {"type": None}),
    Toggle("starred", "Starred", "", lambda f: f.starred is True, {"starred": True}, {"starred": None}),
    Toggle("unplaced", "Unplaced", "", lambda f: f.unplaced is True, {"unplaced": True}, {"unplaced": None}),
    Toggle("variants", "Has variants", "", lambda f: f.min_variants >= SEVERAL, {"min_variants": SEVERAL}, {"min_variants": 0}),
    Toggle("unseen", "Unseen", "", lambda f: f.unseen, {"unseen": True}, {"unseen": False}),
    Toggle("parts", "Show parts", "P", lambda f: f.with_parts, {"with_parts": True}, {"with_parts": False}),
)
SORTS = (("newest", "Newest"), ("oldest", "Oldest"), ("name", "Name"), ("rating", "Rating"))
NARROWING = tuple(toggle for toggle in TOGGLES if toggle.id != "parts")


def toggled(shown: Filter, toggle: Toggle, on: bool) -> Filter:
    """The filter with that toggle on or off; the others stay (of images, clips and sounds one at most)."""
    return replace(shown, **(toggle.on if on else toggle.off))


def active_count(shown: Filter) -> int:
    """How many things the filter asks for beside its place, its words and its order."""
    more = (shown.min_rating > 0, shown.tool is not None, shown.tag is not None, shown.based, shown.starred is False,
            shown.unplaced is False, shown.shot_name is not None)
    return sum(toggle.is_on(shown) for toggle in NARROWING) + sum(more)


def cleared(shown: Filter) -> Filter:
    """The filter without what the menu and the typed keys ask for; place, words and order stay."""
    return Filter(project_id=shown.project_id, text=shown.text, shot=shown.shot, parent_id=shown.parent_id, trash=shown.trash,
                  with_parts=shown.with_parts, sort=shown.sort)


def asked(text: str, base: Filter) -> Filter:
    """What the typed text asks for on top of `base`. Raises: BadQuery, which names the word."""
    return parsed(text, replace(base, text=""))


__all__ = ["SORTS", "TOGGLES", "BadQuery", "Toggle", "active_count", "asked", "cleared", "toggled"]
