"""The words that the search index has: with all of them known, parts of words are found without reading every item's text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from db import ids as ident
from db.searching import part_term, without_accents
from db.statements import Read

STRETCH = 25_000  # words of one read
AT_ONCE = 64  # words of one question to the index
# Signs that the index takes for parts of words, and keeps as they are: what has others may stand across two of its words.
_WITHIN = re.compile("[0-9a-z\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fa5]+")


def within_words(part: str) -> str:
    """The part as the words of the index have it; empty where the words alone cannot tell who has it."""
    folded = without_accents(part)
    return folded if _WITHIN.fullmatch(folded) else ""


def stretch(read: Read, after: str) -> tuple[str, str]:
    """Words that come after this one, one a line, and the last of them; both empty at the end."""
    read.connection.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_words USING fts5vocab (main, generation_search, row)")
    row = read.one("SELECT coalesce(group_concat(term, char(10)), ''), coalesce(max(term), '')"
                   " FROM (SELECT term FROM temp.search_words WHERE term > ? LIMIT ?)", (after, STRETCH))
    return (str(row[0]), str(row[1])) if row is not None else ("", "")


def with_words(read: Read, words: Sequence[str]) -> list[str]:
    """The `seq` numbers of the items that have one of these words of the index, as texts with commas."""
    found = []
    for first in range(0, len(words), AT_ONCE):
        asked = " OR ".join(f'"{word}"' for word in words[first : first + AT_ONCE])
        found.append(str(read.value("SELECT coalesce(group_concat(rowid), '') FROM generation_search"
                                    " WHERE generation_search MATCH ?", (asked,))))
    return found


def with_part(read: Read, part: str) -> str:
    """The `seq` numbers of all items with this part in their text, with commas. It reads the text of each: 3 s a million."""
    term, values = part_term(part)
    return str(read.value(f"SELECT coalesce(group_concat(rowid), '') FROM generation_search WHERE {term}", values))


def with_part_of(read: Read, part: str, seqs: Sequence[int], variant_ids: Sequence[str], tag_ids: Sequence[str]) -> str:
    """The same among a few items: these, and those with one of these variants or of these rows of tags."""
    term, values = part_term(part)
    return str(read.value(
        f"SELECT coalesce(group_concat(rowid), '') FROM generation_search WHERE {term} AND rowid IN ("
        "SELECT value FROM json_each(?) UNION SELECT seq FROM generations WHERE id IN ("
        "SELECT generation_id FROM generation_variants WHERE id IN (SELECT value FROM json_each(?))"
        " UNION SELECT generation_id FROM generation_tags WHERE id IN (SELECT value FROM json_each(?))))",
        (*values, ident.listed(seqs), ident.listed(variant_ids), ident.listed(tag_ids))))


def with_match(read: Read, match: str) -> str:
    """The `seq` numbers of the items that an expression of the index finds, with commas."""
    return str(read.value("SELECT coalesce(group_concat(rowid), '') FROM generation_search WHERE generation_search MATCH ?",
                          (match,)))
