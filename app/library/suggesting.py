"""What can be typed next in the search field: keys, then their values with how many items have each.

Counting reads a whole column, so what was counted is kept until something changes that it depends on.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.library.library import Library
from db import Filter, suggestions
from db.conditions import KEYS
from db.words import Word, spelled_value, split

DATES = ("today", "yesterday", "week", "month", "year")
SIZES = (">1mb", ">10mb", ">100mb", "<1mb")
DURATIONS = ("<5s", ">5s", ">30s", ">1m")
FIXED: dict[str, tuple[str, ...]] = {
    "date": DATES, "added": DATES, "size": SIZES, "duration": DURATIONS, "variants": (">1", ">2", ">5"), "parts": (">0", ">2"),
    "aspect": ("landscape", "portrait", "square", "16:9", "4:3", "1:1", "9:16"), "rejected": ("too",),
    "sort": ("-made", "-added", "name", "-rating", "-size", "-duration", "colour"),
}  # fmt: skip
SWITCHES = ("parts", "trash", "recent")


@dataclass(frozen=True)
class Suggestion:
    """`text` goes in the place of what stands from `start` to `end`; `count` is None where nothing is counted."""

    text: str
    label: str
    count: int | None
    start: int
    end: int


def suggest(library: Library, text: str, cursor: int, base: Filter, limit: int = 8) -> list[Suggestion]:
    """What the word at the cursor may become, the likeliest first. Slow the first time: not for the GUI thread."""
    word = next((word for word in split(text) if word.start <= cursor <= word.end), None)
    if word is None:
        return []
    found = _values(library, word, base) if word.key else _keys(word)
    return [Suggestion(f"{'-' * word.negated}{said}", label, count, word.start, word.end)
            for said, label, count in found[:limit]]


_Found = list[tuple[str, str, int | None]]


def _keys(word: Word) -> _Found:
    if word.quoted or not word.value:
        return []
    typed = word.value.lower()
    flags = [*(key for key, about in KEYS.items() if about.flag), *SWITCHES]
    keys = [key for key, about in KEYS.items() if not about.flag or key in FIXED] + ["sort"]
    offered = sorted({*flags, *(f"{key}:" for key in keys)})
    return [(one, KEYS[one.rstrip(":")].allowed if one.rstrip(":") in KEYS else "", None) for one in offered
            if one.startswith(typed) and one != typed]


def _values(library: Library, word: Word, base: Filter) -> _Found:
    typed = word.value.lower()
    if word.key in FIXED:
        before = word.op[1:]
        return [(f"{word.key}:{value}", value, None) for value in FIXED[word.key]
                if value.startswith(before + typed) and value != before + typed]
    counted = _counted(library, word.key, base.project_id)
    beginning = [one for one in counted if one[0].lower().startswith(typed)]
    inside = [one for one in counted if typed in one[0].lower() and one not in beginning]
    return [(f"{word.key}{word.op}{spelled_value(value)}", value, n) for value, n in [*beginning, *inside]]


def _counted(library: Library, key: str, project_id: str | None) -> list[tuple[str, int]]:
    read = suggestions.COUNTED.get(key)
    if read is None:
        return []

    def count() -> list[tuple[str, int]]:
        with library.store.slow_read() as snapshot:
            return suggestions.counted(snapshot, key, project_id)

    return library.orders.remembered(("values", key, project_id), suggestions.TOUCHED_BY[key], count)


