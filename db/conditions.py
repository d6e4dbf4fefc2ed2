"""What can be asked of an item: the keys of the query language, what each allows, and its SQL."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from db import values
from db.values import Nonsense

Term = tuple[str, tuple[object, ...]]
Terms = Callable[[str, str], Term]
"""(op, value) to SQL that is true of a row of `generations`, and its values. Raises: Nonsense."""


@dataclass(frozen=True)
class Condition:
    """One thing that is asked: `tag:look/warm`, `-star`, `size:>1mb`.

    `op` is ":" (contains or equals, as the key has it), ":~" contains, ":=" exactly, ":>" ":>=" ":<" ":<=".
    An empty `value` means: is there at all (`star`, `tag:any`).
    """

    key: str
    op: str = ":"
    value: str = ""
    negated: bool = False


@dataclass(frozen=True)
class Key:
    """A key: its SQL, what to write, and where a change of the library may change the answer."""

    terms: Terms
    allowed: str                  # a sentence for people
    columns: tuple[str, ...] = ()  # of generations
    tables: tuple[str, ...] = ()
    flag: bool = False            # a word without a value
    contrary: str = ""            # SQL for the negated flag where an index has that


def term(condition: Condition) -> Term:
    """The SQL of a condition and its values. Raises: Nonsense."""
    key = KEYS.get(condition.key)
    if key is None:
        raise Nonsense("asks for something unknown.", f"There are {', '.join(sorted(KEYS))}.")
    sql, given = key.terms(condition.op, condition.value)
    if condition.negated and key.contrary:
        return key.contrary, given
    return (f"({sql}) IS NOT TRUE" if condition.negated else sql), given


def _flag(sql: str) -> Terms:
    def terms(op: str, value: str) -> Term:
        if value or op != ":":
            raise Nonsense("stands alone.")
        return sql, ()

    return terms


def _choice(choices: dict[str, str], known: str) -> Terms:
    def terms(op: str, value: str) -> Term:
        if op not in (":", ":="):
            raise Nonsense("cannot be compared.")
        if not value:
            return known, ()
        chosen = [choices.get(one.strip().lower()) for one in value.split(",")]
        if None in chosen:
            raise Nonsense("is none of them.")
        return " OR ".join(str(sql) for sql in chosen).join("()" if len(chosen) > 1 else ("", "")), ()

    return terms


def _number(column: str, known: str, read: Callable[[str], values.Span] = values.number) -> Terms:
    def terms(op: str, value: str) -> Term:
        if not value:
            return known, ()
        sql: list[str] = []
        given: list[object] = []
        for low, high in values.spans(op, value, read):
            parts = [f"{column} {sign} ?" for sign, end in ((">=", low), ("<", high)) if end is not None]
            sql.append(" AND ".join(parts) or "1")
            given += [end for end in (low, high) if end is not None]
        return " OR ".join(sql).join("()" if len(sql) > 1 else ("", "")), tuple(given)

    return terms


def _text(within: str, column: str, known: str, *, whole: bool) -> Terms:
    """`within` has %s for what is asked of `column`; `whole`: without a sign it means all of the text."""
    def terms(op: str, value: str) -> Term:
        if not value:
            return known, ()
        if op not in (":", ":~", ":="):
            raise Nonsense("cannot be compared.")
        if op == ":=":
            return within % f"{column} = ?", (value,)
        pattern = literal(value) if whole and op == ":" else f"%{literal(value)}%"
        return within % f"{column} LIKE ? ESCAPE '\\'", (pattern,)

    return terms


def _tag(op: str, value: str) -> Term:
    within = of_these("SELECT generation_id FROM generation_tags%s")
    if not value:
        return within % "", ()
    if op == ":":
        # everything below `a` begins with `a/` and comes before `a0`, the next character
        return of_these("SELECT generation_id FROM generation_tags WHERE tag = ? UNION ALL SELECT generation_id"
                        " FROM generation_tags WHERE tag >= ? AND tag < ?"), (value, f"{value}/", f"{value}0")
    return _text(within % " WHERE %s", "tag", "", whole=True)(op, value)


def _aspect(op: str, value: str) -> Term:
    low, high = values.aspect(op, value) if value else (None, None)
    parts = [f"v.width {sign} ? * v.height" for sign, end in ((">=", low), ("<=", high)) if end is not None]
    return _primary(" AND ".join([*parts, "v.width > 0", "v.height > 0"])), tuple(end for end in (low, high) if end is not None)


def _rejected(op: str, value: str) -> Term:
    if op == ":" and value.lower() == "too":
        return "1", ()
    return _flag("rejected = 1")(op, value)


def _id(op: str, value: str) -> Term:
    if op not in (":", ":=") or not re.fullmatch(r"[0-9a-f-]{1,36}", value.lower()):
        raise Nonsense("is no id.", "An id has digits, a to f and dashes.")
    low = value.lower()
    return ("id = ?", (low,)) if op == ":=" else ("id >= ? AND id < ?", (low, f"{low}g"))


def of_these(ids: str) -> str:
    """True of the generations with these ids, without a look at the row of any other: an index of the gallery has `seq`."""
    return f"seq IN (SELECT seq FROM generations WHERE id IN ({ids}))"


def _primary(sql: str) -> str:
    return f"EXISTS (SELECT 1 FROM generation_variants AS v WHERE v.id = generations.primary_variant_id AND {sql})"


def literal(text: str) -> str:
    """The text for LIKE … ESCAPE '\\', its wildcards meaning themselves."""
    return re.sub(r"([\\%_])", r"\\\1", text)


def _recipe(path: str) -> str:
    return f"json_extract(params, '$.{path}')"


def _of_primary(column: str, read: Callable[[str], values.Span]) -> Terms:
    plain = _number(f"v.{column}", f"v.{column} IS NOT NULL", read)

    def terms(op: str, value: str) -> Term:
        sql, given = plain(op, value)
        return _primary(f"({sql})"), given

    return terms


def _added(op: str, value: str) -> Term:
    sql, given = _number("r.created_at", "1", values.date)(op, value)
    return of_these("SELECT i.generation_id FROM imports AS r JOIN import_items AS i ON i.import_id = r.id"
                    f" WHERE i.state = 'imported' AND {sql}"), given


def _seed(op: str, value: str) -> Term:
    """A number or a text in the recipe; the search index knows where it may be, since it is too long for a place of its own."""
    sql, given = _text("%s", "trim(params -> '$.seed', '\"')", f"{_recipe('seed')} IS NOT NULL", whole=True)(op, value)
    if op == ":~" or not re.fullmatch(r"[0-9]{1,18}", value):  # greater numbers are rounded in the index
        return sql, given
    return ("seq IN (SELECT rowid FROM generation_search WHERE generation_search MATCH ?)"
            f" AND {sql}"), (f'metadata : "{value}"', *given)


_TYPES = {"image": "(type NOT LIKE '%video%' AND type NOT LIKE '%audio%')", "video": "type LIKE '%video%'",
          "audio": "type LIKE '%audio%'"}
LABELS = ("red", "orange", "yellow", "green", "blue", "purple")
_IS_BASED = "seq IN (SELECT seq FROM generations WHERE based_on IS NOT NULL)"
ASKED_VARIANTS = ("generation_variants",)
_DATES = "As in date:2026-11, date:>2026-10-01, date:2026-10..2026-11, or date:today, yesterday, week, month, year."
_TEXTS = "Write a part of it, or := and all of it."

KEYS: dict[str, Key] = {
    "type": Key(_choice(_TYPES, "type IS NOT NULL"), "Types are image, video and audio.", ("type",)),
    "star": Key(_flag("starred = 1"), "Write star or -star.", ("starred",), flag=True),
    "rating": Key(_number("rating", "rating > 0"), "As in rating:5, rating:>=3 or rating:none.", ("rating",)),
    "unplaced": Key(_flag("shot_id IS NULL"), "Write unplaced or -unplaced.", ("shot_id",), flag=True,
                    contrary="unplaced = 0"),
    "shot": Key(_text(of_these("SELECT l.generation_id FROM shot_generations AS l JOIN shots AS s ON s.id = l.shot_id WHERE %s"),
                      "s.name", "unplaced = 0", whole=False), "Write a part of the shot's name.", ("shot_id",),
                ("shot_generations", "shots")),
    "variants": Key(_number("variant_count", "variant_count > 1"), "As in variants:>2.", ("variant_count",)),
    "unseen": Key(_flag("unseen_count > 0"), "Write unseen or -unseen.", ("unseen_count",), flag=True),
    "parts": Key(_number("part_count", "part_count > 0"), "As in parts:>2.", ("part_count",)),
    "based": Key(_flag(_IS_BASED), "Write based or -based.", ("based_on",), flag=True),
    "tool": Key(_text("%s", "tool", "tool IS NOT NULL", whole=True), "As in tool:comfyui or tool:~comfy.", ("params",)),
    "model": Key(_text("%s", _recipe("model"), f"{_recipe('model')} IS NOT NULL", whole=False), _TEXTS, ("params",)),
    "lora": Key(_text("EXISTS (SELECT 1 FROM json_each(params, '$.loras') AS one WHERE %s)",
                      "coalesce(one.value ->> '$.name', '')",
                      f"{_recipe('loras[0]')} IS NOT NULL", whole=False), _TEXTS, ("params",)),
    "sampler": Key(_text("%s", _recipe("sampler"), f"{_recipe('sampler')} IS NOT NULL", whole=True), _TEXTS, ("params",)),
    "seed": Key(_seed, "As in seed:42.", ("params",)),
    "name": Key(_text("%s", "name", "name <> ''", whole=False), _TEXTS, ("name",)),
    "note": Key(_text("%s", "note", "note <> ''", whole=False), _TEXTS, ("note",)),
    "camera": Key(_text(_primary("%s"), "json_extract(v.about, '$.camera')",
                        _primary("json_extract(v.about, '$.camera') IS NOT NULL"), whole=False), _TEXTS, (), ASKED_VARIANTS),
    "date": Key(_number("created_at", "1", values.date), _DATES),
    "added": Key(_added, _DATES.replace("date:", "added:"), (), ("imports", "import_items")),
    "size": Key(_of_primary("size_bytes", values.size), "As in size:>1mb or size:<500kb.", (), ASKED_VARIANTS),
    "duration": Key(_of_primary("duration_us", values.duration), "As in duration:<5s or duration:>1:30.", (), ASKED_VARIANTS),
    "aspect": Key(_aspect, "As in aspect:16:9, or landscape, portrait, square.", (), ASKED_VARIANTS),
    "tag": Key(_tag, "A tag, or what is above it: tag:look finds look/warm.", (), ("generation_tags",)),
    "label": Key(_choice({name: f"label = '{name}'" for name in LABELS}, "label <> ''"), f"Labels are {', '.join(LABELS)}.",
                 ("label",)),
    "rejected": Key(_rejected, "Write rejected, -rejected, or rejected:too for all.", ("rejected",), flag=True),
    "missing": Key(_flag(of_these("SELECT v.generation_id FROM missing_files AS m CROSS JOIN generation_variants AS v"
                                  " ON v.location = m.id")),
                   "Write missing or -missing.", (), ("missing_files",), flag=True),
    "id": Key(_id, "Write an id or its beginning."),
}


def asked_of(conditions: tuple[Condition, ...]) -> Iterator[Key]:
    """The keys of these conditions."""
    return (KEYS[condition.key] for condition in conditions if condition.key in KEYS)
