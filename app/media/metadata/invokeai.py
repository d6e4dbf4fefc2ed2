"""InvokeAI in its three forms: `invokeai_metadata` (3 and later), `sd-metadata` (2), `Dream` (1, a command line)."""

from __future__ import annotations

import re
from typing import Any

from app.media.metadata import values
from app.media.metadata.material import Material, Text
from app.media.metadata.recipe import Finding

_NAMES = {
    "prompt": ("positive_prompt", "prompt"), "negative": ("negative_prompt",), "seed": ("seed",), "steps": ("steps",),
    "cfg": ("cfg_scale",), "guidance": ("guidance",), "scheduler": ("scheduler",), "sampler": ("sampler",),
}  # fmt: skip
_NEGATIVE = re.compile(r"\[([^\[\]]{1,20000})\]")
_SWITCH = re.compile(r"(?:^|\s)-{1,2}([A-Za-z_]+)[ =]?(\"[^\"]*\"|[^\s\"]+)?")
_SWITCHES = {"s": "steps", "S": "seed", "C": "cfg", "A": "sampler", "W": "width", "H": "height",
             "steps": "steps", "seed": "seed", "cfg_scale": "cfg", "sampler": "sampler", "width": "width",
             "height": "height"}  # fmt: skip


def read(material: Material) -> Finding | None:
    for key, form in (("invokeai_metadata", _new), ("sd-metadata", _old), ("dream", _dream)):
        for text in material.all(key):
            found = form(text)
            if found is not None:
                found.put("tool", "InvokeAI", key)
                return found
    if material.first("invokeai_graph", "invokeai_workflow") is not None:
        found = Finding("invokeai_graph" if material.first("invokeai_graph") else "invokeai_workflow")
        found.put("tool", "InvokeAI", "the block's name")
        return found
    return None


def _name(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("name") or value.get("model_name") or value.get("key")
    return values.text(value)


def _hash(value: Any) -> str | None:
    found = value.get("hash") if isinstance(value, dict) else None
    return found.rpartition(":")[2] if isinstance(found, str) else None


def _new(text: Text) -> Finding | None:
    said = text.object
    if not said:
        return None
    found = Finding(text.block)
    values.put_all(found, said, _NAMES)
    found.put("model", _name(said.get("model")), "model")
    found.put("model_hash", _hash(said.get("model")), "model hash")
    found.put("size", values.size(said.get("width"), said.get("height")), "width and height")
    listed = said.get("loras")
    loras = []
    for entry in listed[:100] if isinstance(listed, list) else []:
        if isinstance(entry, dict):
            model = entry.get("model") or entry.get("lora") or entry
            loras.append(values.lora(_name(model), entry.get("weight"), _hash(model)))
    found.put("loras", [lora for lora in loras if lora], "loras")
    return found


def _old(text: Text) -> Finding | None:
    said = text.object
    image = said.get("image")
    if not isinstance(image, dict):
        return None
    found = Finding(text.block)
    prompt = image.get("prompt")
    if isinstance(prompt, list):
        prompt = [part.get("prompt") for part in prompt if isinstance(part, dict)]
    _put_words(found, values.text(prompt) or "", "image prompt")
    values.put_all(found, image, {key: value for key, value in _NAMES.items() if key != "prompt"})
    found.put("model", said.get("model_weights") or said.get("model"), "model_weights")
    found.put("model_hash", said.get("model_hash"), "model_hash")
    found.put("size", values.size(image.get("width"), image.get("height")), "width and height")
    return found


def _put_words(found: Finding, words: str, rule: str) -> None:
    """These versions wrote what to avoid in brackets into the prompt."""
    avoid = [part.strip() for part in _NEGATIVE.findall(words)]
    found.put("prompt", _NEGATIVE.sub("", words).strip() if avoid else words, rule)
    found.put("negative", ", ".join(avoid), "in brackets in the prompt")


def _dream(text: Text) -> Finding | None:
    line = text.text.strip()
    quoted = re.match(r'(?:dream>\s*)?"((?:[^"\\]|\\.)*)"', line)
    words, rest = re.split(r"\s-{1,2}[A-Za-z]", line, maxsplit=1)[0], line
    if quoted is not None:
        words, rest = quoted.group(1), line[quoted.end() :]
    if not words.strip() or text.object:
        return None
    found = Finding(text.block)
    _put_words(found, words.replace('\\"', '"'), "the words before the switches")
    said = {_SWITCHES[key]: value.strip('"') for key, value in _SWITCH.findall(rest)[:50] if key in _SWITCHES}
    for field in ("steps", "seed", "cfg", "sampler"):
        value = values.READ[field](said.get(field))
        found.put(field, value, f"switch for {field}")
    found.put("size", values.size(said.get("width"), said.get("height")), "switches -W and -H")
    return found
