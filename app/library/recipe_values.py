"""Values of a recipe (a variant's `params`) by their names, wherever in it they lie."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

DEPTH = 6  # how deep a value may lie: the hosted system nests them


def value_of(params: Mapping[str, Any] | None, *keys: str) -> Any:
    """The first value under one of these names, the outermost first; None without any."""
    level: list[Any] = [params] if params else []
    for _ in range(DEPTH):
        for key in keys:
            for part in level:
                if isinstance(part, Mapping) and part.get(key) not in (None, "", [], {}):
                    return part[key]
        level = [value for part in level if isinstance(part, Mapping)
                 for name, value in part.items() if name != "sources" and isinstance(value, Mapping)]
    return None


def prompt_of(params: Mapping[str, Any] | None) -> str:
    """The words that the picture was made from; empty without any."""
    found = value_of(params, "prompt", "base_prompt", "enhanced_prompt", "original_prompt")
    return found if isinstance(found, str) else ""
