"""Values of strangers' JSON as what they are meant to be: numbers come as text, names as objects."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

from app.media.metadata.recipe import SEED_LENGTH, Finding

_NUMBER = re.compile(r"-?(?:\d{1,12}(?:\.\d{0,20})?|\.\d{1,20})$")


def number(value: object) -> int | float | None:
    """A finite number, also out of text; whole where it is written so."""
    if isinstance(value, str) and _NUMBER.match(value.strip()):
        text = value.strip()
        value = float(text) if "." in text else int(text)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    fits = abs(value) < 2**53 if isinstance(value, int) else math.isfinite(value)
    return value if fits else None


def whole(value: object) -> int | None:
    """A count: 0 to a million."""
    found = number(value)
    return int(found) if found is not None and found == int(found) and 0 <= found <= 1_000_000 else None


def seed(value: object) -> str | None:
    """A seed as text: it may be larger than any number of JSON readers."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**SEED_LENGTH:
        return str(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    if isinstance(value, str) and re.fullmatch(r"-?\d{1,40}", value.strip()):
        return value.strip()
    return None


def size(width: object, height: object) -> str | None:
    """512x768."""
    sides = whole(width), whole(height)
    if sides[0] is None or sides[1] is None or not all(0 < (side or 0) < 100_000 for side in sides):
        return None
    return f"{sides[0]}x{sides[1]}"


def size_of(value: object) -> str | None:
    """The same out of "(512, 768)", "512x768", [512, 768]."""
    if isinstance(value, list | tuple) and len(value) >= 2:
        return size(value[0], value[1])
    found = re.search(r"(\d{1,5})\s*[x×*,]\s*(\d{1,5})", value[:100]) if isinstance(value, str) else None
    return size(found.group(1), found.group(2)) if found else None


def text(value: object) -> str | None:
    """Text, or lines of it in a list."""
    if isinstance(value, list):
        lines = [line for line in value[:100] if isinstance(line, str) and line.strip()]
        return "\n".join(lines) or None
    return value if isinstance(value, str) and value.strip() else None


def lora(name: object, strength: object = None, hash_: object = None) -> dict[str, Any] | None:
    """An entry of `loras`."""
    if not isinstance(name, str) or not name.strip() or name.strip().lower() == "none":
        return None
    weight = number(strength)
    found: dict[str, Any] = {"name": name.strip(), "strength": None if weight is None else float(weight)}
    if isinstance(hash_, str) and re.fullmatch(r"(?:0x)?[0-9A-Fa-f]{8,64}", hash_):
        found["hash"] = hash_.removeprefix("0x").lower()
    return found


def put_all(found: Finding, said: Mapping[str, Any], names: Mapping[str, tuple[str, ...]]) -> None:
    """For each field the first of the names that says something, read as the field is meant."""
    for field, keys in names.items():
        for key in keys:
            value = READ[field](said.get(key))
            if value is not None:
                found.put(field, value, key)
                break


READ: dict[str, Any] = {
    "prompt": text, "negative": text, "seed": seed, "steps": whole, "cfg": number, "guidance": number,
    "sampler": text, "scheduler": text, "model": text, "model_hash": text, "size": size_of, "styles": text,
}  # fmt: skip
