"""Free words as SQL over the search table: words by the index, parts of words and scripts without blanks by LIKE.

The index has no accents and whole words: `dun` finds “Düne”. What begins with `*`, as `*ridge*`, is looked for inside words,
and so is Chinese, Japanese, Thai … of which the index takes a whole run for one word. By SQL that reads the text of every
item (3 s a million); `vocabulary` answers from the words of the index, since a trigram index would make each import hold the
library for longer than 50 ms.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from db.conditions import Term, literal
from db.words import split

_COLUMNS = ("name", "prompt", "file_name", "tags", "note", "metadata")
_NO_BLANKS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
                        "\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003134f]")


@dataclass(frozen=True)
class Asked:
    """What the words of a text ask for: expressions of FTS5 (no operator of a person gets through), and parts of any text."""

    match: str = ""
    refused: str = ""
    inside: tuple[str, ...] = ()
    not_inside: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.match or self.refused or self.inside or self.not_inside)


def asked(text: str) -> Asked:
    """What the free words ask for: each begins a word somewhere, a phrase stands as it is, `-` ones are nowhere."""
    matches: dict[bool, list[str]] = {False: [], True: []}
    parts: dict[bool, list[str]] = {False: [], True: []}
    for word in split(text):
        value = word.value if word.quoted and not word.key else word.typed[word.negated:]
        value = value.replace("\0", " ").replace('"', " ").strip()  # a NUL would end the expression
        if not re.search(r"\w", value):
            continue
        if _NO_BLANKS.search(value) or (value.startswith("*") and not word.quoted):
            parts[word.negated].append(value if word.quoted else value.strip("*"))
        else:
            matches[word.negated].append(f'"{value}"' if word.quoted else f'"{value}" *')
    return Asked(" ".join(matches[False]), " OR ".join(matches[True]), tuple(parts[False]), tuple(parts[True]))


def terms(text: str, number: str) -> Term:
    """SQL that is true where `number` is the `seq` of an item with these words, and its values."""
    what = asked(text)
    if not what:
        return "0", ()
    found: list[str] = []
    given: list[object] = []
    if what.match or what.inside:
        sql = ["generation_search MATCH ?"] if what.match else []
        given += [what.match] if what.match else []
        for part in what.inside:
            sql.append(_like(part))
            given += [_pattern(part)] * len(_COLUMNS)
        found.append(f"{number} IN (SELECT rowid FROM generation_search WHERE {' AND '.join(sql)})")
    if what.refused:
        found.append(f"{number} NOT IN (SELECT rowid FROM generation_search WHERE generation_search MATCH ?)")
        given.append(what.refused)
    for part in what.not_inside:
        found.append(f"{number} NOT IN (SELECT rowid FROM generation_search WHERE {_like(part)})")
        given += [_pattern(part)] * len(_COLUMNS)
    return " AND ".join(found), tuple(given)


def part_term(part: str) -> Term:
    """SQL that is true where a row of the search table has this part of a text, and its values."""
    return _like(part), (_pattern(part),) * len(_COLUMNS)


def without_accents(text: str) -> str:
    """The text in lower case, its Latin letters without accents."""
    return "".join(_base(sign) for sign in text.lower())


def _pattern(part: str) -> str:
    return f"%{literal(without_accents(part))}%"


def _like(part: str) -> str:
    return "(" + " OR ".join(f"{_folded(column, without_accents(part))} LIKE ? ESCAPE '\\'" for column in _COLUMNS) + ")"


def _folded(column: str, part: str) -> str:
    """The column without accents on the letters of the part, where it has other signs than ASCII at all."""
    folded = column
    for letter in sorted(set(part)):
        for variant in _variants().get(letter, ()):
            folded = f"replace({folded}, '{variant}', '{letter}')"
    return column if folded == column else f"iif(length({column}) = length(CAST({column} AS BLOB)), {column}, {folded})"


def _base(sign: str) -> str:
    return unicodedata.normalize("NFD", sign)[0] if "\u00c0" <= sign <= "\u017f" else sign


@cache
def _variants() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for code in range(0xC0, 0x180):
        base = _base(chr(code)).lower()
        if base.isascii():
            found.setdefault(base, []).append(chr(code))
    return found
