"""The words of a search text: where each stands, and what of it is key, comparison and value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# A quote begins a stretch in which blanks count and `""` is a quote; one that is not closed yet goes to the end.
_WORD = re.compile(r'(?:[^\s"]|"(?:[^"]|"")*(?:"|\Z))+')
_QUOTED = re.compile(r'"((?:[^"]|"")*)(?:"|\Z)')
_KEY = re.compile(r"([A-Za-z][A-Za-z-]*):(>=|<=|[~=<>])?(.*)", re.DOTALL)
_SPECIAL = re.compile(r'[\s"]')


@dataclass(frozen=True)
class Word:
    """A word as typed, from `start` to `end` of the text. Without a key, `value` is what is searched."""

    start: int
    end: int
    typed: str
    negated: bool
    key: str
    op: str
    value: str
    quoted: bool  # the value, or a part of it: it means itself

    @property
    def bare(self) -> str:
        """The word in lower case if it may be a flag, else empty."""
        return "" if self.key or self.quoted else self.value.lower()


def split(text: str) -> Iterator[Word]:
    """The words of a text."""
    for match in _WORD.finditer(text):
        typed = match[0]
        negated = typed.startswith("-") and len(typed) > 1
        rest = typed[1:] if negated else typed
        found = _KEY.match(rest)
        key, op, value = (found[1].lower(), f":{found[2] or ''}", found[3]) if found else ("", "", rest)
        plain = _QUOTED.sub(lambda part: part[1].replace('""', '"'), value)
        yield Word(match.start(), match.end(), typed, negated, key, op, plain, '"' in value)


def quoted(value: str) -> str:
    """The value in quotes."""
    escaped = value.replace('"', '""')
    return f'"{escaped}"'


def spelled_value(value: str) -> str:
    """The value of a key, in quotes where it would be read as something else without."""
    special = not value or _SPECIAL.search(value) or value[0] in "~=<>" or value.lower() in ("any", "none")
    return quoted(value) if special else value


def searched(text: str) -> str:
    """The free words of a filter in one spelling: words as they are, phrases in quotes, `-` before what must not be there."""
    return " ".join(filter(None, map(spelled, split(text))))


def spelled(word: Word) -> str:
    """A free word as it stands in a filter; empty if nothing is in it."""
    if not word.quoted:
        return word.typed
    value = word.value if not word.key else word.typed.lstrip("-").replace('"', "")
    return f"{'-' * word.negated}{quoted(value)}" if value else ""
