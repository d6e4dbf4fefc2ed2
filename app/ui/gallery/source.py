"""What a filter is called: its source, its chips, and the words where nothing is found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.ui.kit.text import tr
from db import Condition, Filter
from db.query import said


@dataclass(frozen=True)
class Chip:
    """One condition, by its words and a stable word, and what is asked for without it."""

    key: str
    text: str
    without: Filter


def is_asked(wanted: Filter, flag: str) -> bool:
    """Whether the flag is asked for, and not its contrary."""
    found = wanted.asks(flag)
    return found is not None and found == Condition(flag)


def source_name(wanted: Filter) -> str:
    """The view of the library that the filter narrows."""
    if wanted.trash:
        return tr("Trash")
    if wanted.parent_id is not None:
        return tr("Parts")
    if wanted.recent:
        return tr("Recent import")
    if is_asked(wanted, "unplaced"):
        return tr("Unplaced")
    if is_asked(wanted, "star"):
        return tr("Starred")
    return tr("All media")


def source_of(wanted: Filter) -> Filter:
    """The filter of that view: without chips and search."""
    bare = Filter(project_id=wanted.project_id, sort=wanted.sort, descending=wanted.descending)
    if wanted.trash:
        return replace(bare, trash=True)
    if wanted.parent_id is not None:
        return replace(bare, parent_id=wanted.parent_id)
    if wanted.recent:
        return replace(bare, recent=True)
    if is_asked(wanted, "unplaced"):
        return bare.having("unplaced")
    return bare.having("star") if is_asked(wanted, "star") else bare


def chips(wanted: Filter, shot_numbers: Mapping[str, str]) -> list[Chip]:
    """What narrows the source, search text excepted: that stands in the search field."""
    source = source_of(wanted)
    found = [Chip(condition.key, _words(condition), wanted.without(condition))
             for condition in wanted.conditions if condition not in source.conditions]
    if wanted.shot is not None:
        words = tr("In shot {number}", number=shot_numbers.get(wanted.shot, "")).strip()
        found.append(Chip("shot", words, replace(wanted, shot=None)))
    if wanted.with_parts:
        found.append(Chip("with_parts", tr("With parts"), replace(wanted, with_parts=False)))
    return found


def without_chips(wanted: Filter) -> Filter:
    """Only the search is left."""
    return replace(source_of(wanted), text=wanted.text)


def without_search(wanted: Filter) -> Filter:
    """Only the chips are left."""
    return replace(wanted, text="")


def hidden_line(filters: int, search: bool, n: int) -> str:
    """How many items there would be: said where nothing matches."""
    if search and filters:
        return tr("Without search and filters there are {n}.", n=n)
    if search:
        return tr("Without the search there are {n}.", n=n)
    if filters == 1:
        return tr("Without the filter there are {n}.", n=n)
    count = {2: tr("two"), 3: tr("three"), 4: tr("four")}.get(filters)
    return tr("Without the {count} filters there are {n}.", count=count or filters, n=n)


def _words(condition: Condition) -> str:
    key, value, plain = condition.key, condition.value, condition.op == ":" and not condition.negated
    flags = {"star": (tr("Starred"), tr("Not starred")), "unplaced": (tr("Unplaced"), tr("In a shot")),
             "unseen": (tr("Unseen"), tr("Seen")), "based": (tr("Based on something"), tr("Based on nothing")),
             "missing": (tr("File missing"), tr("File there")), "rejected": (tr("Rejected"), tr("Not rejected"))}
    if key in flags and not value:
        return flags[key][condition.negated]
    kinds = {"image": tr("Images"), "video": tr("Videos"), "audio": tr("Sounds")}
    if plain and key == "type" and value in kinds:
        return kinds[value]
    if condition in (Condition("variants"), Condition("variants", ":>", "1"), Condition("variants", ":>=", "2")):
        return tr("Has variants")
    words = {"tool": tr("Made with {tool}", tool=value), "shot": tr("In shot “{name}”", name=value),
             "tag": tr("Tag {tag}", tag=value)}
    return words[key] if plain and value and key in words else said(condition)
