"""What differs between the recipes of two variants: prompts word by word, the rest as old and new."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from app.library.recipe_values import value_of
from db import Variant

MOST_WORDS = 2_000  # of a prompt, where the two differ; longer stretches are one deletion and one insertion
_WORDS = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"  # scripts without spaces: a sign is a word
    r"|\d+(?:\.\d+)?|\s+|[^\W\d_\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+(?:['’][^\W\d_]+)*|.", re.DOTALL)
_MODEL_ENDINGS = (".safetensors", ".ckpt", ".pt", ".pth", ".gguf")

# In the order in which they are read; the names after the first are the hosted system's.
_TEXTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("prompt", ("prompt", "base_prompt", "enhanced_prompt", "original_prompt")),
    ("negative", ("negative", "negative_prompt")),
)
_VALUES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("model", ("model", "model_name")), ("model_hash", ("model_hash",)), ("seed", ("seed",)),
    ("size", ("size", "resolution")), ("sampler", ("sampler",)), ("scheduler", ("scheduler",)),
    ("steps", ("steps", "num_inference_steps")), ("cfg", ("cfg", "guidance_scale")), ("guidance", ("guidance",)),
    ("parameters", ("parameters",)), ("tool", ("tool",)),
)

SpanKind = Literal["same", "deleted", "inserted"]


@dataclass(frozen=True)
class Span:
    """A stretch of a text: in both, in the old one only, in the new one only."""

    kind: SpanKind
    text: str


@dataclass(frozen=True)
class Change:
    """One field that differs. `old` or `new` is empty where the recipe does not have it; `name` is a LoRA's.

    `field`: prompt, negative, lora, model, model_hash, seed, size (asked for), pixels (the file's own), sampler,
    scheduler, steps, cfg, guidance, parameters, styles, inputs, tool. `spans` are there for prompts only.
    """

    field: str
    old: str
    new: str
    name: str = ""
    spans: tuple[Span, ...] = ()


def difference(left: Variant, right: Variant) -> list[Change]:
    """What changes from the left recipe to the right one, in reading order; nothing that is the same."""
    old, new = left.params, right.params
    found: list[Change] = []
    for field, keys in _TEXTS:
        found += _text_change(field, _plain(value_of(old, *keys)), _plain(value_of(new, *keys)))
    found += _lora_changes(value_of(old, "loras"), value_of(new, "loras"))
    for field, keys in _VALUES:
        found += _change(field, _plain(value_of(old, *keys)), _plain(value_of(new, *keys)))
    for field in ("styles", "inputs"):
        found += _change(field, _listed(value_of(old, field)), _listed(value_of(new, field)))
    return found + list(_change("pixels", _pixels(left), _pixels(right)))


def words_between(old: str, new: str) -> tuple[Span, ...]:
    """The two texts as one: what is in both and what is not, word by word.

    The same and the deleted spans together are `old`, the same and the inserted ones are `new`.
    """
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    head = 0
    while head < min(len(before), len(after)) and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < min(len(before), len(after)) - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    left, right = before[head:len(before) - tail], after[head:len(after) - tail]
    pairs = [(True, "".join(before[:head]), "")]
    if max(len(left), len(right)) > MOST_WORDS:
        pairs.append((False, "".join(left), "".join(right)))
    else:
        for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
            pairs.append((tag == "equal", "".join(left[a:b]), "" if tag == "equal" else "".join(right[c:d])))
    pairs.append((True, "".join(before[len(before) - tail:]), ""))
    return tuple(_spans(_joined(pairs)))


# -- words -----------------------------------------------------------------------------------------------------------


def _joined(pairs: list[tuple[bool, str, str]]) -> list[tuple[bool, str, str]]:
    """Changes with nothing but space between them are one change: “red dog” to “blue cat” is read as a whole."""
    pairs = [pair for pair in pairs if pair[1] or pair[2]]
    done: list[tuple[bool, str, str]] = []
    for at, pair in enumerate(pairs):
        gap = pair[0] and pair[1].isspace() and 0 < at < len(pairs) - 1 and not pairs[at - 1][0] and not pairs[at + 1][0]
        same, old, new = (False, pair[1], pair[1]) if gap else pair
        if done and done[-1][0] == same:
            done[-1] = (same, done[-1][1] + old, done[-1][2] + new)
        else:
            done.append((same, old, new))
    return done


def _spans(pairs: list[tuple[bool, str, str]]) -> Iterator[Span]:
    for same, old, new in pairs:
        if same:
            yield Span("same", old)
            continue
        if old:
            yield Span("deleted", old)
        if new:
            yield Span("inserted", new)


def _text_change(field: str, old: str, new: str) -> Iterator[Change]:
    if old != new:
        yield Change(field, old, new, spans=words_between(old, new))


# -- values ----------------------------------------------------------------------------------------------------------


def _change(field: str, old: str, new: str, name: str = "") -> Iterator[Change]:
    if old != new:
        yield Change(field, old, new, name)


def _lora_changes(old: Any, new: Any) -> Iterator[Change]:
    """One for each LoRA that came, went or has another strength; in the order of the old recipe, then of the new."""
    before, after = _loras(old), _loras(new)
    for key in dict.fromkeys((*before, *after)):
        name = (after.get(key) or before[key])[0]
        yield from _change("lora", before[key][1] if key in before else "", after[key][1] if key in after else "", name)


def _loras(listed: Any) -> dict[tuple[str, int], tuple[str, str]]:
    """(Name as compared, how often it came before) → name, strength as text; “used” where none is said."""
    found: dict[tuple[str, int], tuple[str, str]] = {}
    seen: Counter[str] = Counter()
    for lora in listed if isinstance(listed, list) else []:
        name = lora.get("name") if isinstance(lora, Mapping) else lora
        if not isinstance(name, str) or not name:
            continue
        shown = name.replace("\\", "/").rpartition("/")[2]
        ending = next((ending for ending in _MODEL_ENDINGS if shown.lower().endswith(ending)), "")
        shown = (shown[:-len(ending)] if ending else shown) or name
        strength = _plain(lora.get("strength")) if isinstance(lora, Mapping) else ""
        found[shown.casefold(), seen[shown.casefold()]] = (shown, strength or "used")
        seen[shown.casefold()] += 1
    return found


def _plain(value: Any) -> str:
    """A value as it is read: 7 for 7.0; nothing for lists and objects."""
    if value is None or isinstance(value, Mapping | list):
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:g}"
    return str(value)


def _listed(value: Any) -> str:
    return ", ".join(word for word in value if isinstance(word, str)) if isinstance(value, list) else _plain(value)


def _pixels(variant: Variant) -> str:
    return f"{variant.width} × {variant.height}" if variant.width and variant.height else ""
