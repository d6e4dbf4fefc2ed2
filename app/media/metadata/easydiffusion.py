"""Easy Diffusion: a PNG text for each field, JSON in UserComment or beside the file, or lines `Prompt: …` beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from app.media.metadata import values
from app.media.metadata.material import Material
from app.media.metadata.recipe import Finding

_NAMES = {
    "prompt": ("prompt",), "negative": ("negative_prompt",), "seed": ("seed",),
    "steps": ("num_inference_steps", "steps"), "cfg": ("guidance_scale",), "sampler": ("sampler_name", "sampler"),
    "scheduler": ("scheduler_name",), "model": ("use_stable_diffusion_model", "stable_diffusion_model"),
}  # fmt: skip
_MARKS = {"use_stable_diffusion_model", "stable_diffusion_model"}
_LINE = re.compile(r"^([A-Z][A-Za-z ]{2,40}): (.*)$", re.MULTILINE)


def read(material: Material) -> Finding | None:
    marks = [text for text in material.texts if _key(text.key) in _MARKS and not text.block.startswith("EXIF")]
    if marks:
        return _found(marks[0].block, {_key(text.key): text.text for text in reversed(material.texts)})
    for text, said in material.objects():
        plain = {_key(key): value for key, value in said.items()}
        if _MARKS & plain.keys():
            return _found(text.block, plain)
    for text in material.all("sidecar .txt"):
        lines = {_key(key): value for key, value in _LINE.findall(text.text[:100_000])[:100]}
        if _MARKS & lines.keys():
            return _found(text.block, lines)
    return None


def _key(name: str) -> str:
    return name[:100].strip().lower().replace(" ", "_")


def _found(block: str, said: Mapping[str, Any]) -> Finding:
    found = Finding(block)
    found.put("tool", "Easy Diffusion", "use_stable_diffusion_model")
    values.put_all(found, said, _NAMES)
    found.put("size", values.size(said.get("width"), said.get("height")), "width and height")
    names, weights = _list(said.get("use_lora_model")), _list(said.get("lora_alpha"))
    loras = [values.lora(name, weights[at] if at < len(weights) else None) for at, name in enumerate(names)]
    found.put("loras", [lora for lora in loras if lora], "use_lora_model")
    return found


def _list(value: object) -> list[Any]:
    if isinstance(value, str):
        found = re.findall(r"[^\[\],'\"]+", value[:10_000])
        return [part.strip() for part in found if part.strip()]
    if isinstance(value, list):
        return value[:100]
    return [] if value is None else [value]
