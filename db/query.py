"""What a person asks the gallery for: a `Filter`, also as text, compiled to SQL.

The text form is words and `key:value` pairs: `dune type:video star shot:"The door" tool:comfyui variants:>2 -star`.
Words match beginnings of words in names, prompts, file names, tags, notes and metadata; all of them must match.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from db.errors import DbError

Sort = Literal["newest", "oldest", "name", "rating"]
SORTS: tuple[Sort, ...] = ("newest", "oldest", "name", "rating")


class BadQuery(DbError):
    """The search text says something that is no search; the message names the word."""

    kind = "query"


@dataclass(frozen=True)
class Filter:
    """Which generations, in which order. None, False and empty mean: not asked for."""

    project_id: str | None = None
    text: str = ""
    type: Literal["image", "video", "audio"] | None = None
    starred: bool | None = None
    unplaced: bool | None = None
    unseen: bool = False
    min_variants: int = 0
    min_rating: int = 0
    tool: str | None = None
    shot: str | None = None       # a shot's id
    shot_name: str | None = None  # or its name, as typed
    parent_id: str | None = None  # the parts of this generation, in their order
    with_parts: bool = False
    tag: str | None = None
    based: bool = False           # based on something
    trash: bool = False
    sort: Sort = "newest"


_FLAGS: dict[str, dict[str, Any]] = {
    "star": {"starred": True}, "-star": {"starred": False}, "unplaced": {"unplaced": True}, "-unplaced": {"unplaced": False},
    "unseen": {"unseen": True}, "based": {"based": True}, "parts": {"with_parts": True}, "trash": {"trash": True},
}


def parsed(text: str, base: Filter | None = None) -> Filter:
    """The filter that the text asks for, on top of `base`. Raises: BadQuery, which names the word."""
    found = base or Filter()
    words: list[str] = []
    for word in _split(text):
        key, colon, value = word.partition(":")
        if word.lower() in _FLAGS:
            found = replace(found, **_FLAGS[word.lower()])
        elif colon and key.lower() in _KEYS and value:
            found = replace(found, **_KEYS[key.lower()](value, word))
        else:
            words.append(word)
    return replace(found, text=" ".join([w for w in (found.text, *words) if w]))


def _split(text: str) -> list[str]:
    def words(text: str) -> list[str]:
        lexer = shlex.shlex(text, posix=True)
        lexer.whitespace_split = True
        lexer.commenters = ""
        lexer.quotes = '"'
        lexer.escape = ""
        return list(lexer)

    try:
        return words(text)
    except ValueError:  # a quote that is not closed yet: the person is still typing
        return words(f'{text}"')


def _number(value: str, word: str) -> int:
    match = re.fullmatch(r"(>=?|)(\d{1,9})", value)
    if match is None:
        raise BadQuery(f"“{word}” needs a number.", "As in variants:>2 or rating:3.")
    return int(match[2]) + (match[1] == ">")


def _type(value: str, word: str) -> dict[str, Any]:
    if value not in ("image", "video", "audio"):
        raise BadQuery(f"“{word}” is no type.", "Types are image, video and audio.")
    return {"type": value}


_KEYS: dict[str, Any] = {
    "type": _type,
    "tool": lambda value, word: {"tool": value},
    "shot": lambda value, word: {"shot_name": value},
    "tag": lambda value, word: {"tag": value},
    "variants": lambda value, word: {"min_variants": _number(value, word)},
    "rating": lambda value, word: {"min_rating": _number(value, word)},
}


def match_text(text: str) -> str:
    """The FTS5 expression for typed words: each must begin a word somewhere; no operator of FTS5 gets through."""
    words = re.findall(r"[^\s\"\0]+", text)  # a NUL would end the expression
    return " ".join(f'"{word}" *' for word in words if re.search(r"\w", word))


def compiled(wanted: Filter, *, ordered: bool = True) -> tuple[str, list[Any]]:
    """`SELECT seq …` for the filter, and its values. Written so that a partial index of the gallery serves it."""
    terms = [*_place(wanted), *_facts(wanted), *_joined(wanted)]
    where = " AND ".join(sql for sql, _given in terms)
    values = [value for _sql, given in terms for value in given]
    return f"SELECT seq FROM generations WHERE {where}" + (_order(wanted) if ordered else ""), values


Term = tuple[str, tuple[Any, ...]]


def _literal(text: str) -> str:
    """The text for LIKE … ESCAPE '\\', its wildcards meaning themselves."""
    return re.sub(r"([\\%_])", r"\\\1", text)


def _place(wanted: Filter) -> Iterator[Term]:
    if wanted.project_id is not None:
        yield "project_id = ?", (wanted.project_id,)
    if wanted.trash:
        # a part that went with its parent is shown by the parent
        yield ("trashed_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM generations AS p"
               " WHERE p.id = generations.parent_generation_id AND p.trashed_at = generations.trashed_at)", ())
        return
    yield "trashed_at IS NULL", ()
    if wanted.parent_id is not None:
        yield "parent_generation_id = ?", (wanted.parent_id,)  # placeholders without a file show here too
        return
    yield "location IS NOT NULL", ()
    if not wanted.with_parts:
        yield "is_child = 0", ()


def _facts(wanted: Filter) -> Iterator[Term]:
    if wanted.type == "image":
        yield "type NOT LIKE '%video%' AND type NOT LIKE '%audio%'", ()
    elif wanted.type is not None:
        yield "type LIKE ?", (f"%{wanted.type}%",)
    if wanted.starred is not None:
        yield f"starred = {int(wanted.starred)}", ()
    if wanted.unplaced is not None:
        yield ("shot_id IS NULL" if wanted.unplaced else "shot_id IS NOT NULL"), ()
    if wanted.unseen:
        yield "unseen_count > 0", ()
    if wanted.min_variants:
        yield "variant_count >= ?", (wanted.min_variants,)
    if wanted.min_rating:
        yield "rating >= ?", (wanted.min_rating,)
    if wanted.based:
        yield "based_on IS NOT NULL", ()
    if wanted.tool is not None:
        yield "tool LIKE ? ESCAPE '\\'", (_literal(wanted.tool),)


def _joined(wanted: Filter) -> Iterator[Term]:
    if wanted.tag is not None:
        # everything below `a` begins with `a/` and comes before `a0`, the next character
        yield ("id IN (SELECT generation_id FROM generation_tags WHERE tag = ? UNION ALL"
               " SELECT generation_id FROM generation_tags WHERE tag >= ? AND tag < ?)",
               (wanted.tag, f"{wanted.tag}/", f"{wanted.tag}0"))
    if wanted.shot is not None:
        yield "id IN (SELECT generation_id FROM shot_generations WHERE shot_id = ?)", (wanted.shot,)
    if wanted.shot_name is not None:
        yield ("id IN (SELECT l.generation_id FROM shot_generations AS l JOIN shots AS s ON s.id = l.shot_id"
               " WHERE s.name LIKE ? ESCAPE '\\')", (f"%{_literal(wanted.shot_name)}%",))
    if wanted.text:
        match = match_text(wanted.text)
        if match:
            yield "seq IN (SELECT rowid FROM generation_search WHERE generation_search MATCH ?)", (match,)
        else:
            yield "0", ()


def _order(wanted: Filter) -> str:
    if wanted.trash:
        return " ORDER BY trashed_at DESC, seq DESC"
    if wanted.parent_id is not None:
        return " ORDER BY child_order, created_at, seq"
    return {
        "newest": " ORDER BY created_at DESC, seq DESC",
        "oldest": " ORDER BY created_at, seq",
        "name": " ORDER BY name COLLATE NOCASE, seq",
        "rating": " ORDER BY rating DESC, created_at DESC, seq DESC",
    }[wanted.sort]
