"""A whole recipe as text and as JSON, for the clipboard. No widgets here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from app.library.recipe_values import prompt_of
from app.ui.inspector import details
from app.ui.kit.text import tr


def as_text(params: Mapping[str, Any] | None) -> str:
    """Prompt, negative prompt and a line for each other field, as a person would write them down."""
    parts = []
    prompt, negative = prompt_of(params), details.negative_of(params)
    if prompt:
        parts.append(prompt)
    if negative:
        parts.append(f"{tr('Negative prompt')}: {negative}")
    lines, key = [], ""
    for fact in details.recipe_facts(params):
        key = fact.key or key  # a second LoRA has no word of its own
        lines.append(f"{key}: {fact.copied or fact.value}")
    if lines:
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def as_json(params: Mapping[str, Any] | None) -> str:
    """The recipe as it is stored, without where each field was read."""
    fields = {key: value for key, value in (params or {}).items() if key != "sources"}
    return json.dumps(fields, ensure_ascii=False, indent=2)
