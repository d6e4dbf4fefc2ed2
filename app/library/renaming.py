"""Names by template: `{date}_{shot}_{n:03}` for many items at once, as one step."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from app.errors import UserError
from app.library.library import Library
from app.library.parts import Progress, in_parts
from db import Naming, Write, generations

TOKENS = ("name", "date", "tool", "model", "seed", "shot", "n", "width", "height", "rating", "tag")
MOST = 200  # letters of a name
_NOTHING = "\x00"  # in place of what is not known
_DIGITS = re.compile(r"0?[1-9]")


class BadTemplate(UserError):
    """The template says something that is no token; `start` and `end` are where in the text."""

    def __init__(self, message: str, hint: str, start: int, end: int) -> None:
        super().__init__(message, hint)
        self.start, self.end = start, end


@dataclass(frozen=True)
class _Token:
    name: str
    digits: int = 1


def _parts(template: str) -> Iterator[str | _Token]:
    """Text and tokens in turn. “{{” and “}}” mean a brace. Raises: BadTemplate."""
    at = 0
    for found in re.finditer(r"\{\{|\}\}|\{[^{}]*\}|[{}]", template):
        if found.start() > at:
            yield template[at:found.start()]
        at = found.end()
        text = found.group()
        if text in ("{{", "}}"):
            yield text[0]
        elif len(text) == 1:
            raise BadTemplate(f"“{text}” stands alone.", f"Write {text}{text} for the letter {text} itself.", found.start(), at)
        else:
            yield _token(text, found.start(), at)
    if at < len(template):
        yield template[at:]


def _token(text: str, start: int, end: int) -> _Token:
    name, colon, digits = text[1:-1].strip().lower().partition(":")
    if name not in TOKENS:
        near = difflib.get_close_matches(name, TOKENS, 1, 0.5)
        hint = f"Did you mean {{{near[0]}}}?" if near else f"Tokens are {', '.join(TOKENS)}."
        raise BadTemplate(f"“{text}” is no token.", hint, start, end)
    if not colon:
        return _Token(name)
    if name != "n" or _DIGITS.fullmatch(digits) is None:
        raise BadTemplate(f"“{text}” asks for something that is not there.", "Digits are for the number: {n:03}.", start, end)
    return _Token("n", int(digits))


def check(template: str) -> None:
    """The template can be used. Raises: BadTemplate, which says where not."""
    parts = list(_parts(template))
    if not "".join(part for part in parts if isinstance(part, str)).strip() and not any(
            isinstance(part, _Token) for part in parts):
        raise BadTemplate("A name needs at least one letter.", "Use a token such as {name}.", 0, len(template))


def named(template: str, item: Naming, number: int) -> str:
    """The name that the template gives the item in this place (from 1); its present name where nothing comes out.

    What is not known of an item is left out with the separators before it. Raises: BadTemplate.
    """
    made = "".join(part if isinstance(part, str) else _value(part, item, number) or _NOTHING for part in _parts(template))
    made = re.sub(rf"^{_NOTHING}[ _.{_NOTHING}-]*|[ _.-]*{_NOTHING}(?=[ _.{_NOTHING}-]|$)|{_NOTHING}", "", made)
    return " ".join(made.split())[:MOST] or _present(item)


def _value(token: _Token, item: Naming, number: int) -> str:
    if token.name == "n":
        return f"{number:0{token.digits}d}"
    found = {"name": _present(item), "date": _day(item.created_at), "tool": item.tool, "model": _model(item.model),
             "seed": item.seed, "shot": item.shot, "width": item.width, "height": item.height,
             "rating": item.rating or None, "tag": item.tag}[token.name]
    return "" if found is None else str(found)


def _present(item: Naming) -> str:
    return item.name or PurePosixPath(item.source_name or item.location or "").stem


def _day(stored: str) -> str:
    try:
        return datetime.fromisoformat(stored).astimezone().strftime("%Y-%m-%d")
    except ValueError:
        return ""


def _model(model: str | None) -> str | None:
    """The model's name without its folder and ending."""
    name = PurePosixPath((model or "").replace("\\", "/")).name
    return re.sub(r"\.(safetensors|ckpt|gguf|pt|sft)$", "", name, flags=re.IGNORECASE) or None


def preview(library: Library, seqs: Sequence[int], template: str, limit: int = 50) -> list[tuple[str, str]]:
    """Names of the first items now and then. Raises: BadTemplate."""
    check(template)
    first = [int(seq) for seq in seqs[:limit]]
    with library.store.read() as read:
        found = generations.naming(read, first)
    return [(_present(found[seq]), named(template, found[seq], at)) for at, seq in enumerate(first, 1) if seq in found]


def rename(library: Library, seqs: Sequence[int], template: str, progress: Progress | None = None) -> int:
    """These items have the names of the template, numbered from 1 in this order; how many names changed.

    Undo: “Rename 312 items to “{date}_{n:03}””. Raises: BadTemplate, db.ReadOnly, db.DiskFull.
    """
    check(template)
    passed = 0

    def verb(tx: Write, part: list[int]) -> int:
        nonlocal passed
        found = generations.naming(tx, part)
        names = [(named(template, found[seq], passed + at), seq) for at, seq in enumerate(part, 1) if seq in found]
        passed += len(part)
        return generations.rename_seqs(tx, [(name, seq) for name, seq in names if name != found[seq].name])

    what = "1 item" if len(seqs) == 1 else f"{len(seqs):,} items"
    return in_parts(library, f"Rename {what} to “{template}”", seqs, verb, progress)
