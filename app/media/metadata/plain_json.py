"""A JSON object of no tool that we know, with a prompt in it: what downloaders and people's own scripts write."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.media.metadata import values
from app.media.metadata.material import Material, Text
from app.media.metadata.recipe import Finding

_NAMES = {
    "prompt": ("prompt", "positive_prompt", "positivePrompt", "Prompt"),
    "negative": ("negative_prompt", "negativePrompt", "negative", "Negative prompt"), "seed": ("seed", "Seed"),
    "steps": ("steps", "num_inference_steps", "Steps"), "cfg": ("cfg", "cfg_scale", "cfgScale", "guidance_scale"),
    "guidance": ("guidance",), "sampler": ("sampler", "sampler_name", "samplerName", "Sampler"),
    "scheduler": ("scheduler",), "model": ("model", "model_name", "modelName", "checkpoint", "Model"),
    "size": ("size", "resolution"),
}  # fmt: skip
_NESTED = ("meta", "metadata", "parameters", "params", "generation", "input", "request")
TOOL_NAMES = ("tool", "generator", "software", "service", "provider")


def read(material: Material) -> Finding | None:
    for text in material.comments():
        for said in layers(text):
            prompt = next((value for name in _NAMES["prompt"] if (value := values.text(said.get(name)))), None)
            if prompt is not None and not prompt.lstrip().startswith("{"):
                return _found(text, said)
    return None


def layers(text: Text) -> Iterator[dict[str, Any]]:
    """The object itself and the objects in it that usually hold the recipe."""
    said = text.object
    if said:
        yield said
        for key in _NESTED:
            if isinstance(said.get(key), dict):
                yield said[key]


def _found(text: Text, said: dict[str, Any]) -> Finding:
    found = Finding(text.block)
    for name in TOOL_NAMES:
        found.put("tool", said.get(name) if isinstance(said.get(name), str) else None, name)
    values.put_all(found, said, _NAMES)
    found.put("size", values.size(said.get("width"), said.get("height")), "width and height")
    listed = said.get("loras")
    loras = []
    for each in listed[:100] if isinstance(listed, list) else []:
        if isinstance(each, dict):
            loras.append(values.lora(each.get("name") or each.get("model"), each.get("strength", each.get("weight"))))
        else:
            loras.append(values.lora(each))
    found.put("loras", [lora for lora in loras if lora], "loras")
    return found
