"""Fooocus and its kin: JSON in `parameters` or UserComment, in older ones in `Comment`; RuinedFooocus."""

from __future__ import annotations

import re
from typing import Any

from app.media.metadata import values
from app.media.metadata.material import Material, Text
from app.media.metadata.recipe import Finding

_NAMES = {
    "prompt": ("prompt", "full_prompt"), "negative": ("negative_prompt", "negative", "full_negative_prompt"),
    "seed": ("seed",), "steps": ("steps",), "cfg": ("guidance_scale", "cfg"),
    "sampler": ("sampler", "sampler_name"), "scheduler": ("scheduler",),
    "model": ("base_model", "base_model_name"), "model_hash": ("base_model_hash",), "size": ("resolution",),
}  # fmt: skip
_SLOT = re.compile(r"(?:lora_combined_\d{1,2}|lora_\d{1,2}|l\d)$")
_OLD_LORA = re.compile(r"lora_\[?(.+?)\]?_weight$")
_OWN_KEYS = {"base_model", "base_model_name", "performance", "metadata_scheme", "sharpness", "adm_guidance"}


def read(material: Material) -> Finding | None:
    scheme = material.first("fooocus_scheme")
    for text, said in material.objects():
        plain = {_key(key): value for key, value in said.items()}
        software = str(plain.get("software") or plain.get("version") or "")
        named = scheme is not None or "fooocus" in software.lower() or plain.get("metadata_scheme") == "fooocus"
        if "sui_image_params" not in said and (named or len(_OWN_KEYS & plain.keys()) > 1) and "prompt" in plain:
            return _found(text, plain, software, scheme is not None)
    return None


def _key(name: str) -> str:
    return name[:200].strip().lower().replace(" ", "_")


def _found(text: Text, said: dict[str, Any], software: str, scheme: bool) -> Finding:
    found = Finding(text.block)
    if "ruinedfooocus" in software.lower():
        found.put("tool", "RuinedFooocus", "software")
    elif "fooocus" in software.lower():
        found.put("tool", "Fooocus MRE" if "mre" in software.lower() else "Fooocus", "software or version")
    else:
        found.put("tool", "Fooocus", "fooocus_scheme" if scheme else "guessed from the names of its fields")
    values.put_all(found, said, _NAMES)
    found.put("size", values.size(said.get("width"), said.get("height")), "width and height")
    found.put("styles", _styles(said.get("styles")), "styles")
    found.put("loras", _loras(said), "loras")
    return found


def _styles(value: object) -> list[str]:
    if isinstance(value, str):
        value = re.findall(r"['\"]([^'\"]{1,200})['\"]", value) or [value]
    return [style for style in value if isinstance(style, str)] if isinstance(value, list) else []


def _loras(said: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any] | None] = []
    listed = said.get("loras")
    for entry in listed[:100] if isinstance(listed, list) else []:
        if isinstance(entry, list) and len(entry) > 1:
            found.append(_entry(entry))
    if not found:
        for key, value in said.items():
            old = _OLD_LORA.match(key)
            if old:
                found.append(values.lora(old.group(1), value))
            elif _SLOT.match(key) and isinstance(value, str):
                name, _, weight = value.rpartition(" : ")
                found.append(values.lora(name or value, weight if name else None))
    return [lora for lora in found if lora]


def _entry(entry: list[Any]) -> dict[str, Any] | None:
    """[name, weight, hash], or RuinedFooocus' [hash, "weight - name"]."""
    pair = re.match(r"(-?[\d.]{1,12}) - (.+)", entry[1]) if isinstance(entry[1], str) else None
    if pair:
        return values.lora(pair.group(2), pair.group(1), entry[0])
    return values.lora(entry[0], entry[1], entry[2] if len(entry) > 2 else None)
