"""What a person asks the gallery for: a `Filter`, also as text, compiled to SQL.

The text form is words and `key:value` pairs: `dune type:video star shot:"The door" tool:comfyui variants:>2 -tag:draft`.
Words match beginnings of words in names, prompts, file names, tags, notes and metadata; all of them must match.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any, Literal, get_args

from db.conditions import KEYS, Term, of_these, term
from db.conditions import Condition as Condition
from db.errors import DbError
from db.searching import terms
from db.values import Nonsense
from db.words import Word, searched, spelled, spelled_value, split

Sort = Literal["made", "added", "name", "rating", "size", "duration", "colour", "similar"]
SORTS: tuple[Sort, ...] = get_args(Sort)


class BadQuery(DbError):
    """The search text says something that is no search: which word (from `start` to `end` of the text), what is allowed."""

    kind = "query"

    def __init__(self, message: str, hint: str = "", start: int = 0, end: int = 0) -> None:
        super().__init__(message, hint)
        self.start = start
        self.end = end


@dataclass(frozen=True)
class Filter:
    """Which generations, in which order. None, False and empty mean: not asked for."""

    project_id: str | None = None
    text: str = ""  # free words, "phrases" and -words
    conditions: tuple[Condition, ...] = ()
    shot: str | None = None       # a shot's id
    parent_id: str | None = None  # the parts of this generation, in their order
    with_parts: bool = False
    trash: bool = False
    recent: bool = False          # what the last import brought
    sort: Sort = "made"
    descending: bool = True
    like: str | None = None       # the generation that the sort "similar" starts from

    def having(self, key: str, value: str = "", op: str = ":", negated: bool = False) -> Filter:
        """Asks for this too. Any other condition of the same key goes, except that an item can have many tags."""
        new = Condition(key, op, value, negated)
        kept = tuple(old for old in self.conditions if old != new and (old.key != key or key == "tag"))
        return replace(self, conditions=(*kept, new))

    def without(self, gone: Condition | str) -> Filter:
        """No longer asks for this condition, or for anything of this key."""
        return replace(self, conditions=tuple(old for old in self.conditions if gone not in (old, old.key)))

    def asks(self, key: str) -> Condition | None:
        """The first condition of this key."""
        return next((condition for condition in self.conditions if condition.key == key), None)


_SWITCHES = {"parts": "with_parts", "trash": "trash", "recent": "recent"}
_PLACES = {"shot-id": "shot", "part-of": "parent_id", "like": "like"}


def parsed(text: str, base: Filter | None = None) -> Filter:
    """The filter that the text asks for, on top of `base`: what is typed replaces conditions of the same key there,
    except tags. Raises: BadQuery, which says where the word stands."""
    found = base or Filter()
    words: list[str] = []
    conditions: list[Condition] = []
    for word in split(text):
        if word.bare in _SWITCHES:
            switch: dict[str, Any] = {_SWITCHES[word.bare]: not word.negated}
            found = replace(found, **switch)
        elif word.key in _PLACES or word.key == "sort":
            found = _placed(found, word)
        elif word.key or (word.bare in KEYS and KEYS[word.bare].flag):
            conditions.append(_condition(word))
        else:
            words.append(spelled(word))
    typed = {condition.key for condition in conditions} - {"tag"}
    kept = [old for old in found.conditions if old.key not in typed]
    return replace(found, text=" ".join(filter(None, (searched(found.text), *words))),
                   conditions=tuple(dict.fromkeys([*kept, *conditions])))


def _condition(word: Word) -> Condition:
    key = word.key or word.bare
    if key not in KEYS:
        near = get_close_matches(key, [*KEYS, "sort"], 1)
        hint = f"Did you mean “{near[0]}:”?" if near else f"There are {', '.join(sorted(KEYS))}."
        raise BadQuery(f"“{word.typed}” asks for something unknown.",
                       f"{hint} In quotes it is searched as it stands.", word.start, word.end)
    value, negated = word.value if word.key else "", word.negated
    if word.key and not value and not word.quoted:
        raise BadQuery(f"“{word.typed}” needs a value.", KEYS[key].allowed, word.start, word.end)
    if not word.quoted and value.lower() in ("any", "none") and word.op == ":":
        value, negated = "", negated != (value.lower() == "none")
    made = Condition(key, word.op or ":", value, negated)
    try:
        term(made)
    except Nonsense as error:
        raise BadQuery(f"“{word.typed}” {error.message}", error.hint or KEYS[key].allowed, word.start, word.end) from error
    return made


def _placed(found: Filter, word: Word) -> Filter:
    if word.key == "sort":
        name = word.value.lower().removeprefix("-")
        if name not in SORTS:
            raise BadQuery(f"“{word.typed}” is no order.", f"Orders are {', '.join(SORTS)}; with - before it the greatest first.",
                           word.start, word.end)
        return replace(found, sort=name, descending=word.value.startswith("-"))
    place: dict[str, Any] = {_PLACES[word.key]: word.value}
    return replace(found, **place)


def written(wanted: Filter) -> str:
    """The text that asks for all of the filter but its project: `parsed(written(f), Filter(f.project_id)) == f`.

    For chips and the field, write a filter that has only text and conditions.
    """
    plain = Filter()
    parts = [searched(wanted.text), *(said(condition) for condition in wanted.conditions)]
    parts += [word for word, name in _SWITCHES.items() if getattr(wanted, name)]
    places = {key: getattr(wanted, name) for key, name in _PLACES.items()}
    parts += [f"{key}:{spelled_value(place)}" for key, place in places.items() if place is not None]
    if (wanted.sort, wanted.descending) != (plain.sort, plain.descending):
        parts.append(f"sort:{'-' * wanted.descending}{wanted.sort}")
    return " ".join(filter(None, parts))


def said(condition: Condition) -> str:
    """A condition as text."""
    negated, key, value = "-" * condition.negated, condition.key, condition.value
    if not value and key in KEYS and KEYS[key].flag and condition.op == ":":
        return f"{negated}{key}"
    if not value and condition.op == ":":
        return f"{negated}{key}:any"
    return f"{negated}{key}{condition.op}{spelled_value(value)}"


def compiled(wanted: Filter, *, ordered: bool = True) -> tuple[str, list[Any]]:
    """`SELECT seq …` for the filter, and its values. Written so that a partial index of the gallery serves it.

    Raises: BadQuery, for a condition that is none.
    """
    terms = [*_place(wanted), *_conditions(wanted), *_joined(wanted)]
    where = " AND ".join(sql for sql, _given in terms)
    values = [value for _sql, given in terms for value in given]
    index = " INDEXED BY gallery_filter" if _by_filter_index(wanted) else ""
    return f"SELECT seq FROM generations{index} WHERE {where}" + (_order(wanted) if ordered else ""), values


_IN_INDEX = {"type", "star", "rating", "unplaced", "variants", "unseen", "parts", "tool", "date", "label", "tag", "shot", "added",
             "based", "missing"}


def _by_filter_index(wanted: Filter) -> bool:
    """Whether all that is asked stands in the one wide index: SQLite by itself takes a narrow one and looks at each row
    (measured at a million: 1.4 s instead of 0.1). The indexes of starred and unplaced items are better still."""
    asked = {one.key for one in wanted.conditions} | ({"shot"} if wanted.shot is not None or wanted.recent else set())
    own = any(not one.negated and one.key in ("star", "unplaced") for one in wanted.conditions)
    elsewhere = wanted.project_id is None or wanted.trash or wanted.parent_id is not None or wanted.with_parts
    return bool(asked) and asked <= _IN_INDEX and not own and not elsewhere and not wanted.text


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
    if wanted.asks("rejected") is None:
        yield "rejected = 0", ()


def _conditions(wanted: Filter) -> Iterator[Term]:
    for condition in wanted.conditions:
        try:
            yield term(condition)
        except Nonsense as error:
            hint = error.hint or KEYS[condition.key].allowed
            raise BadQuery(f"“{said(condition)}” {error.message}", hint) from error


def _joined(wanted: Filter) -> Iterator[Term]:
    if wanted.shot is not None:
        yield of_these("SELECT generation_id FROM shot_generations WHERE shot_id = ?"), (wanted.shot,)
    if wanted.recent:
        yield of_these(
            "SELECT generation_id FROM import_items WHERE state = 'imported' AND import_id = ("
            "SELECT r.id FROM imports AS r WHERE r.project_id = coalesce(?, r.project_id) AND EXISTS (SELECT 1"
            " FROM import_items AS i WHERE i.import_id = r.id AND i.state = 'imported')"
            " ORDER BY r.created_at DESC, r.id DESC LIMIT 1)"), (wanted.project_id,)
    if wanted.text:
        yield terms(wanted.text, "seq")


def _order(wanted: Filter) -> str:
    if wanted.trash:
        return " ORDER BY trashed_at DESC, seq DESC"
    if wanted.parent_id is not None:
        return " ORDER BY child_order, created_at, seq"
    down = " DESC" if wanted.descending else ""
    return {
        "made": f" ORDER BY created_at{down}, seq{down}",
        "added": f" ORDER BY seq{down}",
        "name": f" ORDER BY name COLLATE NOCASE{down}, created_at DESC, seq DESC",
        "rating": f" ORDER BY rating{down}, created_at DESC, seq DESC",
        **{sort: f" ORDER BY (SELECT {column} FROM generation_variants WHERE id = primary_variant_id){down} NULLS LAST,"
                 " created_at DESC, seq DESC"
           for sort, column in (("size", "size_bytes"), ("duration", "duration_us"), ("colour", "mean_colour"))},
    }.get(wanted.sort, f" ORDER BY created_at{down}, seq{down}")
