"""Conditions of the query language as a person says them: “Rating 3 or more”, “Not starred”."""

from __future__ import annotations

import re

from app.ui.kit.text import tr
from db import Condition

_FLAGS = {
    "star": ("Starred", "Not starred"), "unplaced": ("Unplaced", "In a shot"), "unseen": ("Unseen", "Seen"),
    "based": ("Based on something", "Based on nothing"), "missing": ("File is missing", "File is there"),
    "rejected": ("Rejected", "Not rejected"),
}
_NAMES = {
    "type": "Type", "rating": "Rating", "label": "Label", "tag": "Tag", "shot": "Shot", "tool": "Tool", "model": "Model",
    "lora": "LoRA", "sampler": "Sampler", "date": "Made", "added": "Added", "duration": "Length", "size": "Size",
    "aspect": "Shape", "variants": "Variants", "seed": "Seed", "name": "Name", "note": "Note", "camera": "Camera",
    "parts": "Parts", "id": "Id",
}
_OPS = {":~": "contains “{value}”", ":=": "just “{value}”", ":>": "over {value}", ":>=": "{value} or more", ":<": "under {value}",
        ":<=": "{value} or less"}
_DATES = {":>=": "since {value}", ":>": "after {value}", ":<": "before {value}", ":<=": "until {value}"}
_DAYS = {"today": "today", "yesterday": "yesterday", "week": "this week", "month": "this month", "year": "this year"}
_SIZE = re.compile(r"(\d)\s*([kmgt]?b)\b", re.IGNORECASE)

_ABSENT = {"rating": "Not rated", "label": "No label", "tag": "No tag", "note": "No note", "shot": "In no shot"}
_PRESENT = {"rating": "Rated", "label": "Any label", "tag": "Any tag", "note": "Has a note", "shot": "In a shot",
            "variants": "Has variants", "parts": "Has parts"}


def has_values(key: str) -> bool:
    """Whether the key is one whose value can be chosen."""
    return key in _NAMES


def words_of(asked: Condition) -> str:
    """The whole condition."""
    if not asked.value and asked.key in _FLAGS:
        return tr(_FLAGS[asked.key][asked.negated])
    if not asked.value:
        known = (_ABSENT if asked.negated else _PRESENT).get(asked.key)
        name = tr(_NAMES.get(asked.key, asked.key.capitalize()))
        return tr(known) if known else tr("No {name}", name=name) if asked.negated else tr("Any {name}", name=name)
    if (asked.key, asked.op, asked.value) == ("variants", ":>", "1"):
        return tr("One variant") if asked.negated else tr("Has variants")
    if asked.key == "rejected":
        return tr("With rejected")
    words = tr("{name} {value}", name=tr(_NAMES.get(asked.key, asked.key.capitalize())), value=words_of_value(asked))
    if asked.key == "type":
        words = words_of_value(asked)
    return tr("Not: {words}", words=words) if asked.negated else words


def words_of_value(asked: Condition) -> str:
    """Only what its key must be: “3 or more”."""
    if not asked.value:
        return words_of(asked)
    shown = asked.value
    if asked.key == "type":
        kinds = {"image": tr("Images"), "video": tr("Clips"), "audio": tr("Sounds")}
        shown = ", ".join(kinds.get(kind.strip(), kind.strip()) for kind in asked.value.split(","))
    elif asked.key == "size":
        shown = _SIZE.sub(lambda found: f"{found[1]} {found[2].upper()}", asked.value)
    elif asked.key in ("date", "added") and asked.value in _DAYS:
        shown = tr(_DAYS[asked.value])
    dated = asked.key in ("date", "added") and asked.op in _DATES
    return tr(_DATES[asked.op] if dated else _OPS.get(asked.op, "{value}"), value=shown)


def words_of_choice(asked: Condition) -> str:
    """The value as a menu shows it beside its key: “not draft”."""
    return tr("not {value}", value=words_of_value(asked)) if asked.negated and asked.value else words_of_value(asked)
