"""The result of reading, and the limits on what goes into it."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from typing import Any

from app.media.limits import JSON_DEPTH, TEXT_LENGTH

LIST_LENGTH = 100
SEED_LENGTH = 40
JSON_LENGTH = 8 * 1024 * 1024  # characters; empty lists take twenty times as many bytes once read
_CONTROLS = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])

FIELDS = ("tool", "prompt", "negative", "seed", "model", "model_hash", "loras", "sampler", "scheduler", "steps", "cfg",
          "guidance", "size", "styles", "inputs", "parameters")

FieldValue = str | int | float | list[Any]


@dataclass(frozen=True)
class RawBlock:
    """One block of metadata, unpacked: text as UTF-8. Still packed where it was damaged or too long."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Recipe:
    """`fields`: tool, prompt, negative, seed (text), model, model_hash, loras, sampler, scheduler, steps, cfg,
    guidance, size, styles, inputs, parameters (what else Midjourney's line says).

    `loras` is a list of {"name", "strength"} (strength None where it is not said) with "hash" where there is one,
    `inputs` of file names. `sources` says for each field "block: rule". `about` is what the file says of itself beside
    its making: camera, lens, exposure, aperture, iso, focal_length, gps ([latitude, longitude]), artist, copyright,
    title, caption, keywords (list), rating (0 to 5), software, source_type, ai_label, signed ({"by", "tool", "when",
    "valid"}; valid is None: the signature was not checked), cost, and `sources` again.
    All of it can be written as strict JSON.
    """

    fields: dict[str, FieldValue]
    sources: dict[str, str]
    blocks: list[RawBlock]
    about: dict[str, Any] = field(default_factory=dict)


@dataclass
class Finding:
    """What one reader found."""

    block: str
    fields: dict[str, FieldValue] = field(default_factory=dict)
    rules: dict[str, str] = field(default_factory=dict)

    def put(self, name: str, value: object, rule: str) -> None:
        """The field has that value, cleaned, unless it is empty or has one already."""
        clean = _clean(value)
        if clean is None or clean in ("", []) or name in self.fields:
            return
        self.fields[name] = clean
        self.rules[name] = rule


def merged(findings: list[Finding], blocks: list[RawBlock]) -> Recipe:
    """For each field the first finding that has it."""
    fields: dict[str, FieldValue] = {}
    sources: dict[str, str] = {}
    for finding in findings:
        for name, value in finding.fields.items():
            if name not in fields:
                fields[name] = value
                sources[name] = f"{finding.block}: {finding.rules[name]}"
    return Recipe(fields, sources, blocks)


def clean_text(text: str) -> str:
    """Text that can be stored and shown: no control characters or half surrogates, not too long."""
    return text[:TEXT_LENGTH].translate(_CONTROLS).encode("utf-8", "replace").decode("utf-8").strip()


def _clean(value: object) -> Any:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value if abs(value) < 2**63 else None
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, list):
        return [item for item in (_clean(one) for one in value[:LIST_LENGTH]) if item not in (None, "")]
    if isinstance(value, dict):
        return {str(key): _clean(item) for key, item in list(value.items())[:20]}
    return None


def load_json(text: str | None) -> Any:
    """The value, NaN and infinities as None; None for what is not JSON, too long or nested too deeply.

    Python's reader takes NaN, SQLite's does not: what comes from here can be stored.
    """
    if text is None or len(text) > JSON_LENGTH:
        return None
    try:
        value = json.loads(text.lstrip("\ufeff"), parse_constant=lambda _: None, parse_float=_finite)
    except (ValueError, RecursionError, MemoryError):
        return None
    return value if _shallow(value) else None


def _finite(text: str) -> float | None:
    number = float(text)
    return number if math.isfinite(number) else None  # 1e999


def _shallow(value: Any) -> bool:
    level = [value]
    for _ in range(JSON_DEPTH):
        below: list[Any] = []
        for item in level:
            if isinstance(item, dict):
                below.extend(item.values())
            elif isinstance(item, list):
                below.extend(item)
        if not below:
            return True
        level = below
    return False
