"""What the filter menu can ask for: conditions of a `Filter` as pure functions of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from db import BadQuery, Condition, Filter, Sort, parsed


@dataclass(frozen=True)
class Flag:
    """A condition that is on or off: the key of the query language, its words, and a value where it has one."""

    id: str
    text: str
    key: str
    op: str = ":"
    value: str = ""
    negated: bool = False

    def condition(self) -> Condition:
        """What it asks for."""
        return Condition(self.key, self.op, self.value, self.negated)


FLAGS = (
    Flag("starred", "Starred", "star"),
    Flag("unplaced", "Unplaced", "unplaced"),
    Flag("placed", "In a shot", "unplaced", negated=True),
    Flag("unseen", "Unseen", "unseen"),
    Flag("variants", "Has variants", "variants", ":>", "1"),
    Flag("based", "Based on something", "based"),
    Flag("missing", "File is missing", "missing"),
    Flag("rejected", "Rejected", "rejected"),
)


@dataclass(frozen=True)
class Offer:
    """A value that can be chosen for a key; `count` where it is known how many items have it."""

    text: str
    op: str
    value: str
    count: int | None = None
    negated: bool = False


@dataclass(frozen=True)
class Kind:
    """A condition with a value: its key, its words, and whether its values come out of the library."""

    key: str
    text: str
    from_library: bool = False


KINDS = (
    Kind("type", "Type"), Kind("rating", "Rating"), Kind("label", "Label"), Kind("tag", "Tag", True),
    Kind("shot", "Shot", True), Kind("tool", "Tool", True), Kind("model", "Model", True), Kind("lora", "LoRA", True),
    Kind("date", "Date made"), Kind("duration", "Length"), Kind("size", "File size"), Kind("aspect", "Shape"),
)
KIND = {kind.key: kind for kind in KINDS}

SORTS: tuple[tuple[Sort, str, str, str], ...] = (  # the order, its words, ascending, descending
    ("made", "Date made", "Oldest first", "Newest first"),
    ("added", "Date added", "First added first", "Last added first"),
    ("name", "Name", "A to Z", "Z to A"),
    ("rating", "Rating", "Worst first", "Best first"),
    ("size", "File size", "Smallest first", "Largest first"),
    ("duration", "Length", "Shortest first", "Longest first"),
    ("colour", "Colour", "Around the colours", "Around the colours, backwards"),
    ("similar", "Like the selected item", "Least alike first", "Most alike first"),
)
DESCENDING_FIRST = frozenset({"made", "added", "rating", "size", "duration", "similar"})


def is_on(shown: Filter, flag: Flag) -> bool:
    """Whether the filter asks for that."""
    return any(condition == flag.condition() for condition in shown.conditions)


def toggled(shown: Filter, flag: Flag, on: bool) -> Filter:
    """The filter with that condition, or without."""
    if on:
        return shown.having(flag.key, flag.value, flag.op, flag.negated)
    return shown.without(flag.condition())


def value_of(shown: Filter, key: str) -> Condition | None:
    """The condition of a key that the menu shows: one with a value that is not a flag of its own."""
    flags = {flag.condition() for flag in FLAGS}
    return next((asked for asked in shown.conditions if asked.key == key and asked not in flags), None)


def changed(shown: Filter, old: Condition | None, key: str, offer: Offer | None) -> Filter:
    """The filter with `offer` in the place of `old`; without an offer nothing is asked for in its place."""
    bare = shown if old is None else shown.without(old)
    return bare if offer is None else bare.having(key, offer.value, offer.op, offer.negated)


def active_count(shown: Filter) -> int:
    """How many things the filter asks for beside its place, its words and its order."""
    return len(shown.conditions)


def cleared(shown: Filter) -> Filter:
    """The filter without what the menu and the typed keys ask for; place, words and order stay."""
    return replace(shown, conditions=())


def asked(text: str, base: Filter) -> Filter:
    """What the typed text asks for on top of `base`. Raises: BadQuery, which names the word."""
    return parsed(text, replace(base, text=""))


def absorbed(text: str, base: Filter) -> tuple[Filter, str]:
    """(the base with the conditions that are typed, the words that are left). Raises: BadQuery."""
    wanted = asked(text, base)
    return replace(wanted, text=""), wanted.text


def offers(key: str, today: date) -> list[Offer]:
    """What can be chosen for a key whose values are the same in every library."""
    if key == "date":
        return _dates(today)
    return list(_OFFERS.get(key, ()))


def _dates(today: date) -> list[Offer]:
    before = today.replace(day=1) - timedelta(days=1)
    return [
        Offer("Today", ":", "today"), Offer("Yesterday", ":", "yesterday"), Offer("This week", ":", "week"),
        Offer("Last 30 days", ":>=", (today - timedelta(days=29)).isoformat()),
        Offer("This month", ":", "month"), Offer("Last month", ":", f"{before:%Y-%m}"),
        Offer("This year", ":", "year"), Offer("Last year", ":", str(today.year - 1)),
    ]


_OFFERS: dict[str, tuple[Offer, ...]] = {
    "type": (Offer("Images", ":", "image"), Offer("Clips", ":", "video"), Offer("Sounds", ":", "audio")),
    "rating": (Offer("5", ":", "5"), Offer("4 or more", ":>=", "4"), Offer("3 or more", ":>=", "3"),
               Offer("2 or more", ":>=", "2"), Offer("1 or more", ":>=", "1"), Offer("Not rated", ":", "", negated=True)),
    "label": (*(Offer(name.capitalize(), ":", name) for name in ("red", "orange", "yellow", "green", "blue", "purple")),
              Offer("Any label", ":", ""), Offer("No label", ":", "", negated=True)),
    "duration": (Offer("Under 2 seconds", ":<", "2s"), Offer("Under 5 seconds", ":<", "5s"),
                 Offer("5 seconds or more", ":>=", "5s"), Offer("15 seconds or more", ":>=", "15s"),
                 Offer("A minute or more", ":>=", "1m")),
    "size": (Offer("Under 1 MB", ":<", "1mb"), Offer("1 MB or more", ":>=", "1mb"), Offer("10 MB or more", ":>=", "10mb"),
             Offer("100 MB or more", ":>=", "100mb"), Offer("1 GB or more", ":>=", "1gb")),
    "aspect": (Offer("Landscape", ":", "landscape"), Offer("Portrait", ":", "portrait"), Offer("Square", ":", "square"),
               Offer("16:9", ":", "16:9"), Offer("9:16", ":", "9:16"), Offer("4:3", ":", "4:3"),
               Offer("3:4", ":", "3:4"), Offer("3:2", ":", "3:2"), Offer("2:3", ":", "2:3"), Offer("21:9", ":", "21:9")),
}


__all__ = ["DESCENDING_FIRST", "FLAGS", "KIND", "KINDS", "SORTS", "BadQuery", "Flag", "Kind", "Offer", "absorbed", "active_count",
           "asked", "changed", "cleared", "is_on", "offers", "toggled", "value_of"]
